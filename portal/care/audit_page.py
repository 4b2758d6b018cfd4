"""The audit, for administrators: what was done and seen, by whom, when; never what was said."""

from __future__ import annotations

from collections.abc import ItemsView, Mapping
from itertools import pairwise
from typing import Any

from flask import Blueprint, request, url_for

from portal.db import audit, audit_list, staff
from portal.db.audit_list import Listed, Wanted
from portal.desk.access import member, open_to
from portal.desk.pages import desk_page
from portal.domain.decisions import KINDS
from portal.domain.reference import normalise_reference
from portal.domain.staff import Role
from portal.web.app_office import office

_AT_ONCE = 50
_DECISION = "decision."
_OTHERS = {
    "intake.view": "Opened the intake",
    "intake.find": "Looked for words",
    "intake.sheet": "Opened the printed sheet",
    "file.copy": "Took a copy of a photo or recording",
    "file.original": "Took the original of a photo or recording",
}
# As long as a subject may be; and a number that both databases can hold.
_LONGEST, _DIGITS = 64, 18


def add_routes(care: Blueprint) -> None:
    """Its address."""
    care.add_url_rule("/audit", view_func=audit_entries, methods=["GET"], endpoint="audit")


@open_to(Role.ADMINISTRATOR)
def audit_entries() -> str:
    """Newest first, by person and by reference where asked."""
    wanted = _wanted()
    with office().database.read() as connection:
        found = audit_list.newest(connection, member(), wanted, _AT_ONCE + 1)
        last = audit.last(connection)
        people = staff.every(connection)
    entries = found[:_AT_ONCE]
    names = {one.id: one.name for one in people}
    return desk_page(
        "care/audit.html",
        page_title="Audit",
        entries=[(entry, _in_words(entry, names)) for entry in entries],
        names=names,
        people=people,
        wanted=wanted,
        last=last,
        some_are_left_out=_some_are_left_out(entries, wanted, last.number),
        older=_older(entries[-1].number) if len(found) > _AT_ONCE else "",
    )


def _wanted() -> Wanted:
    before, person, about = (_asked(name) for name in ("before", "person", "reference"))
    return Wanted(
        before=int(before[:_DIGITS]) if before.isascii() and before.isdecimal() else None,
        staff_id=person or None,
        subject=normalise_reference(about) or about or None,
    )


def _asked(name: str) -> str:
    # PostgreSQL takes no NUL.
    return request.args.get(name, "").replace("\0", "").strip()[:_LONGEST]


def _older(number: int) -> str:
    kept: dict[str, Any] = {
        name: request.args[name] for name in ("person", "reference") if request.args.get(name)
    }
    return url_for("care.audit", before=number, **kept)


def _some_are_left_out(entries: list[Listed], wanted: Wanted, last: int) -> bool:
    """Whether numbers are missing between those shown; not known where only some are asked for."""
    if wanted.staff_id or wanted.subject:
        return False
    first = min(last + 1, wanted.before) if wanted.before is not None else last + 1
    numbers = [first, *(entry.number for entry in entries)]
    ends_early = len(entries) < _AT_ONCE and numbers[-1] > 1
    return ends_early or any(upper - lower > 1 for upper, lower in pairwise(numbers))


def _in_words(entry: Listed, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "who": names.get(entry.staff_id or "", "The service itself"),
        "did": action_in_words(entry.action),
        "about": names.get(entry.subject or "", entry.subject or ""),
        "detail": [(_plain(k), names.get(str(v), str(v))) for k, v in _shown(entry)],
    }


def _shown(entry: Listed) -> ItemsView[str, Any]:
    """The detail that a page says: not how many somebody else searched, with what is shielded."""
    return ({} if entry.action == "intake.find" else entry.detail).items()


def action_in_words(action: str) -> str:
    """An action as a page says it: "intake.view" is "Opened the intake"."""
    if action in _OTHERS:
        return _OTHERS[action]
    kind = action.removeprefix(_DECISION)
    if action.startswith(_DECISION) and kind in KINDS:
        return f"Decided: {KINDS[kind].label}"
    return _plain(action).capitalize()


def _plain(name: str) -> str:
    return " ".join(name.replace(".", " ").replace("_", " ").replace("-", " ").split())
