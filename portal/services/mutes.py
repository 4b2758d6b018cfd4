"""Mute a phone, look again each week, block it by two people, lift it: each in the audit."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from portal.db import audit, intakes, mutes, phones, texts
from portal.db.mutes import Muted
from portal.db.texts import Conversation
from portal.domain.decisions import RefusedError
from portal.domain.flags import NOT_LOOKED_AT
from portal.domain.intake import Intake, SafeContact, Words, new_id
from portal.domain.mutes import Mute, Quiet
from portal.domain.staff import StaffMember
from portal.domain.taxonomy import MethodOfReceipt
from portal.domain.text_body import said_in
from portal.services import desk
from portal.services import intake as intake_service
from portal.services.office import Office
from portal.services.ways_back import free_reference

_Form = dict[str, list[str]]


class UnknownMuteError(LookupError):
    """There is no such muted phone that this person may know of."""


def mute(
    connection: Connection,
    office: Office,
    member: StaffMember,
    reference: str,
    reason: str,
    now: datetime,
) -> None:
    """Mute the phone that texted this intake. One that is muted stays as it is.

    :raise portal.services.desk.UnknownIntakeError: there is none that this person may know of.
    :raise RefusedError: no phone texted it.
    """
    intake = desk.find(connection, office, member, reference).intake
    address = intake.contact.texting_address
    phone = texts.hold_known(connection, office.keyring, address) if address else None
    if phone is None:
        raise RefusedError("", "No phone texted this intake: there is nothing to mute.")
    if mutes.quiet(connection, phone.id) is None:
        made = Mute(phone.id, intake.id, now, member.id, reason)
        mutes.keep(connection, office.keyring, made)
        audit.append(connection, audit.Entry(now, member.id, "mute.made", reference))


def quiet_of(connection: Connection, office: Office, intake: Intake) -> Quiet | None:
    """How quiet the phone is that texted this intake; None: it is not, or none did."""
    address = intake.contact.texting_address
    phone = phones.known(connection, office.keyring, address) if address else None
    return mutes.quiet(connection, phone.conversation_id) if phone else None


class Held:
    """A muted phone in hand: what an officer does with it. The conversation is held."""

    def __init__(
        self, connection: Connection, office: Office, member: StaffMember, phone_id: str
    ) -> None:
        """Hold it.

        :raise UnknownMuteError: there is none that `member` may know of.
        """
        held = mutes.hold(connection, office.keyring, phone_id)
        found = mutes.of(connection, office.keyring, member, phone_id)
        if held is None or found is None:
            raise UnknownMuteError
        self._connection, self._office, self._member = connection, office, member
        self._conversation: Conversation = held[0]
        self._address = held[1]
        self._found: Muted = found

    def stay(self, now: datetime) -> None:
        """It stays as it is for another week."""
        self._keep(replace(self._found.mute, reviewed_at=now), "mute.kept", now)

    def lift(self, now: datetime) -> None:
        """It is muted no more, and what it texted is taken in."""
        self.take_in(now)
        mutes.lift(self._connection, self._conversation.id)
        self._note("mute.lifted", now)

    def propose(self, reason: str, now: datetime) -> None:
        """Say that it should be blocked; somebody else has to say so too."""
        if self._found.mute.blocked_at is None and reason.strip():
            asked = replace(self._found.mute, proposed_by=self._member.id, block_reason=reason)
            self._keep(asked, "block.proposed", now)

    def confirm(self, now: datetime) -> None:
        """Block it, as somebody else proposed. Twice is once.

        :raise RefusedError: nobody proposed it, or they did themselves.
        """
        mute = self._found.mute
        if mute.blocked_at:
            return
        if mute.proposed_by is None or mute.proposed_by == self._member.id:
            raise RefusedError("", "Somebody else must confirm what one officer proposed.")
        blocked = replace(mute, blocked_by=self._member.id, blocked_at=now, reviewed_at=now)
        self._keep(blocked, "block.confirmed", now)

    def unblock(self, now: datetime) -> None:
        """It is only muted from now on. One person is enough for that."""
        mute = self._found.mute
        if mute.proposed_by:
            bare = replace(
                mute, proposed_by=None, block_reason="", blocked_by=None, blocked_at=None
            )
            self._keep(bare, "block.lifted", now)

    def take_in(self, now: datetime) -> Intake | None:
        """An intake of the texts that are in none; None: there are none with words or photos.

        They came when they came; its clock runs from the first.
        """
        aside = list(
            mutes.take_aside(self._connection, self._office.keyring, self._conversation.id)
        )
        told = [(at, form) for at, form in aside if said_in(form).strip() or _has_files(form)]
        if not told:
            return None
        made = intake_service.receive(
            self._connection,
            self._office,
            self._told(told),
            now=now,
            holder=self._conversation.id,
        )
        if self._is_free():
            texts.lead_to(self._connection, self._conversation.id, made.id)
        self._note("mute.taken-in", now)
        return made

    def _told(self, told: list[tuple[datetime, _Form]]) -> Intake:
        words = (Words(said_in(form), at, is_new=True) for at, form in told)
        return Intake(
            id=new_id(),
            reference=free_reference(self._connection),
            received_at=told[0][0],
            method=MethodOfReceipt.TEXT_MESSAGE,
            language=self._conversation.language or "und",
            words=tuple(one for one in words if one.text.strip()),
            flags=(NOT_LOOKED_AT,) if any(_has_files(form) for _, form in told) else (),
            contact=SafeContact(texting_address=self._address),
        )

    def _is_free(self) -> bool:
        """Whether no open intake has its texts."""
        before = self._conversation.intake_id
        if before is None:
            return True
        kept = intakes.load(self._connection, self._office.keyring, before)
        return kept.closed_at is not None

    def _keep(self, mute: Mute, action: str, now: datetime) -> None:
        mutes.keep(self._connection, self._office.keyring, mute)
        self._note(action, now)

    def _note(self, action: str, now: datetime) -> None:
        entry = audit.Entry(now, self._member.id, action, self._found.reference)
        audit.append(self._connection, entry)


def _has_files(form: _Form) -> bool:
    return bool(next(iter(form.get("MediaUrl0") or ()), ""))
