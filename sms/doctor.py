"""Whether the text line can work: a request signed as Twilio signs it comes through to us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import requests
from sqlalchemy.exc import SQLAlchemyError
from twilio.request_validator import RequestValidator

from portal.db import carrier_copies, carrier_rounds, counters
from portal.db.database import BusyError
from portal.db.spool import SpoolError, waiting
from portal.services import sending_stopped
from portal.services.doctor.finding import Finding, ill, well
from portal.services.doctor.outside import SECONDS_TO_ANSWER
from portal.services.office import Office
from sms.aside import spool_of
from sms.polling import our_addresses, round_of
from sms.status import STATUS_PATH

# No text of ours has this id, so nothing becomes of it.
_NO_TEXT = "doctor"
_TAKEN, _REFUSED = 204, 403
NOBODY_CAN_SAY = "Nobody can say: the database cannot be read."
_LATE, _LONG = timedelta(hours=1), timedelta(days=4)


def text_line(office: Office) -> Iterator[Finding]:
    """For each public address, and each token; and what was refused today."""
    settings = office.settings
    for base in settings.public_base_urls:
        for number, token in enumerate(settings.auth_tokens, 1):
            address = f"{base}{STATUS_PATH}/{_NO_TEXT}"
            about = f"A text through {base}, token {number}"
            yield _signed(about, address, settings.account_sid, token)
    yield _refused_today(office)
    yield _aside(office)
    yield _sending(office)
    yield _asked(office)
    yield _left_at_twilio(office)


def _signed(about: str, address: str, account: str, token: str) -> Finding:
    form = {"AccountSid": account, "MessageSid": _NO_TEXT, "MessageStatus": "sent"}
    signature = RequestValidator(token).compute_signature(address, form)
    with requests.Session() as session:
        session.trust_env = False
        try:
            answer = session.post(
                address,
                data=form,
                headers={"X-Twilio-Signature": str(signature)},
                timeout=SECONDS_TO_ANSWER,
                allow_redirects=False,
            )
        except requests.RequestException:
            return ill(about, "Nothing answers there: Twilio cannot bring a text.")
    if answer.status_code == _TAKEN:
        return well(about, "A signed request comes through as it was signed.")
    if answer.status_code == _REFUSED:
        return ill(
            about,
            "The signature does not hold: PORTAL_PUBLIC_BASE_URL must be what Twilio is told,"
            " and no proxy may change path, query or form.",
        )
    return ill(about, f"It answers {answer.status_code} where it should take a request: the proxy.")


def _aside(office: Office) -> Finding:
    about = "Texts that the database could not take"
    try:
        with spool_of(office).held():
            count = waiting(office.settings.text_spool)
    except SpoolError:
        return ill(about, "They have no place: PORTAL_TEXT_SPOOL must be a folder of ours.")
    if count:
        return ill(about, f"{count} on the disk: `flask worker` must run here, and take them in.")
    return well(about, "None waits, and there is room for them.")


def _asked(office: Office) -> Finding:
    about = "Texts that never arrived"
    if not office.settings.poll_minutes:
        return well(about, "Twilio is not asked for them: TWILIO_POLL_MINUTES is 0.")
    names = [round_of(address) for address in our_addresses(office.settings)]
    try:
        with office.database.read() as connection:
            until = carrier_rounds.behind(connection, names)
    except (SQLAlchemyError, BusyError):
        return ill(about, NOBODY_CAN_SAY)
    often = timedelta(minutes=office.settings.poll_minutes)
    if until and office.clock() - until > max(_LATE, often * 3):
        return ill(
            about,
            f"Twilio's list was last read to its end at {until:%d %B, %H:%M} UTC:"
            " `flask worker` must run, and the first token must be the account's.",
        )
    return well(about, "Twilio is asked for them." if until else "`flask worker` asks for them.")


def _sending(office: Office) -> Finding:
    about = "Texts to children"
    try:
        with office.database.read() as connection:
            is_stopped = sending_stopped.is_stopped(connection)
    except (SQLAlchemyError, BusyError):
        return ill(about, NOBODY_CAN_SAY)
    if is_stopped:
        return ill(
            about,
            "They wait, for Twilio does not take them: look at the account, its balance, the first"
            " token and the numbers there.",
        )
    return well(about, "Nothing stops them.")


def _left_at_twilio(office: Office) -> Finding:
    about = "Texts that Twilio still keeps"
    try:
        with office.database.read() as connection:
            since = carrier_copies.waiting_since(connection)
    except (SQLAlchemyError, BusyError):
        return ill(about, NOBODY_CAN_SAY)
    if since and office.clock() - since > _LONG:
        return ill(
            about,
            f"One since {since:%d %B}: `flask worker` must run, the first token must be the"
            " account's, and what Twilio is not done with after two weeks is deleted by hand.",
        )
    return well(about, "None for long.")


def _refused_today(office: Office) -> Finding:
    about = "Requests that were refused today"
    try:
        with office.database.read() as connection:
            at = office.clock().date()
            count = counters.counted(connection, counters.REFUSED_WEBHOOK, at)
    except (SQLAlchemyError, BusyError):
        return ill(about, NOBODY_CAN_SAY)
    if count:
        return ill(about, f"{count}: if they were Twilio's, address or token is wrong.")
    return well(about, "None.")
