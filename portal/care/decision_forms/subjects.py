"""Pages for what a complaint is about, and who brought it, in the report's words."""

from __future__ import annotations

from typing import Any

from portal.care.decision_forms.base import About, DecisionForm
from portal.desk.forms import Choice, Line, Needed, OneOf, SomeOf, choices_of
from portal.domain.decisions import Decision
from portal.domain.decisions.subjects import ABOUT_DATA, DecideOriginator, DecideSubjects
from portal.domain.taxonomy import EducationOriginator, EducationType, Originator, Subject

_FLAGS = "Also a complaint about personal data: to be acknowledged within 30 days."
_SUBJECTS: list[Choice] = [
    (one.value, one.value, _FLAGS if one in ABOUT_DATA else "") for one in Subject
]
_NONE: Choice = ("", "Not an education matter")
# Apart from "", which is nothing chosen yet: nobody saves it without having meant it.
_ONLY_EDUCATION = "none"


class SubjectsForm(DecisionForm):
    """One subject that is counted, and others beside it."""

    makes = DecideSubjects
    title = "What is it about?"
    template = "care/subjects.html"
    intro = "In the report's words. What the child chose as the topic stays beside it as it is."

    main_subject = OneOf(
        "Main subject",
        choices=[*_SUBJECTS, (_ONLY_EDUCATION, "None: only an education matter")],
        description="The one that is counted in the yearly report.",
    )
    other_subjects = SomeOf("Other subjects", choices=_SUBJECTS)
    education_type = OneOf("Education: type of record", choices=[*choices_of(EducationType), _NONE])
    education_originator = OneOf(
        "Education: who brought it", choices=[*choices_of(EducationOriginator), _NONE]
    )

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """What was decided last."""
        decided = about.intake.triage
        education = decided.education
        return {
            "main_subject": decided.main_subject or (_ONLY_EDUCATION if education else ""),
            "other_subjects": decided.other_subjects,
            "education_type": education.record_type if education else "",
            "education_originator": education.originator if education else "",
        }

    @property
    def is_education(self) -> bool:
        """Whether the part for education has something to show."""
        said = (self.education_type.data, self.education_originator.data)
        return self.main_subject.data == _ONLY_EDUCATION or any(said) or bool(self.errors)

    def decision(self, about: About) -> Decision:
        """The subjects."""
        main, kind = self.main_subject.data, self.education_type.data
        originator = self.education_originator.data
        return DecideSubjects(
            main_subject=Subject(main) if main and main != _ONLY_EDUCATION else None,
            other_subjects=tuple(map(Subject, self.other_subjects.data or ())),
            education_type=EducationType(kind) if kind else None,
            education_originator=EducationOriginator(originator) if originator else None,
        )


class OriginatorForm(DecisionForm):
    """Who is complaining, and which team or district it is about."""

    makes = DecideOriginator
    title = "Who is complaining, and about which team?"
    intro = "An advocate is no originator: what they bring counts as the child's."

    originator = OneOf(
        "Originator", [Needed("Please choose who is complaining.")], choices_of(Originator)
    )
    team = Line("Team or district")

    @classmethod
    def values_of(cls, about: About) -> dict[str, Any]:
        """What was decided last, or the child."""
        return {"originator": about.intake.originator or "", "team": about.intake.triage.team}

    def decision(self, about: About) -> Decision:
        """Both."""
        return DecideOriginator(Originator(self.originator.data or ""), self.team.data or "")
