"""What the phone shows for a text that was carried: bubbles, and a note where there is no reply."""

from __future__ import annotations

from portal.domain.segments import measure
from sms.phone.carrier import SECONDS_TO_ANSWER, Answer, Way
from sms.phone.thread import Bubble, Whose

_HOW = {
    Way.USUAL: "",
    Way.TWICE: "delivered twice",
    Way.FORGED: "with a wrong signature",
    Way.WHATSAPP: "by WhatsApp",
    Way.RCS: "by RCS",
}


def shown(text: str, way: Way, answers: list[Answer]) -> list[Bubble]:
    """The text, then what came of it."""
    bubbles = [Bubble(Whose.CHILD, text, _joined(length(text), _HOW[way]))]
    bubbles += _replies(answers[0])
    if len(answers) > 1:
        bubbles.append(Bubble(Whose.NOTE, _compared(answers)))
    return bubbles


def length(text: str) -> str:
    """What the text takes, as whoever pays for it counts."""
    taken = measure(text)
    texts = "1 text" if taken.segments == 1 else f"{taken.segments} texts"
    whole, part = taken.alphabet.room
    room = whole if taken.segments < 2 else part * taken.segments
    return f"{texts}, {taken.alphabet}, {taken.units} of {room}"


def _replies(answer: Answer) -> list[Bubble]:
    if not answer.messages:
        return [Bubble(Whose.NOTE, _silence(answer))]
    took = f"{answer.milliseconds} ms"
    return [
        Bubble(Whose.HEARD, message, _joined(length(message), took)) for message in answer.messages
    ]


def _silence(answer: Answer) -> str:
    if answer.status == 0:
        return f"Nothing answered within {SECONDS_TO_ANSWER} seconds."
    if answer.status == 200:
        return f"Taken in, and no reply goes out. {answer.milliseconds} ms."
    if answer.status == 403:
        return f"Refused with 403: nothing was kept. {answer.milliseconds} ms."
    return f"The webhook answered {answer.status}. {answer.milliseconds} ms."


def _compared(answers: list[Answer]) -> str:
    first, again = answers[0], answers[1]
    if (first.status, first.body) != (again.status, again.body):
        return "The second answer was another one: that is a fault."
    return "Twilio delivered it twice. The answer was the same byte for byte, and it was kept once."


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
