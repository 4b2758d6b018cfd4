"""Signing in."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.care.access import Access, open_to
from portal.care.pages import care_page


def add_routes(care: Blueprint) -> None:
    """Its addresses."""
    care.add_url_rule("/sign-in", view_func=sign_in, methods=["GET"])


@open_to(Access.ANYONE)
def sign_in() -> str:
    """Ask for e-mail address and password."""
    return care_page("sign-in.html", page_title="Sign in")


def ask_again() -> ResponseReturnValue:
    """Ask somebody whose session is over to sign in; what they had typed comes back afterwards."""
    return care_page("sign-in.html", page_title="Sign in again"), 401
