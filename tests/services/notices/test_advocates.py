"""Who is told that a child waits for an advocate: the service at once, customer care when late."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.db import advocacy_services as kept
from portal.db import decisions
from portal.domain.decisions.advocacy import ReferralNews, SendReferral
from portal.domain.intake import AdvocateWish, Intake
from portal.domain.referral import current
from portal.domain.referral_steps import Step
from portal.domain.staff import Role, StaffMember
from portal.domain.taxonomy import LookedAfter, YesNo
from portal.services import advocacy_services, desk, referrals
from portal.services.office import Office
from tests.desk_client import a_colleague, the_intake
from tests.servers.mail import MailServer
from tests.servers.settings import ON_DUTY
from tests.services.notices.noticing import Work, arrives, rows, waiting
from tests.web.every_page import StandingClock

NIGHT, MORNING = 4, 10


@dataclass(frozen=True)
class Scene:
    """An office, somebody of customer care, Una of Upfront, and what mails and time do there."""

    app: Flask
    office: Office
    clock: StandingClock
    server: MailServer
    work: Work
    officer: StaffMember
    una: StaffMember

    def asks(self, **more: Any) -> Intake:
        """A child in care asks for an advocate, now."""
        wants = {"wants_advocate": YesNo.YES, "advocate_asked_at": self.office.clock()}
        home = {"looked_after": LookedAfter.YES, "wish": AdvocateWish(), "submitter": None}
        return arrives(self.office, **{**wants, **home, **more})

    def sends(self, intake: Intake) -> None:
        """The officer passes it to Upfront."""
        office = self.office
        sent = SendReferral("upfront", "Upfront", office.clock().date(), "At the desk")
        with office.database.write() as connection:
            desk.make(connection, office, self.officer, intake, sent, office.clock())

    def una_says(self, step: Step) -> None:
        """Una answers what was passed to her service."""
        running, office, una = current(the_intake(self.app)), self.office, self.una
        assert running
        news = ReferralNews(step, office.clock().date(), note="we cannot")
        with office.database.write() as connection:
            shown = referrals.find(connection, office, una, running.id).shared.version
            referrals.answer(connection, office, una, running.id, news, shown, office.clock())

    def alarms(self) -> Counter[str]:
        """How often each address was alarmed."""
        return Counter(row.address for row in rows(self.office) if row.kind == "unaccepted")


@pytest.fixture
def scene(
    app: Flask, office: Office, clock: StandingClock, server: MailServer, work: Work
) -> Scene:
    """All of it, with nothing asked yet."""
    una = of_service(app, "Una", "upfront")
    return Scene(app, office, clock, server, work, a_colleague(app), una)


def of_service(app: Flask, name: str, service: str) -> StaffMember:
    return a_colleague(app, name, roles={Role.ADVOCATE}, service=service)


def with_mailbox(scene: Scene, mailbox: str) -> None:
    """Give Upfront a mailbox."""
    with scene.office.database.write() as connection:
        every = advocacy_services.every(connection, scene.office)
        kept.keep_all(connection, tuple(replace(one, email=mailbox) for one in every))


def test_a_service_is_told_at_once_and_each_working_day_until_it_says_yes(scene: Scene) -> None:
    of_service(scene.app, "Nia", "nch")
    scene.clock.at = scene.clock.at.replace(hour=NIGHT)
    scene.sends(scene.asks())

    scene.work()
    assert scene.server.told.count(scene.una.email) == 1
    scene.work()
    scene.clock.at = scene.clock.at.replace(hour=MORNING)
    scene.work()
    assert scene.server.told.count(scene.una.email) == 1
    scene.clock.at += timedelta(days=1)
    scene.work()
    assert scene.server.told.count(scene.una.email) == 2
    scene.una_says(Step.ACCEPTED)
    scene.clock.at += timedelta(days=1)
    scene.work()

    assert scene.server.told.count(scene.una.email) == 2
    assert not [one for one in scene.server.told if one.startswith("nia")]


def test_whom_the_child_does_not_want_is_not_told_of_it_nor_is_a_mailbox_that_they_may_read(
    scene: Scene,
) -> None:
    kept_out = of_service(scene.app, "Uri", "upfront")
    with_mailbox(scene, "desk@upfront.example")
    scene.clock.at = scene.clock.at.replace(hour=NIGHT)
    intake = scene.asks()
    with scene.office.database.write() as connection:
        decisions.bar(connection, intake.id, (kept_out.id,))

    scene.sends(intake)
    scene.work()

    assert scene.una.email in scene.server.told
    assert not {kept_out.email, "desk@upfront.example"} & set(scene.server.told)


def test_a_mailbox_of_a_service_is_told_where_nobody_is_kept_out(scene: Scene) -> None:
    with_mailbox(scene, "desk@upfront.example")

    scene.sends(scene.asks())
    scene.work()

    assert scene.server.told.count("desk@upfront.example") == 1


def test_a_mail_that_waits_is_taken_back_once_the_service_has_answered(scene: Scene) -> None:
    scene.clock.at = scene.clock.at.replace(hour=NIGHT)
    scene.server.stop()
    scene.sends(scene.asks())
    scene.work()
    assert waiting(scene.office) == 1

    scene.una_says(Step.HANDED_BACK)
    scene.server.start()
    scene.clock.at += timedelta(minutes=10)
    scene.work()

    assert waiting(scene.office) == 0
    assert scene.una.email not in scene.server.told


@pytest.mark.parametrize("is_sent", [False, True])
def test_customer_care_are_alarmed_each_working_day_after_two_without_a_yes(
    scene: Scene, is_sent: bool
) -> None:
    # Asked on Tuesday; Thursday is the last day on which a service may say yes.
    intake = scene.asks()
    if is_sent:
        scene.sends(intake)
    alarms = []
    for _day in range(7):
        scene.work()
        alarms.append(scene.alarms()[ON_DUTY])
        scene.clock.at += timedelta(days=1)

    # Wednesday to Monday: Friday is late, the weekend is nobody's, Monday is late.
    assert alarms == [0, 0, 0, 1, 1, 1, 2]
    if is_sent:
        scene.una_says(Step.ACCEPTED)
        scene.work()
        assert scene.alarms()[ON_DUTY] == 2


def test_an_alarm_that_waits_is_taken_back_once_a_service_said_yes(scene: Scene) -> None:
    scene.sends(scene.asks())
    scene.clock.at += timedelta(days=3)
    scene.server.stop()
    scene.work()
    assert scene.alarms()[ON_DUTY] == 1

    scene.una_says(Step.ACCEPTED)
    scene.clock.at += timedelta(minutes=10)
    scene.work()

    assert scene.alarms() == Counter()


def test_whom_the_child_may_mean_is_told_nothing_of_what_they_would_not_find(scene: Scene) -> None:
    other = of_service(scene.app, "Pat Upfront", "upfront")
    scene.sends(scene.asks(wish=AdvocateWish(not_them="not Una")))

    scene.work()

    assert scene.server.told.count(other.email) == 1
    assert scene.una.email not in scene.server.told
