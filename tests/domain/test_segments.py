"""Segments, checked against a count that is made another way: by filling parts one by one."""

import random

import pytest

from portal.domain.segments import BASIC, EXTENSION, Alphabet, measure

# The alphabet again, by its code points in order and not by its letters: 3GPP TS 23.038.
CODE_POINTS = [
    *(0x40, 0xA3, 0x24, 0xA5, 0xE8, 0xE9, 0xF9, 0xEC, 0xF2, 0xC7, 0x0A, 0xD8, 0xF8, 0x0D),
    *(0xC5, 0xE5, 0x394, 0x5F, 0x3A6, 0x393, 0x39B, 0x3A9, 0x3A0, 0x3A8, 0x3A3, 0x398, 0x39E),
    *(0xC6, 0xE6, 0xDF, 0xC9, *range(0x20, 0x24), 0xA4, *range(0x25, 0x40)),
    *(0xA1, *range(0x41, 0x5B), 0xC4, 0xD6, 0xD1, 0xDC, 0xA7),
    *(0xBF, *range(0x61, 0x7B), 0xE4, 0xF6, 0xF1, 0xFC, 0xE0),
]
ESCAPED = [0x0C, 0x5B, 0x5C, 0x5D, 0x5E, 0x7B, 0x7C, 0x7D, 0x7E, 0x20AC]


def counted(text: str) -> int:
    """How many segments, by cutting the units themselves and moving each cut off a pair."""
    if all(ord(c) in CODE_POINTS or ord(c) in ESCAPED for c in text):
        units = "".join("<>" if ord(c) in ESCAPED else "." for c in text)
        whole, part = 160, 153
    else:
        units = "".join("<>" if len(c.encode("utf-16-le")) == 4 else "." for c in text)
        whole, part = 70, 67
    if len(units) <= whole:
        return 1 if units else 0
    segments = 0
    while units:
        cut = part - 1 if len(units) > part and units[part - 1] == "<" else part
        units, segments = units[cut:], segments + 1
    return segments


def texts(seed: int, alphabet: str, pairs: str, parts: tuple[int, int]) -> list[str]:
    """Half of them of any length, half with a pair at or beside the end of a part."""
    chance = random.Random(seed)  # noqa: S311  chosen for coverage, not for secrets
    whole, part = parts

    def some(length: int) -> str:
        return "".join(
            chance.choice(pairs if chance.random() < 0.2 else alphabet) for _ in range(length)
        )

    def at_an_end() -> str:
        made = ""
        for end in (chance.choice(parts), *[part] * chance.randrange(4)):
            made += "".join(chance.choices(alphabet, k=end - chance.randrange(1, 4)))
            made += chance.choice(pairs)
        return made + some(chance.randrange(5))

    return [
        some(chance.randrange(whole * 5)) if chance.random() < 0.5 else at_an_end()
        for _ in range(5000)
    ]


def test_the_alphabet_is_the_standards():
    assert {ord(c) for c in BASIC} == set(CODE_POINTS)
    assert len(BASIC) == len(CODE_POINTS) == 127
    assert {ord(c) for c in EXTENSION} == set(ESCAPED)


def test_ten_thousand_texts_count_as_the_other_way_does():
    basic, escaped = "".join(map(chr, CODE_POINTS)), "".join(map(chr, ESCAPED))
    in_gsm7 = texts(1, basic, escaped, (160, 153))
    in_ucs2 = texts(2, f"{basic}{escaped}عل’ëሰặ", "😀𝄞🇬", (70, 67))
    assert len(in_gsm7 + in_ucs2) == 10_000

    for text in in_gsm7 + in_ucs2:
        assert measure(text).segments == counted(text), text


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("", 0),
        ("a", 1),
        ("a" * 160, 1),
        ("a" * 158 + "€", 1),
        ("a" * 159 + "€", 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("a" * 151 + "€" + "a" * 153, 2),
        ("ع" * 70, 1),
        ("ع" * 71, 2),
        ("ع" * 134, 2),
        ("ع" * 135, 3),
        ("ع" * 66 + "😀" + "ع" * 66, 3),
    ],
)
def test_a_pair_is_never_split_between_two_segments(text, segments):
    assert measure(text).segments == segments


@pytest.mark.parametrize("character", "’“–…ëçŷ\u00a0\x1b\u200f")
def test_one_character_outside_the_alphabet_changes_all(character):
    assert measure("a" * 69 + character).alphabet is Alphabet.UCS2
    assert measure("a" * 70 + character).segments == 2


def test_units_are_what_is_sent():
    assert measure("€5").units == 3
    assert measure("😀ع").units == 3
