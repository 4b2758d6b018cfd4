"""Take in one text: all that it does, and the reply that it gets, in one transaction.

1. Hold the conversation of its address: two texts of one phone come one after the other.
2. Ask the conversation what comes next, and write the reply.
3. Keep the text with its reply. A text that is there already undoes everything, and gets the
   reply that it got before.
4. Open an intake with its words, or add them to the one that is open; its record is queued. What
   answers a question that a text of ours asked by itself does what it means instead. What nobody
   typed is added to an open intake, where a person sees it, and opens none.
5. Keep where the conversation is now.

The reply goes along with the answer to Twilio, unless the text was found there later: then it is
written down, in the same transaction, to go out by itself.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal.db import code_words, mutes, referrals, texts
from portal.domain.code_words import normalise_code_words
from portal.domain.intake import Intake, Words
from portal.domain.links import Belongs, LinkKind, follows
from portal.domain.mutes import Quiet
from portal.register.queue import ClaimedMeanwhileError
from portal.services import intake as intake_service
from portal.services.office import Office
from sms import outside
from sms.keeping import expect_media, keep_text, send_later
from sms.noting import begun, noted
from sms.step import Step
from sms.turns import (
    ReceivedText,
    Turn,
    code_words_for,
    in_language,
    next_step,
    reply_of,
    take_turn,
)

_TRIES = 3
_PASSING = ("40001", "40P01")  # PostgreSQL: serialization failure, deadlock


class NotKeptError(RuntimeError):
    """A text was said to be kept already, and is not."""


class _CameBeforeError(RuntimeError):
    """This very text is kept already: nothing of this transaction may stay."""


def receive_text(office: Office, text: ReceivedText, now: datetime) -> str:
    """The reply to send, "" for silence: nobody is told anything before all of it is kept.

    The same text again gets the same reply and changes nothing.

    :raise sqlalchemy.exc.SQLAlchemyError: it cannot be kept.
    :raise portal.db.database.BusyError: the database is held by somebody else for too long.
    :raise NotKeptError: the database contradicts itself.
    """
    for _ in range(_TRIES - 1):
        try:
            return _received(office, text, now)
        except (DBAPIError, ClaimedMeanwhileError) as error:
            if not _may_pass(error):
                raise
    return _received(office, text, now)


def _may_pass(error: Exception) -> bool:
    """Whether it can go well when it is done again at once.

    A reference may be taken, a consumer may have just claimed the queue's row, two transactions
    may wait for each other, or the connection was cut. Done again, a text that was kept after
    all is one that came before.
    """
    if not isinstance(error, DBAPIError) or isinstance(error, IntegrityError):
        return True
    return error.connection_invalidated or getattr(error.orig, "sqlstate", "") in _PASSING


def _received(office: Office, text: ReceivedText, now: datetime) -> str:
    try:
        with office.database.write() as connection:
            return _taken(connection, office, text, now)
    except _CameBeforeError:
        with office.database.read() as connection:
            reply = texts.earlier_reply(connection, office.keyring, text.message_sid)
        if reply is None:
            raise NotKeptError from None
        return reply


def _taken(connection: Connection, office: Office, text: ReceivedText, now: datetime) -> str:
    turn = take_turn(connection, office, text, now)
    step = next_step(office, turn)
    turn = in_language(turn, step)
    to_say = code_words_for(office, turn, step)
    reply = reply_of(office, turn, step, to_say)
    goes_along = "" if text.found_at else reply
    text_id = keep_text(connection, office, turn, goes_along)
    if text_id is None:
        raise _CameBeforeError
    expect_media(connection, office, turn, text_id)
    if step.outside:
        intake_id = outside.apply(connection, office, turn, step.outside)
    else:
        intake_id = _of_a_telling(connection, office, turn, step, to_say, text_id)
    _save(connection, turn, step, intake_id)
    if reply and not goes_along:
        send_later(connection, office, turn, step, intake_id, reply)
    return goes_along


def _of_a_telling(
    connection: Connection, office: Office, turn: Turn, step: Step, to_say: str, text_id: str
) -> str | None:
    """Keep what it tells; the intake that this phone speaks of from now on, None: of none."""
    intake = _told(connection, office, turn, step, text_id)
    if intake and to_say:
        slow_hash = office.keyring.slow_hash(normalise_code_words(to_say))
        code_words.keep(connection, intake.id, slow_hash)
    return intake.id if intake else turn.conversation.intake_id


def _told(
    connection: Connection, office: Office, turn: Turn, step: Step, text_id: str
) -> Intake | None:
    """The intake with these words in it; None where they opened none and none is open."""
    if step.is_quiet and (turn.quiet is Quiet.BLOCKED or turn.intake is None):
        mutes.set_aside(connection, text_id, turn.conversation.id)
        return None
    quiet = timedelta(minutes=office.settings.quiet_minutes)
    due_at = None if step.finished else turn.now + quiet
    said = Words(turn.text.words, turn.now, step.new_words)
    if turn.intake:
        return _added(connection, office, turn, step, turn.intake, said, due_at)
    return _opened(connection, office, turn, step, said, due_at) if step.opens_intake else None


def _added(
    connection: Connection,
    office: Office,
    turn: Turn,
    step: Step,
    intake: Intake,
    said: Words,
    due_at: datetime | None,
) -> Intake:
    after = noted(intake, step, turn.language, turn.flags, turn.now)
    if turn.text.media and not step.is_quiet:
        # Somebody must look again, also where no word came with it.
        after = replace(after, seen_at=None)
    referrals.keep_changed(connection, intake, after)
    return intake_service.add(
        connection,
        office,
        after,
        None if turn.text.is_blank else said,
        turn.now,
        due_at=due_at,
        is_screened=True,
        quietly=step.is_quiet,
    )


def _opened(
    connection: Connection,
    office: Office,
    turn: Turn,
    step: Step,
    said: Words,
    due_at: datetime | None,
) -> Intake:
    before = _followed(turn, step)
    received = intake_service.receive(
        connection,
        office,
        begun(said, step, turn.text.address, turn.language, turn.flags),
        due_at=due_at,
        is_screened=True,
        holder=turn.conversation.id if turn.text.media else None,
        belongs=Belongs(before.id, LinkKind.LATER) if before else None,
    )
    if before:
        # The next version of its record names the new one; nobody need look at it again.
        intake_service.decided(connection, office, before, turn.now)
    return received


def _followed(turn: Turn, step: Step) -> Intake | None:
    """The closed intake that these words follow; None: none, or whoever has the phone now says
    that it was not theirs."""
    before = turn.closed
    if before is None or before.closed_at is None or before.id in step.state.wrong_for:
        return None
    return before if follows(before.closed_at, turn.now) else None


def _save(connection: Connection, turn: Turn, step: Step, intake_id: str | None) -> None:
    conversation = replace(
        turn.conversation,
        state=step.state.to_json(),
        language=turn.language,
        intake_id=intake_id,
    )
    texts.save_conversation(connection, conversation)
