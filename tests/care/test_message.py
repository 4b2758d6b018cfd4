"""Somebody writes to a child: what comes of it is said first; what they forbade cannot go."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from portal.db import messages, outgoing
from portal.domain.messages import Message, Purpose
from portal.domain.outgoing import Standing, What
from portal.domain.staff import StaffMember
from portal.domain.taxonomy import ContactWay
from tests.care.texting import a_text, reference_of_texts
from tests.desk_client import Desk, the_intake
from tests.portal_client import Child, office_of
from tests.web.every_page import StandingClock

HELLO = "We read it today. We ring you on Friday."
# No advocate, then whether texts are safe, and not sure about care.
SAFE, NEUTRAL, ANOTHER = ("2", "1", "3"), ("2", "2"), ("2", "3")


def told(app: Flask, clock: StandingClock, *answers: str) -> str:
    """A child told us by text, and answered so; the reference."""
    for body in ("they took my phone and read my diary", *answers):
        a_text(app, clock, body)
    return reference_of_texts(app)


def written(app: Flask) -> tuple[Message, ...]:
    """What was written to the one child."""
    place, intake = office_of(app), the_intake(app)
    with place.database.read() as connection:
        return messages.of_intake(connection, place.keyring, intake.id)


def texts(app: Flask) -> list[tuple[What, Standing, str]]:
    """What is to go to the one child as a text."""
    place, intake = office_of(app), the_intake(app)
    with place.database.read() as connection:
        found = outgoing.of_intake(connection, place.keyring, intake.id)
    return [(one.what, one.standing, one.body) for one in found]


def test_a_message_is_kept_goes_as_a_text_and_stands_in_the_conversation(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    reference = told(app, clock, *SAFE)
    desk.decide(reference, "message", purpose="message", text=HELLO)

    assert [(one.text, one.purpose) for one in written(app)] == [(HELLO, Purpose.MESSAGE)]
    assert texts(app) == [(What.MESSAGE, Standing.WAITING, HELLO)]
    assert f"Olu Officer wrote, Tue 24 Nov 2026, 10:0{clock.at.minute}" in desk.text
    assert "As a text: goes in a moment" in desk.text
    assert "Not read on their page yet" in desk.text


@pytest.mark.parametrize(
    ("purpose", "field"),
    [("acknowledgement", "acknowledged"), ("answer", "answer_sent")],
)
def test_what_it_is_counts_as_done(
    app: Flask, clock: StandingClock, desk: Desk, purpose: str, field: str
) -> None:
    reference = told(app, clock, *SAFE)
    desk.decide(reference, "message", purpose=purpose, text=HELLO)

    done = getattr(the_intake(app).triage, field)
    assert (done.on, done.how) == (clock.at.date(), "By text, and on their own page")


def test_a_statement_waits_for_the_child(app: Flask, clock: StandingClock, desk: Desk) -> None:
    reference = told(app, clock, *SAFE)
    desk.decide(reference, "message", purpose="statement", text="You want your phone back.")

    waits = the_intake(app).way_back.to_agree
    assert waits is not None
    assert (waits.id, waits.text) == (written(app)[0].id, "You want your phone back.")
    assert [what for what, _, _ in texts(app)] == [What.STATEMENT]


@pytest.mark.parametrize(
    ("answers", "why", "goes"),
    [
        (SAFE, "It goes as a text, to the phone that ends in 123.", [What.MESSAGE]),
        (NEUTRAL, "They said: no texts about it. Only that there is news.", [What.NEWS]),
        (ANOTHER, "They said: not on the phone that texted us.", []),
        (("2",), "They have not said that texts are safe.", []),
        ((*SAFE, "STOP"), "They texted STOP. No text may go to them", []),
    ],
    ids=["safe", "neutral", "another way", "not said", "stop"],
)
def test_the_page_says_beforehand_what_goes_and_why_no_more(
    app: Flask,
    clock: StandingClock,
    desk: Desk,
    answers: tuple[str, ...],
    why: str,
    goes: list[What],
) -> None:
    reference = told(app, clock, *answers)
    desk.open(f"intakes/{reference}/message")

    assert why in desk.text
    desk.decide(reference, "message", purpose="message", text=HELLO)
    assert [what for what, _, _ in texts(app)] == goes
    assert len(written(app)) == 1


def test_a_child_who_wants_no_contact_gets_none(
    app: Flask, clock: StandingClock, desk: Desk, child: Child
) -> None:
    child.tell("they took my phone")
    reference = the_intake(app).reference
    desk.open(f"intakes/{reference}/message")

    assert "No text goes. We have no mobile number of theirs." in desk.text
    desk.post(f"intakes/{reference}/message", purpose="answer", text=HELLO)
    assert the_intake(app).triage.answer_sent.how == "On their own page"  # type: ignore[union-attr]
    assert texts(app) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("We read your complaint.", "complaint"),
        ("Ask your social worker.", "social worker"),
        ("The Council has it.", "Council"),
        ("Read it at https://heard.example/en", "https://heard.example/en"),
        ("Olu rings you.", "Olu"),
        ("Did they say you read my diary first?", "read my diary"),
    ],
)
def test_what_no_text_may_say_comes_back_with_every_word(
    app: Flask, clock: StandingClock, desk: Desk, text: str, shown: str
) -> None:
    reference = told(app, clock, *SAFE)
    if "diary" in text:
        text, shown = "They took my phone and read it?", "they took my phone"
    page = desk.decide(reference, "message", purpose="message", text=text)

    assert page.status_code == 400
    assert text in desk.text
    assert shown.casefold() in desk.text.casefold()
    assert (written(app), texts(app)) == ((), [])


def test_on_their_own_page_alone_it_may_say_what_it_is_about(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    reference = told(app, clock, *NEUTRAL)
    answer = "We looked at your complaint. The council says sorry."
    desk.decide(reference, "message", purpose="answer", text=answer)

    assert [one.text for one in written(app)] == [answer]
    assert [(what, body) for what, _, body in texts(app)] == [(What.NEWS, "")]


@pytest.mark.parametrize("word", ["I will ring you.", "We ring in the day.", "That may be hard."])
def test_a_colleague_s_name_that_is_a_word_stops_nothing(
    app: Flask, clock: StandingClock, desk: Desk, sign_in: object, word: str
) -> None:
    sign_in("Will May Day")  # type: ignore[operator]
    reference = told(app, clock, *SAFE)
    desk.decide(reference, "message", purpose="message", text=word)

    assert [one.text for one in written(app)] == [word]


def test_checking_it_saves_nothing_and_says_how_it_looks(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    reference = told(app, clock, *SAFE)
    desk.open(f"intakes/{reference}/message")
    long = "We have now had the opportunity to consider everything that you said. " * 5
    desk.post(f"intakes/{reference}/message", purpose="message", text=long, go="check")

    assert written(app) == ()
    assert long.strip()[:40] in desk.text
    assert "3 texts long (GSM-7), about 12 p." in desk.text
    assert re.search(r"Reading age: about 1\d\.", desk.text)
    assert "It is hard to read for somebody of 9." in desk.text
    assert "It is long for a text." in desk.text


def test_a_curly_quote_makes_a_text_dear_and_the_page_says_so(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    reference = told(app, clock, *SAFE)
    desk.open(f"intakes/{reference}/message")
    text = "We haven’t forgotten. " * 6
    desk.post(f"intakes/{reference}/message", purpose="message", text=text, go="check")

    assert "2 texts long (UCS-2)" in desk.text


def test_the_panel_comes_alone_for_whoever_is_typing(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    reference = told(app, clock, *SAFE)
    desk.open(f"intakes/{reference}/message")
    page = desk.post(
        f"intakes/{reference}/message/check", purpose="message", text="Your complaint."
    )

    assert page.status_code == 200
    assert "It cannot go like this" in desk.text
    assert "they took my phone" not in desk.text
    assert written(app) == ()


def test_it_is_quiet_at_night_and_the_page_says_when_it_goes(
    app: Flask, clock: StandingClock, officer: StaffMember
) -> None:
    reference = told(app, clock, *SAFE)
    clock.at = clock.at.replace(hour=21)
    desk = Desk(app, officer)
    desk.open(f"intakes/{reference}/message")

    assert "It is quiet now: the text goes on Wednesday at 8:00." in desk.text


def test_a_phone_that_was_silent_is_asked_first(
    app: Flask, clock: StandingClock, officer: StaffMember
) -> None:
    reference = told(app, clock, *SAFE)
    clock.at += timedelta(days=29)
    desk = Desk(app, officer)
    desk.open(f"intakes/{reference}/message")

    assert "First we ask whether the phone that ends in 123 is theirs" in desk.text


def test_a_number_that_a_child_typed_is_asked_first_as_well(
    app: Flask, desk: Desk, child: Child
) -> None:
    child.answer("what-happened", words="they took my phone")
    child.answer("how-to-reach-you", way=ContactWay.TEXT.value, details="07700 900456")
    child.open("check")
    child.post("check", go="send")
    reference = the_intake(app).reference
    desk.decide(reference, "message", purpose="message", text=HELLO)

    assert sorted((what, standing) for what, standing, _ in texts(app)) == [
        (What.MESSAGE, Standing.HELD),
        (What.THIS_PHONE, Standing.WAITING),
    ]


def test_pressing_send_twice_writes_once(app: Flask, clock: StandingClock, desk: Desk) -> None:
    reference = told(app, clock, *SAFE)
    desk.open(f"intakes/{reference}/message")
    fields = dict(desk.hidden)
    for _ in range(2):
        desk.hidden = fields
        desk.post(f"intakes/{reference}/message", purpose="message", text=HELLO)

    assert len(written(app)) == 1
    assert "Somebody was quicker" in desk.text
