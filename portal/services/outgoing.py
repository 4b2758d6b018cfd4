"""Write down texts that are to go to a child: never to a phone that they have not called safe.

Whether it is safe is asked again when it goes (`still_allowed`): a child may have changed their
mind meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from portal.db import outgoing, phones
from portal.db.outgoing import OutgoingText
from portal.domain.intake import Intake, new_id
from portal.domain.outgoing import Standing, What
from portal.domain.quiet import not_quiet_from
from portal.domain.reach import SILENT, Reach, Says, Why
from portal.domain.taxonomy import TextsAllowed
from portal.services import phones as phone_service
from portal.services.addresses import answerable
from portal.services.office import Office

_STILL_TO_GO = (Standing.HELD, Standing.WAITING)
_ASKS_NOW = frozenset({Standing.WAITING, Standing.SENDING, Standing.UNKNOWN})
_ASKED = frozenset({Standing.QUEUED, Standing.SENT, Standing.DELIVERED})


def put(
    connection: Connection,
    office: Office,
    intake: Intake,
    what: What,
    now: datetime,
    *,
    body: str = "",
    message_id: str | None = None,
    about: str | None = None,
) -> Reach:
    """Write down one text to this child, as far as it may go; what may.

    Where only neutral texts may go, a text that says more becomes one that there is news.
    Where the phone is to be asked first, it is held until somebody says that it is theirs.
    """
    may = phone_service.reach_of(connection, office, intake, now)
    if may.says is Says.NOTHING:
        return may
    if what.says_more_than_news and may.says is Says.NEUTRAL:
        what, body = What.NEWS, ""
    due_at = not_quiet_from(now, office.settings.text_hours)
    new = OutgoingText(
        id=new_id(),
        intake_id=intake.id,
        what=what,
        address=may.address,
        language=_language(connection, office, intake, may.address),
        standing=Standing.HELD if may.asks_first else Standing.WAITING,
        made_at=now,
        changed_at=now,
        due_at=due_at,
        body=body,
        message_id=message_id,
        about=about,
    )
    outgoing.put(connection, office.keyring, new)
    if may.asks_first and not _is_asked(connection, office, may.address, now):
        _ask_first(connection, office, new)
    return may


def put_reply(
    connection: Connection,
    office: Office,
    intake_id: str,
    address: str,
    language: str,
    what: What,
    body: str,
    now: datetime,
) -> None:
    """Write down the reply to a text of this phone, which could not go along with the text."""
    at_once = what is What.REPLY
    new = OutgoingText(
        id=new_id(),
        intake_id=intake_id,
        what=what,
        address=address,
        language=language,
        standing=Standing.WAITING,
        made_at=now,
        changed_at=now,
        due_at=now if at_once else not_quiet_from(now, office.settings.text_hours),
        body=body,
    )
    outgoing.put(connection, office.keyring, new)


def _language(connection: Connection, office: Office, intake: Intake, address: str) -> str:
    """The language that this phone texts in, or else that of what was told."""
    known = phones.known(connection, office.keyring, address)
    return (known.language if known else "") or intake.language


def _is_asked(connection: Connection, office: Office, address: str, now: datetime) -> bool:
    """Whether the question is on its way already, or may still be answered."""
    return any(
        one.what is What.THIS_PHONE
        and (one.standing in _ASKS_NOW or (one.standing in _ASKED and now - one.made_at < SILENT))
        for one in outgoing.to_address(connection, office.keyring, address)
    )


def _ask_first(connection: Connection, office: Office, held: OutgoingText) -> None:
    asks = replace(
        held,
        id=new_id(),
        what=What.THIS_PHONE,
        standing=Standing.WAITING,
        body="",
        message_id=None,
        about=None,
    )
    outgoing.put(connection, office.keyring, asks)


def still_allowed(
    connection: Connection, office: Office, intake: Intake, text: OutgoingText, now: datetime
) -> Reach:
    """What may go to this child now; nothing where it is another phone than the text's by now."""
    if text.what.is_reply:
        return _may_reply(connection, office, intake, text)
    may = phone_service.reach_of(connection, office, intake, now)
    if may.address and may.address != text.address:
        return Reach(Says.NOTHING, may.why)
    return may


def _may_reply(connection: Connection, office: Office, intake: Intake, text: OutgoingText) -> Reach:
    """A reply needs no leave, only a phone that takes it and was not called unsafe since."""
    known = phones.known(connection, office.keyring, text.address)
    if not answerable(text.address, office.settings.text_countries):
        return Reach(Says.NOTHING, Why.NOT_A_MOBILE)
    if known and known.opted_out:
        return Reach(Says.NOTHING, Why.OPTED_OUT)
    is_unsafe = intake.contact.texts_allowed is TextsAllowed.ANOTHER_WAY
    if is_unsafe and text.what is What.LATE_REPLY:
        return Reach(Says.NOTHING, Why.NOT_THIS_PHONE)
    return Reach(Says.ALL, address=text.address)


def hold_back(connection: Connection, office: Office, text: OutgoingText, now: datetime) -> None:
    """The phone was silent for too long by now: it is asked first, and this text is held."""
    outgoing.move(connection, [text.id], (Standing.WAITING,), Standing.HELD, now)
    if not _is_asked(connection, office, text.address, now):
        _ask_first(connection, office, replace(text, made_at=now, changed_at=now, due_at=now))


def is_theirs(connection: Connection, office: Office, address: str, now: datetime) -> int:
    """Whoever has this phone said that it is theirs: what was held goes; how many texts."""
    held = [
        one.id
        for one in outgoing.to_address(connection, office.keyring, address)
        if one.standing is Standing.HELD
    ]
    due_at = not_quiet_from(now, office.settings.text_hours)
    return outgoing.move(connection, held, (Standing.HELD,), Standing.WAITING, now, due_at=due_at)


def take_back(
    connection: Connection,
    office: Office,
    intake_id: str,
    now: datetime,
    *,
    standing: Standing = Standing.WITHDRAWN,
    reason: str | None = None,
    what: frozenset[What] = frozenset(What),
) -> int:
    """Nothing of this `what` that is still to go to this child goes any more; how many texts."""
    ids = [
        one.id
        for one in outgoing.of_intake(connection, office.keyring, intake_id)
        if one.what in what
    ]
    return outgoing.move(connection, ids, _STILL_TO_GO, standing, now, reason=reason)
