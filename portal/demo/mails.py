"""The mails that the demo's worker wrote into its folder instead of sending them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from portal.domain.clock import London


def written(folder: Path) -> list[datetime]:
    """When each was written, in London's time, oldest first; none where there is no folder yet."""
    said = sorted(file.name.partition("-")[0] for file in folder.glob("*.eml"))
    moments = (datetime.strptime(one, "%Y%m%dT%H%M%S").replace(tzinfo=UTC) for one in said)
    return [moment.astimezone(London) for moment in moments]
