"""Claims on notices: one process sends each.

Whoever dies between sending and noting it may have sent a mail that is sent once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, select, update

from portal.db.notices import IS_FREE, WAITS, NoticeRow
from portal.domain.intake import new_id


@dataclass(frozen=True, slots=True)
class Claim:
    """All that waits for one address, ours until `until`: one mail says it all."""

    token: str
    address: str
    count: int
    tries: int
    until: datetime


_notice = NoticeRow.as_table()
_IS_DUE = and_(WAITS, _notice.c.retry_at <= bindparam("at"), IS_FREE)
_IS_OURS = and_(WAITS, _notice.c.lease_token == bindparam("token"))
_FIRST_ADDRESS = (
    select(_notice.c.address).where(_IS_DUE).order_by(_notice.c.retry_at, _notice.c.id).limit(1)
)
_DUE_TO = (
    select(_notice.c.id)
    .where(_IS_DUE, _notice.c.address == bindparam("to"))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(_notice)
    .where(_notice.c.id.in_(_DUE_TO))
    .values(lease_token=bindparam("new_token"), lease_until=bindparam("until"))
    .returning(_notice.c.tries)
)
_SENT = update(_notice).where(_IS_OURS).values(sent_at=bindparam("at"), last_error=None)
_PUT_BACK = (
    update(_notice)
    .where(_IS_OURS)
    .values(
        retry_at=bindparam("again_at"),
        tries=_notice.c.tries + 1,
        lease_until=None,
        last_error=bindparam("error"),
    )
)


def anything_to_send(connection: Connection, now: datetime) -> bool:
    """Whether a notice waits that may be tried now. Reads alone."""
    return connection.execute(_FIRST_ADDRESS, {"at": now}).first() is not None


def claim(connection: Connection, now: datetime, lease: timedelta) -> Claim | None:
    """Take all that is due for one address, until `now` + `lease`; None where nothing is due.

    Commit at once: the claim is real only then. No two processes hold the same notice.
    """
    address = connection.scalar(_FIRST_ADDRESS, {"at": now})
    if address is None:
        return None
    token, until = new_id(), now + lease
    said = {"at": now, "to": address, "new_token": token, "until": until}
    tries = [row.tries for row in connection.execute(_CLAIM, said)]
    return Claim(token, address, len(tries), max(tries), until) if tries else None


def note_sent(connection: Connection, claim: Claim, now: datetime) -> None:
    """Keep that a mail went out for all of a claim."""
    connection.execute(_SENT, {"token": claim.token, "at": now})


def put_back(connection: Connection, claim: Claim, again_at: datetime, error: str | None) -> None:
    """Give a claim back, to be tried again from then on; `error` is a class of errors."""
    said = {"token": claim.token, "again_at": again_at, "error": error and error[:64]}
    connection.execute(_PUT_BACK, said)
