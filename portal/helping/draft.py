"""What an adult wrote and has not sent: kept, so that the browser's Back and a refresh lose none.

It lies in the visit of their browser, under a key of its own: a child may write in the same one,
and neither is ever among the other's words. What is sent comes from the page alone, so a form that
cannot be kept here is sent all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from sqlalchemy import Connection

from portal.child import visit
from portal.child.answering import CANNOT_KEEP
from portal.db import intakes
from portal.helping.telling import Told, in_danger
from portal.services import floods
from portal.services.floods import FloodError
from portal.web.app_office import now, office
from portal.web.languages import current_language

_KEY = "for_a_child"


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers as they came, and the token of their form, so that it stays one telling.

    `form_token` is "" where the form had none that we signed.
    """

    values: dict[str, str]
    form_token: str

    @property
    def in_danger(self) -> bool:
        """Whether an answer or a rule says that the child may not be safe."""
        return in_danger(self.values, current_language().tag)


def keep(told: Told) -> bool:
    """Keep what a form of this browser says, in place of what it said before; whether it is kept.

    Not what was sent already: a browser sends a page again when somebody goes back to it.
    """
    try:
        with office().database.write() as connection:
            floods.count_draft(connection, office(), request.remote_addr or "", told.at)
            if intakes.id_of_submission(connection, told.submission_id) is not None:
                return False
            here = visit.holding(connection)
            here.kept.content[_KEY] = _kept(told)
            visit.save(connection, office(), here, told.at)
    except (FloodError, *CANNOT_KEEP):
        return False
    return True


def kept() -> Draft | None:
    """What this browser wrote last; None where there is nothing, or a rest has hidden it."""
    try:
        here = visit.reading()
    except CANNOT_KEEP:
        return None
    found = here.kept.content.get(_KEY)
    if found is None or found["at"] < here.hidden_before:
        return None
    return Draft(found["values"], found["form_token"])


def forget(connection: Connection, told: Told) -> None:
    """It was sent, or is not wanted. What another page keeps, of another child, stays."""
    here = visit.holding(connection)
    found = here.kept.content.get(_KEY)
    if found is not None and found["page"] == told.posted.submission_id:
        del here.kept.content[_KEY]
        visit.save(connection, office(), here, told.at)


def _kept(told: Told) -> dict[str, object]:
    page = told.posted.submission_id
    return {
        "values": told.values,
        "page": page,
        "form_token": request.form["form"] if page else "",
        # Taken once the rest is known: whoever sends a page that was open for long has it before
        # their eyes, so the rest hides nothing of it.
        "at": now().timestamp(),
    }
