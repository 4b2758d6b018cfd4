"""The inbox: every intake that waits and that this person may know of, what is urgent first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, request, url_for
from sqlalchemy import Connection

from portal.care import inbox_words as words
from portal.db import counters, mutes
from portal.db.inbox import COUNTED
from portal.db.inbox_lists import Filter, Show
from portal.desk.access import member, open_to
from portal.desk.pages import desk_page
from portal.domain.clock import london_day
from portal.domain.staff import Role
from portal.domain.taxonomy import MethodOfReceipt
from portal.services import inbox as service
from portal.services import sending_stopped
from portal.services.inbox import Listed
from portal.web.app_office import now, office

_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?")


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that shows another list. `count` is "" where nobody counted."""

    name: str
    url: str
    count: str
    is_chosen: bool


def add_routes(care: Blueprint) -> None:
    """Its address."""
    care.add_url_rule("/", view_func=inbox, methods=["GET"])


@open_to(Role.OFFICER, Role.MANAGER)
def inbox() -> str:
    """One page of one list. Whatever in the address is no list or no place is left out."""
    wanted, after = _wanted(), request.args.get("after", "")
    with office().database.read() as connection:
        page = service.page(connection, office(), member(), wanted, after, now())
        counts = service.counts(connection, member(), now())
        is_sending_stopped = sending_stopped.is_stopped(connection)
        refused = counters.counted(connection, counters.REFUSED_WEBHOOK, now().date())
        muted_due = _muted_due(connection)
    return desk_page(
        "care/inbox.html",
        page_title=_title(wanted),
        wanted=wanted,
        muted_due=muted_due,
        lists=_lists(wanted, counts),
        methods=_methods(wanted, counts),
        languages=_languages(wanted, counts),
        more=_url(wanted, str(page.more)) if page.more else "",
        first=_url(wanted) if after else "",
        nothing=_nothing(wanted, after),
        is_sending_stopped=is_sending_stopped,
        refused_texts=words.refused_texts(refused),
        **rows_on_page(page.rows),
    )


def _muted_due(connection: Connection) -> int:
    """How many muted phones nobody looked at for a week; 0 for whoever is no officer."""
    if not member().has(Role.OFFICER):
        return 0
    listed = mutes.listed(connection, office().keyring, member())
    return sum(one.mute.is_due(now()) for one in listed)


def rows_on_page(rows: list[Listed]) -> dict[str, Any]:
    """What care/rows.html needs to show these."""
    return {"rows": rows, "say": words, "today": london_day(now())}


def _wanted() -> Filter:
    """The list that the address asks for."""
    show, method = request.args.get("show"), request.args.get("method")
    language = request.args.get("language", "")
    return Filter(
        show=Show(show) if show in set(Show) else Show.ALL,
        method=method if method in set(MethodOfReceipt) else None,
        language=language if _TAG.fullmatch(language) else None,
    )


def _url(wanted: Filter, after: str | None = None) -> str:
    show = None if wanted.show is Show.ALL else wanted.show.value
    asked: dict[str, Any] = {"show": show, "method": wanted.method, "language": wanted.language}
    given = {name: value for name, value in {**asked, "after": after}.items() if value}
    return url_for("care.inbox", **given)


def _title(wanted: Filter) -> str:
    parts = ["Inbox" if wanted.show is Show.ALL else words.LISTS[wanted.show]]
    if wanted.method:
        parts.append(f"by {wanted.method[0].lower()}{wanted.method[1:]}")
    if wanted.language:
        parts.append(f"in {words.language_name(wanted.language)}")
    return ", ".join(parts)


def _nothing(wanted: Filter, after: str) -> str:
    if after:
        return "There is no more of this list."
    if wanted.method or wanted.language:
        return words.NOTHING_SO
    return words.NOTHING[wanted.show]


def _lists(wanted: Filter, counts: dict[Filter, int]) -> list[Choice]:
    return [
        Choice(
            name=name,
            url=_url(replace(wanted, show=show)),
            count=_count(counts.get(Filter(show))),
            is_chosen=wanted.show is show,
        )
        for show, name in words.LISTS.items()
        if member().has(Role.OFFICER) or show in words.LISTS_OF_MANAGERS or wanted.show is show
    ]


def _methods(wanted: Filter, counts: dict[Filter, int]) -> list[Choice]:
    any_method = Choice("Any way", _url(replace(wanted, method=None)), "", wanted.method is None)
    return [any_method] + [
        Choice(method, _url(replace(wanted, method=method)), _count(n), wanted.method == method)
        for method in MethodOfReceipt
        if (n := counts[Filter(method=method)]) or wanted.method == method
    ]


def _languages(wanted: Filter, counts: dict[Filter, int]) -> list[Choice]:
    """Those in which something is open, and the one that is chosen."""
    every = Choice("Any language", _url(replace(wanted, language=None)), "", not wanted.language)
    tags = [one.language for one in counts if one.language]
    if wanted.language and wanted.language not in tags:
        tags.append(wanted.language)
    return [every] + [
        Choice(
            name=words.language_name(tag),
            url=_url(replace(wanted, language=tag)),
            count=_count(counts.get(Filter(language=tag), 0)),
            is_chosen=wanted.language == tag,
        )
        for tag in tags
        if counts.get(Filter(language=tag)) or wanted.language == tag
    ]


def _count(number: int | None) -> str:
    if number is None:
        return ""
    return str(number) if number < COUNTED else f"{COUNTED - 1}+"
