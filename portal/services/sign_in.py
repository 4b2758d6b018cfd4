"""Signing in: wrong answers are counted before anybody is told, and nobody is locked out for good.

Answers are counted by account, by address, and by a browser that signed in to this account before:
such a browser has an allowance of its own, so that a stranger who guesses cannot keep it out.
A right answer takes back its own count and no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from portal.db import audit, floods, staff
from portal.db.staff import Account
from portal.domain import mail_address
from portal.services import passwords, second_factor
from portal.services.floods import network
from portal.services.office import Office

WINDOW = timedelta(minutes=15)
WRONG_OF_ACCOUNT = 10
WRONG_OF_ADDRESS = 50
WRONG_OF_DEVICE = 10
WRONG_CODES = 5


class TooManyError(RuntimeError):
    """Too many wrong answers. `again_at`: from when on another one is taken."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__("too many wrong answers")
        self.again_at = again_at


class WrongError(RuntimeError):
    """It is not right; nobody is told what of it."""


class RunOutError(RuntimeError):
    """The password is right, and was handed out more than 72 hours ago."""


@dataclass(frozen=True, slots=True)
class Whence:
    """Where an answer comes from: the address, and what the browser's own cookie proves.

    `device` None: it never signed in to this account.
    """

    address: str
    device: str | None = None


def find(connection: Connection, office: Office, email: str) -> Account | None:
    """The account of this e-mail address; None where there is none, or no address is like it."""
    if len(email) > mail_address.LONGEST or not email.isprintable():
        return None
    return staff.find(connection, office.keyring, email)


def prove_password(
    office: Office, email: str, account: Account | None, password: str, whence: Whence
) -> Account:
    """The account, once this is its password.

    Commits by itself: a wrong answer counts though nobody gets in.

    :raise WrongError: it is not, or there is no account, or the person left.
    :raise RunOutError: it was handed out too long ago.
    :raise TooManyError: too many wrong answers came before.
    """
    at = office.clock()
    if whence.device and account:
        counted = [
            (_key(office, "device", f"{account.member.id} {whence.device}"), WRONG_OF_DEVICE)
        ]
    else:
        by_account = _key(office, "password", email.strip().casefold())
        by_address = _key(office, "password from", network(whence.address))
        counted = [(by_address, WRONG_OF_ADDRESS), (by_account, WRONG_OF_ACCOUNT)]
    _count(office, counted, at)
    is_right = passwords.is_right(account, password)
    if not is_right or account is None or account.member.left_at is not None:
        _refused(office, account, "password", at)
        raise WrongError
    _give_back(office, counted)
    if passwords.has_run_out(account, at):
        raise RunOutError
    _keep_up(office, account, password)
    return account


def prove_code(office: Office, account: Account, code: str, whence: Whence) -> str:
    """Use a code of the second step up: "app" or "recovery code".

    Commits by itself, as above.

    :raise WrongError: it is not right, or was used before.
    :raise TooManyError: too many wrong ones came before.
    """
    at, staff_id = office.clock(), account.member.id
    counted = [(_key(office, "code", f"{staff_id} {whence.device or ''}"), WRONG_CODES)]
    _count(office, counted, at)
    with office.database.write() as connection:
        how = second_factor.take_code(connection, office, staff_id, code, at)
        if how == "recovery code":
            entry = audit.Entry(at, staff_id, "recovery code used", staff_id)
            audit.append(connection, entry)
    if how is None:
        _refused(office, account, "second step", at)
        raise WrongError
    _give_back(office, counted)
    return how


def _key(office: Office, what: str, whose: str) -> str:
    window = int(office.clock().timestamp()) // int(WINDOW.total_seconds())
    return floods.key_for(office.settings.secret_key, f"sign in {what}", whose, window)


def _count(office: Office, counted: Sequence[tuple[str, int]], at: datetime) -> None:
    seconds = int(WINDOW.total_seconds())
    ends_at = datetime.fromtimestamp((int(at.timestamp()) // seconds + 1) * seconds, UTC)
    with office.database.write() as connection:
        # Where the first is too many, no row is made for the rest: names to try are endless.
        is_many = any(floods.count_one(connection, key, ends_at) > most for key, most in counted)
    if is_many:
        raise TooManyError(ends_at)


def _give_back(office: Office, counted: Sequence[tuple[str, int]]) -> None:
    with office.database.write() as connection:
        for key, _most in counted:
            floods.give_back(connection, key)


def _refused(office: Office, account: Account | None, step: str, at: datetime) -> None:
    with office.database.write() as connection:
        if account is not None:
            entry = audit.Entry(at, None, "sign-in refused", account.member.id, (("step", step),))
            audit.append(connection, entry)
            return
        # Of an address that nobody has, nothing is kept: it may be a password, typed in the wrong
        # box. But a commit takes time, which must not tell that nobody has it.
        audit.last(connection)
        floods.count_one(connection, _key(office, "refused to nobody", ""), at + WINDOW)


def _keep_up(office: Office, account: Account, password: str) -> None:
    """Hash the password anew where we ask for more work than when it was kept."""
    if account.one_time_until is not None or not passwords.is_old_fashioned(account):
        return
    hashed = passwords.hash_of(password)
    with office.database.write() as connection:
        kept = staff.get(connection, office.keyring, account.member.id, lock=True)
        # Somebody may have chosen another one meanwhile.
        if kept and kept.password_hash == account.password_hash:
            staff.set_columns(connection, account.member.id, password_hash=hashed)
