"""The functions for a register on PostgreSQL, called by a role that has nothing else."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from portal.db import schema
from portal.db.database import Database
from portal.db.tables import Base
from portal.services.register_hint import CHANNEL, give_hint
from tests.register.contract import PAGE, STATEMENTS
from tests.register.telling import an_intake, rows, tell, tell_more
from tests.sms.senders import an_office

MINUTE = timedelta(minutes=1)
MAY_CALL = {
    "register_claim",
    "register_acknowledge",
    "register_acknowledge_all",
    "register_release",
    "register_refuse",
}


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    """A database with three records that are due, one of each of three children."""
    database = Database(postgres_url)
    schema.upgrade(database)
    ago = datetime.now(UTC) - MINUTE
    with database.write() as connection:
        for reference in ("KM7R-T2XN", "KM7R-T2XP", "KM7R-T2XQ"):
            tell(connection, an_intake(reference), ago)
    yield database
    database.engine.dispose()


@pytest.fixture
def register(database: Database) -> Iterator[Connection]:
    """A connection as the role of the page."""
    with database.engine.connect() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS register_reader")
        connection.exec_driver_sql("CREATE ROLE register_reader")
        for statement in STATEMENTS["postgresql", "rights"].split(";"):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("SET LOCAL ROLE register_reader")
        yield connection
        connection.rollback()


def claim(connection: Connection, most: int = 1) -> list[Any]:
    asked = text("SELECT * FROM register_claim('their register', :most)")
    return list(connection.execute(asked, {"most": most}))


def call(connection: Connection, function: str, *arguments: Any) -> Any:
    places = ", ".join(f":a{n}" for n in range(len(arguments)))
    values = {f"a{n}": value for n, value in enumerate(arguments)}
    return connection.execute(text(f"SELECT {function}({places})"), values).scalar()


def kept(connection: Connection, event_id: str) -> Any:
    looks = text("SELECT * FROM register_records WHERE event_id = :event_id")
    return connection.execute(looks, {"event_id": event_id}).one()


def test_records_are_claimed_in_order_and_acknowledged_once(register: Connection) -> None:
    first, second = claim(register, 2)

    assert [first.subject, second.subject] == ["KM7R-T2XN", "KM7R-T2XP"]
    assert first.lease_token != second.lease_token
    assert [one.subject for one in claim(register, 100)] == ["KM7R-T2XQ"]
    assert claim(register) == []
    assert call(register, "register_acknowledge", first.event_id, first.lease_token, "4711")
    assert not call(register, "register_acknowledge", first.event_id, first.lease_token, "4712")
    assert (kept(register, first.event_id).status, kept(register, first.event_id).receipt) == (
        "done",
        "4711",
    )


def test_a_whole_batch_is_acknowledged_but_for_a_lease_that_is_lost(register: Connection) -> None:
    batch = claim(register, 3)
    tokens = [one.lease_token for one in batch]
    tokens[1] = "lost"

    asked = text("SELECT * FROM register_acknowledge_all(:ids, :tokens, :receipts)")
    values = {"ids": [one.event_id for one in batch], "tokens": tokens, "receipts": ["a", "b", "c"]}
    done = {row[0] for row in register.execute(asked, values)}

    assert done == {batch[0].event_id, batch[2].event_id}


def test_what_is_released_is_there_again_at_once_or_later(register: Connection) -> None:
    one, other = claim(register, 2)
    call(register, "register_release", one.event_id, one.lease_token, "away")
    later = text("SELECT register_release(:id, :token, 'away', interval '10 minutes')")
    register.execute(later, {"id": other.event_id, "token": other.lease_token})

    assert claim(register)[0].event_id == one.event_id
    assert other.event_id not in [row.event_id for row in claim(register, 3)]
    assert kept(register, other.event_id).last_error == "away"


def test_the_fifth_refusal_is_the_last_and_holds_back_its_own_intake(
    register: Connection,
) -> None:
    for count in range(1, 6):
        [row] = [one for one in claim(register, 3) if one.subject == "KM7R-T2XN"]
        said = call(register, "register_refuse", row.event_id, row.lease_token, "no such field")
        assert said == ("dead" if count == 5 else "ready")
        assert kept(register, row.event_id).refusals == count
        register.exec_driver_sql("RESET ROLE")
        register.execute(rows.update().values(retry_at=datetime.now(UTC) - MINUTE))
        register.exec_driver_sql("SET LOCAL ROLE register_reader")

    assert [one for one in claim(register, 3) if one.subject == "KM7R-T2XN"] == []


def test_the_second_version_waits_for_the_first_and_an_old_lease_is_taken_over(
    register: Connection,
) -> None:
    [first] = claim(register)
    register.exec_driver_sql("RESET ROLE")
    # Seen from inside one transaction, in which time stands.
    ago = datetime.now(UTC) - MINUTE
    tell_more(register, an_intake("KM7R-T2XN"), "and more", ago)
    of_first = rows.update().where(rows.c.event_id == first.event_id)
    register.execute(of_first.values(lease_until=ago))
    register.exec_driver_sql("SET LOCAL ROLE register_reader")

    again = claim(register, 1)

    assert [one.event_id for one in again] == [first.event_id]
    assert again[0].lease_token != first.lease_token
    assert not call(register, "register_acknowledge", first.event_id, first.lease_token, "late")
    assert all(one.subject_version == 1 for one in claim(register, 100))


def test_more_than_a_hundred_and_longer_than_an_hour_are_asked_in_vain(
    register: Connection,
) -> None:
    asked = text("SELECT * FROM register_claim('x', 100000, interval '1 year')")
    [row, *_] = register.execute(asked)

    assert row.lease_until < datetime.now(UTC) + timedelta(hours=1, minutes=1)


TABLES = sorted(Base.metadata.tables)
VERBS = (
    "SELECT * FROM {}",
    "INSERT INTO {} DEFAULT VALUES",
    "DELETE FROM {}",
    "TRUNCATE {}",
    "LOCK TABLE {}",
)


MAY = {
    "SELECT * FROM register_schema",
    'SELECT "id" FROM register_schema',
    'SELECT "document" FROM register_schema',
    'SELECT "answer_id" FROM register_answer',
    'SELECT "status" FROM register_answer',
    'SELECT "settled_at" FROM register_answer',
    'SELECT "reason" FROM register_answer',
}


@pytest.mark.parametrize("table", [*TABLES, "alembic_version"])
def test_the_role_reads_and_writes_no_table(register: Connection, table: str) -> None:
    columns = [one.name for one in Base.metadata.tables[table].columns] if table in TABLES else []
    writes = [f'UPDATE {table} SET "{one}" = NULL' for one in columns]  # noqa: S608
    reads = [f'SELECT "{one}" FROM {table}' for one in columns]  # noqa: S608
    for statement in (*(verb.format(table) for verb in VERBS), *writes, *reads):
        if statement in MAY:
            register.exec_driver_sql(statement)
        elif statement != "INSERT INTO register_answer DEFAULT VALUES":  # it may, and lacks an id
            assert_forbidden(register, statement)


def assert_forbidden(connection: Connection, statement: str) -> None:
    savepoint = connection.begin_nested()
    with pytest.raises(ProgrammingError, match="permission denied"):
        connection.exec_driver_sql(statement)
    savepoint.rollback()


def test_the_role_calls_no_other_function_of_ours_and_reads_no_number(
    register: Connection,
) -> None:
    ours = "FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    may = "has_function_privilege('register_reader', oid, 'EXECUTE')"
    names = register.exec_driver_sql(f"SELECT proname, prosecdef {ours} AND {may}")
    callable_by_it = {row.proname for row in names if row.prosecdef}
    sequences = register.exec_driver_sql(
        "SELECT sequencename FROM pg_sequences WHERE has_sequence_privilege("
        "'register_reader', quote_ident(sequencename), 'USAGE, SELECT, UPDATE')"
    ).all()

    assert callable_by_it == MAY_CALL
    assert sequences == []


def test_somebody_else_may_call_none_of_them(database: Database) -> None:
    with database.engine.connect() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS somebody")
        connection.exec_driver_sql("CREATE ROLE somebody")
        connection.exec_driver_sql("SET LOCAL ROLE somebody")
        with pytest.raises(DBAPIError, match="permission denied"):
            claim(connection)
        connection.rollback()


def test_the_register_answers_by_that_role(register: Connection) -> None:
    statement = text(STATEMENTS["both", "answer"])
    answer = {
        "answer_id": "R-1",
        "subject": "KM7R-T2XN",
        "said_at": datetime.now(UTC).isoformat(),
        "data": json.dumps({"complex": True}),
    }

    assert register.execute(statement, answer).rowcount == 1
    assert register.execute(statement, answer).rowcount == 0
    status = register.execute(text("SELECT status FROM register_answer WHERE answer_id = 'R-1'"))
    assert status.scalar_one() == "waiting"


def test_who_listens_hears_that_something_waits(postgres_url: str, database: Database) -> None:
    office = an_office(postgres_url)
    address = postgres_url.replace("postgresql+psycopg", "postgresql")
    heard: list[str] = []
    with psycopg.connect(address, autocommit=True) as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        wait = threading.Thread(
            target=lambda: heard.extend(
                one.payload for one in listener.notifies(timeout=5, stop_after=1)
            )
        )
        wait.start()
        assert give_hint(office) == 1
        wait.join()
    office.database.close()

    assert heard == [""]


def test_the_page_says_what_each_is_called() -> None:
    for name in (*MAY_CALL, "register_records", "register_schema", f"LISTEN {CHANNEL}"):
        assert name in PAGE
