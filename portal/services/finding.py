"""Finding an intake by words of it.

The words of what is open are opened there and then; neither they nor what was looked for is kept.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from portal.db import audit, inbox, intake_words
from portal.db.sealing import UnreadableError
from portal.domain.staff import StaffMember
from portal.domain.wording import plain
from portal.services.inbox import Listed, listed
from portal.services.office import Office

SEARCHED = 2_000
FOUND = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What finding came to. `unreadable` counts intakes that a lost key keeps shut."""

    rows: list[Listed]
    found: int
    searched: int
    there_were_more: bool
    unreadable: int


def find(office: Office, member: StaffMember, said: str, now: datetime) -> Found:
    """The open intakes with `said` in their words, name or wish; the audit says how many.

    Capitals, accents and line breaks make no difference. Only the first `SEARCHED` are opened,
    by inbox order, and at most `FOUND` are shown. While they are, nobody who writes waits.
    """
    with office.database.read() as connection:
        found = _find(connection, office, member, said)
    detail = (("searched", found.searched), ("found", found.found))
    with office.database.write() as connection:
        audit.append(connection, audit.Entry(now, member.id, "intake.find", detail=detail))
    return found


def _find(connection: Connection, office: Office, member: StaffMember, said: str) -> Found:
    first = inbox.first_open(member, SEARCHED + 1)
    rows = list(connection.execute(intake_words.beside(first)))
    searched = rows[:SEARCHED]
    needle = folded(said)
    found, unreadable = _those_with(connection, office, searched, needle)
    shown = inbox.rows_of(connection, member, found[:FOUND])
    return Found(
        rows=listed(connection, office, shown),
        found=len(found),
        searched=len(searched),
        there_were_more=len(rows) > SEARCHED,
        unreadable=unreadable,
    )


def _those_with(
    connection: Connection, office: Office, rows: list[Row[Any]], needle: str
) -> tuple[list[str], int]:
    """The ids of the intakes that say it, in order, and how many could not be read."""
    said = defaultdict(list)
    for words in intake_words.of_intakes(connection, [row.id for row in rows]):
        said[words.intake_id].append(words)
    found, unreadable = [], 0
    for row in rows:
        try:
            texts = intake_words.opened(office.keyring, row, said[row.id])
            if any(needle in folded(text) for text in texts):
                found.append(row.id)
        except UnreadableError:
            unreadable += 1
    return found, unreadable


def folded(text: str) -> str:
    """The text as it is compared; "" where nothing of it counts."""
    return " ".join(plain(text).split())
