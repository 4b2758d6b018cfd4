"""After closing: the child is asked for leave, then how it is; and one sentence for everybody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from portal.db import comebacks, links, outgoing
from portal.domain.comebacks import Answer, Comeback
from portal.domain.flags import WORSE_SINCE
from portal.domain.links import LinkKind
from portal.domain.outgoing import What
from portal.domain.shown_sentences import shown_from
from portal.domain.staff import StaffMember
from portal.services import comeback_checks
from sms.sender import send_due
from sms.sending.line import Line
from tests.care.texting import a_text, reference_of_texts
from tests.desk_client import Desk, the_intake
from tests.portal_client import Child, an_app, office_of
from tests.servers.twilio import Twilio, twilio_api
from tests.web.every_page import StandingClock

SAFE = ("2", "1", "3")
CLOSED = {"outcomes": ["Explanation"]}


def told(app: Flask, clock: StandingClock, *answers: str) -> str:
    for body in ("they took my phone", *answers):
        a_text(app, clock, body)
    return reference_of_texts(app)


def checks(app: Flask, reference: str) -> tuple[Comeback, ...]:
    with office_of(app).database.read() as connection:
        return comebacks.of_intake(connection, the_intake(app, reference).id)


def sent(app: Flask, reference: str) -> list[What]:
    place = office_of(app)
    with place.database.read() as connection:
        found = outgoing.of_intake(connection, place.keyring, the_intake(app, reference).id)
    return [one.what for one in found]


def test_who_said_yes_is_asked_two_and_six_weeks_after(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    reference = told(app, clock, *SAFE)
    desk.decide(reference, "close", **CLOSED, may_ask_later="yes")

    assert [(one.weeks, one.due_at - clock.at) for one in checks(app, reference)] == [
        (2, timedelta(weeks=2)),
        (6, timedelta(weeks=6)),
    ]
    place = office_of(app)
    assert comeback_checks.ask_due(place, clock.at + timedelta(days=13)) == 0
    at = clock.at + timedelta(weeks=2)
    assert [comeback_checks.ask_due(place, at) for _ in range(2)] == [1, 0]
    assert sent(app, reference) == [What.COMEBACK]


@pytest.mark.parametrize(("said", "texts"), [("no", []), ("", [What.MAY_ASK_LATER])])
def test_who_said_no_is_not_asked_and_who_was_not_asked_is_asked_for_leave(
    app: Flask, clock: StandingClock, desk: Desk, said: str, texts: list[What]
) -> None:
    reference = told(app, clock, *SAFE)
    desk.decide(reference, "close", **CLOSED, may_ask_later=said)

    assert (checks(app, reference), sent(app, reference)) == ((), texts)


def test_what_is_opened_again_is_not_asked_about(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    reference = told(app, clock, *SAFE)
    desk.decide(reference, "close", **CLOSED, may_ask_later="yes")
    desk.decide(reference, "reopen", reason="They wrote again")

    assert comeback_checks.ask_due(office_of(app), clock.at + timedelta(weeks=7)) == 0
    assert all(one.over_at for one in checks(app, reference))


def test_by_text_alone_from_leave_to_worse(
    migrated_database_url: str, clock: StandingClock
) -> None:
    with twilio_api() as twilio:
        app = an_app(migrated_database_url, clock=clock, TWILIO_API_URL=twilio.url)
        _by_text_alone(app, clock, twilio)
        office_of(app).database.close()


def _by_text_alone(app: Flask, clock: StandingClock, twilio: Twilio) -> None:
    from tests.desk_client import a_colleague

    place = office_of(app)
    reference = told(app, clock, *SAFE)
    Desk(app, a_colleague(app)).decide(reference, "close", **CLOSED, may_ask_later="")
    send_due(place, Line(place.settings))
    assert "May we text you in some weeks" in twilio.bodies()[-1]
    assert a_text(app, clock, "1") == "Thank you. We wrote that down. Text us more any time."
    old = the_intake(app, reference)
    assert (old.way_back.may_ask_later, old.closed_at is not None) == (True, True)

    clock.at += timedelta(weeks=2)
    comeback_checks.ask_due(place, clock.at)
    send_due(place, Line(place.settings))
    assert "How are things for you now?" in twilio.bodies()[-1]
    reply = a_text(app, clock, "3")
    assert reply.startswith("Thank you for saying so. A person looks at it first.\nIn danger now?")

    first = checks(app, reference)[0]
    assert first.answer is Answer.WORSE
    with place.database.read() as connection:
        [link] = links.of(connection, the_intake(app, reference).id)
    new = the_intake(app, link.reference)
    assert (link.kind, new.is_urgent, new.flags[0]) == (LinkKind.COMEBACK, True, WORSE_SINCE)
    assert new.contact.texting_address == old.contact.texting_address
    # What they text from now on belongs to that.
    a_text(app, clock, "they shout at me")
    assert [one.text for one in the_intake(app, link.reference).words] == ["they shout at me"]
    assert the_intake(app, reference).closed_at is not None


@pytest.mark.parametrize("said", ["1", "2"])
def test_better_or_the_same_by_text_opens_nothing(
    migrated_database_url: str, clock: StandingClock, said: str
) -> None:
    from tests.desk_client import a_colleague

    with twilio_api() as twilio:
        app = an_app(migrated_database_url, clock=clock, TWILIO_API_URL=twilio.url)
        place = office_of(app)
        reference = told(app, clock, *SAFE)
        Desk(app, a_colleague(app)).decide(reference, "close", **CLOSED, may_ask_later="yes")
        clock.at += timedelta(weeks=2)
        comeback_checks.ask_due(place, clock.at)
        send_due(place, Line(place.settings))
        a_text(app, clock, said)
        after = the_intake(app, reference)
        assert after.closed_at is not None
        assert after.words[-1].text == said
        place.database.close()


SENTENCES = (
    "You said the food ran out. Now there is more.",
    "You said nobody rang back. Now somebody does on the same day.",
    "You said your things got lost. Now each move has a list.",
)


def closed_with(app: Flask, desk: Desk, child: Child, sentence: str) -> str:
    child.tell("they took my phone and hid my red shoes")
    child.client.delete_cookie("heard")
    desk.open("inbox?show=new")
    reference = desk.text.split("Open ")[0] and _newest(app)
    desk.decide(reference, "close", **CLOSED, sentence=sentence)
    return reference


def _newest(app: Flask) -> str:
    from sqlalchemy import select

    from portal.db.intakes import IntakeRow

    table = IntakeRow.as_table()
    with office_of(app).database.read() as connection:
        rows = connection.execute(select(table).where(table.c.closed_at.is_(None))).all()
    return str(rows[-1].reference)


def test_three_sentences_are_there_for_everybody_a_month_on(
    app: Flask, clock: StandingClock, officer: StaffMember, child: Child
) -> None:
    desk = Desk(app, officer)
    for sentence in SENTENCES:
        closed_with(app, desk, child, sentence)

    assert "There is nothing here yet." in child.open("you-said").text
    clock.at = clock.at.replace(month=12, day=31)
    assert "There is nothing here yet." in child.open("you-said").text
    clock.at = clock.at.replace(year=2027, month=1, day=1)
    page = child.open("you-said").text
    assert all(sentence in page for sentence in SENTENCES)

    desk = Desk(app, officer)
    desk.open("you-said")
    desk.page = desk.client.get("/care/you-said")
    [action, *_] = [
        part.split('"')[0] for part in desk.page.text.split('action="/care/you-said/')[1:]
    ]
    desk.post(f"you-said/{action}")
    # Two alone would tell whose they are.
    assert "There is nothing here yet." in child.open("you-said").text


@pytest.mark.parametrize(
    "sentence",
    [
        "You said Olu Officer was rude. Now she is not.",
        "On 3 December you said it. We did it.",
        "Ring 01622 123456 now.",
        "Read https://heard.example",
        "They took my phone and hid it, you said.",
        "x" * 301,
    ],
)
def test_what_could_tell_whose_it_is_comes_back(
    app: Flask, desk: Desk, child: Child, sentence: str
) -> None:
    child.tell("they took my phone and hid my red shoes")
    reference = the_intake(app).reference
    page = desk.decide(reference, "close", **CLOSED, sentence=sentence)

    assert page.status_code == 400
    assert sentence in desk.text
    assert the_intake(app).closed_at is None


def test_it_is_shown_from_the_first_of_a_month_four_weeks_or_more_later() -> None:
    for n in range(800):
        closed = date(2026, 1, 1) + timedelta(days=n)
        shown = shown_from(closed)
        assert shown.day == 1
        assert 28 <= (shown - closed).days <= 28 + 31
