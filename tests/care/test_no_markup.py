"""Nothing that anybody types becomes markup, on any page of the desk."""

from __future__ import annotations

import re

from flask import Flask

from portal.care.decision_forms import FORMS
from portal.domain.intake import SafeContact, Words
from portal.domain.staff import Role, StaffMember
from portal.domain.taxonomy import ContactWay
from tests.care.intakes import kept
from tests.care.taking_down import LETTER
from tests.desk_client import Desk, a_colleague, all_of
from tests.web.every_page import StandingClock
from tests.web.every_route import DESKS, addresses

MARK = "\"'><img src=x onerror=alert(1)>{{7*7}}\u2028</textarea></script><script>alert(1)</script>"
_BOX = re.compile(
    r'<(?:textarea|input[^>]*type="(?:text|datetime-local|date)")[^>]* name="([^"]+)"'
)
_CHOICE = re.compile(r'type="(?:radio|checkbox)"[^>]* name="([^"]+)" value="([^"]*)"')
_ALIVE = re.compile(r"<img|<script(?! src=\"/static/)|</textarea></|49\u2028", re.IGNORECASE)


def somebody_of_every_role(app: Flask) -> tuple[Desk, StaffMember]:
    """With a name that is markup; and a colleague with another, kept from what there is."""
    email = '"><script>alert(1)</script>@x.y'
    me = a_colleague(app, MARK, roles=set(Role), is_cleared=True, email=email)
    return Desk(app, me), a_colleague(app, f"B{MARK}")


def filled(page: str) -> dict[str, list[str]]:
    """Every box of a page with the mark in it, and every choice taken."""
    fields = {name: [MARK] for name in _BOX.findall(page)}
    for name, value in _CHOICE.findall(page):
        fields.setdefault(name, []).append(value)
    return fields


def test_what_is_typed_anywhere_is_shown_and_never_obeyed(app: Flask, clock: StandingClock) -> None:
    desk, barred = somebody_of_every_role(app)
    contact = SafeContact(way=ContactWay.CALL, details=MARK, best_times=MARK, who_else_sees=MARK)
    words = (Words(MARK, clock.at),)
    told = kept(
        app, clock, MARK, words=words, name=MARK, desired_outcome=MARK, should_not_see=MARK,
        contact=contact,
    )  # fmt: skip
    path = f"intakes/{told.reference}"
    desk.decide(told.reference, "shield", barred=[barred.id])
    pages = []
    for kind in FORMS:
        desk.open(f"{path}/{kind}")
        assert desk.page
        typed = filled(desk.page.text)
        pages.append(desk.post(f"{path}/{kind}", **typed))
        for name, values in typed.items():
            if len(values) > 1:
                typed[name] = values[:1]
        today = {name: "24/11/2026" for name in typed if re.search(r"(^|_)on$|until|since", name)}
        pages.append(desk.post(f"{path}/{kind}", **{**typed, **today}))
    pages.append(desk.post("find", said=MARK))
    desk.open("take-down")
    pages.append(desk.post("take-down", **{**LETTER, "words": MARK, "name": MARK, "details": MARK}))
    pages += [desk.post("staff/new", name=MARK, email=MARK, roles=[MARK])]
    for one in addresses(app):
        if one.method == "GET" and one.endpoint.startswith(DESKS):
            where = one.path.replace("HH2H-H2HH", told.reference).removeprefix("/care/")
            pages += [desk.open(where), desk.open(f"{where}?said={MARK}&done={MARK}&person={MARK}")]

    shown = [page for page in pages if "&lt;img src=x onerror" in all_of(page)]
    assert len(shown) > len(FORMS)
    for page in pages:
        assert page.status_code < 500, page.request.path
        said = all_of(page)
        found = _ALIVE.search(said)
        assert found is None, (page.request.path, said[found.start() - 80 : found.end() + 80])
