"""One intake: the child's words first and whole, and beside them all that is known and done."""

from __future__ import annotations

from flask import Blueprint, request

from portal.care.access import member, open_to
from portal.care.decision_forms import FORMS
from portal.care.pages import care_page
from portal.db import decisions, staff
from portal.domain.staff import Role
from portal.services import desk
from portal.web.app_office import now, office


def add_routes(care: Blueprint) -> None:
    """Its address."""
    care.add_url_rule("/intakes/<reference>", view_func=intake, methods=["GET"])


@open_to(Role.OFFICER, Role.MANAGER)
def intake(reference: str) -> str:
    """The intake; opening it is in the audit, and the first officer's look counts as seen."""
    place = office()
    with place.database.write() as connection:
        opened = desk.view(connection, place, member(), reference, now())
        history = decisions.history(connection, place.keyring, opened.intake.id)
        names = staff.names(connection)
    may = {kind: form for kind, form in FORMS.items() if member().has(*form.makes.decided_by)}
    return care_page(
        "intake.html",
        page_title=opened.intake.reference,
        intake=opened.intake,
        deadlines=place.deadlines(opened.intake),
        history=history,
        names=names,
        forms=may,
        done=FORMS[request.args["done"]].makes.label if request.args.get("done") in FORMS else "",
    )
