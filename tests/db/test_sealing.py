"""What is sealed opens with its key, in its place, unchanged; else it does not open at all."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.db.sealing import Keyring, Place, UnreadableError

OLD, NEW, OTHER = (os.urandom(32) for _ in range(3))
PLACE = Place("words", "text", "5f3c1a52-8d0e-4a51-9f33-0b6f3a0b7c11")
WORDS = "  They took my phone 😢\r\nهاتفي <3 "
# All that UTF-8 can carry.
texts = st.text(st.characters(codec="utf-8"))
keyring = Keyring((NEW,))


@given(texts)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert keyring.open(PLACE, keyring.seal(PLACE, text)) == text


@given(st.recursive(st.none() | st.booleans() | st.integers() | texts,
                    lambda inner: st.lists(inner) | st.dictionaries(texts, inner)))  # fmt: skip
def test_any_json_comes_back_as_it_was(value: object) -> None:
    assert keyring.open_json(PLACE, keyring.seal_json(PLACE, value)) == value


def test_the_words_do_not_stand_in_what_is_sealed() -> None:
    sealed = keyring.seal(PLACE, WORDS * 10)

    assert all(word.encode() not in sealed for word in WORDS.split() if len(word) > 2)


def test_the_same_words_never_look_the_same() -> None:
    sealed = {keyring.seal(PLACE, WORDS) for _ in range(100)}

    assert len(sealed) == 100
    assert len({one[5:17] for one in sealed}) == 100


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(PLACE, table="intake"),
        replace(PLACE, column="name"),
        replace(PLACE, row_id=PLACE.row_id[:-1] + "2"),
    ],
)
def test_what_is_moved_to_another_place_does_not_open(elsewhere: Place) -> None:
    sealed = keyring.seal(PLACE, WORDS)

    with pytest.raises(UnreadableError):
        keyring.open(elsewhere, sealed)


def test_two_places_are_never_bound_alike() -> None:
    parts = ("a", "ab", "b", "", "a b")
    places = [Place(t, c, r) for t in parts for c in parts for r in parts]

    assert len({place.associated_data for place in places}) == len(places)


def test_what_was_changed_in_any_byte_does_not_open() -> None:
    sealed = keyring.seal(PLACE, "They took my phone")

    for i in range(len(sealed)):
        changed = bytearray(sealed)
        changed[i] ^= 0x01
        with pytest.raises(UnreadableError):
            keyring.open(PLACE, bytes(changed))


def test_what_was_cut_short_or_drawn_out_does_not_open() -> None:
    sealed = keyring.seal(PLACE, "They took my phone")

    for cut in (*(sealed[:i] for i in range(len(sealed))), sealed + b"\0", b"\0" + sealed):
        with pytest.raises(UnreadableError):
            keyring.open(PLACE, cut)


@given(st.binary(max_size=200))
def test_what_was_never_sealed_does_not_open(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        keyring.open(PLACE, content)


def test_the_newest_key_seals_and_every_key_opens() -> None:
    by_old = Keyring((OLD,)).seal(PLACE, WORDS)
    rotated = Keyring((NEW, OLD))

    by_new = rotated.seal(PLACE, WORDS)

    assert rotated.open(PLACE, by_old) == rotated.open(PLACE, by_new) == WORDS
    assert Keyring((NEW,)).open(PLACE, by_new) == WORDS


def test_without_its_key_nothing_opens() -> None:
    sealed = Keyring((OLD,)).seal(PLACE, WORDS)

    for keys in ((NEW,), (NEW, OTHER)):
        with pytest.raises(UnreadableError):
            Keyring(keys).open(PLACE, sealed)


def test_an_unreadable_value_tells_nothing_of_itself() -> None:
    with pytest.raises(UnreadableError) as refused:
        keyring.open(PLACE, keyring.seal(replace(PLACE, table="intake"), WORDS))

    assert str(refused.value) == ""
    assert refused.value.__cause__ is None


def test_a_number_is_found_by_the_hash_of_every_key_the_newest_first() -> None:
    both = Keyring((NEW, OLD)).finding_hashes("+447700900123")

    assert both == (
        *Keyring((NEW,)).finding_hashes("+447700900123"),
        *Keyring((OLD,)).finding_hashes("+447700900123"),
    )
    assert both[0] != both[1]


@given(st.lists(texts, unique=True, min_size=2, max_size=4))
def test_other_numbers_have_other_hashes_of_the_same_length(numbers: list[str]) -> None:
    hashes = [keyring.finding_hashes(number)[0] for number in numbers]

    assert len(set(hashes)) == len(numbers)
    assert {len(one) for one in hashes} == {64}


@settings(max_examples=5)
@given(texts)
def test_the_slow_hash_of_code_words_is_that_of_the_newest_key(words: str) -> None:
    both = Keyring((NEW, OLD))

    assert both.slow_hash(words) == Keyring((NEW,)).slow_hash(words)
    assert both.slow_hash(words) != Keyring((OLD,)).slow_hash(words)
    assert len(both.slow_hash(words)) == 64


def test_no_two_purposes_of_a_key_give_the_same() -> None:
    found = [keyring.finding_hashes("otter")[0], keyring.slow_hash("otter"), keyring.slow_hash("o")]

    assert all(one != other for one, other in pairwise(sorted(found)))
