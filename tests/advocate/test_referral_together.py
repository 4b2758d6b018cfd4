"""Two people of a service at once, a child who changes their mind, a session that ran out."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from portal.domain.decisions.advocacy import with_step
from portal.domain.intake import Intake
from portal.domain.referral_steps import Happened, Shares, Step
from portal.domain.staff import Role, StaffMember
from portal.services import intake as intake_service
from tests.advocate.referring import answered, sent
from tests.desk.newcomer import a_person
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import office_of
from tests.web.every_page import StandingClock

REASON = "We are full <3 & sorry"


def colleague(app: Flask) -> Desk:
    return Desk(app, a_colleague(app, "Uma Upfront", roles={Role.ADVOCATE}, service="upfront"))


def steps_of(app: Flask, reference: str) -> list[Step]:
    return [one.step for one in the_intake(app, reference).triage.advocacy_steps]


def by_the_child(app: Flask, intake: Intake, step: Step, **more: object) -> Intake:
    """The intake after the child said something about their wish."""
    place = office_of(app)
    at = place.clock()
    part = intake.triage.advocacy_steps[0].referral
    values = {"on": at.date(), "at": at, "referral": part, "service": "upfront", **more}
    after = with_step(intake, Happened(step, **values))  # type: ignore[arg-type]
    with place.database.write() as connection:
        return intake_service.add(connection, place, after, None, at)


def test_the_second_sees_what_the_first_did_and_nothing_is_doubled(
    app: Flask, service: Desk
) -> None:
    referral_id, intake = sent(app)
    uma, page = colleague(app), f"/advocate/referrals/{referral_id}"
    for desk in (service, uma):
        desk.open(f"{page}/accept")
    service.post(f"{page}/accept")

    assert uma.post(f"{page}/accept").status_code == 409

    assert "Something happened since you opened the page" in uma.text
    assert "Tue 24 Nov 2026 · You accepted it" in uma.text
    assert "This cannot be answered now: it was done already" in uma.text
    assert uma.post(f"{page}/accept", shown="2").status_code == 400
    assert steps_of(app, intake.reference) == [Step.SENT, Step.ACCEPTED]


def test_what_the_second_typed_is_still_there_and_is_kept_once_they_saw(
    app: Flask, service: Desk
) -> None:
    referral_id, intake = sent(app)
    uma, page = colleague(app), f"/advocate/referrals/{referral_id}"
    uma.open(f"{page}/hand-back")
    service.open(f"{page}/accept")
    service.post(f"{page}/accept")

    assert uma.post(f"{page}/hand-back", note=REASON).status_code == 409

    assert uma.page
    assert "We are full &lt;3 &amp; sorry" in uma.page.text
    assert steps_of(app, intake.reference) == [Step.SENT, Step.ACCEPTED]
    uma.post(f"{page}/hand-back", note=REASON)
    assert steps_of(app, intake.reference) == [Step.SENT, Step.ACCEPTED, Step.HANDED_BACK]


def test_a_meeting_reported_twice_is_kept_once(
    app: Flask, service: Desk, advocate: StaffMember
) -> None:
    referral_id, intake = sent(app)
    answered(app, advocate, intake, Step.NAMED, advocate="Una Upfront")
    page = f"/advocate/referrals/{referral_id}/met"
    service.open(page)
    service.post(page)
    # The page as it is now, and the form as a browser that went back would send it.
    service.open(page)
    assert service.post(page, shown="3", on="2026-11-24").status_code == 400

    assert steps_of(app, intake.reference) == [Step.SENT, Step.NAMED, Step.MET]


def test_a_form_that_says_no_version_or_none_that_could_be_changes_nothing(
    app: Flask, service: Desk
) -> None:
    referral_id, intake = sent(app)
    page = f"/advocate/referrals/{referral_id}/accept"
    service.open(page)
    for shown in ("", "-1", "9" * 5000, "１", "x", "2"):
        assert service.post(page, shown=shown).status_code == 409, shown[:5]
    assert steps_of(app, intake.reference) == [Step.SENT]


def test_what_was_handed_back_meanwhile_is_gone_with_every_word_given_back(
    app: Flask, service: Desk, advocate: StaffMember
) -> None:
    referral_id, intake = sent(app)
    page = f"/advocate/referrals/{referral_id}/hand-back"
    service.open(page)
    answered(app, advocate, intake, Step.HANDED_BACK, note="ill")

    answer = service.post(page, note=REASON)

    assert answer.status_code == 404
    assert "We are full &lt;3 &amp; sorry" in answer.text
    assert 'href="/advocate/"' in answer.text
    assert steps_of(app, intake.reference) == [Step.SENT, Step.HANDED_BACK]


def test_a_child_who_changes_their_mind_is_gone_from_the_service_at_once(
    app: Flask, service: Desk
) -> None:
    referral_id, intake = sent(app, name="Sam")
    page = f"/advocate/referrals/{referral_id}"
    service.open(f"{page}/accept")
    by_the_child(app, intake, Step.CHANGED, note="not them")

    for answer in (service.post(f"{page}/accept"), service.open(page)):
        assert answer.status_code == 404
        assert "Sam" not in answer.text
    assert "Sam" not in service.open("/advocate/").text
    assert "not them" not in service.text


def test_what_a_child_shares_later_or_takes_back_is_told_at_once(
    app: Flask, service: Desk, clock: StandingClock
) -> None:
    referral_id, intake = sent(app)
    page = f"/advocate/referrals/{referral_id}"
    assert "They took my phone" not in service.open(page).text
    service.open(f"{page}/accept")
    clock.at += timedelta(minutes=1)
    intake = by_the_child(app, intake, Step.SHARED, shares=(Shares.WORDS,))

    assert service.post(f"{page}/accept").status_code == 409
    assert "The child said what you may be told" in service.text
    assert "They took my phone" in service.open(page).text

    by_the_child(app, intake, Step.SHARED, shares=())
    assert "They took my phone" not in service.open(page).text


def test_a_form_that_was_sent_when_the_session_was_over_comes_back(
    app: Flask, clock: StandingClock
) -> None:
    referral_id, intake = sent(app)
    una = a_person(app, "Una Upfront", roles={Role.ADVOCATE}, service="upfront")
    una.sign_in()
    page = f"/advocate/referrals/{referral_id}/hand-back"
    una.desk.open(page)
    clock.at += timedelta(hours=2)
    una.desk.post(page, note=REASON)
    assert steps_of(app, intake.reference) == [Step.SENT]

    una.type_password()
    una.give_code()

    assert una.desk.page
    assert una.desk.page.request.path == page
    assert "You were signed out before this was saved." in una.desk.text
    assert "We are full &lt;3 &amp; sorry" in una.desk.page.text
    una.desk.post(page, note=REASON)
    assert steps_of(app, intake.reference) == [Step.SENT, Step.HANDED_BACK]


def test_a_form_without_its_token_keeps_nothing_and_gives_every_word_back(
    app: Flask, service: Desk
) -> None:
    referral_id, intake = sent(app)
    page = f"/advocate/referrals/{referral_id}/hand-back"
    service.open(page)

    answer = service.post(page, note=REASON, csrf_token="another")

    assert answer.status_code == 400
    assert "We are full &lt;3 &amp; sorry" in answer.text
    assert steps_of(app, intake.reference) == [Step.SENT]
