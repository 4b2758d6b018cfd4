"""An advocate who is there already: docs/decisions/0009-an-advocate-who-is-there-already.md."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from portal.domain.referral import Status, current, status, waits_for_advocate
from portal.domain.referral_steps import Step, StepBy
from portal.domain.staff import Role
from portal.domain.taxonomy import (
    YesNo,
)
from tests.advocate.telling import tell
from tests.desk_client import Desk, the_intake


def test_an_advocate_who_is_there_already_begins_no_second_wait(app: Flask, service: Desk) -> None:
    tell(service)

    kept = the_intake(app)
    part = current(kept)
    assert part
    assert (part.service, part.name, part.advocate) == ("upfront", "Upfront", "Una Upfront")
    assert status(kept) is Status.NAMED
    assert not waits_for_advocate(kept)
    steps = kept.triage.advocacy_steps
    assert [one.step for one in steps] == [Step.SENT, Step.ACCEPTED, Step.NAMED]
    assert {one.by for one in steps} == {StepBy.SERVICE}
    assert not part.shares
    assert "You stand in it as the child's advocate." in service.text


@pytest.mark.parametrize("answer", ["child_knows", "child_agrees"])
def test_nobody_says_for_a_child_who_does_not_agree_that_they_chose_an_advocate(
    app: Flask, service: Desk, answer: str
) -> None:
    tell(service, **{answer: "no"})

    kept = the_intake(app)
    assert (kept.wants_advocate, kept.triage.advocacy_steps) == (None, ())
    assert not waits_for_advocate(kept)
    assert "You do not stand in it as the child's advocate yet" in service.text


def test_whom_the_child_may_mean_is_no_advocate_of_theirs_and_somebody_looks(
    app: Flask, service: Desk
) -> None:
    tell(service, should_not_see="not Una")

    kept = the_intake(app)
    assert kept.triage.advocacy_steps == ()
    assert waits_for_advocate(kept)


def test_nor_is_a_service_in_which_the_child_may_mean_somebody(
    app: Flask, service: Desk, sign_in: Callable[..., Desk]
) -> None:
    sign_in("Dave Colleague", roles={Role.ADVOCATE}, service="upfront")

    tell(service, should_not_see="Dave")

    kept = the_intake(app)
    assert kept.triage.advocacy_steps == ()
    assert waits_for_advocate(kept)


@pytest.mark.parametrize(
    ("answer", "wants", "waits"), [("yes", YesNo.YES, True), ("no", YesNo.NO, False)]
)
def test_another_advocate_or_none_is_what_the_child_would_say(
    app: Flask, service: Desk, answer: str, wants: YesNo, waits: bool
) -> None:
    tell(service, advocate=answer)

    kept = the_intake(app)
    assert (kept.wants_advocate, waits_for_advocate(kept)) == (wants, waits)
    assert kept.triage.advocacy_steps == ()
