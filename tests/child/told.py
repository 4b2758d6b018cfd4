"""Intakes that somebody told for a child, and the code words that lead the child there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Flask

from portal.domain.clock import london_day
from portal.domain.intake import Intake, SafeContact, Words, new_id
from portal.domain.referral_steps import Happened, Step, StepBy
from portal.domain.submitter import Knows, Relation, Submitter
from portal.domain.taxonomy import ContactWay, MethodOfReceipt, SubmittedBy, YesNo
from portal.domain.triage import Triage
from portal.services import intake as intake_service
from portal.services.ways_back import CodeWords, free_reference
from tests.portal_client import Child, office_of

WORDS = "They moved him again <3\r\n  nobody asked"
GIVEN = SafeContact(
    ContactWay.TEXT,
    "07700 900123",
    best_times="after 4",
    given_by=SubmittedBy.ADVOCATE,
    confirmed_by_child=False,
)
UNA = Submitter(Relation.ADVOCATE, "Una Upright", "Upfront", service="upfront")


def told(app: Flask, **more: Any) -> str:
    """Receive what an advocate told for a child, but for what is named here; the code words."""
    place = office_of(app)
    language = more.get("language", "en")
    code, at = CodeWords.make(place, language), place.clock()
    with place.database.write() as connection:
        values = {
            "id": new_id(),
            "reference": free_reference(connection),
            "received_at": at,
            "method": MethodOfReceipt.WEB_FORM,
            "language": language,
            "words": (Words(WORDS, at),),
            "submitted_by": SubmittedBy.ADVOCATE,
            "submitter": UNA,
            "contact": GIVEN,
            **more,
        }
        intake_service.receive(connection, place, Intake(**values), code_words_hash=code.hash)
    return code.said


def own(app: Flask, *steps: Step, **more: Any) -> str:
    """Receive what a child told themselves, with these steps of a wish; the code words."""
    at = office_of(app).clock()
    return told(
        app,
        **{
            "submitted_by": SubmittedBy.CHILD,
            "submitter": None,
            "contact": SafeContact(),
            "triage": Triage(advocacy_steps=tuple(_step(one, at) for one in steps)),
            **more,
        },
    )


def _step(step: Step, at: datetime) -> Happened:
    advocate = "123" if step is Step.NAMED else ""
    return Happened(step, london_day(at), at, StepBy.CARE, "r1", "upfront", "Upfront", advocate)


def enter(child: Child, code_words: str, **fields: str) -> Child:
    """Come in with code words, as far as the page that they open."""
    child.open("take-over")
    child.post("take-over", go="open", code_words=code_words, **fields)
    return child


def take_over(child: Child, code_words: str) -> Child:
    """Come in, and take over what waits there."""
    enter(child, code_words)
    child.post("take-over", go="mine")
    return child


def everything_told(**more: Any) -> dict[str, Any]:
    """An answer to whatever can be told for a child, typed as said here."""
    typed = more.pop("typed", "123 <3")
    contact = replace(GIVEN, details=typed, best_times=typed, who_else_sees=typed)
    return {
        "words": (Words(typed, more["received_at"]),),
        "name": typed,
        "desired_outcome": typed,
        "should_not_see": typed,
        "wants_advocate": YesNo.YES,
        "contact": contact,
        "submitter": replace(
            UNA, name=typed, child_knows=Knows.YES, child_agrees=Knows.NO, how_known=typed
        ),
        **more,
    }
