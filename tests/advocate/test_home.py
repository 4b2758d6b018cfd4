"""The list of a service: who waits for its answer and by when, who runs, and who is over."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from portal.domain.intake import AdvocateWish
from portal.domain.referral_steps import Step
from portal.domain.staff import Role, StaffMember
from tests.advocate.referring import answered, sent
from tests.desk_client import Desk, a_colleague
from tests.portal_client import office_of
from tests.web.every_page import StandingClock

DAY = timedelta(days=1)
# Beside a Tuesday's request: an answer is due on the Thursday.
DUE = "An answer is due by Thu 26 Nov 2026"
LATE = "Late: an answer was due Thu 26 Nov 2026"


def parts(desk: Desk) -> tuple[str, str, str]:
    """What the list says of those not accepted, of those that run, and of those that are over."""
    desk.open("/advocate/")
    _, _, after = desk.text.partition("Not accepted yet")
    waiting, _, after = after.partition(" Yours ")
    running, _, over = after.partition(" Over: ")
    return waiting, running, over


def test_an_empty_list_says_what_will_stand_here(service: Desk) -> None:
    waiting, running, over = parts(service)

    assert "A child whose wish customer care pass to you will stand here" in waiting
    assert "Children whom you accept will stand here" in running
    assert over.startswith("0 ")
    assert "the reference and dates will stand here, and nothing else" in over


def test_whoever_waits_stands_first_the_longest_first_with_the_day_of_an_answer(
    app: Flask, service: Desk, clock: StandingClock
) -> None:
    sent(app, name="Ann")
    clock.at += timedelta(minutes=20)
    sent(app, name="Bob")

    waiting, _, _ = parts(service)

    assert waiting.index("Ann") < waiting.index("Bob")
    assert waiting.count(DUE) == 2
    assert "Late" not in waiting


def test_an_answer_is_late_once_its_day_is_over(
    app: Flask, advocate: StaffMember, clock: StandingClock
) -> None:
    _, intake = sent(app, name="Ann")
    clock.at += 2 * DAY
    assert DUE in parts(Desk(app, advocate))[0]
    clock.at += DAY
    assert LATE in parts(Desk(app, advocate))[0]

    answered(app, advocate, intake, Step.ACCEPTED)

    waiting, running, _ = parts(Desk(app, advocate))
    assert "Late" not in waiting + running


def test_those_that_run_say_what_is_to_be_done_next(
    app: Flask, service: Desk, advocate: StaffMember
) -> None:
    _, intake = sent(app, name="Ann")
    for step, says in (
        (Step.ACCEPTED, "No advocate named"),
        (Step.NAMED, "Not met yet"),
        (Step.MET, "Running"),
    ):
        name = {"advocate": "Una Upfront"} if step is Step.NAMED else {}
        intake = answered(app, advocate, intake, step, **name)
        waiting, running, _ = parts(service)
        assert "Ann" not in waiting
        assert says in running
    assert "advocate: Una Upfront" in running


def test_whose_advocate_left_is_to_be_given_another(
    app: Flask, service: Desk, advocate: StaffMember
) -> None:
    gone = {"roles": {Role.ADVOCATE}, "service": "upfront", "left_at": office_of(app).clock()}
    a_colleague(app, "Ugo Gone", **gone)
    referral_id, intake = sent(app, name="Ann")
    intake = answered(app, advocate, intake, Step.ACCEPTED)
    intake = answered(app, advocate, intake, Step.NAMED, advocate="Ugo Gone")
    intake = answered(app, advocate, intake, Step.MET)

    assert "Their advocate has left: name another" in parts(service)[1]
    page = service.open(f"/advocate/referrals/{referral_id}").text
    assert f'class="button" href="/advocate/referrals/{referral_id}/name"' in page
    assert page.count("Name another advocate") == 1

    answered(app, advocate, intake, Step.NAMED, advocate="Ulla Next")

    assert "has left" not in parts(service)[1]


def test_of_those_that_are_over_only_reference_and_dates_are_left(
    app: Flask, service: Desk, advocate: StaffMember
) -> None:
    _, back = sent(app, name="Ann")
    _, done = sent(app, name="Bob")
    answered(app, advocate, back, Step.HANDED_BACK, note="ill")
    done = answered(app, advocate, done, Step.NAMED, advocate="Una Upfront")
    answered(app, advocate, done, Step.MET, Step.ENDED)

    waiting, running, over = parts(service)

    assert "Ann" not in service.text
    assert "Bob" not in service.text
    assert back.reference not in waiting + running
    assert over.startswith("2 ")
    assert f"{back.reference} · passed to you Tue 24 Nov 2026 · handed back Tue" in over
    ended = "first met Tue 24 Nov 2026 · over Tue 24 Nov 2026"
    assert f"{done.reference} · passed to you Tue 24 Nov 2026 · {ended}" in over
    assert "Una Upfront" not in over


def test_a_child_without_a_name_stands_there_by_their_reference(app: Flask, service: Desk) -> None:
    _, nameless = sent(app, name="  ")
    _, named = sent(app, name="<b>سام</b>", language="ar")

    page = service.open("/advocate/")

    assert f'<bdi dir="ltr" translate="no">{nameless.reference}</bdi></a>' in page.text
    assert ">&lt;b&gt;سام&lt;/b&gt;</span></a>" in page.text
    assert '<span class="typed" lang="ar" dir="auto">' in page.text
    assert "Arabic" in service.text
    assert named.reference in service.text


def test_a_service_is_called_by_its_name_and_knows_nothing_of_anothers_children(
    app: Flask, service: Desk
) -> None:
    sent(app, name="Ann", service="nch")

    assert "Passed to Upfront" in service.open("/advocate/").text.replace("<bdi>", "")
    assert "Ann" not in service.text


def test_whoever_the_child_may_mean_does_not_find_them_until_it_is_known(
    app: Flask, service: Desk
) -> None:
    una = Desk(app, a_colleague(app, "Ula Upfront", roles={"advocate"}, service="upfront"))
    _, wish = sent(app, name="Ann", wish=AdvocateWish(not_them="please not Ula"))
    _, hide = sent(app, name="Bob", should_not_see="Ula and my brother")

    assert {"Ann", "Bob"} <= set(service.open("/advocate/").text.replace("<", ">").split(">"))
    page = una.open("/advocate/")
    for one in (wish, hide):
        assert one.reference not in page.text
