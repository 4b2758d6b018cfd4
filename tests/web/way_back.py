"""A child's own page at every point of the way back, in one language, for the walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Flask

from portal.db import comebacks, intakes, links
from portal.domain.comebacks import Comeback
from portal.domain.decisions.talking import Write
from portal.domain.intake import Intake, Words, new_id
from portal.domain.links import LinkKind
from portal.domain.messages import Purpose
from portal.domain.taxonomy import RecordType, Stage
from portal.services import desk, take_over
from tests.child.told import own
from tests.desk_client import a_colleague
from tests.portal_client import Child, office_of

TYPED = "123 <3"
# Stands below a date, whose numbers it must not run on from.
LETTER = "<3 123"
Enter = Callable[[str], Child]


def came_back(app: Flask, clock: Any, enter: Enter, lang: str) -> Iterator[tuple[str, str]]:
    """Name and source of each."""
    officer, place = a_colleague(app), office_of(app)

    def told(**more: Any) -> tuple[str, Intake]:
        words = (Words(TYPED, office_of(app).clock()),)
        code = own(app, language=lang, record_type=RecordType.STATUTORY, words=words, **more)
        return code, behind(app, code)

    for purpose in Purpose:
        code, intake = told()
        with place.database.write() as connection:
            write = Write(purpose, LETTER)
            desk.make(connection, place, officer, intake, write, place.clock())
        child = enter(code)
        yield f"own page, {purpose}", _source(child)
        if purpose is Purpose.STATEMENT:
            child.post("take-over", go="agree")
            yield "own page, agreed", _source(child)
    code, intake = told()
    with place.database.write() as connection:
        write = Write(Purpose.STATEMENT, LETTER)
        desk.make(connection, place, officer, intake, write, place.clock())
    child = enter(code)
    child.post("take-over", go="change")
    yield "own page, not right", _source(child)
    for name, decided in (
        ("assigned", {"assigned_to": officer.id}),
        ("passed", {"passed_to": officer.id}),
        ("stage two", {"stage": Stage.TWO, "stage_two_requested_on": place.clock().date()}),
        ("stage three", {"stage": Stage.THREE}),
    ):
        code, intake = told()
        _change(app, intake, triage=replace(intake.triage, **decided))
        yield f"own page, {name}", _source(enter(code))
    (code, intake), (_, other) = told(), told()
    with place.database.write() as connection:
        links.link(connection, intake.id, other.id, LinkKind.SPLIT)
    yield "own page, split", _source(enter(code))
    code, intake = told()
    clock.at += timedelta(days=20)
    yield "own page, answer late", _source(enter(code))
    child = enter(code)
    child.post("take-over", go="next-step")
    yield "own page, next step", _source(child)
    clock.at -= timedelta(days=20)
    child.post("take-over", go="stop", told_to="yes", later="yes")
    yield "own page, stopped", _source(child)
    yield from _asked(app, enter, told)


def _asked(
    app: Flask, enter: Enter, told: Callable[..., tuple[str, Intake]]
) -> Iterator[tuple[str, str]]:
    code, intake = told()
    place = office_of(app)
    at = place.clock()
    _change(app, intake, closed_at=at, seen_at=at)
    with place.database.write() as connection:
        check = Comeback(new_id(), 2, at, asked_at=at)
        comebacks.put(connection, intake.id, check)
        comebacks.note(connection, check)
    child = enter(code)
    yield "own page, how is it now", _source(child)
    child.post("take-over", go="worse", reply=TYPED)
    yield "own page, worse", _source(child)


def behind(app: Flask, code: str) -> Intake:
    place = office_of(app)
    proof = take_over.prove(place, code, "127.0.0.1")
    with place.database.read() as connection:
        return intakes.load(connection, place.keyring, proof.intake_id)


def _change(app: Flask, intake: Intake, **more: Any) -> None:
    place, after = office_of(app), replace(intake, **more)
    with place.database.write() as connection:
        at = place.inbox_place(after)
        intakes.save_more(connection, place.keyring, after, at, None, place.clock())


def _source(child: Child) -> str:
    assert child.page is not None
    return child.page.text
