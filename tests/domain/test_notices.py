"""Which notices are due: nobody is told who may not know, and nobody is left untold who must."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.clock import WorkingDays
from portal.domain.notices import (
    NOTHING,
    ROUND,
    Notice,
    NoticeKind,
    Situation,
    Watched,
    is_still_wanted,
    nobodys,
    of_the_day,
    urgent,
)
from portal.domain.staff import Audience, Role, StaffMember

# A Tuesday, an hour after opening.
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = NOW.date()
CHRISTMAS = date(2026, 12, 25)
OFFICER, MANAGER = frozenset({Role.OFFICER}), frozenset({Role.MANAGER})


def person(name: str, roles: frozenset[Role] = OFFICER, **more: bool) -> StaffMember:
    return StaffMember(name, f"{name}@kent.example", name.title(), roles, **more)


OLU, PAT = person("olu"), person("pat")
CLEO, CASS = person("cleo", is_cleared=True), person("cass", is_cleared=True)
OUT = person("out", is_outside=True)
MO, ADA = person("mo", MANAGER), person("ada", frozenset({Role.ADMINISTRATOR}))
GONE = replace(person("gone"), left_at=NOW)
EVERYBODY = (ADA, CASS, CLEO, GONE, MO, OLU, OUT, PAT)
STRANGER = "duty.phone@kent.example"


def situation(**more: object) -> Situation:
    values = {
        "members": EVERYBODY,
        "on_duty": (OLU.email, PAT.email),
        "days": WorkingDays({CHRISTMAS}.__contains__),
        "office_hours": (time(9), time(17)),
        "nobodys_after": timedelta(hours=3),
        "now": NOW,
    }
    return Situation(**{**values, **more})  # type: ignore[arg-type]


def watched(**more: object) -> Watched:
    values = {
        "id": "intake",
        "audience": Audience.CARE,
        "received_at": NOW,
        "said_at": NOW,
        "due_on": TODAY + timedelta(days=10),
        "is_urgent_unseen": True,
    }
    return Watched(**{**values, **more})  # type: ignore[arg-type]


def told(notices: object) -> list[str]:
    return [one.address.partition("@")[0] for one in notices]  # type: ignore[attr-defined]


def test_something_urgent_is_told_at_once_to_the_first_on_duty() -> None:
    assert told(urgent(situation(), [watched()])) == ["olu"]


def test_every_quarter_of_an_hour_it_is_told_again_and_to_one_more() -> None:
    intake = watched()
    rounds = [situation(now=NOW + minute * timedelta(minutes=1)) for minute in range(46)]

    found = [tuple(urgent(one, [intake])) for one in rounds]

    assert [told(found[minute]) for minute in (0, 14, 15, 30, 45)] == [
        ["olu"],
        ["olu"],
        ["olu", "pat"],
        ["olu", "pat"],
        ["olu", "pat"],
    ]
    assert len(set(found)) == 4  # each round is the same notices however often it is asked for


def test_words_that_came_later_begin_again_with_the_first() -> None:
    later = watched(received_at=NOW - timedelta(days=2))

    assert told(urgent(situation(), [later])) == ["olu"]


def test_who_is_on_duty_at_the_time_of_a_round_is_told() -> None:
    night = situation(now=NOW + ROUND, on_duty=(STRANGER,))

    assert told(urgent(night, [watched()])) == ["duty.phone"]


def test_an_address_without_an_account_is_told_of_nothing_that_is_kept_from_somebody() -> None:
    night = situation(on_duty=(STRANGER,))

    assert told(urgent(night, [watched(audience=Audience.CLEARED)])) == ["cass"]
    assert told(urgent(night, [watched(barred=frozenset({"pat"}))])) == ["cass"]


def test_a_shielded_one_goes_to_those_who_may_know_one_after_the_other() -> None:
    shielded = watched(audience=Audience.CLEARED, barred=frozenset({"cass"}))

    on_duty = (OLU.email, CASS.email)
    assert told(urgent(situation(on_duty=on_duty), [shielded])) == ["cleo"]
    both = situation(now=NOW + ROUND, on_duty=(CLEO.email,))
    assert told(urgent(both, [watched(audience=Audience.CLEARED)])) == ["cleo", "cass"]


def test_what_is_about_customer_care_goes_to_the_person_outside_it() -> None:
    outside = watched(audience=Audience.OUTSIDE, due_on=TODAY, is_urgent_unseen=True)

    assert told(urgent(situation(now=NOW + 9 * ROUND), [outside])) == ["out"]
    assert "out" not in told(urgent(situation(now=NOW + 9 * ROUND), [watched()]))


def test_where_everybody_on_duty_is_barred_the_others_are_told() -> None:
    barred = watched(barred=frozenset({"olu", "pat"}))

    assert told(urgent(situation(now=NOW + 9 * ROUND), [barred])) == ["cass", "cleo"]


def test_what_nobody_has_is_told_once_after_three_office_hours() -> None:
    intake = watched(received_at=datetime(2026, 11, 23, 16, tzinfo=UTC))

    def at(hour: int, minute: int = 0) -> list[Notice]:
        return list(nobodys(situation(now=NOW.replace(hour=hour, minute=minute)), [intake]))

    assert at(10, 59) == []
    assert told(at(11)) == ["olu"]
    assert at(11) == at(16)
    assert (
        list(nobodys(situation(now=NOW.replace(hour=11)), [replace(intake, assigned_to="pat")]))
        == []
    )


def test_what_is_due_is_told_to_whoever_has_it() -> None:
    def holders(**more: object) -> list[str]:
        notices = of_the_day(situation(members=EVERYBODY), [watched(due_on=TODAY, **more)])
        return told(one for one in notices if one.about != NOTHING)

    assert holders(assigned_to="pat") == ["pat"]
    assert holders(passed_to="mo") == ["mo"]
    assert holders(assigned_to="pat", passed_to="mo") == ["pat", "mo"]
    assert holders() == ["olu"]
    assert holders(assigned_to="gone") == ["olu"]
    assert holders(assigned_to="pat", barred=frozenset({"pat"})) == ["olu"]


def test_tomorrow_is_the_next_working_day() -> None:
    def kinds(now: datetime, due_on: date) -> list[str]:
        notices = of_the_day(situation(now=now), [watched(due_on=due_on)])
        return [one.kind for one in notices if one.about != NOTHING]

    eve = datetime(2026, 12, 24, 9, tzinfo=UTC)
    assert kinds(eve, date(2026, 12, 28)) == ["due"]
    assert kinds(eve, date(2026, 12, 29)) == []
    assert kinds(eve, date(2026, 12, 24)) == ["due"]
    assert kinds(eve, date(2026, 12, 23)) == ["overdue"]


def test_each_officer_hears_every_working_day_that_the_service_lives() -> None:
    def daily(now: datetime) -> list[str]:
        return told(of_the_day(situation(now=now), ()))

    assert daily(NOW) == ["cass", "cleo", "olu", "out", "pat"]
    assert daily(NOW.replace(hour=8, minute=59)) == []
    assert daily(datetime(2026, 11, 28, 12, tzinfo=UTC)) == []  # a Saturday
    assert daily(datetime(2026, 12, 25, 12, tzinfo=UTC)) == []  # a holiday
    assert daily(datetime(2026, 7, 14, 8, tzinfo=UTC))  # nine o'clock here


MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
IDS = st.sampled_from([member.id for member in EVERYBODY])
WATCHED = st.builds(
    Watched,
    id=st.just("intake"),
    audience=st.sampled_from(Audience),
    received_at=MOMENTS,
    said_at=MOMENTS,
    due_on=MOMENTS.map(datetime.date),
    is_urgent_unseen=st.booleans(),
    assigned_to=st.none() | IDS,
    passed_to=st.none() | IDS,
    barred=st.frozensets(IDS),
)
ON_DUTY = st.lists(
    st.sampled_from([*(m.email for m in EVERYBODY), STRANGER]), min_size=1, unique=True
).map(tuple)


def everything_due(now: Situation, intake: Watched) -> list[Notice]:
    return [*urgent(now, [intake]), *nobodys(now, [intake]), *of_the_day(now, [intake])]


@given(MOMENTS, WATCHED, ON_DUTY)
def test_nobody_is_told_of_what_they_may_not_know(
    now: datetime, intake: Watched, on_duty: tuple[str, ...]
) -> None:
    found = everything_due(situation(now=now, on_duty=on_duty), intake)

    by_address = {member.email: member for member in EVERYBODY}
    for one in found:
        member = by_address.get(one.address)
        if one.about == NOTHING:
            assert member is not None
            assert member.has(Role.OFFICER)
        elif member is None:
            assert intake.audience is Audience.CARE
            assert not intake.barred
        else:
            assert member.left_at is None
            assert member.id not in intake.barred
            assert intake.audience in member.audiences or intake.passed_to == member.id


@given(MOMENTS, WATCHED, ON_DUTY)
def test_whenever_somebody_may_know_somebody_is_told_of_danger_at_once(
    now: datetime, intake: Watched, on_duty: tuple[str, ...]
) -> None:
    fresh = replace(intake, said_at=now)

    found = list(urgent(situation(now=now, on_duty=on_duty), [fresh]))

    may_know = any(m.has(Role.OFFICER) and fresh.may_be_known_by(m) for m in EVERYBODY)
    if may_know:
        assert len(found) == 1


@given(MOMENTS, WATCHED, ON_DUTY)
def test_no_notice_is_due_twice_at_one_moment_and_each_fits_its_table(
    now: datetime, intake: Watched, on_duty: tuple[str, ...]
) -> None:
    found = everything_due(situation(now=now, on_duty=on_duty), intake)

    assert len(set(found)) == len(found)
    assert all(len(one.occasion) <= 48 and len(one.kind) <= 16 for one in found)


def test_what_waits_is_sent_only_while_it_is_wanted() -> None:
    of_danger = Notice(NoticeKind.URGENT, "intake", OLU.email, "1")
    of_the_date = Notice(NoticeKind.DUE, "intake", OLU.email, "1")
    daily = Notice(NoticeKind.DAILY, NOTHING, OLU.email, "1")
    opened = watched(is_urgent_unseen=False)

    def wanted(notice: Notice, intake: Watched | None) -> bool:
        return is_still_wanted(situation(), notice, intake)

    assert wanted(of_danger, watched())
    assert not wanted(of_danger, opened)
    assert wanted(of_the_date, opened)
    assert not wanted(of_the_date, None)
    assert not wanted(of_the_date, watched(barred=frozenset({"olu"})))
    assert wanted(daily, None)
    assert not wanted(replace(daily, address=GONE.email), None)
