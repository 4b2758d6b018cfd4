"""Accounts of the people who work with intakes, and what proves that it is them.

A password is kept as a slow hash, the secret of the second factor sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    Row,
    String,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.sealing import Keyring, Place
from portal.db.tables import Base, Id, Json, Sealed
from portal.domain.staff import Role, StaffMember


class StaffRow(Base):
    """One person with an account; nobody is ever deleted, for the audit speaks of them.

    `one_time_until`: the password is one that was handed out, to be changed by then.
    `totp_step` is the last step of the second factor that was used, so that none is used twice.
    """

    __tablename__ = "staff"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    roles: Mapped[list[str]] = mapped_column(Json())
    is_cleared: Mapped[bool] = mapped_column(Boolean)
    is_outside: Mapped[bool] = mapped_column(Boolean)
    password_hash: Mapped[str | None] = mapped_column(String(255))
    one_time_until: Mapped[datetime | None]
    totp_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    totp_step: Mapped[int | None] = mapped_column(BigInteger)
    sso_subject: Mapped[str | None] = mapped_column(String(255), unique=True)
    added_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    service: Mapped[str | None] = mapped_column(String(64))


@dataclass(frozen=True, slots=True)
class Account:
    """A person with what proves that it is them. `totp_secret` None: no second factor yet."""

    member: StaffMember
    password_hash: str | None
    one_time_until: datetime | None
    totp_secret: str | None
    totp_step: int | None
    sso_subject: str | None = None


_staff = StaffRow.as_table()
_BY_ID = select(_staff).where(_staff.c.id == bindparam("staff_id"))
_BY_EMAIL = select(_staff).where(_staff.c.email == bindparam("said"))
_BY_SUBJECT = select(_staff).where(_staff.c.sso_subject == bindparam("said"))
_EVERY = select(_staff).order_by(_staff.c.name, _staff.c.id)
_INSERT = insert(_staff)
_UPDATE = update(_staff).where(_staff.c.id == bindparam("staff_id"))


def add(connection: Connection, member: StaffMember, at: datetime) -> None:
    """Keep somebody new, with no password yet.

    :raise sqlalchemy.exc.IntegrityError: somebody has this e-mail address already.
    """
    row = {**_columns(member), "id": member.id, "added_at": at}
    connection.execute(_INSERT, row)


def save(connection: Connection, member: StaffMember) -> None:
    """Keep what changed in what somebody may do, or that they left."""
    connection.execute(_UPDATE, {"staff_id": member.id, **_columns(member)})


def set_columns(connection: Connection, staff_id: str, **columns: Any) -> None:
    """Keep these columns of somebody's account."""
    connection.execute(_UPDATE, {"staff_id": staff_id, **columns})


def set_totp(connection: Connection, keyring: Keyring, staff_id: str, secret: str | None) -> None:
    """Keep the secret of somebody's second factor; None takes it away."""
    sealed = keyring.seal(_totp_place(staff_id), secret) if secret else None
    connection.execute(_UPDATE, {"staff_id": staff_id, "totp_sealed": sealed, "totp_step": None})


def find(connection: Connection, keyring: Keyring, email: str) -> Account | None:
    """The account with this e-mail address, in capitals or not; None where there is none."""
    row = connection.execute(_BY_EMAIL, {"said": email.strip().lower()}).first()
    return _account(keyring, row) if row else None


def find_by_subject(connection: Connection, keyring: Keyring, subject: str) -> Account | None:
    """The account that single sign-in is bound to; None where there is none."""
    row = connection.execute(_BY_SUBJECT, {"said": subject}).first()
    return _account(keyring, row) if row else None


def get(
    connection: Connection, keyring: Keyring, staff_id: str, *, lock: bool = False
) -> Account | None:
    """The account with this id; None where there is none."""
    # The audit refers to people: whoever is held must not keep others from writing there.
    statement = _BY_ID.with_for_update(key_share=True) if lock else _BY_ID
    row = connection.execute(statement, {"staff_id": staff_id}).first()
    return _account(keyring, row) if row else None


def every(connection: Connection) -> list[StaffMember]:
    """Everybody, those who left as well, by name."""
    return [_member(row) for row in connection.execute(_EVERY)]


def names(connection: Connection) -> dict[str, str]:
    """Everybody's name by id."""
    return {row.id: row.name for row in connection.execute(select(_staff.c.id, _staff.c.name))}


def _columns(member: StaffMember) -> dict[str, Any]:
    return {
        "email": member.email.strip().lower(),
        "name": member.name.strip(),
        "roles": sorted(member.roles),
        "is_cleared": member.is_cleared,
        "is_outside": member.is_outside,
        "left_at": member.left_at,
        "service": member.service,
    }


def _member(row: Row[Any]) -> StaffMember:
    return StaffMember(
        id=row.id,
        email=row.email,
        name=row.name,
        roles=frozenset(map(Role, row.roles)),
        is_cleared=row.is_cleared,
        is_outside=row.is_outside,
        left_at=row.left_at,
        service=row.service,
    )


def _account(keyring: Keyring, row: Row[Any]) -> Account:
    sealed = row.totp_sealed
    return Account(
        member=_member(row),
        password_hash=row.password_hash,
        one_time_until=row.one_time_until,
        totp_secret=keyring.open(_totp_place(row.id), sealed) if sealed else None,
        totp_step=row.totp_step,
        sso_subject=row.sso_subject,
    )


def _totp_place(staff_id: str) -> Place:
    return Place("staff", "totp", staff_id)
