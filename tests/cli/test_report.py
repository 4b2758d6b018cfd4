"""flask report: the yearly report on a terminal, and earlier years from a file."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from portal.app import create_app
from portal.settings import Settings
from tests.servers.settings import production_settings
from tests.services.a_year import TABLES

Run = Callable[..., Result]
HEAD = "year,table,line,number\n"


@pytest.fixture
def run(migrated_database_url: str) -> Iterator[Run]:
    """`run("annual", "2026/27")` is `flask report annual 2026/27`."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    settings = production_settings(migrated_database_url, "https://heard.example")
    app = create_app(Settings.from_environment(settings))
    yield lambda *arguments: app.test_cli_runner().invoke(args=["report", *arguments])
    app.extensions["heard"].database.engine.dispose()
    root.handlers, root.level = handlers, level


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], str]:
    """A file with these rows below the head."""

    def write(rows: str, head: str = HEAD) -> str:
        path = tmp_path / "years.csv"
        path.write_text(head + rows, encoding="utf-8")
        return str(path)

    return write


def test_earlier_years_are_imported_and_stand_beside_this_one(
    run: Run, file: Callable[[str], str]
) -> None:
    years, names = TABLES["record_type_by_year"]["years"], TABLES["record_type_by_year"]
    rows = "".join(
        f"{year},record_type,{name},{number}\n"
        for name, numbers in names.items()
        if name not in ("years", "Total complaints")
        for year, number in zip(years, numbers, strict=True)
    )

    imported = run("import", file(rows))

    assert imported.exit_code == 0
    assert "16 numbers of 2004/05, 2005/06, 2006/07, 2007/08 are in." in imported.output
    said = run("annual", "2007/08").output
    for name in ("Enquiry", "Merit", "Non-statutory", "Statutory complaints", "Total complaints"):
        line = next(one for one in said.splitlines() if one.split("  ")[1:2] == [name])
        assert line.split()[-4:] == [str(number) for number in names[name]]


def test_the_same_file_again_changes_nothing_and_a_new_one_replaces_its_year(
    run: Run, file: Callable[[str], str]
) -> None:
    run("import", file("2006/07,record_type,Enquiry,69\n2006/07,record_type,Merit,36\n"))
    run("import", file("2006/07,record_type,Enquiry,70\n"))

    csv = run("annual", "2006/07", "--csv").output
    assert "2006/07,All,Type of Record,Enquiry,2006/07,70," in csv
    assert "2006/07,All,Type of Record,Merit,2006/07,0," in csv


@pytest.mark.parametrize(
    ("rows", "head", "says"),
    [
        ("", HEAD, "There is no row in it."),
        ("2006/07,record_type,Enquiry,69\n", "a,b\n", "Line 1: it must be year,table,line,number"),
        ("2006/08,record_type,Enquiry,69\n", HEAD, "Line 2: '2006/08' is no year"),
        ("2006/07,colours,Enquiry,69\n", HEAD, "Line 2: there is no table 'colours'"),
        ("2006/07,record_type,Praise,69\n", HEAD, "Line 2: the table record_type has no line"),
        ("2006/07,record_type,Enquiry,-1\n", HEAD, "Line 2: '-1' is no number."),
        ("2006/07,record_type,Enquiry\n", HEAD, "Line 2: it has 3 cells, not 4."),
        ("2006/07,record_type,Enquiry,1\n" * 2, HEAD, "Line 3: 2006/07, record_type, Enquiry"),
        ('2006/07,record_type,"Enquiry,1\n', HEAD, "Line 3: it has 3 cells"),
    ],
)
def test_a_file_with_a_bad_row_is_taken_in_not_at_all_and_each_is_named(
    run: Run, file: Callable[..., str], rows: str, head: str, says: str
) -> None:
    good = "2005/06,record_type,Enquiry,94\n" if head == HEAD and rows else ""

    refused = run("import", file(rows + good, head))

    assert refused.exit_code == 1
    assert says in refused.output
    assert "94" not in run("annual", "2005/06").output


def test_every_bad_row_is_named_at_once(run: Run, file: Callable[[str], str]) -> None:
    refused = run("import", file("x,record_type,Enquiry,1\n2006/07,record_type,Enquiry,x\n"))

    assert "Line 2" in refused.output
    assert "Line 3" in refused.output


def test_a_file_that_is_not_utf_8_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "years.csv"
    path.write_bytes(HEAD.encode() + b"2006/07,record_type,Enqu\xffiry,1\n")

    assert "It is not in UTF-8." in run("import", str(path)).output


@pytest.mark.parametrize("year", ["2026", "2026/28", "next/27", "0000/01", "9999/00"])
def test_a_year_that_is_none(run: Run, year: str) -> None:
    assert run("annual", year).exit_code == 2


def test_any_days_and_for_publication(run: Run, file: Callable[[str], str]) -> None:
    run("import", file("2006/07,record_type,Merit,3\n"))

    assert "under 5" in run("annual", "2006/07", "--public").output
    quarter = run("period", "--from", "2026-04-01", "--to", "2026-06-30")
    assert "From 2026-04-01 to 2026-06-30." in quarter.output
    assert run("period", "--from", "2026-04-01", "--to", "2026-03-30").exit_code == 2
