"""The languages of the pages. The only module that knows Flask-Babel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from flask import Flask, current_app, g, request, url_for
from flask_babel import Babel, force_locale, get_translations
from werkzeug.datastructures import LanguageAccept
from werkzeug.routing import BaseConverter, ValidationError

from portal.domain.clock import London
from portal.web.app_office import office

# What a browser may call a language, and which of ours its speaker reads.
_ALIASES = {"prs": "fa-AF", "ku": "ckb"}
_LOCALES = {"en": "en_GB"}
# The parts of an address that say which page it is. Each takes few values, none of them a person's.
_NAME_A_PAGE = ("slug", "relation")


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the pages. `tag` stands in addresses and in `lang`."""

    tag: str
    name: str
    direction: str
    locale: Locale


@cache
def language(tag: str) -> Language:
    """The language with this tag, named in itself."""
    locale = Locale.parse(_LOCALES.get(tag, tag), sep="-" if "-" in tag else "_")
    return Language(tag, locale.language_name or tag, locale.text_direction, locale)


class LanguageConverter(BaseConverter):
    """The first part of a page's address: a language that this installation offers."""

    part_isolating = True
    regex = r"[a-z]{2,3}(?:-[A-Z]{2})?"

    def to_python(self, value: str) -> str:
        """The tag, refused where it is not offered."""
        if value not in office().settings.languages:
            raise ValidationError
        return value


def best_for(wishes: LanguageAccept, offered: Sequence[str]) -> str:
    """The offered tag that fits the wishes best, the first one where none does."""
    wanted = (tag for tag, quality in wishes if quality > 0)
    return next(filter(None, (_offered_for(tag, offered) for tag in wanted)), offered[0])


def _offered_for(wanted: str, offered: Sequence[str]) -> str | None:
    """The same language as written, by another name, or of another country; else None."""
    known_as = _ALIASES.get(_language_alone(wanted), wanted)
    for tag in offered:
        if tag.lower() in (wanted.lower(), known_as.lower()):
            return tag
    return next((tag for tag in offered if _language_alone(tag) == _language_alone(known_as)), None)


def _language_alone(tag: str) -> str:
    return re.split("[-_]", tag.lower())[0]


def current_language() -> Language:
    """The language of this page: from its address, else what the browser asks for."""
    if "language" not in g:
        g.language = language(g.get("lang") or _first_part_of_path() or _for_browser())
    found: Language = g.language
    return found


def offered_for(wanted: str) -> str:
    """The tag of the pages that a speaker of this language reads; the first where none are."""
    offered = office().settings.languages
    return _offered_for(wanted, offered) or offered[0]


@contextmanager
def in_language(tag: str) -> Iterator[Language]:
    """Speak another language than the page's own for a while, as a paper for a child does."""
    before = {name: g.pop(name) for name in ("lang", "language", "catalogue") if name in g}
    g.lang = tag
    try:
        with force_locale(str(language(tag).locale)):
            yield language(tag)
    finally:
        for name in ("lang", "language", "catalogue"):
            g.pop(name, None)
        for name, value in before.items():
            setattr(g, name, value)


def _for_browser() -> str:
    return best_for(request.accept_languages, office().settings.languages)


def _first_part_of_path() -> str | None:
    # A page that is not there still speaks the language its address begins with.
    first = request.path.strip("/").split("/")[0]
    return first if first in office().settings.languages else None


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language that is offered, and the address of this same page in it."""

    tag: str
    name: str
    direction: str
    url: str


def page_name() -> str:
    """Which page this is, the same in every language; "" where it is in no list of ours."""
    if request.method != "GET" or not request.endpoint or not g.get("lang"):
        return ""
    parts = request.view_args or {}
    return " ".join([request.endpoint, *(parts.get(name, "") for name in _NAME_A_PAGE)])


def language_links() -> list[LanguageLink]:
    """This same page in every language offered."""
    endpoint: str = "child.start"
    values: dict[str, Any] = {}
    if page_name() and request.endpoint:
        endpoint, values = request.endpoint, dict(request.view_args or {})
    return [
        LanguageLink(tag, language(tag).name, language(tag).direction, _in(tag, endpoint, values))
        for tag in office().settings.languages
    ]


def _in(tag: str, endpoint: str, values: dict[str, Any]) -> str:
    return url_for(endpoint, **{**values, "lang": tag})


def long_date(day: date) -> str:
    """A day as the page's language says it in full, with the day of the week."""
    return format_date(day, format="full", locale=current_language().locale)


def clock_time(moment: datetime) -> str:
    """A time of day in London, as the page's language writes it."""
    return format_time(moment.astimezone(London), format="short", locale=current_language().locale)


def init_languages(app: Flask) -> None:
    """Let pages and templates speak the language of their address."""
    app.url_map.converters["lang"] = LanguageConverter
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)
    Babel(app, locale_selector=lambda: str(current_language().locale))
    # Flask-Babel looks the locale up again for every sentence of a page, which costs more than
    # the rest of the page; the catalogue of this request is the same for all of them.
    env: Any = app.jinja_env
    env.install_gettext_callables(
        lambda text: _catalogue().ugettext(text),
        lambda one, many, n: _catalogue().ungettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.filters.update(long_date=long_date, clock_time=clock_time)


def _catalogue() -> Any:
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return g.catalogue


def _take_language(_endpoint: str | None, values: dict[str, str] | None) -> None:
    g.lang = values.pop("lang", None) if values else None


def _give_language(endpoint: str, values: dict[str, str]) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = current_language().tag
