"""Behind the code words: where it is, what we wrote, and one press for what a child may do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import comebacks, intakes, links, messages, staff
from portal.db.intakes import IntakeRow
from portal.domain.comebacks import Comeback
from portal.domain.decisions import Decision
from portal.domain.decisions.talking import Write
from portal.domain.flags import WORSE_SINCE, Flag, FlagName
from portal.domain.intake import Intake, SafeContact, new_id
from portal.domain.links import LinkKind
from portal.domain.messages import Purpose
from portal.domain.staff import StaffMember
from portal.domain.taxonomy import ContactWay, RecordType, Stage
from portal.domain.triage import AskedToStop
from portal.domain.way_back import Did, Means
from portal.services import desk
from tests.child.clock import Clock
from tests.child.told import enter, own
from tests.desk_client import a_colleague, the_intake
from tests.portal_client import Child, last_record, office_of, records

ANSWER = "We talked with your carer. You get your phone back."
OFFER = "You can ask for the next step"


@pytest.fixture
def child(app: Flask) -> Child:
    return Child(app.test_client(use_cookies=False))


@pytest.fixture
def officer(app: Flask) -> StaffMember:
    return a_colleague(app)


@pytest.fixture
def decides(app: Flask, officer: StaffMember) -> Callable[[Decision], Intake]:
    """`decides(Write(...))`: an officer decides about the one intake."""

    def decide(decision: Decision) -> Intake:
        place, intake = office_of(app), the_intake(app)
        with place.database.write() as connection:
            return desk.make(connection, place, officer, intake, decision, place.clock())

    return decide


def changed(app: Flask, **more: Any) -> None:
    """The one intake is kept with this."""
    place = office_of(app)
    after = replace(the_intake(app), **more)
    with place.database.write() as connection:
        at = place.inbox_place(after)
        intakes.save_more(connection, place.keyring, after, at, None, place.clock())


def now_here(child: Child) -> str:
    """The step that the page marks."""
    assert child.page is not None
    [found] = re.findall(r'aria-current="step"><b>(.*?)</b>', child.page.text)
    return str(found)


def test_where_it_is_follows_what_customer_care_do(
    app: Flask, child: Child, officer: StaffMember, decides: Callable[[Decision], Intake]
) -> None:
    code = own(app)
    assert now_here(enter(child, code)) == "We have it"
    changed(app, seen_at=office_of(app).clock())
    assert now_here(enter(child, code)) == "A person has read it"
    changed(app, triage=replace(the_intake(app).triage, assigned_to=officer.id))
    assert now_here(enter(child, code)) == "Someone is working on it"
    assert "A person in our team looks after it." in child.text
    decides(Write(Purpose.ANSWER, ANSWER))
    assert now_here(enter(child, code)) == "We have answered"
    changed(app, closed_at=office_of(app).clock())
    assert now_here(enter(child, code)) == "It is finished"
    assert officer.name not in child.text


def test_what_we_wrote_is_new_once(
    app: Flask, child: Child, decides: Callable[[Decision], Intake]
) -> None:
    code = own(app)
    decides(Write(Purpose.ANSWER, ANSWER))

    enter(child, code)
    assert (ANSWER in child.text, "There is news for you." in child.text) == (True, True)
    enter(child, code)
    assert (ANSWER in child.text, "There is news for you." in child.text) == (True, False)
    place = office_of(app)
    with place.database.read() as connection:
        [one] = messages.of_intake(connection, place.keyring, the_intake(app).id)
    assert one.read_at is not None


def test_a_child_writes_back_and_it_comes_to_the_top_again(
    app: Flask, child: Child, decides: Callable[[Decision], Intake]
) -> None:
    code = own(app)
    decides(Write(Purpose.ANSWER, ANSWER))
    changed(app, seen_at=office_of(app).clock(), closed_at=office_of(app).clock())
    enter(child, code).post("take-over", go="send", reply="no i did NOT <3")

    after = the_intake(app)
    assert after.words[-1].text == "no i did NOT <3"
    assert (after.seen_at, after.closed_at) == (None, None)
    assert last_record(app)["words"][-1]["text"] == "no i did NOT <3"


@pytest.mark.parametrize(("press", "agreed"), [("agree", True), ("change", False)])
def test_what_we_understood_is_agreed_or_put_right(
    app: Flask, child: Child, decides: Callable[[Decision], Intake], press: str, agreed: bool
) -> None:
    code = own(app)
    decides(Write(Purpose.STATEMENT, "You want your phone back."))
    enter(child, code)
    child.post("take-over", go=press, wrong="" if agreed else "and my charger")

    [statement] = the_intake(app).way_back.statements
    assert (statement.agreed_at is not None, statement.change_asked_at is not None) == (
        agreed,
        not agreed,
    )
    assert ("and my charger" in [one.text for one in the_intake(app).words]) is not agreed
    [said] = last_record(app)["way_back"]["statements"]
    assert bool(said["agreed_at"]) is agreed
    assert "That is right" not in child.text
    assert ("You said: that is right." in child.text) is agreed
    assert ("You said: that is not right." in child.text) is not agreed


def test_what_was_read_stays_read_when_it_is_to_be_looked_at_again(
    app: Flask, child: Child, decides: Callable[[Decision], Intake]
) -> None:
    code = own(app)
    decides(Write(text="We read it."))
    changed(app, seen_at=None)
    assert "A person has read it It is here now" in enter(child, code).text


def test_an_answer_s_statement_cannot_be_agreed_to_once_another_waits(
    app: Flask, child: Child, decides: Callable[[Decision], Intake]
) -> None:
    code = own(app)
    decides(Write(Purpose.STATEMENT, "First."))
    enter(child, code)
    decides(Write(Purpose.STATEMENT, "Second."))
    child.post("take-over", go="agree")

    assert the_intake(app).way_back.agreed is None
    assert the_intake(app).way_back.to_agree is not None


def test_the_next_step_is_there_once_the_day_is_over_and_one_press_asks(
    app: Flask, child: Child, clock: Clock
) -> None:
    code = own(app, record_type=RecordType.STATUTORY)
    assert "I want the next step" not in enter(child, code).text
    clock.move(timedelta(days=25))

    enter(child, code)
    assert "We are late, and that is our fault." in child.text
    child.post("take-over", go="next-step")
    after = the_intake(app)
    assert (after.triage.stage, after.triage.stage_two_requested_on) == (
        Stage.TWO,
        office_of(app).clock().date(),
    )
    assert after.way_back.has(Did.ASKED_NEXT_STEP, Stage.ONE)
    assert "You asked for the next step." in child.text
    assert "I want the next step" not in enter(child, code).text
    with office_of(app).database.read() as connection:
        assert intakes.how_many(connection) == 1


def test_who_is_not_happy_with_the_answer_may_ask_as_well(
    app: Flask, child: Child, decides: Callable[[Decision], Intake]
) -> None:
    code = own(app, record_type=RecordType.STATUTORY)
    decides(Write(Purpose.ANSWER, ANSWER))
    enter(child, code)

    assert "Not happy with the answer?" in child.text
    child.post("take-over", go="next-step")
    decided = the_intake(app).triage
    assert (decided.stage, decided.answer_sent) == (Stage.TWO, None)
    assert decided.stage_one_answer is not None


@pytest.mark.parametrize(
    ("told_to", "rule"),
    [("yes", "told-to-stop"), ("not_sure", "not-sure-if-told-to-stop"), ("no", ""), ("", "")],
)
def test_stopping_throws_nothing_away_and_asks_gently(
    app: Flask, child: Child, told_to: str, rule: str
) -> None:
    code = own(app)
    before = the_intake(app).words
    enter(child, code).post("take-over", go="stop", told_to=told_to)

    after = the_intake(app)
    assert after.words == before
    assert after.triage.withdrawn is not None
    wanted = AskedToStop(told_to) if told_to else AskedToStop.NOT_ASKED
    assert after.triage.withdrawn.asked_to_stop is wanted
    assert (Flag(FlagName.URGENT, rule) in after.flags) is bool(rule)
    assert "You asked us to stop. Nothing was thrown away." in child.text

    child.post("take-over", go="go-on")
    assert the_intake(app).triage.withdrawn is None
    assert [one.did for one in the_intake(app).way_back.steps] == [Did.ASKED_TO_STOP, Did.GOES_ON]


def test_a_child_changes_how_they_are_reached_and_customer_care_see_it(
    app: Flask, child: Child
) -> None:
    code = own(app, contact=SafeContact(way=ContactWay.LETTER, details="1 High Street"))
    enter(child, code).post("take-over", go="send", way="text", details="07700 900456")

    after = the_intake(app)
    assert (after.contact.way, after.contact.details) == (ContactWay.TEXT, "07700 900456")
    assert after.way_back.last(Did.CHANGED_CONTACT) is not None
    assert after.seen_at is None


def test_what_is_left_out_of_how_to_reach_them_stays(app: Flask, child: Child) -> None:
    code = own(app, contact=SafeContact(way=ContactWay.CALL, details="07700 900456"))
    enter(child, code).post("take-over", go="send", times="after 4")

    contact = the_intake(app).contact
    assert (contact.way, contact.details, contact.best_times) == (
        ContactWay.CALL,
        "07700 900456",
        "after 4",
    )


def test_whether_we_may_ask_later_is_kept_and_opens_nothing(app: Flask, child: Child) -> None:
    code = own(app)
    at = office_of(app).clock()
    changed(app, closed_at=at, seen_at=at)
    enter(child, code).post("take-over", go="send", later="yes")

    after = the_intake(app)
    assert (after.way_back.may_ask_later, after.closed_at) == (True, at)
    with office_of(app).database.read() as connection:
        assert [one.weeks for one in comebacks.of_intake(connection, after.id)] == [2, 6]


@pytest.fixture
def asked(app: Flask) -> str:
    """A closed intake whose check waits; its code words."""
    code = own(app)
    at = office_of(app).clock()
    changed(app, closed_at=at, seen_at=at)
    with office_of(app).database.write() as connection:
        one = Comeback(new_id(), 2, at, asked_at=at)
        comebacks.put(connection, the_intake(app).id, one)
        comebacks.note(connection, one)
    return code


@pytest.mark.parametrize(("press", "did"), [("better", Did.BETTER), ("same", Did.SAME)])
def test_better_or_the_same_opens_nothing(
    app: Flask, child: Child, asked: str, press: str, did: Did
) -> None:
    enter(child, asked)
    assert "How is it now?" in child.text
    child.post("take-over", go=press)

    after = the_intake(app)
    assert after.closed_at is not None
    assert [(one.did, one.by) for one in after.way_back.steps] == [(did, Means.PAGE)]
    assert "How is it now?" not in child.text


def test_worse_opens_an_urgent_intake_linked_to_the_old(
    app: Flask, child: Child, asked: str
) -> None:
    enter(child, asked).post("take-over", go="worse", reply="they shout at me now")
    old, new = both(app)

    assert old.closed_at is not None
    assert [one.text for one in new.words] == ["they shout at me now"]
    assert WORSE_SINCE in new.flags
    assert new.is_urgent
    with office_of(app).database.read() as connection:
        [link] = links.of(connection, new.id)
    assert (link.kind, link.reference) == (LinkKind.COMEBACK, old.reference)
    assert "You told us that it got worse." in child.text
    [of_old] = [one for one in records(app) if one["reference"] == old.reference]
    assert of_old["way_back"]["comeback_checks"][0]["answer"] == "worse"


def test_worse_without_a_word_says_enough(app: Flask, child: Child, asked: str) -> None:
    enter(child, asked)
    page = dict(child.hidden)
    for _press in range(2):
        child.hidden = page
        child.post("take-over", go="worse")
    _old, new = both(app)

    assert new.words == ()
    assert new.is_urgent


def both(app: Flask) -> tuple[Intake, Intake]:
    """The two intakes there are, the older first."""
    place, table = office_of(app), IntakeRow.as_table()
    with place.database.read() as connection:
        ids = connection.scalars(select(table.c.id).order_by(table.c.received_at)).all()
        first, second = (intakes.load(connection, place.keyring, one) for one in ids)
    return first, second


def test_whoever_was_kept_out_of_the_old_one_is_kept_out_of_the_new(
    app: Flask, child: Child, asked: str
) -> None:
    dave = a_colleague(app, "Dave Day")
    triage = replace(the_intake(app).triage, names_matched=True, barred=(dave.id,))
    changed(app, triage=triage, should_not_see="Dave")
    enter(child, asked).post("take-over", go="worse", reply="Dave again")
    _old, new = both(app)

    place = office_of(app)
    with place.database.read() as connection:
        account = staff.get(connection, place.keyring, dave.id)
        assert account
        with pytest.raises(desk.UnknownIntakeError):
            desk.find(connection, place, account.member, new.reference)


@pytest.mark.parametrize("press", ["agree", "next-step", "stop", "better"])
def test_a_button_of_another_day_changes_nothing_and_loses_no_word(
    app: Flask, child: Child, press: str
) -> None:
    enter(child, own(app)).post("take-over", go=press, reply="still here")

    assert "still here" in [one.text for one in the_intake(app).words]
    if press != "stop":
        assert the_intake(app).way_back.steps == ()
