"""Who is told, and when, with a real mail server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

from flask import Flask

from portal.db import decisions, watched
from portal.db.desk import id_of
from portal.domain.clock import London
from portal.domain.staff import Role
from portal.domain.triage import Triage
from portal.services import notices as notice_service
from portal.services.office import Office
from tests.desk_client import a_colleague
from tests.servers.mail import MailServer
from tests.servers.settings import ON_DUTY
from tests.services.notices.noticing import URGENT, Work, arrives, opens, waiting
from tests.web.every_page import StandingClock


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
