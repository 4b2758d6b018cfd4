"""One intake on paper, for a responsible manager without an account.

Paper lies about: it does not say who the child is, how they are reached, what was texted, what
was decided by whom, or whom they want kept out.
"""

from __future__ import annotations

from flask import Blueprint

from portal.care.intake_parts.answers import answers
from portal.care.intake_parts.clocks import about_the_pause, clocks
from portal.care.intake_parts.words import shown_words
from portal.db import attachments
from portal.desk.access import member, open_to
from portal.desk.pages import desk_page
from portal.domain.clock import london_day
from portal.domain.staff import Role
from portal.services import advocacy_services, desk
from portal.web.app_office import now, office

SHEET = "intake.sheet"


def add_routes(care: Blueprint) -> None:
    """Its address."""
    care.add_url_rule("/intakes/<reference>/sheet", view_func=sheet, methods=["GET"])


@open_to(Role.OFFICER, Role.MANAGER)
def sheet(reference: str) -> str:
    """The sheet; opening it is in the audit by its own name."""
    place, at = office(), now()
    with place.database.write() as connection:
        opened = desk.view(connection, place, member(), reference, at, action=SHEET)
        services = advocacy_services.every(connection, place)
        files = len(attachments.of_intake(connection, place.keyring, opened.intake.id))
    intake = opened.intake
    due = place.deadlines(intake)
    return desk_page(
        "care/sheet.html",
        page_title=f"{intake.reference} for the responsible manager",
        intake=intake,
        words=shown_words(intake),
        files=files,
        answers=answers(intake, services),
        clocks=clocks(intake, due, london_day(at), place.working_days),
        about_the_pause=about_the_pause(intake, due, counts=place.settings.advocate_pause),
        printed_at=at,
    )
