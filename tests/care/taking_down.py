"""An officer who takes down what came another way, and what is there afterwards."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from portal.db.audit import AuditRow
from portal.db.intakes import IntakeRow
from tests.desk_client import Desk
from tests.portal_client import office_of

WORDS = 'They moved me <3 & "nobody" said why\r\nهاتفي'


CALL = {
    "method": "Telephone",
    "received_at": "2026-11-23T16:30",
    "words": WORDS,
    "language": "English",
    "originator": "Child or young person",
}


LETTER = {**CALL, "method": "Letter"}


def write_down(desk: Desk, **fields: Any) -> Any:
    """Fill the form in and press Continue."""
    desk.open("take-down")
    return desk.post("take-down", go="next", **fields)


def take_down(desk: Desk, **fields: Any) -> Any:
    """Fill the form in, read it back, and save."""
    write_down(desk, **{**CALL, **fields})
    return desk.post("take-down", go="save", read_back="agreed")


def how_many(app: Flask) -> int:
    """How many intakes there are."""
    with office_of(app).database.read() as connection:
        return connection.scalar(select(func.count()).select_from(IntakeRow.as_table())) or 0


def actions(app: Flask) -> list[tuple[str, str | None]]:
    """What the audit says was done, to what."""
    table = AuditRow.as_table()
    with office_of(app).database.read() as connection:
        return [(row.action, row.subject) for row in connection.execute(select(table))]


def code_words_on(desk: Desk) -> str:
    """The code words that the page shows; "" for none."""
    assert desk.page
    found = re.search(r"Your code words</dt><dd[^>]*>([^<]+)<", desk.page.text)
    return found.group(1) if found else ""
