"""What to decide next about an intake: proposed, never required, and the fewest steps to an answer.

Whose child it is comes first, and is taken as ours once somebody says what the intake is.
"""

from __future__ import annotations

from portal.domain.intake import Intake
from portal.domain.referral import waits_to_be_sent
from portal.domain.sight import waits_for_names
from portal.domain.triage import Triage

_READ_BY_US = frozenset({"en", "und", ""})


def next_steps(intake: Intake) -> tuple[str, ...]:
    """The kinds of decision to make next, most pressing first; empty once it is closed."""
    if intake.closed_at:
        return ()
    return (*_safety(intake), *_first(intake), *_answer(intake), *_end(intake))


def needs_translation(intake: Intake) -> bool:
    """Whether words are in another language, and no translation beside them is in English."""
    in_english = any(one.language == "en" for one in intake.triage.translations)
    return bool(intake.words) and not in_english and not is_english(intake.language)


def is_english(language: str) -> bool:
    """Whether an officer reads this language; one that nobody knows counts as read."""
    return language.partition("-")[0] in _READ_BY_US


def is_passed(decided: Triage) -> bool:
    """Whether a manager answers it, with an account or without."""
    return bool(decided.passed_to or decided.passed_to_name)


def _safety(intake: Intake) -> list[str]:
    decided, steps = intake.triage, []
    if waits_for_names(intake):
        steps.append("shield")
    if intake.is_urgent and not decided.safeguarding:
        steps.append("safeguarding")
    if needs_translation(intake) and not decided.translation_asked_at:
        steps.append("ask-translation")
    return steps


def _first(intake: Intake) -> list[str]:
    if intake.record_type:
        return []
    return ["record-type"] if intake.triage.authority else ["authority", "record-type"]


def _answer(intake: Intake) -> list[str]:
    decided, steps = intake.triage, []
    is_ours = decided.authority is None or decided.authority.is_ours
    if is_ours and intake.is_complaint and not is_passed(decided):
        steps.append("pass")
    if waits_to_be_sent(intake):
        steps.append("advocacy")
    if intake.is_complaint and not decided.main_subject:
        steps.append("subjects")
    return steps


def _end(intake: Intake) -> list[str]:
    decided = intake.triage
    steps = [] if decided.acknowledged else ["acknowledged"]
    if is_passed(decided) and not decided.contact_made:
        steps.append("contact-made")
    if is_passed(decided) and not decided.answer_sent:
        steps.append("answer-sent")
    return [*steps, "close"]
