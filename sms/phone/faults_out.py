"""What can go wrong on the way out: customer care text a phone that a text does not reach.

The demo's own worker sends it, by Twilio's client, to what plays Twilio here (sms.phone.network).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

from portal.db import outgoing as rows
from portal.db.outgoing import OutgoingText
from portal.domain.outgoing import Standing, What
from portal.services import outgoing
from portal.services.office import Office
from sms.phone.carrier import Carrier
from sms.phone.faults import ON_THE_WAY_IN, Fault
from sms.phone.switchboard import Mark, Switchboard
from sms.phone.thread import Bubble, Whose
from sms.phone.trial import Claim, Trial, verdict

# The worker looks every second or two, and Twilio's word comes half a second later.
_SECONDS_TO_WAIT = 15
_REST = 0.25


def _lost(trial: Trial) -> Iterator[Claim]:
    text = _sent_to(trial, Mark.OFF, 30003)
    yield _ended(text, Standing.WAITING, 30003, "it did not arrive, with 30003, and goes once more")
    wait = text.due_at - text.changed_at if text else timedelta(0)
    yield Claim(wait > timedelta(minutes=29), "in half an hour", "at once")


def _stopped(trial: Trial) -> Iterator[Claim]:
    text = _sent_to(trial, Mark.STOPPED, 21610)
    yield _ended(text, Standing.FAILED, 21610, "the network refused it with 21610")
    yield Claim(bool(text and text.tries == 1), "tried once", "tried again all the same")
    yield trial.is_opted_out()


def _sent_to(trial: Trial, mark: Mark, ends_with: int) -> OutgoingText | None:
    """A text of ours to a phone that calls texts safe, once it has this error; None: none went."""
    for words in ("nobody tells me when I see my brother", "2", "1"):
        trial.text(words)
    trial.board.mark(mark, trial.number)
    office, now = trial.office, trial.office.clock()
    told = trial.told
    if not told:
        return None
    with office.database.write() as connection:
        outgoing.put(connection, office, told[-1], What.NEWS, now)
    deadline = time.monotonic() + _SECONDS_TO_WAIT
    while (text := _text(trial)) and text.error_code != ends_with and time.monotonic() < deadline:
        time.sleep(_REST)
    trial.bubbles.append(Bubble(Whose.NOTE, "Customer care's text was given to the network."))
    return text


def _text(trial: Trial) -> OutgoingText | None:
    with trial.office.database.read() as connection:
        found = rows.to_address(connection, trial.office.keyring, trial.address)
    return found[-1] if found else None


def _ended(text: OutgoingText | None, standing: Standing, code: int, so: str) -> Claim:
    holds = text is not None and (text.standing, text.error_code) == (standing, code)
    return Claim(holds, so, f"it is {text.standing}" if text else "no text went out")


_ON_THE_WAY_OUT = (
    Fault("lost", "Undelivered, 30003", "We text them, and the phone is off.", _lost),
    Fault("stopped", "Stopped, 21610", "We text them, and the network will not.", _stopped),
)
FAULTS = {fault.name: fault for fault in (*ON_THE_WAY_IN, *_ON_THE_WAY_OUT)}


def try_out(fault: Fault, office: Office, board: Switchboard) -> list[Bubble]:
    """Play this fault; what was on the phone's screen, and last whether it went right.

    :raise sms.phone.switchboard.OutOfNumbersError: there is no number left to try it with.
    """
    number = board.new_number()
    if fault.is_without_number:
        number = f"GB.Demo{number[1:]}"
    trial = Trial(office, Carrier.of(office.settings), board, number, fault.way)
    claims = list(fault.play(trial))
    return [*trial.bubbles, verdict(claims)]
