"""What a flag says to an adult: its name, the rule that raised it, and why, in a sentence."""

from __future__ import annotations

from functools import cache

from portal.domain.flags import Flag, FlagName
from portal.domain.rules import rule_lists

FLAG_LABELS = {
    FlagName.URGENT: "Urgent",
    FlagName.ADVOCACY: "Someone to speak up",
    FlagName.NOT_SCREENED: "Not screened",
    FlagName.OPTED_OUT: "No texts",
    FlagName.SUSPECT: "Looks odd",
    FlagName.UNREACHED: "Not reached",
}
# Reasons that are no rule on words: what was answered, and how it came.
NOT_FROM_WORDS = {
    "answered-not-safe": "They answered that they are not safe.",
    "answered-not-sure-if-safe": "They answered that they are not sure whether they are safe.",
    "asked-for-help": "They texted for help.",
    "did-not-want-this": "Somebody else told us, and the child says that they did not want this.",
    "told-to-stop": "They want it to stop, and say that somebody told them to.",
    "not-sure-if-told-to-stop": "They want it to stop, and are not sure if somebody told them to.",
    "worse-since": "It got worse after what they told us before was closed.",
    "text-not-delivered": "A text of ours did not reach the phone. Reach them another way.",
    "text-failed": "A text of ours could not be sent. Reach them another way.",
    "text-refused": "A text of ours was held back: it was not safe any more. Read why.",
    "phone-not-confirmed": "A text of ours waits: for three days nobody said whose phone it is.",
    "wrong-phone": "Whoever has that phone now says that it is not the child's.",
    "asked": "They asked for someone to speak up for them.",
    "opted-out": "They texted STOP or a word like it, so no text reaches them.",
    "photo-or-recording": "A photo or a recording came with it, and no rule sees into one.",
    "too-long": "It is longer than the rules read: read all of it for danger.",
    "other-script": "It is in letters that no rule reads: have it read for danger.",
    "other-arabic-letters": "It is in Arabic letters but not in Arabic: have it read for danger.",
    "other-latin-letters": "It is in a language that no rule reads: have it read for danger.",
    "other-language-word": "It has words that no rule reads: have it read for danger.",
    "language-without-rules": "No rule reads the language they chose: have it read for danger.",
    "few-known-words": "The rules know few of its words: read it for danger.",
    "written-very-fast": "It was written faster than a person types. It may still be real.",
    "many-from-one-address": "Many came from one connection, as from a home. It may still be real.",
    "form-not-ours": "It came from a form that is not ours. It may still be real.",
    "hidden-box-filled": "A box that people do not see was filled in. It may still be real.",
}


def rule_label(flag: Flag) -> str:
    """The rule's name as a page says it: "hit-or-hurt" is "Hit or hurt"."""
    return flag.rule.replace("-", " ").capitalize()


def why(flag: Flag) -> str:
    """Why it was raised; "" for a rule that was given up since."""
    return NOT_FROM_WORDS.get(flag.rule) or _from_words().get(flag.rule, "")


@cache
def _from_words() -> dict[str, str]:
    return {rule.name: rule.why for listed in rule_lists() for rule in listed.rules}
