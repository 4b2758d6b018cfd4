"""What letters, and a few common words, tell of the language of a text.

Letters are from the exemplar characters of Unicode CLDR (characters.json of ar, fa, ps, ckb, ur and
uk) and from the Unicode charts; words are common ones that the other language of the same script
does not have, for review by native speakers. Where nothing tells, nobody guesses.
"""

import re
import unicodedata
from collections.abc import Callable

# BCP 47 for a language that nobody can name, and for one of which only the script says something.
UNKNOWN = "und"
ETHIOPIC = "und-Ethi"

# Letters of one language alone, of those that children write us in.
_OF_ONE_LANGUAGE = {
    "ps": re.compile("[ټځڅډړږښګڼېۍ]"),
    "ckb": re.compile("[ڕڵۆێ\u06d5]"),  # U+06D5 looks like the Arabic heh, and is another letter
    "ur": re.compile("[ٹڈڑںہۂےۓ]"),
}
# Letters that Persian has with those three, and Arabic has not. Iraqis write پ چ گ as well.
_PERSIAN = re.compile("[یکژۀ]")
_ALSO_IRAQI = re.compile("[پچگ]")
# Sindhi and Uyghur: theirs beside those above, so that they are taken for none of the three.
_OF_OTHERS = re.compile("[ٻڄڃڇڀٿٽڊڌڏڳڱڦۇۈۋ]")
_PERSIAN_WORDS = frozenset(
    "از را است هستم نیستم نيستم دارم ندارم شدم شده کردم كردم کرد كرد زدند خانه خانواده مادرم پدرم"
    " خواهم میخواهم ميخواهم ترسم میترسم ميترسم کمک كمك برای براي هیچ هيچ کسی كسي"
    " كنيد كنم ميكند ميزند روز".split()
)
# Arabic typed on a Persian keyboard is told by these: then the letters say nothing.
_ARABIC_WORDS = frozenset("انا أنا فی في هذا هذه مش مو اللی اللي والله عندی عندي".split())

_TIGRINYA = re.compile(r"^ኣ|[ቐ-ቝኸ-ዅሓ]|[ኒኩ]$")
_TIGRINYA_WORDS = frozenset("እየ እዩ እያ እዮም ናይ ምስ ካብ ናብ እቲ እታ እቶም ንዓይ የለን የብለይን ዘይ በጃኻ".split())
_AMHARIC = re.compile(r"^አ|[ኝሁል]$|ኛል|ኛለ")
_AMHARIC_WORDS = frozenset(
    "ነው ነች ናት ናቸው ነበር ላይ እኔ እኔን በጣም እባክህ እባክሽ እባክዎ ወደ ስለ ውስጥ እና ቤት የለም የለኝም".split()
)

# Latin letters of Vietnamese alone (Unicode: Latin Extended Additional), without those of Yoruba
# and Igbo; then what else a Vietnamese word may have above or below.
_VIETNAMESE = re.compile("[đơưạảấầẩẫậắằẳẵặẻếềểễệỉỏốồổỗộớờởỡợủứừửữựỷỵ]")
_MARKED = re.compile("[àáâãèéêẽẹìíĩịòóôõọùúũụỳýỹă]")
_VIETNAMESE_WORDS = frozenset("tôi không mình cháu".split())
# Words without a mark, which say nothing against it.
_UNMARKED = frozenset("em con anh ai cho sao nay mai qua ra trong theo nhau chung xa lo".split())

_UKRAINIAN = re.compile("[іїєґ]")
_NOT_UKRAINIAN = re.compile("[^а-щьюяіїєґ]")


def told_by_letters(words: str) -> str:
    """The language of `words`, which is that of the script of more than half of their letters.

    "en" is any language in Latin letters but Vietnamese, "fa" Farsi and Dari, "ckb" whatever
    Kurdish is in these letters. UNKNOWN where letters say nothing, or one thing and another.
    """
    letters = letters_of(words)
    for script, tells in _SCRIPTS:
        if len(script.findall(letters)) * 2 > len(letters):
            return tells(_words_of(unicodedata.normalize("NFC", words)))
    return UNKNOWN


def letters_of(words: str) -> str:
    """The letters alone: no signs, marks or numbers, whatever the script ("፩" is a number)."""
    return "".join(filter(str.isalpha, words))


def has_other_letters(words: str) -> bool:
    """Whether most of the letters are of another script than English is written in."""
    letters = letters_of(words)
    other = sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return other * 2 > len(letters)


def _words_of(composed: str) -> list[str]:
    return "".join(sign if sign.isalpha() else " " for sign in composed).split()


def _in_arabic_letters(words: list[str]) -> str:
    letters = "".join(words)
    if _OF_OTHERS.search(letters):
        return UNKNOWN
    counts = {tag: len(only.findall(letters)) for tag, only in _OF_ONE_LANGUAGE.items()}
    if any(counts.values()):
        return _most(counts, UNKNOWN)
    persian = len(_PERSIAN_WORDS.intersection(words))
    if _PERSIAN.search(letters):
        is_arabic = "ة" in letters or not _ARABIC_WORDS.isdisjoint(words)
        return "fa" if persian or not is_arabic else UNKNOWN
    if persian + bool(_ALSO_IRAQI.search(letters)) > 1:
        return "fa"
    return UNKNOWN if "ھ" in letters else "ar"


def _in_latin_letters(words: list[str]) -> str:
    """ "vi" where more than half of the words are marked as Vietnamese is, and not only names."""
    if all(word.isupper() for word in words):
        words = [word.lower() for word in words]
    judged = [word for word in words if word.lower() not in _UNMARKED]
    if not any(word[0].islower() and _is_vietnamese(word) for word in judged):
        return "en"
    marked = sum(_is_vietnamese(word) or bool(_MARKED.search(word.lower())) for word in judged)
    return "vi" if marked * 2 > len(judged) else "en"


def _is_vietnamese(word: str) -> bool:
    return word.lower() in _VIETNAMESE_WORDS or bool(_VIETNAMESE.search(word.lower()))


def _in_ethiopic_letters(words: list[str]) -> str:
    counts = {
        "ti": sum(word in _TIGRINYA_WORDS or bool(_TIGRINYA.search(word)) for word in words),
        "am": sum(word in _AMHARIC_WORDS or bool(_AMHARIC.search(word)) for word in words),
    }
    return _most(counts, ETHIOPIC)


def _in_cyrillic_letters(words: list[str]) -> str:
    """ "uk" where a letter tells, and none is of Russian, Belarusian or another language."""
    cyrillic = "".join(_CYRILLIC.findall("".join(words).lower()))
    is_ukrainian = _UKRAINIAN.search(cyrillic) and not _NOT_UKRAINIAN.search(cyrillic)
    return "uk" if is_ukrainian else UNKNOWN


def _in_bengali_letters(words: list[str]) -> str:
    """ "bn" without the two letters of Assamese."""
    return UNKNOWN if re.search("[ৰৱ]", "".join(words)) else "bn"


def _most(counts: dict[str, int], otherwise: str) -> str:
    """The language of most; `otherwise` where two have as much."""
    first, second, *_ = sorted(counts, key=lambda tag: -counts[tag])
    return first if counts[first] > counts[second] else otherwise


_CYRILLIC = re.compile("[\u0400-\u052f]")
_SCRIPTS: tuple[tuple[re.Pattern[str], Callable[[list[str]], str]], ...] = (
    (
        re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]"),
        _in_arabic_letters,
    ),
    (re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"), _in_latin_letters),
    (
        re.compile("[\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f]"),
        _in_ethiopic_letters,
    ),
    (_CYRILLIC, _in_cyrillic_letters),
    (re.compile("[\u0980-\u09ff]"), _in_bengali_letters),
    (re.compile("[\u0a00-\u0a7f]"), lambda _words: "pa"),  # Gurmukhi writes nothing else today
)
