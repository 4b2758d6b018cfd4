"""What the page of one intake says, as plain values, for whoever opened it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.care.decision_forms import FORMS, DecisionForm
from portal.care.intake_parts.advocacy import SpeakingUp, speaking_up
from portal.care.intake_parts.advocacy_to_do import Around
from portal.care.intake_parts.answers import KINDS, answers
from portal.care.intake_parts.clocks import Clock, about_the_pause, clocks, whether_on_time
from portal.care.intake_parts.conflicts import ToPutRight, to_put_right, who_may_not
from portal.care.intake_parts.decided import decided_so_far
from portal.care.intake_parts.files import ShownFile, shown_files
from portal.care.intake_parts.flags import RaisedFlag, raised_flags
from portal.care.intake_parts.glance import Glimpse, glance
from portal.care.intake_parts.offered import Offered, offered
from portal.care.intake_parts.reach import Reach, reach
from portal.care.intake_parts.rows import Row, typed
from portal.care.intake_parts.submitter import not_agreed, told_by
from portal.care.intake_parts.talk import Spoken
from portal.care.intake_parts.words import ShownWords, shown_words
from portal.db.decisions import Decided
from portal.db.linked import Linked
from portal.db.looks import Look
from portal.domain.advocacy import AdvocacyService, areas_of
from portal.domain.attachments import Attachment
from portal.domain.clock import london_day
from portal.domain.deadlines import Deadlines
from portal.domain.decisions.fall_back import DecideArea
from portal.domain.intake import Intake
from portal.domain.sight import waits_for_names
from portal.domain.staff import Role, StaffMember
from portal.domain.who_did import WhoDid
from portal.register.standing import Version
from portal.services.office import Office

LOOKS_SHOWN = 50
_LOOKS = {
    "intake.view": "Opened",
    "intake.sheet": "Printed sheet opened",
    "file.copy": "Copy of a photo or recording taken",
    "file.original": "Original of a photo or recording taken",
    "referral.view": "What the child shared was opened",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept beside an intake, and whoever opened it may read.

    `looks` are the newest of `looks_in_all`.
    """

    history: Sequence[Decided]
    names: dict[str, str]
    who: WhoDid
    talk: Sequence[Spoken]
    files: Sequence[Attachment]
    linked: Sequence[Linked]
    looks: Sequence[Look]
    looks_in_all: int
    versions: Sequence[Version]
    services: tuple[AdvocacyService, ...] = ()
    people: tuple[StaffMember, ...] = ()

    def name_of(self, staff_id: str | None) -> str:
        """A colleague's name, also of one who left."""
        return self.names.get(staff_id, "Somebody") if staff_id else "Heard itself"


@dataclass(frozen=True, slots=True)
class SeenLook:
    """One time that somebody opened it, as the page says it."""

    at: datetime
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class IntakeView:
    """Everything on the page but the words, which are in `intake`, as they were given.

    `looks` and `versions` (of the record, newest first) None: not for this person.
    """

    intake: Intake
    kind: str
    words: ShownWords
    glance: tuple[Glimpse, ...]
    flags: tuple[RaisedFlag, ...]
    reach: Reach
    told_by: tuple[Row, ...]
    is_shielded: bool
    to_put_right: tuple[ToPutRight, ...]
    answers: tuple[Row, ...]
    clocks: tuple[Clock, ...]
    about_the_pause: str
    on_time: str
    decided: tuple[Row, ...]
    speaking_up: SpeakingUp
    offered: Offered
    history: tuple[Decided, ...]
    talk: tuple[Spoken, ...]
    files: tuple[ShownFile, ...]
    linked: tuple[Linked, ...]
    looks: tuple[SeenLook, ...] | None
    looks_in_all: int
    versions: tuple[Version, ...] | None


def intake_view(
    intake: Intake, kept: Kept, member: StaffMember, office: Office, now: datetime
) -> IntakeView:
    """The page for this person, at this moment."""
    is_officer, today = member.has(Role.OFFICER), london_day(now)
    due = office.deadlines(intake)
    flags, how = raised_flags(intake), reach(intake)
    speaks_up = speaking_up(intake, due.advocate_by, _around(kept, office, today))
    next_due = clocks(intake, due, today, office.working_days)
    return IntakeView(
        intake=intake,
        kind=KINDS[intake.kind] if intake.kind else "",
        words=shown_words(intake),
        glance=(*not_agreed(intake), *glance(intake, flags, how, next_due)),
        flags=flags,
        reach=how,
        told_by=told_by(intake),
        is_shielded=waits_for_names(intake),
        to_put_right=to_put_right(intake, kept.services, kept.people) if is_officer else (),
        answers=(typed("Name", intake.name), *answers(intake, kept.services)),
        clocks=next_due,
        about_the_pause=about_the_pause(intake, due, counts=office.settings.advocate_pause),
        on_time=whether_on_time(intake, office.rules, today),
        decided=(
            *decided_so_far(intake, kept.name_of, is_officer=is_officer),
            *who_may_not(intake, is_officer=is_officer),
        ),
        speaking_up=speaks_up if is_officer else speaks_up.for_manager(),
        offered=offered(intake, member, _forms(kept, today), is_advocate_late=_is_late(due, today)),
        history=tuple(reversed(kept.history)),
        talk=tuple(kept.talk),
        files=shown_files(kept.files),
        linked=tuple(kept.linked),
        looks=tuple(_seen(look, kept) for look in kept.looks) if is_officer else None,
        looks_in_all=kept.looks_in_all,
        versions=tuple(reversed(kept.versions)) if is_officer else None,
    )


def _around(kept: Kept, office: Office, today: date) -> Around:
    return Around(today, kept.services, kept.people, office.settings.advocate_fallback)


def _forms(kept: Kept, today: date) -> dict[str, type[DecisionForm]]:
    """All pages but that of the area where no contract of today turns on it."""
    has_areas = bool(areas_of(kept.services, today))
    return {kind: form for kind, form in FORMS.items() if has_areas or kind != DecideArea.kind}


def _is_late(due: Deadlines, today: date) -> bool:
    return due.advocate_by is not None and due.advocate_by < today


def _seen(look: Look, kept: Kept) -> SeenLook:
    what = _LOOKS.get(look.action, look.action.rpartition(".")[2].replace("_", " ").capitalize())
    who = kept.who.name(look.staff_id, look.at) or kept.name_of(look.staff_id)
    return SeenLook(look.at, who, what)
