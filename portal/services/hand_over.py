"""Everything that one colleague has goes to another: each intake a decision of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import Connection

from portal.db import holdings, intakes
from portal.domain.decisions import Decision, RefusedError
from portal.domain.decisions.people import Assign, Pass
from portal.domain.intake import Intake
from portal.domain.sight import audience_of, may_know
from portal.domain.staff import Audience, Role, StaffMember
from portal.services import desk
from portal.services.office import Office

# As many as one transaction moves: a child who is sending words waits no longer than for these.
_AT_ONCE = 10
# As many as one press of the button moves: the page must answer in time.
AT_MOST = 500


class _Fate(Enum):
    MOVED = auto()
    STAYS = auto()
    ELSEWHERE = auto()
    UNSEEN = auto()


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many were moved, how many stay because the receiver may not have them.

    What an administrator moves unread and may not know of is in neither number.
    `is_done`: there are no more; otherwise the same again goes on where this ended.
    """

    moved: int
    stay: int
    is_done: bool


def hand_over(
    office: Office, member: StaffMember, giver_id: str, receiver_id: str, at_most: int = AT_MOST
) -> HandedOver:
    """Give what is open and in the giver's hands to the receiver, as far as `member` may move it.

    It commits by itself, a few at a time: cut off, it is done again and moves the rest.
    """
    hands, after = (giver_id, receiver_id), ""
    counted: Counter[_Fate] = Counter()
    while counted[_Fate.MOVED] < at_most:
        with office.database.write() as connection:
            ids = holdings.open_with(connection, member, giver_id, after, _AT_ONCE)
            # All are held before the first is decided: whoever views one holds it and waits for
            # the audit, which the first decision holds.
            held = [intakes.load(connection, office.keyring, one, lock=True) for one in ids]
            counted.update(_move(connection, office, member, one, hands) for one in held)
        if len(ids) < _AT_ONCE:
            return HandedOver(counted[_Fate.MOVED], counted[_Fate.STAYS], is_done=True)
        after = ids[-1]
    return HandedOver(counted[_Fate.MOVED], counted[_Fate.STAYS], is_done=False)


def _move(
    connection: Connection,
    office: Office,
    member: StaffMember,
    intake: Intake,
    hands: tuple[str, str],
) -> _Fate:
    is_counted = _may_count(member, intake)
    decisions = _decisions(intake, *hands) if _may_move(member, intake) else []
    try:
        for decision in decisions:
            intake = desk.make(connection, office, member, intake, decision, office.clock())
    except RefusedError:
        return _Fate.STAYS if is_counted else _Fate.UNSEEN
    if not is_counted:
        return _Fate.UNSEEN
    return _Fate.MOVED if decisions else _Fate.ELSEWHERE


def _may_count(member: StaffMember, intake: Intake) -> bool:
    """Whether a number may tell them of it: not of what is shielded, which may name them."""
    return may_know(member, intake) or audience_of(intake) is Audience.CARE


def _may_move(member: StaffMember, intake: Intake) -> bool:
    """What portal.db.holdings.may_move asks of rows, asked of one in hand."""
    if member.has(Role.ADMINISTRATOR):
        return member.id not in intake.triage.barred
    return may_know(member, intake)


def _decisions(intake: Intake, giver_id: str, receiver_id: str) -> list[Decision]:
    """Empty where somebody else has it by now."""
    decided, note = intake.triage, "All that a colleague had was handed over"
    found: list[Decision] = []
    if decided.assigned_to == giver_id:
        found.append(Assign(receiver_id, note))
    if decided.passed_to == giver_id:
        found.append(Pass(receiver_id, note=note))
    return found
