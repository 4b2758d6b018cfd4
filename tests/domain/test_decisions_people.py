"""Who deals with an intake, who answers it, and what runs beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain.decisions.people import (
    Acknowledged,
    AnswerSent,
    Assign,
    ContactMade,
    Note,
    Pass,
)
from portal.domain.decisions.safety import ProtectData, Safeguard
from portal.domain.staff import Role, StaffMember
from portal.domain.triage import DataProtection, Done, Triage
from tests.domain.people_deciding import (
    ADMINISTRATOR,
    CAME,
    CLEARED,
    GONE,
    GONE_MANAGER,
    LONG_AGO,
    MANAGER,
    NOW,
    OFFICER,
    OTHER,
    OUTSIDE,
    TODAY,
    TOMORROW,
    after,
    an_open_intake,
    refusal,
    untouched,
)

PLAIN = an_open_intake()
SHIELDED = an_open_intake(should_not_see="Not Dave")
OUT = an_open_intake(Triage(about_customer_care=True))
BARRED = an_open_intake(Triage(names_matched=True, barred=(OFFICER.id, MANAGER.id)))


def test_an_intake_is_given_and_given_back() -> None:
    given = after(Assign(OTHER.id, "You know the home"), PLAIN)

    assert given.triage.assigned_to == OTHER.id
    assert untouched(PLAIN, given)
    assert after(Assign(None), given).triage.assigned_to is None


@pytest.mark.parametrize(
    ("person", "intake"),
    [
        (MANAGER, PLAIN),
        (ADMINISTRATOR, PLAIN),
        (OUTSIDE, PLAIN),
        (GONE, PLAIN),
        (OFFICER, SHIELDED),
        (OFFICER, OUT),
        (CLEARED, OUT),
        (OFFICER, BARRED),
    ],
)
def test_nobody_is_given_what_they_may_not_know_of(person: StaffMember, intake: object) -> None:
    field, _ = refusal(Assign(person.id), intake)  # type: ignore[arg-type]

    assert field == "assigned_to"


def test_cleared_officers_have_what_is_shielded_and_the_person_outside_what_goes_out() -> None:
    assert after(Assign(CLEARED.id), SHIELDED).triage.assigned_to == CLEARED.id
    assert after(Assign(OUTSIDE.id), OUT).triage.assigned_to == OUTSIDE.id


def test_an_intake_is_passed_to_a_manager_or_to_a_name_and_taken_back() -> None:
    passed = after(Pass(MANAGER.id), PLAIN)
    named = after(Pass(None, " Jo Bloggs "), passed)
    back = after(Pass(), named)

    assert (passed.triage.passed_to, passed.triage.passed_to_name) == (MANAGER.id, "")
    assert (named.triage.passed_to, named.triage.passed_to_name) == (None, "Jo Bloggs")
    assert (back.triage.passed_to, back.triage.passed_to_name) == (None, "")


def test_whoever_passes_on_what_nobody_has_has_it_then() -> None:
    theirs = after(Assign(CLEARED.id), PLAIN)

    assert after(Pass(MANAGER.id), PLAIN).triage.assigned_to == OFFICER.id
    assert after(Pass(None, "Jo Bloggs"), PLAIN).triage.assigned_to == OFFICER.id
    assert after(Pass(MANAGER.id), theirs).triage.assigned_to == CLEARED.id
    assert after(Pass(), replace(PLAIN, triage=Triage(passed_to=MANAGER.id))).triage == Triage()


@pytest.mark.parametrize(
    ("decision", "intake", "field"),
    [
        (Pass(), PLAIN, "passed_to"),
        (Pass(MANAGER.id, "Jo"), PLAIN, "name"),
        (Pass(GONE_MANAGER.id), PLAIN, "passed_to"),
        (Pass(OFFICER.id), PLAIN, "passed_to"),
        (Pass("nobody-has-this-id"), PLAIN, "passed_to"),
        (Pass(MANAGER.id), BARRED, "passed_to"),
        (Pass(MANAGER.id), SHIELDED, "passed_to"),
        (Pass(None, "Jo"), SHIELDED, "name"),
    ],
)
def test_it_is_passed_to_nobody_else(decision: Pass, intake: object, field: str) -> None:
    assert refusal(decision, intake)[0] == field  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [ContactMade, AnswerSent, Acknowledged])
def test_what_was_done_has_a_day_that_can_be(kind: type[ContactMade]) -> None:
    def on(day: date | None, how: str = "by telephone") -> ContactMade:
        return kind(day, how, "she was glad")

    done = after(on(TODAY), PLAIN).triage
    assert Done(TODAY, "by telephone", "she was glad") in (
        done.contact_made,
        done.answer_sent,
        done.acknowledged,
    )
    assert after(on(CAME.date()), PLAIN)
    assert refusal(on(None), PLAIN) == ("on", "Please say on which day.")
    assert refusal(on(TOMORROW), PLAIN) == ("on", "That day is still to come.")
    assert refusal(on(LONG_AGO), PLAIN) == ("on", "That is before it came to us.")
    assert refusal(on(TODAY, " "), PLAIN) == ("how", "Please say how.")


def test_a_manager_may_say_that_contact_was_made_and_the_answer_sent_and_no_more() -> None:
    by_managers = [
        one.kind
        for one in (Assign, Pass, ContactMade, AnswerSent, Acknowledged, Note, Safeguard)
        if Role.MANAGER in one.decided_by
    ]

    assert by_managers == ["contact-made", "answer-sent"]


def test_a_note_changes_nothing_and_is_not_empty() -> None:
    assert after(Note("Rang, no answer"), PLAIN) == PLAIN
    assert refusal(Note("  "), PLAIN)[0] == "note"


def test_safeguarding_stands_beside_the_complaint_as_often_as_somebody_was_told() -> None:
    once = after(Safeguard("Police", NOW - timedelta(hours=1), "crime number 12"), PLAIN)
    twice = after(Safeguard("Duty team for children", CAME.replace(second=0)), once)

    assert [told.who for told in twice.triage.safeguarding] == ["Police", "Duty team for children"]
    assert untouched(PLAIN, twice)


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (Safeguard(" ", NOW), "who"),
        (Safeguard("Police"), "told_at"),
        (Safeguard("Police", NOW + timedelta(seconds=1)), "told_at"),
        (Safeguard("Police", CAME - timedelta(minutes=1)), "told_at"),
    ],
)
def test_somebody_was_told_at_a_time_that_can_be(decision: Safeguard, field: str) -> None:
    assert refusal(decision, PLAIN)[0] == field


def test_the_history_says_in_londons_time_when_somebody_was_told() -> None:
    in_summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    assert ("When", "1 July 2026, 23:30") in Safeguard("Police", in_summer).rows(str)


def test_data_protection_is_flagged_acknowledged_and_taken_off_again() -> None:
    flagged = after(ProtectData(), PLAIN)
    late = replace(PLAIN, triage=Triage(data_protection=DataProtection(CAME.date())))
    acknowledged = after(ProtectData(is_about_data=True, acknowledged_on=TODAY), late)

    assert flagged.triage.data_protection == DataProtection(TODAY)
    assert acknowledged.triage.data_protection == DataProtection(CAME.date(), TODAY)
    assert after(ProtectData(is_about_data=False), acknowledged).triage.data_protection is None
    assert refusal(ProtectData(True, TOMORROW), PLAIN)[0] == "acknowledged_on"
    assert refusal(ProtectData(False, TODAY), PLAIN)[0] == "acknowledged_on"
