"""What is kept of the code words that lead a child back to an intake."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from portal.db.intakes import IntakeRow

_intake = IntakeRow.as_table()


def keep(connection: Connection, intake_id: str, slow_hash: str) -> None:
    """Keep the slow hash of the code words that lead back to this intake, in place of any."""
    connection.execute(
        update(_intake).where(_intake.c.id == intake_id), {"code_words_hash": slow_hash}
    )


def find(connection: Connection, slow_hashes: Sequence[str]) -> str | None:
    """The intake that code words with one of these hashes lead back to; None: there is none."""
    statement = select(_intake.c.id).where(_intake.c.code_words_hash.in_(slow_hashes))
    found: str | None = connection.scalar(statement)
    return found


def hash_of(connection: Connection, intake_id: str) -> str | None:
    """The slow hash of an intake's code words; None where none lead back to it."""
    statement = select(_intake.c.code_words_hash).where(_intake.c.id == intake_id)
    found: str | None = connection.scalar(statement)
    return found


def change(connection: Connection, intake_id: str, before: str, after: str) -> bool:
    """Put other code words in place of these; False where these lead back to it no more."""
    statement = update(_intake).where(
        _intake.c.id == intake_id, _intake.c.code_words_hash == before
    )
    return connection.execute(statement, {"code_words_hash": after}).rowcount == 1
