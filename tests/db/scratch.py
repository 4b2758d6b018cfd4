"""One table of no meaning, for what is true of every table."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, String, Table, select

from portal.db.database import Database

WORDS = "They took my phone"
said = Table("said", MetaData(), Column("text", String(64), primary_key=True))


def made(database: Database) -> Database:
    """The database, with the table in it."""
    with database.write() as connection:
        said.create(connection)
    return database


def say(database: Database, text: str = WORDS) -> None:
    """Keep one row."""
    with database.write() as connection:
        connection.execute(said.insert(), {"text": text})


def kept(database: Database) -> list[str]:
    """What is kept, read afresh."""
    with database.read() as connection:
        return list(connection.scalars(select(said.c.text)))
