"""How an intake ends, through the pages: taken back, closed, and opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.domain.taxonomy import Outcome
from portal.domain.triage import AskedToStop
from tests.desk_client import Desk, the_intake
from tests.portal_client import Child, records

WORDS = "They moved me again <3 & nobody said why"
WHY = "She said <3 it is fine"


@pytest.fixture
def reference(app: Flask, child: Child) -> str:
    """Of the one intake that there is."""
    child.tell(WORDS)
    return the_intake(app).reference


def _take_back(desk: Desk, reference: str, asked: str) -> None:
    desk.decide(
        reference, "withdrawn", on="2026-11-24", how="By text", asked_to_stop=asked, note=WHY
    )


def test_what_a_child_takes_back_stays_open_and_asks_for_safeguarding_where_somebody_pressed(
    app: Flask, desk: Desk, reference: str
) -> None:
    for asked, leads_to in (("no", ""), ("not_asked", ""), ("yes", "/safeguarding")):
        _take_back(desk, reference, asked)
        assert desk.page
        assert desk.page.request.path == f"/care/intakes/{reference}{leads_to}"
    assert "Now please look at this too." in desk.text

    intake = the_intake(app)
    assert intake.closed_at is None
    assert [w.text for w in intake.words] == [WORDS]
    assert intake.triage.withdrawn
    assert intake.triage.withdrawn.asked_to_stop is AskedToStop.YES
    assert records(app)[-1]["triage"]["withdrawn"]["note"] == WHY


def test_it_closes_with_what_came_of_it_and_opens_again_with_a_reason(
    app: Flask, desk: Desk, reference: str
) -> None:
    desk.decide(
        reference, "close", outcomes=["Explanation", "Apology"], fault_found="y", learned=WHY
    )

    assert "Saved: Closed" in desk.text
    closing = records(app)[-1]["triage"]["closing"]
    assert closing == {
        "outcomes": ["Explanation", "Apology"],
        "learned": WHY,
        "fault_found": True,
        "shown": None,
    }
    assert records(app)[-1]["closed_at"] == "2026-11-24T10:00:00Z"
    desk.decide(reference, "reopen", reason="It began anew")
    assert the_intake(app).closed_at is None
    assert "It began anew" in desk.text


BAD: list[tuple[dict[str, Any], str]] = [
    ({}, "Please say what came of it."),
    ({"outcomes": "Apology"}, "An apology counts only where fault was found."),
    ({"outcomes": "Complaint withdrawn"}, "Nobody has recorded that it was withdrawn."),
    ({"outcomes": "Nothing"}, "Please choose one of these."),
]


def test_what_does_not_fit_is_refused_with_every_word_back(
    app: Flask, desk: Desk, reference: str
) -> None:
    for fields, sentence in BAD:
        answer = desk.decide(reference, "close", learned=WHY, **fields)
        assert answer.status_code == 400
        assert sentence in desk.text
        assert "She said &lt;3 it is fine" in answer.text
    assert the_intake(app).closed_at is None


def test_an_urgent_one_or_one_that_waits_for_an_advocate_closes_only_knowingly(
    app: Flask, child: Child, desk: Desk
) -> None:
    child.tell("he hit me, I want someone to speak up for me")
    reference = the_intake(app).reference
    page = desk.open(f"intakes/{reference}/close")
    assert "nobody has recorded whom they told of the danger" in page.text
    for fields, sentence in (
        ({}, "Please look at what is left to do."),
        ({"knows": "y"}, "Please say why it is closed all the same."),
    ):
        answer = desk.decide(reference, "close", outcomes="Explanation", learned=WHY, **fields)
        assert answer.status_code == 400
        assert sentence in desk.text
        assert "She said &lt;3 it is fine" in answer.text

    desk.decide(reference, "close", outcomes="Explanation", knows="y", reason="Police have it")
    assert the_intake(app).closed_at
    assert "Closed all the same, because Police have it" in desk.text


def test_what_is_withdrawn_may_say_so_when_it_closes(
    app: Flask, desk: Desk, reference: str
) -> None:
    _take_back(desk, reference, "no")
    page = desk.open(f"intakes/{reference}/close")
    assert 'value="Complaint withdrawn" checked' in page.text

    desk.post(f"intakes/{reference}/close", outcomes="Complaint withdrawn")

    closing = the_intake(app).triage.closing
    assert closing
    assert closing.outcomes == (Outcome.WITHDRAWN,)


def test_nothing_is_decided_about_what_is_closed_but_what_must_be(
    app: Flask, desk: Desk, reference: str
) -> None:
    desk.decide(reference, "close", outcomes="Explanation")

    answer = desk.decide(reference, "acknowledged", on="2026-11-24", how=WHY)
    assert answer.status_code == 400
    assert "This intake is closed. Open it again first." in desk.text
    assert "She said &lt;3 it is fine" in answer.text
    desk.decide(reference, "safeguarding", who="Police")
    assert len(the_intake(app).triage.safeguarding) == 1


def test_a_page_from_before_somebody_else_closed_it_loses_nothing(
    app: Flask, desk: Desk, sign_in: Callable[..., Desk], reference: str
) -> None:
    other = sign_in("Ada Other")
    other.open(f"intakes/{reference}/close")
    desk.decide(reference, "close", outcomes="Explanation")

    answer = other.post(f"intakes/{reference}/close", outcomes="Advice Given", learned=WHY)

    assert answer.status_code == 409
    assert "She said &lt;3 it is fine" in answer.text
    assert 'value="Advice Given" checked' in answer.text
    closing = the_intake(app).triage.closing
    assert closing
    assert closing.outcomes == (Outcome.EXPLANATION,)
