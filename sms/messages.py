"""The words of every reply, in English, marked for translation.

Held by tests, in every language: an English reply is one GSM-7 segment; a first one, and the one
that says by when somebody is found who speaks up for the child, two. In other languages it is two
UCS-2 segments, a first one five, that other one four. The first 40 letters, which a locked
phone shows, say nothing of why we write. No reply has a name, a link, the word for what this
is, anything that the child wrote, or a word that networks keep for themselves (STOP, HELP,
YES ...): that is why no answer is called by its name. Straight quotes, short sentences.
Right-to-left languages put a telephone number on a line of its own.

No advocacy service is named either, nor whoever helps where none accepts: that a phone has a text
about Coram Voice tells whoever holds it that its owner is in care and wants something changed. The
number stands alone; who answers it says who they are. Pages say the names: they are not kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from portal.domain.outgoing import What
from sms.answers import Question
from sms.prompts import Part, Prompt

# How the caller writes the times of a reply (CLDR patterns, in the reader's language); the
# tests of length use the longest day and time that these can give.
DATE = "EEEE d MMMM"
DATE_AND_TIME = "EEEE d MMMM, h:mma"


def N_(text: str) -> str:  # noqa: N802  the name that pybabel extracts by
    """The text itself, marked for translation."""
    return text


TEXTS: Mapping[Part, str] = {
    # Translators: keep %(...)s and the line breaks. Texts must stay as short as they are: see
    # the rules at the top of sms/messages.py, which tests hold you to.
    Part.FIRST: N_(
        "Hi. We got your message. Thank you.\n"
        "A person will read it by %(read_by)s. Text us more any time.\n"
        "In danger now? Call %(emergency)s, or %(helpline)s free on %(helpline_number)s."
    ),
    Part.FIRST_URGENT: N_(
        "Hi. We got your message. Thank you.\n"
        "In danger now? Call %(emergency)s.\n"
        "To talk now, free, any time: %(helpline)s, %(helpline_number)s.\n"
        "A person next reads texts: %(next_reading)s. Text us more any time."
    ),
    Part.URGENT: N_(
        "Hi. We got your message. Thank you.\n"
        "In danger now? Call %(emergency)s.\n"
        "To talk now: %(helpline)s, %(helpline_number)s.\n"
        "A person next reads texts: %(next_reading)s."
    ),
    Part.ADDED: N_("Hi. We got your message and added it."),
    Part.ADDED_LATER: N_("Hi. We got your message. We added it to what you told us before."),
    Part.THANKS: N_("Thank you. We wrote down your answer."),
    Part.THANKS_ASKED: N_(
        "Thank you. We wrote down your answer.\n"
        "Someone should be found by %(advocate_by)s."
        " If nobody is in touch by then, call %(advocate_number)s."
    ),
    Part.NO_MORE_QUESTIONS: N_("That was our last question. Text us more any time."),
    Part.NO_WORDS: N_(
        "Hi. We got your message. It had no words.\n"
        "Text us what you want us to know.\n"
        "In danger now? Call %(emergency)s, or %(helpline)s free on %(helpline_number)s."
    ),
    Part.STARTED: N_(
        "Hi. OK. You will get our texts again.\n"
        "Text us what you want us to know.\n"
        "In danger now? Call %(emergency)s, or %(helpline)s free on %(helpline_number)s."
    ),
    # Translators: nothing here may say what the words are for.
    Part.CODE_WORDS: N_("Keep these. They are just for you.\n%(code_words)s"),
    Part.TELL_US: N_(
        "Hi. Text us what you want us to know.\n"
        "In danger now? Call %(emergency)s, or %(helpline)s free on %(helpline_number)s."
    ),
    Part.LANGUAGES: "%(languages)s",
    Part.NOTED: N_("Thank you. We wrote that down. Text us more any time."),
    Part.SAY_WHAT_IS_WRONG: N_("Thank you. Text us what should be different. A person reads it."),
    Part.NOT_THEIR_PHONE: N_("Sorry. We will not text you about this again."),
    Part.WORSE: N_(
        "Thank you for saying so. A person looks at it first.\n"
        "In danger now? Call %(emergency)s.\n"
        "To talk now: %(helpline)s, %(helpline_number)s."
    ),
    Part.ASK_ADVOCATE: N_(
        "Want someone on your side to speak up for you?"
        " Reply 1 if so, 2 if not, 3 if someone you trust helps you."
    ),
    Part.ASK_CARE: N_(
        "Do you live in care, like with foster carers or in a home?"
        " Reply 1 if you do, 2 if not, 3 if not sure. You can skip this."
    ),
    Part.ASK_CONTACT: N_(
        "Is it safe to text you here about what you told us?"
        " Reply 1 if it is, 2 if not, 3 for another way."
    ),
    Part.ASK_NAME: N_("What can we call you? Text us a name if you like."),
}


SENT: Mapping[What, str] = {
    # Translators: texts that go out by themselves. They must stay short, and say nothing of what
    # this is about or of who we are.
    What.NEWS: N_(
        "Hi. There is news for you. Read it with your code words where you told us,"
        " or call %(number)s."
    ),
    What.STATEMENT: N_("Is that right? Reply 1 if it is, 2 if you want to change it."),
    What.THIS_PHONE: N_(
        "Hi. We want to text somebody who gave us this number. Is it you?"
        " Reply 1 if it is, 2 if not."
    ),
    What.MAY_ASK_LATER: N_(
        "Hi. May we text you in some weeks to ask how things are? Reply 1 if we may, 2 if not."
    ),
    What.COMEBACK: N_(
        "Hi. Some weeks have gone by. How are things for you now?"
        " Reply 1 for better, 2 for the same, 3 for worse."
    ),
    What.LATE: N_(
        "Hi. We said you would hear from us by now, and we are late. That is our fault."
        " You can ask for the next step: call %(number)s."
    ),
}
NEWS_WITHOUT_CODE_WORDS = N_(
    "Hi. There is news for you. Call %(number)s, or ask whoever speaks up for you."
)


class NoCodeWordsError(ValueError):
    """A reply is to be code words, and there are none."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is filled into a reply, written as the child reads it.

    `read_by` is a day as DATE, `next_reading` a time as DATE_AND_TIME or shorter ("today").
    `helpline_number` is free to call. `code_words` only where a reply is them. `advocate_by` is a
    day as DATE, for the reply that says it, and `advocate_number` whom to call after it.
    `languages` are ours, each on a line with its digit and in its own name; `more_languages` is
    the line that leads to them, "" where a first reply says nothing of them.
    """

    read_by: str
    next_reading: str
    emergency: str = "999"
    helpline: str = "Childline"
    helpline_number: str = "0800 1111"
    code_words: str = ""
    languages: str = ""
    more_languages: str = ""
    advocate_by: str = ""
    advocate_number: str = ""


def render(prompt: Prompt, translate: Callable[[str], str], facts: Facts) -> str:
    """The text of `prompt`, in the language of `translate`.

    :raise NoCodeWordsError: it is code words, and `facts` has none.
    """
    if prompt.opening is Part.CODE_WORDS and not facts.code_words:
        raise NoCodeWordsError
    lines = [translate(TEXTS[part]) for part in prompt.parts]
    if prompt.is_greeting and facts.more_languages and prompt.question is not Question.LANGUAGE:
        lines.append("%(more_languages)s")
    return "\n".join(lines) % asdict(facts)
