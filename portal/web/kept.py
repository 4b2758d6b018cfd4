"""Parts of pages that are the same for everybody, rendered once for each language and kept.

A part may speak of the language, the address, the council and its helplines and of nothing else:
it is rendered with no more than that, so a token, an answer or a flag cannot get into it.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, current_app, url_for
from markupsafe import Markup

from portal.web.app_office import office
from portal.web.helplines import helplines
from portal.web.languages import current_language, language_links

_NAME = "heard kept parts"


def init_kept(app: Flask) -> None:
    """Let templates say `{{ kept("help") }}` for templates/kept/help.html."""
    app.extensions[_NAME] = {}
    app.jinja_env.globals["kept"] = kept


def kept(name: str, *, page: str = "") -> Markup:
    """The part, in the page's language; `page` for a part that also differs from page to page."""
    return Markup(keep(name, page, lambda: _rendered(name)))  # noqa: S704 - a template of ours


def keep(name: str, page: str, render: Callable[[], str]) -> str:
    """What `render` gave the first time, for this name, this page and the page's language.

    `page` must take few values, none of them a person's: each is kept as long as the process.
    """
    parts: dict[tuple[str, str, str], str] = current_app.extensions[_NAME]
    place = (name, current_language().tag, page)
    if place not in parts:
        parts[place] = render()
    return parts[place]


def _rendered(name: str) -> str:
    template = current_app.jinja_env.get_template(f"kept/{name}.html")
    return template.render(
        language=current_language(),
        language_links=language_links,
        council=office().settings,
        helplines=helplines(),
        leave_url=url_for("child.leave"),
    )
