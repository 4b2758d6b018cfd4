"""Ask Twilio for the texts that never arrived: whatever befell its webhook, nothing is lost.

1. Each of our addresses has a round: how far its list was read, and when it is read again. Whoever
   begins a round has it; another worker leaves it alone.
2. A reading goes from now back to where the last one ended, and a little further: what is listed
   late is found too. One that is cut short goes on where it stopped.
3. What is new is taken in by the way that every text goes, the oldest first: by its MessageSid it
   is kept once. What is younger than two minutes may still arrive, and what waits on the disk is
   here already.
4. How far it was read moves on only once all of it is kept: what the database would not take
   waits on the disk, with all that does.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from portal.db import carrier_rounds, texts
from portal.db.carrier_rounds import Round
from portal.db.database import BusyError
from portal.services.office import Office
from portal.settings import Settings
from sms.account import INBOUND, Account, AwayError, Listed, Page, RefusedError
from sms.aside import put_aside, spool_of
from sms.prompts import Told
from sms.received import received
from sms.receiving import receive_text
from sms.sending.errors import back_off

# Longer than Twilio goes on trying to bring a text.
STILL_ARRIVES = timedelta(minutes=2)
# What is listed late is found by reading it again.
OVERLAP = timedelta(minutes=15)
FIRST_LOOK = timedelta(days=1)
LEASE = timedelta(minutes=5)
_PAGES, _AT_ONCE = 10, 100
_OUTAGES = (OperationalError, InterfaceError, NoConnectionError, BusyError)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some pages of one list. `next` None: that was all of it."""

    texts: list[Listed]
    next: str | None


def our_addresses(settings: Settings) -> tuple[str, ...]:
    """All that a child may text to, as Twilio writes it."""
    return tuple(
        f"{scheme}{number}" for number in settings.text_numbers for scheme in ("", "whatsapp:")
    )


def take_in_missing(office: Office, is_stopped: Callable[[], bool] = bool) -> int:
    """Take in what Twilio has and we have not, where it is time to ask; how many texts."""
    if not office.settings.poll_minutes:
        return 0
    return sum(
        _round(office, address, is_stopped)
        for address in our_addresses(office.settings)
        if not is_stopped()
    )


def round_of(address: str) -> str:
    """What the round of one of our addresses is called."""
    return f"{INBOUND} {address}"


def _round(office: Office, address: str, is_stopped: Callable[[], bool]) -> int:
    now, name = office.clock(), round_of(address)
    with office.database.read() as connection:
        before = carrier_rounds.find(connection, name)
    if before and before.due_at > now:
        return 0
    with office.database.write() as connection:
        held = carrier_rounds.begin(connection, name, now, now + LEASE)
    if held is None:
        return 0
    count, after = _read(office, held, address, is_stopped)
    with office.database.write() as connection:
        carrier_rounds.end(connection, held, after)
    return count


def _read(
    office: Office, held: Round, address: str, is_stopped: Callable[[], bool]
) -> tuple[int, Round]:
    """Read on for a while; how many texts were taken in, and how the round stands then."""
    account, now = Account(office.settings), office.clock()
    try:
        chunk = _chunk(account, held, address, now)
        missing = _missing(office, chunk, now)
        count = _taken_in(office, account, missing[:_AT_ONCE], is_stopped)
    except AwayError as away:
        _log.warning("Twilio could not be asked for texts that never arrived")
        wait = max(away.again_after, back_off(held.tries))
        return 0, replace(held, due_at=office.clock() + wait, tries=held.tries + 1)
    except RefusedError:
        # Most likely it knows no more of the page where the reading stopped.
        wait = back_off(held.tries)
        return 0, replace(held, due_at=now + wait, tries=held.tries + 1, began_at=None, page=None)
    return count, _after(office, held, chunk, is_all=count == len(missing), now=now)


def _after(office: Office, held: Round, chunk: _Chunk, *, is_all: bool, now: datetime) -> Round:
    after = replace(held, tries=0, began_at=held.began_at or now, due_at=now)
    if not is_all:
        return after
    if chunk.next:
        return replace(after, page=chunk.next)
    again = now + timedelta(minutes=office.settings.poll_minutes)
    return Round(held.name, again, read_until=after.began_at)


def _since(held: Round, now: datetime) -> datetime:
    began = held.began_at or now
    return held.read_until - OVERLAP if held.read_until else began - FIRST_LOOK


def _chunk(account: Account, held: Round, address: str, now: datetime) -> _Chunk:
    since, found = _since(held, now), []
    place, page = held.page, None
    for _ in range(_PAGES):
        page = account.page_at(place) if place else account.page(since, to=address)
        found += [one for one in page.texts if one.sent_at >= since]
        place = None if _reaches(page, since) else page.next
        if place is None:
            break
    return _Chunk(found, place)


def _reaches(page: Page, since: datetime) -> bool:
    """Whether what comes after it is older: Twilio may go by the day alone."""
    return bool(page.texts) and page.texts[-1].sent_at < since


def _missing(office: Office, chunk: _Chunk, now: datetime) -> list[Listed]:
    """What of it we have not, and what will not arrive any more; the oldest first."""
    came = [
        one
        for one in chunk.texts
        if one.direction == INBOUND and now - one.sent_at >= STILL_ARRIVES
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
