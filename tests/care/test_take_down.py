"""What came by telephone, in person, by letter or e-mail: the child's, read back, kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from portal.db import decisions
from portal.domain.taxonomy import (
    ContactWay,
    FeelsSafe,
    MethodOfReceipt,
    Originator,
    SubmittedBy,
    YesNo,
)
from portal.domain.triage import ReadBack
from portal.register.queue import oldest_due_at
from tests.care.taking_down import (
    CALL,
    LETTER,
    WORDS,
    actions,
    code_words_on,
    how_many,
    take_down,
    write_down,
)
from tests.desk_client import Desk, the_intake
from tests.portal_client import office_of, records
from tests.web.every_page import StandingClock


def test_a_call_is_read_back_and_kept_word_for_word_from_when_it_came(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    write_down(desk, **CALL)
    assert "Read it back to the child" in desk.text
    assert 'They moved me <3 & "nobody" said why' in desk.text
    assert how_many(app) == 0

    desk.post("take-down", go="save", read_back="agreed")

    kept = the_intake(app)
    assert [said.text for said in kept.words] == [WORDS]
    assert (kept.method, kept.submitted_by) == (MethodOfReceipt.TELEPHONE, SubmittedBy.STAFF)
    assert kept.received_at.isoformat() == "2026-11-23T16:30:00+00:00"
    assert kept.seen_at == clock.at
    assert kept.reference in desk.text
    assert "Wed 25 Nov 2026" in desk.text  # two working days from Monday, when they rang
    assert "Mon 7 Dec 2026" in desk.text
    assert code_words_on(desk)


def test_the_record_says_who_took_it_down_and_that_it_was_read_back(app: Flask, desk: Desk) -> None:
    take_down(desk)

    [record] = records(app)
    assert record["received_at"] == "2026-11-23T16:30:00Z"
    assert record["submitted_by"] == "staff"
    assert record["triage"]["taken_down"] == {
        "by": "Olu Officer",
        "at": "2026-11-24T10:00:00Z",
        "read_back": "agreed",
        "reason": None,
    }


def test_it_is_in_the_history_and_in_the_audit_without_a_word_of_it(app: Flask, desk: Desk) -> None:
    take_down(desk)

    kept, place = the_intake(app), office_of(app)
    with place.database.read() as connection:
        [decided] = decisions.history(connection, place.keyring, kept.id)
    assert decided.rows == (("How it came", "Telephone"), ("Read back", "agreed"))
    assert actions(app)[-1] == ("intake.taken-down", kept.reference)


@pytest.mark.parametrize("method", ["Letter", "E-mail"])
def test_what_came_in_writing_is_kept_at_once(app: Flask, desk: Desk, method: str) -> None:
    write_down(desk, **{**CALL, "method": method})

    kept = the_intake(app)
    assert kept.method == method
    assert kept.triage.taken_down
    assert kept.triage.taken_down.read_back is None
    assert code_words_on(desk)


def test_all_that_a_child_would_answer_is_kept_as_somebody_else_gave_it(
    app: Flask, desk: Desk
) -> None:
    take_down(
        desk,
        originator="Parent",
        kind="something_wrong",
        name="Sam",
        age_band="13-15",
        looked_after="yes",
        feels_safe="not_sure",
        wants_advocate="yes",
        desired_outcome="Tell me first",
        way="text",
        details="07700 900123",
        best_times="4pm",
        who_else_sees="mum",
    )

    kept = the_intake(app)
    assert (kept.originator, kept.name) == (Originator.PARENT, "Sam")
    assert (kept.feels_safe, kept.wants_advocate) == (FeelsSafe.NOT_SURE, YesNo.YES)
    assert kept.is_urgent
    assert kept.advocacy_services
    contact = kept.contact
    assert (contact.way, contact.details) == (ContactWay.TEXT, "07700 900123")
    assert (contact.given_by, contact.confirmed_by_child) == (SubmittedBy.STAFF, False)


def test_a_way_that_the_child_named_themself_is_confirmed_only_where_the_officer_says_so(
    app: Flask, desk: Desk
) -> None:
    take_down(desk, way="call", details="07700 900123", confirmed_by_child="y")

    assert the_intake(app).contact.confirmed_by_child


def test_the_form_begins_with_nothing_of_the_officer_s(desk: Desk) -> None:
    page = desk.open("take-down").text.partition("<main")[2]

    assert desk.member
    assert desk.member.name not in page
    assert desk.member.email not in page


def test_why_it_could_not_be_read_back_is_kept(app: Flask, desk: Desk) -> None:
    write_down(desk, **CALL)

    desk.post("take-down", go="save", read_back="not_possible", reason="They rang off")

    taken = the_intake(app).triage.taken_down
    assert taken
    assert (taken.read_back, taken.reason) == (ReadBack.NOT_POSSIBLE, "They rang off")
    assert records(app)[-1]["triage"]["taken_down"]["reason"] == "They rang off"


def test_whom_the_child_wants_kept_out_is_heeded_from_the_first_moment(
    app: Flask, desk: Desk, sign_in: Callable[..., Desk]
) -> None:
    take_down(desk, should_not_see="Not Olu")

    kept = the_intake(app)
    assert kept.should_not_see == "Not Olu"
    assert kept.seen_at is None
    assert "only officers cleared for that open it" in desk.text
    assert desk.open(f"intakes/{kept.reference}").status_code == 404
    cleared = sign_in("Cleo Cleared", is_cleared=True)
    assert cleared.open(f"intakes/{kept.reference}").status_code == 200


def test_the_register_does_not_count_a_letter_as_late_for_the_days_in_the_post(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    write_down(desk, **{**LETTER, "received_at": "2026-11-17T09:00", "feels_safe": "no"})

    place = office_of(app)
    with place.database.read() as connection:
        assert oldest_due_at(connection, clock.at) == clock.at
