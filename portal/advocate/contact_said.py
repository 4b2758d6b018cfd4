"""How a child may be reached, and how not: one line to obey, what it means, and all they said."""

from __future__ import annotations

from dataclasses import dataclass

from portal.desk.answers_said import BY_CODE_WORDS, GIVEN_BY, REACHED_BY
from portal.domain.intake import SafeContact
from portal.domain.shared import Shared
from portal.domain.taxonomy import ContactWay, SubmittedBy, TextsAllowed

_WAYS = {
    ContactWay.TEXT: "a text",
    ContactWay.CALL: "a call",
    ContactWay.EMAIL: "an e-mail",
    ContactWay.LETTER: "a letter",
}
_NO_CONTACT = "Do not contact them: ring customer care"
_NO_TEXTS = "Do not text them: ring customer care"


@dataclass(frozen=True, slots=True)
class Said:
    """A label and what was said. `is_typed`: in somebody's own words."""

    label: str
    value: str
    is_typed: bool = True


@dataclass(frozen=True, slots=True)
class HowToReach:
    """`headline` is the one line; `warnings` what must not be done; `rows` what was said.

    `is_open`: they may be reached at all.
    """

    headline: str
    is_open: bool
    warnings: tuple[str, ...]
    rows: tuple[Said, ...]


def how_to_reach(told: Shared) -> HowToReach:
    """What a service may do to reach this child; nothing that they have not called safe."""
    contact = told.contact or SafeContact()
    headline = _headline(told, contact)
    is_open = headline not in (_NO_CONTACT, _NO_TEXTS)
    warnings, rows = _warnings(told, contact), _rows(told, contact)
    return HowToReach(headline, is_open, tuple(warnings), tuple(rows))


def _headline(told: Shared, contact: SafeContact) -> str:
    by_text = contact.way is ContactWay.TEXT or (contact.way is None and contact.texting_address)
    if by_text and told.stopped_texts:
        return _NO_TEXTS
    if by_text and contact.texts_allowed is TextsAllowed.NEUTRAL_ONLY:
        return "Only neutral texts"
    if by_text:
        return "Text them"
    return REACHED_BY.get(contact.way, _NO_CONTACT) if contact.way else _NO_CONTACT


def _warnings(told: Shared, contact: SafeContact) -> list[str]:
    said = [_not_safe(contact)]
    if not contact.confirmed_by_child:
        said.append("The child has not confirmed this: nothing with content may go there.")
    if contact.texts_allowed is TextsAllowed.NEUTRAL_ONLY and contact.texting_address:
        said.append("No text may say what this is about, or who you are.")
    if told.has_unsafe_phone:
        said.append(
            "There is a phone that they have not called safe. We do not pass on its number."
        )
    if told.stopped_texts:
        said.append("They stopped our texts: do not text them.")
    if contact.who_else_sees.strip():
        said.append("Somebody else sees this phone or post.")
    return said


def _not_safe(contact: SafeContact) -> str:
    if contact.way is ContactWay.DO_NOT_CONTACT:
        return "They asked not to be contacted. They come back to us by themselves."
    if contact.way is ContactWay.THROUGH_SOMEONE:
        return "They have called nothing safe that goes to themselves."
    safe = {contact.way, ContactWay.TEXT if contact.texting_address else None}
    if safe == {None}:
        return "They have not said how they can be reached safely."
    others = [name for way, name in _WAYS.items() if way not in safe]
    return f"They have not called these safe: {', '.join(others)}."


def _rows(told: Shared, contact: SafeContact) -> list[Said]:
    has_any = bool(contact.details.strip() or contact.texting_address)
    confirmed = _confirmed(told, contact) if has_any else ""
    rows = [
        Said("Number, address or person", contact.details),
        Said("Phone that texted us", contact.texting_address),
        Said("Best times", contact.best_times),
        Said("Who else sees it", contact.who_else_sees),
        Said("Given by", GIVEN_BY[contact.given_by] if has_any else "", is_typed=False),
        Said("Confirmed by the child", confirmed, is_typed=False),
    ]
    return [row for row in rows if row.value.strip()]


def _confirmed(told: Shared, contact: SafeContact) -> str:
    if contact.confirmed_by_child and told.by_code_words:
        return BY_CODE_WORDS
    if contact.given_by is SubmittedBy.CHILD and contact.confirmed_by_child:
        return "Yes: they gave it themselves"
    return "Yes" if contact.confirmed_by_child else "No: not confirmed by the child"
