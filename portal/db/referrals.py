"""Which intakes were passed to which advocacy service: what a service's own list is read from.

It follows from the intake's steps (portal.domain.referral), and is kept with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, ForeignKey, Index, String, and_, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.decisions import BarredRow
from portal.db.tables import Base, Id
from portal.domain.intake import Intake
from portal.domain.referral import Referral, referrals
from portal.domain.staff import Role, StaffMember


class ReferralRow(Base):
    """One service's part in one intake. `accepted_on` and `over_on` None: not yet."""

    __tablename__ = "referral"
    __table_args__ = (Index("ix_referral_service", "service", "over_on", "sent_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    intake_id: Mapped[str] = mapped_column(Id, ForeignKey("intake.id"), index=True)
    service: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime]
    sent_on: Mapped[date] = mapped_column(Date)
    accepted_on: Mapped[date | None] = mapped_column(Date)
    over_on: Mapped[date | None] = mapped_column(Date)


@dataclass(frozen=True, slots=True)
class Sent:
    """A row of a service's list; what the child shared stands in the intake."""

    id: str
    intake_id: str
    service: str
    sent_at: datetime
    sent_on: date
    accepted_on: date | None
    over_on: date | None


_referral = ReferralRow.as_table()
_barred = BarredRow.as_table()
_OPEN = _referral.c.over_on.is_(None)


def keep_changed(connection: Connection, before: Intake, after: Intake) -> None:
    """Keep each service's part where something happened to the wish, so that its list is right."""
    if after.triage.advocacy_steps != before.triage.advocacy_steps:
        keep(connection, after.id, referrals(after.triage.advocacy_steps))


def keep(connection: Connection, intake_id: str, found: Iterable[Referral]) -> None:
    """Keep each service's part as it stands now."""
    # What was passed on before there were accounts of services has no id.
    for one in (one for one in found if one.id):
        row = {
            "id": one.id,
            "intake_id": intake_id,
            "service": one.service,
            "sent_at": one.sent.at,
            "sent_on": one.sent.on,
            "accepted_on": one.accepted_on,
            "over_on": one.over.on if one.over else None,
        }
        connection.execute(_UPSERT[connection.dialect.name], row)


def _upsert(dialect: Any) -> Any:
    statement = dialect.insert(_referral)
    changes = {name: statement.excluded[name] for name in ("accepted_on", "over_on", "sent_on")}
    return statement.on_conflict_do_update(index_elements=["id"], set_=changes)


_UPSERT = {"postgresql": _upsert(postgresql), "sqlite": _upsert(sqlite)}


def of_service(
    connection: Connection, member: StaffMember, *, is_over: bool = False, limit: int = 200
) -> list[Sent]:
    """What was passed to this person's service: the longest waiting first; newest where over."""
    which = _referral.c.over_on.is_not(None) if is_over else _OPEN
    order = _referral.c.over_on.desc() if is_over else _referral.c.sent_at
    rows = select(_referral).where(may_know(member), which).order_by(order, _referral.c.id)
    return [Sent(**row._mapping) for row in connection.execute(rows.limit(limit))]


def how_many_run(connection: Connection, service: str) -> int:
    """With how many children this service is now, accepted or not."""
    mine = select(func.count()).select_from(_referral).where(_referral.c.service == service, _OPEN)
    return connection.scalar(mine) or 0


def find(connection: Connection, member: StaffMember, referral_id: str) -> Sent | None:
    """The one with this id; None where there is none that this person may know of."""
    if "\0" in referral_id:
        return None
    wanted = select(_referral).where(_referral.c.id == bindparam("said"), may_know(member))
    row = connection.execute(wanted, {"said": referral_id}).first()
    return Sent(**row._mapping) if row else None


def unaccepted(connection: Connection) -> list[Sent]:
    """What runs and nobody accepted yet."""
    rows = select(_referral).where(_OPEN, _referral.c.accepted_on.is_(None))
    return [Sent(**row._mapping) for row in connection.execute(rows.order_by(_referral.c.sent_at))]


def may_know(member: StaffMember) -> Any:
    """The condition on `referral` that this person may know of it: their service's, not barred."""
    if member.service is None or not member.has(Role.ADVOCATE):
        return _referral.c.id.is_(None)
    barred_from = select(_barred.c.intake_id).where(_barred.c.staff_id == member.id)
    is_theirs = _referral.c.service == member.service
    return and_(is_theirs, _referral.c.intake_id.not_in(barred_from))
