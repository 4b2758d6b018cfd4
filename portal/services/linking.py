"""Intakes that belong together: kept as a pair, and told to whoever may know of both."""

from __future__ import annotations

from sqlalchemy import Connection

from portal.db import desk, links
from portal.db.linked import same_home
from portal.domain.decisions import RefusedError
from portal.domain.decisions.linking import LinkWith
from portal.domain.intake import Intake
from portal.domain.links import is_a_pattern
from portal.domain.staff import StaffMember


def keep(connection: Connection, member: StaffMember, intake: Intake, decision: LinkWith) -> str:
    """Keep, or forget, that this intake and the other belong together; the other's id.

    :raise portal.domain.decisions.RefusedError: there is no such other that `member` may open,
        or what is to be forgotten was never said.
    """
    other = desk.id_of(connection, member, decision.other)
    if other is None:
        raise RefusedError("other", "There is no intake with this reference that you may open.")
    if decision.as_what:
        links.link(connection, intake.id, other, decision.as_what)
    elif not links.unlink(connection, intake.id, other):
        raise RefusedError("other", "These two are not linked.")
    return other


def is_one_of_many(connection: Connection, member: StaffMember, intake: Intake) -> bool:
    """Whether with this one three or more of one home came within 90 days.

    Counted of those alone that `member` may know of.
    """
    return is_a_pattern([intake.received_at, *same_home(connection, member, intake.id)])
