"""What a text says of an intake: its first words make one, its answers are noted in one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from portal.domain.intake import Intake, SafeContact, Words, new_id
from portal.domain.taxonomy import ContactWay, MethodOfReceipt, TextsAllowed
from sms.answers import Answer
from sms.conversation import Step


def begun(
    words: str, step: Step, *, reference: str, address: str, language: str, at: datetime
) -> Intake:
    """The intake that these words open. `address` is the phone, or whatever texted us."""
    contact = SafeContact(texting_address=address)
    return Intake(
        id=new_id(),
        reference=reference,
        received_at=at,
        method=MethodOfReceipt.TEXT_MESSAGE,
        language=language,
        words=(Words(words, at),),
        contact=_with_texts(contact, step.state.texts_allowed),
        flags=step.flags,
    )


def noted(intake: Intake, step: Step, language: str) -> Intake:
    """The intake with what this text answered, raised and showed of the child's language."""
    more = replace(intake, language=language).with_flags(*step.flags)
    return _answered(more, step.answer) if step.answer else more


def _answered(intake: Intake, answer: Answer) -> Intake:
    return replace(
        intake,
        wants_advocate=answer.wants_advocate or intake.wants_advocate,
        looked_after=answer.looked_after or intake.looked_after,
        name=answer.name or intake.name,
        contact=_with_texts(intake.contact, answer.texts_allowed),
    )


def _with_texts(contact: SafeContact, allowed: TextsAllowed | None) -> SafeContact:
    """What may be texted; whoever may be texted about it is reached by text, unless they said."""
    if allowed is None:
        return contact
    way = ContactWay.TEXT if allowed is TextsAllowed.ABOUT_IT else None
    return replace(contact, texts_allowed=allowed, way=contact.way or way)
