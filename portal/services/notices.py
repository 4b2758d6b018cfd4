"""Tell the people of the desk that something waits: write down who is told, then send.

What is written is sent at last, however long the mail server is away; what nobody needs any more
by then, or may not be told any more, is taken back.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from portal.db import intakes, notice_claims, notices, referrals, staff, watched
from portal.db.notice_claims import Claim
from portal.domain.advocate_notices import (
    Unanswered,
    is_still_unanswered,
    nobody_said_yes,
    passed_on,
)
from portal.domain.intake import Intake
from portal.domain.notices import (
    NOTHING,
    Notice,
    NoticeKind,
    Situation,
    is_still_wanted,
    nobodys,
    of_the_day,
    urgent,
)
from portal.domain.referral_sight import advocate_may_know
from portal.domain.staff import Role, StaffMember
from portal.services import advocacy_services
from portal.services.mail import Mailer, MailError
from portal.services.office import Office

# Longer than a mail server may take for one mail, or somebody is told twice.
LEASE = timedelta(minutes=5)
_FIRST_WAIT, _LONGEST_WAIT = 5, 300
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """How many mails went out, for how many notices. `is_away`: no mail server was to be had."""

    mails: int = 0
    notices: int = 0
    is_away: bool = False


def plan(office: Office, now: datetime) -> int:
    """Write down who is to be told by now, and take back what is wanted no more.

    How many notices are new. Most of the time it only reads, so that no child waits behind it.
    """
    with office.database.read() as connection:
        situation = _situation(connection, office, now)
        new = notices.new_among(connection, _due(connection, office, situation))
        unwanted = _unwanted(connection, office, situation)
    if new or unwanted:
        with office.database.write() as connection:
            notices.withdraw(connection, unwanted, now)
            notices.write(connection, new, now)
    return len(new)


def send(
    office: Office,
    mailer: Mailer,
    *,
    lease: timedelta = LEASE,
    is_stopped: Callable[[], bool] = bool,
) -> Told:
    """Send what waits and may be tried now: one mail an address, whatever waits for it.

    It ends at once when the mail server is not to be had; what it had in its hand is given back.
    """
    mails = told = 0
    while not is_stopped() and (claim := _claim(office, lease)):
        try:
            mailer.send(claim.address, office.clock())
        except MailError as failed:
            _put_back(office, claim, failed)
            if failed.is_away:
                return Told(mails, told, is_away=True)
            continue
        with office.database.write() as connection:
            notice_claims.note_sent(connection, claim, office.clock())
        mails, told = mails + 1, told + claim.count
    return Told(mails, told)


def back_off(tries: int) -> timedelta:
    """How long after so many tries the next one waits: from 5 seconds to 5 minutes."""
    return timedelta(seconds=min(_FIRST_WAIT << min(tries, 10), _LONGEST_WAIT))


def untold(office: Office, now: datetime) -> int:
    """How many urgent, unopened intakes there are that nobody may be told of.

    Shielded ones, where nobody is cleared, or about customer care, where nobody is outside it.
    """
    with office.database.read() as connection:
        situation = _situation(connection, office, now)
        return sum(not situation.line(one) for one in watched.urgent_unseen(connection))


def _situation(connection: Connection, office: Office, now: datetime) -> Situation:
    set_to = office.settings
    return Situation(
        members=tuple(staff.every(connection)),
        on_duty=set_to.duty.on_duty(now, office.working_days),
        days=office.working_days,
        office_hours=set_to.office_hours,
        nobodys_after=timedelta(hours=set_to.nobodys_hours),
        now=now,
    )


def _due(connection: Connection, office: Office, situation: Situation) -> list[Notice]:
    now = situation.now
    found = [*urgent(situation, watched.urgent_unseen(connection))]
    # Office hours pass no faster than others.
    long_enough = watched.nobodys(connection, now - situation.nobodys_after)
    found += nobodys(situation, long_enough)
    found += passed_on(situation, _unanswered(connection, office).values())
    found += nobody_said_yes(situation, watched.unaccepted(connection, situation.today))
    if notices.new_among(connection, of_the_day(situation, ())):
        # Once a day: after it, everybody has been told of this day.
        found += of_the_day(situation, watched.due(connection, situation.last_day_told))
    return found


def _unwanted(connection: Connection, office: Office, situation: Situation) -> list[str]:
    waiting = notices.unsent(connection, situation.now)
    abouts = {one.about for one in waiting.values() if one.about != NOTHING}
    intakes = watched.these(connection, abouts)
    kinds = {one.kind for one in waiting.values()}
    unanswered = _unanswered(connection, office) if NoticeKind.REFERRAL in kinds else {}
    late = watched.unaccepted(connection, situation.today) if NoticeKind.UNACCEPTED in kinds else []
    late_ids = {one.id for one in late}

    def is_wanted(one: Notice) -> bool:
        if one.kind is NoticeKind.REFERRAL:
            return is_still_unanswered(situation, one, unanswered)
        if one.kind is NoticeKind.UNACCEPTED and one.about not in late_ids:
            return False
        return is_still_wanted(situation, one, intakes.get(one.about))

    return [notice_id for notice_id, one in waiting.items() if not is_wanted(one)]


def _unanswered(connection: Connection, office: Office) -> dict[str, Unanswered]:
    sent = referrals.unaccepted(connection)
    if not sent:
        return {}
    mailboxes = {one.key: one.email for one in advocacy_services.every(connection, office)}
    barred = watched.barred_from(connection, [one.intake_id for one in sent])
    people = staff.every(connection)
    return {
        one.id: Unanswered(
            id=one.id,
            service=one.service,
            sent_on=one.sent_on,
            mailbox=mailboxes.get(one.service),
            barred=frozenset(barred.get(one.intake_id, ()))
            | _named(intakes.load(connection, office.keyring, one.intake_id), people),
        )
        for one in sent
    }


def _named(intake: Intake, people: Iterable[StaffMember]) -> frozenset[str]:
    """Advocates who would not find it at their desk: a mail would only tell them of it."""
    advocates = (one for one in people if one.has(Role.ADVOCATE))
    return frozenset(one.id for one in advocates if not advocate_may_know(one, intake))


def _claim(office: Office, lease: timedelta) -> Claim | None:
    now = office.clock()
    with office.database.read() as connection:
        if not notice_claims.anything_to_send(connection, now):
            return None
    with office.database.write() as connection:
        return notice_claims.claim(connection, office.clock(), lease)


def _put_back(office: Office, claim: Claim, failed: MailError) -> None:
    _log.warning("a notice could not be sent", extra={"count": claim.count})
    again_at = office.clock() + back_off(claim.tries)
    with office.database.write() as connection:
        notice_claims.put_back(connection, claim, again_at, str(failed))
