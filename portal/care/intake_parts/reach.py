"""How to reach a child, and how not to: one line to obey, what it means, and all that was said."""

from __future__ import annotations

from dataclasses import dataclass

from portal.care.intake_parts.rows import Row, typed
from portal.desk.answers_said import BY_CODE_WORDS, GIVEN_BY, REACHED_BY
from portal.domain.flags import FlagName
from portal.domain.intake import Intake, SafeContact
from portal.domain.taxonomy import ContactWay, SubmittedBy, TextsAllowed


@dataclass(frozen=True, slots=True)
class Reach:
    """`headline` is the one line; `warnings` what must not be done; `rows` what was said.

    `is_open`: something may be sent or said at all.
    """

    headline: str
    is_open: bool
    warnings: tuple[str, ...]
    rows: tuple[Row, ...]


_NO_CONTACT = "Do not contact: they come back with their code words"
_NOTHING = "Do not contact: they did not say how"
_TEXTS = {
    TextsAllowed.ABOUT_IT: "Texts may be about it",
    TextsAllowed.NEUTRAL_ONLY: "Only neutral texts",
    TextsAllowed.ANOTHER_WAY: "No texts: another way",
}


def reach(intake: Intake) -> Reach:
    """What may be done to reach whoever this came from."""
    contact = intake.contact
    headline, is_open = _headline(contact)
    stopped = intake.has_flag(FlagName.OPTED_OUT)
    return Reach(headline, is_open, tuple(_warnings(contact, stopped)), _rows(intake))


def _headline(contact: SafeContact) -> tuple[str, bool]:
    if contact.way is ContactWay.DO_NOT_CONTACT:
        return _NO_CONTACT, False
    if contact.texts_allowed is TextsAllowed.NEUTRAL_ONLY and contact.way in (
        None,
        ContactWay.TEXT,
    ):
        return "Only neutral texts", True
    if contact.way is not None:
        return REACHED_BY[contact.way], True
    if contact.texts_allowed is TextsAllowed.ANOTHER_WAY:
        return _NO_CONTACT, False
    return _NOTHING, False


def _warnings(contact: SafeContact, stopped: bool) -> list[str]:
    said = []
    if stopped:
        said.append("They opted out of texts: no text of ours reaches them.")
    if not contact.confirmed_by_child:
        said.append("The child has not confirmed this: send nothing with content there.")
    if contact.texts_allowed is TextsAllowed.NEUTRAL_ONLY:
        said.append("No text may say what this is about, or who we are.")
    if contact.texts_allowed is TextsAllowed.ANOTHER_WAY:
        said.append("Do not text the phone that texted us.")
    if contact.texting_address and contact.texts_allowed is None:
        said.append(
            "They did not say whether texts are safe: do not text the phone that texted us."
        )
    if contact.who_else_sees.strip():
        said.append("Somebody else sees this phone or post.")
    return said


def _rows(intake: Intake) -> tuple[Row, ...]:
    contact = intake.contact
    has_any = bool(contact.details.strip() or contact.texting_address)
    return (
        Row("They said", _way_said(contact.way)),
        typed("Number or address", contact.details),
        *(_phone(contact) if contact.texting_address else ()),
        typed("Best times", contact.best_times),
        typed("Who else sees it", contact.who_else_sees),
        Row("Given by", GIVEN_BY[contact.given_by] if has_any else ""),
        Row("Confirmed by the child", _confirmed(intake) if has_any else ""),
    )


def _phone(contact: SafeContact) -> tuple[Row, Row]:
    texts = _TEXTS[contact.texts_allowed] if contact.texts_allowed else ""
    return typed("Phone that texted us", contact.texting_address), Row("Texts to it", texts)


def _way_said(way: ContactWay | None) -> str:
    if way is ContactWay.DO_NOT_CONTACT:
        return "Do not contact me"
    return REACHED_BY.get(way, "") if way else ""


def _confirmed(intake: Intake) -> str:
    contact = intake.contact
    if contact.confirmed_by_child and intake.taken_over_at:
        return BY_CODE_WORDS
    if contact.given_by is SubmittedBy.CHILD and contact.confirmed_by_child:
        return "Yes: they gave it themselves"
    return "Yes" if contact.confirmed_by_child else "No"
