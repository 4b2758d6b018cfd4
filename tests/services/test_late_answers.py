"""The day of the answer is over: the child is told once, without asking, as they allowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.db import outgoing
from portal.db.audit import AuditRow
from portal.domain.intake import Intake, SafeContact
from portal.domain.outgoing import Standing, What
from portal.domain.taxonomy import ContactWay, RecordType, TextsAllowed
from portal.domain.triage import AskedToStop, Done, Triage, Withdrawn
from portal.services import late_answers
from portal.services.office import Office
from tests.services.telling import NOW, an_intake, receive
from tests.services.texting import texted

# Ten working days after Monday 23 November, and the morning after it.
ANSWER_BY = date(2026, 12, 7)
LATE = datetime(2026, 12, 8, 10, tzinfo=UTC)
SAFE = SafeContact(texting_address="+447700900123", texts_allowed=TextsAllowed.ABOUT_IT)


def told(office: Office, **more: object) -> Intake:
    """An intake of the Monday, from a phone that texted us on the day before it is late."""
    with office.database.write() as connection:
        texted(connection, office, SAFE.texting_address, LATE - timedelta(days=1))
    return receive(office, an_intake(**{"triage": Triage(), "contact": SAFE, **more}))


def texts_of(office: Office, intake: Intake) -> list[tuple[What, Standing]]:
    with office.database.read() as connection:
        found = outgoing.of_intake(connection, office.keyring, intake.id)
    return [(one.what, one.standing) for one in found]


def test_nobody_is_told_while_the_day_lasts(office: Office) -> None:
    told(office)

    assert late_answers.tell(office, datetime(2026, 12, 7, 22, tzinfo=UTC)) == 0


def test_the_child_is_told_once_for_each_day_that_was_promised(office: Office) -> None:
    intake = told(office)

    assert [late_answers.tell(office, LATE), late_answers.tell(office, LATE)] == [1, 0]
    assert texts_of(office, intake) == [(What.LATE, Standing.WAITING)]
    with office.database.read() as connection:
        actions = list(connection.scalars(select(AuditRow.action)))
    assert actions.count("child.told-late") == 1


def test_a_child_who_wants_neutral_texts_hears_that_there_is_news(office: Office) -> None:
    intake = told(office, contact=replace(SAFE, texts_allowed=TextsAllowed.NEUTRAL_ONLY))

    assert late_answers.tell(office, LATE) == 1
    assert texts_of(office, intake) == [(What.NEWS, Standing.WAITING)]


@pytest.mark.parametrize(
    "contact",
    [
        SafeContact(way=ContactWay.DO_NOT_CONTACT),
        SafeContact(texting_address="+447700900123"),
        replace(SAFE, texts_allowed=TextsAllowed.ANOTHER_WAY),
    ],
)
def test_no_text_goes_where_texts_are_not_safe(office: Office, contact: SafeContact) -> None:
    intake = told(office, contact=contact)

    assert late_answers.tell(office, LATE) == 1
    assert texts_of(office, intake) == []


@pytest.mark.parametrize(
    "more",
    [
        {"triage": Triage(answer_sent=Done(date(2026, 12, 4), "By letter"))},
        {"triage": Triage(withdrawn=Withdrawn(date(2026, 12, 4), "rang", AskedToStop.NO))},
        {"record_type": RecordType.MERIT},
        {"record_type": RecordType.ENQUIRY},
        {"closed_at": LATE},
        {"triage": Triage(extended_to=date(2026, 12, 15), extended_on=date(2026, 12, 1))},
    ],
    ids=["answered", "taken back", "praise", "a question", "closed", "extended"],
)
def test_who_waits_for_no_answer_is_told_nothing(office: Office, more: dict[str, object]) -> None:
    told(office, **more)

    assert late_answers.tell(office, LATE) == 0


def test_many_are_told_page_by_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(late_answers, "_AT_ONCE", 2)
    for n in range(5):
        told(office, reference=f"KM7R-T2X{n}", received_at=NOW + timedelta(minutes=n))

    assert [late_answers.tell(office, LATE), late_answers.tell(office, LATE)] == [5, 0]
