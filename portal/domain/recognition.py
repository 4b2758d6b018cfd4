"""Whether a text seems to be in a language that has no danger rules, so that nobody screened it."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from portal.domain.vocabulary import Reading
from portal.domain.wording import bounded, plain

# A letter that is neither Latin nor Arabic script.
_OTHER_SCRIPT = re.compile(
    "[^\\W\\d_A-Za-zªºÀ-ɏḀ-ỿ\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
)
# Letters of the Arabic script that Arabic itself does not use: Dari, Pashto, Sorani, Urdu.
_OTHER_ARABIC = re.compile(
    "[\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff]"
)
# A small Latin letter with a mark that English words do not have, in a word that is no name.
_OTHER_LATIN = re.compile(r"(?<!\w)[^\W\d_A-ZÀ-ÞĀ]*[ß-æëì-öø-ɏḁ-ỿ]\w*")
_ENGLISH_MARKS = dict.fromkeys(map(ord, "èéêïñô"), "e")
_NAME = re.compile(r"(?<!\w)[^\W\d_a-z]\w*[a-z]\w*")

_FEWEST_TO_JUDGE = 4  # words: a shorter text may be a name
_WINDOW = 5  # words in a row that are judged together, so that one foreign sentence is seen


def unscreened_because(
    words: str,
    readings: Sequence[tuple[str, Reading]],
    others: Collection[str],
    screened: bool,
) -> str | None:
    """The name of the reason why `words` count as not screened, or None where they were.

    `others` are words of languages without rules. `screened` is False where the child chose such
    a language: then one unknown word is enough.
    """
    if not words.isascii():
        letters = _other_letters(words)
        if letters is not None:
            return letters
    if any(token in others for token, _ in readings):
        return "other-language-word"
    unknown = [token for token, reading in readings if reading is None]
    if unknown and not screened:
        return "language-without-rules"
    if len(unknown) * 2 >= _FEWEST_TO_JUDGE and _few_are_known(words, readings):
        return "few-known-words"
    return None


def _other_letters(words: str) -> str | None:
    composed = unicodedata.normalize("NFKC", bounded(words))
    if _OTHER_SCRIPT.search(composed):
        return "other-script"
    if _OTHER_ARABIC.search(composed):
        return "other-arabic-letters"
    if _OTHER_LATIN.search(composed.translate(_ENGLISH_MARKS)):
        return "other-latin-letters"
    return None


def _few_are_known(words: str, readings: Sequence[tuple[str, Reading]]) -> bool:
    spoken = [(token, reading is not None) for token, reading in readings if _is_a_word(token)]
    names = {plain(name) for name in _NAME.findall(words)}
    without_names = [(token, known) for token, known in spoken if known or token not in names]
    # A text in which every word begins with a capital is no row of names.
    judged = without_names if len(without_names) * 2 > len(spoken) else spoken
    if len(judged) < _FEWEST_TO_JUDGE:
        return False
    starts = range(max(1, len(judged) - _WINDOW + 1))
    return any(_are_few(judged[start : start + _WINDOW]) for start in starts)


def _is_a_word(token: str) -> bool:
    return len(token) > 1 and token.isalpha()


def _are_few(judged: Sequence[tuple[str, bool]]) -> bool:
    """Half or less in Latin letters; a third or less in Arabic, which has many more forms."""
    known = sum(is_known for _, is_known in judged)
    return known * (2 if judged[0][0].isascii() else 3) <= len(judged)
