import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.wording import are_close, plain, sound, squeezed, tokens, without_signs


@pytest.mark.parametrize(
    ("words", "read_as"),
    [
        ("He's HITTING me!", ["hes", "hitting", "me"]),
        ("don’t don`t", ["dont", "dont"]),
        ("self-harm/sh", ["self", "harm", "sh"]),
        ("s.o.s", ["s", "o", "s"]),
        ("Zoë café", ["zoe", "cafe"]),
        ("ＨＥＬＰ 𝓶𝓮", ["help", "me"]),
        ("he\u200blp", ["help"]),
        ("k!ll r*ped", ["k!ll", "r*ped"]),
        ("help!", ["help"]),
        ("🔪 🙂", ["🔪"]),
        ("ضَرَبَنِي", ["ضربني"]),
        ("أُريدُ مدرسة على", ["اريد", "مدرسه", "علي"]),
        ("١٢", ["١٢"]),
        ("", []),
    ],
)
def test_words_are_read_in_one_plain_form(words, read_as):
    assert tokens(words) == read_as


@given(st.text(st.characters()), st.text(st.characters()))
def test_more_words_do_not_change_how_the_earlier_ones_are_read(words, more):
    assert tokens(f"{words} {more}") == tokens(words) + tokens(more)


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_read_alike_beside_other_letters(words):
    assert plain(f"{words} ë") == f"{plain(words)} e"


def test_stretched_letters_are_read_short():
    assert squeezed("heeelp") == ("heelp", "help")
    assert squeezed("kiiilll") == ("kiill", "kiil", "kill", "kil")
    assert squeezed("help") == ()


def test_signs_are_read_as_letters():
    assert without_signs("k!ll") == ("kill", "klll")
    assert "rape" in without_signs("r*pe")
    assert without_signs("2") == ()


def test_words_that_sound_alike_are_one():
    assert sound("threatened") == sound("thretend")
    assert sound("scared") == sound("skared")
    assert sound("scared") != sound("shared")


@pytest.mark.parametrize(
    ("spelling", "token", "close"),
    [
        ("touched", "tuched", True),
        ("scared", "skared", True),
        ("strangled", "strangeld", True),
        ("sharing", "sharon", False),
        ("garage", "george", False),
        ("same", "same", True),
    ],
)
def test_a_slip_is_in_one_place(spelling, token, close):
    assert are_close(spelling, token) is close
    assert are_close(token, spelling) is close
