"""What every page's template may say: language, council, helplines."""

from __future__ import annotations

from typing import Any

from flask import Flask

from portal.web.app_office import office
from portal.web.helplines import helplines
from portal.web.languages import current_language, page_name
from portal.web.own_words import own_words


def init_pages(app: Flask) -> None:
    """Give every template what all of them need."""
    app.context_processor(_for_every_page)
    app.jinja_env.globals["page_name"] = page_name
    app.jinja_env.filters["own_words"] = own_words


def _for_every_page() -> dict[str, Any]:
    return {
        "language": current_language(),
        "council": office().settings,
        # Called where a page needs them, and on most pages nobody does.
        "helplines": helplines,
    }
