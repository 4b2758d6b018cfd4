"""Which intakes a service's own list holds, in which order, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from portal.db import decisions, intakes, referrals, staff
from portal.db.database import Database
from portal.db.sealing import Keyring
from portal.domain.intake import new_id
from portal.domain.referral import Referral
from portal.domain.referral_steps import Happened, Step, StepBy
from portal.domain.staff import Role, StaffMember
from tests.any_intake import NOW, a_place, an_intake

DAY = timedelta(days=1)
TODAY = NOW.date()


def somebody(**more: object) -> StaffMember:
    usual: dict[str, object] = {"roles": frozenset({Role.ADVOCATE}), "service": "upfront"}
    one = new_id()
    return StaffMember(one, f"{one}@upfront.example", "Una", **{**usual, **more})  # type: ignore[arg-type]


UNA, OTHER = somebody(), somebody()
NORA = somebody(service="nch")
NOBODY_OF_IT = [
    NORA,
    somebody(service=None),
    somebody(roles=frozenset({Role.OFFICER, Role.MANAGER, Role.ADMINISTRATOR})),
    somebody(left_at=NOW),
]


def a_part(at: datetime = NOW, **more: object) -> Referral:
    sent = Happened(Step.SENT, at.date(), at, StepBy.CARE)
    return replace(Referral(new_id(), "upfront", "Upfront", sent), **more)  # type: ignore[arg-type]


def over(part: Referral, days: int) -> Referral:
    return replace(part, over=Happened(Step.ENDED, TODAY + days * DAY, NOW + days * DAY))


@pytest.fixture
def keep(database: Database, keyring: Keyring) -> Callable[..., str]:
    """`keep(part, ...)` keeps parts of one new intake; its id."""
    with database.write() as connection:
        for one in (UNA, OTHER, *NOBODY_OF_IT):
            staff.add(connection, one, NOW)

    def kept(*parts: Referral) -> str:
        intake = an_intake(reference=new_id()[:8])
        with database.write() as connection:
            intakes.save_new(connection, keyring, intake, a_place(intake), None)
            referrals.keep(connection, intake.id, parts)
        return intake.id

    return kept


def ids(database: Database, member: StaffMember, *, is_over: bool = False) -> list[str]:
    with database.read() as connection:
        return [one.id for one in referrals.of_service(connection, member, is_over=is_over)]


def test_a_service_has_its_own_the_longest_waiting_first(
    database: Database, keep: Callable[..., str]
) -> None:
    newer, older, theirs = a_part(NOW), a_part(NOW - DAY), a_part(service="nch")
    for part in (newer, older, theirs):
        keep(part)

    assert ids(database, UNA) == [older.id, newer.id]
    assert ids(database, NORA) == [theirs.id]


def test_what_is_over_stands_by_itself_the_newest_first(
    database: Database, keep: Callable[..., str]
) -> None:
    first, last, running = over(a_part(), 1), over(a_part(), 3), a_part(NOW + 4 * DAY)
    keep(first, last, running)

    assert ids(database, UNA, is_over=True) == [last.id, first.id]
    assert ids(database, UNA) == [running.id]


def test_a_part_that_goes_on_is_kept_in_its_row(
    database: Database, keep: Callable[..., str]
) -> None:
    part = a_part()
    intake_id = keep(part)
    for on_it in (replace(part, accepted_on=TODAY), over(replace(part, accepted_on=TODAY), 2)):
        with database.write() as connection:
            referrals.keep(connection, intake_id, [on_it])

    with database.read() as connection:
        found = referrals.find(connection, UNA, part.id)
        assert referrals.unaccepted(connection) == []
    assert found
    assert (found.accepted_on, found.over_on) == (TODAY, TODAY + 2 * DAY)
    assert (found.intake_id, found.sent_at) == (intake_id, NOW)


def test_what_nobody_accepted_is_found_until_somebody_does_or_it_is_over(
    database: Database, keep: Callable[..., str]
) -> None:
    waits = a_part()
    for part in (waits, a_part(accepted_on=TODAY), over(a_part(), 0)):
        keep(part)

    with database.read() as connection:
        assert [one.id for one in referrals.unaccepted(connection)] == [waits.id]


def test_what_was_passed_on_without_an_id_is_on_no_list(
    database: Database, keep: Callable[..., str]
) -> None:
    keep(a_part(id=""))

    assert ids(database, UNA) == []


def test_nobody_finds_what_is_not_their_services(
    database: Database, keep: Callable[..., str]
) -> None:
    part = a_part()
    keep(part)

    with database.read() as connection:
        assert referrals.find(connection, UNA, part.id)
        for one in NOBODY_OF_IT:
            assert referrals.find(connection, one, part.id) is None
            assert referrals.of_service(connection, one) == []
        for nobodys in (new_id(), "", "\0", f"{part.id}\0", "x" * 500, "%"):
            assert referrals.find(connection, UNA, nobodys) is None


def test_whoever_is_barred_neither_finds_nor_lists_it(
    database: Database, keep: Callable[..., str]
) -> None:
    part, other = a_part(), a_part(NOW + DAY)
    intake_id = keep(part)
    keep(other)
    with database.write() as connection:
        decisions.bar(connection, intake_id, (UNA.id,))

    assert ids(database, UNA) == [other.id]
    assert ids(database, OTHER) == [part.id, other.id]
    with database.read() as connection:
        assert referrals.find(connection, UNA, part.id) is None
        assert referrals.find(connection, OTHER, part.id)
