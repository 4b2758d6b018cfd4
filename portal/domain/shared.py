"""What an advocacy service is told of a child: what they agreed to share, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from portal.domain.intake import Intake, SafeContact, Words
from portal.domain.referral import Referral
from portal.domain.referral_steps import Shares
from portal.domain.taxonomy import AgeBand, FeelsSafe, LookedAfter


@dataclass(frozen=True, slots=True)
class Shared:
    """A referral as its service reads it. None and "": not shared, or not said.

    Once it is over nothing of the child is left in it but the reference.
    """

    id: str
    reference: str
    sent_on: date
    accepted_on: date | None
    advocate: str
    met_on: date | None
    over_on: date | None
    language: str = ""
    name: str = ""
    contact: SafeContact | None = None
    not_them: str = ""
    words: tuple[Words, ...] = ()
    desired_outcome: str = ""
    age_band: AgeBand | None = None
    looked_after: LookedAfter | None = None
    feels_safe: FeelsSafe | None = None


def shared(intake: Intake, part: Referral) -> Shared:
    """What this service may read of this intake."""
    bare = _bare(intake, part)
    if not part.is_open:
        return bare
    agreed = part.shares
    return replace(
        bare,
        language=intake.language,
        name=intake.name,
        contact=intake.contact,
        not_them=intake.wish.not_them,
        words=_words(intake, part),
        desired_outcome=intake.desired_outcome if Shares.DESIRED_OUTCOME in agreed else "",
        age_band=intake.age_band if Shares.AGE in agreed else None,
        looked_after=intake.looked_after if Shares.LOOKED_AFTER in agreed else None,
        feels_safe=intake.feels_safe if Shares.FEELS_SAFE in agreed else None,
    )


def _words(intake: Intake, part: Referral) -> tuple[Words, ...]:
    """What had been said when the child agreed; what came later is theirs to share again."""
    if Shares.WORDS not in part.shares or part.agreed_at is None:
        return ()
    return tuple(one for one in intake.words if one.said_at <= part.agreed_at)


def _bare(intake: Intake, part: Referral) -> Shared:
    return Shared(
        id=part.id,
        reference=intake.reference,
        sent_on=part.sent.on,
        accepted_on=part.accepted_on,
        advocate=part.advocate,
        met_on=part.met_on,
        over_on=part.over.on if part.over else None,
    )
