"""What everybody may read of closings, when each begins to be shown, and how the checks went."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.db import comebacks
from portal.db import shown_sentences as kept
from portal.desk.access import member, open_to
from portal.desk.forms import DeskForm
from portal.desk.pages import desk_page
from portal.domain.clock import london_day
from portal.domain.staff import Role
from portal.services import shown_sentences
from portal.web.app_office import now, office


def add_routes(care: Blueprint) -> None:
    """The page, and taking one down."""
    care.add_url_rule("/you-said", view_func=you_said, methods=["GET"])
    address = "/you-said/<sentence_id>"
    care.add_url_rule(address, view_func=take_sentence_down, methods=["POST"])


@open_to(Role.OFFICER)
def you_said() -> str:
    """All of them, newest first, and what children said when they were asked how it is now."""
    with office().database.read() as connection:
        sentences = kept.every(connection)
        counts = comebacks.counts(connection)
    return desk_page(
        "care/you-said.html",
        page_title="You said, we did",
        sentences=sentences,
        counts=counts,
        today=london_day(now()),
        form=DeskForm(),
    )


@open_to(Role.OFFICER)
def take_sentence_down(sentence_id: str) -> ResponseReturnValue:
    """Show one no more."""
    if not DeskForm().validate():
        abort(400)
    with office().database.write() as connection:
        shown_sentences.take_down(connection, member(), sentence_id, now())
    return redirect(url_for("care.you_said"), 303)
