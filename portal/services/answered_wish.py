"""What a child answers when a page or a text asks whether somebody should speak up for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from portal.db import referrals
from portal.domain.intake import Intake
from portal.domain.referral import referrals as parts_of
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


def keep_parts(connection: Connection, before: Intake, after: Intake) -> None:
    """Let a service find what is its part now, where the answer ended or changed it."""
    if after.triage.advocacy_steps != before.triage.advocacy_steps:
        referrals.keep(connection, after.id, parts_of(after.triage.advocacy_steps))
