"""What happens at the desk that somebody may have to be told of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from portal.db import notices
from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake, new_id
from portal.domain.staff import StaffMember
from portal.domain.triage import Triage
from portal.services import desk
from portal.services import intake as intake_service
from portal.services import notices as notice_service
from portal.services.office import Office
from tests.any_intake import an_intake

Work = Callable[[], notice_service.Told]
URGENT = (Flag(FlagName.URGENT, "answered-not-safe"),)


def arrives(office: Office, **more: object) -> Intake:
    """Something comes in now, with no wish and no secret, unless it is named here."""
    plain = {
        "reference": new_id()[:9],
        "received_at": office.clock(),
        "words": tuple(replace(one, said_at=office.clock()) for one in an_intake().words[:1]),
        "wants_advocate": None,
        "advocate_asked_at": None,
        "should_not_see": "",
        "flags": (),
        "feels_safe": None,
        "desired_outcome": "",
        "closed_at": None,
        "seen_at": None,
        "language": "en",
        "triage": Triage(),
    }
    intake = an_intake(**{**plain, **more})
    with office.database.write() as connection:
        return intake_service.receive(connection, office, intake, is_screened=True)


def opens(office: Office, member: StaffMember, intake: Intake) -> None:
    """Somebody opens it at the desk."""
    with office.database.write() as connection:
        desk.view(connection, office, member, intake.reference, office.clock())


def rows(office: Office) -> list[Any]:
    with office.database.read() as connection:
        return list(connection.execute(notices.NoticeRow.as_table().select()))


def waiting(office: Office) -> int:
    with office.database.read() as connection:
        return notices.waiting(connection).count
