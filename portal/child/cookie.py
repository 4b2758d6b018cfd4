"""The cookie: a random token that opens the visit, and when its browser rested."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import g, session

from portal.web.app_office import now

REST = timedelta(minutes=20)
_WRITTEN_EVERY_SECONDS = 60


def has_token() -> bool:
    """Whether this browser brought a token with it."""
    return "visit" in session


def token() -> str:
    """The token of this browser; a new one where it brought none."""
    if not has_token():
        session["visit"] = secrets.token_urlsafe(24)
    found: str = session["visit"]
    return found


def forget() -> str | None:
    """Empty the cookie; the token that was in it."""
    found: str | None = session.get("visit")
    session.clear()
    return found


def hidden_before() -> float:
    """The moment before which answers are hidden: moved on when a rest was long enough."""
    if "hidden_before" not in g:
        at = now().timestamp()
        rested = at - session.get("seen", at)
        if rested > REST.total_seconds():
            session["veil"] = at
        # Written once a minute at most, for a new cookie costs as much as the rest of a page;
        # so a rest may count as up to a minute longer than it was, never as shorter.
        if rested > _WRITTEN_EVERY_SECONDS or "seen" not in session:
            session["seen"] = at
        g.hidden_before = session.get("veil", 0.0)
    hidden: float = g.hidden_before
    return hidden
