"""What an advocacy service does with a child's wish that was passed to it: opens it, and answers.

Nobody of a service sees another's, or more than the child shared (portal.domain.shared). Whoever
may not act for this child, as far as their name says, is not shown it either: a child may have
named them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from portal.db import audit, intakes, staff
from portal.db import referrals as kept
from portal.db.referrals import Sent
from portal.domain.decisions import RefusedError
from portal.domain.decisions.advocacy import ReferralNews
from portal.domain.intake import Intake
from portal.domain.referral import Referral, with_id
from portal.domain.referral_sight import advocate_may_know
from portal.domain.shared import Shared, shared
from portal.domain.staff import Role, StaffMember
from portal.services import desk
from portal.services.office import Office

MOST_OVER = 50
MOST_OPEN = 200


class UnknownReferralError(LookupError):
    """There is no referral with this id that this person may know of, or not any more."""


class AnsweredMeanwhileError(RuntimeError):
    """Something happened after the page was made; `shared` is how it stands now."""

    def __init__(self, shared: Shared) -> None:
        super().__init__()
        self.shared = shared


@dataclass(frozen=True, slots=True)
class Opened:
    """One service's part, and the intake it belongs to: for the services layer alone.

    A page gets what portal.domain.shared makes of it, and never the intake itself.
    """

    referral: Referral
    intake: Intake

    @property
    def shared(self) -> Shared:
        """What the service may read."""
        return shared(self.intake, self.referral)


def of_service(
    connection: Connection, office: Office, member: StaffMember, *, is_over: bool = False
) -> list[Shared]:
    """What was passed to this person's service: the longest waiting first; newest where over."""
    most = MOST_OVER if is_over else MOST_OPEN
    rows = kept.of_service(connection, member, is_over=is_over, limit=most)
    return [one.shared for one in _known(connection, office, member, rows)]


def _known(
    connection: Connection, office: Office, member: StaffMember, rows: list[Sent]
) -> Iterator[Opened]:
    for row in rows:
        intake = intakes.load(connection, office.keyring, row.intake_id)
        part = with_id(intake, row.id)
        if part and advocate_may_know(member, intake):
            yield Opened(part, intake)


def find(
    connection: Connection,
    office: Office,
    member: StaffMember,
    referral_id: str,
    *,
    lock: bool = False,
) -> Opened:
    """The part with this id that runs; `lock` holds its intake until the transaction ends.

    :raise UnknownReferralError: there is none that this person may know of, or it is over.
    """
    row = kept.find(connection, member, referral_id)
    if row is None:
        raise UnknownReferralError
    intake = intakes.load(connection, office.keyring, row.intake_id, lock=lock)
    part = with_id(intake, referral_id)
    # Whoever waited for it may have been kept from it meanwhile, or it was taken from the service.
    if part is None or not part.is_open or not advocate_may_know(member, intake):
        raise UnknownReferralError
    return Opened(part, intake)


def view(
    connection: Connection, office: Office, member: StaffMember, referral_id: str, now: datetime
) -> Shared:
    """Open it to read what the child shared: the audit says so.

    :raise UnknownReferralError: there is none that this person may know of, or it is over.
    """
    opened = find(connection, office, member, referral_id)
    entry = audit.Entry(now, member.id, "referral.view", opened.intake.reference)
    audit.append(connection, entry)
    return opened.shared


def of_the_same(connection: Connection, member: StaffMember) -> list[StaffMember]:
    """Everybody of the same service who has or had an account, by name."""
    found = (one for one in staff.every(connection) if one.service == member.service)
    return sorted(found, key=lambda one: one.name)


def colleagues(connection: Connection, member: StaffMember) -> list[StaffMember]:
    """Those of the same service with an account that they may use, by name."""
    return [one for one in of_the_same(connection, member) if one.has(Role.ADVOCATE)]


def answer(
    connection: Connection,
    office: Office,
    member: StaffMember,
    referral_id: str,
    news: ReferralNews,
    shown: int,
    now: datetime,
) -> None:
    """Keep what the service says of it: in the intake's history, queued and in the audit.

    `shown` is the version of the referral that the page knew.

    :raise UnknownReferralError: there is none that this person may know of, or it is over.
    :raise AnsweredMeanwhileError: a colleague answered, or the child said something about it.
    :raise portal.domain.decisions.RefusedError: it cannot be so.
    """
    opened = find(connection, office, member, referral_id, lock=True)
    if opened.shared.version != shown:
        raise AnsweredMeanwhileError(opened.shared)
    # Before the decision would say whether it is before the day on which the intake came.
    if news.on and news.on < opened.referral.sent.on:
        raise RefusedError("on", "That is before it was passed to you.")
    desk.make(connection, office, member, opened.intake, news, now)
