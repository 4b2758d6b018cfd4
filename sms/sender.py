"""Sends the texts that answer nothing in hand, from their queue (portal.db.outgoing).

1. What nobody knows of is looked up first: nothing more goes to that phone meanwhile.
2. A text is claimed: its phone, its intake and its row are held, in this order. Whether it may
   go is asked again, its words are written, and that we try: then it is committed.
3. Only then Twilio is asked, and what came of it is written down.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.db import code_words, intakes, outgoing_claims, texts
from portal.db.outgoing import OutgoingText
from portal.db.outgoing_claims import Pointer
from portal.domain.intake import Intake, new_id
from portal.domain.outgoing import Standing, What
from portal.domain.quiet import LONGEST_WAIT, may_wait, not_quiet_from
from portal.domain.reach import Reach, Says
from portal.services import outgoing, unreached
from portal.services.office import Office
from sms import asking
from sms.clearing_later import SENT_AFTER, clear_later
from sms.sending import breaker
from sms.sending.errors import back_off
from sms.sending.line import Line, Outcome
from sms.sending.rate import is_line_full, not_before
from sms.status import STATUS_PATH
from sms.wording import write_out

# Longer than Twilio may take to answer; whoever has it then has died.
LEASE = timedelta(minutes=2)
# Twilio lists what it took at once; so long after that it is surely not there.
SURELY_LISTED = timedelta(minutes=2)
_LOOK_AGAIN = timedelta(seconds=20)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """How many texts went out, and how many nobody knows of."""

    texts: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class _Claim:
    """A text that is ours to send now, with its words."""

    text: OutgoingText
    body: str


def send_due(office: Office, line: Line, is_stopped: Callable[[], bool] = bool) -> Sent:
    """Send all that may go now, once what nobody knows of was looked up."""
    _look_up(office, line, is_stopped)
    sent = unknown = 0
    while not is_stopped() and (pointer := _due(office)) is not None:
        if not _may_try(office):
            break
        claim = _claimed(office, pointer)
        if claim is None:
            continue
        outcome = _sent(office, line, claim)
        _note(office, claim.text, outcome, was_sent=True)
        sent += outcome.sid is not None
        unknown += outcome.standing is Standing.UNKNOWN
    return Sent(sent, unknown)


def _may_try(office: Office) -> bool:
    """Whether the line takes one more now: it may be full, or our account fail."""
    now = office.clock()
    with office.database.write() as connection:
        is_full = is_line_full(connection, office.settings.texts_a_minute, now)
        return not is_full and breaker.lets_through(connection, now)


def _due(office: Office) -> Pointer | None:
    with office.database.read() as connection:
        return outgoing_claims.due(connection, office.clock())


def _claimed(office: Office, pointer: Pointer) -> _Claim | None:
    """The text, ours; None: it does not go now, and what became of it is written down."""
    now = office.clock()
    with office.database.write() as connection:
        intake, text = _held(connection, office, pointer)
        if text.standing is not Standing.WAITING or text.due_at > now:
            return None
        may = outgoing.still_allowed(connection, office, intake, text, now)
        if not _may_go(connection, office, intake, text, may, now):
            return None
        what = _less(text.what, may)
        has_words = code_words.hash_of(connection, intake.id) is not None
        body = write_out(office, text, what, has_code_words=has_words)
        outgoing_claims.begin(connection, office.keyring, text, what, body, now, now + LEASE)
        asking.asked(connection, office, text, what, now)
    return _Claim(replace(text, tried_at=now, tries=text.tries + 1), body)


def _held(connection: Connection, office: Office, pointer: Pointer) -> tuple[Intake, OutgoingText]:
    """The intake and the text, held: the phone first, as a text that comes in holds it."""
    address = outgoing_claims.address_of(connection, office.keyring, pointer.text_id)
    texts.hold_conversation(connection, office.keyring, address, office.clock(), new_id())
    intake = intakes.load(connection, office.keyring, pointer.intake_id, lock=True)
    return intake, outgoing_claims.hold(connection, office.keyring, pointer.text_id)


def _may_go(
    connection: Connection,
    office: Office,
    intake: Intake,
    text: OutgoingText,
    may: Reach,
    now: datetime,
) -> bool:
    """Whether it goes now; where not, it is refused, held or put off, and that is kept."""
    if may.says is Says.NOTHING:
        reason = may.why.value if may.why else None
        outgoing_claims.note(connection, text.id, Standing.REFUSED, now, reason=reason)
        unreached.note(connection, office, intake, unreached.REFUSED, now)
        return False
    if may.asks_first and text.what is not What.THIS_PHONE:
        outgoing.hold_back(connection, office, text, now)
        return False
    if text.what is What.REPLY:
        return True
    later = max(
        not_quiet_from(now, office.settings.text_hours),
        not_before(connection, office.keyring, text.address, now),
    )
    if later > now:
        outgoing_claims.note(connection, text.id, Standing.WAITING, now, due_at=later)
        return False
    return True


def _less(what: What, may: Reach) -> What:
    return What.NEWS if what.says_more_than_news and may.says is Says.NEUTRAL else what


def _sent(office: Office, line: Line, claim: _Claim) -> Outcome:
    hours, is_reply = office.settings.text_hours, claim.text.what is What.REPLY
    return line.send(
        claim.text.address,
        claim.body,
        callback=f"{office.settings.public_base_urls[0]}{STATUS_PATH}/{claim.text.id}",
        waits=LONGEST_WAIT if is_reply else may_wait(office.clock(), hours),
    )


def _note(office: Office, text: OutgoingText, outcome: Outcome, *, was_sent: bool = False) -> None:
    """Keep what came of it. A callback may have been quicker: nothing goes back.

    `was_sent`: it is what came of sending it, and not of looking it up.
    """
    now = office.clock()
    if outcome.error_code:
        _log.warning("Twilio did not take a text", extra={"count": outcome.error_code})
    with office.database.write() as connection:
        intake, held = _held(connection, office, Pointer(text.id, text.intake_id))
        if was_sent:
            breaker.note(connection, outcome, now)
        if held.standing not in (Standing.SENDING, Standing.UNKNOWN):
            return
        wait = outcome.again_after
        if outcome.standing is Standing.WAITING and wait:
            wait = max(wait, back_off(held.tries))
        outgoing_claims.note(
            connection,
            text.id,
            outcome.standing,
            now,
            sid=outcome.sid,
            error_code=outcome.error_code,
            due_at=now + (_LOOK_AGAIN if wait is None else wait),
        )
        if outcome.sid:
            clear_later(connection, office, outcome.sid, now, after=SENT_AFTER)
        if outcome.opted_out:
            asking.opted_out(connection, office, text.address, now)
        if outcome.standing.did_not_arrive:
            unreached.note(connection, office, intake, unreached.FAILED, now)


def _look_up(office: Office, line: Line, is_stopped: Callable[[], bool]) -> None:
    """Find out of each text that nobody knows of whether Twilio has it."""
    while not is_stopped():
        now = office.clock()
        with office.database.read() as connection:
            pointer = outgoing_claims.to_look_up(connection, now)
        if pointer is None:
            return
        with office.database.write() as connection:
            _intake, text = _held(connection, office, pointer)
            if text.standing not in (Standing.SENDING, Standing.UNKNOWN):
                continue
            outgoing_claims.lease(connection, text.id, now + LEASE)
        _looked_up(office, line, text)


def _looked_up(office: Office, line: Line, text: OutgoingText) -> None:
    tried_at = text.tried_at or text.made_at

    def is_anothers(sid: str) -> bool:
        with office.database.read() as connection:
            return outgoing_claims.has_sid(connection, sid)

    found = line.look_up(text.address, text.body, tried_at, is_anothers)
    if found is None:
        is_sure = office.clock() - tried_at >= SURELY_LISTED
        standing = Standing.WAITING if is_sure else Standing.UNKNOWN
        wait = timedelta(0) if is_sure else _LOOK_AGAIN
        found = Outcome(standing, again_after=wait)
    _note(office, text, found)
