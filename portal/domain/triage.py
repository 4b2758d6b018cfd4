"""What customer care decided of an intake, as it stands now.

A decision (portal.domain.decisions) makes a new one from the last; nothing here is ever what
a child said. None and "" mean: not decided, not said. People stand by their staff id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.domain.guide_answers import Guide, Route
from portal.domain.may_not_act import IndependentPerson, MayNotAct, NotMeant
from portal.domain.pauses import Pause
from portal.domain.referral_steps import Happened
from portal.domain.taxonomy import (
    EducationOriginator,
    EducationType,
    OmbudsmanDecision,
    Outcome,
    Stage,
    Subject,
)


class AskedToStop(StrEnum):
    """Whether somebody put pressure on a child who withdraws."""

    NO = "no"
    YES = "yes"
    NOT_SURE = "not_sure"
    NOT_ASKED = "not_asked"


class ReadBack(StrEnum):
    """Whether what was written down was read to the child, and they said that it is right."""

    AGREED = "agreed"
    NOT_POSSIBLE = "not_possible"


@dataclass(frozen=True, slots=True)
class TakenDown:
    """By whom it was written down for a child, and when.

    `read_back` None: it came in writing. `reason` is why it could not be read back.
    """

    by: str
    at: datetime
    read_back: ReadBack | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done on a day: how, and a note."""

    on: date
    how: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """Whose child it is. `is_ours` False: another authority's, named.

    Handed over only with `consent` (how the child said yes) on `handed_over_on`; a copy stays.
    """

    is_ours: bool
    name: str = ""
    consent: str = ""
    handed_over_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Education:
    """An education matter, in the words of its own part of the report."""

    record_type: EducationType
    originator: EducationOriginator


@dataclass(frozen=True, slots=True)
class Told:
    """Who was told of a danger, and when."""

    who: str
    told_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class DataProtection:
    """The data-protection side of a complaint. `acknowledged_on` None: not yet."""

    flagged_on: date
    acknowledged_on: date | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A complaint taken back: kept all the same. `asked_to_stop`: did anyone ask the child to."""

    on: date
    how: str
    asked_to_stop: AskedToStop
    note: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """What came of it, and what was learned. `shown` is the sentence that anybody may read."""

    outcomes: tuple[Outcome, ...]
    learned: str = ""
    fault_found: bool = False
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Ombudsman:
    """That the Ombudsman was asked, and what they decided."""

    contacted_on: date
    decision: OmbudsmanDecision | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation beside the words, never in their place: whose, when, into what."""

    language: str
    made_by: str
    made_on: date
    text: str


@dataclass(frozen=True, slots=True)
class Triage:
    """Everything decided so far.

    `barred` are the people a child does not want to see it. `names_matched`: somebody matched the
    child's "who should not see this" to people, when it was `matched_answer`.
    `is_complex`, `extended_to` (agreed on `extended_on`) and `pauses` are Stage One's alone, and
    stay when it goes on; Stage Two has its own extension. `stage_two_agreed_on` is when the
    statement of the complaint was agreed. `answer_sent` is the answer of the present stage;
    `stage_one_answer` and `stage_two_answer` keep theirs once it went on. `is_straight_to_two`: it
    was not considered at Stage One. At Stage Three a panel was asked for, met, and reported. `area`
    is where the child lives, in the words of the contracts with advocacy services.
    `advocacy_steps` are all that was done about an advocate, the first first
    (portal.domain.referral reads them). `not_meant`: customer care asked, and it is somebody else
    of that name (portal.domain.conflicts).
    """

    taken_down: TakenDown | None = None
    authority: Authority | None = None
    guide: Guide | None = None
    late_reason: str = ""
    routes: tuple[Route, ...] = ()
    main_subject: Subject | None = None
    other_subjects: tuple[Subject, ...] = ()
    education: Education | None = None
    team: str = ""
    stage: Stage | None = None
    stage_two_requested_on: date | None = None
    stage_two_agreed_on: date | None = None
    is_straight_to_two: bool = False
    stage_three_requested_on: date | None = None
    panel_met_on: date | None = None
    panel_reported_on: date | None = None
    is_complex: bool = False
    complex_reason: str = ""
    extended_to: date | None = None
    extended_on: date | None = None
    extension_reason: str = ""
    stage_two_extended_to: date | None = None
    stage_two_extension_reason: str = ""
    pauses: tuple[Pause, ...] = ()
    acknowledged: Done | None = None
    assigned_to: str | None = None
    passed_to: str | None = None
    passed_to_name: str = ""
    contact_made: Done | None = None
    answer_sent: Done | None = None
    stage_one_answer: Done | None = None
    stage_two_answer: Done | None = None
    safeguarding: tuple[Told, ...] = ()
    data_protection: DataProtection | None = None
    area: str = ""
    advocacy_steps: tuple[Happened, ...] = ()
    may_not_act: tuple[MayNotAct, ...] = ()
    not_meant: tuple[NotMeant, ...] = ()
    independent_person: IndependentPerson | None = None
    case_number: str = ""
    names_matched: bool = False
    matched_answer: str = ""
    barred: tuple[str, ...] = ()
    about_customer_care: bool = False
    withdrawn: Withdrawn | None = None
    closing: Closing | None = None
    ombudsman: Ombudsman | None = None
    translation_asked_at: datetime | None = None
    translations: tuple[Translation, ...] = ()
