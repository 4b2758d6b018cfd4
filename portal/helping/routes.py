"""Addresses of the pages for adults who help: who you are, what you tell us, check, receipt."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.child.answering import CANNOT_KEEP
from portal.child.posted import read_posted
from portal.domain.submitter import Relation
from portal.helping import draft, pages, sending
from portal.helping.forms import OFFERED, HelpingForm
from portal.helping.telling import Told
from portal.services.floods import FloodError
from portal.web.app_office import now, office
from portal.web.languages import current_language

helping = Blueprint("helping", __name__)
_RELATION = f"<any({','.join(map(repr, map(str, OFFERED)))}):relation>"


@helping.get("/<lang:lang>/for-a-child")
def start() -> str:
    """Who are you to the child? Asked first, for it says what else is asked."""
    return pages.start_page()


@helping.post("/<lang:lang>/for-a-child")
def choose_again() -> str:
    """The same with every answer of the form that was open, for whoever chose wrongly."""
    asked = HelpingForm()
    asked.validate()
    values = asked.values()
    if asked.is_ours:
        draft.keep(_told(Relation.SOMEONE_ELSE, values))
    return pages.start_page(values)


@helping.get(f"/<lang:lang>/for-a-child/{_RELATION}")
def form(relation: str) -> str:
    """All that is asked of somebody who is this to the child, with what they wrote before."""
    return pages.form_page(Relation(relation), draft.kept())


@helping.post(f"/<lang:lang>/for-a-child/{_RELATION}")
def tell(relation: str) -> ResponseReturnValue:
    """One step on: to the check, back to the form, or sent. Every refusal keeps every word."""
    asked = HelpingForm.for_relation(Relation(relation))
    told = _told(Relation(relation), asked.values())
    step = request.form.get("go")
    asked.validate()
    if step == "empty":
        return _empty(told, has_cookie=asked.is_ours)
    is_kept = asked.is_ours and step != "send" and draft.keep(told)
    if step == "change":
        # By an address, where it is kept: the browser's Back to it then shows what is kept last.
        again = url_for(".form", relation=relation)
        return redirect(again, code=303) if is_kept else pages.form_page(told.relation, told)
    if problems := asked.problems():
        return pages.form_page(told.relation, told, problems), 400
    if step != "send":
        return pages.check_page(told)
    if not asked.is_ours and not told.posted.may_do_without_cookies:
        return pages.check_page(told, pages.STALE), 400
    return _send(told, has_cookie=asked.is_ours)


@helping.get("/<lang:lang>/for-a-child/sent")
def sent() -> ResponseReturnValue:
    """The receipt of what this browser sent last; it stays until the browser leaves."""
    receipt = sending.remembered()
    return pages.receipt_page(receipt) if receipt else redirect(url_for(".start"))


def _told(relation: Relation, values: dict[str, str]) -> Told:
    return Told(relation, values, read_posted(), current_language().tag, now())


def _empty(told: Told, *, has_cookie: bool) -> ResponseReturnValue:
    """An empty form, for another child; what cannot be put away is shown again."""
    if has_cookie:
        with suppress(*CANNOT_KEEP), office().database.write() as connection:
            draft.forget(connection, told)
    return redirect(url_for(".form", relation=told.relation), code=303)


def _send(told: Told, *, has_cookie: bool) -> ResponseReturnValue:
    try:
        receipt = sending.send(told, has_cookie=has_cookie)
    except FloodError:
        return pages.check_page(told, pages.FLOOD), 429
    except CANNOT_KEEP:
        return pages.check_page(told, pages.NOT_KEPT), 503
    if not has_cookie:
        return pages.receipt_page(receipt)
    sending.remember(receipt)
    return redirect(url_for(".sent"), code=303)
