"""What somebody told us comes back exactly as it was, and nothing of it stands in clear."""

from __future__ import annotations

import os
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, NoResultFound

from portal.db import code_words, intakes
from portal.db.database import Database
from portal.db.intakes import IntakeRow, WordsRow
from portal.db.sealing import Keyring, UnreadableError
from portal.domain.intake import Intake, Words, new_id
from portal.domain.taxonomy import LookedAfter
from tests import any_intake
from tests.any_intake import NOW, a_place, an_intake

rows, words_rows = IntakeRow.as_table(), WordsRow.as_table()
on_one_database = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)


def save(database: Database, keyring: Keyring, intake: Intake) -> Intake:
    with database.write() as connection:
        intakes.save_new(connection, keyring, intake, a_place(intake))
    return intake


def load(database: Database, keyring: Keyring, intake_id: str) -> Intake:
    with database.read() as connection:
        return intakes.load(connection, keyring, intake_id)


def test_everything_that_was_said_comes_back(database: Database, keyring: Keyring) -> None:
    told = an_intake()
    assert all(getattr(told, field.name) for field in fields(told))  # nothing goes untested

    save(database, keyring, told)

    assert load(database, keyring, told.id) == told


@on_one_database
@given(told=any_intake.intakes)
def test_whatever_anybody_says_comes_back(
    database: Database, keyring: Keyring, told: Intake
) -> None:
    with database.read() as connection:  # given up in the end, for the next one
        intakes.save_new(connection, keyring, told, a_place(told))

        assert intakes.load(connection, keyring, told.id) == told


def test_what_came_later_is_added_and_what_was_there_is_not_touched(
    database: Database, keyring: Keyring
) -> None:
    told = save(database, keyring, an_intake())
    with database.read() as connection:
        before = connection.execute(select(words_rows).order_by(words_rows.c.position)).all()
    said = Words("  later <3", NOW + timedelta(2), is_new=True)
    more = replace(told, words=(*told.words, said), name="Sam", wants_advocate=None, flags=())

    with database.write() as connection:
        intakes.save_more(connection, keyring, more, a_place(more), said, said.said_at)

    assert load(database, keyring, told.id) == more
    with database.read() as connection:
        after = connection.execute(select(words_rows).order_by(words_rows.c.position)).all()
    assert after[:2] == before
    assert [row.position for row in after] == [0, 1, 2]


def test_an_answer_may_come_without_words(database: Database, keyring: Keyring) -> None:
    told = save(database, keyring, an_intake())
    more = replace(told, looked_after=LookedAfter.YES)

    with database.write() as connection:
        intakes.save_more(connection, keyring, more, a_place(more), None, NOW + timedelta(3))

    assert load(database, keyring, told.id) == more
    with database.read() as connection:
        times = connection.execute(select(rows.c.received_at, rows.c.changed_at)).one()
    assert times == (NOW, NOW + timedelta(3))


@pytest.mark.parametrize("field", ["id", "reference", "submission_id"])
def test_nothing_is_kept_twice(database: Database, keyring: Keyring, field: str) -> None:
    told = save(database, keyring, an_intake())
    other = {"id": new_id(), "reference": "OTHER", "submission_id": new_id()}
    again = an_intake(**{**other, field: getattr(told, field)})

    with pytest.raises(IntegrityError):
        save(database, keyring, again)

    with database.read() as connection:
        assert intakes.how_many(connection) == 1


def test_many_intakes_have_no_submission_id(database: Database, keyring: Keyring) -> None:
    for reference in ("AAA", "BBB"):
        save(database, keyring, an_intake(submission_id=None, reference=reference))

    with database.read() as connection:
        assert intakes.how_many(connection) == 2


def test_an_intake_is_found_by_what_was_sent_and_by_its_reference(
    database: Database, keyring: Keyring
) -> None:
    told = save(database, keyring, an_intake())

    with database.read() as connection:
        assert told.submission_id
        assert intakes.id_of_submission(connection, told.submission_id) == told.id
        assert intakes.id_of_submission(connection, new_id()) is None
        assert intakes.has_reference(connection, "K7M2QX")
        assert not intakes.has_reference(connection, "OTHER")


def test_an_intake_that_is_not_there_is_not_made_up(database: Database, keyring: Keyring) -> None:
    with pytest.raises(NoResultFound):
        load(database, keyring, new_id())


def test_sealed_values_that_changed_places_are_noticed(
    database: Database, keyring: Keyring
) -> None:
    told = save(database, keyring, an_intake())
    with database.write() as connection:
        swapped = {"name_sealed": rows.c.should_not_see_sealed}
        connection.execute(update(rows).values(swapped))

    with pytest.raises(UnreadableError):
        load(database, keyring, told.id)


def test_after_a_rotation_old_intakes_are_read_and_new_ones_need_the_new_key_alone(
    database: Database,
) -> None:
    old, new = os.urandom(32), os.urandom(32)
    before = save(database, Keyring((old,)), an_intake())
    after = save(database, Keyring((new, old)), an_intake(reference="LATER"))

    assert load(database, Keyring((new, old)), before.id) == before
    assert load(database, Keyring((new,)), after.id) == after
    with pytest.raises(UnreadableError):
        load(database, Keyring((new,)), before.id)


def test_code_words_are_set_once_they_are_made(database: Database, keyring: Keyring) -> None:
    told = save(database, keyring, an_intake())

    with database.write() as connection:
        code_words.keep(connection, told.id, "a" * 64)

    with database.read() as connection:
        assert connection.scalar(select(rows.c.code_words_hash)) == "a" * 64
