"""What the register reads of a decision: all of it, with names; and nothing asked for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event, insert

from portal.db.links import LinkRow
from portal.domain.intake import Words
from portal.services import intake as intake_service
from tests.desk_client import Desk, the_intake
from tests.portal_client import Child, office_of, records

WORDS = "They moved me again"


@contextmanager
def asked(app: Flask) -> Iterator[list[str]]:
    """The statements of this block."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    engine = office_of(app).database.engine
    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def say_more(app: Flask, text: str) -> None:
    place = office_of(app)
    said = Words(text, place.clock(), is_new=True)
    with place.database.write() as connection:
        intake_service.add(connection, place, the_intake(app), said, place.clock())


def test_a_decision_stands_in_the_record_with_the_name_of_whoever_has_it(
    app: Flask, child: Child, desk: Desk
) -> None:
    child.tell(WORDS)
    assert records(app)[-1]["triage"] is None
    assert desk.member

    desk.decide(the_intake(app).reference, "assign", assigned_to=desk.member.id)

    record = records(app)[-1]
    assert record["triage"]["assigned_to"] == "Olu Officer"
    assert record["triage"]["decisions"] == 1
    assert record["triage"]["decided_at"] == "2026-11-24T10:00:00Z"
    assert record["answer_by"] == record["triage"]["answer_without_pause"] == "2026-12-08"


def test_words_that_come_after_a_decision_take_nothing_of_it_away(
    app: Flask, child: Child, desk: Desk
) -> None:
    child.tell(WORDS)
    assert desk.member
    desk.decide(the_intake(app).reference, "assign", assigned_to=desk.member.id)

    say_more(app, "and again")

    record = records(app)[-1]
    assert [said["text"] for said in record["words"]] == [WORDS, "and again"]
    assert (record["triage"]["assigned_to"], record["triage"]["decisions"]) == ("Olu Officer", 1)


def test_an_intake_that_belongs_with_another_names_it_from_either_side(
    app: Flask, child: Child, desk: Desk
) -> None:
    child.tell(WORDS)
    assert desk.member
    first = the_intake(app)
    Child(app.test_client()).tell("The same")
    other = next(one["reference"] for one in records(app) if one["reference"] != first.reference)
    pair = sorted((first.id, the_intake(app, other).id))
    with office_of(app).database.write() as connection:
        row = {"first_id": pair[0], "second_id": pair[1], "kind": "duplicate"}
        connection.execute(insert(LinkRow.as_table()), row)

    for one, its_other in ((first.reference, other), (other, first.reference)):
        desk.decide(one, "assign", assigned_to=desk.member.id)
        linked = [r["triage"]["linked"] for r in records(app) if r["reference"] == one][-1]
        assert linked == [{"kind": "duplicate", "reference": its_other}]


def test_where_nothing_was_decided_nobody_asks_the_database_for_it(
    app: Flask, child: Child
) -> None:
    with asked(app) as statements:
        child.tell(WORDS)
        say_more(app, "and again")

    assert len(records(app)) == 1
    # What belongs together may do so before anybody decided: texts after closing.
    beside = ("FROM decision", "FROM staff ")
    assert not [said for said in statements if any(table in said for table in beside)]
