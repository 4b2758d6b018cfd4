"""What was decided is in the record: every field, in words, with names and no staff id."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from portal.domain.links import Link, LinkKind
from portal.domain.record import snapshot
from portal.domain.record_triage import LEFT_OUT, Decisions, triage_part
from portal.domain.triage import Triage
from tests.any_intake import an_intake
from tests.any_triage import changed_once, some_decisions, triages
from tests.domain.test_record import DUE

_CHANGES = {way: (one, other) for way, one, other in changed_once()}


def part_of(triage: Triage) -> dict[str, Any]:
    return triage_part(triage, some_decisions())


def whole(triage: Triage) -> dict[str, Any]:
    """The record with it: what was done about an advocate stands beside what was decided."""
    return snapshot(an_intake(triage=triage), 1, DUE, (), some_decisions())


@pytest.mark.parametrize("way", _CHANGES)
def test_whatever_is_decided_is_in_the_record_or_left_out_for_a_written_reason(way: str) -> None:
    one, other = _CHANGES[way]

    is_left_out = way.partition(".")[0] in LEFT_OUT
    assert (whole(one) == whole(other)) == is_left_out


def test_what_is_left_out_was_a_field_of_what_is_decided() -> None:
    assert LEFT_OUT.keys() <= {way.partition(".")[0] for way in _CHANGES}


def test_nothing_decided_yet_is_null() -> None:
    assert snapshot(an_intake(), 1, DUE, ())["triage"] is None


def test_people_stand_by_name_and_whoever_is_barred_does_not_stand_there() -> None:
    triage = Triage(assigned_to="a1", passed_to="b2", barred=("c3",))

    part = part_of(triage)

    assert (part["assigned_to"], part["responsible_manager"]) == ("Colleague a1", "Colleague b2")
    assert "c3" not in json.dumps(part)


def test_a_manager_without_an_account_stands_by_the_name_that_was_written() -> None:
    assert part_of(Triage(passed_to_name="Mo Manager"))["responsible_manager"] == "Mo Manager"


def test_linked_intakes_stand_by_their_reference_and_how_they_belong_together() -> None:
    decisions = some_decisions(Link(LinkKind.DUPLICATE, "KM7R-T2XN"))

    part = triage_part(Triage(), decisions)

    assert part["linked"] == [{"kind": "duplicate", "reference": "KM7R-T2XN"}]


@given(triages)
def test_the_part_has_the_same_fields_whatever_was_decided(triage: Triage) -> None:
    assert part_of(triage).keys() == part_of(Triage()).keys()


@given(triages)
def test_what_was_not_said_is_null_at_the_top_and_never_empty(triage: Triage) -> None:
    assert "" not in part_of(triage).values()


def test_how_many_decisions_and_when_the_last_was_made() -> None:
    decisions = some_decisions()
    part = triage_part(Triage(), decisions)

    assert isinstance(decisions, Decisions)
    assert (part["decisions"], part["decided_at"]) == (3, "2026-11-23T12:00:00Z")
