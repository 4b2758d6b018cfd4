"""Read one list of Twilio's on from where it was read to; what to do with it, others say.

1. Each list has a round: how far it was read, and when it is read again. Whoever begins a round has
   it; another worker leaves it alone.
2. A reading goes from now back to where the last one ended, and a little further: what is listed
   late is found too. One that is cut short goes on where it stopped.
3. How far it was read moves on only once all of it is dealt with.
4. Where Twilio is not to be had, it is left alone for a while, and longer each time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from portal.db import carrier_rounds
from portal.db.carrier_rounds import Round
from portal.services.office import Office
from sms.account import Account, AwayError, Listed, Page, RefusedError
from sms.sending.errors import back_off

# What is listed late is found by reading it again.
OVERLAP = timedelta(minutes=15)
FIRST_LOOK = timedelta(days=1)
LEASE = timedelta(minutes=5)
_PAGES = 10
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Dealt:
    """How many texts were taken in, and whether that was all there was to do."""

    count: int
    is_all: bool


_NOTHING, _AWAY = Dealt(0, is_all=True), Dealt(0, is_all=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """One list: `first` asks for its first page, `deal` does what is to be done about a part."""

    name: str
    first: Callable[[Account, datetime], Page]
    deal: Callable[[Account, list[Listed]], Dealt]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some pages of one list. `next` None: that was all of it."""

    texts: list[Listed]
    next: str | None


def read_on(office: Office, reading: Reading) -> Dealt:
    """Read on for a while, where it is time to. Not all: there is more, or Twilio is away."""
    now = office.clock()
    with office.database.read() as connection:
        before = carrier_rounds.find(connection, reading.name)
    if before and before.due_at > now:
        return _NOTHING
    with office.database.write() as connection:
        held = carrier_rounds.begin(connection, reading.name, now, now + LEASE)
    if held is None:
        return _NOTHING
    dealt, after = _read(office, held, reading, now)
    with office.database.write() as connection:
        carrier_rounds.end(connection, held, after)
    return dealt


def _read(office: Office, held: Round, reading: Reading, now: datetime) -> tuple[Dealt, Round]:
    """What was done, and how the round stands then."""
    account = Account(office.settings)
    try:
        chunk = _chunk(account, held, reading, now)
        dealt = reading.deal(account, chunk.texts)
    except AwayError as away:
        _log.warning("Twilio could not be asked for its list of texts")
        wait = max(away.again_after, back_off(held.tries))
        return _AWAY, replace(held, due_at=office.clock() + wait, tries=held.tries + 1)
    except RefusedError:
        # Most likely it knows no more of the page where the reading stopped: it begins again.
        wait, tries = back_off(held.tries), held.tries + 1
        return _AWAY, replace(held, due_at=now + wait, tries=tries, began_at=None, page=None)
    return dealt, _after(office, held, chunk, dealt, now)


def _after(office: Office, held: Round, chunk: _Chunk, dealt: Dealt, now: datetime) -> Round:
    after = replace(held, tries=0, began_at=held.began_at or now, due_at=now)
    if not dealt.is_all:
        return after
    if chunk.next:
        return replace(after, page=chunk.next)
    again = now + timedelta(minutes=office.settings.poll_minutes)
    return Round(held.name, again, read_until=after.began_at)


def _chunk(account: Account, held: Round, reading: Reading, now: datetime) -> _Chunk:
    began_at = held.began_at or now
    since = held.read_until - OVERLAP if held.read_until else began_at - FIRST_LOOK
    found: list[Listed] = []
    place = held.page
    for _ in range(_PAGES):
        page = account.page_at(place) if place else reading.first(account, since)
        found += [one for one in page.texts if one.sent_at >= since]
        place = None if _reaches(page, since) else page.next
        if place is None:
            break
    return _Chunk(found, place)


def _reaches(page: Page, since: datetime) -> bool:
    """Whether what comes after it is older: Twilio may go by the day alone."""
    return bool(page.texts) and page.texts[-1].sent_at < since
