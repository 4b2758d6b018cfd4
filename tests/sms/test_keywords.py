import pytest

from sms.keywords import Keyword, keyword


@pytest.mark.parametrize("words", ["yes", "YES", "stop it", "help me", "the end", "help 2", ""])
def test_anything_but_a_lone_keyword_is_words(words):
    assert keyword(words, None) is None


@pytest.mark.parametrize("opt_out_type", ["STOP", "stop"])
def test_twilios_own_type_wins(opt_out_type):
    assert keyword("help", opt_out_type) is Keyword.STOP


@pytest.mark.parametrize("opt_out_type", ["", "RESUBSCRIBE"])
def test_a_type_that_is_not_known_says_nothing(opt_out_type):
    assert keyword("help", opt_out_type) is Keyword.HELP
    assert keyword("hello", opt_out_type) is None


def test_a_long_text_is_not_looked_through():
    assert keyword("stop" + "." * 40, None) is None


@pytest.mark.parametrize(
    "words",
    [
        "Dont text me back he looks at my phone",
        "please don't reply to this",
        "stop texting me",
        "pls dont msg me, she reads them",
        "لا تراسلني هنا",
    ],
)
def test_who_asks_for_no_texts_gets_none(words):
    assert keyword(words, None) is Keyword.STOP


@pytest.mark.parametrize(
    "words",
    [
        "dont text me after 9",
        "dont text me when im at school",
        "my dad said dont text me back and hung up",
        "they dont reply to me",
        "why dont you text me back",
    ],
)
def test_what_a_person_must_read_is_no_keyword(words):
    assert keyword(words, None) is None
