"""Who of a service is told of a child, and who of customer care when nobody says yes in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.advocate_notices import (
    Unanswered,
    is_still_unanswered,
    nobody_said_yes,
    passed_on,
)
from portal.domain.notices import Notice, NoticeKind
from portal.domain.staff import Audience, Role, StaffMember
from tests.domain.test_notices import EVERYBODY, NOW, OLU, PAT, TODAY, situation, told, watched

ADVOCATE = frozenset({Role.ADVOCATE})
UNA = StaffMember("una", "una@upfront.example", "Una", ADVOCATE, service="upfront")
URI = StaffMember("uri", "uri@upfront.example", "Uri", ADVOCATE, service="upfront")
NIA = StaffMember("nia", "nia@nch.example", "Nia", ADVOCATE, service="nch")
LEFT = replace(UNA, id="left", email="left@upfront.example", left_at=NOW)
PEOPLE = (*EVERYBODY, UNA, URI, NIA, LEFT)
SENT = Unanswered("r1", "upfront", TODAY, "desk@upfront.example")


@given(
    barred=st.frozensets(st.sampled_from([one.id for one in PEOPLE])),
    service=st.sampled_from(["upfront", "nch", "nobody's"]),
    sent_on=st.dates(date(2026, 11, 1), TODAY),
)
def test_nobody_is_told_but_people_of_the_service_whom_the_child_does_not_mind(
    barred: frozenset[str], service: str, sent_on: date
) -> None:
    one = Unanswered("r1", service, sent_on, "desk@upfront.example", barred)

    addresses = {notice.address for notice in passed_on(situation(members=PEOPLE), [one])}

    theirs = {p.email for p in (UNA, URI, NIA) if p.service == service and p.id not in barred}
    assert addresses - {"desk@upfront.example"} == theirs
    assert ("desk@upfront.example" in addresses) == (not barred)


def test_a_service_is_told_at_once_and_on_later_working_days_after_opening() -> None:
    at_night = situation(members=PEOPLE, now=NOW - timedelta(hours=6))
    next_day = situation(members=PEOPLE, now=NOW + timedelta(days=1))
    weekend = situation(members=PEOPLE, now=NOW + timedelta(days=4))

    counts = [len(list(passed_on(when, [SENT]))) for when in (at_night, next_day, weekend)]

    assert counts == [3, 6, 3]
    assert {one.about for one in passed_on(next_day, [SENT])} == {"r1"}


def test_a_mailbox_that_is_no_address_is_left_alone() -> None:
    one = replace(SENT, mailbox="ring 0800 000 000")

    assert told(passed_on(situation(members=PEOPLE), [one])) == ["una", "uri"]


def test_the_alarm_reaches_everybody_in_line_and_whoever_has_it() -> None:
    late = watched(assigned_to="cleo")

    assert told(nobody_said_yes(situation(), [late])) == ["olu", "pat", "cleo"]
    assert told(nobody_said_yes(situation(now=NOW - timedelta(hours=6)), [late])) == []


def test_nobody_who_may_not_know_is_alarmed() -> None:
    shielded = watched(audience=Audience.CLEARED)
    kept_from_olu = watched(barred=frozenset({OLU.id}))

    assert set(told(nobody_said_yes(situation(), [shielded]))) == {"cleo", "cass"}
    assert set(told(nobody_said_yes(situation(), [kept_from_olu]))) >= {"pat"}
    assert OLU.email not in {one.address for one in nobody_said_yes(situation(), [kept_from_olu])}


def test_what_is_not_waiting_any_more_or_not_theirs_any_more_is_taken_back() -> None:
    notice = Notice(NoticeKind.REFERRAL, "r1", UNA.email, "once")
    now = situation(members=PEOPLE)

    assert is_still_unanswered(now, notice, {"r1": SENT})
    assert not is_still_unanswered(now, notice, {})
    assert not is_still_unanswered(now, notice, {"r1": replace(SENT, barred=frozenset({UNA.id}))})
    assert not is_still_unanswered(now, replace(notice, address=PAT.email), {"r1": SENT})
