"""What a complaint is about and who brought it, in the report's words; the child's own stay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from portal.domain.decisions.base import By, Decision, RefusedError, said
from portal.domain.intake import Intake
from portal.domain.taxonomy import EducationOriginator, EducationType, Originator, Subject
from portal.domain.triage import DataProtection, Education, Triage

ABOUT_DATA = frozenset({Subject.CONFIDENTIALITY, Subject.PERSONAL_INFORMATION})
"""Subjects by which a complaint is one about personal data as well."""


@dataclass(frozen=True, slots=True)
class DecideSubjects(Decision):
    """One main subject, which is counted, and others; of education, its own two words as well.

    A subject about personal data raises the data-protection flag; no other subject lowers it.
    """

    kind: ClassVar[str] = "subjects"
    label: ClassVar[str] = "Subjects"

    main_subject: Subject | None = said("Main subject", None)
    other_subjects: tuple[Subject, ...] = said("Other subjects", ())
    education_type: EducationType | None = said("Education: type of record", None)
    education_originator: EducationOriginator | None = said("Education: originator", None)

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with its subjects; the child's topic is untouched."""
        others, education = tuple(dict.fromkeys(self.other_subjects)), self._education()
        if self.main_subject is None and (others or education is None):
            raise RefusedError("main_subject", "Please choose the one subject that is counted.")
        if self.main_subject in others:
            raise RefusedError("other_subjects", "The main subject cannot be another one too.")
        decided = replace(
            intake.triage,
            main_subject=self.main_subject,
            other_subjects=others,
            education=education,
        )
        return replace(intake, triage=self._flagged(decided, by))

    def _education(self) -> Education | None:
        if self.education_type and self.education_originator:
            return Education(self.education_type, self.education_originator)
        if self.education_type:
            raise RefusedError("education_originator", "Please choose who brought it.")
        if self.education_originator:
            raise RefusedError("education_type", "Please choose its type of record.")
        return None

    def _flagged(self, decided: Triage, by: By) -> Triage:
        said_now = {self.main_subject, *self.other_subjects}
        if decided.data_protection or ABOUT_DATA.isdisjoint(said_now):
            return decided
        return replace(decided, data_protection=DataProtection(flagged_on=by.today))


@dataclass(frozen=True, slots=True)
class DecideOriginator(Decision):
    """Who is complaining, as the report counts them, and the team or district it is about."""

    kind: ClassVar[str] = "originator"
    label: ClassVar[str] = "Originator"

    originator: Originator = said("Originator", Originator.CHILD)
    team: str = said("Team or district")

    def applied_to(self, intake: Intake, by: By) -> Intake:
        """The intake with both; who typed it stays as it was."""
        decided = replace(intake.triage, team=self.team.strip())
        return replace(intake, originator=self.originator, triage=decided)
