"""Split words of an intake off into one of their own: kept, linked, queued and in the audit."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from portal.db import attachments, audit, decisions, intakes, texts
from portal.domain.decisions import RefusedError
from portal.domain.decisions.splitting import SplitOff
from portal.domain.flags import NOT_LOOKED_AT
from portal.domain.intake import Intake, Words, new_id
from portal.domain.kept_out import still_kept_out
from portal.domain.links import Belongs, LinkKind
from portal.domain.staff import StaffMember
from portal.domain.way_back import WayBack
from portal.services import desk
from portal.services import intake as intake_service
from portal.services.office import Office
from portal.services.ways_back import free_reference

_SPLITS = uuid.UUID("0d6a3c1e-5f0b-4c55-9d0e-6f7a2f6f2b10")


def split_off(
    connection: Connection,
    office: Office,
    member: StaffMember,
    reference: str,
    said_at: datetime,
    now: datetime,
) -> Intake:
    """The intake that the words from `said_at` on are in now. The same again changes nothing.

    What else was said since the page was made goes with them.

    :raise portal.services.desk.UnknownIntakeError: there is none that this person may know of.
    :raise portal.services.desk.NotTheirsError: their role does not split.
    :raise RefusedError: it is closed, or there is nothing to split off.
    """
    decision = SplitOff(said_at)
    if not member.has(*decision.decided_by):
        raise desk.NotTheirsError(decision.kind)
    address = desk.find(connection, office, member, reference).intake.contact.texting_address
    # The phone before the intake, as a text takes them.
    phone = texts.hold_known(connection, office.keyring, address) if address else None
    before = desk.find(connection, office, member, reference, lock=True).intake
    one_time_id = str(uuid.uuid5(_SPLITS, f"{before.id} {said_at.isoformat()}"))
    if is_done := intakes.id_of_submission(connection, one_time_id):
        return intakes.load(connection, office.keyring, is_done)
    if before.closed_at:
        raise RefusedError("", "This intake is closed. Open it again first.")
    stay, go = decision.parts(before)
    new = _new(before, go, one_time_id, free_reference(connection))
    made = _moved(connection, office, before, new, len(stay), now)
    if phone and phone.intake_id == before.id:
        texts.lead_to(connection, phone.id, made.id)
    desk.make(connection, office, member, before, decision, now, other=made.id)
    audit.append(connection, audit.Entry(now, member.id, "intake.split-off", made.reference))
    return made


def _moved(
    connection: Connection, office: Office, before: Intake, new: Intake, at: int, now: datetime
) -> Intake:
    intakes.take_words_out(connection, before.id, at)
    moves = attachments.texted_since(connection, before.id, new.received_at)
    new = new.with_flags(NOT_LOOKED_AT) if moves else new
    belongs = Belongs(before.id, LinkKind.SPLIT)
    made = intake_service.receive(connection, office, new, now=now, belongs=belongs)
    decisions.bar(connection, made.id, made.triage.barred)
    attachments.move(connection, moves, made.id)
    return made


def _new(before: Intake, words: tuple[Words, ...], one_time_id: str, reference: str) -> Intake:
    """Of the same child, who is reached and shielded as before; nothing else is decided of it.

    What they answered to questions of ours stands where it was asked.
    """
    return replace(
        before,
        id=new_id(),
        reference=reference,
        received_at=words[0].said_at,
        words=words,
        submission_id=one_time_id,
        kind=None,
        record_type=None,
        topic=None,
        wants_advocate=None,
        advocate_asked_at=None,
        advocacy_services=(),
        feels_safe=None,
        desired_outcome="",
        flags=(),
        seen_at=None,
        child_says=None,
        triage=still_kept_out(before.triage),
        way_back=WayBack(),
    )
