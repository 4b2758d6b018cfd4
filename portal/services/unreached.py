"""A text did not reach a child: somebody must see that they are reached another way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake
from portal.services import intake as intake_service
from portal.services.office import Office

NOT_DELIVERED, FAILED, REFUSED, WRONG_PHONE = (
    Flag(FlagName.UNREACHED, rule)
    for rule in ("text-not-delivered", "text-failed", "text-refused", "wrong-phone")
)


def note(
    connection: Connection, office: Office, intake: Intake, flag: Flag, now: datetime
) -> Intake:
    """Bring an intake back before somebody's eyes, with the reason. The caller holds it.

    It is not opened again where it is closed.
    """
    after = replace(intake, seen_at=None).with_flags(flag)
    return intake_service.add(connection, office, after, None, now)
