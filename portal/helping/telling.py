"""From what an adult answered to an intake: what is theirs, and what is the child's, kept apart."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from portal.child.posted import Posted, new_submission_id
from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake, SafeContact, Words, new_id
from portal.domain.screening import screen
from portal.domain.submitter import ORIGINATORS, Knows, Relation, Submitter, WordsOf
from portal.domain.taxonomy import (
    AgeBand,
    ContactWay,
    FeelsSafe,
    LookedAfter,
    MethodOfReceipt,
    SubmittedBy,
    YesNo,
)

E = TypeVar("E", bound=StrEnum)
_FAST = Flag(FlagName.SUSPECT, "written-very-fast")
# What says by itself that the child is in danger; the rest is screened once it is sent.
_READ_AT_ONCE = ("words", "hide")


def in_danger(values: Mapping[str, str], language: str) -> bool:
    """Whether an answer or a rule says that the child may not be safe."""
    if values.get("safe") in (FeelsSafe.NO, FeelsSafe.NOT_SURE):
        return True
    texts = (values.get(name, "") for name in _READ_AT_ONCE)
    flags = (flag for text in texts if text for flag in screen(text, language))
    return any(flag.name is FlagName.URGENT for flag in flags)


@dataclass(frozen=True, slots=True)
class Told:
    """What one form said: who they are to the child, their answers, and when."""

    relation: Relation
    values: dict[str, str]
    posted: Posted
    language: str
    at: datetime

    @property
    def in_danger(self) -> bool:
        """Whether an answer or a rule says that the child may not be safe."""
        return in_danger(self.values, self.language)

    @property
    def submission_id(self) -> str:
        """The one-time id: the same answers of the same page are one telling.

        Changed answers are another one. To write them into what was sent is not for somebody who
        may not see it: the child, or customer care, may have changed it since.
        """
        page = self.posted.submission_id or new_submission_id()
        # A browser sends CRLF for each line break that a page shows it.
        answers = sorted((n, text.replace("\r\n", "\n")) for n, text in self.values.items())
        said = json.dumps([self.relation, answers])
        mark = hashlib.sha256(f"helping\x1f{page}\x1f{said}".encode()).digest()
        return str(uuid.UUID(bytes=mark[:16]))

    @property
    def marks(self) -> tuple[Flag, ...]:
        """What looks odd about the form, for customer care to see."""
        return self.posted.marks + ((_FAST,) if self.posted.was_fast else ())

    def intake(self, submission_id: str, reference: str, marks: tuple[Flag, ...]) -> Intake:
        """All of it as one intake.

        :raise portal.domain.intake.NothingSaidError: no words, and no wish for an advocate.
        """
        words = self.values["words"]
        return Intake(
            id=new_id(),
            reference=reference,
            received_at=self.at,
            method=MethodOfReceipt.WEB_FORM,
            language=self.language,
            words=(Words(words, self.at),) if words.strip() else (),
            submission_id=submission_id,
            originator=ORIGINATORS[self.relation],
            submitted_by=SubmittedBy.HELPER,
            submitter=self._submitter(),
            age_band=self._one_of(AgeBand, "age"),
            looked_after=self._one_of(LookedAfter, "home"),
            wants_advocate=self._one_of(YesNo, "advocate"),
            feels_safe=self._one_of(FeelsSafe, "safe"),
            name=self.values["name"],
            should_not_see=self.values["hide"],
            contact=self._contact(),
            flags=marks,
        )

    def _submitter(self) -> Submitter:
        return Submitter(
            self.relation,
            name=self.values["own_name"],
            organisation=self.values.get("own_organisation", ""),
            contact=self.values["own_contact"],
            child_knows=self._one_of(Knows, "knows"),
            child_agrees=self._one_of(Knows, "agrees"),
            words_of=self._one_of(WordsOf, "words_of"),
        )

    def _contact(self) -> SafeContact:
        """Nothing with content goes there until the child says that it is theirs."""
        return SafeContact(
            way=self._one_of(ContactWay, "way"),
            details=self.values["details"],
            best_times=self.values["times"],
            given_by=SubmittedBy.HELPER,
            confirmed_by_child=False,
        )

    def _one_of(self, answers: type[E], field: str) -> E | None:
        """The answer, None where it was left out or is not asked of them."""
        said = self.values.get(field)
        return answers(said) if said in tuple(answers) else None
