"""One visit: what is being written, hidden again after a rest, and the receipts of what was sent.

The cookie ends with the browser and holds a random token; what is written lies encrypted in
the database for at most a day. After twenty minutes' rest no page shows earlier words any
more, but they are still there to be sent, and what stands in an open page is still taken.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from flask import g, session
from sqlalchemy import Connection

from portal.child.questions import HOME, QUESTIONS
from portal.db import visits
from portal.db.visits import KeptVisit
from portal.domain.flags import Flag, FlagName
from portal.domain.intake import new_id
from portal.services.office import Office
from portal.web.app_office import now, office

KEPT_FOR = timedelta(hours=24)
REST = timedelta(minutes=20)
CODE_WORDS_SHOWN = timedelta(minutes=10)
_COOKIE_EVERY_SECONDS = 60


@dataclass(slots=True)
class Visit:
    """What one browser has told us and not sent yet, and what it sent.

    `answers` hold, by question, the values typed, when, and free text typed before a rest.
    """

    kept: KeptVisit
    token: str
    hidden_before: float

    @property
    def answers(self) -> dict[str, Any]:
        """The answers of the telling that is being written, by question."""
        found: dict[str, Any] = self.kept.content.setdefault("answers", {})
        return found

    @property
    def receipts(self) -> list[dict[str, Any]]:
        """What was sent in this visit, the newest last."""
        found: list[dict[str, Any]] = self.kept.content.setdefault("receipts", [])
        return found

    @property
    def submission_id(self) -> str:
        """The one-time id of the telling that is being written; a new one after each Send."""
        said = f"{self.token}\x1f{len(self.receipts)}".encode()
        return str(uuid.UUID(bytes=hashlib.sha256(said).digest()[:16]))

    @property
    def kind(self) -> str | None:
        """The kind of telling, as the child said; None where they did not."""
        kind: str | None = self.kept.content.get("kind")
        return kind

    @property
    def in_danger(self) -> bool:
        """Whether an answer or a rule says so; only ever raised while this telling is written."""
        return bool(self.kept.content.get("danger"))

    def raise_danger(self) -> None:
        """From now on every page offers help first."""
        self.kept.content["danger"] = True

    def mark(self, marks: tuple[Flag, ...]) -> None:
        """Remember what looked odd, for customer care to see if it is sent."""
        rules = self.kept.content.setdefault("marks", [])
        rules.extend(mark.rule for mark in marks if mark.rule not in rules)

    @property
    def marks(self) -> tuple[Flag, ...]:
        """What looked odd while this was written."""
        return tuple(Flag(FlagName.SUSPECT, rule) for rule in self.kept.content.get("marks", ()))

    def value(self, slug: str, field: str) -> str | None:
        """What was answered last, whether hidden or not; None where nothing was."""
        answer = self.answers.get(slug)
        return answer["values"].get(field) if answer else None

    def is_hidden(self, slug: str) -> bool:
        """Whether this was answered before a rest, and so is not shown."""
        return slug in self.answers and self.answers[slug]["at"] <= self.hidden_before

    def shown(self, slug: str) -> dict[str, str]:
        """The answer for showing again: empty where it is hidden or there is none."""
        answer = self.answers.get(slug)
        return dict(answer["values"]) if answer and not self.is_hidden(slug) else {}

    def record(self, slug: str, values: dict[str, str], at: datetime) -> None:
        """Keep the answer to a question.

        What was hidden cannot have been changed by somebody who could not see it: free text is
        kept beside the new, and an empty page takes nothing back.
        """
        earlier: list[dict[str, str]] = []
        if self.is_hidden(slug):
            if not any(value.strip() for value in values.values()):
                return
            old = self.answers[slug]
            free = {n: v for n, v in old["values"].items() if n in QUESTIONS[slug].free_text}
            earlier = old["earlier"] + ([free] if any(v.strip() for v in free.values()) else [])
        elif slug in self.answers:
            earlier = self.answers[slug]["earlier"]
        self.answers[slug] = {"values": values, "at": at.timestamp(), "earlier": earlier}

    def all_free_text(self, slug: str, field: str) -> list[str]:
        """Everything typed into a field, oldest first: what a rest hid, then the last."""
        answer = self.answers.get(slug)
        if answer is None:
            return []
        said = [old.get(field, "") for old in answer["earlier"]] + [answer["values"].get(field, "")]
        return [text for text in said if text.strip()]

    def sent(self, receipt: dict[str, Any], *, keep_answers: bool = False) -> None:
        """Put the receipt into the visit; what was sent is not kept here any longer."""
        self.receipts.append(receipt)
        if not keep_answers:
            for name in ("answers", "kind", "danger", "marks"):
                self.kept.content.pop(name, None)

    def receipt_of(self, submission_id: str) -> dict[str, Any] | None:
        """The receipt of an earlier Send of this visit, None where there was none."""
        return next((r for r in self.receipts if r["submission_id"] == submission_id), None)


def reading() -> Visit:
    """The visit of this request, for showing. Nothing is written but the cookie."""
    token = _token()
    with office().database.read() as connection:
        kept = visits.find(connection, office().keyring, _hash(token))
    return Visit(_alive(kept), token, _hidden_before())


def holding(connection: Connection) -> Visit:
    """The visit of this request, held until the transaction ends; made where there was none."""
    token = _token()
    hashed, keyring = _hash(token), office().keyring
    kept = visits.find(connection, keyring, hashed, lock=True)
    if kept is None or _alive(kept) is not kept:
        visits.wipe(connection, hashed)
        visits.make(connection, keyring, hashed, nothing_yet())
        kept = visits.find(connection, keyring, hashed, lock=True)
    return Visit(kept or nothing_yet(), token, _hidden_before())


def save(connection: Connection, place: Office, visit: Visit, at: datetime) -> None:
    """Keep what changed; code words that are hidden by now are forgotten."""
    for receipt in visit.receipts:
        if not code_words_shown(receipt, at):
            receipt["code_words"] = ""
    visits.save(connection, place.keyring, replace(visit.kept, touched_at=at))


def code_words_shown(receipt: dict[str, Any], at: datetime) -> bool:
    """Whether this receipt's code words may still stand on a page."""
    sent_at: float = receipt["sent_at"]
    return at.timestamp() - sent_at < CODE_WORDS_SHOWN.total_seconds()


def forget() -> None:
    """Wipe the visit of this request from the database and from the cookie."""
    token = session.get("visit")
    session.clear()
    if token:
        with office().database.write() as connection:
            visits.wipe(connection, _hash(token))


def _token() -> str:
    if "visit" not in session:
        session["visit"] = secrets.token_urlsafe(24)
    token: str = session["visit"]
    return token


def _hidden_before() -> float:
    """The moment before which answers are hidden: moved on when a rest was long enough."""
    if "hidden_before" not in g:
        at = now().timestamp()
        rested = at - session.get("seen", at)
        if rested > REST.total_seconds():
            session["veil"] = at
        # Written once a minute at most, for a new cookie costs as much as the rest of a page;
        # so a rest may count as up to a minute longer than it was, never as shorter.
        if rested > _COOKIE_EVERY_SECONDS or "seen" not in session:
            session["seen"] = at
        g.hidden_before = session.get("veil", 0.0)
    hidden: float = g.hidden_before
    return hidden


def _alive(kept: KeptVisit | None) -> KeptVisit:
    return kept if kept and now() - kept.began_at < KEPT_FOR else nothing_yet()


def nothing_yet() -> KeptVisit:
    """A visit in which nothing was written."""
    at = now()
    return KeptVisit(id=new_id(), content={}, began_at=at, touched_at=at)


def visit_knowing(kind: str | None, home: str | None) -> Visit:
    """A visit of nobody, that knows no more than the words of a page turn on."""
    answers = {HOME: {"values": {"home": home}, "at": 0.0, "earlier": []}} if home else {}
    content = {"kind": kind, "answers": answers}
    return Visit(replace(nothing_yet(), content=content), "", -1.0)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
