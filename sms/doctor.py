"""Whether the text line can work: a request signed as Twilio signs it comes through to us."""

from __future__ import annotations

from collections.abc import Iterator

import requests
from sqlalchemy.exc import SQLAlchemyError
from twilio.request_validator import RequestValidator

from portal.db import counters
from portal.db.database import BusyError
from portal.db.spool import SpoolError, waiting
from portal.services.doctor.finding import Finding, ill, well
from portal.services.doctor.outside import SECONDS_TO_ANSWER
from portal.services.office import Office
from sms.aside import spool_of
from sms.status import STATUS_PATH

# No text of ours has this id, so nothing becomes of it.
_NO_TEXT = "doctor"
_TAKEN, _REFUSED = 204, 403


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


def _refused_today(office: Office) -> Finding:
    about = "Requests that were refused today"
    try:
        with office.database.read() as connection:
            at = office.clock().date()
            count = counters.counted(connection, counters.REFUSED_WEBHOOK, at)
    except (SQLAlchemyError, BusyError):
        return ill(about, "Nobody can say: the database cannot be read.")
    if count:
        return ill(about, f"{count}: if they were Twilio's, address or token is wrong.")
    return well(about, "None.")
