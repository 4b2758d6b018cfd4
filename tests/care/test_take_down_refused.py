"""Taking down what cannot be kept so: refused with every word back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from flask import Flask

from tests.care.taking_down import CALL, LETTER, WORDS, how_many, write_down
from tests.desk_client import Desk, sign_in_again, the_intake
from tests.web.every_page import StandingClock


def test_the_officer_s_own_details_are_never_the_child_s(app: Flask, desk: Desk) -> None:
    assert desk.member
    email = desk.member.email
    own = ("Olu Officer", " officer, OLU ", email, f"mail {email.upper()}")

    for field, said in product(("name", "details"), own):
        answer = write_down(desk, **{**LETTER, field: said})

        assert answer.status_code == 400, said
        assert "These are your own details" in desk.text
        assert "They moved me &lt;3 &amp;" in answer.text
    assert how_many(app) == 0
    write_down(desk, **LETTER, name="Olu", details="Aunt Olu Officer-Smith")
    assert how_many(app) == 1


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"words": " "}, "Please write down the words."),
    ({"method": ""}, "Please choose how it came."),
    ({"method": "Web form"}, "Please choose one of these."),
    ({"received_at": ""}, "Please say when it reached us."),
    ({"received_at": "yesterday"}, "Please write day and time as"),
    ({"received_at": "2026-11-24T10:01"}, "That time has not come yet."),
    ({"received_at": "0206-11-24T10:01"}, "Please check the year."),
    ({"language": "Klingonish"}, "We know no language of that name."),
    ({"details": "+44 3000 411111"}, "This is customer care's own number"),
    ({"originator": "Neighbour"}, "Please choose one of these."),
    ({"feels_safe": "perhaps"}, "Please choose one of these."),
]


def test_what_is_refused_gives_back_every_word(app: Flask, desk: Desk) -> None:
    typed = {"desired_outcome": "Tell <me> first", "details": "07700 900123"}

    for fields, message in REFUSED:
        answer = write_down(desk, **{**CALL, **typed, **fields})

        assert answer.status_code == 400, fields
        assert message in desk.text
        assert "Tell &lt;me&gt; first" in answer.text
        assert "details" in fields or "07700 900123" in answer.text
        assert "words" in fields or "هاتفي" in answer.text
    assert how_many(app) == 0


def test_the_child_changes_something_and_nothing_else_is_lost(app: Flask, desk: Desk) -> None:
    write_down(desk, **CALL, details="07700 900123")

    page = desk.post("take-down", go="change")

    assert 'value="07700 900123"' in page.text
    assert "They moved me &lt;3 &amp;" in page.text
    desk.post("take-down", go="next", **{**CALL, "words": "Not quite that"})
    desk.post("take-down", go="save", read_back="agreed")
    assert [said.text for said in the_intake(app).words] == ["Not quite that"]


NOT_AGREED: list[tuple[dict[str, str], str]] = [
    ({}, "Please say whether you read it back to the child."),
    ({"read_back": "not_possible", "reason": " "}, "Please say why it could not be read back."),
    ({"read_back": "maybe"}, "Please choose one of these."),
]


def test_what_was_heard_is_not_kept_before_somebody_says_whether_it_was_read_back(
    app: Flask, desk: Desk
) -> None:
    write_down(desk, **CALL)

    for agreed, message in NOT_AGREED:
        answer = desk.post("take-down", go="save", **agreed)

        assert answer.status_code == 400
        assert message in desk.text
        assert "They moved me <3 &" in desk.text
    assert how_many(app) == 0
    desk.post("take-down", go="save", read_back="agreed")
    assert [said.text for said in the_intake(app).words] == [WORDS]


@pytest.mark.parametrize("step", ["next", "save"])
def test_what_was_typed_comes_back_after_the_session_ran_out(
    app: Flask, desk: Desk, clock: StandingClock, step: str
) -> None:
    write_down(desk, **CALL, name="Sam")
    clock.at += timedelta(hours=24)

    form = {**CALL, "name": "Sam"} if step == "next" else {}
    assert desk.post("take-down", go=step, **form).status_code == 401
    assert how_many(app) == 0

    sign_in_again(app, desk)
    page = desk.open("take-down")

    assert "You were signed out before this was saved." in desk.text
    assert "They moved me &lt;3 &amp;" in page.text
    assert 'value="Sam"' in page.text


def test_only_officers_take_anything_down(sign_in: Callable[..., Desk]) -> None:
    manager = sign_in("Mo Manager", roles={"manager"})

    assert manager.open("take-down").status_code == 403
