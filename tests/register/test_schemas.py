"""The schema holds what every intake becomes: a check that fails would cost a child's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.intake import Intake
from portal.domain.record import NamedService, snapshot
from portal.domain.taxonomy import YesNo
from portal.register import schemas
from portal.register.schemas import RecordInvalidError
from tests.any_intake import intakes
from tests.register.telling import DUE, an_intake

_services = st.lists(st.builds(NamedService, st.text(min_size=1), st.text(min_size=1))).map(tuple)


@given(intakes, st.integers(1, 10_000), _services)
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
