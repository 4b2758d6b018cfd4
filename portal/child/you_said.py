""" "You said, we did": what changed because children told us. It says nothing of any of them."""

from __future__ import annotations

from flask import render_template

from portal.child.routes import child
from portal.domain.clock import london_day
from portal.services import shown_sentences
from portal.web.app_office import now, office


@child.get("/<lang:lang>/you-said")
def you_said() -> str:
    """What everybody may read today."""
    with office().database.read() as connection:
        sentences = shown_sentences.to_read(connection, london_day(now()))
    return render_template("child/you-said.html", sentences=sentences, notice=None)
