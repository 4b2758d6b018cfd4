from datetime import date, timedelta

import pytest

from portal.db import counters
from portal.db.database import Database

DAY = date(2026, 11, 23)


@pytest.fixture
def database(migrated_database_url):
    database = Database(migrated_database_url)
    yield database
    database.close()


def count(database, name, day, times):
    for _ in range(times):
        with database.write() as connection:
            counters.count_one(connection, name, day)


def test_each_thing_is_counted_by_the_day(database):
    count(database, counters.REFUSED_WEBHOOK, DAY, 3)
    count(database, counters.REFUSED_WEBHOOK, DAY - timedelta(days=1), 2)
    count(database, "another", DAY, 1)

    with database.read() as connection:
        assert counters.counted(connection, counters.REFUSED_WEBHOOK, DAY) == 3
        assert counters.counted(connection, counters.REFUSED_WEBHOOK, DAY - timedelta(days=7)) == 5
        assert counters.counted(connection, "another", DAY) == 1


def test_what_never_happened_is_counted_as_none(database):
    with database.read() as connection:
        assert counters.counted(connection, counters.REFUSED_WEBHOOK, DAY) == 0
