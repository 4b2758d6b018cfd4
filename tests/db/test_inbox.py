"""Lists of intakes: each walks its index and sorts nothing, and goes on from a place in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection

from portal.db import inbox, intake_indexes, staff
from portal.db.database import Database
from portal.db.inbox_lists import Cursor, Filter, Show
from portal.domain.intake import new_id
from portal.domain.staff import Role, StaffMember
from portal.domain.taxonomy import MethodOfReceipt
from tests.db.many_intakes import TODAY, put_many
from tests.db.plans import plans_of
from tests.servers.databases import KINDS, Databases

MANY = 6_000


def somebody(*roles: Role, is_outside: bool = False) -> StaffMember:
    one = new_id()
    return StaffMember(
        one, f"{one}@kent.example", "Somebody", frozenset(roles), is_outside=is_outside
    )


OFFICER, OTHER, MANAGER = somebody(Role.OFFICER), somebody(Role.OFFICER), somebody(Role.MANAGER)
OUTSIDE = somebody(Role.OFFICER, is_outside=True)
METHODS = (None, MethodOfReceipt.LETTER, MethodOfReceipt.TEXT_MESSAGE)
EVERY_LIST = [
    Filter(show, method, language)
    for show in Show
    for method in METHODS
    for language in (None, "en", "cy")
]
BY_ITSELF = [one for one in EVERY_LIST if [one.method, one.language].count(None) >= 1]


@pytest.fixture(scope="module", params=KINDS)
def many(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Connection]:
    """Some thousand intakes, on SQLite and on PostgreSQL."""
    url = databases.migrated(request.param)
    database = Database(url)
    with database.write() as connection:
        for person in (OFFICER, OTHER, MANAGER, OUTSIDE):
            staff.add(connection, person, datetime.now(UTC))
        put_many(connection, MANY, 70, mine=OFFICER, theirs=OTHER, passed_to=MANAGER)
    with database.read() as connection:
        yield connection
    database.close()
    databases.discard(url)


def _the_plan(connection: Connection, member: StaffMember, wanted: Filter) -> str:
    return plans_of(connection, lambda: inbox.page(connection, member, wanted, TODAY))[-1]


def test_every_list_of_an_officer_walks_its_index_and_sorts_nothing(many: Connection) -> None:
    for wanted in BY_ITSELF:
        plan = _the_plan(many, OFFICER, wanted)
        assert "TEMP B-TREE" not in plan, wanted
        assert "Sort" not in plan, wanted
        assert "Seq Scan on intake" not in plan, wanted
        # PostgreSQL may know of one that leads to even less; SQLite does as it is told.
        index = inbox.index_for(OFFICER, wanted)
        assert "ix_intake_" in plan, wanted
        if many.dialect.name == "sqlite" or wanted == Filter(wanted.show):
            assert index in plan, wanted


def test_every_count_walks_its_index_and_sorts_nothing(many: Connection) -> None:
    lists = [one for one in BY_ITSELF if one.show is not Show.CLOSED]
    plan = plans_of(many, lambda: inbox.counts(many, OFFICER, lists, TODAY))[-1]

    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
    assert "Seq Scan on intake" not in plan


def test_who_may_see_little_is_not_led_past_all_the_rest(many: Connection) -> None:
    for member, ending in ((MANAGER, "_passed"), (OUTSIDE, "_outside")):
        for show in Show:
            assert inbox.index_for(member, Filter(show)).endswith(ending)
            plan = _the_plan(many, member, Filter(show))
            assert "Seq Scan on intake" not in plan
            if many.dialect.name == "sqlite":
                assert f"{ending} " in f"{plan} ".replace("\n", " "), plan


def test_every_list_shows_what_it_should_and_goes_on_where_it_ended(many: Connection) -> None:
    for wanted in (
        Filter(),
        Filter(Show.OVERDUE),
        Filter(Show.CLOSED),
        Filter(Show.NEW, None, "cy"),
    ):
        ids: list[str] = []
        rows, after = inbox.page(many, OFFICER, wanted, TODAY)
        while rows:
            ids += [row.id for row in rows]
            written = str(after) if after else ""
            if not written:
                break
            rows, after = inbox.page(
                many, OFFICER, wanted, TODAY, Cursor.read(wanted.show, written)
            )
        assert len(ids) == len(set(ids)) == _number(many, wanted), wanted


def _number(connection: Connection, wanted: Filter) -> int:
    """Counted in the plainest way."""
    terms = {
        Show.ALL: "closed_at IS NULL",
        Show.OVERDUE: f"closed_at IS NULL AND due_on < '{TODAY}'",
        Show.CLOSED: "closed_at IS NOT NULL",
        Show.NEW: "closed_at IS NULL AND seen_at IS NULL AND language = 'cy'",
    }
    said = f"SELECT count(*) FROM intake WHERE audience = 'care' AND {terms[wanted.show]}"  # noqa: S608 - ours
    return int(connection.exec_driver_sql(said).scalar_one())


def test_a_count_stops(many: Connection) -> None:
    lists = [Filter(), Filter(Show.OVERDUE), Filter(language="cy"), Filter(language="vi")]

    found = inbox.counts(many, OFFICER, lists, TODAY)

    assert found[Filter()] == inbox.COUNTED < _number(many, Filter())
    assert found[Filter(Show.OVERDUE)] == _number(many, Filter(Show.OVERDUE)) < inbox.COUNTED
    assert 0 < found[Filter(language="cy")] < inbox.COUNTED
    assert found[Filter(language="vi")] == 0


def test_the_indexes_are_those_that_lists_name() -> None:
    people = (OFFICER, MANAGER, OUTSIDE)
    named = {inbox.index_for(member, wanted) for member in people for wanted in EVERY_LIST}

    assert named == set(intake_indexes.TERMS)


ID = "11111111-1111-4111-8111-111111111111"


@pytest.mark.parametrize(
    ("show", "values"),
    [
        (Show.ALL, (0, date(2026, 11, 26), ID)),
        (Show.URGENT, (2, date(2026, 1, 1), ID)),
        (Show.OVERDUE, (date(2026, 11, 26), ID)),
        (Show.CLOSED, (datetime(2026, 11, 26, 9, 30, 0, 123456, UTC), ID)),
    ],
)
def test_a_place_is_read_as_it_was_written(show: Show, values: tuple[object, ...]) -> None:
    assert Cursor.read(show, str(Cursor(values))) == Cursor(values)


@pytest.mark.parametrize("show", [Show.ALL, Show.OVERDUE, Show.CLOSED])
@pytest.mark.parametrize(
    "written",
    [
        "",
        "_",
        "__",
        "x",
        ID,
        f"_{ID}",
        f"__{ID}",
        f"9999999999999999999999_2026-11-26_{ID}",
        f"-1_2026-11-26_{ID}",
        f"1_2026-13-26_{ID}",
        f"1_2026-11-26_{ID}x",
        f"2026-11-26T00_{ID}",
        f"20261126T250000.0_{ID}",
        "1_2026-11-26_" + "Z" * 36,
        "\x00" * 36,
    ],
)
def test_what_is_no_place_is_none(show: Show, written: str) -> None:
    assert Cursor.read(show, written) is None
