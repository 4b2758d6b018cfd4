"""What an advocacy service is told of a child: what they agreed to share, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from portal.domain.flags import FlagName
from portal.domain.intake import Intake, SafeContact, Words
from portal.domain.referral import Referral, asked_on
from portal.domain.referral_steps import Shares, Step
from portal.domain.taxonomy import (
    AgeBand,
    ContactWay,
    FeelsSafe,
    LookedAfter,
    SubmittedBy,
    TextsAllowed,
)

# What the service did, or must know to go on; never why customer care did what they did.
_SHOWN = frozenset({Step.SENT, Step.SHARED, Step.ACCEPTED, Step.NAMED, Step.MET})


@dataclass(frozen=True, slots=True)
class SeenStep:
    """A step of the service's part as the service reads it: without any note of customer care."""

    step: Step
    on: date
    advocate: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """A referral as its service reads it. None and "": not shared, or not said.

    Once it is over nothing of the child is left in it but the reference, and dates.
    `asked_on` is since when the child waits. `contact` names no number that the child has not
    called safe; `has_unsafe_phone` says that there is one. `stopped_texts`: they opted out of ours.
    `by_code_words`: what they confirmed, whoever had the code words could confirm.
    `shares` is what they agreed to; `written_by` goes with the words.
    """

    id: str
    reference: str
    sent_on: date
    accepted_on: date | None
    advocate: str
    met_on: date | None
    over_on: date | None
    was_handed_back: bool = False
    asked_on: date | None = None
    steps: tuple[SeenStep, ...] = ()
    shares: frozenset[Shares] = frozenset()
    language: str = ""
    name: str = ""
    contact: SafeContact | None = None
    has_unsafe_phone: bool = False
    stopped_texts: bool = False
    by_code_words: bool = False
    not_them: str = ""
    words: tuple[Words, ...] = ()
    written_by: SubmittedBy | None = None
    desired_outcome: str = ""
    age_band: AgeBand | None = None
    looked_after: LookedAfter | None = None
    feels_safe: FeelsSafe | None = None

    @property
    def version(self) -> int:
        """Changes with every step that a page of it shows."""
        return len(self.steps)


def shared(intake: Intake, part: Referral) -> Shared:
    """What this service may read of this intake."""
    bare = _bare(intake, part)
    if not part.is_open:
        return bare
    safe = _safe(intake.contact)
    told = replace(
        bare,
        asked_on=asked_on(intake),
        steps=_steps(intake, part),
        shares=part.shares,
        language=intake.language,
        name=intake.name,
        contact=safe,
        has_unsafe_phone=safe.texting_address != intake.contact.texting_address,
        stopped_texts=intake.has_flag(FlagName.OPTED_OUT),
        by_code_words=intake.taken_over_at is not None,
        not_them=intake.wish.not_them,
    )
    return _with_what_they_agreed_to(told, intake, part)


def _with_what_they_agreed_to(told: Shared, intake: Intake, part: Referral) -> Shared:
    agreed = part.shares
    return replace(
        told,
        words=_words(intake, part),
        written_by=intake.submitted_by if Shares.WORDS in agreed else None,
        desired_outcome=intake.desired_outcome if Shares.DESIRED_OUTCOME in agreed else "",
        age_band=intake.age_band if Shares.AGE in agreed else None,
        looked_after=intake.looked_after if Shares.LOOKED_AFTER in agreed else None,
        feels_safe=intake.feels_safe if Shares.FEELS_SAFE in agreed else None,
    )


def _safe(contact: SafeContact) -> SafeContact:
    """The contact without any number or address that nobody called safe."""
    if contact.texts_allowed not in (TextsAllowed.ABOUT_IT, TextsAllowed.NEUTRAL_ONLY):
        contact = replace(contact, texting_address="")
    if contact.way is None:
        contact = replace(contact, details="")
    if contact.way is ContactWay.DO_NOT_CONTACT:
        contact = replace(contact, details="", texting_address="")
    return contact


def _words(intake: Intake, part: Referral) -> tuple[Words, ...]:
    """What had been said when the child agreed; what came later is theirs to share again."""
    if Shares.WORDS not in part.shares or part.agreed_at is None:
        return ()
    return tuple(one for one in intake.words if one.said_at <= part.agreed_at)


def _steps(intake: Intake, part: Referral) -> tuple[SeenStep, ...]:
    """Those of a part that runs: all since it was sent."""
    every = intake.triage.advocacy_steps
    since = every[every.index(part.sent) :]
    return tuple(SeenStep(s.step, s.on, s.advocate) for s in since if s.step in _SHOWN)


def _bare(intake: Intake, part: Referral) -> Shared:
    return Shared(
        id=part.id,
        reference=intake.reference,
        sent_on=part.sent.on,
        accepted_on=part.accepted_on,
        advocate=part.advocate,
        met_on=part.met_on,
        over_on=part.over.on if part.over else None,
        was_handed_back=part.over is not None and part.over.step is Step.HANDED_BACK,
    )
