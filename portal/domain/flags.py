"""What screening, answers and the text line can say about an intake: only ever "look at this"."""

from dataclasses import dataclass
from enum import StrEnum


class FlagName(StrEnum):
    """Why customer care should look first. Nothing lowers or removes one but a person."""

    URGENT = "urgent"
    ADVOCACY = "advocacy"
    NOT_SCREENED = "not_screened"
    OPTED_OUT = "opted_out"
    SUSPECT = "suspect"
    UNREACHED = "unreached"
    """A text of ours did not reach the child: somebody must reach them another way."""

    @property
    def goes_to_the_top(self) -> bool:
        """True where a person must look before everything else."""
        return self in (FlagName.URGENT, FlagName.NOT_SCREENED)


@dataclass(frozen=True, slots=True)
class Flag:
    """One reason to look: which flag, and the named rule that raised it.

    `rule` is a name such as "self-harm" or "answered-not-safe", never the child's words.
    `language` is the language of the rule's list, None where a rule has none.
    """

    name: FlagName
    rule: str
    language: str | None = None


NOT_LOOKED_AT = Flag(FlagName.NOT_SCREENED, "photo-or-recording")
"""There is a photo or a recording with it: no rule sees into one, so a person looks first."""
WORSE_SINCE = Flag(FlagName.URGENT, "worse-since")
"""It got worse after what was told before was closed: what the child pressed says it."""
