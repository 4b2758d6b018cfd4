"""One-time ids: what is sent under one is sent once, however often its page is posted.

They follow from the token in a browser's cookie, so a page can name one before anything is kept.
A browser may keep its cookie for weeks, and its visit lasts a day: what was sent in a visit that
is over is looked up, for its ids are used.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Iterator
from enum import StrEnum
from itertools import count, takewhile

from sqlalchemy import Connection

from portal.db import intakes


class Sending(StrEnum):
    """What is sent: the telling, or only a wish for an advocate, which leaves it as it is."""

    TELLING = "telling"
    SOMEONE = "someone"


def free_id(token: str, sending: Sending, used: Collection[str]) -> str:
    """The first id of this browser that is not used yet."""
    return next(one for one in _ids(token, sending) if one not in used)


def used_before(connection: Connection, token: str) -> list[str]:
    """The ids under which this browser sent something, as far as the database knows."""

    def is_used(one: str) -> bool:
        return intakes.id_of_submission(connection, one) is not None

    return [one for sending in Sending for one in takewhile(is_used, _ids(token, sending))]


def _ids(token: str, sending: Sending) -> Iterator[str]:
    for number in count():
        said = f"{token}\x1f{sending}\x1f{number}".encode()
        yield str(uuid.UUID(bytes=hashlib.sha256(said).digest()[:16]))
