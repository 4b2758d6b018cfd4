"""The register's side of the desk: what waits, what was delivered, what is dead and why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.db import audit
from portal.desk.access import member, open_to
from portal.desk.forms import STALE, DeskForm
from portal.desk.pages import desk_page
from portal.domain.reference import normalise_reference
from portal.domain.staff import Role
from portal.register import claims, lists, pauses
from portal.register.lists import Delivered
from portal.web.app_office import now, office

_AT_ONCE = 50
# Digits of microseconds since 1970 and of a row's number that both databases can hold.
_DIGITS = 18
_ANSWERS_SHOWN = timedelta(days=14)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def add_routes(care: Blueprint) -> None:
    """Its addresses."""
    care.add_url_rule("/register", view_func=register, methods=["GET"])
    care.add_url_rule("/register", view_func=retry_record, methods=["POST"])


@open_to(Role.OFFICER, Role.ADMINISTRATOR)
def register() -> str:
    """How the hand-over stands, as far as this person may know."""
    return _page(_retried())


@open_to(Role.OFFICER, Role.ADMINISTRATOR)
def retry_record() -> ResponseReturnValue:
    """Offer a dead record to the register again, with all its tries."""
    reference = normalise_reference(request.form.get("reference", "")) or ""
    if not DeskForm().validate():
        return _page("", STALE), 400
    with office().database.write() as connection:
        if not lists.may_retry(connection, member(), reference):
            abort(404)
        try:
            count = claims.retry(connection, reference)
        except claims.NotDeadError:
            return _page("", f"No record of {reference} is dead any more."), 409
        detail = (("records", count),)
        entry = audit.Entry(now(), member().id, "register.retry", reference, detail)
        audit.append(connection, entry)
    return redirect(url_for("care.register", retried=reference), 303)


def _page(retried: str, problem: str = "") -> str:
    me, moment = member(), now()
    is_officer = me.has(Role.OFFICER)
    with office().database.read() as connection:
        counts = lists.counts(connection, me)
        dead = lists.dead(connection, me, _AT_ONCE)
        found = lists.delivered(connection, me, _before(), _AT_ONCE + 1) if is_officer else []
        oldest = lists.oldest_due_at(connection, me, moment)
        away = pauses.every(connection)
        refused = lists.refused_answers(connection, me, moment - _ANSWERS_SHOWN, _AT_ONCE)
    return desk_page(
        "care/register.html",
        page_title="Register",
        counts=counts,
        waited=_age(moment - oldest) if oldest else "",
        pauses=away,
        refused_answers=refused,
        moment=moment,
        dead=dead,
        not_shown=counts["dead"] - len(dead),
        delivered=found[:_AT_ONCE],
        older=_cursor(found[_AT_ONCE - 1]) if len(found) > _AT_ONCE else "",
        is_first=_before() is None,
        is_officer=is_officer,
        days=office().settings.snapshot_days,
        retried=retried,
        problem=problem,
        form=DeskForm(),
    )


def _retried() -> str:
    return normalise_reference(request.args.get("retried", "")) or ""


def _cursor(last: Delivered) -> str:
    return f"{(last.finished_at - _EPOCH) // timedelta(microseconds=1)}.{last.seq}"


def _before() -> tuple[datetime, int] | None:
    """Where the page before this one ended; None where the address says nothing that could be."""
    at, _, number = request.args.get("before", "").partition(".")
    is_number = all(
        one.isascii() and one.isdecimal() and len(one) <= _DIGITS for one in (at, number)
    )
    if not is_number:
        return None
    try:
        return _EPOCH + timedelta(microseconds=int(at)), int(number)
    except OverflowError:
        return None


def _age(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
