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
    **dict.fromkeys(("توقف", "وقف", "قف"), Keyword.STOP),
    **dict.fromkeys(("start", "unstop"), Keyword.START),
    **dict.fromkeys(("help", "info"), Keyword.HELP),
}
# "Dont text me back he looks at my phone": as good as STOP, though no network knows it. The whole
# text asks for it, with a reason at most that speaks of the phone: "dont text me after 9" and "dont
# text me back she says and then hits me" are for a person to read.
_TEXT = r"(?:text|txt|message|msg|reply)"
_DO_NOT_TEXT = re.compile(
    r"(?:please |pls |plz |ok |sorry |so |and )*"
    rf"(?:(?:stop|no more) (?:{_TEXT}ing|txtin|msgin|sending|replyin|{_TEXT}s|replies)"
    r"|stop messaging|stop replying"
    rf"|(?:dont|don't|do not|dnt|never) (?:{_TEXT}|message))"
    r"(?: (?:me|back|to|this|here|again|any ?more|now|on|phone|number|messages|texts|more"
    r"|please|pls|plz|ok))*"
    r"(?:(?: (?:cos|cuz|coz|because|bc))?"
    r" (?:he|she|they|someone|somebody|mum|dad|my \w+|its|it's|it)"
    r"(?: \w+){0,4} (?:phone|fone|mobile|it|texts|messages|this|them|here|safe|see|read|reads))?"
    r"|(?:لا )(?:تراسلني|تراسلوني|ترسل لي|ترسلوا لي|ترسلوا رسائل)(?: \w+){0,6}"
)
_BY_TYPE = {keyword.value: keyword for keyword in Keyword}
_LONGEST = 40
_LONGEST_SENTENCE = 100


def keyword(words: str, opt_out_type: str | None) -> Keyword | None:
    """The keyword that the whole text is, None for any other text.

    Twilio's own `opt_out_type` wins, since a council may have added words in other languages.
    Case, spaces and signs are forgiven: "Help!!" and "opt-out" count, "help me" does not.
    A text that is nothing but the wish for no texts is STOP too.
    """
    named = _BY_TYPE.get((opt_out_type or "").upper())
    if named:
        return named
    if len(words) <= _LONGEST_SENTENCE and _DO_NOT_TEXT.fullmatch(bare(words)):
        return Keyword.STOP
    if len(words) > _LONGEST:
        return None
    return _KEYWORDS.get("".join(filter(str.isalnum, words.casefold())))
