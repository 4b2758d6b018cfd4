"""A child who may not be safe, or does not agree: said at once, and nothing is refused for it."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.domain.flags import FlagName
from tests.advocate.telling import tell, write_down
from tests.care.taking_down import how_many
from tests.desk_client import Desk, the_intake


@pytest.mark.parametrize("answer", ["no", "not_sure"])
def test_whom_to_ring_is_said_before_anything_is_sent(
    app: Flask, service: Desk, answer: str
) -> None:
    write_down(service, feels_safe=answer)
    assert "Ring 999 where somebody is in danger now." in service.text
    assert how_many(app) == 0

    service.post("/advocate/tell", go="send")

    assert the_intake(app).is_urgent
    assert "Ring 999 where somebody is in danger now." in service.text


def test_a_danger_that_the_advocate_speaks_of_is_one(app: Flask, service: Desk) -> None:
    tell(service, words="x", advocate="", how_known="I am her advocate. He hits her at home")

    kept = the_intake(app)
    assert kept.is_urgent
    assert not kept.has_flag(FlagName.ADVOCACY)


def test_nothing_is_refused_because_the_child_does_not_agree_and_the_advocate_is_told(
    app: Flask, service: Desk
) -> None:
    write_down(service, child_agrees="no")
    assert "We take it in all the same, and customer care see that" in service.text

    service.post("/advocate/tell", go="send")

    assert how_many(app) == 1
