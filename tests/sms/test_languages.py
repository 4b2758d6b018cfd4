import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.desk.language_names import language_name
from portal.domain.flags import FlagName
from portal.domain.screening import screen
from sms.languages import is_answered_in, kept_language, language_of, reply_language
from sms.letters import UNKNOWN
from tests.sms.sentences import SENTENCES

TAGS = ["am", "ar", "bn", "ckb", "en", "fa", "pa", "ps", "ti", "uk", "und", "und-Ethi", "ur", "vi"]
NO_LETTERS_OF_ARABIC = "یکےہںٹڈڑۆێەڕڵژټډړږښڼګېۍۀ"

written = st.lists(st.sampled_from([word for _, said in SENTENCES for word in said.split()]))
written = written.map(" ".join)
signs = st.characters(categories=("P", "S", "Zs", "N"))


@pytest.mark.parametrize("tag", TAGS)
def test_every_language_found_has_a_name_and_fits_where_it_is_kept(tag):
    assert language_name(tag) != tag
    assert len(tag) <= 16


@pytest.mark.parametrize(("language", "words"), SENTENCES)
def test_letters_tell_the_language(language, words):
    assert language_of(words) == language


@pytest.mark.parametrize(("language", "words"), SENTENCES)
def test_what_has_no_rules_is_screened_as_before(language, words):
    if language not in ("ar", "en"):
        assert set(screen(words, language)) >= set(screen(words, UNKNOWN))


@pytest.mark.parametrize(
    ("language", "words"), [case for case in SENTENCES if case[0] not in ("ar", "en", UNKNOWN)]
)
def test_what_has_no_rules_is_flagged_as_not_screened(language, words):
    assert FlagName.NOT_SCREENED in {flag.name for flag in screen(words, language)}


@pytest.mark.parametrize("words", ["می‌خواهم انتحر", "غواړم انتحر", "دەمەوێت انتحر"])
def test_arabic_danger_in_another_language_is_danger(words):
    found = screen(words, language_of(words))

    assert language_of(words) != "ar"
    assert FlagName.URGENT in {flag.name for flag in found}
    assert set(found) >= set(screen(words, "ar"))


@pytest.mark.parametrize("words", ["1", "😢", "", "ok", "yes", "Sam"])
def test_a_text_with_few_letters_changes_no_language(words):
    assert language_of(words, "ar") == "ar"


def test_a_text_with_letters_enough_does():
    assert language_of("they took my phone", "ar") == "en"
    assert language_of("اخذوا تلفوني وما رجعوه", "en") == "ar"


def test_any_letters_are_better_than_none():
    assert language_of("hi", UNKNOWN) == "en"


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("دوی زما کتاب نه راکوی او بیا هلته", "ps"),
        ("من از خانه کاکایم می‌ترسم", "fa-AF"),
        ("ሰላም ትማሊ ምሸት ጓል ሓንቲ ሰብ", "ti"),
        ("ok", "und-Ethi"),
    ],
)
def test_letters_that_say_less_change_no_language(words, known):
    assert language_of(words, known) == known


def test_few_letters_tell_which_language_of_a_script_it_is():
    assert language_of("ሰላም") == "und-Ethi"
    assert language_of("ነው", "und-Ethi") == "am"


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


@given(st.text(max_size=200) | written, st.sampled_from(["", *TAGS]))
def test_any_text_has_a_language(words, known):
    assert language_of(words, known) in TAGS


@given(written, st.text(signs, max_size=20), st.text(signs, max_size=20))
def test_signs_and_emoji_around_words_change_nothing(words, before, after):
    assert language_of(before + words + after) == language_of(words)


@given(written, st.sampled_from(NO_LETTERS_OF_ARABIC))
def test_a_text_with_a_letter_that_arabic_has_not_is_never_arabic(words, letter):
    assert language_of(words + letter) != "ar"


@pytest.mark.parametrize(
    ("words", "known", "language"),
    [("خطر", "en", "ar"), ("help", "ar", "ar"), ("999", "ar", "ar")],
)
def test_words_of_danger_turn_the_language_however_few_but_latin_ones(words, known, language):
    assert language_of(words, known, is_danger=True) == language


@pytest.mark.parametrize(
    ("found", "chosen", "kept"),
    [
        ("en", "ar", "ar"),  # English letters, who asked for Arabic
        ("und", "ar", "ar"),
        ("ti", "ar", "ti"),  # the letters say Tigrinya: an interpreter for that
        ("und-Ethi", "am", "am"),
        ("fa", "fa-AF", "fa-AF"),
        ("ar", None, "ar"),
    ],
)
def test_the_record_names_the_language_an_interpreter_is_found_by(found, chosen, kept):
    assert kept_language(found, chosen) == kept


@pytest.mark.parametrize(
    ("language", "offered", "is_answered"),
    [
        ("ti", ("en", "ar"), False),
        ("ar", ("en", "ar"), True),
        (UNKNOWN, ("en",), True),
        ("", ("en",), True),
        ("fa", ("en", "fa-AF"), True),
        ("und-Ethi", ("en", "ti", "am"), False),
    ],
)
def test_who_is_not_answered_in_their_language_is_known(language, offered, is_answered):
    assert is_answered_in(language, offered) == is_answered
