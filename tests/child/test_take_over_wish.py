"""A child sees where their wish for an advocate stands, and changes it: a dated step of theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db.referrals import ReferralRow
from portal.domain.clock import london_day
from portal.domain.decisions.advocacy import with_step
from portal.domain.intake import AdvocateWish
from portal.domain.referral import Status, current, status
from portal.domain.referral_steps import Happened, Step, StepBy
from portal.domain.staff import Role
from portal.domain.taxonomy import LookedAfter, YesNo
from portal.domain.triage import Triage
from portal.services import intake as intake_service
from portal.services import own_wish, referrals
from portal.services.own_wish import Choice
from portal.services.referrals import UnknownReferralError
from tests.child.clock import Clock
from tests.child.told import enter, own, take_over, told
from tests.desk_client import a_colleague, the_intake
from tests.portal_client import Child, office_of, records

ASKED = (Step.REQUESTED,)
SENT = (*ASKED, Step.SENT)
NAMED = (*SENT, Step.ACCEPTED, Step.NAMED)


@pytest.fixture
def child(app: Flask) -> Child:
    """A browser that keeps no cookies, which is enough."""
    return Child(app.test_client(use_cookies=False))


def steps(app: Flask) -> list[Step]:
    """Every step so far."""
    return [one.step for one in the_intake(app).triage.advocacy_steps]


# What happened so far, what the child says; their step, and where it stands then.
CHANGES = [
    ((), "want", Step.REQUESTED, Status.ASKED),
    ((), "nobody", Step.DECLINED, Status.REFUSED),
    ((), "trusted", Step.TRUSTED, Status.TRUSTED),
    ((), "another", None, Status.NOT_ASKED),
    ((Step.OFFERED,), "want", Step.REQUESTED, Status.ASKED),
    ((Step.OFFERED,), "nobody", Step.DECLINED, Status.REFUSED),
    (ASKED, "want", None, Status.ASKED),
    (ASKED, "nobody", Step.NO_LONGER_WANTED, Status.REFUSED),
    (ASKED, "trusted", Step.TRUSTED, Status.TRUSTED),
    (SENT, "another", Step.CHANGED, Status.ASKED),
    (SENT, "nobody", Step.NO_LONGER_WANTED, Status.REFUSED),
    (NAMED, "another", Step.CHANGED, Status.ASKED),
    (NAMED, "trusted", Step.TRUSTED, Status.TRUSTED),
    (NAMED, "nobody", Step.NO_LONGER_WANTED, Status.REFUSED),
    ((*ASKED, Step.FALL_BACK), "trusted", Step.TRUSTED, Status.TRUSTED),
    ((*ASKED, Step.NO_LONGER_WANTED), "want", Step.REQUESTED, Status.ASKED),
    ((*ASKED, Step.NO_LONGER_WANTED), "nobody", None, Status.REFUSED),
    ((*NAMED, Step.ENDED), "want", Step.REQUESTED, Status.ASKED),
]


@pytest.mark.parametrize(("so_far", "says", "step", "then"), CHANGES)
def test_each_change_is_a_step_of_the_child(
    app: Flask, child: Child, so_far: tuple[Step, ...], says: str, step: Step | None, then: Status
) -> None:
    enter(child, own(app, *so_far, seen_at=office_of(app).clock()))
    before = steps(app)

    child.post("take-over", go="send", wish=says)

    kept = the_intake(app)
    assert steps(app) == [*before, *([step] if step else [])]
    assert status(kept) is then
    if step:
        last = kept.triage.advocacy_steps[-1]
        assert last.by is StepBy.CHILD
        assert last.on == london_day(office_of(app).clock())
        assert kept.seen_at is None
        assert records(app)[-1]["version"] > 1 or len(records(app)) == 1


def test_only_what_can_be_chosen_is_offered(app: Flask) -> None:
    for so_far, says, step, _ in CHANGES:
        intake = the_intake(app, _reference(app, own(app, *so_far)))
        assert (Choice(says) in own_wish.choices_for(intake)) is (step is not None)


def _reference(app: Flask, code: str) -> str:
    text = enter(Child(app.test_client(use_cookies=False)), code).text
    return text.split("Your reference: ")[1].split()[0]


def test_a_change_pressed_twice_counts_once_even_where_it_was_passed_on_since(
    app: Flask, child: Child
) -> None:
    enter(child, own(app, *SENT))
    form = dict(child.hidden)
    child.post("take-over", go="send", wish="another")
    sent_again = the_intake(app)
    assert current(sent_again) is None
    place = office_of(app)
    again = with_step(sent_again, sent_again.triage.advocacy_steps[1])
    with place.database.write() as connection:
        intake_service.keep(connection, place, again, None, place.clock())

    child.hidden = form
    child.post("take-over", go="send", wish="another")

    assert steps(app) == [*SENT, Step.CHANGED, Step.SENT]


def test_another_service_is_a_change_of_the_referral(app: Flask, child: Child) -> None:
    enter(child, own(app, *SENT))
    assert "Action for Children" in child.text

    child.post("take-over", go="send", service="nch")

    assert the_intake(app).wish.service == "nch"
    assert steps(app) == [*SENT, Step.CHANGED]
    child.post("take-over", go="send", service="you_choose")
    assert the_intake(app).wish.service == ""


def test_a_service_that_may_not_be_theirs_is_not_chosen(app: Flask, child: Child) -> None:
    enter(child, own(app, *SENT, looked_after=LookedAfter.YES))

    child.post("take-over", go="send", service="nch")

    assert the_intake(app).wish.service == ""
    assert steps(app) == list(SENT)


def test_whom_they_do_not_want_is_added_below_what_they_said(app: Flask, child: Child) -> None:
    enter(child, own(app, wish=AdvocateWish("upfront", "Not Dave", trusted_who="nan")))

    child.post("take-over", go="send", not_them="Not  Sue\r\n<3", wish="trusted", trusted_who="Jo")

    kept = the_intake(app).wish
    assert kept == AdvocateWish("upfront", "Not Dave\n\nNot  Sue\r\n<3", True, "nan\n\nJo")


def test_a_refused_referral_leaves_the_services_sight_at_once(app: Flask, child: Child) -> None:
    una = a_colleague(app, "Una", roles={Role.ADVOCATE}, service="upfront")
    enter(child, own(app, *NAMED, name="Sam"))
    child.post("take-over", go="send", not_them="Not Una")
    table, place = ReferralRow.as_table(), office_of(app)
    child.post("take-over", go="send", wish="nobody")

    with place.database.read() as connection:
        row = connection.execute(select(table)).one()
        with pytest.raises(UnknownReferralError):
            referrals.find(connection, place, una, row.id)
    assert row.over_on == london_day(place.clock())
    assert the_intake(app).triage.advocacy_steps[-1].referral == row.id


def test_reading_of_news_is_being_told(app: Flask, child: Child) -> None:
    code = own(app, *SENT, Step.ACCEPTED, seen_at=office_of(app).clock())

    enter(child, code)
    assert "Upfront said yes." in child.text
    enter(child, code)

    kept = the_intake(app)
    assert steps(app) == [*SENT, Step.ACCEPTED, Step.TOLD]
    assert kept.seen_at is not None


def test_whoever_has_only_the_first_code_words_reads_no_news(app: Flask, child: Child) -> None:
    at = office_of(app).clock()
    happened = Happened(Step.ACCEPTED, london_day(at), at, StepBy.CARE, name="Upfront")

    enter(child, told(app, triage=Triage(advocacy_steps=(happened,))))

    assert steps(app) == [Step.ACCEPTED]
    assert "said yes" not in child.text


def test_whoever_waits_too_long_is_told_so_and_whom_to_ring(
    app: Flask, child: Child, clock: Clock
) -> None:
    code = own(app, wants_advocate=YesNo.YES)
    assert "Someone should say yes by this day:" in enter(child, code).text
    assert "0808 800 5792" not in child.text

    clock.move(timedelta(days=9))
    enter(child, code)

    assert "This takes longer than it should. That is our fault, not yours." in child.text
    assert "You do not have to wait. You can ring:" in child.text
    assert "0808 800 5792" in child.text


def test_what_was_taken_over_is_changed_in_the_same_way(app: Flask, child: Child) -> None:
    take_over(child, told(app, wants_advocate=YesNo.YES))

    child.post("take-over", go="send", wish="nobody")

    assert steps(app) == [Step.NO_LONGER_WANTED]
    assert status(the_intake(app)) is Status.REFUSED
    assert "You said that you want nobody any more." in child.text
    assert records(app)[-1]["advocacy"]["status"] == "refused"
