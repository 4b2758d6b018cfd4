"""What an intake is and whose: what each decision keeps, and what it refuses in a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.decisions.authority import DecideAuthority
from portal.domain.decisions.record_type import DecideRecordType
from portal.domain.decisions.subjects import ABOUT_DATA, DecideOriginator, DecideSubjects
from portal.domain.guide_answers import Excluded, Guide, Route, When, Who
from portal.domain.taxonomy import (
    EducationOriginator,
    EducationType,
    Originator,
    RecordType,
    Subject,
)
from portal.domain.triage import Authority, DataProtection, Education
from tests.domain.deciding import DAY, RECEIVED, TODAY, by, received, refusal

BEFORE, TOMORROW = RECEIVED - DAY, TODAY + DAY
THEIRS = DecideAuthority(False, "Medway", "She said yes on the telephone", RECEIVED, "by post")


def test_a_child_of_another_authority_is_handed_over_and_a_copy_stays() -> None:
    decided = THEIRS.applied_to(received(), by())

    said_so = Authority(False, "Medway", "She said yes on the telephone", RECEIVED, "by post")
    assert decided.triage.authority == said_so
    assert decided.closed_at == by().at
    assert decided.words == received().words


def test_without_consent_it_is_anothers_and_stays_open() -> None:
    decided = DecideAuthority(False, " Medway ").applied_to(received(), by())

    assert decided.triage.authority == Authority(False, "Medway")
    assert decided.closed_at is None


@pytest.mark.parametrize(
    ("decision", "field", "says"),
    [
        (replace(THEIRS, name=" "), "name", "which authority"),
        (replace(THEIRS, consent=" \n"), "consent", "Without the child's yes"),
        (replace(THEIRS, handed_over_on=TOMORROW), "handed_over_on", "still to come"),
        (replace(THEIRS, handed_over_on=BEFORE), "handed_over_on", "before it came"),
        (DecideAuthority(True, "Medway"), "name", "where the child is ours"),
        (DecideAuthority(True, consent="yes"), "consent", "where the child is ours"),
        (
            DecideAuthority(True, handed_over_on=RECEIVED),
            "handed_over_on",
            "where the child is ours",
        ),
    ],
)
def test_handing_over_that_is_refused(decision: DecideAuthority, field: str, says: str) -> None:
    assert refusal(decision, received())[0] == field
    assert says in refusal(decision, received())[1]


@pytest.mark.parametrize("record_type", RecordType)
@pytest.mark.parametrize("proposed", [None, *RecordType])
def test_any_type_can_be_chosen_whatever_the_guide_proposes(
    record_type: RecordType, proposed: RecordType | None
) -> None:
    guide = Guide(Who.CHILD, "care", When.OVER_A_YEAR, (Excluded.ALL_STAGES,), proposed)

    decided = DecideRecordType(record_type, guide, "", (Route.HEALTH, Route.HEALTH)).applied_to(
        received(), by()
    )

    assert decided.record_type is record_type
    assert decided.triage.guide == guide
    assert decided.triage.routes == (Route.HEALTH,)
    assert decided.closed_at is None


@pytest.mark.parametrize(
    ("guide", "field"),
    [
        (Guide(who="the king"), "who"),
        (Guide(function="plumbing"), "function"),
        (Guide(when="1066"), "when"),
        (Guide(excluded=("always",)), "excluded"),
    ],
)
def test_an_answer_that_the_guide_does_not_know_is_refused(guide: Guide, field: str) -> None:
    assert refusal(DecideRecordType(RecordType.MERIT, guide), received())[0] == field


def test_the_history_says_what_the_guide_proposed_and_that_it_may_be_late() -> None:
    guide = Guide(when=When.OVER_A_YEAR, proposed=RecordType.STATUTORY)
    decision = DecideRecordType(RecordType.ENQUIRY, guide, "I was afraid", (Route.SCHOOL,))

    assert dict(decision.rows(str)) == {
        "Record type": "Enquiry",
        "Why it was hard to tell us sooner": "I was afraid",
        "Also goes to": "school",
        "The guide proposed": "Statutory complaint",
        "Possibly out of time": "A person looks at the reason",
    }


@given(
    main=st.none() | st.sampled_from(Subject),
    others=st.lists(st.sampled_from(Subject)).map(tuple),
    kind=st.none() | st.sampled_from(EducationType),
    originator=st.none() | st.sampled_from(EducationOriginator),
    flagged=st.none() | st.just(DataProtection(RECEIVED, TODAY)),
)
def test_any_subjects_are_kept_or_refused_by_the_field_that_is_wrong(
    main: Subject | None,
    others: tuple[Subject, ...],
    kind: EducationType | None,
    originator: EducationOriginator | None,
    flagged: DataProtection | None,
) -> None:
    intake = received(data_protection=flagged)
    decision = DecideSubjects(main, others, kind, originator)
    wrong = {
        "education_type": originator is not None and kind is None,
        "education_originator": kind is not None and originator is None,
        "main_subject": main is None and (bool(others) or kind is None),
        "other_subjects": main in others,
    }
    if any(wrong.values()):
        assert wrong[refusal(decision, intake)[0]]
        return

    decided = decision.applied_to(intake, by())

    assert decided.triage.main_subject is main
    assert decided.triage.other_subjects == tuple(dict.fromkeys(others))
    assert (decided.triage.education == Education(kind, originator)) == (kind is not None)  # type: ignore[arg-type]
    assert decided.topic == intake.topic
    about_data = ABOUT_DATA & {main, *others}
    assert decided.triage.data_protection == (
        flagged or (DataProtection(TODAY) if about_data else None)
    )


@pytest.mark.parametrize("subject", sorted(ABOUT_DATA))
def test_another_subject_later_takes_no_data_protection_flag_away(subject: Subject) -> None:
    flagged = DecideSubjects(subject).applied_to(received(), by())

    later = DecideSubjects(Subject.DELAY).applied_to(flagged, by(TODAY + 9 * DAY))

    assert later.triage.main_subject is Subject.DELAY
    assert later.triage.data_protection == DataProtection(TODAY)


def test_there_are_sixteen_subjects_seven_types_and_thirteen_originators_of_education() -> None:
    assert [len(one) for one in (Subject, EducationType, EducationOriginator)] == [16, 7, 13]
    assert len(Originator) == 9


@pytest.mark.parametrize("originator", Originator)
def test_who_is_complaining_changes_and_who_typed_it_does_not(originator: Originator) -> None:
    decided = DecideOriginator(originator, " Ashford ").applied_to(received(), by())

    assert (decided.originator, decided.triage.team) == (originator, "Ashford")
    assert decided.submitted_by is received().submitted_by
