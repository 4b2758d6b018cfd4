"""Send: once for each telling, and only committed words get a receipt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from portal.child import telling
from portal.child.answers import must_fit
from portal.db import intakes
from portal.domain.intake import Intake
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
    intake = make_intake(free_reference(connection))
    received = intake_service.receive(connection, office, intake, code_words_hash=code_words.hash)
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
    changed, more = telling.answered_later(intake, values, at)
    must_fit(said.text for said in (*changed.words, *more))
    if changed != intake and not more:
        changed = intake_service.add(connection, office, changed, None, at)
    for said in more:
        changed = intake_service.add(connection, office, changed, said, at)
    receipt["urgent"] = changed.is_urgent


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
        "urgent": intake.is_urgent,
        "sent_at": intake.received_at.timestamp(),
        "read_by": due.read_by.isoformat(),
        "answer_by": due.answer_by.isoformat(),
        "reads_at": office.next_reading_at(intake.received_at).isoformat(),
    }
