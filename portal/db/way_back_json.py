"""A child's way back as JSON and back, by the types that its dataclasses name."""

from __future__ import annotations

from functools import cache
from typing import Any

from portal.domain.way_back import WayBack

NOTHING_YET = WayBack()


def to_json(way_back: WayBack) -> Any:
    """All that happened, as JSON values."""
    return _converter().unstructure(way_back)


def from_json(kept: Any) -> WayBack:
    """What was kept so; a field that came later has its default."""
    way_back: WayBack = _converter().structure(kept, WayBack)
    return way_back


@cache
def _converter() -> Any:
    # Read where something happened: a worker that takes texts need not carry it.
    from cattrs.preconf.json import make_converter

    return make_converter()
