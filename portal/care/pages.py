"""What all pages of the desk share: their frame, what they may say, and how times are written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import g, render_template

from portal.care.session import signed_in
from portal.domain.clock import London
from portal.domain.staff import Role

_PLACES: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("care.inbox", "Inbox", (Role.OFFICER, Role.MANAGER)),
)


def desk_places() -> tuple[tuple[str, str, tuple[Role, ...]], ...]:
    """The pages that the frame leads to: endpoint, name, and the roles that may open them."""
    return _PLACES


def in_english(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """The desk's pages are in English, whatever the browser asks for."""
    g.lang = "en"


def care_page(template: str, **values: Any) -> str:
    """A page of the desk: `template` within the frame, for whoever is signed in (or nobody)."""
    found = signed_in()
    me = found.account.member if found and found.is_full else None
    shown = {"me": me, "Role": Role, "on_day": on_day, "at_time": at_time, **values}
    return render_template(f"care/{template}", **shown)


def on_day(day: date | None) -> str:
    """A day as officers write it: "Thu 26 Nov 2026"; "" for none."""
    return day.strftime("%a %-d %b %Y") if day else ""


def at_time(moment: datetime | None) -> str:
    """A moment in London: "Thu 26 Nov 2026, 09:30"; "" for none."""
    return moment.astimezone(London).strftime("%a %-d %b %Y, %H:%M") if moment else ""
