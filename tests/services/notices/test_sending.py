"""Mails as they come to a real mail server: all alike, none lost, none twice."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from flask import Flask

from portal.db import notice_claims, notices, staff
from portal.domain.intake import new_id
from portal.domain.staff import Role, StaffMember
from portal.domain.triage import Triage
from portal.services import notices as notice_service
from portal.services.housekeeping import keep_house
from portal.services.mail import mailer_for
from portal.services.office import Office
from portal.services.worker import Worker
from tests.desk_client import a_colleague
from tests.portal_client import an_app, office_of
from tests.servers.mail import MailServer
from tests.servers.mail_server import UNKNOWN
from tests.servers.settings import ON_DUTY
from tests.services.notices.noticing import URGENT, Work, arrives, rows, waiting
from tests.web.every_page import StandingClock


def test_every_mail_says_the_same_in_as_many_bytes(
    app: Flask, office: Office, clock: StandingClock, server: MailServer, work: Work
) -> None:
    a_colleague(app)
    holder = a_colleague(app, "Somebody With A Much Longer Name", is_cleared=True)
    given = Triage(assigned_to=holder.id)
    arrives(office, flags=URGENT, name="Marmaduke")
    arrives(office, should_not_see="Uncle Bartholomew", flags=URGENT, language="ar")
    arrives(office, received_at=clock.at - timedelta(days=60), triage=given)
    while clock.at < datetime(2026, 11, 26, 18, tzinfo=UTC):
        work()
        clock.at += timedelta(minutes=47, seconds=13)

    mails = server.mails
    kinds = {row.kind for row in rows(office)}
    assert kinds == {"urgent", "nobodys", "due", "overdue", "daily"}
    assert len(mails) > 20
    assert len({len(mail.content) for mail in mails}) == 1
    varied = ("Date", "Message-ID")
    heads = {tuple((k, v) for k, v in m.message.items() if k not in varied) for m in mails}
    assert len(heads) == 1
    [text] = {mail.message.get_content() for mail in mails}
    assert (
        text.split()
        == ("Something at the desk needs you. Please sign in: http://127.0.0.1:8000/desk/").split()
    )
    assert len({mail.message["Message-ID"] for mail in mails}) == len(mails)


def test_one_mail_is_for_all_that_waits_for_one_address(
    office: Office, server: MailServer, work: Work
) -> None:
    for _ in range(3):
        arrives(office, flags=URGENT)

    assert work() == notice_service.Told(mails=1, notices=3)
    assert server.told == [ON_DUTY]


def test_while_the_mail_server_is_down_nothing_is_lost_and_then_each_is_told_once(
    app: Flask, office: Office, clock: StandingClock, server: MailServer, work: Work
) -> None:
    a_colleague(app)
    server.stop()
    arrives(office, flags=URGENT)
    for _ in range(40):
        assert work().is_away or work().mails == 0
        clock.at += timedelta(minutes=1)
    assert server.mails == []
    assert waiting(office) == 4

    server.start()
    clock.at += timedelta(minutes=5)

    assert work().mails == 2
    assert work().mails == 0
    assert waiting(office) == 0
    assert len(server.told) == 2


def test_an_address_that_is_refused_keeps_nobody_else_waiting(
    app: Flask, office: Office, server: MailServer, work: Work, clock: StandingClock
) -> None:
    clock.at = clock.at.replace(hour=10)
    for email in (UNKNOWN, "b@kent.example", "c@kent.example"):
        with office.database.write() as connection:
            member = StaffMember(new_id(), email, "N", frozenset({Role.OFFICER}))
            staff.add(connection, member, clock.at)

    told = work()

    assert (told.mails, told.is_away) == (2, False)
    [refused] = [row for row in rows(office) if row.sent_at is None]
    assert (refused.tries, refused.last_error) == (1, "SMTPRecipientsRefused")


def test_workers_at_once_send_no_notice_twice(
    app: Flask, office: Office, server: MailServer, migrated_database_url: str
) -> None:
    for number in range(12):
        a_colleague(app, f"Officer {number}")
    apps = [an_app(migrated_database_url, clock=office.clock, **server.settings) for _ in range(4)]
    offices = [office_of(one) for one in apps]
    begin = threading.Barrier(len(offices))

    def work(one: Office) -> None:
        begin.wait()
        Worker(one, mailer_for(one.settings), threading.Event()).turn()

    threads = [threading.Thread(target=work, args=(one,)) for one in offices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(server.told) == len(set(server.told)) == 12
    for one in offices:
        one.database.close()


def test_a_notice_of_a_worker_that_died_is_sent_when_its_lease_is_over(
    office: Office, clock: StandingClock, server: MailServer, work: Work
) -> None:
    arrives(office, flags=URGENT)
    notice_service.plan(office, clock.at)
    with office.database.write() as connection:
        notice_claims.claim(connection, clock.at, notice_service.LEASE)

    assert work().mails == 0
    clock.at += notice_service.LEASE

    assert work().mails == 1


def test_what_was_sent_is_forgotten_after_a_time(
    app: Flask, office: Office, clock: StandingClock, work: Work
) -> None:
    a_colleague(app)
    work()
    keep_house(office, clock.at + notices.KEPT_FOR - timedelta(seconds=1))
    assert len(rows(office)) == 1

    keep_house(office, clock.at + notices.KEPT_FOR + timedelta(seconds=1))

    assert rows(office) == []
