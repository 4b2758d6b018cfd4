"""Where somebody of an advocacy service begins."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.db import referrals
from portal.desk.access import member, open_to
from portal.desk.pages import desk_page
from portal.domain.staff import Role
from portal.web.app_office import office


def add_routes(advocate: Blueprint) -> None:
    """Its address."""
    advocate.add_url_rule("/", view_func=home, methods=["GET"])


@open_to(Role.ADVOCATE)
def home() -> ResponseReturnValue:
    """What was passed to their service and still runs."""
    with office().database.read() as connection:
        sent = referrals.of_service(connection, member())
    return desk_page("advocate/home.html", page_title="Children who ask for an advocate", sent=sent)
