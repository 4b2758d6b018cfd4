"""What the register says back is decided here, shown to the child, and nothing else changes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from portal.db import decisions, intakes
from portal.db.database import BusyError
from portal.db.register_answers import RegisterAnswerRow
from portal.db.register_queue import RegisterQueueRow
from portal.domain.intake import Intake
from portal.domain.register_answers import NAMES, Answer, UnreadableAnswerError
from portal.domain.taxonomy import Outcome, RecordType, Stage
from portal.domain.triage import Triage
from portal.services import intake as service
from portal.services import register_answers
from portal.services.office import Office
from tests.any_intake import NOW
from tests.services.telling import an_intake

AT = datetime(2026, 12, 1, 10, tzinfo=UTC)
TODAY = "2026-12-01"
_answer = RegisterAnswerRow.as_table()


@pytest.fixture
def office(office: Office) -> Office:
    """An office a week after something was told."""
    return replace(office, clock=lambda: AT)


def told(office: Office, **more: Any) -> Intake:
    usual = {"record_type": RecordType.STATUTORY, "reference": "KM7R-T2XN", "triage": Triage()}
    made = an_intake(**{**usual, **more})
    with office.database.write() as connection:
        return service.receive(connection, office, made, now=NOW)


def say(office: Office, answer_id: str = "R-1", *, at: datetime = AT, **data: Any) -> None:
    """The register puts an answer, as it does by HTTP, and a worker takes it."""
    with office.database.write() as connection:
        register_answers.receive(
            connection,
            {
                "answer_id": answer_id,
                "reference": data.pop("reference", "KM7R-T2XN"),
                "said_at": at.isoformat(),
                "data": data,
            },
        )
    register_answers.take_waiting(office)


def now_is(office: Office, intake: Intake) -> Intake:
    with office.database.read() as connection:
        return intakes.load(connection, office.keyring, intake.id)


def settled(office: Office, answer_id: str = "R-1") -> tuple[str, str | None]:
    with office.database.read() as connection:
        row = connection.execute(select(_answer).where(_answer.c.answer_id == answer_id)).one()
    assert row.data is None
    return row.status, row.reason


def versions(office: Office) -> int:
    with office.database.read() as connection:
        return len(connection.execute(select(RegisterQueueRow.as_table().c.seq)).all())


def test_a_whole_way_through_the_register_is_followed(office: Office) -> None:
    intake = told(office)

    say(office, "R-1", stage=Stage.ONE, complex=True, complex_reason="two agencies",
        responsible_officer="Mo Manager", acknowledged_on="2026-11-25")  # fmt: skip
    at_one = now_is(office, intake).triage
    assert (at_one.stage, at_one.is_complex, at_one.passed_to_name) == (
        Stage.ONE,
        True,
        "Mo Manager",
    )
    assert office.deadlines(now_is(office, intake)).answer_by == date(2026, 12, 21)
    say(office, "R-2", answer_sent_on="2026-11-30")
    say(office, "R-3", stage=Stage.TWO, stage_two_requested_on="2026-11-30",
        stage_two_agreed_on=TODAY)  # fmt: skip
    at_two = now_is(office, intake)
    assert at_two.triage.stage_one_answer
    assert at_two.triage.stage_two_agreed_on == date(2026, 12, 1)
    assert office.deadlines(at_two).answer_by == date(2027, 1, 7)
    say(office, "R-4", closed=True, outcomes=["Apology", "Explanation"], fault_found=True)

    closed = now_is(office, intake)
    assert closed.closed_at == AT
    assert closed.triage.closing
    assert closed.triage.closing.outcomes == (Outcome.APOLOGY, Outcome.EXPLANATION)
    assert settled(office, "R-4") == ("taken", None)
    with office.database.read() as connection:
        made = decisions.history(connection, office.keyring, intake.id)
    assert {one.made_by for one in made} == {register_answers.REGISTER.id}
    assert [one.kind for one in made] == [
        *("stage", "pass", "acknowledged", "answer-sent", "stage", "close"),
    ]


REFUSED = [
    ({"reference": "KK7K-Q2QQ"}, register_answers.UNKNOWN),
    ({"stage": "Stage Four"}, "stage is not what it should be"),
    ({"closed": "yes"}, "closed is not what it should be"),
    ({"outcomes": ["Victory"], "closed": True}, "outcomes is not what it should be"),
    ({"answer_sent_on": "soon"}, "answer_sent_on is not what it should be"),
    ({"answer_sent_on": "2027-01-01"}, "on: That day is still to come."),
    ({"closed": True}, "outcomes: Please say what came of it."),
    ({"weather": "fine"}, "it says nothing that is known here"),
    ({"learned": "x" * 2_001, "closed": True}, "learned is not what it should be"),
    (
        {"stage": "Stage Two - Investigation Stage", "answer_sent_on": TODAY},
        "requested_on: Please say on which day.",
    ),
]


@pytest.mark.parametrize(("data", "reason"), REFUSED)
def test_what_cannot_be_changes_nothing_and_says_why(
    office: Office, data: dict[str, Any], reason: str
) -> None:
    intake, before = told(office), versions(office)

    say(office, **data)

    assert settled(office) == ("refused", reason)
    assert now_is(office, intake) == intake
    assert versions(office) == before


def test_one_part_that_cannot_be_takes_the_rest_back(office: Office) -> None:
    intake = told(office)

    say(office, responsible_officer="Mo Manager", answer_sent_on="2027-01-01")

    assert settled(office)[0] == "refused"
    assert now_is(office, intake) == intake
    with office.database.read() as connection:
        assert decisions.history(connection, office.keyring, intake.id) == []


def test_what_nobody_foresaw_stops_no_other_answer(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = told(office)

    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(Answer, "decisions", broken)
        say(office, "R-1", complex=True)
    say(office, "R-2", responsible_officer="Mo Manager")

    assert settled(office, "R-1") == ("refused", register_answers.FAILED)
    assert now_is(office, intake).triage.passed_to_name == "Mo Manager"


def test_while_the_database_is_away_an_answer_waits(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = told(office)

    def away(*_: Any) -> None:
        raise BusyError

    with monkeypatch.context() as patched:
        patched.setattr(Answer, "decisions", away)
        with pytest.raises(BusyError):
            say(office, responsible_officer="Mo Manager")
    register_answers.take_waiting(office)

    assert now_is(office, intake).triage.passed_to_name == "Mo Manager"


def test_a_stale_answer_changes_nothing(office: Office) -> None:
    intake = told(office)
    say(office, "R-2", complex=True, complex_reason="two agencies")

    say(office, "R-1", at=AT - timedelta(hours=1), complex=False)

    assert settled(office, "R-1") == ("refused", register_answers.STALE)
    assert now_is(office, intake).triage.is_complex


def test_the_same_answer_twice_is_one_and_one_that_is_so_already_decides_nothing(
    office: Office,
) -> None:
    told(office)
    say(office, "R-1", complex=True, complex_reason="two agencies")
    before = versions(office)

    say(office, "R-1", complex=False)
    say(office, "R-2", complex=True, complex_reason="two agencies")

    assert settled(office, "R-2") == ("taken", None)
    assert versions(office) == before


def test_what_is_closed_here_is_opened_by_a_person(office: Office) -> None:
    intake = told(office)
    say(office, "R-1", closed=True, outcomes=["Explanation"])

    say(office, "R-2", answer_sent_on=TODAY)

    assert settled(office, "R-2") == ("refused", register_answers.CLOSED)
    assert now_is(office, intake).triage.answer_sent is None


def test_answers_are_taken_in_the_order_in_which_they_became_so(office: Office) -> None:
    intake = told(office)
    with office.database.write() as connection:
        for answer_id, minutes, by in (("b", 2, "Second"), ("a", 1, "First")):
            said = {
                "answer_id": answer_id,
                "reference": "KM7R-T2XN",
                "said_at": (AT + timedelta(minutes=minutes)).isoformat(),
                "data": {"responsible_officer": by},
            }
            register_answers.receive(connection, said)

    assert register_answers.take_waiting(office) == 2

    assert now_is(office, intake).triage.passed_to_name == "Second"


def test_a_row_that_the_register_wrote_by_sql_is_taken_like_one_by_http(office: Office) -> None:
    intake = told(office)
    with office.database.write() as connection:
        connection.execute(
            _answer.insert(),
            {
                "answer_id": "R-9",
                "subject": "KM7R-T2XN",
                "said_at": AT,
                "data": {"responsible_officer": "Mo Manager", "is_new": 1},
            },
        )

    register_answers.take_waiting(office)

    assert now_is(office, intake).triage.passed_to_name == "Mo Manager"


@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(max_size=3)),
    )
)
def test_whatever_stands_in_it_it_is_read_or_refused_by_name(said: dict[str, Any]) -> None:
    try:
        Answer.read(json.loads(json.dumps(said)))
    except UnreadableAnswerError as unreadable:
        name = str(unreadable).split()[0]
        assert name in (*NAMES, "it")


def test_nothing_that_was_said_stands_in_a_log(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    told(office)

    say(office, learned="swordfish", closed=True)

    assert settled(office)[0] == "refused"
    assert "swordfish" not in caplog.text
