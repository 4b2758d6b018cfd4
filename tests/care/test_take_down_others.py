"""A form taken down with the id of somebody else's form learns nothing of what they sent."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from tests.care.intakes import kept
from tests.care.taking_down import LETTER, how_many, take_down
from tests.desk_client import Desk, the_intake
from tests.web.every_page import StandingClock


def test_the_id_of_a_child_s_form_leads_to_no_receipt_and_every_word_comes_back(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    theirs = kept(app, clock, "violet sky", should_not_see="Not Olu")
    desk.open("take-down")

    answer = desk.post("take-down", **LETTER, sent_as=theirs.submission_id)

    assert answer.status_code == 404
    assert theirs.reference not in answer.text
    assert "They moved me &lt;3" in answer.text
    assert how_many(app) == 1


def test_nor_does_that_of_a_colleague(app: Flask, desk: Desk, sign_in: Callable[..., Desk]) -> None:
    take_down(sign_in("Ada Other"))
    theirs = the_intake(app)
    desk.open("take-down")

    answer = desk.post("take-down", **LETTER, sent_as=theirs.submission_id)

    assert answer.status_code == 404
    assert theirs.reference not in answer.text


def test_whoever_is_kept_from_it_since_is_not_led_to_it_by_their_own_receipt(
    app: Flask, desk: Desk, sign_in: Callable[..., Desk]
) -> None:
    desk.open("take-down")
    sent = {**desk.hidden, **LETTER}
    assert "Open " in desk.post("take-down", **sent).text
    assert desk.member
    other, reference = sign_in("Ada Other"), the_intake(app).reference
    other.decide(reference, "shield", barred=desk.member.id)

    again = desk.post("take-down", **sent)

    assert f"/care/intakes/{reference}" not in again.text
