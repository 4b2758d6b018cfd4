"""What was found, in one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal.services.office import Office


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `says` is what is well, or what to do where it is not."""

    about: str
    is_well: bool
    says: str


# Looks at one part of the installation. It never raises: what goes wrong is a finding.
Check = Callable[[Office], Iterator[Finding]]


def well(about: str, says: str) -> Finding:
    """Nothing is to be done about it."""
    return Finding(about, is_well=True, says=says)


def ill(about: str, says: str) -> Finding:
    """Somebody must do something."""
    return Finding(about, is_well=False, says=says)
