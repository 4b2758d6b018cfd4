"""What the text line can say: which pieces make up each reply. Their words are in messages."""

from dataclasses import dataclass
from enum import StrEnum

from sms.answers import Question


class Part(StrEnum):
    """One piece of a reply."""

    FIRST = "first"
    FIRST_URGENT = "first_urgent"
    URGENT = "urgent"
    ADDED = "added"
    ADDED_LATER = "added_later"
    THANKS = "thanks"
    THANKS_ASKED = "thanks_asked"
    NO_MORE_QUESTIONS = "no_more_questions"
    NO_WORDS = "no_words"
    STARTED = "started"
    CODE_WORDS = "code_words"
    NOTED = "noted"
    SAY_WHAT_IS_WRONG = "say_what_is_wrong"
    NOT_THEIR_PHONE = "not_their_phone"
    WORSE = "worse"
    TELL_US = "tell_us"
    LANGUAGES = "languages"
    ASK_ADVOCATE = "ask_advocate"
    ASK_CARE = "ask_care"
    ASK_CONTACT = "ask_contact"
    ASK_NAME = "ask_name"


_ASK = {
    Question.ADVOCATE: Part.ASK_ADVOCATE,
    Question.CARE: Part.ASK_CARE,
    Question.CONTACT: Part.ASK_CONTACT,
    Question.NAME: Part.ASK_NAME,
    Question.LANGUAGE: Part.LANGUAGES,
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One reply: an opening, and a question or nothing more."""

    opening: Part
    question: Question | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The pieces of the reply, in order."""
        if self.question:
            return tuple(dict.fromkeys((self.opening, _ASK[self.question])))
        if self.opening in (Part.THANKS, Part.THANKS_ASKED):
            return (self.opening, Part.NO_MORE_QUESTIONS)
        return (self.opening,)

    @property
    def is_greeting(self) -> bool:
        """Whether it is the first reply of a telling."""
        return self.opening in (Part.FIRST, Part.FIRST_URGENT)

    @property
    def says_by_when(self) -> bool:
        """Whether it says by when somebody should be found who speaks up for the child."""
        return self.opening is Part.THANKS_ASKED

    @property
    def is_urgent(self) -> bool:
        """Whether it answers danger."""
        return self.opening in (Part.URGENT, Part.FIRST_URGENT, Part.WORSE)


@dataclass(frozen=True, slots=True)
class Told:
    """What went back before the text was in the database: `prompt` None and "" for silence."""

    prompt: Prompt | None = None
    words: str = ""

    @property
    def is_urgent(self) -> bool:
        """Whether it answered danger."""
        return self.prompt is not None and self.prompt.is_urgent


# All that advance() can answer with; the tests of the words go through it.
_OF_A_TELLING = tuple(question for question in Question if question is not Question.LANGUAGE)
EVERY_PROMPT = (
    *(Prompt(Part.FIRST, question) for question in Question),
    *(Prompt(Part.FIRST_URGENT, question) for question in (Question.ADVOCATE, Question.LANGUAGE)),
    *map(Prompt, (Part.FIRST, Part.FIRST_URGENT)),
    *(Prompt(Part.ADDED, question) for question in _OF_A_TELLING),
    *(
        Prompt(thanks, question)
        for thanks in (Part.THANKS, Part.THANKS_ASKED)
        for question in _OF_A_TELLING
        if question != Question.ADVOCATE
    ),
    Prompt(Part.LANGUAGES, Question.LANGUAGE),
    Prompt(Part.TELL_US),
    *map(Prompt, (Part.URGENT, Part.STARTED, Part.NO_WORDS, Part.CODE_WORDS)),
    *map(Prompt, (Part.ADDED, Part.ADDED_LATER, Part.THANKS, Part.THANKS_ASKED)),
    *map(Prompt, (Part.NOTED, Part.SAY_WHAT_IS_WRONG, Part.NOT_THEIR_PHONE, Part.WORSE)),
)
