"""Names that are one, however somebody types them; and names that are not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.same_name import is_named_in, is_part_of, same_name, same_organisation

NCH = ["NCH", "Action for Children"]


@pytest.mark.parametrize(
    "other",
    [
        "sam o'brien",
        "SAM O\u2019BRIEN",
        "O'Brien, Sam",
        "  o brien   sam ",
        "Sam OBrien",
        "SamOBrien",
        "Ms Sam O'Brien",
        "Dr. Sam O'Brien",
        "O'Brien, Ms. S\u00e1m",
        "Sa\u0301m O`Brien",
        "Ｓａｍ Ｏ'Ｂｒｉｅｎ",
    ],
)
def test_one_name_however_it_is_typed(other: str) -> None:
    assert same_name("Sam O'Brien", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sam O'Brien", "Sam Brien"),
        ("Sam O'Brien", "Sammy O'Brien"),
        ("May Ray", "Amy Ray"),
        ("Ann Lee", "Anne Lee"),
        ("Sam", "Sam O'Brien"),
        ("", ""),
        (" ", "-"),
        ("Sam", ""),
    ],
)
def test_names_that_are_not_one(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not same_name(other, one)


def test_a_title_alone_is_a_name_and_no_title_is_somebody_else() -> None:
    assert same_name("Miss", "miss")
    assert not same_name("Miss", "Dr")


_LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyzåéüñøłæжщяαλω")
_PARTS = st.lists(st.text(_LETTERS, min_size=1, max_size=6), min_size=1, max_size=4)
_GAPS = st.sampled_from([" ", "  ", "\t", "\u00a0", "-", ", ", ". ", "\u2019", ""])
_TITLES = st.sampled_from(["", "", "Mr ", "MRS. ", "Ms ", "dr ", "Prof "])


@st.composite
def retyped(draw: st.DrawFn, parts: list[str]) -> str:
    """The same name with another order, other capitals, other gaps and accents, and a title."""
    typed = draw(_TITLES)
    for part in draw(st.permutations(parts)):
        for letter in part:
            typed += letter.upper() if draw(st.booleans()) else letter
        typed += draw(_GAPS)
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD", "NFKD"])), typed)


@given(st.data(), _PARTS)
def test_no_order_case_spacing_or_accent_makes_another_name_of_it(
    data: st.DataObject, parts: list[str]
) -> None:
    typed = data.draw(retyped(parts))

    assert same_name(" ".join(parts), typed)
    assert same_name(typed, " ".join(parts))


@given(_PARTS, _PARTS)
def test_names_of_other_letters_are_never_one(parts: list[str], others: list[str]) -> None:
    assert not same_name(" ".join(parts), " ".join(others) + "q\u0308z")


@pytest.mark.parametrize(
    ("said", "is_it"),
    [
        ("NCH", True),
        ("n.c.h.", True),
        (" nch ", True),
        ("action  for CHILDREN", True),
        ("Action for Children Ltd", True),
        ("The Action For Children", True),
        ("NCH (Action for Children)", True),
        ("Action for Children, formerly", False),
        ("Action", False),
        ("Children", False),
        ("for", False),
        ("Others", False),
        ("", False),
        ("The Ltd", False),
    ],
)
def test_an_organisation_is_meant_by_any_of_its_names(said: str, is_it: bool) -> None:
    assert same_organisation(said, NCH) is is_it


def test_a_name_with_something_left_out_may_be_the_same_person() -> None:
    assert is_part_of("Dave", "DAVE Hill")
    assert is_part_of("Dave John Hill", "Hill, Dave")
    assert not is_part_of("Dave Hill", "Dave Mill")
    assert not is_part_of("", "Dave")


def test_a_sentence_names_an_organisation_only_by_a_whole_name() -> None:
    assert is_named_in("please not action for children!", NCH)
    assert is_named_in("Not NCH", NCH)
    assert not is_named_in("no children in action", NCH)
    assert not is_named_in("inch by inch", NCH)
