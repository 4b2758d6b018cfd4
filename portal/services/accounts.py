"""Accounts of the desk: added, changed, left, and given a new way in. Each change is audited.

`by` is the administrator who does it; None: somebody at the server itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portal.db import audit, staff, staff_sessions
from portal.db.staff import Account
from portal.domain.account import AccountError, refuse_account
from portal.domain.advocacy import service_named
from portal.domain.names import in_a_line
from portal.domain.staff import StaffMember, refused_to_oneself
from portal.services import advocacy_services, passwords, second_factor
from portal.services.office import Office


class UnknownAccountError(LookupError):
    """There is no such account."""


@dataclass(frozen=True, slots=True)
class OneTimePassword:
    """A password to hand out, and the hash to keep. Made before a transaction: it takes 30 ms."""

    words: str
    hash: str

    @classmethod
    def make(cls) -> OneTimePassword:
        """A new one."""
        words = passwords.one_time_password()
        return cls(words, passwords.hash_of_one_time(words))


@dataclass(frozen=True, slots=True)
class By:
    """Who changes an account, and when. `staff_id` None: somebody at the server itself."""

    staff_id: str | None
    at: datetime


def add(
    connection: Connection, office: Office, member: StaffMember, new: OneTimePassword, by: By
) -> None:
    """Keep somebody new with this one-time password.

    :raise AccountError: somebody has this address, or there is no such advocacy service.
    """
    _refuse_unknown_service(connection, office, member)
    try:
        staff.add(connection, member, by.at)
    except IntegrityError:
        raise AccountError("email", "Somebody has an account with this address.") from None
    _set_password(connection, member.id, new, by)
    _note(connection, "account added", member, by)


def _refuse_unknown_service(connection: Connection, office: Office, member: StaffMember) -> None:
    services = advocacy_services.every(connection, office)
    if member.service is not None and service_named(member.service, services) is None:
        known = ", ".join(one.key for one in services)
        raise AccountError("service", f"There is no such advocacy service. There are: {known}.")


def change(connection: Connection, office: Office, wanted: StaffMember, by: By) -> None:
    """Keep what somebody is called and may do from now on.

    An account stays with its advocacy service, or with the council, for good: what stands in the
    audit and in the history under it was read and said for that one. Whoever moves gets another.

    :raise AccountError: the name or the roles cannot be, or it is what nobody does to themselves.
    """
    before = opened(connection, office, wanted.id).member
    wanted = replace(wanted, name=in_a_line(wanted.name))
    refuse_account(wanted)
    if wanted.service != before.service:
        raise AccountError("service", "An account stays where it belongs: please add a new one.")
    if by.staff_id == wanted.id and (reason := refused_to_oneself(before, wanted)):
        raise AccountError("roles", reason)
    if wanted != before:
        staff.save(connection, wanted)
        _note(connection, "account changed", wanted, by)


def leave(connection: Connection, office: Office, staff_id: str, by: By) -> StaffMember:
    """Keep that somebody left: they are signed out everywhere and cannot sign in again.

    :raise AccountError: they would mark themselves.
    """
    if by.staff_id == staff_id:
        raise AccountError("", "You cannot mark yourself as having left: ask a colleague.")
    member = opened(connection, office, staff_id).member
    gone = replace(member, left_at=member.left_at or by.at)
    staff.save(connection, gone)
    staff.set_columns(connection, staff_id, password_hash=None, one_time_until=None)
    second_factor.take_away(connection, office, staff_id)
    staff_sessions.end_all_of(connection, staff_id)
    _note(connection, "account left", gone, by)
    return gone


def come_back(
    connection: Connection, office: Office, staff_id: str, new: OneTimePassword, by: By
) -> None:
    """Keep that somebody who left works here again, with a one-time password."""
    member = replace(opened(connection, office, staff_id).member, left_at=None)
    staff.save(connection, member)
    _set_password(connection, staff_id, new, by)
    _note(connection, "account came back", member, by)


def give_one_time(
    connection: Connection, office: Office, staff_id: str, new: OneTimePassword, by: By
) -> None:
    """Give somebody a one-time password in place of theirs, and end their sessions."""
    member = opened(connection, office, staff_id).member
    _refuse_who_left(member)
    _set_password(connection, staff_id, new, by)
    staff_sessions.end_all_of(connection, staff_id)
    _note(connection, "one-time password given", member, by)


def take_second_factor(connection: Connection, office: Office, staff_id: str, by: By) -> None:
    """Take somebody's second factor away and end their sessions: they set up a new one."""
    member = opened(connection, office, staff_id).member
    second_factor.take_away(connection, office, staff_id)
    staff_sessions.end_all_of(connection, staff_id)
    _note(connection, "second factor taken away", member, by)


def end_sessions(connection: Connection, office: Office, staff_id: str, by: By) -> int:
    """Sign somebody out everywhere; how many sessions they had."""
    member = opened(connection, office, staff_id).member
    count = staff_sessions.end_all_of(connection, staff_id)
    entry = audit.Entry(by.at, by.staff_id, "sessions ended", member.id, (("count", count),))
    audit.append(connection, entry)
    return count


def choose_password(connection: Connection, staff_id: str, hashed: str, at: datetime) -> None:
    """Keep the password that somebody chose, and end all their sessions: the caller begins one."""
    staff.set_columns(connection, staff_id, password_hash=hashed, one_time_until=None)
    staff_sessions.end_all_of(connection, staff_id)
    audit.append(connection, audit.Entry(at, staff_id, "password changed", staff_id))


def opened(connection: Connection, office: Office, staff_id: str) -> Account:
    """This account, held until the transaction ends.

    :raise UnknownAccountError: there is none.
    """
    account = staff.get(connection, office.keyring, staff_id, lock=True)
    if account is None:
        raise UnknownAccountError
    return account


def _refuse_who_left(member: StaffMember) -> None:
    if member.left_at is not None:
        raise AccountError("", f"{member.name} has left, and gets no password.")


def _set_password(connection: Connection, staff_id: str, new: OneTimePassword, by: By) -> None:
    until = by.at + passwords.ONE_TIME_FOR
    staff.set_columns(connection, staff_id, password_hash=new.hash, one_time_until=until)


def _note(connection: Connection, action: str, member: StaffMember, by: By) -> None:
    detail = (
        ("roles", ",".join(sorted(member.roles))),
        ("is_cleared", member.is_cleared),
        ("is_outside", member.is_outside),
        ("service", member.service or ""),
    )
    audit.append(connection, audit.Entry(by.at, by.staff_id, action, member.id, detail))
