"""Addresses of photos and recordings that go with a telling, before it is sent."""

from __future__ import annotations

from datetime import datetime

from flask import request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from portal.child import forms, given_files, pages, visit
from portal.child import questions as q
from portal.child.answering import CANNOT_KEEP, earlier_receipt, see_other
from portal.child.posted import Posted, read_posted
from portal.child.routes import child
from portal.child.visit import Visit
from portal.db import attachments, intakes
from portal.db.visits import KEPT_FOR
from portal.domain.attachments import MOST
from portal.services import files as files_service
from portal.services import floods
from portal.services.files import NotTaken, Opened
from portal.services.floods import FloodError
from portal.web.app_office import now, office
from portal.web.headers import may_record_here

PATH = "/<lang:lang>/photos-and-recordings"


@child.get(PATH)
def files() -> str:
    """Add a photo or a recording; what was added, each with a way to take it away."""
    return _page(visit.reading())


@child.post(PATH)
def give_files() -> ResponseReturnValue:
    """Keep the files, or take one away. What was written before lies in the visit, and stays."""
    given_files.allow_files()
    if not forms.SendForm().validate():
        return _page(visit.reading(), notice=_why_refused()), 400
    try:
        _count()
        if dropped := request.form.get("drop"):
            return _dropped(dropped)
        return _given()
    except FloodError:
        return _page(visit.reading(), notice=pages.FLOOD), 429
    except CANNOT_KEEP:
        return _page(Visit(visit.nothing_yet(), "", 0.0), notice=pages.NOT_KEPT), 503


def _why_refused() -> str:
    return pages.NO_COOKIES if read_posted().may_do_without_cookies else pages.STALE


def _count() -> None:
    """Before anything is opened, which takes longer than any other page."""
    with office().database.write() as connection:
        floods.count_files(connection, office(), request.remote_addr or "", now())


def _given() -> ResponseReturnValue:
    taken, refused = given_files.opened_files()
    posted = read_posted()
    with office().database.write() as connection:
        here = visit.holding(connection)
        more, is_sent = _kept(connection, here, posted, taken, now())
        visit.save(connection, office(), here, now())
    problems = given_files.why_not(refused + more)
    if not (taken or problems):
        problems = given_files.nothing_chosen()
    if problems:
        return _page(visit.reading(), problems=problems), 400
    return see_other(url_for(".sent") if is_sent else _here())


def _kept(
    connection: Connection, here: Visit, posted: Posted, taken: list[Opened], at: datetime
) -> tuple[list[NotTaken], bool]:
    """Keep them with the telling whose page this is; which were too many, and if it was sent."""
    sent = earlier_receipt(connection, here, posted.submission_id or "")
    if sent is None:
        holder, until = here.submission_id, at + KEPT_FOR
        if here.draft:
            until = max(until, datetime.fromisoformat(here.draft["until"]))
        place = office()
        return files_service.keep_unsent(connection, place, holder, taken, at, until), False
    intake = intakes.load(connection, office().keyring, sent["intake_id"], lock=True)
    _after, refused = files_service.keep_with(connection, office(), intake, taken, at)
    return refused, True


def _dropped(attachment_id: str) -> ResponseReturnValue:
    with office().database.write() as connection:
        here = visit.holding(connection)
        attachments.drop(connection, here.submission_id, attachment_id)
    return see_other(_here())


def _here() -> str:
    return url_for(".files", **pages.keep_change())


def _page(
    here: Visit, *, problems: list[tuple[str, str]] | None = None, notice: str | None = None
) -> str:
    there = pages.held_files(here)
    may_record_here()
    onward = q.after(q.WORDS, here.kind, None)
    is_checking = "change" in request.args
    return pages.child_page(
        "child/files.html",
        here,
        files=given_files.said_files(there),
        has_room=len(there) < MOST,
        problems=problems or [],
        notice=notice,
        action=_here(),
        next_url=url_for(".check") if is_checking else url_for(".question", slug=onward),
        back_url=url_for(".check") if is_checking else url_for(".question", slug=q.WORDS),
    )
