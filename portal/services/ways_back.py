"""What a new intake is called by, and what leads its child back: a reference, and code words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from portal.db import audit, code_words, intakes
from portal.domain.code_words import make_code_words, normalise_code_words
from portal.domain.intake import Intake
from portal.domain.reference import make_reference
from portal.domain.staff import StaffMember
from portal.services.office import Office


@dataclass(frozen=True, slots=True)
class CodeWords:
    """Words that lead a child back, and the slow hash that is all we keep of them."""

    said: str
    hash: str

    @classmethod
    def make(cls, office: Office, language: str) -> CodeWords:
        """New ones. Takes about 30 ms, so it is done before the database is held."""
        said = make_code_words(language)
        return cls(said, office.keyring.slow_hash(normalise_code_words(said)))


def free_reference(connection: Connection) -> str:
    """A reference that no intake has."""
    while intakes.has_reference(connection, reference := make_reference()):
        pass
    return reference


def mark_of_code_words(connection: Connection, intake: Intake) -> str:
    """What stands for an intake's code words of now, so that a page can ask for others once."""
    return mark_of(code_words.hash_of(connection, intake.id))


def mark_of(kept: str | None) -> str:
    """The same, from what is kept of the code words; None: of none."""
    return hashlib.sha256((kept or "").encode()).hexdigest()[:16]


def renew_code_words(
    connection: Connection,
    member: StaffMember,
    intake: Intake,
    instead_of: str,
    new: CodeWords,
    now: datetime,
) -> bool:
    """Give the child other code words `instead_of` those of that mark, which then lead nowhere.

    False: they were given since the page with that mark was shown. The caller holds the intake, and
    has made sure that `member` may.
    """
    if instead_of != mark_of_code_words(connection, intake):
        return False
    code_words.keep(connection, intake.id, new.hash)
    audit.append(connection, audit.Entry(now, member.id, "intake.code-words", intake.reference))
    return True
