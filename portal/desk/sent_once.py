"""A form that is kept once, however often its button is pressed, and carried from page to page."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import request
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portal.desk.forms import DeskForm
from portal.domain.intake import Intake, new_id
from portal.web.app_office import office

SENT_AS = "sent_as"


def one_time_id(fields: Any) -> str:
    """The one-time id that the page carries; a new one where it carries none that could be."""
    try:
        return str(uuid.UUID(fields.get(SENT_AS, "")))
    except ValueError:
        return new_id()


def carried(form: DeskForm) -> list[tuple[str, str]]:
    """What was sent of the form, as it was sent."""
    names = [field.name for field in form.shown_fields()]
    return [(name, value) for name in names for value in request.form.getlist(name)]


def instead_of() -> str:
    """The mark of the code words that the page had, so that it replaces them once; "" for none."""
    return request.form.get("instead_of", "")


def keep_once(
    before: Callable[[Connection], Intake | None], keep: Callable[[Connection], Intake]
) -> tuple[Intake, bool]:
    """Keep it, unless it was kept before: the intake, and whether it is kept by this request."""
    if found := _read(before):
        return found, False
    try:
        with office().database.write() as connection:
            return keep(connection), True
    except IntegrityError:
        # The button was pressed twice at once.
        if found := _read(before):
            return found, False
        raise


def _read(before: Callable[[Connection], Intake | None]) -> Intake | None:
    with office().database.read() as connection:
        return before(connection)
