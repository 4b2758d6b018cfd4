"""A text that the database cannot take: kept on the disk, answered, and taken in later.

What is on the disk counts as kept (portal.db.spool), so the child is told that we have it: once,
without a question, for nobody can know here where their conversation is. Taken in later, the text
does all that it would have done, and gets no second reply.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from portal.db.database import BusyError
from portal.db.spool import Spool
from portal.domain.flags import FlagName
from portal.domain.screening import screen
from portal.services.addresses import answerable
from portal.services.office import Office
from sms.keywords import Keyword, keyword
from sms.languages import language_of
from sms.prompts import Part, Prompt, Told
from sms.receiving import receive_text
from sms.replying import URGENT_REPLY_EVERY
from sms.turns import ReceivedText
from sms.wording import write

_OUTAGES = (OperationalError, InterfaceError, NoConnectionError, BusyError)
_log = logging.getLogger(__name__)


def spool_of(office: Office) -> Spool:
    """Where this installation's texts wait."""
    return Spool(office.settings.text_spool, office.keyring)


def put_aside(office: Office, text: ReceivedText, now: datetime, told: Told | None = None) -> str:
    """Keep it on the disk; the reply that it gets, "" for silence. The same text gets the same.

    `told`: what it was told already, None where the reply can go now.

    :raise portal.db.spool.SpoolError: not even this could be done, and nobody may be told anything.
    """
    spool = spool_of(office)
    with spool.held():
        before = [_Aside(one) for one in spool.of_phone(text.address)]
        for one in before:
            if one.text.message_sid == text.message_sid:
                return one.told.words
        told = told or _told(office, text, before, now)
        spool.keep(text.address, text.message_sid, _written(text, now, told))
    return told.words


def take_in(office: Office, is_stopped: Callable[[], bool] = bool) -> int:
    """Take in what waits on the disk, the first first; how many texts.

    It ends where the database is still away. One text that cannot be taken keeps none behind it.
    """
    spool, count = spool_of(office), 0
    for one in spool.all():
        if is_stopped():
            break
        if one.content is None:
            _log.error("a text on the disk cannot be opened: a key is missing")
            continue
        aside = _Aside(one.content)
        try:
            receive_text(office, aside.text, aside.at)
        except _OUTAGES:
            break
        except Exception:
            _log.exception("a text on the disk could not be taken in")
            continue
        spool.forget(one)
        count += 1
    return count


class _Aside:
    """A text that waits, as `_written` wrote it."""

    def __init__(self, written: dict[str, Any]) -> None:
        self.at = datetime.fromisoformat(written["at"])
        prompt = Prompt(Part(written["part"])) if written["part"] else None
        self.told = Told(prompt, written["reply"])
        self.text = ReceivedText(**written["text"], told=self.told)

    @property
    def keyword(self) -> Keyword | None:
        """The network's own word that the whole text is."""
        return keyword(self.text.words, self.text.opt_out_type)


def _written(text: ReceivedText, now: datetime, told: Told) -> dict[str, Any]:
    said = asdict(text)
    del said["told"], said["found_at"]
    part = told.prompt.opening.value if told.prompt else None
    return {"at": now.isoformat(), "part": part, "reply": told.words, "text": said}


def _told(office: Office, text: ReceivedText, before: list[_Aside], now: datetime) -> Told:
    language = language_of(text.words)
    prompt = _prompt(office, text, before, language, now)
    return Told(prompt, write(office, prompt, language, now) if prompt else "")


def _prompt(
    office: Office, text: ReceivedText, before: list[_Aside], language: str, now: datetime
) -> Prompt | None:
    said = keyword(text.words, text.opt_out_type)
    words = [*(one.keyword for one in before), said]
    in_and_out = [word for word in words if word in (Keyword.STOP, Keyword.START)]
    has_opted_out = in_and_out[-1:] == [Keyword.STOP]
    if has_opted_out or not answerable(text.address, office.settings.text_countries):
        return None
    flags = screen(text.words, language)
    if said is Keyword.HELP or any(flag.name is FlagName.URGENT for flag in flags):
        urgent = (one for one in before if one.told.is_urgent)
        is_answered = any(now - one.at < URGENT_REPLY_EVERY for one in urgent)
        return None if is_answered else Prompt(Part.FIRST_URGENT)
    return None if any(one.told.prompt for one in before) else Prompt(Part.FIRST)
