"""What somebody told us, in their own words."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime

from portal.domain.flags import NOT_LOOKED_AT, WORSE_SINCE, Flag, FlagName
from portal.domain.submitter import ChildSays, Submitter
from portal.domain.taxonomy import (
    AgeBand,
    ContactWay,
    FeelsSafe,
    Kind,
    LookedAfter,
    MethodOfReceipt,
    Originator,
    RecordType,
    SubmittedBy,
    TextsAllowed,
    YesNo,
)
from portal.domain.triage import Triage
from portal.domain.way_back import WayBack

# Every C0 control but tab, line feed and carriage return; PostgreSQL cannot keep NUL.
_CONTROLS = dict.fromkeys(c for c in range(0x20) if c not in (0x09, 0x0A, 0x0D))
_LONE_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_NEVER_TYPED: dict[int, str | None] = {**_CONTROLS, **_LONE_SURROGATES}


class NothingSaidError(ValueError):
    """An intake needs words, a photo or a recording, or a wish for an advocate, or a "worse"."""


def verbatim(text: str) -> str:
    """The text as it was given, less NUL and the C0 controls that no keyboard types.

    A lone surrogate, which no UTF-8 can carry, becomes U+FFFD. Nothing is trimmed.
    """
    return text.translate(_NEVER_TYPED)


@dataclass(frozen=True, slots=True)
class Words:
    """One thing said, exactly as given.

    `is_new` is True for words that came after a day's silence, or after the rest was sent.
    """

    text: str
    said_at: datetime
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class SafeContact:
    """How the child may be reached. Empty means: not said, so nothing is sent.

    `texts_allowed` speaks only of the phone that texted us. `confirmed_by_child` is False
    for anything that somebody else gave, and nothing with content goes there until it is True.
    """

    way: ContactWay | None = None
    details: str = ""
    texting_address: str = ""
    texts_allowed: TextsAllowed | None = None
    best_times: str = ""
    who_else_sees: str = ""
    given_by: SubmittedBy = SubmittedBy.CHILD
    confirmed_by_child: bool = True

    @property
    def leads_nowhere(self) -> bool:
        """Whether nobody can reach the child by it. Who wants not to be contacted said enough."""
        wants_none = self.way is ContactWay.DO_NOT_CONTACT
        return not (wants_none or self.details.strip() or self.texting_address)


@dataclass(frozen=True, slots=True)
class AdvocateWish:
    """What a child said of the advocate they want, or do not want. Empty: nothing.

    `service` is the key of the one they chose. `not_them`: whom it should not be, in their own
    words. `trusted`: somebody they trust helps them instead, `trusted_who` as they say it.
    """

    service: str = ""
    not_them: str = ""
    trusted: bool = False
    trusted_who: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """What somebody told us, once received.

    None means "not asked or not answered" everywhere. `record_type` stays None until triage.
    `submission_id` is the one-time id of a web form, None for texts. `seen_at` is when customer
    care first opened it, None again once something new was said. `submitter` is who told us where
    it was neither the child nor customer care, and `taken_over_at` when the child made it theirs;
    `child_says` is what they say of it. `way_back` is what happened between them and us since.
    """

    id: str
    reference: str
    received_at: datetime
    method: MethodOfReceipt
    language: str
    words: tuple[Words, ...]
    submission_id: str | None = None
    kind: Kind | None = None
    record_type: RecordType | None = None
    originator: Originator | None = Originator.CHILD
    submitted_by: SubmittedBy = SubmittedBy.CHILD
    topic: str | None = None
    age_band: AgeBand | None = None
    looked_after: LookedAfter | None = None
    wants_advocate: YesNo | None = None
    advocate_asked_at: datetime | None = None
    advocacy_services: tuple[str, ...] = ()
    wish: AdvocateWish = field(default_factory=AdvocateWish)
    feels_safe: FeelsSafe | None = None
    name: str = ""
    desired_outcome: str = ""
    should_not_see: str = ""
    contact: SafeContact = field(default_factory=SafeContact)
    flags: tuple[Flag, ...] = ()
    closed_at: datetime | None = None
    seen_at: datetime | None = None
    submitter: Submitter | None = None
    taken_over_at: datetime | None = None
    child_says: ChildSays | None = None
    triage: Triage = field(default_factory=Triage)
    way_back: WayBack = field(default_factory=WayBack)

    def __post_init__(self) -> None:
        """Refuse what no form should have let through.

        :raise NothingSaidError: there are no words, no file, no wish for an advocate, no "worse".
        """
        says_enough = {NOT_LOOKED_AT, WORSE_SINCE}.intersection(self.flags)
        asks = self.wants_advocate is YesNo.YES
        if not (asks or says_enough or any(w.text.strip() for w in self.words)):
            raise NothingSaidError

    @property
    def is_urgent(self) -> bool:
        """True where any flag puts it at the top of the inbox."""
        return any(flag.name.goes_to_the_top for flag in self.flags)

    @property
    def asks_only_for_advocate(self) -> bool:
        """Whether all it holds is the wish for an advocate: no words of any other matter."""
        said = any(one.text.strip() for one in self.words) or NOT_LOOKED_AT in self.flags
        return self.wants_advocate is YesNo.YES and not said

    @property
    def register_type(self) -> RecordType | None:
        """What the register calls it: an Enquiry where all it asks for is an advocate.

        Until somebody decides otherwise; None: nobody has, and it is more than that.
        """
        return self.record_type or (RecordType.ENQUIRY if self.asks_only_for_advocate else None)

    @property
    def is_complaint(self) -> bool:
        """True once triage says that it is one: a manager answers it, by the clock."""
        return self.record_type in (RecordType.STATUTORY, RecordType.NON_STATUTORY)

    def with_flags(self, *flags: Flag) -> Intake:
        """The same intake with these flags as well; a flag is never taken away."""
        more = merged(self.flags, flags)
        return self if more == self.flags else replace(self, flags=more)

    def has_flag(self, name: FlagName) -> bool:
        """Whether any rule raised `name`."""
        return any(flag.name is name for flag in self.flags)


def merged(kept: tuple[Flag, ...], new: tuple[Flag, ...]) -> tuple[Flag, ...]:
    """All flags of both, each once, the kept ones first."""
    return tuple(dict.fromkeys(kept + new))


def new_id() -> str:
    """An id for a row, made before the row is, so that what is sealed can be bound to it."""
    return str(uuid.uuid4())
