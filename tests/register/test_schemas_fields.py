"""Field by field: the schema asks for all of them, and offers the words of the taxonomy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from enum import StrEnum
from typing import Any

import pytest

from portal.domain.clock import DueDates
from portal.domain.flags import FlagName
from portal.domain.guide_answers import Route
from portal.domain.links import Link, LinkKind
from portal.domain.may_not_act import Ground
from portal.domain.record import RECORD_VERSION, SCHEMA_ID, snapshot
from portal.domain.record_advocacy import NamedService
from portal.domain.referral import Status
from portal.domain.referral_steps import Shares, Step, StepBy
from portal.domain.submitter import ChildSays, Knows, Relation, WordsOf
from portal.domain.taxonomy import (
    AgeBand,
    ContactWay,
    EducationOriginator,
    EducationType,
    FeelsSafe,
    Kind,
    LookedAfter,
    MethodOfReceipt,
    OmbudsmanDecision,
    Originator,
    Outcome,
    RecordType,
    Stage,
    Subject,
    SubmittedBy,
    TextsAllowed,
)
from portal.domain.triage import AskedToStop, ReadBack, Triage
from portal.register.schemas import RecordInvalidError, check, text_of
from tests.any_intake import an_intake
from tests.any_triage import filled, some_decisions

SCHEMA = json.loads(text_of())
DUE = DueDates(date(2026, 11, 25), date(2026, 12, 7))
OFFERED: list[tuple[str, type[StrEnum], bool]] = [
    ("method_of_receipt", MethodOfReceipt, False),
    ("record_type", RecordType, True),
    ("kind", Kind, True),
    ("originator", Originator, True),
    ("submitted_by", SubmittedBy, False),
    ("person/age_band", AgeBand, True),
    ("person/looked_after", LookedAfter, True),
    ("person/feels_safe", FeelsSafe, True),
    ("contact/way", ContactWay, True),
    ("contact/texts_allowed", TextsAllowed, True),
    ("contact/given_by", SubmittedBy, False),
    ("flags/items/flag", FlagName, False),
    ("triage/taken_down/read_back", ReadBack, True),
    ("triage/guide/proposed", RecordType, True),
    ("triage/routes/items", Route, False),
    ("triage/main_subject", Subject, True),
    ("triage/other_subjects/items", Subject, False),
    ("triage/education/record_type", EducationType, False),
    ("triage/education/originator", EducationOriginator, False),
    ("triage/stage", Stage, True),
    ("triage/withdrawn/asked_to_stop", AskedToStop, False),
    ("triage/closing/outcomes/items", Outcome, False),
    ("triage/ombudsman/decision", OmbudsmanDecision, True),
    ("triage/linked/items/kind", LinkKind, False),
    ("triage/may_not_act/items/ground", Ground, False),
    ("submitter/relation", Relation, False),
    ("submitter/child_knows", Knows, True),
    ("submitter/child_agrees", Knows, True),
    ("submitter/words_of", WordsOf, True),
    ("child_says", ChildSays, True),
    ("advocacy/status", Status, False),
    ("advocacy/steps/items/step", Step, False),
    ("advocacy/steps/items/by", StepBy, False),
    ("advocacy/steps/items/shares/items", Shares, False),
]


def a_record() -> dict[str, Any]:
    services = (NamedService("upfront", "Upfront"),)
    linked = some_decisions(Link(LinkKind.DUPLICATE, "KM7R-T2XN"))
    return snapshot(an_intake(triage=filled(Triage)), 1, DUE, services, linked)


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every field of a record, by the way to it."""
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in steps:
        yield (*path, step)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, step))


def inside(record: dict[str, Any], path: tuple[str | int, ...]) -> Any:
    found: Any = record
    for step in path[:-1]:
        found = found[step]
    return found


FIELDS = [path for path in places(a_record()) if isinstance(path[-1], str)]


def described(place: str) -> dict[str, Any]:
    found: dict[str, Any] = SCHEMA
    for step in place.split("/"):
        found = found["items"] if step == "items" else found["properties"][step]
    return found


@pytest.mark.parametrize("path", FIELDS, ids=lambda path: "/".join(map(str, path)))
def test_a_record_without_one_of_its_fields_is_refused(path: tuple[str | int, ...]) -> None:
    record = a_record()
    del inside(record, path)[path[-1]]

    with pytest.raises(RecordInvalidError):
        check(record)


@pytest.mark.parametrize("path", FIELDS, ids=lambda path: "/".join(map(str, path)))
def test_a_field_of_another_kind_is_refused_by_its_name_without_what_stands_in_it(
    path: tuple[str | int, ...],
) -> None:
    record = a_record()
    inside(record, path)[path[-1]] = {"they": "took my phone"}

    with pytest.raises(RecordInvalidError) as refused:
        check(record)

    assert "/".join(map(str, path)) in str(refused.value)
    assert "phone" not in str(refused.value)


@pytest.mark.parametrize(
    "path",
    [
        (),
        ("person",),
        ("contact",),
        ("advocacy",),
        ("words", 0),
        ("flags", 0),
        ("triage",),
        ("triage", "closing"),
        ("triage", "linked", 0),
        ("submitter",),
        ("advocacy", "wish"),
        ("advocacy", "steps", 0),
        ("triage", "may_not_act", 0),
        ("triage", "independent_person"),
    ],
)
def test_a_field_that_the_register_was_not_told_of_is_refused(path: tuple[str | int, ...]) -> None:
    record = a_record()
    inside(record, (*path, "more"))["more"] = None

    with pytest.raises(RecordInvalidError):
        check(record)


@pytest.mark.parametrize(("place", "taxonomy", "may_be_null"), OFFERED)
def test_the_schema_offers_the_words_of_the_taxonomy(
    place: str, taxonomy: type[StrEnum], may_be_null: bool
) -> None:
    assert described(place)["enum"] == [*taxonomy, *([None] if may_be_null else [])]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("received_at",), "23 November"),
        (("read_by",), "2026-11-25T00:00:00Z"),
        (("answer_by",), "soon"),
        (("version",), 0),
        (("reference",), ""),
        (("reference",), "x" * 17),
        (("schema",), "urn:heard:schema:record:0.9"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(path: tuple[str, ...], value: object) -> None:
    record = deepcopy(a_record())
    inside(record, path)[path[-1]] = value

    with pytest.raises(RecordInvalidError, match=path[-1]):
        check(record)


def test_the_schema_says_which_record_it_is_of() -> None:
    assert SCHEMA["$id"] == SCHEMA_ID
    assert SCHEMA["properties"]["schema"] == {"const": SCHEMA_ID}
    assert json.loads(text_of(RECORD_VERSION)) == SCHEMA


def test_every_field_at_the_top_is_explained() -> None:
    unexplained = [
        name for name, field in SCHEMA["properties"].items() if "description" not in field
    ]

    assert set(unexplained) <= {"schema", "submitted_by", "urgent", "closed_at"}
