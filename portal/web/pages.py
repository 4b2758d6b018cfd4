"""What every page's template may say: language, council, helplines, addresses of our files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, url_for
from flask_babel import gettext as _

from portal.settings import Helpline
from portal.web.app_office import office
from portal.web.languages import current_language, language_links
from portal.web.own_words import own_words


@dataclass(frozen=True, slots=True)
class ShownHelpline:
    """A helpline as the page's language says it."""

    key: str
    name: str
    number: str
    how: str
    note: str


def init_pages(app: Flask) -> None:
    """Give every template what all of them need."""
    app.context_processor(_for_every_page)
    app.jinja_env.globals["static_url"] = static_url
    app.jinja_env.filters["own_words"] = own_words


def helplines() -> list[ShownHelpline]:
    """Who can help right now, in the page's language."""
    return [_shown(line) for line in office().settings.helplines]


def static_url(filename: str) -> str:
    """The address of a file of ours; it changes with the file, so browsers may keep it."""
    return url_for("static", filename=filename, v=_fingerprint(filename))


@cache
def _fingerprint(filename: str) -> str:
    folder = Path(current_app.static_folder or "")
    return hashlib.sha256((folder / filename).read_bytes()).hexdigest()[:10]


def _for_every_page() -> dict[str, Any]:
    language = current_language()
    return {
        "language": language,
        "languages": language_links(),
        "council": office().settings,
        "helplines": helplines(),
        "leave_url": url_for("child.leave"),
    }


def _shown(line: Helpline) -> ShownHelpline:
    words = {
        "emergency": (_("Police or ambulance"), _("If you are in danger now.")),
        "childline": ("Childline", _("Free to call. Any time. They listen.")),
        "shout": ("Shout", _("Free to text. Any time.")),
    }
    name, note = words.get(line.key, (line.name, ""))
    return ShownHelpline(line.key, name, line.number, line.how, note)
