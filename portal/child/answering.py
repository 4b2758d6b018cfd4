"""Take an answer: keep it, send if the child says so, and give every word back if we cannot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from portal.child import pages, sending, telling, visit
from portal.child import questions as q
from portal.child.draft_kept import keep
from portal.child.forms import QuestionForm
from portal.child.posted import Posted
from portal.child.visit import Visit
from portal.db import attachments, drafts
from portal.db.database import BusyError
from portal.domain.flags import NOT_LOOKED_AT, Flag, FlagName
from portal.domain.screening import screen
from portal.domain.taxonomy import FeelsSafe, Kind, YesNo
from portal.services import floods
from portal.services.ways_back import CodeWords
from portal.web.app_office import now, office
from portal.web.languages import current_language

CANNOT_KEEP = (SQLAlchemyError, BusyError)
_FAST = Flag(FlagName.SUSPECT, "written-very-fast")
_MANY = Flag(FlagName.SUSPECT, "many-from-one-address")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one page said, and when."""

    question: q.Question | None
    values: dict[str, str]
    posted: Posted
    language: str
    at: datetime

    @classmethod
    def from_form(cls, question: q.Question | None, form: QuestionForm, posted: Posted) -> Answer:
        """The answer in this request's form."""
        return cls(question, form.values(), posted, current_language().tag, now())


def take(answer: Answer) -> str:
    """Keep an answer, and send everything if that was pressed; where to go next.

    Whatever is true when this returns is on the disk.

    :raise FloodError: far too much comes from one address.
    :raise sqlalchemy.exc.SQLAlchemyError: the database could not keep it.
    """
    wants_to_send, wants_to_keep = answer.posted.wants_to_send, answer.posted.wants_to_keep
    needs_words = wants_to_send or wants_to_keep
    words = CodeWords.make(office(), answer.language) if needs_words else None
    with _counted(answer) as connection:
        here = visit.holding(connection)
        earlier = earlier_receipt(connection, here, answer.posted.submission_id or "")
        if earlier is not None:
            return _after_sending(connection, here, earlier, answer)
        _record(here, answer)
        sent = words is not None and wants_to_send and _send(connection, here, words, answer)
        if words is not None and wants_to_keep:
            keep(connection, here, words, answer.at)
        visit.save(connection, office(), here, answer.at)
    return url_for(".kept") if wants_to_keep else _next(here, answer, is_sent=sent)


@contextmanager
def _counted(answer: Answer) -> Iterator[Connection]:
    """A transaction for this form, counted among those of its address."""
    with office().database.write() as connection:
        floods.count_post(connection, office(), request.remote_addr or "", answer.at)
        yield connection


def earlier_receipt(
    connection: Connection, here: Visit, submission_id: str
) -> dict[str, Any] | None:
    """The receipt of what this page was sent as, also in a visit that is over."""
    receipt = here.receipt_of(submission_id)
    is_kept = bool(submission_id) and submission_id == here.draft.get("submission_id")
    if receipt is None and (is_kept or submission_id in here.used_before):
        receipt = sending.again(connection, office(), submission_id)
        here.receipts.extend([receipt] if receipt else [])
    return receipt


def _after_sending(
    connection: Connection, here: Visit, receipt: dict[str, Any], answer: Answer
) -> str:
    sending.add_to_sent(connection, office(), receipt, answer.values, answer.at)
    visit.save(connection, office(), here, answer.at)
    return url_for(".sent")


def _record(here: Visit, answer: Answer) -> None:
    here.mark(answer.posted.marks)
    if answer.question is None:
        return
    if answer.question.slug == q.WORDS and answer.posted.was_fast:
        here.mark((_FAST,))
    here.record(answer.question.slug, answer.values, answer.at, answer.posted.seen)
    texts = (answer.values[field] for field in answer.question.free_text)
    flags = (flag for text in texts if text for flag in screen(text, answer.language))
    if any(flag.name is FlagName.URGENT for flag in flags) or (
        answer.question.slug == q.SAFE
        and answer.values["safe"] in (FeelsSafe.NO, FeelsSafe.NOT_SURE)
    ):
        here.raise_danger()


def _send(connection: Connection, here: Visit, words: CodeWords, answer: Answer) -> bool:
    """Send what this visit holds; False where there is nothing in it yet."""
    asks = telling.wants_advocate(here) is YesNo.YES
    files = attachments.held(connection, office().keyring, here.submission_id)
    if not (asks or files or here.all_free_text(q.WORDS, "words")):
        return False
    marks = (*here.marks, NOT_LOOKED_AT) if files else here.marks
    envelope = _envelope(connection, answer, here.submission_id, marks)
    make = partial(telling.intake_from, here, envelope)
    draft_id = here.draft.get("id")
    here.sent(sending.send(connection, office(), words, make))
    if draft_id:
        drafts.throw_away(connection, draft_id)
    return True


def send_someone_now(answer: Answer) -> str:
    """Send only the wish for an advocate; whatever else was written stays unsent."""
    words = CodeWords.make(office(), answer.language)
    with _counted(answer) as connection:
        here = visit.holding(connection)
        earlier = earlier_receipt(connection, here, answer.posted.submission_id or "")
        if earlier is not None:
            return _after_sending(connection, here, earlier, answer)
        envelope = _envelope(connection, answer, here.someone_id, answer.posted.marks)
        make = partial(telling.someone_now_from, answer.values, envelope)
        only_that = here.kind == Kind.ADVOCATE_ONLY and not here.answers
        here.sent(sending.send(connection, office(), words, make), keep_answers=not only_that)
        visit.save(connection, office(), here, answer.at)
    return url_for(".sent")


def send_without_cookies(answer: Answer) -> dict[str, Any]:
    """Send one page from a browser that keeps no cookies; the receipt to show at once.

    The page is that of the words, or where `answer` has no question, of asking for someone.
    """
    words = CodeWords.make(office(), answer.language)
    submission_id = answer.posted.submission_id or ""
    with _counted(answer) as connection:
        earlier = sending.again(connection, office(), submission_id)
        if earlier is not None:
            sending.add_to_sent(connection, office(), earlier, answer.values, answer.at)
            return earlier
        alone = Visit(visit.nothing_yet(), submission_id, 0.0)
        _record(alone, answer)
        envelope = _envelope(connection, answer, submission_id, alone.marks)
        make = partial(telling.intake_from, alone, envelope)
        if answer.question is None:
            make = partial(telling.someone_now_from, answer.values, envelope)
        return sending.send(connection, office(), words, make)


def _envelope(
    connection: Connection, answer: Answer, submission_id: str, marks: tuple[Flag, ...]
) -> telling.Envelope:
    every_mark = marks + _many(connection, answer)
    return telling.Envelope(submission_id, answer.language, every_mark, answer.at)


def _many(connection: Connection, answer: Answer) -> tuple[Flag, ...]:
    address = request.remote_addr or ""
    return (_MANY,) if floods.is_many(connection, office(), address, answer.at) else ()


def _next(here: Visit, answer: Answer, *, is_sent: bool) -> str:
    if is_sent:
        return url_for(".sent")
    if answer.posted.wants_to_send:
        return url_for(".question", slug=q.WORDS, needed=1)
    if answer.posted.wants_someone:
        return url_for(".someone_now")
    if answer.posted.wants_files:
        return url_for(".files", **pages.keep_change())
    if answer.question is None or "change" in request.args:
        return url_for(".check")
    slug = q.after(answer.question.slug, here.kind, here.value(q.REACH, "way"))
    if slug == q.CHECK:
        return url_for(".check")
    return url_for(".question", slug=slug)


def see_other(address: str) -> ResponseReturnValue:
    """Go on by GET, so that a refresh sends nothing twice."""
    return redirect(address, code=303)
