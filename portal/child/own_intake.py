"""A child's own page, behind their code words: what was told, how to reach them, who speaks up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal.child import choices, own_pressed, own_rows
from portal.child.answers import must_fit
from portal.child.choices import Choice
from portal.child.own_news import News, news
from portal.child.own_rows import Rows
from portal.child.own_story import Story, story
from portal.child.take_over_forms import AS_IT_STANDS, OwnForm
from portal.child.take_over_token import Token
from portal.db import attachments, links
from portal.domain.clock import london_day
from portal.domain.intake import Intake, SafeContact
from portal.domain.links import LinkKind
from portal.domain.referral import who_for
from portal.domain.submitter import ChildSays
from portal.domain.taxonomy import ContactWay, SubmittedBy, YesNo
from portal.domain.triage import AskedToStop
from portal.services import advocacy_services, comeback_checks, own_steps, own_wish, take_over
from portal.web.app_office import now, office
from portal.web.languages import long_date


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody else told us: who they are, what they wrote, and what they answered.

    `added` is what came since the child took it over: their own words.
    """

    by: str
    who: str
    on: date
    words: tuple[str, ...]
    rows: Rows
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnPage:
    """All that the page shows of an intake. `told` None: the child told it all themselves.

    `days` are those still to come on which it is read and answered. `wish` is what the child said
    of who it should be. `is_out_of_reach`: they told it, and nobody can reach them. `own_words` is
    all that they told us, where they told it themselves. `files`: how many photos and recordings.
    `dealt_with_apart`: the references under which we deal with what was split off it, or it off.
    """

    intake: Intake
    told: Told | None
    reach: Rows
    story: Story
    wish: Rows
    days: tuple[tuple[str, str, str], ...]
    is_out_of_reach: bool
    named: tuple[tuple[str, str], ...]
    news: News
    own_words: tuple[str, ...]
    files: int
    dealt_with_apart: tuple[str, ...]


def own_page(intake: Intake) -> OwnPage:
    """The page of this intake now."""
    at = now()
    with office().database.read() as connection:
        services = advocacy_services.to_name(connection, office(), who_for(intake), at)
        files = attachments.of_intake(connection, office().keyring, intake.id)
        linked = links.of(connection, intake.id)
    return OwnPage(
        intake,
        told(intake) if intake.submitted_by is not SubmittedBy.CHILD else None,
        own_rows.reach(intake.contact),
        story(office(), intake),
        own_rows.wish(intake.wish),
        _days(intake),
        intake.submitted_by is SubmittedBy.CHILD and intake.contact.leads_nowhere,
        tuple((service.key, service.name_on(london_day(at))) for service in services),
        news(intake),
        tuple(one.text for one in intake.words),
        len(files),
        tuple(one.reference for one in linked if one.kind is LinkKind.SPLIT),
    )


def _days(intake: Intake) -> tuple[tuple[str, str, str], ...]:
    """Picture, what happens, and by when. A day that is over is promised no more."""
    due = office().deadlines(intake)
    is_answered = intake.triage.answer_sent or intake.closed_at
    to_come = (
        ("eye", _("A person reads this by"), due.acknowledge_by),
        ("letter", _("You get an answer by"), None if is_answered else due.answer_by),
    )
    today = london_day(now())
    return tuple((one, what, long_date(by)) for one, what, by in to_come if by and by >= today)


def take(form: OwnForm, token: Token, pressed: str) -> Intake:
    """Keep what the child says, and do what they `pressed`; as it is once that is on the disk.

    The same from the same page again changes nothing.

    :raise portal.services.take_over.WrongCodeError: other code words lead to it by now.
    :raise portal.child.answers.TooMuchWrittenError: with it, it is too long.
    """
    at = now()
    with office().database.write() as connection:
        before = take_over.find(connection, office(), token.proof, lock=True)
        services = advocacy_services.to_name(connection, office(), who_for(before), at)
        wish = form.wish_of(tuple(service.key for service in services))
        after = take_over.with_answer(before, form.child_says)
        after = take_over.with_reach(after, form.reach, at)
        after = own_wish.with_wish(after, wish, at, steps_shown=token.steps)
        must_fit((*(said.text for said in before.words), *form.values().values()))
        after = own_pressed.after_pressing(after, form, pressed, at)
        waits = comeback_checks.waiting(connection, before) is not None
        said = own_pressed.typed(form, pressed, waits_for_check=waits)
        kept = own_steps.keep(
            connection,
            office(),
            before,
            after,
            _not_said_yet(said, before, token),
            at,
            looks_again=not own_pressed.is_quiet(before, after),
        )
        own_pressed.answer_check(connection, kept, form, pressed, at)
        return take_over.find(connection, office(), token.proof)


def _not_said_yet(typed: list[str], before: Intake, token: Token) -> list[str]:
    """What was typed and is not among what was said since the page was made."""
    said_since = {one.text for one in before.words[token.words :]}
    return [text for text in dict.fromkeys(typed) if text not in said_since]


def told(intake: Intake) -> Told:
    """What somebody else told us for this child, as the child reads it."""
    theirs, added = _by_whom(intake)
    who = (intake.submitter.name, intake.submitter.organisation) if intake.submitter else ()
    return Told(
        told_by(intake),
        ", ".join(part for part in who if part.strip()),
        london_day(intake.received_at),
        theirs,
        own_rows.about(intake),
        added,
    )


def _by_whom(intake: Intake) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What somebody else wrote for the child, and what the child wrote once it was theirs."""
    taken = intake.taken_over_at
    is_own = [taken is not None and one.is_new and one.said_at >= taken for one in intake.words]
    texts = [one.text for one in intake.words]
    theirs = tuple(text for text, own in zip(texts, is_own, strict=True) if not own)
    return theirs, tuple(text for text, own in zip(texts, is_own, strict=True) if own)


def told_by(intake: Intake) -> str:
    """Who told us, in the page's language."""
    said: dict[SubmittedBy, str] = {
        SubmittedBy.ADVOCATE: _("An advocate told us this for you."),
        SubmittedBy.HELPER: _("Someone who helps you told us this for you."),
        SubmittedBy.STAFF: _("A person in our team wrote this down for you."),
    }
    return said.get(intake.submitted_by, "")


def ways(contact: SafeContact) -> list[Choice]:
    """How a child can be reached: as it stands where that waits for their yes, or another way."""
    waits = not contact.confirmed_by_child and contact.way is not None
    if not waits:
        return choices.ways()
    yes = _("Yes, do it like this")
    if contact.way is ContactWay.DO_NOT_CONTACT:
        return [(AS_IT_STANDS, yes, "", "yes"), *choices.ways()[:-1]]
    return [(AS_IT_STANDS, yes, "", "yes"), *choices.ways()]


def answers_about_it() -> list[Choice]:
    """What a child may say of what was told."""
    return [
        (ChildSays.RIGHT, _("Yes, it is right"), "", "yes"),
        (ChildSays.WRONG, _("Something is wrong or missing"), _("Write it below."), "unsure"),
        (
            ChildSays.NOT_WANTED,
            _("I did not want this"),
            _("A person looks at this first. What they wrote is not thrown away."),
            "no",
        ),
    ]


def stop_answers() -> list[Choice]:
    """Whether anyone told the child to stop."""
    return [
        (AskedToStop.NO, _("No"), "", "no"),
        (AskedToStop.YES, _("Yes"), "", "yes"),
        (AskedToStop.NOT_SURE, _("I am not sure"), "", "unsure"),
    ]


def later_answers() -> list[Choice]:
    """Whether we may ask, weeks after, how it is."""
    return [
        (YesNo.YES, _("Yes, you may ask"), "", "yes"),
        (YesNo.NO, _("No thank you"), "", "no"),
    ]


def wishes(intake: Intake) -> list[Choice]:
    """What a child may choose about an advocate, as it stands now."""
    words = {
        own_wish.Choice.WANT: (_("I want someone now"), "yes"),
        own_wish.Choice.ANOTHER: (_("I want someone else"), "advocate"),
        own_wish.Choice.TRUSTED: (_("Someone I trust helps me"), "someone"),
        own_wish.Choice.NOBODY: (_("I do not want anyone"), "no"),
    }
    return [(one, words[one][0], "", words[one][1]) for one in own_wish.choices_for(intake)]
