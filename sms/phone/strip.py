"""What customer care see of what came last, for whoever looks at the phones beside it."""

from __future__ import annotations

from sqlalchemy import select

from portal.db import inbox, staff
from portal.db.intakes import IntakeRow
from portal.demo.settings import OFFICER
from portal.services.inbox import Listed, listed
from portal.services.office import Office

_SHOWN = 5
_intake = IntakeRow.as_table()


def newest(office: Office) -> list[Listed]:
    """The newest five intakes, as the demo's officer may know of them."""
    ids = select(_intake.c.id).order_by(_intake.c.received_at.desc()).limit(_SHOWN)
    with office.database.read() as connection:
        officer = next((one for one in staff.every(connection) if one.email == OFFICER), None)
        if officer is None:
            return []
        rows = inbox.rows_of(connection, officer, list(connection.scalars(ids)))
        return listed(connection, office, rows)
