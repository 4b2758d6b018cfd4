"""The second step of signing in: a code of an app (TOTP, RFC 6238), or a recovery code.

No code works twice.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime

import pyotp
from sqlalchemy import Connection

from portal.db import recovery_codes, staff
from portal.db.staff import Account
from portal.domain.said import letters_and_digits
from portal.services.office import Office

RECOVERY_CODES = 10
_SECONDS = 30
_DIGITS = 6
# Without letters and digits that are taken for each other; 12 of them are 58 bits.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_GROUPS, _IN_A_GROUP = 3, 4


def new_secret() -> str:
    """A new secret for an app, in base32."""
    return pyotp.random_base32()


def address_for(office: Office, account: Account, secret: str) -> str:
    """What an app reads from the QR code."""
    name = f"{office.settings.service_name} desk"
    return pyotp.TOTP(secret, name=account.member.email, issuer=name).provisioning_uri()


def step_of(secret: str, code: str, at: datetime, after: int | None = None) -> int | None:
    """The half minute that this code is for: this one, or one to either side; else None.

    `after`: the last half minute that was used; neither it nor an earlier one counts.
    """
    said, totp = letters_and_digits(code), pyotp.TOTP(secret)
    now = int(at.timestamp()) // _SECONDS
    for step in (now, now - 1, now + 1):
        is_same = hmac.compare_digest(totp.generate_otp(step).encode(), said.encode())
        if is_same and (after is None or step > after):
            return step
    return None


def take_code(
    connection: Connection, office: Office, staff_id: str, code: str, at: datetime
) -> str | None:
    """Use a code up: "app" or "recovery code", as it was; None where it is not right.

    Two requests with one code are let in once: the account is held meanwhile.
    """
    account = staff.get(connection, office.keyring, staff_id, lock=True)
    if account is None or account.totp_secret is None:
        return None
    said = letters_and_digits(code)
    if len(said) != _DIGITS:
        hashes = _hashes(office, staff_id, said)
        return "recovery code" if recovery_codes.use(connection, staff_id, hashes, at) else None
    step = step_of(account.totp_secret, said, at, account.totp_step)
    if step is None:
        return None
    staff.set_columns(connection, staff_id, totp_step=step)
    return "app"


def set_up(
    connection: Connection, office: Office, staff_id: str, secret: str, step: int
) -> list[str]:
    """Keep the secret of somebody's app, whose code of this step was used; new recovery codes."""
    staff.set_totp(connection, office.keyring, staff_id, secret)
    staff.set_columns(connection, staff_id, totp_step=step)
    return new_recovery_codes(connection, office, staff_id)


def new_recovery_codes(connection: Connection, office: Office, staff_id: str) -> list[str]:
    """Ten new recovery codes, to be shown once; those from before no longer work."""
    codes = [_make_code() for _ in range(RECOVERY_CODES)]
    hashes = [_hashes(office, staff_id, letters_and_digits(code))[0] for code in codes]
    recovery_codes.replace(connection, staff_id, hashes)
    return codes


def take_away(connection: Connection, office: Office, staff_id: str) -> None:
    """Take somebody's second factor away, with its recovery codes: they set up a new one."""
    staff.set_totp(connection, office.keyring, staff_id, None)
    recovery_codes.replace(connection, staff_id, [])


def _make_code() -> str:
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _hashes(office: Office, staff_id: str, said: str) -> tuple[str, ...]:
    return office.keyring.finding_hashes(f"recovery code\x1f{staff_id}\x1f{said}")
