"""Where somebody of an advocacy service begins: the children whose wish was passed to it."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.advocate.referral_forms import done_by
from portal.advocate.shared_said import listed
from portal.desk.access import member, open_to
from portal.desk.pages import desk_page
from portal.domain.advocacy import service_named
from portal.domain.clock import london_day
from portal.domain.staff import Role
from portal.services import advocacy_services, referrals
from portal.web.app_office import now, office


def add_routes(advocate: Blueprint) -> None:
    """Its address."""
    advocate.add_url_rule("/", view_func=home, methods=["GET"])


@open_to(Role.ADVOCATE)
def home() -> ResponseReturnValue:
    """Those not accepted yet, those that run, and those that are over: by reference and dates."""
    place, me, today = office(), member(), london_day(now())
    with place.database.read() as connection:
        running = referrals.of_service(connection, place, me)
        over = referrals.of_service(connection, place, me, is_over=True)
        services = advocacy_services.every(connection, place)
        people = referrals.of_the_same(connection, me)
    service = service_named(me.service or "", services)
    rows = [listed(one, place.working_days, today, people) for one in running]
    return desk_page(
        "advocate/home.html",
        page_title="Children who ask for an advocate",
        service=service.name_on(today) if service else "",
        waiting=[row for row in rows if row.told.accepted_on is None],
        running=[row for row in rows if row.told.accepted_on],
        over=over,
        said=done_by(request.args.get("done", "")),
        most_over=referrals.MOST_OVER,
    )
