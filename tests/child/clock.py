"""The pages' clock, which a test can move on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that stands on the real time, and moves only when told."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        """The time as the pages read it."""
        return datetime.now(UTC) + self._ahead

    def move(self, by: timedelta) -> None:
        """Let this much time pass."""
        self._ahead += by
