"""Keep a telling under code words, to be sent later: nobody sees into it before.

It has one submission id of its own, so that it is one telling, wherever it is opened and sent.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from portal.child.visit import TELLING, Visit
from portal.db import attachments, drafts
from portal.db.drafts import Draft
from portal.domain.intake import new_id
from portal.services.ways_back import CodeWords
from portal.web.app_office import office


def keep(connection: Connection, here: Visit, words: CodeWords, at: datetime) -> None:
    """Keep what this visit holds; under the code words that it has, or else under these.

    The caller saves the visit.
    """
    place = office()
    until = at + timedelta(days=place.settings.draft_days)
    submission_id = here.submission_id if here.token else str(uuid.uuid4())
    attachments.keep_until(connection, submission_id, until)
    known = here.draft
    draft = Draft(known.get("id") or new_id(), _content(here, submission_id), at, until)
    if known and drafts.change(connection, place.keyring, draft):
        here.kept.content["draft"] = {**known, "until": until.isoformat()}
        return
    drafts.keep(connection, place.keyring, draft, words.hash)
    here.kept.content["draft"] = {
        "id": draft.id,
        "submission_id": submission_id,
        "code_words": words.said,
        "sent_at": at.timestamp(),
        "until": until.isoformat(),
    }


def _content(here: Visit, submission_id: str) -> dict[str, Any]:
    kept = {name: here.kept.content[name] for name in TELLING if name in here.kept.content}
    return {**kept, "submission_id": submission_id}


def put_into(here: Visit, draft: Draft, at: datetime) -> None:
    """Open a draft in this visit. What is written here already stays: both texts then stand."""
    content = draft.content
    for slug, answer in content.get("answers", {}).items():
        if slug in here.answers:
            here.record(slug, answer["values"], at)
        else:
            here.answers[slug] = {**answer, "at": at.timestamp()}
    for name in ("kind", "danger"):
        if name in content:
            here.kept.content[name] = content[name]
    marks = here.kept.content.setdefault("marks", [])
    marks.extend(mark for mark in content.get("marks", ()) if mark not in marks)
    here.kept.content["draft"] = {
        "id": draft.id,
        "submission_id": content["submission_id"],
        "code_words": "",
        "sent_at": draft.kept_at.timestamp(),
        "until": draft.until.isoformat(),
    }
