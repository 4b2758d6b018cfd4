"""The record that the register reads is what it was promised, field for field."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given

from portal.domain.attachments import Attachment, FileStanding, MediaKind
from portal.domain.clock import DueDates
from portal.domain.comebacks import Answer, Comeback
from portal.domain.intake import Intake, SafeContact, Words
from portal.domain.links import Link, LinkKind
from portal.domain.messages import Message, Purpose
from portal.domain.record import RECORD_VERSION, SCHEMA_ID, snapshot
from portal.domain.record_advocacy import NamedService
from portal.domain.record_way_back import Beside
from portal.domain.taxonomy import MethodOfReceipt, YesNo
from portal.domain.triage import Triage
from portal.domain.way_back import ChildStep, Did, Means, Statement, WayBack
from portal.register import schemas
from tests import any_intake
from tests.any_intake import NOW, a_triage, an_intake
from tests.any_triage import filled, some_decisions

DUE = DueDates(date(2026, 11, 25), date(2026, 12, 7))
SERVICES = (NamedService("upfront", "Upfront"), NamedService("afc", "Action for Children"))
GOLDEN = Path(__file__).parent / "records"
BARE = Intake("id", "K7M2QX", NOW, MethodOfReceipt.TEXT_MESSAGE, "en", (Words("help", NOW),))
STATEMENT = Statement("m2", "You want your phone back.", NOW, "olu", agreed_at=NOW)
CAME_BACK = WayBack(
    statements=(STATEMENT,),
    steps=(
        ChildStep(Did.AGREED, NOW, Means.PAGE, "m2"),
        ChildStep(Did.MAY_ASK_LATER, NOW, Means.TEXT),
    ),
    may_ask_later=True,
)
BESIDE = Beside(
    messages=(
        Message("m1", NOW, "olu", Purpose.ACKNOWLEDGEMENT, "We have it."),
        Message("m2", NOW, "olu", Purpose.STATEMENT, STATEMENT.text),
    ),
    comebacks=(Comeback("c1", 2, NOW, NOW, Answer.BETTER, NOW, NOW),),
    files=(
        Attachment(
            "5f0f7a3e-0d1c-4b7a-9c36-1f6f5b0a2c11",
            0,
            MediaKind.PHOTO,
            "image/jpeg",
            FileStanding.READY,
            NOW,
            size=20_480,
            sha256="a" * 64,
        ),
    ),
    links=(Link(LinkKind.SAME_HOME, "KM7R-T2XN"),),
)
DECIDED = snapshot(
    an_intake(
        triage=replace(filled(Triage), advocacy_steps=a_triage().advocacy_steps),
        way_back=CAME_BACK,
    ),
    2,
    DUE,
    SERVICES,
    some_decisions(Link(LinkKind.SAME_HOME, "KM7R-T2XN")),
    BESIDE,
)


def record_of(intake: Intake, services: tuple[NamedService, ...] = ()) -> dict[str, Any]:
    return snapshot(intake, 1, DUE, services)


@pytest.mark.parametrize(
    ("name", "record"),
    [("full", DECIDED), ("bare", record_of(BARE))],
)
def test_a_record_is_what_the_register_was_promised(name: str, record: dict[str, Any]) -> None:
    # Registers are built from this. Change the file only with a new version of the record.
    golden = (GOLDEN / f"{name}-{RECORD_VERSION}.json").read_text("utf-8")

    written = json.dumps(record, ensure_ascii=False, indent=2) + "\n"

    assert written == golden, f"the record is now:\n{written}"


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_what_was_promised_fits_the_schema_of_its_version(golden: Path) -> None:
    version = golden.stem.partition("-")[2]
    schema = json.loads(schemas.text_of(version))

    jsonschema_rs.validator_for(schema, validate_formats=True).validate(
        json.loads(golden.read_text("utf-8"))
    )


@given(any_intake.intakes)
def test_every_record_has_the_same_fields(told: Intake) -> None:
    record = record_of(told, SERVICES)

    # Who told us is one part or null, as in each record of its kind.
    like = an_intake(submitter=told.submitter and an_intake().submitter)
    assert _shape(record) == _shape(record_of(like, SERVICES))


def _shape(value: Any) -> Any:
    """The names in it, and nothing of what they hold."""
    return {k: _shape(v) for k, v in value.items()} if isinstance(value, dict) else None


@given(any_intake.intakes)
def test_words_stand_in_the_record_as_they_were_said(told: Intake) -> None:
    record = record_of(told)

    assert [said["text"] for said in record["words"]] == [said.text for said in told.words]
    assert (record["desired_outcome"] or "") == told.desired_outcome
    assert (record["should_not_see"] or "") == told.should_not_see
    assert (record["person"]["name"] or "") == told.name
    assert (record["contact"]["details"] or "") == told.contact.details
    assert json.loads(json.dumps(record)) == record


def test_what_was_not_said_is_null_and_never_empty() -> None:
    record = record_of(BARE)

    assert "" not in _values(record)
    assert record["contact"]["way"] is None
    assert record["advocacy"]["wanted"] == record["advocacy"]["status"] == "not_asked"
    assert record["advocacy"]["steps"] == record["advocacy"]["services"] == []


def _values(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [one for inner in value.values() for one in _values(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in _values(inner)]
    return [value]


@given(any_intake.intakes)
def test_nothing_of_our_own_tables_is_in_a_record(told: Intake) -> None:
    written = json.dumps(record_of(told))

    assert told.id not in written
    assert told.submission_id is None or told.submission_id not in written


def test_times_are_in_utc_to_the_second() -> None:
    at = datetime(2026, 7, 1, 9, 30, 59, 999_999, tzinfo=timezone(timedelta(hours=1)))

    record = record_of(an_intake(received_at=at.astimezone(UTC)))

    assert record["received_at"] == "2026-07-01T08:30:59Z"


def test_who_wants_no_advocate_is_not_confused_with_who_was_not_asked() -> None:
    wanted = [record_of(an_intake(wants_advocate=w))["advocacy"]["wanted"] for w in (*YesNo, None)]

    assert wanted == ["yes", "no", "not_asked"]


def test_a_contact_that_somebody_else_gave_says_so() -> None:
    told = an_intake(contact=SafeContact(confirmed_by_child=False))

    assert record_of(told)["contact"]["confirmed_by_child"] is False


def test_the_schema_is_named_with_the_version_of_the_record() -> None:
    assert f"urn:heard:schema:record:{RECORD_VERSION}" == SCHEMA_ID
    assert record_of(BARE)["schema"] == SCHEMA_ID
