"""Whether a text that answers what to call somebody is a name, and which."""

import re

from sms.digits import bare

_MY_NAME_IS = re.compile(
    r"\A\s*(?:(?:hi|hello|hey|ok|yes|yeah)[\s,.!-]+)?"
    r"(?:(?:my )?name(?:['’]?s| is)|(?:you can |u can |just )?call me|اسمي|إسمي|نامم|اسمم)\s+",
    re.IGNORECASE,
)
# "im tired" is no name and "im Amina" is: whoever writes names so writes them with a capital.
_I_AM = re.compile(
    r"\A\s*(?:i['’]?m|i am|it['’]?s|this is|its me|they call me)\s+(?=\w)", re.IGNORECASE
)
_SIGNS_AFTER = " .,"
_NAME_WORDS = 4
_NAME_LETTERS = 40
_SENTENCE_SIGNS = "?!؟،/\n"
# A text that is one word of the first list is not a name; nor is one of two to four words that
# has any of either list: short sentences are made of them.
_PLEASANTRIES = """
    hello help hey hi idk k ok okay please sorry start sure thank thanks thx ty
    what why whatever lol lmao ffs wtf omg brb gtg g2g ttyl bye cya skip pass na none nothing
    nobody noone secret anonymous anon idc dunno dno maybe later already stop wait shh shush
    ليش شو ما لا مش ولا لماذا ماذا
"""
_SENTENCE_WORDS = """
    a and are at bad can cant dont for from get got had has hate hates he her him his hit how hurt
    hurts i im in is isnt it its just like me mean my need nice no not of off on out sad scared she
    so stop tell that the them they this to too upset us want was we when where who with wont yes
    you your already another thing told coming gonna going now shes hes theyre were yet lied lies
    says did does done mums dads cause cos cuz because again never always want wanna nothing
    social worker carer
    ما بدي مش انا أنا هو هي في من على
"""
# "Jumping" and "hitting" are what somebody does; few names end so.
_DOING = re.compile(r"[a-z]{3,}ing")
_NEVER_A_NAME = frozenset(_PLEASANTRIES.split())
_NEVER_IN_A_NAME = _NEVER_A_NAME | frozenset(_SENTENCE_WORDS.split())


def name_in(said: str) -> str:
    """The name without what leads to it and the signs behind it."""
    without = _MY_NAME_IS.sub("", said)
    if without == said and (found := _I_AM.match(said)) and said[found.end()].isupper():
        without = said[found.end() :]
    return without.strip().rstrip(_SIGNS_AFTER)


def could_be_a_name(text: str) -> bool:
    """Whether it is short enough, and no sentence, to be what somebody is called."""
    words = [re.sub(r"['’]", "", word) for word in bare(text).split()]
    telling = _NEVER_A_NAME if len(words) == 1 else _NEVER_IN_A_NAME
    return (
        1 <= len(words) <= _NAME_WORDS
        and len(text) <= _NAME_LETTERS
        and not any(c.isdigit() or c in _SENTENCE_SIGNS for c in text)
        and telling.isdisjoint(words)
        and not any(_DOING.fullmatch(word) for word in words)
    )
