"""What to decide next about an intake: proposed, never required, and the fewest steps to an answer.

Whose child it is comes first, and is taken as ours once somebody says what the intake is.
"""

from __future__ import annotations

from portal.domain.advocate_wait import not_told_yet
from portal.domain.intake import Intake
from portal.domain.pauses import running
from portal.domain.referral import Status, current, status, waits_for_advocate, waits_to_be_sent
from portal.domain.sight import waits_for_names
from portal.domain.triage import Triage

_READ_BY_US = frozenset({"en", "und", ""})


def next_steps(intake: Intake, *, is_advocate_late: bool = False) -> tuple[str, ...]:
    """The kinds of decision to make next, most pressing first; empty once it is closed.

    `is_advocate_late`: no service said yes in time, so that the child comes before all but danger.
    So it is from the beginning where they ask for nothing else.
    """
    if intake.closed_at:
        return ()
    advocate = advocate_steps(intake, is_late=is_advocate_late)
    is_first = is_advocate_late or intake.asks_only_for_advocate
    first = (*_safety(intake), *(advocate if is_first else ()), *_first(intake))
    return (*first, *_answer(intake, () if is_first else advocate), *_end(intake))


def advocate_steps(intake: Intake, *, is_late: bool) -> tuple[str, ...]:
    """What comes next about an advocate; "advocacy-fall-back" only once a yes `is_late`."""
    steps = []
    if waits_to_be_sent(intake):
        steps.append("advocacy")
    if is_late and waits_for_advocate(intake):
        steps.append("advocacy-fall-back")
    if not_told_yet(intake):
        steps.append("advocacy-told")
    part = current(intake)
    if part and part.accepted_on and running(intake.triage.pauses):
        steps.append("pause-end")
    if _is_to_be_offered(intake):
        steps.append("advocacy-offer")
    return tuple(steps)


def _is_to_be_offered(intake: Intake) -> bool:
    """Whether a complaint came from a child to whom nobody, nor any page of ours, named one."""
    was_named = bool(intake.advocacy_services)
    return intake.is_complaint and not was_named and status(intake) is Status.NOT_ASKED


def needs_translation(intake: Intake) -> bool:
    """Whether words are in another language, and no translation beside them is in English."""
    in_english = any(one.language == "en" for one in intake.triage.translations)
    return bool(intake.words) and not in_english and not is_english(intake.language)


def is_english(language: str) -> bool:
    """Whether an officer reads this language; one that nobody knows counts as read."""
    # Of "und-Ethi" the script is known, and that nobody here reads it.
    return language in _READ_BY_US or language.partition("-")[0] == "en"


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


def _answer(intake: Intake, advocate: tuple[str, ...]) -> list[str]:
    decided, steps = intake.triage, []
    is_ours = decided.authority is None or decided.authority.is_ours
    if is_ours and intake.is_complaint and not is_passed(decided):
        steps.append("pass")
    steps += advocate
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
