"""Send what an adult tells us for a child: once, and only what is committed gets a receipt.

The receipt has a reference and no code words. Code words open all that the child says from then
on, and whoever helps gains no sight of that: customer care hand the child over by a code that only
the child is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import request, session
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portal.db import intakes
from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake
from portal.domain.submitter import Relation
from portal.helping import draft
from portal.helping.telling import Told
from portal.services import floods
from portal.services import intake as intake_service
from portal.services.ways_back import free_reference
from portal.web.app_office import office

_MANY = Flag(FlagName.SUSPECT, "many-from-one-address")
_COOKIE = "helped"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an adult may know of what they sent: nothing that came to it later."""

    reference: str
    sent_at: datetime
    relation: Relation
    in_danger: bool


def send(told: Told, *, has_cookie: bool) -> Receipt:
    """Keep it, unless it was sent before; the same receipt both times. Its draft goes.

    :raise portal.services.floods.FloodError: far too much comes from one address.
    :raise sqlalchemy.exc.SQLAlchemyError: the database could not keep it.
    """
    submission_id = told.submission_id
    try:
        with office().database.write() as connection:
            floods.count_post(connection, office(), request.remote_addr or "", told.at)
            if has_cookie:
                draft.forget(connection, told)
            kept = _sent_before(connection, submission_id)
            return _receipt(told, kept or _receive(connection, told, submission_id))
    except IntegrityError:
        # The button was pressed twice at once.
        with office().database.read() as connection:
            kept = _sent_before(connection, submission_id)
        if kept is None:
            raise
        return _receipt(told, kept)


def remember(receipt: Receipt) -> None:
    """Let this browser show the receipt again until it leaves: it is all that its cookie knows."""
    session[_COOKIE] = {
        "reference": receipt.reference,
        "sent_at": receipt.sent_at.timestamp(),
        "relation": receipt.relation,
        "in_danger": receipt.in_danger,
    }


def remembered() -> Receipt | None:
    """The receipt of what this browser sent last, None where it sent nothing."""
    kept: dict[str, Any] | None = session.get(_COOKIE)
    if kept is None:
        return None
    sent_at = datetime.fromtimestamp(kept["sent_at"], UTC)
    return Receipt(kept["reference"], sent_at, Relation(kept["relation"]), kept["in_danger"])


def _receive(connection: Connection, told: Told, submission_id: str) -> Intake:
    is_many = floods.is_many(connection, office(), request.remote_addr or "", told.at)
    marks = told.marks + ((_MANY,) if is_many else ())
    intake = told.intake(submission_id, free_reference(connection), marks)
    return intake_service.receive(connection, office(), intake)


def _sent_before(connection: Connection, submission_id: str) -> Intake | None:
    intake_id = intakes.id_of_submission(connection, submission_id)
    return intakes.load(connection, office().keyring, intake_id) if intake_id else None


def _receipt(told: Told, kept: Intake) -> Receipt:
    """From what they said themselves: whether it is urgent by now may be what the child said."""
    return Receipt(kept.reference, kept.received_at, told.relation, told.in_danger)
