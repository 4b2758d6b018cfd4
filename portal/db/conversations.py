"""The texts of one intake, both sides of them, opened again; never the phone they came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from portal.db.sealing import Keyring, Place
from portal.db.texts import ConversationRow, TextRow
from portal.domain.code_words import without_code_words
from portal.domain.intake import Intake
from portal.domain.text_body import is_decoded, said_in

# Only the carrier's list says it: sms.account.
FOUND = "DateSent"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One text and our reply to it. Either may be "": a picture has no words, silence no reply.

    `files` is how many pictures or recordings came with it; we keep none of them. `came_as` is
    the body where the words are decoded from it (portal.domain.text_body), else "". `was_found`:
    it never arrived, and was found in the carrier's list later, when no reply could go along.
    """

    at: datetime
    words: str
    files: int
    reply: str
    came_as: str = ""
    was_found: bool = False


_conversation = ConversationRow.as_table()
_text = TextRow.as_table()
_FIND = select(_conversation.c.id, _conversation.c.intake_id).where(
    _conversation.c.address_hash.in_(bindparam("hashes", expanding=True))
)
_TEXTS = (
    select(_text)
    .where(
        _text.c.conversation_id == bindparam("of_conversation"),
        _text.c.received_at >= bindparam("since"),
    )
    .order_by(_text.c.received_at, _text.c.message_sid)
)


def of_intake(connection: Connection, keyring: Keyring, intake: Intake) -> list[Exchange]:
    """What was texted within this intake, in order; empty where it did not come by text.

    Texts of the same phone that belong to another intake are left out: that one may be for
    other eyes. Code words in our replies are left out too: they are the child's alone.
    """
    address = intake.contact.texting_address
    if not address:
        return []
    hashes = list(keyring.finding_hashes(address))
    found = connection.execute(_FIND, {"hashes": hashes}).first()
    if found is None:
        return []
    # One that was found later may have been sent before what opened the intake.
    since = min((one.said_at for one in intake.words), default=intake.received_at)
    since = min(since, intake.received_at)
    rows = connection.execute(_TEXTS, {"of_conversation": found.id, "since": since}).all()
    is_still_this = found.intake_id == intake.id
    return [_opened(keyring, row) for row in rows if _is_of(keyring, row, intake, is_still_this)]


def _is_of(keyring: Keyring, row: Row[Any], intake: Intake, is_still_this: bool) -> bool:
    """Whether the text is this intake's: its words stand there, or it had none in between."""
    said_at = {one.said_at for one in intake.words}
    if row.received_at in said_at:
        return True
    in_between = is_still_this or row.received_at < max(said_at, default=row.received_at)
    return in_between and not said_in(_form(keyring, row)).strip()


def _opened(keyring: Keyring, row: Row[Any]) -> Exchange:
    form = _form(keyring, row)
    body = _first(form, "Body")
    files = _first(form, "NumMedia")
    reply = (
        keyring.open(Place("text_message", "reply", row.id), row.reply_sealed)
        if row.reply_sealed
        else ""
    )
    return Exchange(
        at=row.received_at,
        words=said_in(form),
        files=int(files) if files.isdecimal() and len(files) < 3 else 0,
        reply=without_code_words(reply),
        came_as=body if is_decoded(body) else "",
        was_found=bool(_first(form, FOUND)),
    )


def _form(keyring: Keyring, row: Row[Any]) -> dict[str, list[str]]:
    form: dict[str, list[str]] = keyring.open_json(
        Place("text_message", "form", row.id), row.form_sealed
    )
    return form


def _first(form: dict[str, list[str]], name: str) -> str:
    return next(iter(form.get(name) or ()), "")
