"""What was decided of an intake as JSON and back, by the types that its dataclasses name."""

from __future__ import annotations

from functools import cache
from typing import Any

from portal.domain.triage import Triage

NOTHING_DECIDED = Triage()


def to_json(triage: Triage) -> Any:
    """All that was decided, as JSON values."""
    return _converter().unstructure(triage)


def from_json(kept: Any) -> Triage:
    """What was kept so; a field that came later has its default."""
    triage: Triage = _converter().structure(kept, Triage)
    return triage


@cache
def _converter() -> Any:
    # Read where something was decided: a worker that takes texts need not carry it.
    from cattrs.preconf.json import make_converter

    return make_converter()
