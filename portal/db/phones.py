"""What the conversation with a phone says of it: when it last texted, and whether it may be texted.

The state is `sms.state`'s; of it only the keys named here are read, by their names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from portal.db.sealing import Keyring
from portal.db.texts import ConversationRow

LAST_TEXT_AT, OPTED_OUT, WRONG_PHONE = "last_text_at", "opted_out", "wrong_phone"


@dataclass(frozen=True, slots=True)
class KnownPhone:
    """A phone that texted us, or that we texted. `intake_id` is what it texts now.

    `last_text_at` None: nothing ever came from it.
    """

    conversation_id: str
    intake_id: str | None
    language: str
    last_text_at: datetime | None
    opted_out: bool
    is_wrong: bool


_conversation = ConversationRow.as_table()
_FIND = select(
    _conversation.c.id,
    _conversation.c.intake_id,
    _conversation.c.language,
    _conversation.c.state,
).where(_conversation.c.address_hash.in_(bindparam("hashes", expanding=True)))


def known(connection: Connection, keyring: Keyring, address: str) -> KnownPhone | None:
    """What is known of the phone with this address; None: it never texted us, nor we it."""
    hashes = list(keyring.finding_hashes(address))
    row = connection.execute(_FIND, {"hashes": hashes}).first()
    if row is None:
        return None
    return KnownPhone(
        conversation_id=row.id,
        intake_id=row.intake_id,
        language=row.language,
        last_text_at=_time(row.state.get(LAST_TEXT_AT)),
        opted_out=row.state.get(OPTED_OUT) is True,
        is_wrong=row.state.get(WRONG_PHONE) is True,
    )


def _time(kept: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(kept)
    except (TypeError, ValueError):
        return None
