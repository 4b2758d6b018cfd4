"""How long to wait before something is tried again."""

from __future__ import annotations

import random
from datetime import timedelta

SHORTEST = timedelta(seconds=5)
LONGEST = timedelta(minutes=30)


def back_off(failures: int) -> timedelta:
    """The wait after so many failures in a row: 5 to 10 s after the first, then twice that.

    30 minutes at most. Chance decides within the range, so that those who failed together do
    not all come back together.
    """
    longest = min(SHORTEST * (1 << min(failures, 20)), LONGEST)
    return longest * random.uniform(0.5, 1)  # noqa: S311 - it spreads tries, it keeps no secret
