"""Times and JSON come back as they were put in, and times sort as they went by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, select
from sqlalchemy.exc import StatementError

from portal.db.database import Database
from portal.db.tables import At, Base, Json

kept = Table(
    "kept",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", At()),
    Column("value", Json()),
    Column("emptied", Json(none_as_null=True)),
)
zones = st.sampled_from(
    [UTC, ZoneInfo("Europe/London"), ZoneInfo("Pacific/Auckland"), timezone(timedelta(minutes=-37))]
)
times = st.datetimes(
    datetime(1970, 1, 2),  # noqa: DTZ001 - the zone is in the next argument
    datetime(2199, 1, 1),  # noqa: DTZ001
    timezones=zones,
)
# All that both databases can keep as JSON.
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
)
on_one_database = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50
)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    with database.write() as connection:
        kept.create(connection)
    yield database
    database.close()


def keep(database: Database, **columns: object) -> None:
    with database.write() as connection:
        connection.execute(kept.delete())
        connection.execute(kept.insert(), columns)


def read(database: Database, column: str) -> object:
    with database.read() as connection:
        return connection.scalar(select(kept.c[column]))


@on_one_database
@given(at=times)
def test_a_time_comes_back_in_utc_to_the_microsecond(database: Database, at: datetime) -> None:
    keep(database, at=at)

    found = read(database, "at")

    # Python calls two times of one zone equal by the clock on its wall, which is told back an hour.
    assert found == at.astimezone(UTC)
    assert isinstance(found, datetime)
    assert found.tzinfo is UTC


@on_one_database
@given(ats=st.lists(times, min_size=2, max_size=8))
def test_times_sort_and_compare_as_they_went_by(database: Database, ats: list[datetime]) -> None:
    with database.write() as connection:
        connection.execute(kept.delete())
        connection.execute(kept.insert(), [{"at": at} for at in ats])
        in_order = list(connection.scalars(select(kept.c.at).order_by(kept.c.at)))
        later = list(connection.scalars(select(kept.c.at).where(kept.c.at > ats[0])))

    went_by = [at.astimezone(UTC) for at in ats]
    assert in_order == sorted(went_by)
    assert sorted(later) == sorted(at for at in went_by if at > went_by[0])


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="a time must say its zone"):
        keep(database, at=datetime(2026, 11, 23, 12))  # noqa: DTZ001 - that is the point


def test_no_time_stays_no_time(database: Database) -> None:
    keep(database, at=None)

    assert read(database, "at") is None


@on_one_database
@given(value=values)
def test_json_comes_back_as_it_was(database: Database, value: object) -> None:
    keep(database, value=value)

    assert read(database, "value") == value


def test_an_emptied_json_column_is_null_in_sql(database: Database) -> None:
    keep(database, emptied=None, value=None)

    with database.read() as connection:
        is_null = select(kept.c.emptied.is_(None), kept.c.value.is_not(None))
        assert connection.execute(is_null).one() == (True, True)


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=str)
def test_every_constraint_has_a_name_that_migrations_can_speak_of(table: Table) -> None:
    names = [one.name for one in table.constraints] + [one.name for one in table.indexes]

    assert all(names)
