"""The phone that a text to a child would go to, and what may go there (portal.domain.reach)."""

from __future__ import annotations

from datetime import datetime

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat
from sqlalchemy import Connection

from portal.db import phones
from portal.domain.intake import Intake
from portal.domain.reach import Phone, Reach, Says, Why, reach
from portal.domain.taxonomy import ContactWay
from portal.services.addresses import answerable
from portal.services.office import Office

_LONGEST = 200


def reach_of(connection: Connection, office: Office, intake: Intake, now: datetime) -> Reach:
    """What may go to this child by text at `now`, and where."""
    if not office.settings.has_text_line:
        return Reach(Says.NOTHING, Why.NO_TEXT_LINE)
    return reach(intake, phone_of(connection, office, intake), now)


def phone_of(connection: Connection, office: Office, intake: Intake) -> Phone | None:
    """The phone of this child; None: no number is known.

    A number that the child typed, where they want texts, comes before the one that texted us.
    """
    contact = intake.contact
    typed = number_in(contact.details) if contact.way is ContactWay.TEXT else ""
    address = typed or contact.texting_address
    if not address:
        return None
    known = phones.known(connection, office.keyring, address)
    return Phone(
        address=address,
        is_typed=address != contact.texting_address,
        can_be_texted=answerable(address, office.settings.text_countries),
        theirs_at=known.theirs_at if known else None,
        opted_out=known.opted_out if known else False,
        is_wrong=known is not None and intake.id in known.wrong_for,
        wrote_at=known.wrote_at if known else None,
        is_in_another=bool(known and known.intake_id and known.intake_id != intake.id),
    )


def number_in(typed: str) -> str:
    """The telephone number that somebody typed, as E.164; "" where there is not exactly one.

    Without a country's code it is British.
    """
    found = [
        phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
        for match in phonenumbers.PhoneNumberMatcher(typed[:_LONGEST], "GB", leniency=0)
    ]
    return found[0] if len(set(found)) == 1 else _whole(typed)


def _whole(typed: str) -> str:
    try:
        number = phonenumbers.parse(typed[:_LONGEST], "GB")
    except NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))
