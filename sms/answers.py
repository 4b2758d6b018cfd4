"""What a text answers, given what we asked last. An answer is a note beside the words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.taxonomy import LookedAfter, TextsAllowed, YesNo
from sms.digits import bare, choice, chosen_in, digit, number
from sms.names import could_be_a_name, name_in
from sms.who_reads import answers_unsafe


class Question(StrEnum):
    """What the text line asks, in this order. Every one of them may be left unanswered.

    LANGUAGE is asked where we do not answer in theirs, and whenever they ask for it.
    """

    ADVOCATE = "advocate"
    CONTACT = "contact"
    CARE = "care"
    NAME = "name"
    LANGUAGE = "language"


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
    and `question` is NAME, where a child was asked for a name and said no. `language` is the one
    that they chose, as a BCP 47 tag.
    """

    question: Question
    wants_advocate: YesNo | None = None
    trusted: bool = False
    looked_after: LookedAfter | None = None
    texts_allowed: TextsAllowed | None = None
    name: str | None = None
    language: str | None = None


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
_NO, _OTHER = 2, 3
_NO_BECAUSE = re.compile(
    r"(?:2|no|nope|nah) (?:cos|cuz|coz|bc|because|she|he|they|my|its|it's|not)\b"
)
_ANOTHER_WAY = re.compile(
    r"(?:3 |no )*(?:another way|other way|(?:a )?different way|e ?mail|ring|call|phone|tell"
    r"|write to|letter|at school|in person|whatsapp|طريقة أخرى|بطريقة أخرى)\b(?! you)"
)

# It is in every script, and no emergency number is made of it.
LANGUAGES_DIGIT = 8
_ASKS_FOR_LANGUAGE = re.compile(
    r"(?:(?:i )?(?:want|need|speak|prefer)|(?:do|can) (?:you|u) (?:speak|text|do|write)(?: in)?|in"
    r"|اريد|أريد|بدي|هل تتكلم|بال)? ?(?P<language>[^ ]+)"
)
_LANGUAGE_WORDS = frozenset({
    "language", "languages", "other language", "another language", "change language",
    "لغة", "اللغة", "لغة أخرى", "زبان", "ژبه", "زمان", "ቋንቋ", "мова", "ngôn ngữ", "gjuha", "luqad",
})  # fmt: skip
_LANGUAGE_NAMES = frozenset({
    "arabic", "farsi", "dari", "persian", "pashto", "kurdish", "sorani", "kurmanji", "tigrinya",
    "amharic", "vietnamese", "albanian", "somali", "ukrainian", "russian", "welsh", "english",
    "urdu", "bengali", "punjabi", "romanian", "polish", "french", "عربي", "العربية", "بالعربي",
    "فارسی", "دری", "پښتو", "کوردی", "ትግርኛ", "አማርኛ", "українська", "shqip", "soomaali", "cymraeg",
})  # fmt: skip
_BETTER, _SAME, _WORSE = 1, 2, 3
# Yes and no answer nothing there: "no" may well be that it is no better.
_HOW_IT_IS = {
    **dict.fromkeys(("better", "its better", "it's better", "a bit better"), _BETTER),
    **dict.fromkeys(("same", "the same", "its the same", "still the same"), _SAME),
    **dict.fromkeys(("worse", "its worse", "it's worse", "much worse", "way worse"), _WORSE),
    **dict.fromkeys(("أحسن", "احسن", "افضل", "أفضل"), _BETTER),
    **dict.fromkeys(("نفس الشيء", "نفس الشي", "مثل ما هو"), _SAME),
    **dict.fromkeys(("أسوأ", "اسوأ", "اسوء"), _WORSE),
}

# A leaflet may tell children to put this word before every text.
_LEAFLET_PREFIX = re.compile(r"\A\s*complaints?\b[\s:,.-]*", re.IGNORECASE)
# Yes or no in one language and a name in another: asked for a name, it is a name.
_NAMES_TOO = frozenset({"da", "jo", "maya", "nie", "nu", "po", "tak", "ye"})


def answer(question: Question | None, words: str, *, is_flagged: bool) -> Answer | None:
    """What `words` answer to the question that waits; None where they are just words.

    `is_flagged` says that screening found danger in them: such words are nobody's name. For
    LANGUAGE there is `language_answer`. Where we asked whether texts are safe, a text that says in
    any words that they are not answers no, or another way where it says which.
    """
    if question is None or question is Question.LANGUAGE:
        return None
    said = _LEAFLET_PREFIX.sub("", words)
    if question is Question.NAME:
        return None if is_flagged else _name_answer(said)
    chosen, answers = choice(said), _CHOICES[question]
    if question is Question.CONTACT and chosen is None:
        chosen = _how_unsafe(said)
    return answers[chosen - 1] if chosen and chosen <= len(answers) else None


def _how_unsafe(said: str) -> int | None:
    """2 or 3 where words say that texts to this phone are not safe, or name another way."""
    if _ANOTHER_WAY.match(bare(said)):
        return _OTHER
    is_no = answers_unsafe(said) or _NO_BECAUSE.match(bare(said))
    return _NO if is_no else None


def language_answer(words: str, offered: Sequence[str]) -> Answer | None:
    """Which of the languages `words` choose, by its place among those `offered`, from 1."""
    chosen = number(words)
    if chosen is None or chosen > len(offered):
        return None
    return Answer(Question.LANGUAGE, language=offered[chosen - 1])


def outside_answer(question: Outside, words: str) -> int | None:
    """Which of its answers `words` give, counted from 1; None where they are just words."""
    said = _LEAFLET_PREFIX.sub("", words)
    chosen = chosen_in(said, _HOW_IT_IS) if question is Outside.COMEBACK else choice(said)
    return chosen if chosen and chosen <= question.choices else None


def _name_answer(said: str) -> Answer | None:
    chosen = None if bare(said) in _NAMES_TOO else choice(said)
    if chosen and not any(c.isdigit() for c in said):
        return Answer(Question.NAME) if chosen == _NO else None
    name = name_in(said)
    return Answer(Question.NAME, name=name) if could_be_a_name(name) else None


def wants_languages(words: str) -> bool:
    """Whether the whole text asks for our languages: 8, in any script, or the word."""
    return digit(words) == LANGUAGES_DIGIT or names_languages(words)


def names_languages(words: str) -> bool:
    """Whether it asks so in words: "language", "I want Arabic"."""
    said = bare(words).removesuffix(" please")
    asked = _ASKS_FOR_LANGUAGE.fullmatch(said)
    return said in _LANGUAGE_WORDS or bool(asked and asked["language"] in _LANGUAGE_NAMES)
