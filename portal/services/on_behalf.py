"""Take in what an advocate tells us for a child: never mixed with the advocate's own.

The child is who it comes from, and only the child can confirm a way to reach them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from portal.db import audit, intakes, told_for_children
from portal.domain.advocacy import AdvocacyService, service_named
from portal.domain.clock import london_day
from portal.domain.decisions import RefusedError
from portal.domain.decisions.on_behalf import SpeaksAlready, is_against_it, stands_against
from portal.domain.intake import Intake
from portal.domain.staff import StaffMember
from portal.domain.submitter import Relation, Submitter, WordsOf
from portal.domain.taxonomy import MethodOfReceipt, Originator, SubmittedBy
from portal.services import advocacy_services, desk
from portal.services import intake as intake_service
from portal.services.office import Office
from portal.services.own_details import OwnDetails, is_ours
from portal.services.ways_back import CodeWords, free_reference

_OWN = (
    "These are your own details, or your service's. Only the child's belong here. If the child is"
    " reached through you, choose 'Only through me' and leave this empty."
)


@dataclass(frozen=True, slots=True)
class Part:
    """What an advocate says of their own part: that they are the child's advocate already, so that
    none is waited for; and that the child is reached through them alone.
    """

    speaks_already: bool = False
    is_only_way: bool = False


def tell(
    connection: Connection,
    office: Office,
    member: StaffMember,
    told: Callable[[str], Intake],
    part: Part,
    lead_back: CodeWords,
    now: datetime,
) -> Intake:
    """Receive the intake that `told` makes for a free reference, as told by the advocate `member`.

    :raise RefusedError: it holds details of the advocate or of customer care as the child's.
    :raise sqlalchemy.exc.IntegrityError: this form was sent before.
    """
    service = service_of(connection, office, member)
    typed = told(free_reference(connection))
    refuse(office, member, service, typed)
    intake = by_advocate(typed, part, member, service, now)
    if part.speaks_already and intake.submitter and is_against_it(intake.submitter):
        # The child asks for nobody, as far as anybody knows; that it was said stays in the history.
        intake = replace(intake, wants_advocate=None)
    received = intake_service.receive(
        connection, office, intake, code_words_hash=lead_back.hash, now=now
    )
    audit.append(connection, audit.Entry(now, member.id, "intake.told-for-child", intake.reference))
    if not part.speaks_already:
        return received
    return _with_advocate(connection, office, member, service, received, now)


def service_of(
    connection: Connection, office: Office, member: StaffMember
) -> AdvocacyService | None:
    """The service that somebody belongs to; None where they belong to none that we know."""
    return service_named(member.service or "", advocacy_services.every(connection, office))


def by_advocate(
    intake: Intake, part: Part, member: StaffMember, service: AdvocacyService | None, now: datetime
) -> Intake:
    """The intake as this advocate's telling, whatever the form says: the child's, unconfirmed."""
    submitter = _submitter(intake, member, service, now)
    contact = replace(
        intake.contact,
        details=submitter.in_person if part.is_only_way else intake.contact.details,
        given_by=SubmittedBy.ADVOCATE,
        confirmed_by_child=False,
        texting_address="",
        texts_allowed=None,
    )
    return replace(
        intake,
        method=MethodOfReceipt.WEB_FORM,
        originator=Originator.CHILD,
        submitted_by=SubmittedBy.ADVOCATE,
        submitter=submitter,
        contact=contact,
    )


def _submitter(
    intake: Intake, member: StaffMember, service: AdvocacyService | None, now: datetime
) -> Submitter:
    return replace(
        intake.submitter or Submitter(Relation.ADVOCATE),
        relation=Relation.ADVOCATE,
        name=member.name,
        organisation=service.name_on(london_day(now)) if service else "",
        staff_id=member.id,
        service=service.key if service else "",
        words_of=WordsOf.CHILD,
    )


def refuse(
    office: Office, member: StaffMember, service: AdvocacyService | None, intake: Intake
) -> None:
    """Pass in silence.

    :raise RefusedError: details of the advocate, their service or customer care stand where the
        child's belong.
    """
    own = OwnDetails(member, service, intake.submitter.contact if intake.submitter else "")
    for field, text, names_somebody in _of_the_child(intake):
        if own.reaches(text) or (names_somebody and own.is_name(text)):
            raise RefusedError(field, _OWN)
        if is_ours(office, text):
            raise RefusedError(field, "This is customer care's own number, not the child's.")


def _of_the_child(intake: Intake) -> Iterator[tuple[str, str, bool]]:
    """What is about the child alone: field, text, and whether it names somebody by itself."""
    contact = intake.contact
    yield "name", intake.name, True
    yield "details", contact.details, True
    yield "best_times", contact.best_times, False
    yield "who_else_sees", contact.who_else_sees, False


def _with_advocate(
    connection: Connection,
    office: Office,
    member: StaffMember,
    service: AdvocacyService | None,
    received: Intake,
    now: datetime,
) -> Intake:
    by = desk.by(connection, office, member, now)
    decision = SpeaksAlready(
        service=service.key if service else "",
        name=service.name_on(by.today) if service else "",
        advocate=member.name,
        against=stands_against(received, service, by),
    )
    return desk.make(connection, office, member, received, decision, now)


def sent_before(
    connection: Connection, office: Office, member: StaffMember, submission_id: str
) -> Intake | None:
    """The intake that `member` sent by this form already; None where it was not sent yet.

    :raise portal.services.desk.UnknownIntakeError: somebody else sent this form, or they are kept
        from what it holds now.
    """
    intake_id = intakes.id_of_submission(connection, submission_id)
    if intake_id is None:
        return None
    intake = intakes.load(connection, office.keyring, intake_id)
    if told_for_children.id_of(connection, member, intake.reference) is None:
        raise desk.UnknownIntakeError(submission_id)
    return intake
