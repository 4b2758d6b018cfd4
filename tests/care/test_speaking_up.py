"""What the intake's page says of a wish for an advocate, and what can be said to the child."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from portal.care.decision_forms.about_advocates import words_for_the_child
from portal.care.intake_parts.advocacy import SpeakingUp, speaking_up
from portal.care.intake_parts.advocacy_to_do import Around
from portal.domain.deadlines import deadlines
from portal.domain.intake import AdvocateWish, Intake, SafeContact
from portal.domain.next_step import next_steps
from portal.domain.pauses import Pause
from portal.domain.referral import Status, status
from portal.domain.referral_steps import Step
from portal.domain.staff import Role, StaffMember
from portal.domain.taxonomy import ContactWay
from portal.settings import Fallback
from tests.domain.deciding import DAY, RECEIVED, UPFRONT, by
from tests.domain.wishing import SAID_NO, SAID_NOTHING, one, passed_on

ACCEPTED, NAMED = Step.ACCEPTED, Step.NAMED
NO_WISH = {"wish": AdvocateWish()}
FALL_BACK = Fallback("Always Heard", "0808 1", "weekdays")
FRIDAY, LAST = date(2026, 11, 27), date(2026, 11, 26)
MOST_WORDS = 14
ADVOCATE = frozenset({Role.ADVOCATE})
UNA = StaffMember("una", "una@b.example", "Una Upfront", ADVOCATE, service="upfront")


def stands(intake: Intake, today: date = RECEIVED, fall_back: Fallback | None = None) -> SpeakingUp:
    due_on = deadlines(intake, by().rules).advocate_by
    services = (replace(UPFRONT, phone="01622 9"),)
    return speaking_up(intake, due_on, Around(today, services, (UNA,), fall_back))


def _fell_back() -> Intake:
    before = passed_on(Step.FALL_BACK)
    *others, last = before.triage.advocacy_steps
    return one(*others, replace(last, advocate="Always Heard"))


EVERY: list[tuple[Intake, Status, str, str]] = [
    (one(**SAID_NOTHING, **NO_WISH), Status.NOT_ASKED, "Nobody asked for one", "You can have"),
    (one(), Status.ASKED, "no service has it", "We are looking for them."),
    (passed_on(Step.HANDED_BACK), Status.ASKED, "no service has it", "That is not your fault."),
    (
        passed_on(),
        Status.SENT,
        "Up Front Kent has it",
        "We asked Up Front Kent on Tue 24 Nov 2026.",
    ),
    (passed_on(ACCEPTED), Status.ACCEPTED, "Up Front Kent said yes", "Up Front Kent said yes."),
    (
        passed_on(NAMED),
        Status.NAMED,
        "Sarah Jones of Up Front Kent is named",
        "Sarah Jones from Up Front Kent will speak up for you.",
    ),
    (
        passed_on(NAMED, Step.MET),
        Status.MET,
        "speaks up for them",
        "Sarah Jones from Up Front Kent",
    ),
    (passed_on(Step.ENDED), Status.ENDED, "work is done", "You can ask for one again."),
    (
        passed_on(Step.NO_LONGER_WANTED),
        Status.REFUSED,
        "They want none",
        "You can ask at any time.",
    ),
    (one(**SAID_NO, **NO_WISH), Status.REFUSED, "They want none", "You can ask at any time."),
    (passed_on(Step.TRUSTED), Status.TRUSTED, "whom they trust", "Somebody you trust helps you."),
    (_fell_back(), Status.FALL_BACK, "fall-back: Always Heard", "Always Heard can help you now."),
]


@pytest.mark.parametrize(("intake", "where", "headline", "to_say"), EVERY)
def test_where_it_stands_is_said_to_the_desk_and_can_be_said_to_the_child(
    intake: Intake, where: Status, headline: str, to_say: str
) -> None:
    assert status(intake) is where
    assert headline in stands(intake).headline
    words = words_for_the_child(intake)
    assert to_say in words
    assert "{" not in words + stands(intake).headline
    sentences = re.split(r"[.!?]\s*", words)
    assert max(len(sentence.split()) for sentence in sentences) <= MOST_WORDS


def test_there_are_words_for_every_place_where_it_can_stand() -> None:
    shown = {where for _, where, _, _ in EVERY}

    assert set(Status) - shown == {Status.OFFERED}  # said by the page of the offer


@pytest.mark.parametrize(
    ("intake", "today", "alarm"),
    [
        (one(), LAST, ""),
        (one(), FRIDAY, "Late: no service said yes by Thu 26 Nov 2026"),
        (passed_on(), FRIDAY, "Late: no service said yes by Thu 26 Nov 2026"),
        (passed_on(ACCEPTED), FRIDAY, ""),
        (_fell_back(), FRIDAY, ""),
        (one(**SAID_NO), FRIDAY, ""),
        (replace(passed_on(), closed_at=by().at), FRIDAY, ""),
    ],
)
def test_it_is_late_once_the_second_working_day_is_over(
    intake: Intake, today: date, alarm: str
) -> None:
    assert stands(intake, today).alarm == alarm


@pytest.mark.parametrize(
    ("intake", "to_do"),
    [
        (one(), ["No service has it now: pass it to one.", "Always Heard: 0808 1, weekdays."]),
        (passed_on(), ["Ring Up Front Kent: 01622 9.", "Always Heard: 0808 1, weekdays."]),
        (passed_on(ACCEPTED), ["Tell the child: Up Front Kent said yes, on Tue 24 Nov 2026."]),
        (passed_on(ACCEPTED, Step.TOLD), []),
    ],
)
def test_what_to_do_is_said_in_sentences(intake: Intake, to_do: list[str]) -> None:
    said = stands(intake, FRIDAY, FALL_BACK).to_do

    assert len(said) == len(to_do)
    assert all(part in whole for part, whole in zip(to_do, said, strict=True))


def test_whom_no_way_is_safe_for_is_told_once_they_come_back() -> None:
    unsafe = replace(passed_on(ACCEPTED), contact=SafeContact(ContactWay.DO_NOT_CONTACT))

    assert stands(unsafe).to_do[0].startswith("When they come back, tell them: Up Front Kent said")
    late = stands(replace(one(), contact=SafeContact()), FRIDAY, FALL_BACK).to_do
    assert late[-1].startswith("When they come back, put them in touch with Always Heard")


def test_why_it_was_handed_back_stands_there_until_another_has_it() -> None:
    sent, back = passed_on(Step.HANDED_BACK).triage.advocacy_steps
    full = replace(back, note="We are full <3")
    told, again = replace(back, step=Step.TOLD, note=""), replace(sent, referral="r2")

    for steps, why in (
        ((sent, full), ["We are full <3"]),
        ((sent, full, told), ["We are full <3"]),
        ((sent, full, again), []),
    ):
        rows = stands(one(*steps)).rows
        assert [row.value for row in rows if row.label == "Why it was handed back"] == why


LEFT, HERE = datetime(2026, 11, 20, tzinfo=UTC), None


@pytest.mark.parametrize(
    ("accounts", "is_gone"),
    [
        ([("Sarah Jones", "upfront", LEFT)], True),
        ([("jones, sarah", "upfront", LEFT)], True),
        ([("Sarah Jones", "upfront", LEFT), ("Sarah Jones", "upfront", HERE)], False),
        ([("Sarah Jones", "upfront", HERE)], False),
        ([("Sarah Jones", "nch", LEFT)], False),
        ([("Sarah James", "upfront", LEFT)], False),
        ([], False),
    ],
)
def test_an_advocate_who_left_is_asked_after_and_who_never_had_an_account_is_not(
    accounts: list[tuple[str, str, datetime | None]], is_gone: bool
) -> None:
    people = tuple(
        StaffMember(str(n), "a@b.example", name, ADVOCATE, False, False, left, of)
        for n, (name, of, left) in enumerate(accounts)
    )
    named, gone = passed_on(NAMED), "Sarah Jones left Up Front Kent. Ask who speaks up"
    said = speaking_up(named, None, Around(RECEIVED, (), people)).to_do

    assert len(said) == 1
    assert said[0].startswith(gone if is_gone else "Tell the child: Up Front Kent named Sarah")
    words = words_for_the_child(named, people)
    assert ("Sarah" not in words) is is_gone
    assert ("They will tell us who it is." in words) is is_gone


@pytest.mark.parametrize(
    ("people", "not_them", "is_unseen"),
    [
        ((UNA,), "", False),
        ((), "", True),
        ((replace(UNA, left_at=LEFT),), "", True),
        ((replace(UNA, service="nch"),), "", True),
        ((UNA,), "not Una", True),
        ((UNA, replace(UNA, id="2", name="Pat Other")), "not Una", False),
    ],
)
def test_what_nobody_of_the_service_finds_is_asked_of_it_in_another_way(
    people: tuple[StaffMember, ...], not_them: str, is_unseen: bool
) -> None:
    intake = replace(passed_on(), wish=AdvocateWish(not_them=not_them), should_not_see="")
    said = speaking_up(intake, LAST, Around(RECEIVED, (UPFRONT,), people)).to_do

    unseen = "Nobody of Up Front Kent finds it at their desk: ask them in another way."
    assert (unseen in said) is is_unseen


def test_a_service_whose_contract_is_over_is_asked_whether_it_goes_on() -> None:
    ended = replace(UPFRONT.contracts[0], ends_on=RECEIVED)
    services = (replace(UPFRONT, contracts=(ended,)),)
    intake = passed_on(NAMED, Step.TOLD)

    assert speaking_up(intake, None, Around(RECEIVED, services)).to_do == ()
    (said,) = speaking_up(intake, None, Around(RECEIVED + DAY, services)).to_do
    assert said.startswith("Up Front Kent has no contract now.")


def _paused(intake: Intake) -> Intake:
    pauses = (Pause(RECEIVED, "waits"),)
    return replace(intake, triage=replace(intake.triage, pauses=pauses))


def test_a_pause_that_runs_is_to_be_ended_once_a_service_said_yes_and_not_before() -> None:
    accepted: Any = _paused(passed_on(ACCEPTED))

    assert "pause-end" in next_steps(accepted)
    assert "end the pause with Tue 24 Nov 2026" in stands(accepted).to_do[-1]
    assert "pause-end" not in next_steps(_paused(passed_on()))
    assert not any("pause" in one for one in stands(_paused(passed_on())).to_do)


def test_the_steps_stand_with_the_last_first_and_by_whom() -> None:
    steps = stands(passed_on(NAMED)).steps

    assert [(one.what, one.by) for one in steps] == [
        ("Up Front Kent named Sarah Jones", "the child"),  # as the test's steps are all the child's
        ("Passed to Up Front Kent", "the child"),
        ("Asked for one", "the child"),
    ]
