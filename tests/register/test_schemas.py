"""The schema holds what every intake becomes: a check that fails would cost a child's words."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake, SafeContact, Words
from portal.domain.record import NamedService, snapshot
from portal.domain.taxonomy import (
    AgeBand,
    ContactWay,
    Kind,
    LookedAfter,
    MethodOfReceipt,
    Originator,
    RecordType,
    SubmittedBy,
    TextsAllowed,
    YesNo,
)
from portal.register import schemas
from portal.register.schemas import RecordInvalidError
from tests.register.telling import DUE, an_intake

_texts = st.text()
_times = st.datetimes(datetime(2006, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


def _any(values: type[StrEnum]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


def _maybe(values: type[StrEnum]) -> st.SearchStrategy[Any]:
    return st.none() | _any(values)


_contacts = st.builds(
    SafeContact,
    way=_maybe(ContactWay),
    details=_texts,
    texting_address=_texts,
    texts_allowed=_maybe(TextsAllowed),
    best_times=_texts,
    who_else_sees=_texts,
    given_by=_any(SubmittedBy),
    confirmed_by_child=st.booleans(),
)
_intakes = st.builds(
    Intake,
    id=st.just("an-id"),
    reference=st.just("K7M2QX"),
    received_at=_times,
    method=_any(MethodOfReceipt),
    language=st.sampled_from(["en", "ar", "ckb", "zh-Hant", "und"]),
    words=st.lists(st.builds(Words, st.text(min_size=1), _times, st.booleans())).map(tuple),
    kind=_maybe(Kind),
    record_type=_maybe(RecordType),
    originator=_maybe(Originator),
    submitted_by=_any(SubmittedBy),
    age_band=_maybe(AgeBand),
    looked_after=_maybe(LookedAfter),
    wants_advocate=st.just(YesNo.YES),  # so that words may be missing or blank
    advocate_asked_at=st.none() | _times,
    feels_safe=_maybe(YesNo),
    name=_texts,
    desired_outcome=_texts,
    should_not_see=_texts,
    contact=_contacts,
    flags=st.lists(st.builds(Flag, _any(FlagName), _texts, st.none() | _texts)).map(tuple),
    closed_at=st.none() | _times,
)
_services = st.lists(st.builds(NamedService, st.text(min_size=1), st.text(min_size=1))).map(tuple)


@given(_intakes, st.integers(1, 10_000), _services)
def test_whatever_an_intake_is_its_record_fits_the_schema(
    intake: Intake, version: int, services: tuple[NamedService, ...]
) -> None:
    schemas.check(snapshot(intake, version, DUE, services))


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
