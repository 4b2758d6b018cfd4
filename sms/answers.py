"""What a text answers, given what we asked last. An answer is a note beside the words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.taxonomy import LookedAfter, TextsAllowed, YesNo
from sms.digits import bare, choice


class Question(StrEnum):
    """What the text line asks, in this order. Every one of them may be left unanswered."""

    ADVOCATE = "advocate"
    CARE = "care"
    CONTACT = "contact"
    NAME = "name"


class Outside(StrEnum):
    """What a text of ours asks by itself, outside a telling (sms.asking)."""

    THIS_PHONE = "this_phone"
    STATEMENT = "statement"
    MAY_ASK_LATER = "may_ask_later"
    COMEBACK = "comeback"

    @property
    def choices(self) -> int:
        """How many answers it has."""
        return 3 if self is Outside.COMEBACK else 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What one text answered: one field at most, None means this text said nothing of it.

    Beside `wants_advocate` NO, `trusted` says that somebody they trust helps them. All are None,
    and `question` is NAME, where a child was asked for a name and said no.
    """

    question: Question
    wants_advocate: YesNo | None = None
    trusted: bool = False
    looked_after: LookedAfter | None = None
    texts_allowed: TextsAllowed | None = None
    name: str | None = None


# By question, what the reply 1, 2 and 3 means. Whom an advocate should not be, and who it is that
# a child trusts, is never guessed from a text: "not sarah" may mean anybody and anything. It is
# kept as words like all else, and people read it.
_CHOICES: Mapping[Question, tuple[Answer, ...]] = {
    Question.ADVOCATE: (
        Answer(Question.ADVOCATE, wants_advocate=YesNo.YES),
        Answer(Question.ADVOCATE, wants_advocate=YesNo.NO),
        Answer(Question.ADVOCATE, wants_advocate=YesNo.NO, trusted=True),
    ),
    Question.CARE: tuple(
        Answer(Question.CARE, looked_after=where)
        for where in (LookedAfter.YES, LookedAfter.NO, LookedAfter.NOT_SURE)
    ),
    Question.CONTACT: tuple(
        Answer(Question.CONTACT, texts_allowed=what)
        for what in (
            TextsAllowed.ABOUT_IT,
            TextsAllowed.NEUTRAL_ONLY,
            TextsAllowed.ANOTHER_WAY,
        )
    ),
}
_NO = 2

# A leaflet may tell children to put this word before every text.
_LEAFLET_PREFIX = re.compile(r"\A\s*complaints?\b[\s:,.-]*", re.IGNORECASE)
_MY_NAME_IS = re.compile(r"\A\s*(?:my name(?:['’]?s| is)|name is|call me)\s+", re.IGNORECASE)
# Yes or no in one language and a name in another: asked for a name, it is a name.
_NAMES_TOO = frozenset({"da", "jo", "maya", "nie", "nu", "po", "tak", "ye"})
_NAME_WORDS = 4
_NAME_LETTERS = 40
_SENTENCE_SIGNS = "?!\n"
# A text that is one word of the first list is not a name; nor is one of two to four words that
# has any of either list: short sentences are made of them.
_PLEASANTRIES = """
    hello help hey hi idk k ok okay please sorry start sure thank thanks thx ty
    what why
"""
_SENTENCE_WORDS = """
    a and are at bad can cant dont for from get got had has hate hates he her him his hit how hurt
    hurts i im in is isnt it its just like me mean my need nice no not of off on out sad scared she
    so stop tell that the them they this to too upset us want was we when where who with wont yes
    you your
"""
_NEVER_A_NAME = frozenset(_PLEASANTRIES.split())
_NEVER_IN_A_NAME = _NEVER_A_NAME | frozenset(_SENTENCE_WORDS.split())


def answer(question: Question | None, words: str, *, is_flagged: bool) -> Answer | None:
    """What `words` answer to the question that waits; None where they are just words.

    `is_flagged` says that screening raised a flag on them: such words are nobody's name.
    """
    if question is None:
        return None
    said = _LEAFLET_PREFIX.sub("", words)
    if question is Question.NAME:
        return None if is_flagged else _name_answer(said)
    chosen, answers = choice(said), _CHOICES[question]
    return answers[chosen - 1] if chosen and chosen <= len(answers) else None


def outside_answer(question: Outside, words: str) -> int | None:
    """Which of its answers `words` give, counted from 1; None where they are just words."""
    chosen = choice(_LEAFLET_PREFIX.sub("", words))
    return chosen if chosen and chosen <= question.choices else None


def _name_answer(said: str) -> Answer | None:
    chosen = None if bare(said) in _NAMES_TOO else choice(said)
    if chosen and not any(c.isdigit() for c in said):
        return Answer(Question.NAME) if chosen == _NO else None
    name = _MY_NAME_IS.sub("", said).strip()
    return Answer(Question.NAME, name=name) if _could_be_a_name(name) else None


def _could_be_a_name(text: str) -> bool:
    words = [re.sub(r"['’]", "", word) for word in bare(text).split()]
    telling = _NEVER_A_NAME if len(words) == 1 else _NEVER_IN_A_NAME
    return (
        1 <= len(words) <= _NAME_WORDS
        and len(text) <= _NAME_LETTERS
        and not any(c.isdigit() or c in _SENTENCE_SIGNS for c in text)
        and telling.isdisjoint(words)
    )
