"""What is kept of the code words that lead a child back to an intake."""

from __future__ import annotations

from sqlalchemy import Connection, select

from portal.db.intakes import IntakeRow

_intake = IntakeRow.as_table()


def hash_of(connection: Connection, intake_id: str) -> str | None:
    """The slow hash of an intake's code words; None where none lead back to it."""
    statement = select(_intake.c.code_words_hash).where(_intake.c.id == intake_id)
    found: str | None = connection.scalar(statement)
    return found
