"""One visit: what is being written, hidden again after a rest, and the receipts of what was sent.

The cookie ends with the browser and holds a random token; what is written lies encrypted in
the database for at most a day. After twenty minutes' rest no page shows earlier words any
more, but they are still there to be sent, and what stands in an open page is still taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeGuard

from sqlalchemy import Connection

from portal.child import cookie
from portal.child.answers import all_said, answered, must_fit
from portal.child.one_time_ids import Sending, free_id, used_before
from portal.child.questions import QUESTIONS
from portal.db import visits
from portal.db.visits import KEPT_FOR, KeptVisit
from portal.domain.flags import Flag, FlagName
from portal.domain.intake import new_id
from portal.services.office import Office
from portal.web.app_office import now, office

CODE_WORDS_SHOWN = timedelta(minutes=10)
# What of a visit's content is the telling that is being written.
TELLING = ("answers", "kind", "danger", "marks")


@dataclass(slots=True)
class Visit:
    """What one browser has told us and not sent yet, and what it sent.

    `token` is "" for a visit of nobody, which is only shown.
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
        """The one-time id of the telling that is being written; a new one after each Send.

        What was kept under code words has its own, wherever it is opened and sent.
        """
        kept: str | None = self.draft.get("submission_id")
        return kept or free_id(self.token, Sending.TELLING, self._used_ids)

    @property
    def draft(self) -> dict[str, Any]:
        """Under which code words this telling is kept: {} where it is not."""
        found: dict[str, Any] = self.kept.content.get("draft", {})
        return found

    @property
    def someone_id(self) -> str:
        """The one-time id of a wish for an advocate, sent apart from what is being written."""
        return free_id(self.token, Sending.SOMEONE, self._used_ids)

    @property
    def used_before(self) -> list[str]:
        """The one-time ids of what this browser sent in visits that are over."""
        used: list[str] = self.kept.content.get("used_before", [])
        return used

    @property
    def _used_ids(self) -> set[str]:
        return {receipt["submission_id"] for receipt in self.receipts}.union(self.used_before)

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
        """The answer for showing again: empty where it is hidden or there is none.

        Where two tabs wrote into the same field, the one text stands below the other.
        """
        if slug not in self.answers or self.is_hidden(slug):
            return {}
        times, values = self.shown_at(slug), dict(self.answers[slug]["values"])
        every = [said["values"] for said in all_said(self.answers[slug]) if said["at"] in times]
        for name in QUESTIONS[slug].free_text if len(every) > 1 else ():
            values[name] = "\n\n".join(said[name] for said in every if said[name].strip())
        return values

    def shown_at(self, slug: str) -> list[float]:
        """The times of what is shown of this answer."""
        times = [said["at"] for said in all_said(self.answers.get(slug))]
        return [at for at in times if at > self.hidden_before]

    def record(
        self, slug: str, values: dict[str, str], at: datetime, seen: Collection[float] = ()
    ) -> None:
        """Keep the answer that came from a page which showed what was said at `seen`.

        What a rest has hidden since counts as not seen: somebody else may hold the phone.

        :raise portal.child.answers.TooMuchWrittenError: with it, the telling is too long.
        """
        self.answers[slug] = answered(
            self.answers.get(slug),
            values,
            at.timestamp(),
            seen=[one for one in seen if one > self.hidden_before],
            free_text=QUESTIONS[slug].free_text,
        )
        every = (said for answer in self.answers.values() for said in all_said(answer))
        must_fit(text for said in every for text in said["values"].values())

    def all_free_text(self, slug: str, field: str) -> list[str]:
        """Everything typed into a field that counts, oldest first."""
        said = [said["values"].get(field, "") for said in all_said(self.answers.get(slug))]
        return [text for text in said if text.strip()]

    def sent(self, receipt: dict[str, Any], *, keep_answers: bool = False) -> None:
        """Put the receipt into the visit; what was sent is not kept here any longer."""
        self.receipts.append(receipt)
        if not keep_answers:
            for name in TELLING:
                self.kept.content.pop(name, None)
            self.kept.content.pop("draft", None)

    def receipt_of(self, submission_id: str) -> dict[str, Any] | None:
        """The receipt of an earlier Send of this visit, None where there was none."""
        return next((r for r in self.receipts if r["submission_id"] == submission_id), None)


def reading() -> Visit:
    """The visit of this request, for showing. Nothing is written but the cookie."""
    is_new = not cookie.has_token()
    token = cookie.token()
    with office().database.read() as connection:
        kept = visits.find(connection, office().keyring, hash_of(token))
        if not _is_alive(kept):
            kept = nothing_yet() if is_new else _next_visit(connection, token)
    return Visit(kept, token, cookie.hidden_before())


def holding(connection: Connection) -> Visit:
    """The visit of this request, held until the transaction ends; made where there was none."""
    token = cookie.token()
    hashed, keyring = hash_of(token), office().keyring
    kept = visits.find(connection, keyring, hashed, lock=True)
    if not _is_alive(kept):
        visits.wipe(connection, hashed)
        visits.make(connection, keyring, hashed, _next_visit(connection, token))
        kept = visits.find(connection, keyring, hashed, lock=True)
    return Visit(kept or nothing_yet(), token, cookie.hidden_before())


def save(connection: Connection, place: Office, visit: Visit, at: datetime) -> None:
    """Keep what changed; code words that are hidden by now are forgotten."""
    for receipt in visit.receipts:
        if not code_words_shown(receipt, at):
            receipt["code_words"] = ""
    if visit.draft and not code_words_shown(visit.draft, at):
        visit.draft["code_words"] = ""
    visits.save(connection, place.keyring, replace(visit.kept, touched_at=at))


def code_words_shown(receipt: dict[str, Any], at: datetime) -> bool:
    """Whether this receipt's code words may still stand on a page."""
    sent_at: float = receipt["sent_at"]
    return at.timestamp() - sent_at < CODE_WORDS_SHOWN.total_seconds()


def _is_alive(kept: KeptVisit | None) -> TypeGuard[KeptVisit]:
    return kept is not None and now() - kept.began_at < KEPT_FOR


def _next_visit(connection: Connection, token: str) -> KeptVisit:
    """A visit of a browser that may have sent something in one that is over."""
    used = used_before(connection, token)
    return replace(nothing_yet(), content={"used_before": used} if used else {})


def nothing_yet() -> KeptVisit:
    """A visit in which nothing was written."""
    at = now()
    return KeptVisit(id=new_id(), content={}, began_at=at, touched_at=at)


def visit_knowing(kind: str | None) -> Visit:
    """A visit of nobody, that knows no more than the words of a page turn on."""
    return Visit(replace(nothing_yet(), content={"kind": kind}), "", -1.0)


def hash_of(token: str) -> str:
    """What a visit is found by."""
    return hashlib.sha256(token.encode()).hexdigest()
