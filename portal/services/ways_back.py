"""What a new intake is called by, and what leads its child back: a reference, and code words."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from portal.db import intakes
from portal.domain.code_words import make_code_words, normalise_code_words
from portal.domain.reference import make_reference
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
