import random
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.reference import POSSIBLE, make_reference, normalise_reference

references = st.randoms(use_true_random=False).map(lambda rnd: make_reference(rnd.choice))
SEEDED = random.Random(7)  # noqa: S311 - the same references in every run
MANY = [make_reference(SEEDED.choice) for _ in range(5000)]


def test_there_are_enough_references_for_a_county():
    assert POSSIBLE >= 10**8
    assert len(set(MANY)) == len(MANY)


def test_each_reference_is_drawn_evenly_from_all_of_them():
    offered = []

    def first(options):
        offered.append(options)
        return options[0]

    make_reference(first)

    assert [len(set(options)) for options in offered] == [len(options) for options in offered]
    product = 1
    for options in offered:
        product *= len(options)
    assert product == POSSIBLE


@given(references)
def test_a_reference_has_no_vowels_and_no_look_alikes(reference):
    assert not set(reference) & set("AEIOUY" + "01" + "ZSGB" + "348")
    assert len(reference) == 9


@given(references)
def test_no_word_and_no_number_can_be_read_in_it(reference):
    run_together = reference.replace("-", "")

    assert not re.search(r"[A-Z]{3}|\d\d", run_together)


def test_every_place_takes_every_character_it_may():
    places = [set(characters) for characters in zip(*MANY, strict=True)]

    assert sorted(len(place) for place in places) == [1, 5, 5, 13, 13, 13, 13, 13, 13]


@given(references, st.randoms(use_true_random=False))
def test_a_reference_is_known_however_it_is_said(reference, rnd):
    looks_like = {"L": "L1Ili", "2": "2Zz٢۲", "5": "5sS٥", "6": "6G፮", "Q": "QqoO0"}
    said = "".join(
        rnd.choice(looks_like.get(c, c + c.lower())) + rnd.choice(["", " ", ".", "-", "\n"])
        for c in reference
    )

    assert normalise_reference(said) == reference


@pytest.mark.parametrize(
    "said",
    ["", "hello", "KM7R-T2X", "KM7R-T2XNN", "7KMR-T2XN", "KM7R-T2XA", "please KM7R-T2XN"],
)
def test_what_cannot_be_a_reference_is_none(said):
    assert normalise_reference(said) is None


@given(st.text(alphabet=string.printable + "٠١٢፩"))
def test_anything_said_is_a_reference_or_none(said):
    normal = normalise_reference(said)

    assert normal is None or normalise_reference(normal) == normal


def test_by_default_references_cannot_be_foreseen():
    assert len({make_reference() for _ in range(100)}) == 100
