"""An intake holds words exactly as given, and its flags only ever grow."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake, NothingSaidError, Words, new_id, verbatim
from portal.domain.taxonomy import MethodOfReceipt, Originator, SubmittedBy, YesNo
from tests import any_intake
from tests.any_intake import NOW, an_intake

# What no keyboard types, and a lone half of a letter that no UTF-8 can carry.
CONTROLS = {chr(c) for c in range(0x20)} - {"\t", "\n", "\r"}
HALVES = {chr(c) for c in range(0xD800, 0xE000)}
URGENT, SUSPECT = Flag(FlagName.URGENT, "self-harm", "en"), Flag(FlagName.SUSPECT, "fast")


@pytest.mark.parametrize("text", any_intake.TYPED)
def test_what_was_typed_is_taken_as_it_is(text: str) -> None:
    assert verbatim(text) == text


@given(st.text(st.characters(exclude_characters=list(CONTROLS), exclude_categories=["Cs"])))
def test_any_text_is_taken_as_it_is(text: str) -> None:
    assert verbatim(text) == text


@given(st.text())
def test_of_any_text_only_controls_and_halves_of_letters_change(text: str) -> None:
    taken = verbatim(text)

    left = [c for c in text if c not in CONTROLS]
    assert len(taken) == len(left)
    for ours, theirs in zip(taken, left, strict=True):
        assert ours == ("\ufffd" if theirs in HALVES else theirs)


@pytest.mark.parametrize("control", sorted(CONTROLS), ids=lambda c: f"U+{ord(c):04X}")
def test_a_control_that_no_keyboard_types_is_left_out(control: str) -> None:
    assert unicodedata.category(control) == "Cc"
    assert verbatim(f"they took{control} my phone{control}") == "they took my phone"


def test_half_of_a_letter_is_shown_to_be_missing() -> None:
    assert verbatim("\ud83d sad \ude22") == "\ufffd sad \ufffd"


@pytest.mark.parametrize("words", [(), (Words("", NOW),), (Words(" \r\n\t ", NOW),)])
def test_an_intake_without_a_word_is_refused(words: tuple[Words, ...]) -> None:
    for wish in (None, YesNo.NO):
        with pytest.raises(NothingSaidError):
            an_intake(words=words, wants_advocate=wish)


def test_a_wish_for_an_advocate_needs_no_words() -> None:
    assert an_intake(words=(), wants_advocate=YesNo.YES).words == ()


def test_nothing_is_known_that_was_not_said() -> None:
    told = Intake(new_id(), "K7M2QX", NOW, MethodOfReceipt.TEXT_MESSAGE, "en", (Words("x", NOW),))

    assert told.record_type is None
    answers = (told.kind, told.age_band, told.looked_after, told.wants_advocate, told.feels_safe)
    assert set(answers) == {None}
    assert (told.originator, told.submitted_by) == (Originator.CHILD, SubmittedBy.CHILD)
    assert told.contact.way is None
    assert not told.is_urgent


@pytest.mark.parametrize(
    ("name", "is_at_the_top"),
    [
        (FlagName.URGENT, True),
        (FlagName.NOT_SCREENED, True),
        (FlagName.ADVOCACY, False),
        (FlagName.OPTED_OUT, False),
        (FlagName.SUSPECT, False),
        (FlagName.UNREACHED, False),
    ],
)
def test_danger_and_words_that_no_rule_could_read_go_to_the_top(
    name: FlagName, is_at_the_top: bool
) -> None:
    assert an_intake(flags=(SUSPECT, Flag(name, "rule"))).is_urgent is is_at_the_top


def test_no_flag_can_be_left_out_of_that_list() -> None:
    assert len(FlagName) == 6


@given(told=any_intake.intakes, more=st.lists(st.lists(any_intake.flags), max_size=4))
def test_flags_only_ever_grow(told: Intake, more: list[list[Flag]]) -> None:
    for flags in more:
        before, told = told, told.with_flags(*flags)

        assert told.flags[: len(before.flags)] == before.flags
        assert set(told.flags) == {*before.flags, *flags}
        assert len(set(told.flags)) == len(told.flags)
        assert told.is_urgent >= before.is_urgent


def test_a_flag_is_asked_for_by_its_name() -> None:
    told = an_intake(flags=(URGENT,))

    assert told.has_flag(FlagName.URGENT)
    assert not told.has_flag(FlagName.ADVOCACY)


def test_no_two_rows_have_one_id() -> None:
    assert len({new_id() for _ in range(1_000)}) == 1_000
    assert len(new_id()) == 36
