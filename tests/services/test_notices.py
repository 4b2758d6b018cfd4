"""Notices with a real mail server: what came to it, when, for whom, and that it said nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from flask import Flask

from portal.db import decisions, notice_claims, notices, staff, watched
from portal.db.desk import id_of
from portal.domain.clock import London
from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake, new_id
from portal.domain.staff import Role, StaffMember
from portal.domain.triage import Triage
from portal.services import desk
from portal.services import intake as intake_service
from portal.services import notices as notice_service
from portal.services.housekeeping import keep_house
from portal.services.mail import mailer_for
from portal.services.office import Office
from portal.services.worker import Worker
from tests.any_intake import an_intake
from tests.desk_client import a_colleague
from tests.portal_client import an_app, office_of
from tests.servers.mail import MailServer
from tests.servers.mail_server import UNKNOWN
from tests.servers.settings import ON_DUTY
from tests.web.every_page import StandingClock

URGENT = (Flag(FlagName.URGENT, "answered-not-safe"),)


@pytest.fixture(scope="module")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    """One mail server for all tests of this module."""
    with MailServer(tmp_path_factory.mktemp("mail")) as server:
        yield server


@pytest.fixture
def server(mail_server: MailServer) -> MailServer:
    """The mail server, running, with nothing in its folder."""
    for file in mail_server.folder.iterdir():
        file.unlink()
    if not mail_server.is_running:
        mail_server.start()
    return mail_server


@pytest.fixture
def clock() -> StandingClock:
    """Tuesday, 24 November 2026, ten o'clock."""
    return StandingClock()


@pytest.fixture
def app(migrated_database_url: str, clock: StandingClock, server: MailServer) -> Iterator[Flask]:
    app = an_app(migrated_database_url, clock=clock, **server.settings)
    yield app
    office_of(app).database.close()


@pytest.fixture
def office(app: Flask) -> Office:
    return office_of(app)


@pytest.fixture
def work(office: Office) -> Callable[[], notice_service.Told]:
    """`work()` does what is due now, as `flask worker --once`."""
    worker = Worker(office, mailer_for(office.settings), threading.Event())
    return worker.turn


Work = Callable[[], notice_service.Told]


def arrives(office: Office, **more: object) -> Intake:
    """Something comes in now, with no wish and no secret, unless it is named here."""
    plain = {
        "reference": new_id()[:9],
        "received_at": office.clock(),
        "words": tuple(replace(one, said_at=office.clock()) for one in an_intake().words[:1]),
        "wants_advocate": None,
        "advocate_asked_at": None,
        "should_not_see": "",
        "flags": (),
        "feels_safe": None,
        "desired_outcome": "",
        "closed_at": None,
        "seen_at": None,
        "language": "en",
        "triage": Triage(),
    }
    intake = an_intake(**{**plain, **more})
    with office.database.write() as connection:
        return intake_service.receive(connection, office, intake, is_screened=True)


def opens(office: Office, member: StaffMember, intake: Intake) -> None:
    """Somebody opens it at the desk."""
    with office.database.write() as connection:
        desk.view(connection, office, member, intake.reference, office.clock())


def rows(office: Office) -> list[Any]:
    with office.database.read() as connection:
        return list(connection.execute(notices.NoticeRow.as_table().select()))


def waiting(office: Office) -> int:
    with office.database.read() as connection:
        return notices.waiting(connection).count


def test_something_urgent_is_told_at_once_and_again_until_it_is_opened(
    app: Flask, office: Office, clock: StandingClock, server: MailServer, work: Work
) -> None:
    clock.at = clock.at.replace(hour=4)
    officer = a_colleague(app)
    intake = arrives(office, flags=URGENT)

    assert (work().mails, work().mails) == (1, 0)
    clock.at += timedelta(minutes=14, seconds=59)
    assert work().mails == 0
    clock.at += timedelta(seconds=1)
    assert work().mails == 1
    opens(office, officer, intake)
    clock.at += timedelta(hours=1)

    assert work().mails == 0
    assert server.told == [ON_DUTY, ON_DUTY]


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
        == ("Something at the desk needs you. Please sign in: http://127.0.0.1:8000/care/").split()
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


def test_what_waits_is_taken_back_when_it_was_opened_meanwhile(
    app: Flask, office: Office, clock: StandingClock, server: MailServer, work: Work
) -> None:
    clock.at = clock.at.replace(hour=4)
    officer = a_colleague(app)
    server.stop()
    intake = arrives(office, flags=URGENT)
    work()

    opens(office, officer, intake)
    server.start()
    clock.at += timedelta(minutes=10)

    assert work().mails == 0
    assert waiting(office) == 0


def test_whoever_is_barred_meanwhile_is_not_told_any_more(
    app: Flask, office: Office, clock: StandingClock, server: MailServer, work: Work
) -> None:
    clock.at = clock.at.replace(hour=4)
    cleared = a_colleague(app, "Cleo", is_cleared=True)
    server.stop()
    intake = arrives(office, flags=URGENT, should_not_see="Cleo")
    work()
    assert waiting(office) == 1

    with office.database.write() as connection:
        decisions.bar(connection, intake.id, (cleared.id,))
    server.start()
    clock.at += timedelta(minutes=10)

    assert work().mails == 0
    assert server.mails == []
    assert notice_service.untold(office, clock.at) == 1


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


def test_the_day_is_told_at_opening_time_even_when_nothing_happened(
    app: Flask, clock: StandingClock, server: MailServer, work: Work
) -> None:
    officer = a_colleague(app)
    a_colleague(app, "Mo", roles={Role.MANAGER})
    days = []
    clock.at = datetime(2026, 12, 24, 0, tzinfo=UTC)
    while clock.at < datetime(2026, 12, 31, tzinfo=UTC):
        if work().mails:
            days.append(clock.at.astimezone(London).strftime("%d %H:%M"))
        clock.at += timedelta(minutes=30)

    assert days == ["24 09:00", "29 09:00", "30 09:00"]
    assert set(server.told) == {officer.email}


def test_what_was_sent_is_forgotten_after_a_time(
    app: Flask, office: Office, clock: StandingClock, work: Work
) -> None:
    a_colleague(app)
    work()
    keep_house(office, clock.at + notices.KEPT_FOR - timedelta(seconds=1))
    assert len(rows(office)) == 1

    keep_house(office, clock.at + notices.KEPT_FOR + timedelta(seconds=1))

    assert rows(office) == []


def test_who_may_be_told_is_who_may_find_it_at_the_desk(app: Flask, office: Office) -> None:
    """The rule for notices is the desk's own, for every kind of person and intake."""
    roles = ({Role.OFFICER}, {Role.MANAGER}, {Role.OFFICER, Role.MANAGER}, {Role.ADMINISTRATOR})
    people = [
        a_colleague(app, "P", roles=role, is_cleared=cleared, is_outside=outside)
        for role, cleared, outside in product(roles, (True, False), (True, False))
    ]
    shields = (
        {},
        {"should_not_see": "Mo"},
        {"triage": Triage(about_customer_care=True)},
        {"triage": Triage(passed_to=people[4].id)},
        {"triage": Triage(passed_to=people[4].id), "should_not_see": "Mo"},
    )
    made = [arrives(office, **more) for more in shields]
    barred = arrives(office)
    with office.database.write() as connection:
        decisions.bar(connection, barred.id, tuple(person.id for person in people[::2]))

    with office.database.read() as connection:
        found = watched.these(connection, {one.id for one in [*made, barred]})
        for intake, person in product([*made, barred], people):
            is_found = id_of(connection, person, intake.reference) is not None
            assert found[intake.id].may_be_known_by(person) == is_found
