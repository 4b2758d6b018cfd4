"""Who is told, by the same mail without content, that a child waits for an advocate.

A service is told what was passed to it until it says yes; customer care are told when nobody said
yes in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from portal.domain.mail_address import is_address
from portal.domain.notices import ONCE, Notice, NoticeKind, Situation, Watched
from portal.domain.staff import Role


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A referral that its service has not said yes to. `mailbox` None: the service has none.

    `barred` are the accounts of people whom the child does not want to see it.
    """

    id: str
    service: str
    sent_on: date
    mailbox: str | None = None
    barred: frozenset[str] = frozenset()

    def addresses(self, situation: Situation) -> list[str]:
        """Everybody of the service who may know of it, and its mailbox.

        Nobody knows who reads a mailbox: where a child wants somebody kept out, it is not told.
        """
        theirs = [
            one.email
            for one in situation.members
            if one.has(Role.ADVOCATE) and one.service == self.service and one.id not in self.barred
        ]
        may_tell = self.mailbox and not self.barred and is_address(self.mailbox)
        return list(
            dict.fromkeys([*theirs, *([self.mailbox] if may_tell and self.mailbox else [])])
        )


def passed_on(situation: Situation, waiting: Iterable[Unanswered]) -> Iterator[Notice]:
    """For each referral at once, and again on every working day until the service says yes."""
    today = situation.today
    for one in waiting:
        occasions = [ONCE]
        if situation.is_time_for_the_day and one.sent_on < today:
            occasions.append(today.isoformat())
        for address in one.addresses(situation):
            for occasion in occasions:
                yield Notice(NoticeKind.REFERRAL, one.id, address, occasion)


def nobody_said_yes(situation: Situation, late: Iterable[Watched]) -> Iterator[Notice]:
    """The alarm, on every working day: everybody in line, and whoever has it.

    `late` are the intakes whose child has waited longer than a service may take to say yes.
    """
    if not situation.is_time_for_the_day:
        return
    occasion = situation.today.isoformat()
    for intake in late:
        told = dict.fromkeys([*situation.line(intake), *situation.holders(intake)])
        for address in told:
            yield Notice(NoticeKind.UNACCEPTED, intake.id, address, occasion)


def is_still_unanswered(
    situation: Situation, notice: Notice, waiting: dict[str, Unanswered]
) -> bool:
    """Whether a service that was not told yet is still to be told."""
    one = waiting.get(notice.about)
    return one is not None and notice.address in one.addresses(situation)
