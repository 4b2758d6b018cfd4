"""Take in what somebody told us: screen it, keep it, queue it for the register, all or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from portal.db import attachments, intakes, links, staff
from portal.domain.decisions.ending import opened_again
from portal.domain.decisions.shield import asked_again
from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake, Words
from portal.domain.links import Belongs
from portal.domain.referral import who_for
from portal.domain.screening import screen
from portal.domain.taxonomy import FeelsSafe, YesNo
from portal.register import queue
from portal.services import advocacy_services
from portal.services.office import Office
from portal.services.record import record_of

# A child who cannot say that they are safe is looked at first, as one who says they are not.
_UNSAFE = {
    FeelsSafe.NO: Flag(FlagName.URGENT, "answered-not-safe"),
    FeelsSafe.NOT_SURE: Flag(FlagName.URGENT, "answered-not-sure-if-safe"),
}
_ASKED = Flag(FlagName.ADVOCACY, "asked")
# What an answer about something else may raise: a name in letters that no rule reads hides nothing.
_SAID_ASIDE = frozenset({FlagName.URGENT, FlagName.ADVOCACY})


def receive(
    connection: Connection,
    office: Office,
    intake: Intake,
    *,
    due_at: datetime | None = None,
    code_words_hash: str | None = None,
    is_screened: bool = False,
    now: datetime | None = None,
    holder: str | None = None,
    belongs: Belongs | None = None,
) -> Intake:
    """Keep a new intake with its flags and its advocacy services, and queue its record.

    The register may take it from `due_at` on: None means at once, and what is urgent is always
    due at once. Nothing is told to anybody before the transaction is committed.
    `is_screened`: the flags that its words raise are on it already. `now` None: it was received
    now, and not by somebody who writes it down later. `holder` is the telling or conversation whose
    photos and recordings belong to it from now on. `belongs`: with which other, and how.

    :raise sqlalchemy.exc.IntegrityError: this form was sent before.
    """
    screened = _screened(intake, () if is_screened else intake.words)
    seen = _with_advocacy(connection, office, screened)
    place = office.inbox_place(seen)
    intakes.save_new(connection, office.keyring, seen, place, code_words_hash)
    if holder:
        attachments.hand_to_intake(connection, holder, seen.id)
    if belongs:
        links.link(connection, seen.id, belongs.other, belongs.kind)
    _queue(connection, office, seen, queue.first_place(), now or seen.received_at, due_at, 0)
    return seen


def add(
    connection: Connection,
    office: Office,
    intake: Intake,
    said: Words | None,
    now: datetime,
    *,
    due_at: datetime | None = None,
    is_screened: bool = False,
    quietly: bool = False,
) -> Intake:
    """Keep what came later: `said` is added, whatever else differs in `intake` is kept.

    The record is refreshed, or a new version of it is queued once somebody claimed the last.
    `is_screened`: the flags that `said` raises are on the intake already. `quietly`: `said` is the
    digit that answers a question of ours, so nobody need look again, and it stays closed.
    """
    # Somebody must look again at what they have looked at, and at what they have closed.
    more = intake
    if said:
        more = replace(intake, words=(*intake.words, said))
        more = more if quietly else opened_again(replace(more, seen_at=None))
    more = _with_names_to_match(connection, more, said)
    screened = _screened(more, (said,) if said and not is_screened else ())
    seen = _with_advocacy(connection, office, screened)
    if seen.flags != intake.flags:
        seen = opened_again(replace(seen, seen_at=None))
    decisions = keep(connection, office, seen, said, now)
    place = queue.next_place(connection, seen.reference)
    _queue(connection, office, seen, place, now, due_at, decisions)
    return seen


def keep(
    connection: Connection, office: Office, intake: Intake, said: Words | None, now: datetime
) -> int:
    """Keep an intake that is there already, with its place in the inbox; nothing is queued.

    How many decisions were made about it so far.
    """
    place = office.inbox_place(intake)
    return intakes.save_more(connection, office.keyring, intake, place, said, now)


def decided(connection: Connection, office: Office, intake: Intake, now: datetime) -> None:
    """Keep what was decided about an intake, and queue it as the next version of its record."""
    decisions = keep(connection, office, intake, None, now)
    place = queue.next_place(connection, intake.reference)
    _queue(connection, office, intake, place, now, now, decisions)


def _with_names_to_match(connection: Connection, intake: Intake, said: Words | None) -> Intake:
    """The intake, shielded anew where it may be somebody else now whom the child wants kept out."""
    decided = intake.triage
    if not decided.names_matched:
        return intake
    names = [one.name for one in staff.every(connection) if one.id not in decided.barred]
    text = said.text if said else ""
    again = asked_again(decided, intake.should_not_see, text, names)
    return intake if again == decided else replace(intake, triage=again, seen_at=None)


def _screened(intake: Intake, said: tuple[Words, ...]) -> Intake:
    texts = [w.text for w in said] + [intake.desired_outcome, intake.should_not_see]
    flags = [flag for text in texts if text for flag in screen(text, intake.language)]
    flags += [flag for flag in _said_aside(intake) if flag.name in _SAID_ASIDE]
    if intake.feels_safe and intake.feels_safe in _UNSAFE:
        flags.append(_UNSAFE[intake.feels_safe])
    if intake.wants_advocate is YesNo.YES:
        flags.append(_ASKED)
    return intake.with_flags(*flags)


def _said_aside(intake: Intake) -> list[Flag]:
    contact = intake.contact
    # That a child is reached through their advocate is no wish for one: the words are ours.
    is_ours = intake.submitter is not None and contact.details == intake.submitter.in_person
    reach = ("" if is_ours else contact.details, contact.best_times, contact.who_else_sees)
    texts = (intake.name, intake.wish.not_them, intake.wish.trusted_who, *reach)
    flags = [flag for text in texts if text for flag in screen(text, intake.language)]
    # Who tells us for a child may say of a danger here, and speaks of advocates as a rule.
    how_known = intake.submitter.how_known if intake.submitter else ""
    of_danger = [flag for flag in screen(how_known) if flag.name is FlagName.URGENT]
    return flags + of_danger


def _with_advocacy(connection: Connection, office: Office, intake: Intake) -> Intake:
    """Name the services once somebody asked, or said words that sound like it.

    A child who said no is not handed on, also where words were said before that sounded like a
    wish: no service is named any more, and the flag stays for a person to see.
    """
    if intake.wants_advocate is YesNo.NO:
        return replace(intake, advocacy_services=(), advocate_asked_at=None)
    if not intake.has_flag(FlagName.ADVOCACY):
        return intake
    child = who_for(intake)
    services = advocacy_services.to_name(connection, office, child, intake.received_at)
    return replace(
        intake,
        advocacy_services=tuple(service.key for service in services),
        advocate_asked_at=intake.advocate_asked_at or _last_said_at(intake),
    )


def _last_said_at(intake: Intake) -> datetime:
    return intake.words[-1].said_at if intake.words else intake.received_at


def _queue(
    connection: Connection,
    office: Office,
    intake: Intake,
    place: queue.Place,
    now: datetime,
    due_at: datetime | None,
    decisions: int,
) -> None:
    due = now if intake.is_urgent or due_at is None else due_at
    record = record_of(connection, office, intake, place.version, decisions)
    queue.put(connection, place, record, source=office.settings.event_source, due_at=due, now=now)
