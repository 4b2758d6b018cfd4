"""A text did not reach a child: somebody must see that they are reached another way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.db import intakes, outgoing
from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake
from portal.domain.outgoing import Standing
from portal.services import intake as intake_service
from portal.services.office import Office

NOT_DELIVERED, FAILED, REFUSED, WRONG_PHONE, NOT_CONFIRMED = (
    Flag(FlagName.UNREACHED, rule)
    for rule in (
        *("text-not-delivered", "text-failed", "text-refused", "wrong-phone"),
        "phone-not-confirmed",
    )
)
# A text that is held waits as long for an answer before somebody is told, and is told of again.
WAITS_FOR_ANSWER = timedelta(days=3)


def note(
    connection: Connection, office: Office, intake: Intake, flag: Flag, now: datetime
) -> Intake:
    """Bring an intake back before somebody's eyes, with the reason. The caller holds it.

    It is not opened again where it is closed.
    """
    after = replace(intake, seen_at=None).with_flags(flag)
    return intake_service.add(connection, office, after, None, now)


def tell_of_unanswered(office: Office, now: datetime) -> int:
    """Say of which children nobody answers whether the phone is theirs; how many.

    It commits child by child. What is held still goes once somebody answers.
    """
    told = 0
    while True:
        with office.database.write() as connection:
            intake_id = outgoing.held_since(connection, now - WAITS_FOR_ANSWER)
            if intake_id is None:
                return told
            intake = intakes.load(connection, office.keyring, intake_id, lock=True)
            texts = outgoing.of_intake(connection, office.keyring, intake_id)
            held = [one.id for one in texts if one.standing is Standing.HELD]
            outgoing.move(connection, held, (Standing.HELD,), Standing.HELD, now)
            note(connection, office, intake, NOT_CONFIRMED, now)
            told += 1
