"""One intake: the child's words first and whole, and beside them all that is known and done."""

from __future__ import annotations

from flask import Blueprint, request
from sqlalchemy import Connection

from portal.care.decision_forms import FORMS
from portal.care.intake_parts.talk import talk_of
from portal.care.intake_parts.words import floods
from portal.care.intake_view import LOOKS_SHOWN, Kept, intake_view
from portal.care.split_page import split_form
from portal.db import attachments, staff
from portal.db.linked import linked_with
from portal.db.looks import looks_at
from portal.desk.access import member, open_to
from portal.desk.pages import desk_page
from portal.domain.intake import Intake
from portal.domain.staff import Role
from portal.domain.who_did import WhoDid
from portal.register.standing import delivery_of
from portal.services import advocacy_services, desk, history, linking, mutes
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
    # Apart from the view, whose entry in the audit others wait for.
    with place.database.read() as connection:
        kept = _kept(connection, opened.intake)
        quiet = mutes.quiet_of(connection, place, opened.intake)
        is_one_of_many = linking.is_one_of_many(connection, member(), opened.intake)
    return desk_page(
        "care/intake.html",
        page_title=opened.intake.reference,
        intake=opened.intake,
        view=intake_view(opened.intake, kept, member(), place, now()),
        who=kept.who,
        is_one_of_many=is_one_of_many,
        quiet=quiet,
        split_form=split_form(opened.intake),
        floods=floods([said.said_at for said in opened.intake.words]),
        done=FORMS[request.args["done"]].makes.label if request.args.get("done") in FORMS else "",
    )


def _kept(connection: Connection, intake: Intake) -> Kept:
    services = advocacy_services.every(connection, office())
    people = staff.every(connection)
    names = {one.id: one.name for one in people}
    looks, in_all = looks_at(connection, intake.reference, LOOKS_SHOWN)
    return Kept(
        history=history.theirs(connection, office(), member(), intake.id),
        names=names,
        who=WhoDid.among(people, services),
        files=attachments.of_intake(connection, office().keyring, intake.id),
        talk=talk_of(connection, office(), intake, names, now()),
        linked=linked_with(connection, member(), intake.id),
        looks=looks,
        looks_in_all=in_all,
        versions=delivery_of(connection, intake.reference),
        services=services,
        people=tuple(staff.every(connection)),
    )
