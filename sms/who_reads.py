"""What a text says of whoever reads this phone: that it is not safe, not theirs, or an adult's.

It takes no word away and flags nothing. What it finds only makes the line say less.
"""

from __future__ import annotations

import re

from sms.digits import bare

_LONGEST = 320
_LONGEST_ANSWER = 120
_MY = r"(?:my|me|mi|this|the)"
_PHONE = r"(?:phone|fone|phne|mobile|mob|texts|txts|messages|msgs|number)"
_READS = r"(?:reads?|checks?|looks? (?:at|through)|goes through|sees?|watch(?:es)?)"
_NOT = r"(?:isnt|isn't|is not|aint|ain't|not|its not|it's not|it isnt|it isn't)"
# "She reads my phone", "it's my carer's phone", "dont text". Not "he took my phone", which is what
# most tell us about.
_UNSAFE = re.compile(
    rf"\b{_READS} (?:all )?{_MY} {_PHONE}\b"
    rf"|\b{_NOT} (?:really )?safe (?:to|for (?:you|u) to) (?:text|txt|message|msg|reply|write)\b"
    rf"|\b(?:this )?{_NOT} (?:my|mine) (?:phone|fone|number)\b"
    r"|\b(?:its|it's|this is|on|using) (?:(?:my|our|a|the) )?(?:her|his|their|mum|mom|dad|nan|carer"
    r"|foster \w+|sister|brother|friend|mate|staff|someone|somebody|shared)(?:s|'s)?"
    r" (?:phone|fone)\b"
    # An order to us: "they dont reply to me" is what many tell us about.
    r"|(?:^|\b(?:please|pls|plz|so|and|but|ok|gtg|g2g|here) )(?:dont|don't|do not|dnt|stop) "
    r"(?:(?:text|txt|message|msg|texting|txting|messaging)(?: (?:me|back|here|this|now|on)\b|$)"
    r"|repl(?:y|ying)(?: (?:to this|back|here|on)\b|$))"
    r"|(?:تشوف|يشوف|تقرأ|يقرأ|تفتش|يفتش|بتشوف|بيشوف) (?:تلفوني|جوالي|هاتفي|موبايلي|رسائلي)"
)
# Only as an answer to whether it is safe: "not safe" alone may be a call for help.
_NOT_SAFE = re.compile(
    r"(?:2 |no |nope |nah )*(?:its |it's |it is |thats |really )?(?:not|isnt|isn't|aint) "
    r"(?:really )?(?:safe|private)(?: (?:to )?(?:text|txt|here|on here|my|she|he|they|cos|cuz).*)?"
)
_WRONG = (
    r"(?:sorry |hi |hello |no )*(?:i think )?(?:(?:you have|youve|you've|u have|u|you) )?"
    r"(?:(?:got|have) )?(?:the )?wrong (?:number|num|person|phone)(?: mate| sorry| pal| love)*"
    r"|(?:sorry )?(?:this|it) (?:isnt|isn't|is not|aint|ain't)"
    r" (?:his|her|hers|their|theirs|your friends) (?:phone|fone|number)(?: any ?more)?"
)
_WRONG_PERSON = re.compile(_WRONG)
# Where we asked whose phone it is, less is enough.
_NOT_ME = re.compile(
    rf"{_WRONG}"
    r"|(?:no |nope |nah |sorry )*(?:this |it |its )?(?:not|isnt|isn't|is not|aint)"
    r" (?:me|him|her|them)(?: sorry| mate)?"
    r"|(?:no|nope|nah|na) (?:sorry|mate|its not|it isnt|it's not|not me|wrong \w+)(?: mate)?"
    r"|(?:this is |its |it's )?(?:a |my )?new (?:phone|number)(?: .{0,20})?"
    r"|this is my (?:phone|number) now"
)
_WHO_IS_THIS = re.compile(
    r"(?:\w+ ){0,5}who(?: is|s|'s| are| r)? (?:this|you|u|dis|texting)(?: please| pls| and .*)?"
    r"|whose number\b.*"
    r"|(?:is )?this (?:is )?(?:the )?(?:social services|council|a complaint|complaint).*"
    r"|.*\bdo not (?:contact|text|message|call) (?:this|my) (?:number|phone|child|son|daughter)\b.*"
    r"|.*\byou (?:have|ve got|got) the wrong (?:number|person|phone)\b.*"
    r"|hello\W* this is (?:her|his|their|\w+s) (?:mum|mother|dad|father|carer|foster).*",
    re.DOTALL,
)
_AT_WORK = re.compile(
    r"\b(?:i am|im|i'm|this is|my name is)\b.{0,40}\b(?:an? |the |her |his |their |your )?"
    r"(?:advocate|social worker|personal adviser|personal advisor|support worker|key ?worker"
    r"|foster carer|independent visitor|reviewing officer|iro|teacher|guardian|solicitor)\b"
)
_MINE = re.compile(r"\b(?:my|me) (?:advocate|social worker|teacher|foster carer|support worker)")


def says_unsafe(words: str) -> bool:
    """Whether somewhere in it stands that texts to this phone are seen by others, or not wanted."""
    return bool(_UNSAFE.search(bare(words[:_LONGEST])))


def answers_unsafe(words: str) -> bool:
    """Whether it says so where we asked just that."""
    said = bare(words[:_LONGEST])
    short = len(words) <= _LONGEST_ANSWER
    return bool(_UNSAFE.search(said)) or (short and bool(_NOT_SAFE.fullmatch(said)))


def says_wrong_person(words: str, *, is_asked: bool) -> bool:
    """Whether the whole text says that the phone is not of whom we mean.

    `is_asked`: we asked just that, so that "not me" says so too.
    """
    if len(words) > _LONGEST_ANSWER or "?" in words:
        return False
    return bool((_NOT_ME if is_asked else _WRONG_PERSON).fullmatch(bare(words)))


def asks_who_we_are(words: str) -> bool:
    """Whether it reads as somebody else's who has picked the phone up, and wants to know."""
    return bool(_WHO_IS_THIS.fullmatch(bare(words[:_LONGEST])))


def is_of_an_adult_at_work(words: str) -> bool:
    """Whether it begins as an advocate, a social worker, or another adult who looks after them."""
    said = bare(words[:_LONGEST])
    return bool(_AT_WORK.search(said)) and not _MINE.search(said)
