"""What all pages of the desk share: their frame, and what they may say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import g, render_template, request
from flask_wtf.csrf import generate_csrf

from portal.desk.days_said import at_time, on_day
from portal.desk.session import signed_in
from portal.domain.staff import Role

_PLACES: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("advocate.home", "Children", (Role.ADVOCATE,)),
    ("advocate.tell", "Tell us", (Role.ADVOCATE,)),
    ("advocate.told", "Told by you", (Role.ADVOCATE,)),
    ("care.inbox", "Inbox", (Role.OFFICER, Role.MANAGER)),
    ("care.take_down", "Take down", (Role.OFFICER,)),
    ("care.find", "Find", (Role.OFFICER, Role.MANAGER)),
    ("care.hand_over_all", "Hand over", (Role.OFFICER, Role.ADMINISTRATOR)),
    ("care.staff", "Accounts", (Role.ADMINISTRATOR,)),
    ("care.services", "Advocacy services", (Role.ADMINISTRATOR,)),
    ("care.register", "Register", (Role.OFFICER, Role.ADMINISTRATOR)),
    ("care.you_said", "You said", (Role.OFFICER,)),
    ("care.muted", "Muted", (Role.OFFICER,)),
    ("care.reports", "Report", (Role.OFFICER, Role.MANAGER, Role.ADMINISTRATOR)),
    ("care.advocacy_numbers", "Numbers", (Role.OFFICER, Role.ADMINISTRATOR)),
    ("care.audit", "Audit", (Role.ADMINISTRATOR,)),
)
# What is wrong with a form: the field's name, "" for the whole of it, and a sentence.
Problems = Sequence[tuple[str, str]]
# What a page says at its top after something was done elsewhere, by the name in its address.
_SAID = {
    "out-of-sight": "Saved. That intake is no longer for you: you do not find it here any more.",
    "split-off": "Saved. These words are an intake of their own now, linked with the other.",
    "not-split": "Nothing was split off: it was closed since, or nothing would be left of it.",
    "two-to-block": "Not blocked: somebody else must confirm what one officer proposed.",
    "equalities": "Saved. The answers are counted in the yearly report, and shown nowhere else.",
    "saved-look": "Saved. Now please look at this too.",
}


def desk_places() -> tuple[tuple[str, str, tuple[Role, ...]], ...]:
    """The pages that the frame leads to: endpoint, name, and the roles that may open them."""
    return _PLACES


def in_english(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """The desk's pages are in English, whatever the browser asks for."""
    g.lang = "en"


def desk_page(template: str, *, page_title: str, problems: Problems = (), **values: Any) -> str:
    """A page of the desk: `template` within the frame, for whoever is signed in (or nobody).

    Where there are `problems` its title says so first: a screen reader begins with it.
    """
    found = signed_in()
    me = found.account.member if found and found.is_full else None
    shown = {
        "page_title": f"Error: {page_title}" if problems else page_title,
        "problems": list(problems),
        "me": me,
        "Role": Role,
        "on_day": on_day,
        "at_time": at_time,
        "to_sign_out": generate_csrf,
        "said": _SAID.get(request.args.get("said", ""), ""),
        **values,
    }
    return render_template(template, **shown)
