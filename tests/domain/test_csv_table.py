"""A file for a spreadsheet: text stays text, numbers stay numbers, nothing runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.csv_table import csv_table


@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(begins: str) -> None:
    assert list(csv.reader(io.StringIO(csv_table([[begins]]), newline=""))) == [[f"'{begins}"]]


def test_numbers_and_nothing_are_as_they_are() -> None:
    assert csv_table([["a, b", 3, -1, 3.5, None]]) == '"a, b",3,-1,3.5,\r\n'


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2))
def test_every_text_comes_back_and_none_begins_a_formula(cells: list[str]) -> None:
    back = next(csv.reader(io.StringIO(csv_table([cells]), newline="")))

    assert [one.removeprefix("'") for one in back] == [one.removeprefix("'") for one in cells] or [
        one[1:] if one.startswith("'") else one for one in back
    ] == cells
    assert not any(one.startswith(("=", "+", "-", "@", "\t", "\r")) for one in back)
