"""A child comes back with code words: to what they told us, or to what somebody told us for them.

What somebody else told is the child's once they take it over: from then on only code words that
nobody but them has seen lead back to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from portal.db import audit, code_words, drafts, intakes
from portal.domain import own_steps
from portal.domain.code_words import meant_code_words, normalise_code_words
from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake
from portal.domain.submitter import ChildSays
from portal.domain.taxonomy import ContactWay, SubmittedBy
from portal.domain.way_back import Means
from portal.services import floods
from portal.services import intake as intake_service
from portal.services.office import Office
from portal.services.ways_back import CodeWords

# Nobody's code words are as long, and a slow hash of megabytes holds up everybody else.
LONGEST = 200
# Between two texts of one field, as portal.child.visit shows them.
_BETWEEN = "\n\n"
NOT_WANTED = Flag(FlagName.URGENT, "did-not-want-this")


class WrongCodeError(LookupError):
    """These code words lead to nothing, or do no more."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """That somebody had the code words of what they kept to send later."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class Proof:
    """That somebody had the code words of an intake: which one, and the hash of them."""

    intake_id: str
    hash: str


def prove(office: Office, said: str, address: str) -> Proof | KeptDraft:
    """What the code words lead to that were `said` from this address.

    Commits by itself: a try counts before anybody knows whether it is right. What is right and
    what is wrong take the same slow hashes, and the same search. A child need not spell: words
    with one slip in them lead where those that were meant do.

    :raise WrongCodeError: they lead to nothing.
    :raise portal.services.floods.FloodError: too many tries came before.
    """
    at = office.clock()
    with office.database.write() as connection:
        floods.count_code(connection, office, address, at)
    typed = said[:LONGEST]
    ways = dict.fromkeys(normalise_code_words(one) for one in (typed, meant_code_words(typed)))
    hashes = [one for way in ways for one in office.keyring.slow_hashes(way)]
    with office.database.read() as connection:
        intake_id = code_words.find(connection, hashes)
        kept = code_words.hash_of(connection, intake_id or "")
        draft = drafts.find(connection, office.keyring, hashes, at)
    if (intake_id is None or kept is None) and draft is None:
        raise WrongCodeError
    with office.database.write() as connection:
        floods.give_code_back(connection, office, address, at)
    if draft is not None:
        return KeptDraft(draft.id)
    return Proof(intake_id or "", kept or "")


def find(connection: Connection, office: Office, proof: Proof, *, lock: bool = False) -> Intake:
    """The intake, while the code words that were proved lead to it; `lock` holds it.

    :raise WrongCodeError: others do by now.
    """
    intake = intakes.load(connection, office.keyring, proof.intake_id, lock=lock)
    if code_words.hash_of(connection, proof.intake_id) != proof.hash:
        raise WrongCodeError
    return intake


def waits(intake: Intake) -> bool:
    """Whether it waits to be taken over: somebody else told it."""
    return intake.submitted_by is not SubmittedBy.CHILD and intake.taken_over_at is None


def take_over(
    connection: Connection, office: Office, proof: Proof, new: CodeWords, now: datetime
) -> Intake:
    """Make it the child's: from now on only the new code words lead to it.

    The same again with the same new code words changes nothing.

    :raise WrongCodeError: other code words lead to it by now.
    """
    intake = intakes.load(connection, office.keyring, proof.intake_id, lock=True)
    if code_words.hash_of(connection, intake.id) == new.hash:
        return intake
    if not code_words.change(connection, intake.id, proof.hash, new.hash):
        raise WrongCodeError
    taken = replace(intake, taken_over_at=now, seen_at=None)
    taken = intake_service.add(connection, office, taken, None, now)
    audit.append(connection, audit.Entry(now, None, "intake.taken-over", taken.reference))
    return taken


@dataclass(frozen=True, slots=True)
class Reach:
    """What a child says of how they may be reached. None and "": nothing.

    `as_it_stands`: they may be reached as somebody else said. `way` is another way.
    """

    as_it_stands: bool = False
    way: ContactWay | None = None
    details: str = ""
    best_times: str = ""
    who_else_sees: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was picked and nothing typed."""
        typed = (self.details, self.best_times, self.who_else_sees)
        return not (self.as_it_stands or self.way or any(text.strip() for text in typed))


def with_answer(intake: Intake, says: ChildSays | None) -> Intake:
    """The intake with what the child says of what was told; nothing is taken away for it.

    As it is where the child told it all themselves: no page asks them.
    """
    if intake.submitted_by is SubmittedBy.CHILD:
        return intake
    after = replace(intake, child_says=says or intake.child_says)
    return after.with_flags(NOT_WANTED) if says is ChildSays.NOT_WANTED else after


def with_reach(intake: Intake, reach: Reach, at: datetime) -> Intake:
    """The intake with how the child says that they may be reached, which is theirs from now on.

    What somebody else said is confirmed, with what the child adds to it; or else it is gone, so
    that nothing is sent to a place that the child does not name. Where the child told it
    themselves, what they say now takes the place of what they said, and stands among their steps:
    customer care see that it was changed by whoever had the code words.
    """
    if reach.says_nothing:
        return intake
    if intake.submitted_by is SubmittedBy.CHILD:
        return _changed(intake, reach, at)
    stands = intake.contact
    if reach.as_it_stands:
        confirmed = replace(
            stands,
            details=below(stands.details, reach.details),
            best_times=below(stands.best_times, reach.best_times),
            who_else_sees=below(stands.who_else_sees, reach.who_else_sees),
            confirmed_by_child=True,
        )
        return replace(intake, contact=confirmed)
    own = replace(
        stands,
        way=reach.way,
        details=reach.details,
        best_times=reach.best_times,
        who_else_sees=reach.who_else_sees,
        given_by=SubmittedBy.CHILD,
        confirmed_by_child=True,
    )
    return replace(intake, contact=own)


def _changed(intake: Intake, reach: Reach, at: datetime) -> Intake:
    """What a child says anew; what they leave out stays, but for a way that is another now."""
    stands = intake.contact
    is_other = reach.way is not None and reach.way is not stands.way
    contact = replace(
        stands,
        way=reach.way or stands.way,
        details=reach.details or ("" if is_other else stands.details),
        best_times=reach.best_times or stands.best_times,
        who_else_sees=reach.who_else_sees or stands.who_else_sees,
    )
    if contact == stands:
        return intake
    return own_steps.changed_contact(replace(intake, contact=contact), at, Means.PAGE)


def below(before: str, text: str) -> str:
    """What stands in a field with more of it below, nothing written over; the same only once."""
    if not text.strip() or before == text or before.endswith(f"{_BETWEEN}{text}"):
        return before
    return f"{before}{_BETWEEN}{text}" if before else text
