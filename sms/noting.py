"""What a text says of an intake: its first words make one, its answers are noted in one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from portal.domain.flags import Flag
from portal.domain.intake import Intake, SafeContact, Words, merged, new_id
from portal.domain.reference import make_reference
from portal.domain.taxonomy import ContactWay, MethodOfReceipt, TextsAllowed
from portal.services.answered_wish import with_answer
from sms.answers import Answer
from sms.step import Step


def begun(
    words: Words, step: Step, address: str, language: str, raised: tuple[Flag, ...]
) -> Intake:
    """The intake that these words open.

    Words that are none, beside a photo, are left out. `address` is the phone, or whatever texted
    us; the rest is as in `noted`.
    """
    contact = SafeContact(texting_address=address)
    return Intake(
        id=new_id(),
        reference=make_reference(),
        received_at=words.said_at,
        method=MethodOfReceipt.TEXT_MESSAGE,
        language=language,
        words=(words,) if words.text.strip() else (),
        contact=_with_texts(contact, step.state.texts_allowed),
        flags=merged(raised, step.flags),
    )


def noted(
    intake: Intake, step: Step, language: str, raised: tuple[Flag, ...], now: datetime
) -> Intake:
    """The intake with all that this text says of it; its words are added by whoever keeps it.

    `raised` is what screening found in the words, `language` the one they are in.
    """
    answers = _answers(intake, step.answer) if step.answer else {}
    flags = merged(intake.flags, (*raised, *step.flags))
    after = replace(intake, language=language, flags=flags, **answers)
    if step.answer and step.answer.wants_advocate:
        trusted = step.answer.trusted
        after = with_answer(after, step.answer.wants_advocate, now, trusted=trusted)
    return after


def _answers(intake: Intake, answer: Answer) -> dict[str, Any]:
    return {
        "looked_after": answer.looked_after or intake.looked_after,
        "name": answer.name or intake.name,
        "contact": _with_texts(intake.contact, answer.texts_allowed),
    }


def _with_texts(contact: SafeContact, allowed: TextsAllowed | None) -> SafeContact:
    """What may be texted; whoever may be texted about it is reached by text, unless they said."""
    if allowed is None:
        return contact
    way = ContactWay.TEXT if allowed is TextsAllowed.ABOUT_IT else None
    return replace(contact, texts_allowed=allowed, way=contact.way or way)
