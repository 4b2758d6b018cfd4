"""Named rules that raise flags on a child's words, and say why. They never lower anything."""

from functools import cache

from portal.domain.flags import Flag, FlagName
from portal.domain.phrases import PhraseBook, elements
from portal.domain.recognition import unscreened_because
from portal.domain.rules import rule_lists, words_of_other_languages
from portal.domain.vocabulary import Vocabulary
from portal.domain.wording import plain

# Characters that are read; nobody types more at once, and reading takes time.
LONGEST = 20_000


class _Screen:
    """All rule lists, made ready once. English words and Arabic words never look alike."""

    def __init__(self) -> None:
        lists = tuple(rule_lists())
        self.languages = frozenset(rule_list.language for rule_list in lists)
        self.book = PhraseBook(
            (elements(phrase, rule_list.words), Flag(rule.flag, rule.name, rule_list.language))
            for rule_list in lists
            for rule in rule_list.rules
            for phrase in rule.phrases
        )
        known = (word for rule_list in lists for word in rule_list.known)
        spellings = dict(ways for rule_list in lists for ways in rule_list.spellings.items())
        self.vocabulary = Vocabulary(self.book.numbers, known, spellings)
        self.others = words_of_other_languages()


@cache
def _screen() -> _Screen:
    return _Screen()


def screen(words: str, language: str | None = None) -> tuple[Flag, ...]:
    """The flags that `words` raise, in order, each once. Empty where nothing was noticed.

    `language` is what the child chose on the page, None where nobody knows. It never limits which
    rules are tried; a language without rules only makes "not screened" likelier. More words
    never take away an urgent or an advocacy flag.
    """
    ready, read = _screen(), words[:LONGEST]
    readings = ready.vocabulary.read(read, LONGEST)
    flags = ready.book.found(numbers or () for _, numbers in readings)
    screened = language is None or language.lower().partition("-")[0] in ready.languages
    reason = unscreened_because(read, readings, ready.others, screened)
    # Made plain, one letter may become eighteen.
    if max(len(words), len(plain(read))) > LONGEST:
        flags.add(Flag(FlagName.NOT_SCREENED, "too-long"))
    if reason is not None:
        flags.add(Flag(FlagName.NOT_SCREENED, reason))
    return tuple(sorted(flags, key=lambda flag: (flag.name, flag.rule, flag.language or "")))
