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
