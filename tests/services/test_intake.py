"""What somebody told us is screened, kept and queued: all of it or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from portal.db import intakes
from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake, SafeContact, Words, new_id
from portal.domain.taxonomy import FeelsSafe, LookedAfter, YesNo
from portal.register import claims
from portal.register.schemas import RecordInvalidError
from portal.services.office import Office
from tests.any_intake import NOW
from tests.services.telling import (
    CALM,
    DANGER,
    LATER,
    QUIET,
    add,
    an_intake,
    kept,
    queued,
    receive,
)


def claim(office: Office) -> None:
    with office.database.write() as connection:
        assert claims.claim(connection, "a consumer", LATER, 1)


def flags(intake: Intake) -> set[tuple[FlagName, str]]:
    return {(flag.name, flag.rule) for flag in intake.flags}


def test_an_intake_and_its_record_are_kept_together(office: Office) -> None:
    received = receive(office, an_intake(), code_words_hash="a" * 64)

    [row] = queued(office)
    assert kept(office, received) == received
    assert (row.subject, row.subject_version, row.status) == (received.reference, 1, "ready")
    assert row.data["words"][0]["text"] == CALM
    assert (row.data["read_by"], row.data["answer_by"]) == ("2026-11-25", "2026-12-07")
    assert row.source == "urn:heard:kent"


def test_a_service_has_the_name_it_bears_on_the_london_day_of_receipt(office: Office) -> None:
    after_midnight_here = datetime(2008, 9, 16, 23, 30, tzinfo=UTC)
    wish = {"wants_advocate": YesNo.YES, "looked_after": LookedAfter.NO}

    receive(office, an_intake(received_at=after_midnight_here, **wish))

    [row] = queued(office)
    [service] = row.data["advocacy"]["services"]
    assert service == {"key": "nch", "name": "Action for Children"}


def test_a_record_that_cannot_be_queued_leaves_no_intake_behind(office: Office) -> None:
    with pytest.raises(RecordInvalidError):
        receive(office, an_intake(language=""))

    assert queued(office) == []
    with office.database.read() as connection:
        assert intakes.how_many(connection) == 0


def test_the_same_form_sent_again_is_refused_and_changes_nothing(office: Office) -> None:
    first = receive(office, an_intake())
    again = replace(first, id=new_id(), reference="OTHER", words=(Words("else", NOW),))

    with pytest.raises(IntegrityError):
        receive(office, again)

    assert [row.subject for row in queued(office)] == [first.reference]
    assert kept(office, first) == first


@pytest.mark.parametrize(
    "told",
    [
        {"words": (Words(DANGER, NOW),)},
        {"words": (Words(CALM, NOW), Words(DANGER, NOW))},
        {"desired_outcome": DANGER},
        {"should_not_see": f"my dad, {DANGER}"},
        {"contact": SafeContact(who_else_sees=f"my carer, {DANGER}")},
        {"contact": SafeContact(best_times=f"not at night, {DANGER}")},
        {"feels_safe": FeelsSafe.NO},
        {"feels_safe": FeelsSafe.NOT_SURE},
    ],
)
def test_danger_is_seen_wherever_it_is_said_and_due_at_once(
    office: Office, told: dict[str, Any]
) -> None:
    received = receive(office, an_intake(**told), due_at=NOW + QUIET)

    assert received.is_urgent
    [row] = queued(office)
    assert row.data["urgent"] is True
    assert row.due_at == NOW


def test_the_reasons_are_kept_with_the_intake(office: Office) -> None:
    received = receive(office, an_intake(DANGER, feels_safe=FeelsSafe.NO, wants_advocate=YesNo.YES))

    assert {("urgent", "answered-not-safe"), ("advocacy", "asked")} < flags(received)
    assert any(flag.language == "en" for flag in received.flags)
    assert queued(office)[0].data["flags"] == [
        {"flag": flag.name, "rule": flag.rule, "language": flag.language} for flag in received.flags
    ]


@pytest.mark.parametrize("name", ["ሰላም", "Œdipe", "محمد", "Zoë"])
def test_a_name_in_other_letters_sends_nobody_to_the_top(office: Office, name: str) -> None:
    told = an_intake(name=name, contact=SafeContact(details=name))

    assert not receive(office, told).is_urgent


def test_flags_that_were_there_stay(office: Office) -> None:
    mark = Flag(FlagName.SUSPECT, "hidden-box-filled")

    assert receive(office, an_intake(DANGER, flags=(mark,))).flags[0] == mark


def test_a_text_waits_for_quiet_and_a_form_does_not(office: Office) -> None:
    receive(office, an_intake())
    receive(office, an_intake(submission_id=None, reference="TEXT"), due_at=NOW + QUIET)

    assert [row.due_at for row in queued(office)] == [NOW, NOW + QUIET]


def test_more_words_refresh_the_record_and_wait_for_quiet_again(office: Office) -> None:
    told = receive(office, an_intake(), due_at=NOW + QUIET)
    more = add(office, told, "and my bag", due_at=LATER + QUIET)

    [row] = queued(office)
    assert kept(office, told) == more
    assert [said["text"] for said in row.data["words"]] == [CALM, "and my bag"]
    assert (row.subject_version, row.due_at) == (1, LATER + QUIET)


def test_more_words_after_a_claim_are_a_new_version(office: Office) -> None:
    told = receive(office, an_intake())
    claim(office)
    add(office, told, "and my bag")

    first, second = queued(office)
    assert [len(row.data["words"]) for row in (first, second)] == [1, 2]
    assert (first.subject_version, second.subject_version) == (1, 2)
    assert first.event_id != second.event_id


def test_danger_that_is_said_later_ends_the_wait(office: Office) -> None:
    told = receive(office, an_intake(), due_at=NOW + QUIET)
    more = add(office, told, DANGER, due_at=LATER + QUIET)

    assert more.is_urgent
    assert queued(office)[0].due_at == LATER


def test_an_answer_without_words_is_kept_and_queued(office: Office) -> None:
    told = receive(office, an_intake())
    more = add(office, replace(told, looked_after=LookedAfter.YES), None)

    assert kept(office, told) == more
    assert queued(office)[0].data["person"]["looked_after"] == "yes"
    assert len(queued(office)[0].data["words"]) == 1
