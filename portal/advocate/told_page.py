"""What an advocate told us for children: reference and dates, and nothing of what it says."""

from __future__ import annotations

from flask import Blueprint

from portal.db.told_for_children import told_by
from portal.desk.access import member, open_to
from portal.desk.forms import DeskForm
from portal.desk.pages import desk_page
from portal.domain.clock import london_day
from portal.domain.staff import Role
from portal.services.told_for_children import may_renew
from portal.services.ways_back import mark_of
from portal.web.app_office import now, office


def add_routes(advocate: Blueprint) -> None:
    """Its address."""
    advocate.add_url_rule("/told", view_func=told, methods=["GET"])


@open_to(Role.ADVOCATE)
def told() -> str:
    """Today's first, then those before: the newest hundred in all."""
    at = now()
    with office().database.read() as connection:
        every = told_by(connection, member())
    today = [one for one in every if london_day(one.received_at) == london_day(at)]
    return desk_page(
        "advocate/told.html",
        page_title="Told by you",
        today=today,
        before=every[len(today) :],
        marks={one.reference: mark_of(one.code_words_hash) for one in today if may_renew(one, at)},
        form=DeskForm(),
    )
