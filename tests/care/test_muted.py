"""Muted and blocked phones: texts are kept, danger breaks through, two people block."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import attachments
from portal.db.audit import AuditRow
from portal.db.mutes import MuteRow
from portal.db.texts import TextRow
from portal.domain.flags import FlagName
from portal.services import notices
from tests.care.texting import a_text, reference_of_texts
from tests.desk_client import Desk, the_intake
from tests.portal_client import office_of
from tests.web.every_page import StandingClock

NOISE = "you lot are useless"
DANGER = "he hits me every night"


def texted(app: Flask, clock: StandingClock, desk: Desk) -> str:
    """An intake by text that an officer has seen."""
    a_text(app, clock, "They took my phone")
    reference = reference_of_texts(app)
    desk.open(f"intakes/{reference}")
    return reference


def muted(app: Flask, clock: StandingClock, desk: Desk) -> str:
    """The same, and its phone is muted ten minutes later."""
    reference = texted(app, clock, desk)
    clock.at += timedelta(minutes=10)
    desk.decide(reference, "mute", reason="Rude to everybody")
    assert f"Muted: the phone of {reference}" in desk.text
    return reference


def press(desk: Desk, act: str, **fields: str) -> None:
    """One press on the list."""
    with office_of(desk.app).database.read() as connection:
        phone = connection.scalar(select(MuteRow.as_table().c.conversation_id))
    desk.open("muted")
    desk.post(f"muted/{phone}/{act}", **fields)


def said(app: Flask, reference: str) -> list[str]:
    return [one.text for one in the_intake(app, reference).words]


def kept_texts(app: Flask) -> int:
    with office_of(app).database.read() as connection:
        return connection.scalar(select(func.count()).select_from(TextRow.as_table())) or 0


def actions(app: Flask) -> list[str]:
    table = AuditRow.as_table()
    with office_of(app).database.read() as connection:
        found = list(connection.scalars(select(table.c.action).order_by(table.c.number)))
    return [one for one in found if one.startswith(("mute.", "block."))]


def block(desk: Desk, other: Desk) -> None:
    press(desk, "propose", reason="Threatens my colleagues")
    press(other, "confirm")


def test_a_muted_phone_makes_no_noise_and_its_words_are_kept(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    reference = muted(app, clock, desk)
    notices.plan(office_of(app), clock.at)

    assert a_text(app, clock, NOISE) == ""

    intake = the_intake(app, reference)
    assert said(app, reference)[-1] == NOISE
    assert intake.seen_at is not None
    assert kept_texts(app) == 2
    assert notices.plan(office_of(app), clock.at) == 0
    desk.open("muted")
    assert "Rude to everybody" in desk.text
    assert "Texts since 1" in desk.text
    desk.open(f"intakes/{reference}")
    assert "This phone is muted" in desk.text


@pytest.mark.parametrize("is_blocked", [False, True])
def test_danger_breaks_through(
    app: Flask,
    clock: StandingClock,
    desk: Desk,
    sign_in: Callable[..., Desk],
    is_blocked: bool,
) -> None:
    reference = muted(app, clock, desk)
    if is_blocked:
        block(desk, sign_in())
    notices.plan(office_of(app), clock.at)

    reply = a_text(app, clock, DANGER)

    assert "999" in reply
    intake = the_intake(app, reference)
    assert intake.words[-1].text == DANGER
    assert (intake.is_urgent, intake.seen_at) == (True, None)
    assert notices.plan(office_of(app), clock.at) > 0


@pytest.mark.parametrize("word", ["HELP", "STOP"])
def test_twilios_words_are_as_ever(app: Flask, clock: StandingClock, desk: Desk, word: str) -> None:
    reference = muted(app, clock, desk)

    reply = a_text(app, clock, word)

    assert ("999" in reply) is (word == "HELP")
    assert the_intake(app, reference).seen_at is None


def test_what_it_texts_after_closing_waits_and_is_taken_in_when_it_is_lifted(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    reference = muted(app, clock, desk)
    desk.decide(reference, "close", outcomes=["Explanation"])
    assert a_text(app, clock, NOISE) == ""
    first = clock.at
    assert a_text(app, clock, "and nobody comes") == ""
    assert reference_of_texts(app) == reference
    desk.open("muted")
    assert "2 of them in no intake" in desk.text

    press(desk, "lift")

    assert "No phone is muted." in desk.text
    desk.open("")
    new = next(r for r in _references(app) if r != reference)
    assert said(app, new) == [NOISE, "and nobody comes"]
    assert the_intake(app, new).received_at == first
    a_text(app, clock, "hello again")
    assert said(app, new)[-1] == "hello again"
    assert actions(app) == ["mute.made", "mute.taken-in", "mute.lifted"]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/M/1"}, []),
        ({"ButtonText": "Yes please", "ButtonPayload": "1"}, ["Yes please"]),
    ],
)
def test_what_has_no_body_is_taken_in_like_words(
    app: Flask, clock: StandingClock, desk: Desk, form: dict[str, str], words: list[str]
) -> None:
    reference = muted(app, clock, desk)
    desk.decide(reference, "close", outcomes=["Explanation"])
    a_text(app, clock, "", **form)

    press(desk, "lift")

    [new] = [r for r in _references(app) if r != reference]
    assert said(app, new) == words
    intake = the_intake(app, new)
    assert intake.has_flag(FlagName.NOT_SCREENED) is ("MediaUrl0" in form)
    with office_of(app).database.read() as connection:
        files = attachments.of_intake(connection, office_of(app).keyring, intake.id)
    assert len(files) == len(form.keys() & {"MediaUrl0"})


def _references(app: Flask) -> list[str]:
    from portal.db.intakes import IntakeRow

    with office_of(app).database.read() as connection:
        return list(connection.scalars(select(IntakeRow.as_table().c.reference)))


def test_nobody_blocks_alone_and_one_may_lift_it(
    app: Flask, clock: StandingClock, desk: Desk, sign_in: Callable[..., Desk]
) -> None:
    reference, other = muted(app, clock, desk), sign_in()
    press(desk, "propose", reason="Threatens my colleagues")

    assert "Confirm: block it" not in desk.text
    press(desk, "confirm")
    assert "somebody else must confirm" in desk.text
    press(other, "confirm")
    press(other, "confirm")

    assert "Blocked: the phone of" in other.text
    assert a_text(app, clock, NOISE) == ""
    assert said(app, reference) == ["They took my phone"]
    press(desk, "unblock")
    a_text(app, clock, "sorry")
    assert said(app, reference) == ["They took my phone", "sorry"]
    assert actions(app) == ["mute.made", "block.proposed", "block.confirmed", "block.lifted"]


@pytest.mark.parametrize(("days", "is_due"), [(6, False), (7, True)])
def test_the_inbox_asks_for_a_look_each_week(
    app: Flask,
    clock: StandingClock,
    desk: Desk,
    sign_in: Callable[..., Desk],
    days: int,
    is_due: bool,
) -> None:
    muted(app, clock, desk)
    clock.at += timedelta(days=days)
    desk = sign_in()

    desk.open("")

    assert ("1 muted phone to look at again" in desk.text) is is_due
    press(desk, "keep")
    desk.open("")
    assert "to look at again" not in desk.text


def test_a_reason_is_needed(app: Flask, clock: StandingClock, desk: Desk) -> None:
    reference = texted(app, clock, desk)

    desk.decide(reference, "mute", reason=" ")

    assert "Please say why." in desk.text
    assert actions(app) == []
