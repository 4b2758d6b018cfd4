"""Why somebody should look first: each flag once, with all its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake
from portal.domain.reasons import FLAG_LABELS, rule_label, why


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that raised a flag: its readable name, and why it is looked at."""

    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class RaisedFlag:
    """One flag. `is_first`: it puts an intake at the top."""

    label: str
    is_first: bool
    reasons: tuple[Reason, ...]


def raised_flags(intake: Intake) -> tuple[RaisedFlag, ...]:
    """The flags of an intake, the pressing ones first; the same rule in two languages once."""
    names = sorted(FlagName, key=lambda name: not name.goes_to_the_top)
    return tuple(
        RaisedFlag(FLAG_LABELS[name], name.goes_to_the_top, _reasons(intake.flags, name))
        for name in names
        if intake.has_flag(name)
    )


def _reasons(flags: tuple[Flag, ...], name: FlagName) -> tuple[Reason, ...]:
    return tuple(
        dict.fromkeys(Reason(rule_label(flag), why(flag)) for flag in flags if flag.name is name)
    )
