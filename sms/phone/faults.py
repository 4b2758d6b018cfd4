"""What can go wrong on the way in, each tried by one press and judged by what is really kept."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal.domain.flags import FlagName
from portal.domain.taxonomy import YesNo
from sms.phone.carrier import Answer, Way
from sms.phone.trial import Claim, Trial

Play = Callable[[Trial], Iterator[Claim]]
_TOLD = "nobody tells me when I see my brother"
_BURST = ("so", "they moved my stuff", "into bin bags", "again", "and laughed")
_LONG = (
    "They cancelled my visit with my sister again and nobody said why. I waited at the window all"
    " afternoon with my coat on. It is the third time since school began."
)


@dataclass(frozen=True, slots=True)
class Fault:
    """`name` is that of its address. `hint` says what the network does; `way`, how it comes."""

    name: str
    title: str
    hint: str
    play: Play
    way: Way = Way.USUAL
    is_without_number: bool = False


def _twice(trial: Trial) -> Iterator[Claim]:
    form = trial.form(_TOLD)
    first, again = trial.bring(form), trial.bring(form, note="That was the same text again.")
    yield from _as_one(trial, first, again)


def _late(trial: Trial) -> Iterator[Claim]:
    form = trial.form(_TOLD)
    late = "Twilio hung up after 15 seconds: this reply goes nowhere. (The wait is left out.)"
    first = trial.bring(form, note=late)
    again = trial.bring(form, note="Twilio tried again, and sends this reply.")
    yield from _as_one(trial, first, again)


def _as_one(trial: Trial, first: Answer, again: Answer) -> Iterator[Claim]:
    yield trial.one_intake()
    yield trial.has_words(_TOLD)
    same = (first.status, first.body) == (200, again.body) and len(again.messages) == 1
    yield Claim(same, "one reply, the same both times", "two different answers")


def _out_of_order(trial: Trial) -> Iterator[Claim]:
    first, second = trial.form("they said I can go home"), trial.form("but only for one night")
    trial.bring(second)
    trial.bring(first, note="That one was sent first.")
    yield trial.one_intake()
    yield trial.has_words(second["Body"], first["Body"])
    yield trial.told_replies(1)


def _forged(trial: Trial) -> Iterator[Claim]:
    form = trial.form("I am not Twilio")
    answer = trial.bring(form, forged=True)
    yield Claim(answer.status == 403, "refused with 403", f"answered with {answer.status}")
    is_kept = trial.is_kept(form) or trial.told
    yield Claim(not is_kept, "nothing kept", "it was kept")
    yield trial.told_replies(0)


def _unknown(trial: Trial) -> Iterator[Claim]:
    form = trial.form(_TOLD, NextYearsParameter="7")
    answer = trial.bring(form)
    yield Claim(answer.status == 200, "taken", f"answered with {answer.status}")
    yield trial.one_intake()
    yield trial.has_words(_TOLD)
    yield trial.told_replies(1)


def _burst(trial: Trial) -> Iterator[Claim]:
    for words in _BURST:
        trial.text(words)
    yield trial.one_intake()
    yield trial.has_words(*_BURST)
    yield trial.told_replies(1)


def _plain(trial: Trial) -> Iterator[Claim]:
    trial.text(_TOLD)
    yield trial.one_intake()
    yield trial.has_words(_TOLD)
    yield trial.told_replies(1)
    kept = [intake.contact.texting_address for intake in trial.told]
    yield Claim(kept == [trial.address], "answered where it came from", "the sender is lost")


def _button(trial: Trial) -> Iterator[Claim]:
    trial.text(_TOLD)
    trial.text("Yes", ButtonText="Yes", ButtonPayload="yes", MessageType="button")
    yield trial.one_intake()
    wants = [intake.wants_advocate for intake in trial.told] == [YesNo.YES]
    yield Claim(wants, "the button answered: yes, an advocate", "the button answered nothing")


def _base64(trial: Trial) -> Iterator[Claim]:
    packed = base64.b64encode(_LONG.encode()).decode()
    trial.bring(trial.form(packed), note="Twilio packed a text of several parts as base64.")
    yield trial.one_intake()
    yield trial.has_words(_LONG)
    yield trial.told_replies(1)


def _opt_out(trial: Trial) -> Iterator[Claim]:
    trial.text(_TOLD)
    replied = trial.replies
    trial.text("STOP", OptOutType="STOP")
    yield Claim(trial.replies == replied, "no reply of ours to STOP", "we answered STOP")
    yield trial.is_opted_out()
    yield trial.is_flagged(FlagName.OPTED_OUT, "customer care see that they opted out")


def _tapback(trial: Trial) -> Iterator[Claim]:
    first = trial.text(_TOLD)
    quoted = first.messages[0].splitlines()[0] if first.messages else ""
    replied, form = trial.replies, trial.form(f"Liked “{quoted}”")
    trial.bring(form)
    yield trial.one_intake()
    yield Claim(trial.is_kept(form), "the reaction is kept", "the reaction is lost")
    yield Claim(trial.replies == replied, "no reply to it", "we answered a machine")


ON_THE_WAY_IN = (
    Fault("twice", "The same text twice", "Twilio brings one text two times.", _twice),
    Fault("order", "Out of order", "The second text comes before the first.", _out_of_order),
    Fault("late", "16 seconds late", "Twilio gives up after 15, and tries again.", _late),
    Fault("forged", "A wrong signature", "Somebody plays Twilio.", _forged),
    Fault("unknown", "An unknown parameter", "Twilio adds a field that is new.", _unknown),
    Fault("burst", "A burst of five", "Five short texts, one thought.", _burst),
    Fault("base64", "Several parts, as base64", "A long text comes packed.", _base64),
    Fault("whatsapp", "A WhatsApp sender", "The number has a scheme.", _plain, Way.WHATSAPP),
    Fault(
        "noname",
        "WhatsApp without a number",
        "The sender has a name of WhatsApp's own.",
        _plain,
        Way.WHATSAPP,
        is_without_number=True,
    ),
    Fault("rcs", "An RCS sender", "Both ends have a scheme.", _plain, Way.RCS),
    Fault("button", "A button on WhatsApp", "Pressed, not typed.", _button, Way.WHATSAPP),
    Fault("tapback", "A tapback", "A phone puts a heart into words.", _tapback),
    Fault("optout", "STOP with OptOutType", "Advanced Opt-Out says so too.", _opt_out),
)
