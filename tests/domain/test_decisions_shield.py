"""Whom a child does not want to see it, and what is about customer care itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.decisions.shield import SendOutside, Shield, asked_again
from portal.domain.intake import Intake
from portal.domain.sight import audience_of, may_be_given, may_know, waits_for_names
from portal.domain.staff import Audience, Role, StaffMember
from portal.domain.triage import Triage
from tests.domain.people_deciding import (
    ADMINISTRATOR,
    CLEARED,
    EVERYBODY,
    GONE,
    MANAGER,
    OFFICER,
    OTHER,
    OUTSIDE,
    after,
    an_open_intake,
    refusal,
)

ANSWER = "Not Olu and not the big boss"
OUTSIDE_BARRED = an_open_intake(Triage(barred=(OUTSIDE.id,), names_matched=True))
SHIELDED = an_open_intake(should_not_see=ANSWER)


def test_until_it_is_matched_only_cleared_officers_know_of_it() -> None:
    assert [one for one in EVERYBODY if may_know(one, SHIELDED)] == [CLEARED]


def test_matched_it_is_open_to_all_officers_but_those_whom_the_child_means() -> None:
    matched = after(Shield((OFFICER.id, MANAGER.id)), SHIELDED)

    assert audience_of(matched) is Audience.CARE
    assert [one for one in EVERYBODY if may_know(one, matched)] == [OTHER, CLEARED]
    assert matched.triage.barred == (OFFICER.id, MANAGER.id)


def test_whoever_is_named_loses_it_in_the_same_decision() -> None:
    theirs = Triage(assigned_to=OFFICER.id, passed_to=MANAGER.id)
    matched = after(Shield((OFFICER.id, MANAGER.id)), an_open_intake(theirs))

    assert (matched.triage.assigned_to, matched.triage.passed_to) == (None, None)


def test_others_keep_it() -> None:
    theirs = Triage(assigned_to=OTHER.id, passed_to=MANAGER.id)
    matched = after(Shield((OFFICER.id,)), an_open_intake(theirs))

    assert (matched.triage.assigned_to, matched.triage.passed_to) == (OTHER.id, MANAGER.id)


def test_nobody_here_is_an_answer_and_both_or_neither_is_none() -> None:
    matched = after(Shield(is_nobody_here=True), SHIELDED)

    assert audience_of(matched) is Audience.CARE
    assert Shield(is_nobody_here=True).rows(str) == [("Kept from", "nobody who works here")]
    assert refusal(Shield(), SHIELDED)[0] == "barred"
    assert refusal(Shield((OFFICER.id,), is_nobody_here=True), SHIELDED)[0] == "barred"


def test_somebody_who_left_can_stay_barred_and_not_become_so() -> None:
    kept = an_open_intake(Triage(names_matched=True, barred=(GONE.id,)))

    assert after(Shield((GONE.id, OFFICER.id)), kept).triage.barred == (GONE.id, OFFICER.id)
    assert refusal(Shield((GONE.id,)), SHIELDED)[0] == "barred"
    assert refusal(Shield(("no-such-id",)), SHIELDED)[0] == "barred"


@pytest.mark.parametrize(
    ("intake", "people", "barred"),
    [
        (SHIELDED, (CLEARED, MANAGER, ADMINISTRATOR, OUTSIDE, GONE), (CLEARED.id,)),
        (SHIELDED, (CLEARED, OFFICER), (CLEARED.id, OFFICER.id)),
        (an_open_intake(Triage(about_customer_care=True)), EVERYBODY, (OUTSIDE.id,)),
    ],
)
def test_the_last_who_may_open_it_is_not_locked_out_silently(
    intake: Intake, people: tuple[StaffMember, ...], barred: tuple[str, ...]
) -> None:
    field, sentence = refusal(Shield(barred), intake, *people)

    assert field == "barred"
    assert "Nobody would be left" in sentence


@given(barred=st.sets(st.sampled_from([one.id for one in EVERYBODY if one.left_at is None])))
def test_whoever_is_barred_never_knows_of_it_nor_has_it(barred: set[str]) -> None:
    theirs = Triage(assigned_to=OTHER.id, passed_to=MANAGER.id)
    decision = Shield(tuple(sorted(barred)), is_nobody_here=not barred)
    try:
        intake = after(decision, an_open_intake(theirs, should_not_see=ANSWER))
    except ValueError:
        assert barred >= {OFFICER.id, OTHER.id, CLEARED.id}
        return

    for one in EVERYBODY:
        if one.id in barred:
            assert not may_know(one, intake)
    assert {intake.triage.assigned_to, intake.triage.passed_to}.isdisjoint(barred)
    assert any(may_be_given(one, intake) for one in EVERYBODY)


MATCHED = Triage(names_matched=True, matched_answer=ANSWER, barred=(OFFICER.id,))


@pytest.mark.parametrize(
    ("answer", "said", "is_asked"),
    [
        (ANSWER, "", False),
        (ANSWER, "I like the new home, it may stay so", False),
        (ANSWER + " and not Ada", "", True),
        ("", "", True),
        (ANSWER, "and pls dont tell ADA", True),
        (ANSWER, "Other, C. said no", True),
    ],
)
def test_names_are_matched_anew_when_the_answer_or_new_words_may_name_somebody_else(
    answer: str, said: str, is_asked: bool
) -> None:
    again = asked_again(MATCHED, answer, said, ["Ada Other", "Cleo C"])

    assert again.names_matched is not is_asked
    assert again.barred == (OFFICER.id,)
    assert waits_for_names(an_open_intake(again, should_not_see=answer)) is is_asked


def test_what_is_about_customer_care_goes_to_the_one_outside_and_back_by_them() -> None:
    theirs = an_open_intake(Triage(assigned_to=OFFICER.id, passed_to=MANAGER.id))
    out = after(SendOutside(), theirs)
    back = after(SendOutside(is_about=False), out)

    assert [one for one in EVERYBODY if may_know(one, out)] == [OUTSIDE]
    assert (out.triage.assigned_to, out.triage.passed_to) == (OUTSIDE.id, None)
    assert back.triage.assigned_to is None
    assert [one for one in EVERYBODY if may_know(one, back)] == [OFFICER, OTHER, CLEARED]


def test_of_two_outside_nobody_has_it_yet() -> None:
    second = StaffMember("ola", "ola@kent.example", "ola", frozenset({Role.OFFICER}), False, True)

    assert after(SendOutside(), SHIELDED, *EVERYBODY, second).triage.assigned_to is None


@pytest.mark.parametrize(
    ("intake", "decision", "people"),
    [
        (SHIELDED, SendOutside(), (OFFICER, CLEARED)),
        (
            an_open_intake(Triage(barred=(OUTSIDE.id,), names_matched=True)),
            SendOutside(),
            EVERYBODY,
        ),
        (SHIELDED, SendOutside(is_about=False), EVERYBODY),
        (an_open_intake(Triage(about_customer_care=True)), SendOutside(), EVERYBODY),
        (
            an_open_intake(Triage(about_customer_care=True), should_not_see=ANSWER),
            SendOutside(is_about=False),
            (OFFICER, OUTSIDE),
        ),
    ],
)
def test_it_goes_nowhere_where_nobody_is_and_not_twice(
    intake: Intake, decision: SendOutside, people: tuple[StaffMember, ...]
) -> None:
    assert refusal(decision, intake, *people)[0] == "is_about"
