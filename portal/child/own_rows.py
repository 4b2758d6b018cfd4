"""The rows of a child's own page: what was said, below what was asked. Nothing said, no row."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.child import choices
from portal.domain.intake import AdvocateWish, Intake, SafeContact
from portal.domain.submitter import Knows

Rows = tuple[tuple[str, str], ...]


def about(intake: Intake) -> Rows:
    """What somebody else answered for the child."""
    by = intake.submitter
    return _filled(
        (_("What would make it better?"), intake.desired_outcome),
        (_("What can we call you?"), intake.name),
        (_("How old are you?"), choices.said("age", intake.age_band or "")),
        (_("Do you live in care?"), choices.said("home", intake.looked_after or "")),
        (_("Are you safe right now?"), choices.said("safe", intake.feels_safe or "")),
        (
            _("Would you like someone to speak up for you?"),
            choices.said("advocate", intake.wants_advocate or ""),
        ),
        (_("Is there anyone who should not see this?"), intake.should_not_see),
        (_("Do you know that they told us?"), _knows(by.child_knows if by else None)),
        (_("Do you agree with it?"), _knows(by.child_agrees if by else None)),
        (_("How they know that you think so"), by.how_known if by else ""),
    )


def reach(contact: SafeContact) -> Rows:
    """How the child can be reached."""
    return _filled(
        (_("How can we reach you safely?"), choices.said("way", contact.way or "")),
        (_("Phone number, e-mail, address or who to ask"), contact.details),
        (_("When is it safe to reach you?"), contact.best_times),
        (_("Does anyone else see your phone or your letters?"), contact.who_else_sees),
    )


def wish(said: AdvocateWish) -> Rows:
    """What the child said of who should speak up for them, beside a service."""
    return _filled(
        (_("If someone you trust helps you, who is it?"), said.trusted_who),
        (_("Is there anyone it should not be?"), said.not_them),
    )


def _knows(said: Knows | None) -> str:
    # The same three answers, in the same words.
    return choices.said("safe", said) if said else ""


def _filled(*rows: tuple[str, str]) -> Rows:
    return tuple((label, text) for label, text in rows if text.strip())
