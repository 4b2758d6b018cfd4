"""Who may not speak up for a child, and who may not be Independent Person beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.advocacy import AdvocacyService, Contract, DatedName
from portal.domain.conflicts import (
    IS_ADVOCATE,
    MAY_BE_MEANT,
    MAY_BE_RECORDED,
    REASONS,
    advocate_may_not_act,
    independent_person_may_not,
    person_may_not_be_independent,
    service_may_not_act,
    services_that_may_not,
)
from portal.domain.intake import AdvocateWish, Intake
from portal.domain.may_not_act import Ground, IndependentPerson, MayNotAct, NotMeant
from portal.domain.referral_steps import Step
from portal.domain.staff import Role, StaffMember
from portal.domain.standing_conflicts import Part, standing_conflicts
from tests.domain.deciding import RECEIVED, TODAY, UPFRONT, received, sent
from tests.domain.test_same_name import retyped

NCH = AdvocacyService(
    "nch",
    (DatedName("NCH", RECEIVED), DatedName("Action for Children", TODAY)),
    (Contract(RECEIVED),),
)
SERVICES = (UPFRONT, NCH)


def somebody(name: str, *roles: Role, **more: Any) -> StaffMember:
    return StaffMember(name, f"{len(name)}@kent.example", name, frozenset(roles), **more)


OLU = somebody("Olu Officer", Role.OFFICER)
UNA = somebody("Una Upfront", Role.ADVOCATE, service="upfront")
LEFT = somebody("Lee Left", Role.MANAGER, left_at=datetime(2026, 1, 1, tzinfo=UTC))
PEOPLE = (OLU, UNA, LEFT)


def an_intake(not_them: str = "", should_not_see: str = "", **decided: Any) -> Intake:
    """Nobody told it for the child, and no one is named in it but here."""
    wish = AdvocateWish(not_them=not_them)
    return replace(received(**decided), wish=wish, should_not_see=should_not_see, submitter=None)


def named(advocate: str, service: str = "upfront") -> Any:
    """Steps of a service that named this advocate."""
    first, second = sent(RECEIVED, Step.NAMED, service=service)
    return (first, replace(second, advocate=advocate))


@pytest.mark.parametrize("ground", Ground)
def test_whoever_is_recorded_may_not_and_the_ground_is_why(ground: Ground) -> None:
    intake = an_intake(may_not_act=(MayNotAct(ground, "Dave Hill"), MayNotAct(ground, "", "nch")))

    assert advocate_may_not_act(intake, "Mr HILL, Dave", ()) == REASONS[ground]
    assert person_may_not_be_independent(intake, "dave hill", ()) == REASONS[ground]
    assert service_may_not_act(intake, NCH) == REASONS[ground]
    assert independent_person_may_not(intake, "Action for Children", SERVICES) == REASONS[ground]
    assert advocate_may_not_act(intake, "Una Upfront", PEOPLE) == ""
    assert services_that_may_not(intake, SERVICES) == {"nch": REASONS[ground]}


_PARTS = st.lists(st.text("abcdeéñøж", min_size=1, max_size=5), min_size=1, max_size=4)


@given(st.data(), _PARTS, st.sampled_from(Ground))
def test_no_way_to_type_a_recorded_name_slips_through(
    data: st.DataObject, parts: list[str], ground: Ground
) -> None:
    recorded, typed = " ".join(data.draw(st.permutations(parts))), data.draw(retyped(parts))
    account = somebody(data.draw(retyped(parts)), Role.ADVOCATE, service="upfront")
    bars = (MayNotAct(Ground.SUBJECT, "Zz Xq"), MayNotAct(ground, recorded))

    intake = an_intake(may_not_act=bars, advocacy_steps=sent())

    assert advocate_may_not_act(intake, typed, ()) == REASONS[ground]
    assert advocate_may_not_act(intake, account.name, (account,)) == REASONS[ground]
    # Their account can open what its service has: the page says so.
    found = standing_conflicts(intake, (), (account,))
    assert [(one.part, one.who) for one in found] == [(Part.ACCOUNT, account.name)]


@pytest.mark.parametrize(
    "typed", ["NCH", "n.c.h", "Action for Children", "ACTION FOR CHILDREN Ltd"]
)
def test_an_organisation_is_barred_under_all_of_its_names(typed: str) -> None:
    intake = an_intake(may_not_act=(MayNotAct(Ground.MANAGES_SERVICE, typed),))

    assert service_may_not_act(intake, NCH) == REASONS[Ground.MANAGES_SERVICE]
    assert service_may_not_act(intake, UPFRONT) == ""


def test_a_colleague_may_not_and_one_who_left_only_where_it_was_theirs() -> None:
    considers = REASONS[Ground.CONSIDERS]

    assert advocate_may_not_act(an_intake(), "officer OLU", PEOPLE) == considers
    assert advocate_may_not_act(an_intake(passed_to_name="Mo M"), "m. mo", ()) == considers
    assert advocate_may_not_act(an_intake(), "Una Upfront", PEOPLE) == ""
    assert advocate_may_not_act(an_intake(), "Lee Left", PEOPLE) == ""
    assert advocate_may_not_act(an_intake(passed_to=LEFT.id), "Lee Left", PEOPLE) == considers


def test_whoever_is_kept_from_it_may_not_be_its_advocate() -> None:
    intake = an_intake(barred=(UNA.id,))

    assert advocate_may_not_act(intake, "Una Upfront", PEOPLE) == REASONS[Ground.CHILD_OBJECTS]


@pytest.mark.parametrize("where", ["not_them", "should_not_see"])
def test_whom_the_childs_own_words_may_name_is_asked_about_first(where: str) -> None:
    intake = an_intake(**{where: "not that SARAH please"})

    assert advocate_may_not_act(intake, "Sarah Jones", ()) == MAY_BE_MEANT
    assert advocate_may_not_act(intake, "Una Upfront", ()) == ""


@pytest.mark.parametrize("said", ["sarah's ok", "SARAH’S friend", "not sa\u0301rah."])
def test_a_name_is_meant_whatever_hangs_on_it(said: str) -> None:
    assert advocate_may_not_act(an_intake(said), "Sarah Jones", ()) == MAY_BE_MEANT


def test_a_word_that_only_begins_like_a_name_means_nobody() -> None:
    assert advocate_may_not_act(an_intake("I don't care"), "Don Hill", ()) == ""


def test_somebody_of_short_names_is_meant_where_all_of_them_are_said() -> None:
    assert advocate_may_not_act(an_intake("not bo li"), "Li, Bo", ()) == MAY_BE_MEANT
    assert advocate_may_not_act(an_intake("bo is ok"), "Li, Bo", ()) == ""


def test_who_was_asked_about_may_act_until_the_child_says_more() -> None:
    asked = NotMeant("Sarah Jones", TODAY, "not Sarah")
    intake = an_intake("not Sarah", not_meant=(asked,))

    assert advocate_may_not_act(intake, "JONES Sarah", ()) == ""
    assert advocate_may_not_act(intake, "Sarah Mills", ()) == MAY_BE_MEANT
    more = replace(intake, wish=AdvocateWish(not_them="not Sarah Jones"))
    assert advocate_may_not_act(more, "Sarah Jones", ()) == MAY_BE_MEANT
    elsewhere = replace(intake, should_not_see="Sarah")
    assert advocate_may_not_act(elsewhere, "Sarah Jones", ()) == MAY_BE_MEANT


def test_asking_lifts_what_follows_from_a_name_and_not_what_was_recorded() -> None:
    asked = (NotMeant("Olu Officer", TODAY, ""), NotMeant("Dave", TODAY, ""))
    intake = an_intake(not_meant=asked, may_not_act=(MayNotAct(Ground.SUBJECT, "Dave"),))

    assert advocate_may_not_act(intake, "Olu Officer", PEOPLE) == ""
    assert advocate_may_not_act(intake, "Dave", ()) == REASONS[Ground.SUBJECT]


def test_a_recorded_first_name_may_be_anybody_who_has_it() -> None:
    intake = an_intake(may_not_act=(MayNotAct(Ground.SUBJECT, "Dave"),))

    assert advocate_may_not_act(intake, "Dave Hill", ()) == MAY_BE_RECORDED
    assert advocate_may_not_act(intake, "Davey Hill", ()) == ""


def test_a_service_that_the_child_does_not_want_is_asked_about_first() -> None:
    intake = an_intake("no more action for children")

    assert service_may_not_act(intake, NCH) == MAY_BE_MEANT
    assert service_may_not_act(intake, UPFRONT) == ""
    asked = NotMeant("NCH", TODAY, "no more action for children")
    assert (
        service_may_not_act(an_intake("no more action for children", not_meant=(asked,)), NCH) == ""
    )


def test_who_was_chosen_and_is_barred_since_is_found() -> None:
    steps = named("Dave Hill")
    person = IndependentPerson("Ivy Inde", "Upfront", "upfront", TODAY)
    bars = (MayNotAct(Ground.SUBJECT, "Hill Dave"), MayNotAct(Ground.CONSIDERS, "", "upfront"))

    intake = an_intake(advocacy_steps=steps, independent_person=person, may_not_act=bars)

    assert [
        (one.part, one.who, one.why) for one in standing_conflicts(intake, SERVICES, PEOPLE)
    ] == [
        (Part.SERVICE, "Up Front Kent", REASONS[Ground.CONSIDERS]),
        (Part.ADVOCATE, "Dave Hill", REASONS[Ground.SUBJECT]),
        (Part.INDEPENDENT_PERSON, "Ivy Inde", IS_ADVOCATE),
    ]


def test_nothing_is_found_where_all_is_well_or_it_is_over() -> None:
    bars = (MayNotAct(Ground.SUBJECT, "Hill Dave"),)
    over = (*named("Dave Hill"), *sent(RECEIVED, Step.HANDED_BACK)[1:])

    assert standing_conflicts(an_intake(advocacy_steps=named("Ann")), SERVICES, PEOPLE) == ()
    assert standing_conflicts(an_intake(may_not_act=bars), SERVICES, PEOPLE) == ()
    left = an_intake(may_not_act=bars, advocacy_steps=over)
    assert standing_conflicts(left, SERVICES, PEOPLE) == ()
