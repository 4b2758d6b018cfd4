"""What the conversation with a phone says of it: whose it is, and whether it may be texted.

The state is `sms.state`'s; of it only the keys named here are read, by their names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from portal.db.sealing import Keyring
from portal.db.texts import ConversationRow

# States from before 1.3 say only when the last text came.
THEIRS_AT, LAST_TEXT_AT, OPTED_OUT, WRONG_FOR, LANGUAGE = (
    "theirs_at",
    "last_text_at",
    "opted_out",
    "wrong_for",
    "language",
)


@dataclass(frozen=True, slots=True)
class KnownPhone:
    """A phone that texted us, or that we texted. `intake_id` is what it texts now.

    `theirs_at` is when we last knew that it is the child's, `wrote_at` when the last text came from
    it; None: nothing ever did.
    `language` is the one to text in: what they chose, else what they write; "" where nobody knows.
    `wrong_for` are the intakes of which whoever has it now says that they are not theirs.
    """

    conversation_id: str
    intake_id: str | None
    language: str
    theirs_at: datetime | None
    wrote_at: datetime | None
    opted_out: bool
    wrong_for: frozenset[str]


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
        language=row.state.get(LANGUAGE) or row.language,
        theirs_at=_time(row.state.get(THEIRS_AT) or row.state.get(LAST_TEXT_AT)),
        wrote_at=_time(row.state.get(LAST_TEXT_AT)),
        opted_out=row.state.get(OPTED_OUT) is True,
        wrong_for=frozenset(row.state.get(WRONG_FOR) or ()),
    )


def _time(kept: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(kept)
    except (TypeError, ValueError):
        return None
