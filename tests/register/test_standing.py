"""How the hand-over stands, for people."""

from __future__ import annotations

from datetime import timedelta

from portal.db.database import Database
from portal.register import claims, pauses
from portal.register.standing import Dead, standing
from tests.register.telling import A_MINUTE_AGO, NOW, acknowledged, claimed, told


def test_every_status_is_counted_also_where_nothing_has_it(database: Database) -> None:
    with database.read() as connection:
        found = standing(connection, NOW)

    assert found.counts == {"ready": 0, "leased": 0, "done": 0, "dead": 0}
    assert (found.oldest_due_at, found.pauses, found.dead) == (None, [], [])


def test_what_waits_what_is_done_what_is_dead_and_what_is_paused_is_told(
    database: Database,
) -> None:
    told(database, "AAA", "BBB", "CCC", "DDD")
    for _ in range(5):
        [entry] = claimed(database, NOW + timedelta(days=1))
        with database.write() as connection:
            claims.refuse(connection, entry, "HTTP 422", NOW - timedelta(hours=1))
    acknowledged(database, claimed(database)[0])
    claimed(database)
    with database.write() as connection:
        pause = pauses.pause(connection, "dir:/somewhere", "No space left on device", NOW)

    with database.read() as connection:
        found = standing(connection, NOW)

    assert found.counts == {"ready": 1, "leased": 1, "done": 1, "dead": 1}
    assert found.pauses == [pause]
    assert found.dead == [Dead("AAA", 1, NOW - timedelta(hours=1), "HTTP 422")]
    assert found.oldest_due_at == A_MINUTE_AGO + timedelta(milliseconds=20)
