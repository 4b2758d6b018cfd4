"""The words leave the queue some time after the receipt; the proof that they arrived stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.db.database import Database
from portal.register import claims, queue
from portal.register.emptying import empty_old
from tests.register.telling import NOW, acknowledged, an_intake, claimed, kept, second, tell, told


def emptied(database: Database, limit: int = 500) -> int:
    with database.write() as connection:
        return empty_old(connection, NOW + second(), limit)


def test_an_old_delivered_record_is_emptied_and_its_hash_and_receipt_stay(
    database: Database,
) -> None:
    told(database, "AAA")
    [entry] = claimed(database)
    acknowledged(database, entry)

    assert emptied(database) == 1
    [row] = kept(database)
    assert row.data is None
    assert row.data_sha256 == queue.sha256_of(entry.data)
    assert (row.status, row.receipt) == ("done", "R-1")


def test_a_record_that_was_just_delivered_keeps_its_words(database: Database) -> None:
    told(database, "AAA")
    acknowledged(database, claimed(database)[0], NOW + second())

    assert emptied(database) == 0
    assert kept(database)[0].data is not None


@pytest.mark.parametrize("status", ["ready", "leased", "dead"])
def test_a_record_without_a_receipt_is_never_emptied(database: Database, status: str) -> None:
    with database.write() as connection:
        tell(connection, an_intake(), NOW - timedelta(days=400))
    if status == "leased":
        claimed(database, NOW - timedelta(days=400))
    if status == "dead":
        die(database)

    assert emptied(database) == 0
    assert [(row.status, row.data is None) for row in kept(database)] == [(status, False)]


def die(database: Database) -> None:
    for day in range(400, 395, -1):
        now = NOW - timedelta(days=day)
        [entry] = claimed(database, now)
        with database.write() as connection:
            claims.refuse(connection, entry, "HTTP 422", now)


def test_no_more_than_a_batch_is_emptied_at_once(database: Database) -> None:
    told(database, "AAA", "BBB", "CCC")
    for entry in claimed(database, limit=3):
        acknowledged(database, entry)

    assert [emptied(database, limit=2) for _ in range(3)] == [2, 1, 0]
