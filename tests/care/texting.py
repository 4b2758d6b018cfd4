"""A child who texts, without a server: the real conversation, at the clock of the test."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from portal.db.intakes import IntakeRow
from portal.domain.taxonomy import MethodOfReceipt
from sms.received import received
from sms.receiving import receive_text
from tests.portal_client import office_of
from tests.servers.texts import text_form
from tests.web.every_page import StandingClock

FIVE = ("They took my phone <3 & nobody said why", "1", "1", "2", "please can somebody tell me")


def a_text(app: Flask, clock: StandingClock, body: str, **more: str) -> str:
    """One text of a child's phone, a minute after the last; our reply."""
    clock.at += timedelta(minutes=1)
    form = {name: [value] for name, value in text_form(body, **more).items()}
    text = received(form)
    assert text is not None
    return receive_text(office_of(app), text, clock.at)


def five_texts(app: Flask, clock: StandingClock) -> str:
    """A child texts five times and answers what we ask; the reference of what that made."""
    for body in FIVE:
        a_text(app, clock, body)
    return reference_of_texts(app)


def reference_of_texts(app: Flask) -> str:
    """The reference of the one intake that came by text."""
    table = IntakeRow.as_table()
    wanted = table.select().where(table.c.method == MethodOfReceipt.TEXT_MESSAGE)
    with office_of(app).database.read() as connection:
        return str(connection.execute(wanted).one().reference)
