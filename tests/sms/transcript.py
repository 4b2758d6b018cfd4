"""A conversation as it reads: what a phone sends, and what must come back.

    > words             a text from the child; ">!" one in which screening sees danger
    < words             one line of the reply; "..." at the end stands for the rest of it
    (4 minutes)         nobody texts for so long: minutes, hours or days
    (closed)            customer care close the intake

A text without "<" lines must get no reply. After each text the state goes through JSON, as it
does between two texts in earnest.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from portal.domain.flags import Flag, FlagName
from sms.conversation import advance
from sms.messages import Facts, render
from sms.state import State
from sms.step import Incoming, Step

DANGER = Flag(FlagName.URGENT, "danger", "en")
ASKED_FOR_HELP = Flag(FlagName.URGENT, "asked-for-help")
OPTED_OUT = Flag(FlagName.OPTED_OUT, "opted-out")
FACTS = Facts(
    read_by="Friday 5 September",
    next_reading="Thursday 4 September, 9am",
    code_words="river lamp tiger stone",
    advocate_by="Monday 8 September",
    advocate_number="101",
)
TYPING = timedelta(seconds=10)
NOON = datetime(2025, 9, 3, 12, tzinfo=UTC)


@dataclass
class Phone:
    """One phone and its conversation with us. `steps` are what each of its texts did."""

    is_answerable: bool = True
    state: State = field(default_factory=State)
    now: datetime = NOON
    intake_open: bool = False
    steps: list[Step] = field(default_factory=list)

    def text(self, words: str, *flags: Flag, opt_out_type: str | None = None) -> Step:
        """The step that one text from this phone makes."""
        if self.steps:
            self.now += TYPING
        incoming = Incoming(words, self.is_answerable, self.intake_open, flags, opt_out_type)
        step = advance(self.state, incoming, self.now)
        self.state = State.from_json(json.loads(json.dumps(step.state.to_json())))
        assert self.state == step.state
        self.intake_open = self.intake_open or step.opens_intake
        self.steps.append(step)
        return step

    def wait(self, **spans: float) -> None:
        """Let time go by without a text."""
        self.now += timedelta(**spans)


def asked_for_contact() -> Phone:
    """A phone that was just asked whether we may text about it."""
    phone = Phone()
    for words in ("They read my letters", "1"):
        phone.text(words)
    assert phone.state.waiting_for == "contact"
    return phone


def asked_for_a_name() -> Phone:
    """A phone that was just asked for a name, and may be texted about it."""
    phone = asked_for_contact()
    for answer in ("1", "1"):
        phone.text(answer)
    return phone


def talk(script: str, phone: Phone | None = None) -> list[Step]:
    """Hold the conversation of `script` and give back every step of the phone, old ones too."""
    phone = phone or Phone()
    for event, expected in _turns(script):
        step = _happens(phone, event)
        reply = render(step.reply, str, FACTS) if step and step.reply else ""
        assert _as_expected(reply.splitlines(), expected) == expected, event
    return phone.steps


def _turns(script: str) -> list[tuple[str, list[str]]]:
    """Each thing that happens, with the lines that must come back."""
    turns: list[tuple[str, list[str]]] = []
    for line in filter(None, map(str.strip, script.splitlines())):
        if line.startswith("<"):
            turns[-1][1].append(line.removeprefix("<").strip())
        else:
            turns.append((line, []))
    return turns


def _happens(phone: Phone, event: str) -> Step | None:
    if event.startswith(">!"):
        return phone.text(event.removeprefix(">!").strip(), DANGER)
    if event.startswith(">"):
        return phone.text(event.removeprefix(">").strip())
    if event == "(closed)":
        phone.intake_open = False
        return None
    span = re.fullmatch(r"\((\d+) (minute|hour|day)s?\)", event)
    assert span, f"not a line of a transcript: {event}"
    phone.wait(**{f"{span[2]}s": int(span[1])})
    return None


def _as_expected(said: list[str], expected: list[str]) -> list[str]:
    """The reply, with "..." for the rest where a line that ends so begins alike."""
    if not expected or not expected[-1].endswith("..."):
        return said
    *whole, last = expected
    beginning = last.removesuffix("...").rstrip()
    if said[: len(whole)] == whole and "".join(said[len(whole) :])[: len(beginning)] == beginning:
        return expected
    return said
