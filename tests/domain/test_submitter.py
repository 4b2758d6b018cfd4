"""Who somebody is to a child: how the report counts them, and whose consent is asked."""

import pytest

from portal.domain.submitter import IN_THEIR_OWN_RIGHT, ORIGINATORS, Relation
from portal.domain.taxonomy import Originator

IS_COUNTED_AS = {
    "advocate": "Child or young person",
    "parent": "Parent",
    "close_relative": "Close relative",
    "carer": "Carer",
    "foster_carer": "Foster Carer",
    "special_guardian": "Carer",
    "health": "Health representative",
    "legal": "Legal representative",
    "mp": "M.P",
    "school": "School",
    "someone_else": None,
}


@pytest.mark.parametrize("relation", Relation)
def test_every_relation_is_counted_as_the_report_does(relation: Relation) -> None:
    assert ORIGINATORS[relation] == IS_COUNTED_AS[relation]


def test_every_originator_of_the_report_is_somebody_s() -> None:
    assert set(ORIGINATORS.values()) == {*Originator, None}


def test_only_who_is_on_the_statutory_list_needs_no_child_s_consent() -> None:
    # Of section 26(3) and its regulations: parents, whoever has parental responsibility, foster
    # carers, special guardians. Interest enough for anybody else is for the council to find.
    assert {"parent", "foster_carer", "special_guardian"} == IN_THEIR_OWN_RIGHT
