"""What the record says of what happened between a child and customer care since they told it."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.attachments import Attachment
from portal.domain.comebacks import Comeback
from portal.domain.links import Link
from portal.domain.messages import Message, Purpose
from portal.domain.record_parts import Json, at
from portal.domain.staff import NameOf
from portal.domain.way_back import ChildStep, Statement, WayBack


@dataclass(frozen=True, slots=True)
class Beside:
    """What is kept beside an intake, and of which its record speaks."""

    messages: tuple[Message, ...] = ()
    comebacks: tuple[Comeback, ...] = ()
    files: tuple[Attachment, ...] = ()
    links: tuple[Link, ...] = ()


def way_back_part(way_back: WayBack, beside: Beside, name_of: NameOf) -> Json:
    """All of it. Whether a message was read is between the child and us."""
    return {
        "statements": [_statement(one) for one in way_back.statements],
        "messages": [
            _message(one, name_of)
            for one in beside.messages
            if one.purpose is not Purpose.STATEMENT
        ],
        "steps": [_step(one) for one in way_back.steps],
        "may_ask_later": way_back.may_ask_later,
        "comeback_checks": [_comeback(one) for one in beside.comebacks],
        "files": [_file(one) for one in beside.files],
    }


def _statement(one: Statement) -> Json:
    return {
        "text": one.text,
        "sent_at": at(one.sent_at),
        "agreed_at": at(one.agreed_at),
        "change_asked_at": at(one.change_asked_at),
    }


def _message(one: Message, name_of: NameOf) -> Json:
    return {
        "purpose": one.purpose,
        "written_at": at(one.written_at),
        "written_by": name_of(one.written_by) or None,
        "text": one.text,
    }


def _step(one: ChildStep) -> Json:
    return {"step": one.did, "at": at(one.at), "by": one.by}


def _comeback(one: Comeback) -> Json:
    return {
        "weeks": one.weeks,
        "due_at": at(one.due_at),
        "asked_at": at(one.asked_at),
        "answer": one.answer,
        "answered_at": at(one.answered_at),
    }


def _file(one: Attachment) -> Json:
    return {
        "id": one.id,
        "kind": one.kind,
        "media_type": one.media_type,
        "size": one.size,
        "sha256": one.sha256,
        "added_at": at(one.added_at),
    }
