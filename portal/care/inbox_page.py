"""The inbox."""

from __future__ import annotations

from flask import Blueprint

from portal.care.access import open_to
from portal.care.pages import care_page
from portal.domain.staff import Role


def add_routes(care: Blueprint) -> None:
    """Its address."""
    care.add_url_rule("/", view_func=inbox, methods=["GET"])


@open_to(Role.OFFICER, Role.MANAGER)
def inbox() -> str:
    """What came in and waits."""
    return care_page("inbox.html", page_title="Inbox")
