"""What the guide proposes for each answer, and that it never turns anything away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.guide import WHERE_IT_GOES, is_possibly_out_of_time, propose
from portal.domain.guide_answers import Excluded, Function, Guide, Route, When, Who
from portal.domain.taxonomy import RecordType

STATUTORY, OUTSIDE = RecordType.STATUTORY, RecordType.NON_STATUTORY
MERIT, ENQUIRY = RecordType.MERIT, RecordType.ENQUIRY
# Who may complain under the statutory procedure in their own right.
ON_THE_LIST = sorted(
    {Who.CHILD, Who.CARE_LEAVER, Who.PARENT, Who.FOSTER_CARER, Who.GUARDIAN, Who.ADOPTION}
)
LISTED_FUNCTIONS = (Function.CARE, Function.ORDERS, Function.ADOPTION)

guides = st.builds(
    Guide,
    who=st.sampled_from(["", "made up", *Who]),
    function=st.sampled_from(["", "made up", *Function]),
    when=st.sampled_from(["", "made up", *When]),
    excluded=st.lists(st.sampled_from(["made up", *Excluded]), max_size=4).map(tuple),
)


@pytest.mark.parametrize("function", LISTED_FUNCTIONS)
@pytest.mark.parametrize("who", ON_THE_LIST)
def test_whoever_is_on_the_list_has_a_statutory_complaint_without_the_childs_consent(
    who: Who, function: Function
) -> None:
    proposal = propose(Guide(who=who, function=function, when=When.WITHIN_A_YEAR))

    assert proposal.record_type is STATUTORY
    assert "consent" in " ".join(proposal.reasons)
    assert "in their own right" in " ".join(proposal.reasons)
    assert proposal.routes == ()


# Who may complain (1.2), about what (1.3), what goes another way (1.4): each row is one answer.
@pytest.mark.parametrize(
    ("who", "function", "excluded", "expected", "routes", "says"),
    [
        (Who.ON_BEHALF, Function.CARE, (), STATUTORY, (), "the child is happy with it"),
        (Who.INTEREST, Function.CARE, (), STATUTORY, (), "interest is sufficient"),
        (Who.MEMBER, Function.CARE, (), ENQUIRY, (), "M.P.s and Members as enquiries"),
        (Who.NO_NAME, Function.CARE, (), OUTSIDE, (), "no reason to do nothing"),
        (Who.CHILD, Function.PRAISE, (), MERIT, (), "something good"),
        (Who.PARENT, Function.QUESTION, (), ENQUIRY, (), "nothing is wrong"),
        (Who.MEMBER, Function.PRAISE, (), MERIT, (), "something good"),
        (Who.CHILD, Function.SCHOOL, (), OUTSIDE, (Route.SCHOOL,), "school's own procedure"),
        (Who.PARENT, Function.EDUCATION, (), OUTSIDE, (Route.EDUCATION,), "outside the children"),
        (Who.PARENT, Function.PROTECTION, (), OUTSIDE, (Route.CORPORATE,), "may be statutory"),
        (Who.PARENT, Function.OTHER, (), OUTSIDE, (Route.CORPORATE,), "council's own procedure"),
        (Who.CHILD, Function.CARE, (Excluded.DANGER,), STATUTORY, (), "Safeguarding comes first"),
        (
            Who.PARENT,
            Function.CARE,
            (Excluded.PROCEEDINGS,),
            STATUTORY,
            (Route.COURT,),
            "within a year of the end",
        ),
        (Who.CHILD, Function.CARE, (Excluded.ALL_STAGES,), OUTSIDE, (), "the Ombudsman is next"),
        (
            Who.PARENT,
            Function.CARE,
            (Excluded.STAFF,),
            OUTSIDE,
            (Route.CORPORATE,),
            "council's own procedure",
        ),
        (
            Who.FOSTER_CARER,
            Function.CARE,
            (Excluded.ASSESSMENT,),
            OUTSIDE,
            (),
            "procedure of its own",
        ),
        (
            Who.CHILD,
            Function.CARE,
            (Excluded.PROVIDER,),
            STATUTORY,
            (Route.PROVIDER,),
            "what is ours to do",
        ),
        (
            Who.CHILD,
            Function.CARE,
            (Excluded.HEALTH,),
            STATUTORY,
            (Route.HEALTH,),
            "health complaints manager",
        ),
        (
            Who.CHILD,
            Function.SCHOOL,
            (Excluded.HEALTH, Excluded.PROCEEDINGS),
            OUTSIDE,
            (Route.SCHOOL, Route.HEALTH, Route.COURT),
            "in writing",
        ),
        ("", Function.CARE, (), None, (), "Say who is complaining"),
        (Who.CHILD, "", (), None, (), "what about"),
        ("", "", (Excluded.HEALTH,), None, (Route.HEALTH,), "health complaints manager"),
    ],
)
def test_what_the_guide_proposes_and_why(
    who: str,
    function: str,
    excluded: tuple[Excluded, ...],
    expected: RecordType | None,
    routes: tuple[Route, ...],
    says: str,
) -> None:
    proposal = propose(Guide(who=who, function=function, excluded=excluded))

    assert proposal.record_type is expected
    assert proposal.routes == routes
    told = [*proposal.reasons, *(WHERE_IT_GOES[route] for route in proposal.routes)]
    assert says.lower() in " ".join(told).lower()


@given(guides, st.sampled_from(["", *When]))
def test_when_it_happened_changes_no_record_type(guide: Guide, when: str) -> None:
    other = Guide(guide.who, guide.function, when, guide.excluded)

    assert propose(guide).record_type == propose(other).record_type
    assert propose(guide).routes == propose(other).routes


@pytest.mark.parametrize(
    ("when", "is_late"),
    [
        (When.OVER_A_YEAR, True),
        (When.KNOWN_LATELY, False),
        (When.WITHIN_A_YEAR, False),
        ("", False),
    ],
)
def test_over_a_year_old_is_possibly_out_of_time_and_never_turned_away(
    when: str, is_late: bool
) -> None:
    guide = Guide(who=Who.CHILD, function=Function.CARE, when=when)

    assert is_possibly_out_of_time(guide) is is_late
    assert propose(guide).record_type is STATUTORY
    assert ("never turned away" in " ".join(propose(guide).reasons)) is is_late


@given(guides)
def test_every_proposal_says_why_and_no_sentence_twice(guide: Guide) -> None:
    proposal = propose(guide)

    assert proposal.reasons
    assert len(set(proposal.reasons)) == len(proposal.reasons)
    assert len(set(proposal.routes)) == len(proposal.routes)


@given(guides, st.sampled_from(Excluded))
def test_another_reason_to_go_elsewhere_takes_no_route_away(guide: Guide, more: Excluded) -> None:
    with_more = Guide(guide.who, guide.function, guide.when, (*guide.excluded, more))

    assert set(propose(with_more).routes) >= set(propose(guide).routes)


def test_nobody_answered_yet_nothing_is_proposed() -> None:
    assert propose(Guide()).record_type is None
    assert not is_possibly_out_of_time(None)


def test_every_route_says_where_it_goes_and_that_they_are_told() -> None:
    assert set(WHERE_IT_GOES) == set(Route)
    assert all("told" in sentence for sentence in WHERE_IT_GOES.values())
