"""The schema holds what every intake becomes: a check that fails would cost a child's words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.intake import Intake
from portal.domain.record import RECORD_VERSION, snapshot
from portal.domain.record_advocacy import NamedService
from portal.domain.record_triage import Decisions
from portal.domain.taxonomy import YesNo
from portal.domain.triage import Triage
from portal.register import schemas
from portal.register.schemas import RecordInvalidError
from tests.any_intake import intakes
from tests.any_triage import decisions, triages
from tests.register.telling import DUE, an_intake

_services = st.lists(st.builds(NamedService, st.text(min_size=1), st.text(min_size=1))).map(tuple)


@given(intakes, st.integers(1, 10_000), _services)
def test_whatever_an_intake_is_its_record_fits_the_schema(
    intake: Intake, version: int, services: tuple[NamedService, ...]
) -> None:
    schemas.check(snapshot(intake, version, DUE, services))


@given(intakes, triages, decisions)
def test_whatever_was_decided_the_record_fits_the_schema(
    intake: Intake, triage: Triage, decided: Decisions
) -> None:
    schemas.check(snapshot(replace(intake, triage=triage), 2, DUE, (), decided))


def test_an_intake_may_ask_for_nothing_but_an_advocate() -> None:
    record = snapshot(an_intake(words=(), wants_advocate=YesNo.YES), 1, DUE, ())

    schemas.check(record)
    assert record["words"] == []


def test_what_does_not_fit_is_named_by_its_field_and_never_quoted() -> None:
    record = snapshot(an_intake(), 1, DUE, ())
    record["person"]["age_band"] = "They took my phone"

    with pytest.raises(RecordInvalidError) as refused:
        schemas.check(record)

    assert str(refused.value) == "the record's person/age_band does not fit the schema"


def test_a_field_that_the_schema_does_not_know_is_refused() -> None:
    record = snapshot(an_intake(), 1, DUE, ()) | {"secret": "1"}

    with pytest.raises(RecordInvalidError):
        schemas.check(record)


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3", "1.4"])
def test_an_older_version_is_shipped_as_it_was_and_the_newer_one_only_adds_to_it(
    version: str,
) -> None:
    before, now = (json.loads(schemas.text_of(of)) for of in (version, RECORD_VERSION))

    assert _lacks(before, now) == ["$id", "properties/schema/const"]


def _lacks(before: Any, now: Any, way: str = "") -> list[str]:
    """What the newer schema has otherwise than by adding to it: the ways to each."""
    if isinstance(before, dict) and isinstance(now, dict):
        return [
            lack
            for key in before
            if key != "description"
            for lack in _lacks(before[key], now.get(key), f"{way}/{key}".lstrip("/"))
        ]
    if isinstance(before, list) and isinstance(now, list):
        return [] if all(one in now for one in before) else [way]
    return [] if before == now else [way]
