"""A consumer claims while a child is still talking: the words are in this record or in the next."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

from portal.db.database import Database
from portal.register import claims
from portal.register.entry import Entry
from tests.register.telling import (
    NOW,
    WORDS,
    an_intake,
    claimed,
    kept,
    tell,
    tell_more,
    texts,
)


def meanwhile(doing: Callable[[], object]) -> tuple[Thread, Event]:
    """Begin something that may have to wait; set when it is done."""
    done = Event()

    def do() -> None:
        doing()
        done.set()

    thread = Thread(target=do)
    thread.start()
    return thread, done


def test_words_that_come_while_a_claim_is_open_are_a_new_version(database: Database) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake())

    def say_more() -> None:
        with database.write() as connection:
            tell_more(connection, intake, "and more")

    with database.write() as open_claim:
        [entry] = claims.claim(open_claim, "one", NOW)
        thread, done = meanwhile(say_more)
        assert not done.wait(0.2)
    thread.join()

    assert texts(entry.data) == [WORDS]
    assert [texts(row.data) for row in kept(database)] == [[WORDS], [WORDS, "and more"]]


def test_nobody_claims_a_record_while_words_are_being_added_to_it(database: Database) -> None:
    with database.write() as connection:
        intake = tell(connection, an_intake())
    found: list[Entry] = []

    with database.write() as saying_more:
        tell_more(saying_more, intake, "and more")
        # PostgreSQL passes over the row; SQLite waits until the words are committed.
        thread, _ = meanwhile(lambda: found.extend(claimed(database)))
        thread.join(0.2)
    thread.join()

    found += claimed(database)
    assert [texts(entry.data) for entry in found] == [[WORDS, "and more"]]
    assert len(kept(database)) == 1
