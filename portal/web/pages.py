"""What every page's template may say: language, council, helplines, addresses of our files."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, url_for

from portal.web.app_office import office
from portal.web.helplines import helplines
from portal.web.languages import current_language, page_name
from portal.web.own_words import own_words


def init_pages(app: Flask) -> None:
    """Give every template what all of them need."""
    app.context_processor(_for_every_page)
    app.jinja_env.globals.update(static_url=static_url, page_name=page_name)
    app.jinja_env.filters["own_words"] = own_words


def static_url(filename: str) -> str:
    """The address of a file of ours; it changes with the file, so browsers may keep it."""
    return url_for("static", filename=filename, v=_fingerprint(filename))


@cache
def _fingerprint(filename: str) -> str:
    folder = Path(current_app.static_folder or "")
    return hashlib.sha256((folder / filename).read_bytes()).hexdigest()[:10]


def _for_every_page() -> dict[str, Any]:
    return {
        "language": current_language(),
        "council": office().settings,
        # Called where a page needs them, and on most pages nobody does.
        "helplines": helplines,
    }
