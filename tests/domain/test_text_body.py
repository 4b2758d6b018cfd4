import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.intake import verbatim
from portal.domain.text_body import is_decoded, said

LONG = "they took my phone and nobody here will tell me when I get it back 😢"


def packed(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "اخذوا تلفوني وما رجعوه ولا احد يقول لي متى سوف يرجعونه",
        "<b>they</b> took it\nand my shoes\r\n\tand my bed, \"all\" & 'more'",
        "زن‌ها 😢👨‍👩‍👧 hit me again and again and again",
        "他们拿走了我的手机，没有人告诉我，什么时候还给我",
    ],
    ids=["English", "Arabic", "lines and signs", "joined", "Chinese"],
)
def test_a_text_that_came_as_base64_is_read_as_what_it_says(text):
    assert said(packed(text)) == text
    assert is_decoded(packed(text))


def test_base64_in_lines_is_the_same_text():
    in_lines = base64.encodebytes((LONG * 3).encode()).decode()

    assert said(in_lines) == said(in_lines.replace("\n", "\r\n")) == LONG * 3


@pytest.mark.parametrize(
    "body",
    [
        "",
        "They took my phone",
        "a" * 60,
        "V" * 64,
        "h" + "ha" * 31 + "h",
        "no" * 40,
        "NO" * 40,
        "STOP" * 20,
        "aaaa" * 15 + "====",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch/Wales",
        "https//example/com/" + "abcd" * 12,
        "0123456789" * 6,
        packed("he hit me"),
        packed("x" * 60),
        packed("they took my phone\x00 and nobody here will tell me when"),
        packed("they took my phone\x07 and nobody here will tell me when"),
        base64.b64encode(LONG.encode("utf-16")).decode(),
        base64.b64encode(LONG.encode()[:-2]).decode(),
        packed(LONG)[:-1],
        packed(LONG) + " ok",
        "see " + packed(LONG),
    ],
)
def test_what_is_not_surely_base64_stays_as_it_came(body):
    assert said(body) == body
    assert not is_decoded(body)


def test_bits_that_no_program_leaves_over_are_not_dropped():
    whole = packed("they took my phone and nobody here will tell me when!")
    assert whole.endswith("=")
    odd = whole[:-2] + "F="

    assert base64.b64decode(odd) == base64.b64decode(whole[:-2] + "E=")
    assert said(odd) == odd


def test_what_no_phone_types_goes_as_ever():
    assert said("a\x00b\x07c\ud800") == "abc\ufffd"


@given(st.text())
def test_it_never_fails_and_what_a_person_types_is_verbatim(body):
    assert said(body) == verbatim(body)


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), min_size=60))
def test_whatever_is_written_in_words_survives_the_way(text):
    body = packed(f"they took {text} away")

    assert said(body) == f"they took {text} away"


@given(st.binary(min_size=45))
def test_random_bytes_never_make_it_fail(raw):
    body = base64.b64encode(raw).decode()

    assert said(body) == (raw.decode() if is_decoded(body) else body)


@given(st.text(st.sampled_from("aehioklmnstuAEHIONSTU"), min_size=60, max_size=200))
def test_a_row_of_letters_is_not_base64(body):
    assert said(body) == body
