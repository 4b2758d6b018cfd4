import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms.languages import UNKNOWN, language_of, reply_language


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("they took my phone", "en"),
        ("ok", "en"),
        ("Nuk dua të shkoj", "en"),  # screening finds out what is not English
        ("اخذوا تلفوني", "ar"),
        ("شگد چبير", "ar"),  # as it is said and written in Iraq
        ("کمک می‌خواهم", UNKNOWN),  # Dari
        ("زما مرسته وکړئ", UNKNOWN),  # Pashto
        ("یارمەتیم بدە", UNKNOWN),  # Sorani
        ("ሓገዝ የድልየኒ", UNKNOWN),
        ("мені страшно", UNKNOWN),
        ("1", UNKNOWN),
        ("😢", UNKNOWN),
        ("", UNKNOWN),
        ("اخذوا my phone تلفوني وما رجعوه", "ar"),
    ],
)
def test_letters_tell_the_language(words, language):
    assert language_of(words) == language


@pytest.mark.parametrize("words", ["1", "😢", "", "ok", "yes", "Sam"])
def test_a_text_with_few_letters_changes_no_language(words):
    assert language_of(words, "ar") == "ar"


def test_a_text_with_letters_enough_does():
    assert language_of("they took my phone", "ar") == "en"
    assert language_of("اخذوا تلفوني وما رجعوه", "en") == "ar"


def test_any_letters_are_better_than_none():
    assert language_of("hi", UNKNOWN) == "en"


@pytest.mark.parametrize(
    ("language", "offered", "reply"),
    [
        ("ar", ("en", "ar"), "ar"),
        ("ar", ("en",), "en"),
        (UNKNOWN, ("en", "ar"), "en"),
        ("en", ("cy", "en"), "en"),
        ("en", ("cy",), "cy"),
    ],
)
def test_a_reply_is_in_the_same_language_where_it_is_offered(language, offered, reply):
    assert reply_language(language, offered) == reply


@given(st.text(max_size=200), st.sampled_from(["", UNKNOWN, "en", "ar"]))
def test_any_text_has_a_language(words, known):
    assert language_of(words, known) in (UNKNOWN, "en", "ar")
