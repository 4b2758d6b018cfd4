"""Ask Twilio for the texts that never arrived: whatever befell its webhook, nothing is lost.

What is new is taken in by the way that every text goes, the oldest first: by its MessageSid it is
kept once. What is younger than two minutes may still arrive, and what waits on the disk is here
already. What the database will not take waits on the disk too.

The same list knows the replies that went along with our answers: of them we have no other name,
and Twilio is to keep nothing of them either.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from portal.db import texts
from portal.db.database import BusyError
from portal.services.office import Office
from portal.settings import Settings
from portal.settings.texting import AtTwilio
from sms.account import INBOUND, REPLIED, Account, Listed, Page, RefusedError
from sms.aside import put_aside, spool_of
from sms.clearing_later import clear_later
from sms.prompts import Told
from sms.reading import Dealt, Reading, read_on
from sms.received import received
from sms.receiving import receive_text

# Longer than Twilio goes on trying to bring a text.
STILL_ARRIVES = timedelta(minutes=2)
_AT_ONCE = 100
_OUTAGES = (OperationalError, InterfaceError, NoConnectionError, BusyError)
_log = logging.getLogger(__name__)


def our_addresses(settings: Settings) -> tuple[str, ...]:
    """All that a child may text to, as Twilio writes it."""
    by_number = (
        f"{scheme}{number}" for number in settings.text_numbers for scheme in ("", "whatsapp:")
    )
    return (*by_number, *settings.rcs_senders)


def round_of(address: str) -> str:
    """What the round of one of our addresses is called."""
    return f"{INBOUND} {address}"


def take_in_missing(office: Office, is_stopped: Callable[[], bool] = bool) -> int:
    """Take in what Twilio has and we have not, where it is time to ask; how many texts."""
    if not office.settings.poll_minutes:
        return 0
    count = 0
    for one in _readings(office, is_stopped):
        if is_stopped():
            break
        dealt = read_on(office, one)
        count += dealt.count
        if not dealt.is_all:
            # Whoever must be told of danger waits behind it: the others have the next turn.
            break
    return count


def _readings(office: Office, is_stopped: Callable[[], bool]) -> Iterator[Reading]:
    for address in our_addresses(office.settings):
        yield _missing_texts(office, address, is_stopped)
        if office.settings.at_twilio is not AtTwilio.KEEP:
            yield _replies(office, address)


def _missing_texts(office: Office, address: str, is_stopped: Callable[[], bool]) -> Reading:
    def first(account: Account, since: datetime) -> Page:
        return account.page(since, to=address)

    def deal(account: Account, listed: list[Listed]) -> Dealt:
        missing = _missing(office, listed)
        count = _taken_in(office, account, missing[:_AT_ONCE], is_stopped)
        return Dealt(count, count == len(missing))

    return Reading(round_of(address), first, deal)


def _replies(office: Office, address: str) -> Reading:
    def first(account: Account, since: datetime) -> Page:
        return account.page(since, by=address)

    def deal(_account: Account, listed: list[Listed]) -> Dealt:
        ours = [one.sid for one in listed if one.direction == REPLIED and not one.is_empty]
        with office.database.write() as connection:
            for sid in ours:
                clear_later(connection, office, sid, office.clock())
        return Dealt(0, is_all=True)

    return Reading(f"{REPLIED} {address}", first, deal)


def _missing(office: Office, listed: list[Listed]) -> list[Listed]:
    """What of it we have not, and what will not arrive any more; the oldest first."""
    now = office.clock()
    came = [
        one for one in listed if one.direction == INBOUND and now - one.sent_at >= STILL_ARRIVES
    ]
    with office.database.read() as connection:
        known = texts.known(connection, [one.sid for one in came])
    spool = spool_of(office)
    new = {
        one.sid: one for one in came if one.sid not in known and not spool.has(_from(one), one.sid)
    }
    return sorted(new.values(), key=lambda one: (one.sent_at, one.sid))


def _from(one: Listed) -> str:
    return next(iter(one.form.get("From", ())), "")


def _taken_in(
    office: Office, account: Account, missing: list[Listed], is_stopped: Callable[[], bool]
) -> int:
    """Take these in, one after the other; how many, less than all where it is to stop."""
    count = 0
    for one in missing:
        if is_stopped():
            break
        _take_in(office, one, _media(account, one))
        count += 1
    if count:
        _log.warning("texts were found at Twilio that never arrived", extra={"count": count})
    return count


def _media(account: Account, one: Listed) -> dict[str, list[str]]:
    try:
        return account.media_of(one.sid) if one.media else {}
    except RefusedError:
        return {}


def _take_in(office: Office, one: Listed, media: dict[str, list[str]]) -> None:
    text = received({**one.form, **media}, office.clock())
    if text is None:
        _log.error("a text in Twilio's list names no phone")
        return
    try:
        receive_text(office, text, min(one.sent_at, office.clock()))
    except _OUTAGES:
        raise
    except Exception:
        _log.exception("a text that was found at Twilio could not be taken in")
        put_aside(office, text, one.sent_at, Told())
