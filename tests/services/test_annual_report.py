"""The report of 2007/08 to the digit, from 178 complaints told and decided at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from portal.db import earlier_years
from portal.db.earlier_years import Imported
from portal.domain.advocacy_numbers import Period
from portal.domain.annual.files import share_said
from portal.domain.annual.report import Report, year_of
from portal.domain.annual.tables import Table
from portal.services import annual_report
from portal.services.office import Office
from portal.settings import Settings
from tests.servers.databases import KINDS, Databases
from tests.servers.settings import production_settings
from tests.services.a_year import AFTERWARDS, TABLES, Year, feed

YEAR = Period(date(2007, 4, 1), date(2008, 3, 31))
ONE_COLUMN = {
    "stage": "stage",
    "originator": "originator",
    "subject": "subject",
    "outcome": "outcome",
    "ethnicity": "ethnicity",
    "age": "age",
    "gender": "gender",
    "disability": "disability",
    "method": "method",
    "ombudsman": "ombudsman",
    "education_type": "education_record_type",
    "education_originator": "education_originator",
}


@pytest.fixture(scope="module", params=KINDS)
def office(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Office]:
    """An office with that year in it."""
    environ = production_settings(databases.migrated(request.param), "https://heard.example")
    office = Office.open(Settings.from_environment(environ), lambda: AFTERWARDS)
    with office.database.write() as connection:
        feed(Year(office, connection))
        earlier_years.put(connection, _earlier())
    yield office
    office.database.close()


def _earlier() -> Iterator[Imported]:
    years = TABLES["record_type_by_year"]["years"][:-1]
    for name, numbers in TABLES["record_type_by_year"].items():
        if name not in ("years", "Total complaints"):
            for year, number in zip(years, numbers, strict=False):
                yield Imported(year, "record_type", name, number)


@pytest.fixture(scope="module")
def report(office: Office) -> Report:
    with office.database.read() as connection:
        return annual_report.of_period(connection, office, YEAR, AFTERWARDS)


def numbers(table: Table, column: int = 0) -> dict[str, Any]:
    return {line.name: line.numbers[column] for line in table.lines}


@pytest.mark.parametrize(("key", "theirs"), ONE_COLUMN.items())
def test_every_table_is_the_report_s_to_the_digit(report: Report, key: str, theirs: str) -> None:
    found = numbers(report.table(key))

    assert {name: number for name, number in found.items() if number} == TABLES[theirs] | (
        # The report gives no number of these two; together they are the other 43.
        {"Telephone": 20, "In person": 23} if key == "method" else {}
    )
    assert list(found) == sorted(found, key=[*TABLES[theirs], *found].index)


def test_four_years_of_record_types_stand_beside_each_other(report: Report) -> None:
    table = report.table("record_type")
    theirs = dict(TABLES["record_type_by_year"])

    assert list(table.columns) == theirs.pop("years")
    assert {line.name: list(line.numbers) for line in table.lines} == theirs
    assert table.unrecorded is not None
    assert table.unrecorded.numbers == (0, 0, 0, 0)


def test_timescales_are_theirs_to_the_digit(report: Report) -> None:
    table = report.table("timeliness")
    found = {line.name: f"{share_said(line)}%" for line in table.lines}

    assert found.items() >= TABLES["timescale"].items()
    assert table.number("Stage One within 10 working days", 1) == 149


def test_what_does_not_add_up_is_said_and_not_smoothed(report: Report) -> None:
    def of(key: str) -> tuple[int | None, int | None, tuple[str, ...]]:
        table = report.table(key)
        return table.number("Total"), table.number("Unrecorded"), table.notes

    for key in ("subject", "disability"):
        assert of(key)[:2] == (177, 1)
        assert of(key)[2] == ("It adds up: 177, and 1 unrecorded, of 178 statutory complaints.",)
    assert of("orientation")[:2] == (0, 178)
    outcomes = report.table("outcome")
    assert outcomes.number("Total") == 214
    assert (
        "4 were taken back, 4 of them at Stage Two or later. 3 have 'Complaint withdrawn' as an"
        " outcome." in outcomes.notes
    )
    assert "1 complaint was taken straight to Stage Two" in report.table("stage").notes[0]
    assert report.table("stage").total is None
    assert "more originators than complaints" in report.table("education_originator").notes[0]
    assert report.table("ombudsman").notes == (
        "21 of 178 complainants also went to the Ombudsman.",
    )


def test_the_share_of_children_is_theirs(report: Report) -> None:
    assert "10.7% of statutory complaints came from a child." in report.table("children").notes[0]


def test_a_team_a_quarter_and_another_year_are_counted_alone(office: Office) -> None:
    quarter = Period(date(2007, 4, 1), date(2007, 6, 30))
    next_year = year_of("2008/09")
    assert next_year
    with office.database.read() as connection:
        of_team = annual_report.of_period(connection, office, YEAR, AFTERWARDS, "east kent")
        of_quarter = annual_report.of_period(connection, office, quarter, AFTERWARDS)
        of_next = annual_report.of_period(connection, office, next_year, AFTERWARDS)

    assert of_team.table("originator").number("Total") == 178
    assert of_team.table("education_type").number("Total") == 0
    assert 0 < (of_quarter.table("originator").number("Total") or 0) < 178
    assert of_next.table("originator").number("Total") == 0
    assert of_next.table("record_type").lines[3].numbers == (179, 189, 178, 0)


def test_what_is_published_tells_no_number_under_five(report: Report) -> None:
    public = report.for_publication()

    shown = [n for table in public.tables for line in table.every_line for n in line.numbers]
    assert not [number for number in shown if number is not None and 0 < number < 5]
    for table in public.tables:
        for at in range(len(table.columns)):
            hidden = [line for line in table.lines if line.numbers[at] is None]
            assert table.total is None or len(hidden) != 1
        assert not any(character.isdigit() for note in table.notes[1:] for character in note)
