"""Send: once for each telling, and only committed words get a receipt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from portal.child import telling
from portal.child.answers import must_fit
from portal.child.forms import YOU_CHOOSE
from portal.db import intakes, referrals
from portal.domain.flags import NOT_LOOKED_AT
from portal.domain.intake import Intake
from portal.domain.referral import who_for
from portal.domain.taxonomy import YesNo
from portal.services import advocacy_services
from portal.services import intake as intake_service
from portal.services.office import Office
from portal.services.ways_back import CodeWords, free_reference


def send(
    connection: Connection,
    office: Office,
    code_words: CodeWords,
    make_intake: Callable[[str], Intake],
) -> dict[str, Any]:
    """Receive the intake that `make_intake` makes for a free reference; the receipt to show.

    :raise portal.domain.intake.NothingSaidError: there is nothing in it.
    """
    made = make_intake(free_reference(connection))
    intake = _with_choice_of_today(connection, office, made, "", made.received_at)
    received = intake_service.receive(
        connection,
        office,
        intake,
        code_words_hash=code_words.hash,
        holder=intake.submission_id if NOT_LOOKED_AT in intake.flags else None,
    )
    return _receipt(office, received, code_words.said)


def add_to_sent(
    connection: Connection,
    office: Office,
    receipt: dict[str, Any],
    values: Mapping[str, str],
    at: datetime,
) -> None:
    """Take what was answered on a page of a telling that was sent already.

    The same answer again changes nothing. `receipt` says from now on whether it is urgent.

    :raise portal.child.answers.TooMuchWrittenError: with it, the telling is too long.
    """
    intake = intakes.load(connection, office.keyring, receipt["intake_id"], lock=True)
    later, more = telling.answered_later(intake, values, at)
    changed = _with_choice_of_today(connection, office, later, intake.wish.service, at)
    referrals.keep_changed(connection, intake, changed)
    must_fit(said.text for said in (*changed.words, *more))
    if changed != intake and not more:
        changed = intake_service.add(connection, office, changed, None, at)
    for said in more:
        changed = intake_service.add(connection, office, changed, said, at)
    receipt |= _by_now(office, changed)


def _with_choice_of_today(
    connection: Connection, office: Office, intake: Intake, before: str, at: datetime
) -> Intake:
    """The intake with the service that the child chose, where it may be theirs; else as `before`.

    A page that was open for long names one whose contract is over, and "you choose" is none.
    """
    chosen = intake.wish.service
    if chosen in ("", before):
        return intake
    named = advocacy_services.to_name(connection, office, who_for(intake), at)
    if chosen in {service.key for service in named}:
        return intake
    kept = "" if chosen == YOU_CHOOSE else before
    return replace(intake, wish=replace(intake.wish, service=kept))


def again(connection: Connection, office: Office, submission_id: str) -> dict[str, Any] | None:
    """The receipt of a telling that was sent before without a visit to remember it.

    None where it was not sent. The code words are gone: only their hash was kept.
    """
    intake_id = intakes.id_of_submission(connection, submission_id)
    if intake_id is None:
        return None
    return _receipt(office, intakes.load(connection, office.keyring, intake_id), "")


def _receipt(office: Office, intake: Intake, code_words: str) -> dict[str, Any]:
    due = office.due_dates(intake.received_at)
    return {
        "submission_id": intake.submission_id,
        "intake_id": intake.id,
        "reference": intake.reference,
        "code_words": code_words,
        "kind": intake.kind,
        "sent_at": intake.received_at.timestamp(),
        "read_by": due.read_by.isoformat(),
        "answer_by": due.answer_by.isoformat(),
        "reads_at": office.next_reading_at(intake.received_at).isoformat(),
        **_by_now(office, intake),
    }


def _by_now(office: Office, intake: Intake) -> dict[str, Any]:
    """What a receipt says that an answer after it was sent may change."""
    return {
        "urgent": intake.is_urgent,
        "advocate_by": _advocate_by(office, intake),
        "out_of_reach": intake.contact.leads_nowhere,
    }


def _advocate_by(office: Office, intake: Intake) -> str | None:
    """The day by which a service should have said yes; None where the child asked for nobody.

    Words that only sound like a wish are none that we promise anything of.
    """
    by = office.deadlines(intake).advocate_by
    return by.isoformat() if by and intake.wants_advocate is YesNo.YES else None
