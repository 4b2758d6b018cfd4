"""Words of an intake become one of their own, in one press."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.desk.access import member, open_to
from portal.desk.forms import DeskForm
from portal.domain.decisions import RefusedError
from portal.domain.intake import Intake
from portal.domain.staff import Role
from portal.services import desk, splitting
from portal.web.app_office import now, office


def add_routes(care: Blueprint) -> None:
    """One address, pressed on the intake's page."""
    care.add_url_rule("/intakes/<reference>/split-off", view_func=split_off, methods=["POST"])


def split_form(intake: Intake) -> DeskForm | None:
    """The form of the buttons beside the words; None: closed, one thing said, or no officer."""
    is_open = intake.closed_at is None and len(intake.words) > 1
    return DeskForm() if is_open and member().has(Role.OFFICER) else None


@open_to(Role.OFFICER)
def split_off(reference: str) -> ResponseReturnValue:
    """The intake that the words are in now; a second press leads there as well."""
    with office().database.read() as connection:
        # Whoever may not know of it learns nothing from what is wrong with the form.
        desk.find(connection, office(), member(), reference)
    said_at = _said_at()
    if said_at is None or not DeskForm().validate():
        abort(400)
    try:
        with office().database.write() as connection:
            made = splitting.split_off(connection, office(), member(), reference, said_at, now())
    except RefusedError:
        return redirect(url_for("care.intake", reference=reference, said="not-split"), 303)
    return redirect(url_for("care.intake", reference=made.reference, said="split-off"), 303)


def _said_at() -> datetime | None:
    try:
        at = datetime.fromisoformat(request.form.get("said_at", ""))
    except ValueError:
        return None
    return at if at.tzinfo else None
