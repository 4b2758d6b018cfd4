"""Where a child's wish for an advocate stands, in plain words and dates, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal.child import advocates
from portal.domain.clock import london_day
from portal.domain.intake import Intake
from portal.domain.referral import Status, all_steps, status
from portal.domain.referral_steps import Happened, Step
from portal.domain.taxonomy import SubmittedBy
from portal.services.office import Office
from portal.settings import Fallback
from portal.web.app_office import now


@dataclass(frozen=True, slots=True)
class Ring:
    """Whom a child can ring meanwhile. `when`: "" where they are the council's own."""

    name: str
    number: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What happened, each with its day; what comes next; and whom to ring, None: nobody is late."""

    happened: tuple[tuple[str, date], ...]
    next: tuple[str, ...]
    by: date | None = None
    ring: Ring | None = None


def story(office: Office, intake: Intake) -> Story:
    """The story of this child's wish so far."""
    standing, by = status(intake), office.deadlines(intake).advocate_by
    happened = tuple((said, one.on) for one in all_steps(intake) if (said := _said(intake, one)))
    is_late = by is not None and by < london_day(now())
    if is_late:
        sorry = _("This takes longer than it should. That is our fault, not yours.")
        return Story(happened, (sorry,), ring=_ring(office, advocates.fall_back()))
    if standing is Status.FALL_BACK:
        return Story(happened, (), ring=_ring(office, advocates.fall_back()))
    return Story(happened, (_next(standing),), by)


def _ring(office: Office, fall_back: Fallback | None) -> Ring:
    if fall_back is None:
        return Ring(office.settings.council_name, office.settings.council_phone)
    return Ring(fall_back.name, fall_back.number, fall_back.when)


def _said(intake: Intake, one: Happened) -> str:
    """What happened, in the page's language; "" for what is no news to the child."""
    if one.step is Step.REQUESTED and _was_asked_for_them(intake, one):
        for_them: str = _("We were told that you want someone to speak up for you.")
        return for_them
    name = {"name": one.advocate if one.step is Step.NAMED else one.name}
    said: dict[Step, str] = {
        Step.REQUESTED: _("You asked for someone to speak up for you."),
        Step.OFFERED: _("We asked if you want someone to speak up for you."),
        Step.SENT: _("We passed it on to %(name)s.", **name),
        Step.SHARED: _("You said what they may know."),
        Step.ACCEPTED: _("%(name)s said yes.", **name),
        Step.NAMED: _("%(name)s will speak up for you.", **name),
        Step.MET: _("You met, or talked for the first time."),
        Step.HANDED_BACK: _("%(name)s cannot do it. We look for someone else.", **name),
        Step.CHANGED: _("You asked for someone else."),
        Step.FALL_BACK: _("Nobody said yes in time. So we asked others to help you."),
        Step.DECLINED: _("You said no thank you."),
        Step.NO_LONGER_WANTED: _("You said that you want nobody any more."),
        Step.TRUSTED: _("You said that someone you trust helps you."),
        Step.ENDED: _("Their work for you came to an end."),
    }
    return said.get(one.step, "")


def _was_asked_for_them(intake: Intake, one: Happened) -> bool:
    """Whether it was asked for in what somebody else told us, of which the child may not know."""
    return intake.submitted_by is not SubmittedBy.CHILD and (
        one not in intake.triage.advocacy_steps
    )


def _next(standing: Status) -> str:
    waiting = _("Someone should say yes by this day:")
    said: dict[Status, str] = {
        Status.ASKED: waiting,
        Status.SENT: waiting,
        Status.ACCEPTED: _("Next they pick the person who speaks up for you."),
        Status.NAMED: _("Next they get in touch with you."),
        Status.MET: _("They go on speaking up for you. You can still change your mind."),
    }
    otherwise: str = _("You can ask for someone at any time. It is free.")
    return said.get(standing, otherwise)
