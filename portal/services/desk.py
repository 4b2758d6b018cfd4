"""What people of the desk do with an intake: open it, and decide. Each is in the audit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from portal.db import audit, decisions, desk, intakes, referrals, staff
from portal.db.decisions import Decided
from portal.domain.comebacks import is_to_be_asked_for_leave
from portal.domain.decisions import By, Decision, RefusedError
from portal.domain.decisions.ending import Close
from portal.domain.decisions.linking import LinkWith
from portal.domain.decisions.talking import Write
from portal.domain.intake import Intake
from portal.domain.outgoing import What
from portal.domain.sight import may_know
from portal.domain.staff import Role, StaffMember
from portal.services import (
    advocacy_services,
    comebacks,
    history,
    linking,
    outgoing,
    phones,
    shown_sentences,
    talk,
)
from portal.services import intake as intake_service
from portal.services.office import Office


class UnknownIntakeError(LookupError):
    """There is no intake with this reference that this person may know of."""


class NotTheirsError(PermissionError):
    """This person may not make this decision."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a page showed of an intake: how many decisions, and how many things said."""

    decisions: int
    words: int


class MeanwhileError(RuntimeError):
    """Something happened after the page was made.

    `decided` is what others decided since, as far as this person may read it.
    """

    def __init__(self, intake: Intake, version: Version, decided: list[Decided]) -> None:
        super().__init__()
        self.intake, self.version, self.decided = intake, version, decided


@dataclass(frozen=True, slots=True)
class Opened:
    """An intake as it is now, with which version of it this is."""

    intake: Intake
    version: Version


def find(
    connection: Connection,
    office: Office,
    member: StaffMember,
    reference: str,
    *,
    lock: bool = False,
) -> Opened:
    """The intake with this reference; `lock` holds it until the transaction ends.

    :raise UnknownIntakeError: there is none that this person may know of.
    """
    intake_id = desk.id_of(connection, member, reference)
    if intake_id is None:
        raise UnknownIntakeError(reference)
    intake = intakes.load(connection, office.keyring, intake_id, lock=lock)
    # Whoever waited for it may have been kept from it meanwhile.
    if not may_know(member, intake):
        raise UnknownIntakeError(reference)
    count = intakes.decisions_about(connection, intake_id)
    return Opened(intake, Version(count, len(intake.words)))


def view(
    connection: Connection,
    office: Office,
    member: StaffMember,
    reference: str,
    now: datetime,
    *,
    action: str = "intake.view",
) -> Opened:
    """Open an intake to read it: the audit says so, and an officer's first look counts as seen.

    `action` is what the audit calls it: which page it was opened on.

    :raise UnknownIntakeError: there is none that this person may know of.
    """
    opened = find(connection, office, member, reference, lock=True)
    intake = opened.intake
    if intake.seen_at is None and member.has(Role.OFFICER):
        intake = replace(intake, seen_at=now)
        intake_service.keep(connection, office, intake, None, now)
    audit.append(connection, audit.Entry(now, member.id, action, intake.reference))
    return replace(opened, intake=intake)


def seen_again(connection: Connection, member: StaffMember, reference: str, now: datetime) -> None:
    """Say in the audit that a form which was refused came back with the child's words beside it.

    Nothing else: a form that another site made a browser send must not make anything look seen.
    """
    audit.append(connection, audit.Entry(now, member.id, "intake.view", reference))


def decide(
    connection: Connection,
    office: Office,
    member: StaffMember,
    reference: str,
    decision: Decision,
    shown: Version,
    now: datetime,
) -> Intake:
    """Make a decision about the intake as `shown`: kept, in its history, queued and in the audit.

    :raise UnknownIntakeError: there is none that this person may know of.
    :raise NotTheirsError: their role does not make such decisions.
    :raise MeanwhileError: somebody else decided, or something was said, since the page was made.
    :raise portal.domain.decisions.RefusedError: it cannot be decided so.
    """
    if not member.has(*decision.decided_by):
        raise NotTheirsError(decision.kind)
    opened = find(connection, office, member, reference, lock=True)
    before = opened.intake
    if opened.version != shown:
        since = history.theirs(connection, office, member, before.id, after=shown.decisions)
        raise MeanwhileError(before, opened.version, since)
    if before.closed_at and not decision.on_closed:
        raise RefusedError("", "This intake is closed. Open it again first.")
    return make(connection, office, member, before, decision, now)


def make(
    connection: Connection,
    office: Office,
    member: StaffMember,
    before: Intake,
    decision: Decision,
    now: datetime,
    *,
    other: str | None = None,
) -> Intake:
    """Make a decision about an intake that is in hand, and held: for `decide`, and taking in.

    `other` is the id of another intake of which it speaks, None for none.

    :raise portal.domain.decisions.RefusedError: it cannot be decided so.
    """
    decided_by = by(connection, office, member, now)
    if isinstance(decision, Write):
        decided_by = replace(decided_by, reach=phones.reach_of(connection, office, before, now))
    after = decision.applied_to(before, decided_by)
    if isinstance(decision, LinkWith):
        other = linking.keep(connection, member, before, decision)
    _keep_history(connection, office, member, decision, after, now, other)
    if after.triage.barred != before.triage.barred:
        decisions.bar(connection, after.id, after.triage.barred)
    referrals.keep_changed(connection, before, after)
    comebacks.keep_changed(connection, before, after, now)
    shown_sentences.keep_changed(connection, member, before, after, now)
    if isinstance(decision, Close) and is_to_be_asked_for_leave(after):
        outgoing.put(connection, office, after, What.MAY_ASK_LATER, now)
    if isinstance(decision, Write):
        talk.keep(connection, office, after, decision.message(decided_by))
    # After all that is kept beside the intake: the record speaks of it.
    intake_service.decided(connection, office, after, now)
    entry = audit.Entry(now, member.id, f"decision.{decision.kind}", after.reference)
    audit.append(connection, entry)
    return after


def by(connection: Connection, office: Office, member: StaffMember, now: datetime) -> By:
    """Who decides, when, and by what this council set."""
    set_to = office.settings
    return By(
        staff_id=member.id,
        at=now,
        days=office.working_days,
        people=tuple(staff.every(connection)),
        answer_days=set_to.answer_days,
        pause_counts=set_to.advocate_pause,
        services=advocacy_services.every(connection, office),
    )


def _keep_history(
    connection: Connection,
    office: Office,
    member: StaffMember,
    decision: Decision,
    intake: Intake,
    now: datetime,
    other: str | None,
) -> None:
    names = staff.names(connection)
    decided = Decided(
        number=intakes.count_decision(connection, intake.id),
        kind=decision.kind,
        label=decision.label,
        made_by=member.id,
        made_at=now,
        rows=tuple(decision.rows(lambda staff_id: names.get(staff_id, staff_id))),
        other=other,
    )
    decisions.keep(connection, office.keyring, intake.id, decided)
