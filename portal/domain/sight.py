"""Who may know of an intake: the rule that portal.db.desk asks of rows, asked of one in hand."""

from __future__ import annotations

from portal.domain.intake import Intake
from portal.domain.staff import Audience, Role, StaffMember


def waits_for_names(intake: Intake) -> bool:
    """Whether a child's "who should not see this" is not yet matched to people.

    So it is again where it was, and something was said since that may name somebody else.
    """
    asks = bool(intake.should_not_see.strip() or intake.triage.barred)
    return asks and not intake.triage.names_matched


def audience_of(intake: Intake) -> Audience:
    """Which officers may know of it, less those who are barred."""
    if intake.triage.about_customer_care:
        return Audience.OUTSIDE
    return Audience.CLEARED if waits_for_names(intake) else Audience.CARE


def may_be_given(member: StaffMember, intake: Intake) -> bool:
    """Whether it may be theirs to deal with: an officer of its audience who is not barred."""
    return member.id not in intake.triage.barred and audience_of(intake) in member.audiences


def may_be_passed(member: StaffMember, intake: Intake) -> bool:
    """Whether they may answer it: a manager who is not barred, once it is known who is."""
    is_barred = member.id in intake.triage.barred
    return member.has(Role.MANAGER) and not is_barred and not waits_for_names(intake)


def may_know(member: StaffMember, intake: Intake) -> bool:
    """Whether this person may open it, find it, or learn that it is there."""
    is_theirs = intake.triage.passed_to == member.id and may_be_passed(member, intake)
    return is_theirs or may_be_given(member, intake)
