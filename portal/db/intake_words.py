"""The words of many intakes at once, for finding: opened one by one, and nothing of them kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from portal.db.intake_rows import words_from
from portal.db.intake_sealed import opened_text
from portal.db.intakes import IntakeRow, WordsRow
from portal.db.sealing import Keyring

# A database takes so many values in one statement, and no more.
_AT_ONCE = 500
_BESIDE = ("name", "desired_outcome")
_intake = IntakeRow.as_table()
_words = WordsRow.as_table()


def beside(ids: Select[Any]) -> Select[Any]:
    """The same intakes in the same order, each with what its child wrote beside the words."""
    return ids.add_columns(_intake.c.name_sealed, _intake.c.desired_outcome_sealed)


def of_intakes(connection: Connection, ids: list[str]) -> Iterator[Row[Any]]:
    """Everything said in these intakes, sealed."""
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        yield from connection.execute(select(_words).where(_words.c.intake_id.in_(some)))


def opened(keyring: Keyring, row: Row[Any], words: Iterable[Row[Any]]) -> Iterator[str]:
    """What was said in one intake, one text after the other.

    :raise portal.db.sealing.UnreadableError: a key is gone, or a value was moved.
    """
    for column in _BESIDE:
        yield opened_text(keyring, row, column)
    for said in words:
        yield words_from(keyring, said).text
