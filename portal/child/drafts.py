"""Addresses of what is kept to be sent later: its page, opening it again, throwing it away."""

from __future__ import annotations

from datetime import datetime

from flask import make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.child import forms, pages, visit
from portal.child.answering import see_other
from portal.child.draft_kept import put_into
from portal.child.routes import child
from portal.child.visit import CODE_WORDS_SHOWN, code_words_shown
from portal.db import attachments, drafts
from portal.domain.clock import london_day
from portal.services.take_over import KeptDraft
from portal.web.app_office import now, office


@child.get("/<lang:lang>/kept")
def kept() -> ResponseReturnValue:
    """The code words of what is kept, and until when; it stays for the whole visit."""
    here = visit.reading()
    if not here.draft:
        return redirect(url_for(".start"))
    shown = bool(here.draft["code_words"]) and code_words_shown(here.draft, now())
    page = pages.child_page(
        "child/kept.html",
        here,
        code_words=here.draft["code_words"] if shown else "",
        until=london_day(datetime.fromisoformat(here.draft["until"])),
    )
    response = make_response(page)
    if shown:
        # As on a receipt: a phone that is put down must not go on showing them.
        response.headers["Refresh"] = str(int(CODE_WORDS_SHOWN.total_seconds()))
    return response


@child.post("/<lang:lang>/kept")
def throw_away() -> ResponseReturnValue:
    """Throw away what is kept; what is written in this browser stays."""
    if not forms.SendForm().validate():
        return see_other(url_for(".kept"))
    with office().database.write() as connection:
        here = visit.holding(connection)
        if here.draft:
            before = here.submission_id
            drafts.throw_away(connection, here.draft["id"])
            here.kept.content.pop("draft")
            attachments.hand_on(connection, before, here.submission_id)
            visit.save(connection, office(), here, now())
    return see_other(url_for(".check"))


def open_again(found: KeptDraft) -> ResponseReturnValue:
    """Put what was kept into this browser's visit, and show it before it is sent."""
    at = now()
    with office().database.write() as connection:
        draft = drafts.get(connection, office().keyring, found.draft_id, at)
        if draft is not None:
            here = visit.holding(connection)
            before = here.submission_id
            put_into(here, draft, at)
            attachments.hand_on(connection, before, here.submission_id)
            attachments.keep_until(connection, here.submission_id, draft.until)
            visit.save(connection, office(), here, at)
    return see_other(url_for(".check"))
