"""Every day on which something is due, against a count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.clock import London, london_day
from portal.domain.deadlines import Deadlines, answer_clock, deadlines
from portal.domain.intake import Words
from portal.domain.referral_steps import Step
from portal.domain.taxonomy import YesNo
from portal.domain.triage import DataProtection, Done, Triage
from tests.domain.by_hand import DAY, FIRST, LAST, received_on, rules, walk
from tests.domain.deciding import sent


def test_every_day_of_twenty_five_years() -> None:
    usual, nobody_closed = rules(), frozenset[date]()
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + n * DAY
        due = deadlines(received_on(day), usual)
        longest = answer_clock(received_on(day, is_complex=True), usual)

        assert due.acknowledge_by == walk(day, 2, nobody_closed), day
        assert due.answer_by == due.answer_without_pause == walk(day, 10, nobody_closed), day
        assert longest.by == longest.longest == walk(day, 20, nobody_closed), day


# Counted by hand in printed calendars.
@pytest.mark.parametrize(
    ("received_at", "acknowledge_by", "answer_by", "complex_by"),
    [
        ("2026-11-24T12:00+00:00", "2026-11-26", "2026-12-08", "2026-12-22"),  # a Tuesday
        ("2026-11-22T12:00+00:00", "2026-11-24", "2026-12-04", "2026-12-18"),  # a Sunday is day 0
        ("2026-12-24T23:10+00:00", "2026-12-30", "2027-01-12", "2027-01-26"),  # Christmas Eve
        ("2022-05-31T12:00+01:00", "2022-06-06", "2022-06-16", "2022-06-30"),  # the Jubilee
        ("2022-09-16T12:00+01:00", "2022-09-21", "2022-10-03", "2022-10-17"),  # the funeral
        ("2026-07-14T22:30+00:00", "2026-07-16", "2026-07-28", "2026-08-11"),  # 23:30 in London
        ("2026-07-14T23:30+00:00", "2026-07-17", "2026-07-29", "2026-08-12"),  # the next day there
        ("2026-12-14T23:30+00:00", "2026-12-16", "2026-12-30", "2027-01-14"),  # winter: the same
        ("2026-03-29T00:30+00:00", "2026-03-31", "2026-04-14", "2026-04-28"),  # clocks go forward
        ("2026-10-25T00:30+00:00", "2026-10-27", "2026-11-06", "2026-11-20"),  # clocks go back
    ],
)
def test_days_as_a_person_counts_them(
    received_at: str, acknowledge_by: str, answer_by: str, complex_by: str
) -> None:
    at = datetime.fromisoformat(received_at).astimezone(UTC)
    intake = replace(received_on(FIRST), received_at=at)

    due = deadlines(intake, rules())
    longer = deadlines(replace(intake, triage=Triage(is_complex=True)), rules())

    assert str(due.acknowledge_by) == acknowledge_by
    assert str(due.answer_by) == answer_by
    assert str(longer.answer_by) == complex_by


@given(st.dates(FIRST, LAST), st.integers(1, 40))
def test_the_council_may_set_other_days(day: date, answer_days: int) -> None:
    clock = answer_clock(received_on(day), rules(answer_days=answer_days))

    assert clock.by == walk(day, answer_days, frozenset())
    assert clock.longest == walk(day, max(20, answer_days), frozenset())


@given(st.dates(FIRST, LAST), st.sampled_from([time(0), time(0, 30), time(12), time(23, 30)]))
def test_data_protection_has_thirty_days_of_any_kind(day: date, at: time) -> None:
    flagged = received_on(day, at, data_protection=DataProtection(day + 9 * DAY))
    done = received_on(day, at, data_protection=DataProtection(day, day))

    by = deadlines(flagged, rules()).data_protection_by

    assert by is not None
    assert by.toordinal() - day.toordinal() == 30
    assert deadlines(done, rules()).data_protection_by is None


@given(st.dates(FIRST, LAST), st.integers(0, 30))
def test_somebody_who_speaks_up_is_found_within_two_working_days(day: date, later: int) -> None:
    asked_on = day + later * DAY
    asked_at = datetime.combine(asked_on, time(23, 30), London).astimezone(UTC)
    intake = replace(received_on(day), advocate_asked_at=asked_at)
    passed = replace(intake, triage=Triage(advocacy_steps=sent(asked_on)))
    accepted = replace(intake, triage=Triage(advocacy_steps=sent(asked_on, Step.ACCEPTED)))

    assert deadlines(intake, rules()).advocate_by == walk(asked_on, 2, frozenset())
    assert deadlines(replace(intake, wants_advocate=YesNo.NO), rules()).advocate_by is None
    assert deadlines(passed, rules()).advocate_by == walk(asked_on, 2, frozenset())
    assert deadlines(accepted, rules()).advocate_by is None


TUESDAY = date(2026, 11, 24)


def test_what_was_read_or_acknowledged_is_to_be_acknowledged_no_more() -> None:
    intake = received_on(TUESDAY)
    acknowledged = Triage(acknowledged=Done(TUESDAY + DAY))

    assert deadlines(replace(intake, seen_at=intake.received_at), rules()).acknowledge_by is None
    assert deadlines(replace(intake, triage=acknowledged), rules()).acknowledge_by is None


def test_what_is_said_after_that_is_to_be_read_within_two_days_as_well() -> None:
    intake = received_on(TUESDAY, acknowledged=Done(TUESDAY))
    said_at = intake.received_at + 14 * DAY
    more = replace(intake, words=(*intake.words, Words("more", said_at, is_new=True)))

    by = deadlines(more, rules()).acknowledge_by

    assert by == walk(london_day(said_at), 2, frozenset())


def test_once_the_answer_is_sent_the_next_stage_may_be_asked_for_within_twenty_days() -> None:
    intake = received_on(TUESDAY, answer_sent=Done(date(2026, 12, 4)))
    seen = replace(intake, seen_at=intake.received_at)

    due = deadlines(seen, rules())

    assert due.next_stage_by == walk(date(2026, 12, 4), 20, frozenset())
    assert due.next_due() == due.next_stage_by
    assert deadlines(received_on(TUESDAY), rules()).next_stage_by is None


@given(*[st.none() | st.dates() for _ in range(3)], st.dates())
def test_the_next_thing_due_is_the_first_of_them(
    acknowledge: date | None, advocate: date | None, data: date | None, answer: date
) -> None:
    due = Deadlines(acknowledge, answer, answer, advocate, data)

    listed = sorted(day for day in (acknowledge, advocate, data, answer) if day is not None)
    assert due.next_due() == listed[0]
