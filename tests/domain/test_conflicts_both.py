"""No organisation, and nobody, is both a child's advocate and their Independent Person."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from portal.domain.conflicts import (
    IS_ADVOCATE,
    IS_INDEPENDENT_PERSON,
    WORKS_FOR_COUNCIL,
    advocate_may_not_act,
    independent_person_may_not,
    person_may_not_be_independent,
    service_may_not_act,
)
from portal.domain.may_not_act import IndependentPerson
from portal.domain.referral_steps import Step
from portal.domain.submitter import Relation, Submitter
from tests.domain.deciding import RECEIVED, TODAY, UPFRONT, sent
from tests.domain.test_conflicts import NCH, PEOPLE, SERVICES, an_intake, named

NAMES_OF_NCH = ("nch", "NCH", " n.c.h. ", "Action for Children", "Action For Children Limited")


@pytest.mark.parametrize("organisation", NAMES_OF_NCH)
def test_the_independent_persons_organisation_is_not_the_childs_advocate(organisation: str) -> None:
    person = IndependentPerson("Ivy Inde", organisation, "", TODAY)

    intake = an_intake(independent_person=person)

    assert service_may_not_act(intake, NCH) == IS_INDEPENDENT_PERSON
    assert service_may_not_act(intake, UPFRONT) == ""
    assert advocate_may_not_act(intake, "inde, IVY", ()) == IS_INDEPENDENT_PERSON


_HISTORIES = {
    "has it": (sent(service="nch"), True),
    "accepted it": (sent(RECEIVED, Step.ACCEPTED, service="nch"), True),
    "has an advocate": (named("Ann", "nch"), True),
    "had one and ended": (
        (*named("Ann", "nch"), *sent(RECEIVED, Step.ENDED, service="nch")[1:]),
        True,
    ),
    "named one and handed it back": (
        (*named("Ann", "nch"), *sent(RECEIVED, Step.HANDED_BACK, service="nch")[1:]),
        True,
    ),
    "handed it back at once": (sent(RECEIVED, Step.HANDED_BACK, service="nch"), False),
    "another has it": (sent(service="upfront"), False),
    "nobody": ((), False),
}


@pytest.mark.parametrize(("history", "typed"), list(product(_HISTORIES, NAMES_OF_NCH)))
def test_no_organisation_that_is_or_was_the_advocate_is_independent(
    history: str, typed: str
) -> None:
    steps, is_refused = _HISTORIES[history]

    why = independent_person_may_not(an_intake(advocacy_steps=steps), typed, SERVICES)

    assert why == (IS_ADVOCATE if is_refused else "")


@pytest.mark.parametrize("typed", NAMES_OF_NCH)
def test_nor_is_the_organisation_of_the_advocate_who_told_us(typed: str) -> None:
    submitter = Submitter(Relation.ADVOCATE, "Ann", "NCH", service="nch")
    intake = replace(an_intake(), submitter=submitter)

    assert independent_person_may_not(intake, typed, SERVICES) == IS_ADVOCATE
    assert person_may_not_be_independent(intake, "ANN", ()) == IS_ADVOCATE
    teacher = replace(intake, submitter=replace(submitter, relation=Relation.SCHOOL))
    assert independent_person_may_not(teacher, typed, SERVICES) == ""


def test_a_service_that_is_gone_from_the_list_is_still_known_by_the_name_of_its_day() -> None:
    intake = an_intake(advocacy_steps=sent(service="gone"))

    assert independent_person_may_not(intake, "up front KENT", ()) == IS_ADVOCATE
    assert independent_person_may_not(intake, "gone", ()) == IS_ADVOCATE


def test_an_independent_person_neither_works_here_nor_is_the_advocate() -> None:
    intake = an_intake(advocacy_steps=named("Ann Advocate"))

    assert person_may_not_be_independent(intake, "advocate ann", PEOPLE) == IS_ADVOCATE
    assert person_may_not_be_independent(intake, "Dr OLU officer", PEOPLE) == WORKS_FOR_COUNCIL
    assert person_may_not_be_independent(intake, "Ivy Inde", PEOPLE) == ""
    assert person_may_not_be_independent(intake, "Lee Left", PEOPLE) == ""
