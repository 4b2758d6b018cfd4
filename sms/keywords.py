"""Single words that networks keep for themselves, and that a child may send us all the same.

Twilio acts on them before we do: a phone that sent one of STOP's kin gets nothing more from us
until it sends START. HELP is a child asking for help, whatever Twilio answers to it.
Source: Twilio's default opt-out keywords, and `OptOutType` of Advanced Opt-Out.
"""

import re
from enum import StrEnum

from sms.digits import bare


class Keyword(StrEnum):
    """What a text that is nothing but a keyword asks for."""

    STOP = "STOP"
    START = "START"
    HELP = "HELP"


# YES lifts an opt-out at Twilio, but to us it is an answer.
_KEYWORDS = {
    **dict.fromkeys(
        ("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"),
        Keyword.STOP,
    ),
    **dict.fromkeys(("start", "unstop"), Keyword.START),
    **dict.fromkeys(("help", "info"), Keyword.HELP),
}
# "Dont text me back he looks at my phone": as good as STOP, though no network knows it. Not
# "dont text me after 9", which is for a person to read.
_DO_NOT_TEXT = re.compile(
    r"(?:please |pls |plz )?(?:stop|dont|don't|do not|dnt|never|لا) "
    r"(?:(?:text|texting|txt|txting|message|messaging|msg|reply|replying|write|answer|answering)"
    r"(?: to)? (?:me|back|this|here|again)|تراسلني|تراسلوني|ترسل لي|ترسلوا لي|ترد علي)"
    r"(?! (?:after|before|until|til|till|at|when|while|unless|if|in|on|during|between|about)\b)"
    r"(?: .*)?",
    re.DOTALL,
)
_BY_TYPE = {keyword.value: keyword for keyword in Keyword}
_LONGEST = 40
_LONGEST_SENTENCE = 320


def keyword(words: str, opt_out_type: str | None) -> Keyword | None:
    """The keyword that the whole text is, None for any other text.

    Twilio's own `opt_out_type` wins, since a council may have added words in other languages.
    Case, spaces and signs are forgiven: "Help!!" and "opt-out" count, "help me" does not.
    A text that begins by telling us not to text is STOP too.
    """
    named = _BY_TYPE.get((opt_out_type or "").upper())
    if named:
        return named
    if _DO_NOT_TEXT.fullmatch(bare(words[:_LONGEST_SENTENCE])):
        return Keyword.STOP
    if len(words) > _LONGEST:
        return None
    return _KEYWORDS.get("".join(filter(str.isalnum, words.casefold())))
