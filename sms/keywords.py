"""Single words that networks keep for themselves, and that a child may send us all the same.

Twilio acts on them before we do: a phone that sent one of STOP's kin gets nothing more from us
until it sends START. HELP is a child asking for help, whatever Twilio answers to it.
Source: Twilio's default opt-out keywords, and `OptOutType` of Advanced Opt-Out.
"""

from enum import StrEnum


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
_BY_TYPE = {keyword.value: keyword for keyword in Keyword}
_LONGEST = 40


def keyword(words: str, opt_out_type: str | None) -> Keyword | None:
    """The keyword that the whole text is, None for any other text.

    Twilio's own `opt_out_type` wins, since a council may have added words in other languages.
    Case, spaces and signs are forgiven: "Help!!" and "opt-out" count, "help me" does not.
    """
    named = _BY_TYPE.get((opt_out_type or "").upper())
    if named or len(words) > _LONGEST:
        return named
    return _KEYWORDS.get("".join(filter(str.isalnum, words.casefold())))
