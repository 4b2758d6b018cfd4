"""Who is told that a child waits for an advocate: the service at once, customer care when late."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask

from portal.db import decisions
from portal.domain.decisions.advocacy import ReferralNews, SendReferral
from portal.domain.intake import AdvocateWish, Intake
from portal.domain.referral import current
from portal.domain.referral_steps import Step
from portal.domain.staff import Role, StaffMember
from portal.domain.taxonomy import LookedAfter, YesNo
from portal.services import desk, referrals
from portal.services.office import Office
from tests.desk_client import a_colleague, the_intake
from tests.servers.mail import MailServer
from tests.servers.settings import ON_DUTY
from tests.services.notices.noticing import Work, arrives, rows, waiting
from tests.web.every_page import StandingClock

NIGHT, MORNING = 4, 10


@pytest.fixture
def officer(app: Flask) -> StaffMember:
    return a_colleague(app)


@pytest.fixture
def una(app: Flask) -> StaffMember:
    return of_service(app, "Una", "upfront")


def of_service(app: Flask, name: str, service: str) -> StaffMember:
    return a_colleague(app, name, roles={Role.ADVOCATE}, service=service)


def asks(office: Office) -> Intake:
    """A child in care asks for an advocate, now."""
    wants = {"wants_advocate": YesNo.YES, "advocate_asked_at": office.clock()}
    home = {"looked_after": LookedAfter.YES, "wish": AdvocateWish(), "submitter": None}
    return arrives(office, **wants, **home)


def sends(office: Office, officer: StaffMember, intake: Intake) -> None:
    today = office.clock().date()
    sent = SendReferral("upfront", "Upfront", today, "At the desk")
    with office.database.write() as connection:
        desk.make(connection, office, officer, intake, sent, office.clock())


def says(office: Office, app: Flask, member: StaffMember, step: Step) -> None:
    running = current(the_intake(app))
    assert running
    news = ReferralNews(step, office.clock().date(), note="we cannot")
    with office.database.write() as connection:
        shown = referrals.find(connection, office, member, running.id).shared.version
        referrals.answer(connection, office, member, running.id, news, shown, office.clock())


def test_a_service_is_told_at_once_and_each_working_day_until_it_says_yes(
    app: Flask,
    office: Office,
    clock: StandingClock,
    server: MailServer,
    work: Work,
    officer: StaffMember,
    una: StaffMember,
) -> None:
    of_service(app, "Nia", "nch")
    clock.at = clock.at.replace(hour=NIGHT)
    sends(office, officer, asks(office))

    work()
    assert server.told.count(una.email) == 1
    work()
    clock.at = clock.at.replace(hour=MORNING)
    work()
    assert server.told.count(una.email) == 1
    clock.at += timedelta(days=1)
    work()
    assert server.told.count(una.email) == 2
    says(office, app, una, Step.ACCEPTED)
    clock.at += timedelta(days=1)
    work()

    assert server.told.count(una.email) == 2
    assert not [one for one in server.told if one.startswith("nia")]


def test_whom_the_child_does_not_want_is_not_told_of_it_nor_is_a_mailbox_that_they_may_read(
    app: Flask,
    office: Office,
    clock: StandingClock,
    server: MailServer,
    work: Work,
    officer: StaffMember,
    una: StaffMember,
) -> None:
    kept_out = of_service(app, "Uri", "upfront")
    clock.at = clock.at.replace(hour=NIGHT)
    intake = asks(office)
    with office.database.write() as connection:
        decisions.bar(connection, intake.id, (kept_out.id,))

    sends(office, officer, intake)
    work()

    assert una.email in server.told
    assert kept_out.email not in server.told


def test_a_mail_that_waits_is_taken_back_once_the_service_has_answered(
    app: Flask,
    office: Office,
    clock: StandingClock,
    server: MailServer,
    work: Work,
    officer: StaffMember,
    una: StaffMember,
) -> None:
    clock.at = clock.at.replace(hour=NIGHT)
    server.stop()
    sends(office, officer, asks(office))
    work()
    assert waiting(office) == 1

    says(office, app, una, Step.HANDED_BACK)
    server.start()
    clock.at += timedelta(minutes=10)
    work()

    assert waiting(office) == 0
    assert una.email not in server.told


@pytest.mark.parametrize("is_sent", [False, True])
def test_customer_care_are_alarmed_each_working_day_after_two_without_a_yes(
    app: Flask,
    office: Office,
    clock: StandingClock,
    server: MailServer,
    work: Work,
    officer: StaffMember,
    una: StaffMember,
    is_sent: bool,
) -> None:
    # Asked on Tuesday; Thursday is the last day on which a service may say yes.
    intake = asks(office)
    if is_sent:
        sends(office, officer, intake)
    alarms = []
    for _day in range(7):
        work()
        alarms.append(alarms_of(office)[ON_DUTY])
        clock.at += timedelta(days=1)

    # Wednesday to Monday: Friday is late, the weekend is nobody's, Monday is late.
    assert alarms == [0, 0, 0, 1, 1, 1, 2]
    if is_sent:
        says(office, app, una, Step.ACCEPTED)
        work()
        assert alarms_of(office)[ON_DUTY] == 2


def alarms_of(office: Office) -> Counter[str]:
    """How often each address was alarmed."""
    return Counter(row.address for row in rows(office) if row.kind == "unaccepted")


def test_an_alarm_that_waits_is_taken_back_once_a_service_said_yes(
    app: Flask,
    office: Office,
    clock: StandingClock,
    server: MailServer,
    work: Work,
    officer: StaffMember,
    una: StaffMember,
) -> None:
    sends(office, officer, asks(office))
    clock.at += timedelta(days=3)
    server.stop()
    work()
    assert alarms_of(office)[ON_DUTY] == 1

    says(office, app, una, Step.ACCEPTED)
    clock.at += timedelta(minutes=10)
    work()

    assert alarms_of(office) == Counter()


def test_whom_the_child_may_mean_is_told_nothing_of_what_they_would_not_find(
    office: Office,
    app: Flask,
    server: MailServer,
    work: Work,
    officer: StaffMember,
    una: StaffMember,
) -> None:
    other = of_service(app, "Pat Upfront", "upfront")
    wants = {"wants_advocate": YesNo.YES, "advocate_asked_at": office.clock()}
    meant = {"wish": AdvocateWish(not_them="not Una"), "submitter": None}
    sends(office, officer, arrives(office, **wants, **meant))

    work()

    assert server.told.count(other.email) == 1
    assert una.email not in server.told
