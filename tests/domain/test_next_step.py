"""What is proposed next: most pressing first, and nothing that is decided already."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from portal.domain.flags import Flag, FlagName
from portal.domain.intake import AdvocateWish, Intake, Words
from portal.domain.next_step import next_steps
from portal.domain.referral_steps import Step
from portal.domain.taxonomy import RecordType, Subject, YesNo
from portal.domain.triage import Authority, Done, Told, Translation, Triage
from tests.any_intake import an_intake
from tests.domain.deciding import sent

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
DAY = AT.date()
URGENT = (Flag(FlagName.URGENT, "hit-or-hurt", "en"),)
STATUTORY = RecordType.STATUTORY
TOLD = (Told("duty team", AT),)
DONE = Done(DAY)


def plain(triage: Triage | None = None, **more: object) -> Intake:
    """An English intake of which nothing is decided and that asks for nothing."""
    values = {
        "language": "en",
        "words": (Words("They moved me", AT),),
        "flags": (),
        "should_not_see": "",
        "wants_advocate": None,
        "advocate_asked_at": None,
        "record_type": None,
        "closed_at": None,
        "triage": triage or Triage(),
    }
    return an_intake(**{**values, **more})


ASKED: dict[str, Any] = {"wants_advocate": YesNo.YES, "advocate_asked_at": AT}
TRANSLATED = Triage(translations=(Translation("en", "A.", DAY, "I want to ring my mum"),))
PASSED = Triage(passed_to="mo", main_subject=Subject.DELAY, acknowledged=DONE)


@pytest.mark.parametrize(
    ("intake", "first"),
    [
        (plain(), ["authority", "record-type"]),
        (plain(Triage(authority=Authority(is_ours=True))), ["record-type", "acknowledged"]),
        (plain(should_not_see="Dave", flags=URGENT), ["shield", "safeguarding"]),
        (plain(Triage(names_matched=True), should_not_see="Dave"), ["authority", "record-type"]),
        (plain(Triage(barred=("dave",))), ["shield", "authority"]),
        (plain(flags=URGENT), ["safeguarding", "authority"]),
        (plain(Triage(safeguarding=TOLD), flags=URGENT), ["authority", "record-type"]),
        (plain(language="ar"), ["ask-translation", "authority"]),
        (plain(Triage(translation_asked_at=AT), language="ar"), ["authority", "record-type"]),
        (plain(TRANSLATED, language="ar"), ["authority", "record-type"]),
        (plain(language="und"), ["authority", "record-type"]),
        (plain(language="und-Ethi"), ["ask-translation", "authority"]),
        (plain(language="en-GB"), ["authority", "record-type"]),
        (plain(language="ar", words=(), **ASKED), ["advocacy", "authority"]),
        (plain(record_type=STATUTORY), ["pass", "subjects"]),
        (plain(record_type=STATUTORY, **ASKED), ["pass", "advocacy"]),
        (plain(record_type=RecordType.NON_STATUTORY), ["pass", "subjects"]),
        (plain(record_type=RecordType.MERIT), ["acknowledged", "close"]),
        (
            plain(Triage(authority=Authority(False, "Medway")), record_type=STATUTORY),
            ["subjects", "acknowledged"],
        ),
        (
            plain(Triage(passed_to_name="Mo", main_subject=Subject.DELAY), record_type=STATUTORY),
            ["acknowledged", "contact-made"],
        ),
        (plain(PASSED, record_type=STATUTORY), ["contact-made", "answer-sent"]),
        (
            plain(replace(PASSED, contact_made=DONE, answer_sent=DONE), record_type=STATUTORY),
            ["close"],
        ),
        (plain(closed_at=AT, should_not_see="Dave", flags=URGENT), []),
    ],
)
def test_what_comes_next(intake: Intake, first: list[str]) -> None:
    assert list(next_steps(intake)[:2]) == first


UNNAMED: dict[str, Any] = {"advocacy_services": (), "wish": AdvocateWish()}
STEPS = {
    step: Triage(advocacy_steps=sent(DAY, step), passed_to="mo")
    for step in (Step.ACCEPTED, Step.HANDED_BACK, Step.FALL_BACK, Step.CHANGED)
}


@pytest.mark.parametrize(
    ("intake", "is_late", "first"),
    [
        (plain(record_type=STATUTORY, **UNNAMED), False, ["pass", "advocacy-offer"]),
        (plain(**UNNAMED), False, ["authority", "record-type"]),
        (plain(**ASKED), True, ["advocacy", "advocacy-fall-back"]),
        (plain(flags=URGENT, **ASKED), True, ["safeguarding", "advocacy"]),
        (plain(Triage(advocacy_steps=sent(DAY)), **ASKED), True, ["advocacy-fall-back"]),
        (plain(Triage(advocacy_steps=sent(DAY)), **ASKED), False, ["authority", "record-type"]),
        (plain(STEPS[Step.ACCEPTED], record_type=STATUTORY, **ASKED), False, ["advocacy-told"]),
        (
            plain(STEPS[Step.HANDED_BACK], record_type=STATUTORY, **ASKED),
            False,
            ["advocacy", "advocacy-told"],
        ),
        (plain(STEPS[Step.FALL_BACK], record_type=STATUTORY, **ASKED), False, ["advocacy-told"]),
        (plain(STEPS[Step.CHANGED], record_type=STATUTORY, **ASKED), False, ["advocacy"]),
        (plain(closed_at=AT, **ASKED), True, []),
    ],
)
def test_what_comes_next_about_an_advocate(intake: Intake, is_late: bool, first: list[str]) -> None:
    assert list(next_steps(intake, is_advocate_late=is_late)[: len(first) or None]) == first
