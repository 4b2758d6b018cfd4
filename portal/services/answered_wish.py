"""What a child answers when a page or a text asks whether somebody should speak up for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from portal.domain.intake import Intake
from portal.domain.taxonomy import YesNo
from portal.services.own_wish import Choice, Wish, with_wish

_CHOICES = {YesNo.YES: Choice.WANT, YesNo.NO: Choice.NOBODY}


def with_answer(intake: Intake, wants: YesNo, at: datetime, *, trusted: bool = False) -> Intake:
    """The intake with this answer. `trusted`: they want nobody, for somebody they trust helps them.

    It is part of what they told us. Once something was done about their wish it is a step of its
    own: what was done stays as it was, and who said no before and says yes now asks anew.
    """
    steps = intake.triage.advocacy_steps
    if not steps:
        return replace(intake, wants_advocate=wants, wish=replace(intake.wish, trusted=trusted))
    choice = Choice.TRUSTED if trusted else _CHOICES[wants]
    return with_wish(intake, Wish(choice), at, steps_shown=len(steps))
