"""What an advocacy service does with a child's wish that was passed to it: opens it, and answers.

Nobody of a service sees another's, or more than the child shared (portal.domain.shared).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from portal.db import audit, intakes
from portal.db import referrals as kept
from portal.domain.decisions.advocacy import ReferralNews
from portal.domain.intake import Intake
from portal.domain.referral import Referral, with_id
from portal.domain.staff import StaffMember
from portal.services import desk
from portal.services.office import Office


class UnknownReferralError(LookupError):
    """There is no referral with this id that this person may know of."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One service's part, and the intake it belongs to: for the services layer alone.

    A page shows what portal.domain.shared makes of it, and never the intake itself.
    """

    referral: Referral
    intake: Intake


def find(
    connection: Connection,
    office: Office,
    member: StaffMember,
    referral_id: str,
    *,
    lock: bool = False,
) -> Opened:
    """The part with this id; `lock` holds its intake until the transaction ends.

    :raise UnknownReferralError: there is none that this person may know of.
    """
    row = kept.find(connection, member, referral_id)
    if row is None:
        raise UnknownReferralError(referral_id)
    intake = intakes.load(connection, office.keyring, row.intake_id, lock=lock)
    referral = with_id(intake, referral_id)
    # Whoever waited for it may have been kept from it meanwhile.
    if referral is None or member.id in intake.triage.barred:
        raise UnknownReferralError(referral_id)
    return Opened(referral, intake)


def view(
    connection: Connection, office: Office, member: StaffMember, referral_id: str, now: datetime
) -> Opened:
    """Open it to read what the child shared: the audit says so.

    :raise UnknownReferralError: there is none that this person may know of.
    """
    opened = find(connection, office, member, referral_id)
    entry = audit.Entry(now, member.id, "referral.view", opened.intake.reference)
    audit.append(connection, entry)
    return opened


def answer(
    connection: Connection,
    office: Office,
    member: StaffMember,
    referral_id: str,
    news: ReferralNews,
    now: datetime,
) -> Opened:
    """Keep what the service says of it: in the intake's history, queued and in the audit.

    :raise UnknownReferralError: there is none that this person may know of, or it is over.
    :raise portal.domain.decisions.RefusedError: it cannot be so.
    """
    opened = find(connection, office, member, referral_id, lock=True)
    if not opened.referral.is_open:
        raise UnknownReferralError(referral_id)
    after = desk.make(connection, office, member, opened.intake, news, now)
    part = with_id(after, referral_id)
    assert part  # noqa: S101 - a step never takes one away
    return Opened(part, after)
