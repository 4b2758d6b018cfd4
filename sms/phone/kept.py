"""What is kept of a phone that texted, as a transcript says it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from portal.db import code_words, intakes
from portal.db.intakes import IntakeRow
from portal.db.texts import ConversationRow
from portal.domain.flags import FlagName
from portal.domain.intake import Intake
from portal.services.office import Office
from sms.phone.script import NO, YES, Fact

UNANSWERED = "unanswered"
_NOTHING_TOLD = "nothing told"
_intake = IntakeRow.as_table()
_conversation = ConversationRow.as_table()


def facts_of(office: Office, address: str) -> Mapping[Fact, str]:
    """Every fact of this phone: of its last telling, and how many tellings there are."""
    told = intakes_of(office, address)
    facts = _of_intake(office, told[-1]) if told else dict.fromkeys(Fact, _NOTHING_TOLD)
    return {
        **facts,
        Fact.OPTED_OUT: _yes_or_no(_is_opted_out(office, address)),
        Fact.INTAKES: str(len(told)),
    }


def last_intake(office: Office, address: str) -> Intake | None:
    """What this phone told last; None: nothing."""
    return next(iter(reversed(intakes_of(office, address))), None)


def intakes_of(office: Office, address: str) -> list[Intake]:
    """All that this phone told, oldest first."""
    with office.database.read() as connection:
        ids = connection.scalars(select(_intake.c.id).order_by(_intake.c.received_at)).all()
        found = [intakes.load(connection, office.keyring, intake_id) for intake_id in ids]
    return [intake for intake in found if intake.contact.texting_address == address]


def _of_intake(office: Office, intake: Intake) -> dict[Fact, str]:
    with office.database.read() as connection:
        has_code_words = code_words.hash_of(connection, intake.id) is not None
    return {
        Fact.URGENT: _yes_or_no(intake.has_flag(FlagName.URGENT)),
        Fact.TOP: _yes_or_no(intake.is_urgent),
        Fact.LANGUAGE: intake.language,
        Fact.ADVOCATE: "trusted" if intake.wish.trusted else _said(intake.wants_advocate),
        Fact.CARE: _said(intake.looked_after),
        Fact.TEXTS: _said(intake.contact.texts_allowed),
        Fact.NAME: intake.name or UNANSWERED,
        Fact.CODE_WORDS: _yes_or_no(has_code_words),
        Fact.NEW_WORDS: _yes_or_no(bool(intake.words) and intake.words[-1].is_new),
        Fact.WORDS: str(len(intake.words)),
    }


def _said(answer: str | None) -> str:
    return answer.replace("_", " ") if answer else UNANSWERED


def _yes_or_no(holds: bool) -> str:
    return YES if holds else NO


def _is_opted_out(office: Office, address: str) -> bool:
    hashes = office.keyring.finding_hashes(address)
    rows = select(_conversation.c.state).where(_conversation.c.address_hash.in_(hashes))
    with office.database.read() as connection:
        state = connection.scalar(rows)
    return bool(state and state.get("opted_out"))
