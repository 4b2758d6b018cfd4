"""Texts that are another matter become an intake of their own, in one press."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import select

from portal.db import links
from portal.db.register_queue import RegisterQueueRow
from portal.domain.intake import Intake
from portal.domain.links import LinkKind
from tests.care.texting import a_text, reference_of_texts
from tests.child.told import enter
from tests.desk_client import Desk, the_intake
from tests.portal_client import Child, office_of
from tests.web.every_page import StandingClock

FIRST, SECOND, THIRD = "They took my phone", "My bus never comes", "it is late each day"


def told(app: Flask, clock: StandingClock) -> str:
    for body in (FIRST, SECOND, THIRD):
        a_text(app, clock, body)
    return reference_of_texts(app)


def said(intake: Intake) -> list[str]:
    return [one.text for one in intake.words]


def press(desk: Desk, reference: str, at: int = 1) -> str:
    """Open it and split off from there; the reference of what that led to."""
    desk.open(f"intakes/{reference}")
    when = the_intake(desk.app, reference).words[at].said_at.isoformat()
    return pressed(desk, reference, when)


def pressed(desk: Desk, reference: str, when: str) -> str:
    desk.post(f"intakes/{reference}/split-off", said_at=when)
    assert desk.page
    assert desk.page.status_code == 200
    return desk.page.request.path.rpartition("/")[2]


def records(app: Flask, reference: str) -> list[dict[str, Any]]:
    table = RegisterQueueRow.as_table()
    rows = select(table.c.data).where(table.c.subject == reference).order_by(table.c.seq)
    with office_of(app).database.read() as connection:
        return list(connection.scalars(rows))


def test_one_press_makes_two_intakes_of_one(app: Flask, clock: StandingClock, desk: Desk) -> None:
    old = told(app, clock)
    before = the_intake(app, old)

    new = press(desk, old)

    assert new != old
    after, made = the_intake(app, old), the_intake(app, new)
    assert (after.words, made.words) == (before.words[:1], before.words[1:])
    assert made.received_at == before.words[1].said_at
    assert made.contact == before.contact
    with office_of(app).database.read() as connection:
        (link,) = links.of(connection, after.id)
    assert (link.kind, link.reference) == (LinkKind.SPLIT, new)
    assert "split off the other" in desk.text
    assert old in desk.text
    one, other = records(app, old)[-1], records(app, new)[-1]
    assert [w["text"] for w in one["words"]] == [FIRST]
    assert [w["text"] for w in other["words"]] == [SECOND, THIRD]
    assert one["linked"] == [{"kind": "split", "reference": new}]
    assert other["linked"] == [{"kind": "split", "reference": old}]


def test_what_the_phone_texts_next_goes_to_the_newer_one(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    old = told(app, clock)
    new = press(desk, old)

    a_text(app, clock, "and the driver shouts")

    assert said(the_intake(app, old)) == [FIRST]
    assert said(the_intake(app, new)) == [SECOND, THIRD, "and the driver shouts"]


def test_the_child_reads_that_a_part_is_dealt_with_by_itself_and_no_word_of_it(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    a_text(app, clock, FIRST)
    a_text(app, clock, "2")
    code_words = a_text(app, clock, "3").splitlines()[-1]
    a_text(app, clock, SECOND)
    old = reference_of_texts(app)
    at = next(n for n, one in enumerate(the_intake(app, old).words) if one.text == SECOND)
    new = press(desk, old, at)

    child = Child(app.test_client(use_cookies=False))
    enter(child, code_words)

    assert "We look at a part of what you told us by itself." in child.text
    assert f"That part has its own reference: {new}" in child.text
    assert FIRST in child.text
    assert SECOND not in child.text


def test_a_second_press_changes_nothing(app: Flask, clock: StandingClock, desk: Desk) -> None:
    old = told(app, clock)
    when = the_intake(app, old).words[1].said_at.isoformat()
    new = press(desk, old)
    versions = len(records(app, old)), len(records(app, new))

    desk.open(f"intakes/{old}")

    assert pressed(desk, old, when) == new
    assert (len(records(app, old)), len(records(app, new))) == versions


def test_the_first_words_cannot_be_split_off(app: Flask, clock: StandingClock, desk: Desk) -> None:
    old = told(app, clock)

    assert press(desk, old, at=0) == old

    assert said(the_intake(app, old)) == [FIRST, SECOND, THIRD]
    assert "Nothing was split off" in desk.text
    assert desk.text.count("Split off from here") == 2


def test_a_closed_one_offers_no_split(app: Flask, clock: StandingClock, desk: Desk) -> None:
    old = told(app, clock)
    desk.decide(old, "close", outcomes=["Explanation"])

    desk.open(f"intakes/{old}")

    assert "Split off from here" not in desk.text


def test_danger_in_what_is_split_off_is_first_in_the_new_one(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    a_text(app, clock, FIRST)
    a_text(app, clock, "he hits me every night")
    old = reference_of_texts(app)

    new = press(desk, old)

    assert the_intake(app, new).is_urgent
    assert the_intake(app, old).is_urgent
