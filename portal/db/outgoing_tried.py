"""How many texts we tried to send: to one phone, and over all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from portal.db.outgoing import OutgoingTextRow
from portal.db.sealing import Keyring

_text = OutgoingTextRow.as_table()
_SENT_TO = select(
    func.count(),
    func.min(_text.c.tried_at, type_=_text.c.tried_at.type),
    func.max(_text.c.tried_at, type_=_text.c.tried_at.type),
).where(
    _text.c.address_hash.in_(bindparam("hashes", expanding=True)),
    _text.c.tried_at > bindparam("since"),
)


@dataclass(frozen=True, slots=True)
class SentTo:
    """How many texts we tried to send to one phone, when first and when last."""

    count: int
    first_at: datetime | None
    last_at: datetime | None


def sent_to(connection: Connection, keyring: Keyring, address: str, since: datetime) -> SentTo:
    """What we tried to send to this phone since then."""
    said = {"hashes": list(keyring.finding_hashes(address)), "since": since}
    return SentTo(*connection.execute(_SENT_TO, said).one())


def tried_since(connection: Connection, since: datetime) -> int:
    """How many texts we tried to send since then, to whomever."""
    tried = select(func.count()).where(_text.c.tried_at > since)
    return connection.scalar(tried) or 0
