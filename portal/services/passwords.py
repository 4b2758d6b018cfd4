"""Passwords: made, judged, kept as argon2id hashes, and compared at the same cost for everybody."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from portal.db.staff import Account
from portal.domain.code_words import make_code_words, normalise_code_words
from portal.domain.staff import StaffMember

SHORTEST = 12
LONGEST = 1_000
ONE_TIME_FOR = timedelta(hours=72)
# OWASP's parameters of 2024, as for code words: 19 MiB each, so that all workers at once fit.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def one_time_password() -> str:
    """A new password to hand to somebody: five words, easy to say, with at least 50 bits."""
    return make_code_words("en")


def hash_of(password: str) -> str:
    """What is kept of a password that somebody chose (about 30 ms)."""
    return _hasher.hash(_same(password))


def hash_of_one_time(words: str) -> str:
    """What is kept of a password that was handed out; capitals and spaces do not matter."""
    return _hasher.hash(normalise_code_words(words))


def is_right(account: Account | None, password: str) -> bool:
    """Whether this is the account's password. The same work where there is no account.

    What is longer than 1,000 characters is refused before any work.
    """
    if len(password) > LONGEST:
        return False
    kept = account.password_hash if account else None
    is_one_time = account is not None and account.one_time_until is not None
    said = normalise_code_words(password) if is_one_time else _same(password)
    try:
        _hasher.verify(kept or _nobodys(), said)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def has_run_out(account: Account, at: datetime) -> bool:
    """Whether the password is one that was handed out, and too long ago."""
    return account.one_time_until is not None and at > account.one_time_until


def is_old_fashioned(account: Account) -> bool:
    """Whether the hash was made with less work than we ask for now."""
    return account.password_hash is not None and _hasher.check_needs_rehash(account.password_hash)


def what_is_wrong(account: Account, password: str) -> str | None:
    """Why somebody may not choose this password, in a sentence; None: they may."""
    if len(password) < SHORTEST:
        return f"Please choose at least {SHORTEST} characters. A few words are easy to remember."
    if len(password) > LONGEST:
        return f"Please choose at most {LONGEST:,} characters."
    if len(set(password)) < 5:
        return "Please choose one with more different characters."
    if any(part in password.casefold() for part in _parts(account.member)):
        return "Please choose one without your name or e-mail address in it."
    if is_right(account, password):
        return "Please choose another one than the password you have now."
    return None


def _parts(member: StaffMember) -> list[str]:
    """The parts of somebody's name and address that are long enough to be told by."""
    said = f"{member.email.partition('@')[0]} {member.name}".casefold()
    # The whole name before the @ as well, as people type it.
    return [part for part in {*re.split(r"[\W_]+", said), said.split()[0]} if len(part) > 3]


def _same(password: str) -> str:
    # Keyboards send one letter in several ways.
    return unicodedata.normalize("NFKC", password)


@cache
def _nobodys() -> str:
    """A hash that no password has, so that an unknown address costs as much as a known one."""
    return _hasher.hash(make_code_words("en"))
