"""Migrations: one line of them, up with data in it, down and up again, the same on both kinds."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import Script, ScriptDirectory
from flask import Flask
from sqlalchemy import Connection, TextClause, inspect, text

from portal.db import schema
from portal.db.database import Database
from portal.db.tables import Base
from tests.db.rows_of_migrations import ROWS
from tests.portal_client import an_app, office_of

FOLDER = Path(schema.__file__).parent / "migrations"
MIGRATIONS: list[Script] = list(ScriptDirectory(str(FOLDER)).walk_revisions())[::-1]
REVISIONS = [script.revision for script in MIGRATIONS]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    app = an_app(database_url)
    yield app
    office_of(app).database.close()


def flask(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["db", *arguments])
    return result.exit_code, result.output


def put(connection: Connection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)  # noqa: S608 - names of ours


def downgrade(database: Database, revision: str) -> None:
    with database.write() as connection:
        command.downgrade(schema._config(connection), revision)


def tables_of(database: Database) -> set[str]:
    with database.read() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version", "sqlite_sequence"}


def everything(database: Database) -> dict[str, list[tuple[str, ...]]]:
    """Every row of every table, as text."""
    with database.read() as connection:
        return {
            table: [tuple(map(str, row)) for row in connection.execute(_all_of(table))]
            for table in sorted(tables_of(database))
        }


def _all_of(table: str) -> TextClause:
    return text(f"SELECT * FROM {table}")  # noqa: S608 - a name of ours


def test_migrations_are_numbered_in_one_line_and_named() -> None:
    files = sorted(path.name for path in (FOLDER / "versions").glob("*.py"))

    assert [f"{number:04d}" for number in range(1, len(files) + 1)] == REVISIONS
    assert [script.down_revision for script in MIGRATIONS] == [None, *REVISIONS[:-1]]
    for file, revision in zip(files, REVISIONS, strict=True):
        assert re.fullmatch(rf"{revision}_[a-z0-9_]+\.py", file)


def test_every_migration_has_data_to_be_tested_with() -> None:
    assert list(ROWS) == REVISIONS


def test_every_table_has_data_to_be_tested_with() -> None:
    named = {table for tables in ROWS.values() for table in tables}

    assert named >= set(Base.metadata.tables)


def test_every_migration_carries_the_data_that_is_there(database: Database) -> None:
    for revision in REVISIONS:
        schema.upgrade(database, revision)
        with database.write() as connection:
            for table, row in ROWS[revision].items():
                put(connection, table, row)
    schema.upgrade(database)

    kept = everything(database)
    assert {table for table, rows in kept.items() if rows} == set(Base.metadata.tables)
    assert schema.differences(database) == []


def test_down_with_data_in_it_and_up_again(database: Database) -> None:
    schema.upgrade(database)
    fresh = everything(database)
    with database.write() as connection:
        for table, row in ROWS[REVISIONS[-1]].items():
            put(connection, table, row)

    for revision in ["base", *REVISIONS[:-1]][::-1]:
        downgrade(database, revision)
    assert tables_of(database) == set()
    schema.upgrade(database)

    assert everything(database) == fresh
    assert schema.differences(database) == []


def test_a_migration_that_fails_leaves_the_database_as_it_was(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE visit (id INTEGER)")

    with pytest.raises(Exception, match="visit"):
        schema.upgrade(database)

    assert tables_of(database) == {"visit"}


def test_two_upgrades_at_once_are_one(database: Database) -> None:
    others = [Database(database.url.render_as_string(hide_password=False)) for _ in range(4)]

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(schema.upgrade, others))

    assert schema.differences(database) == []
    for other in others:
        other.close()


def test_a_table_that_is_not_as_expected_is_named(database: Database) -> None:
    schema.upgrade(database)
    with database.write() as connection:
        connection.exec_driver_sql("DROP INDEX ix_visit_began_at")
        connection.exec_driver_sql("ALTER TABLE visit ADD COLUMN more TEXT")

    differences = "\n".join(schema.differences(database))

    assert "ix_visit_began_at" in differences
    assert "more" in differences


def test_flask_db_upgrade_makes_the_tables_that_flask_db_check_expects(app: Flask) -> None:
    status, said = flask(app, "check")
    assert status == 1
    assert "register_queue" in said

    for _ in range(2):  # again, it changes nothing
        assert flask(app, "upgrade") == (0, f"The database is at {REVISIONS[-1]}.\n")

    assert flask(app, "check") == (0, "The tables are what this version expects.\n")


def test_a_new_migration_is_numbered_after_the_last(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "migrations"))
    monkeypatch.setattr("portal.db.revision.MIGRATIONS", folder)
    assert flask(app, "upgrade")[0] == 0
    with office_of(app).database.write() as connection:
        connection.exec_driver_sql("DROP TABLE counter")

    assert flask(app, "revision", "Count it again")[0] == 0

    number = f"{len(REVISIONS) + 1:04d}"
    written = (folder / "versions" / f"{number}_count_it_again.py").read_text("utf-8")
    assert re.search(rf"down_revision = .{REVISIONS[-1]}.\n", written)
    assert flask(app, "upgrade") == (0, f"The database is at {number}.\n")
    assert flask(app, "check")[0] == 0
