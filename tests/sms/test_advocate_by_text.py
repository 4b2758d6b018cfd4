"""Whether somebody should speak up for a child, asked and answered by text."""

from __future__ import annotations

from datetime import date

import pytest

from portal.db import intakes
from portal.domain.decisions.advocacy import with_step
from portal.domain.intake import AdvocateWish
from portal.domain.referral import asked_on, current, status
from portal.domain.referral_steps import Happened, Step
from portal.domain.taxonomy import TextsAllowed, YesNo
from tests.sms.senders import MONDAY_NOON, Sender, an_office, queued, said, the_intake

FALL_BACK = "0808 800 5792"


def with_steps(office, *steps):
    """Customer care and a service have done this about the wish."""
    intake = the_intake(office)
    for step in steps:
        part = {"referral": "r1", "service": "upfront", "name": "Upfront"}
        intake = with_step(intake, Happened(step, MONDAY_NOON.date(), MONDAY_NOON, **part))
    with office.database.write() as connection:
        place = office.inbox_place(intake)
        intakes.save_more(connection, office.keyring, intake, place, None, MONDAY_NOON)


def test_whoever_asks_is_told_by_when_and_whom_to_call_after(office, child):
    child.text("They took my phone")

    reply = child.text("1")

    assert "Someone should be found by Wednesday 25 November." in reply
    assert f"If nobody is in touch by then, call {FALL_BACK}." in reply
    assert office.deadlines(the_intake(office)).advocate_by == date(2026, 11, 25)
    assert "Is it safe to text you here" in reply


def test_the_day_counts_from_the_words_that_asked_already(office, child):
    child.text("I want someone to speak up for me")
    child.wait(days=1)

    assert "found by Wednesday 25 November." in child.text("1")
    assert office.deadlines(the_intake(office)).advocate_by == date(2026, 11, 25)


def test_no_day_is_promised_that_is_over(child):
    child.text("I want someone to speak up for me")
    child.wait(days=7)

    assert "found by Wednesday 2 December." in child.text("1")


def test_without_a_fall_back_it_is_customer_care_to_call(migrated_database_url):
    office = an_office(
        migrated_database_url,
        PORTAL_ADVOCATE_FALLBACK="none",
        PORTAL_COUNCIL_PHONE="03000 41 00 00",
    )
    child = Sender(office)
    child.text("They took my phone")

    assert "call 03000 41 00 00." in child.text("1")
    office.database.close()


def test_no_day_is_said_where_a_service_said_yes_already(office, child):
    child.text("I want someone to speak up for me")
    with_steps(office, Step.SENT, Step.ACCEPTED)

    reply = child.text("1")

    assert reply.startswith("Thank you. We wrote down your answer.\nIs it safe to text you")
    assert the_intake(office).wants_advocate is None


def test_somebody_they_trust_starts_no_clock(office, child):
    child.text("They took my phone")

    reply = child.text("3")

    intake = the_intake(office)
    assert reply.startswith("Thank you. We wrote down your answer.\nIs it safe to text you")
    assert intake.wants_advocate is YesNo.NO
    assert intake.wish == AdvocateWish(trusted=True)
    assert status(intake) == "someone_they_trust"
    assert office.deadlines(intake).advocate_by is None
    assert said(intake) == ["They took my phone", "3"]


def test_a_two_after_the_one_answers_the_next_question(office, child):
    for words in ("They took my phone", "1", "2"):
        child.text(words)

    intake = the_intake(office)
    assert intake.wants_advocate is YesNo.YES
    assert intake.contact.texts_allowed is TextsAllowed.NEUTRAL_ONLY


@pytest.mark.parametrize("words", ["not sarah", "i dont want upfront", "my nan helps me"])
def test_whom_a_text_means_is_never_guessed(office, child, words):
    child.text("They took my phone")
    child.text(words)

    intake = the_intake(office)
    assert intake.wish == AdvocateWish()
    assert intake.wants_advocate is None
    assert said(intake)[-1] == words


def test_who_said_no_before_and_says_yes_now_asks_anew(office, child):
    child.text("I want someone to speak up for me")
    with_steps(office, Step.NO_LONGER_WANTED)
    assert asked_on(the_intake(office)) is None

    reply = child.text("1")

    intake = the_intake(office)
    assert asked_on(intake) == date(2026, 11, 23)
    assert intake.triage.advocacy_steps[-1].step is Step.REQUESTED
    assert "found by Wednesday 25 November." in reply


@pytest.mark.parametrize(("answer", "last"), [("2", "no_longer_wanted"), ("3", "trusted")])
def test_a_no_ends_the_part_of_the_service_that_has_it(office, child, answer, last):
    child.text("I want someone to speak up for me")
    with_steps(office, Step.SENT)

    child.text(answer)

    intake = the_intake(office)
    assert current(intake) is None
    assert intake.triage.advocacy_steps[-1].step == last
    assert [one.step for one in intake.triage.advocacy_steps][:-1] == [Step.SENT]
    assert queued(office)[-1].data["reference"] == intake.reference
