"""What a service is told: for every combination of what a child agreed to, exactly that."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.flags import Flag, FlagName
from portal.domain.intake import AdvocateWish, Intake, SafeContact, Words
from portal.domain.referral import current, referrals
from portal.domain.referral_steps import Happened, Shares, Step, StepBy
from portal.domain.shared import SeenStep, Shared, shared
from portal.domain.taxonomy import ContactWay, FeelsSafe, SubmittedBy, TextsAllowed
from portal.domain.triage import Triage
from tests.any_intake import NOW, an_intake, contacts

COMBINATIONS = [set(some) for n in range(len(Shares) + 1) for some in combinations(Shares, n)]
LATER = NOW + timedelta(hours=2)
# With each of these a child gives these fields, and no others.
FIELDS = {
    Shares.WORDS: {"words", "written_by"},
    Shares.DESIRED_OUTCOME: {"desired_outcome"},
    Shares.AGE: {"age_band"},
    Shares.LOOKED_AFTER: {"looked_after"},
    Shares.FEELS_SAFE: {"feels_safe"},
}
ALWAYS = {"id", "reference", "sent_on", "asked_on", "steps"}
# The child whom these tests tell of has taken it over with code words.
WITH_NOTHING_MORE = {"language", "name", "contact", "not_them", "by_code_words"}


def step(step: Step, **more: Any) -> Happened:
    usual = {"referral": "r1", "service": "upfront", "name": "Upfront", "note": "rang the manager"}
    values: dict[str, Any] = {"on": NOW.date(), "at": NOW, "by": StepBy.CARE, **usual, **more}
    return Happened(step, **values)


def asks(*steps: Happened, **more: Any) -> Intake:
    """An intake with an answer to everything, whose wish has these steps."""
    wish = AdvocateWish("upfront", "Not Sarah", trusted=True, trusted_who="My nan")
    return an_intake(
        **{
            "words": (Words("It hurts", NOW),),
            "flags": (),
            "wish": wish,
            "feels_safe": FeelsSafe.NO,
            "triage": Triage(advocacy_steps=steps),
            **more,
        }
    )


def told(intake: Intake) -> Shared:
    part = referrals(intake.triage.advocacy_steps)[-1]
    return shared(intake, part)


def filled_in(one: Shared) -> set[str]:
    return {field.name for field in fields(one) if getattr(one, field.name)}


@pytest.mark.parametrize("agreed", COMBINATIONS, ids=lambda one: "+".join(sorted(one)) or "nothing")
@pytest.mark.parametrize("is_later", [False, True], ids=["when it was sent", "later"])
def test_exactly_what_they_agreed_to_is_told(agreed: set[Shares], is_later: bool) -> None:
    shares = tuple(agreed)
    if is_later:
        others = tuple(set(Shares) - agreed)
        intake = asks(step(Step.SENT, shares=others), step(Step.SHARED, shares=shares))
    else:
        intake = asks(step(Step.SENT, shares=shares))

    named = {field for share in agreed for field in FIELDS[share]} | (
        {"shares"} if agreed else set()
    )
    assert filled_in(told(intake)) == ALWAYS | WITH_NOTHING_MORE | named
    assert told(intake).shares == agreed


def test_what_was_said_after_the_yes_is_not_told() -> None:
    words = (Words("It hurts", NOW), Words("and he laughs", LATER, is_new=True))
    intake = asks(step(Step.SENT, shares=(Shares.WORDS,)), words=words)
    assert [one.text for one in told(intake).words] == ["It hurts"]

    again = step(Step.SHARED, shares=(Shares.WORDS,), at=LATER)
    both = asks(*intake.triage.advocacy_steps, again, words=words)
    assert [one.text for one in told(both).words] == ["It hurts", "and he laughs"]


@pytest.mark.parametrize(
    "end", [Step.HANDED_BACK, Step.CHANGED, Step.ENDED, Step.DECLINED, Step.TRUSTED]
)
def test_once_it_is_over_nothing_is_left_but_the_reference_and_dates(end: Step) -> None:
    intake = asks(step(Step.SENT, shares=tuple(Shares)), step(Step.ACCEPTED), step(end))

    left = filled_in(told(intake)) - {"was_handed_back"}
    assert left == {"id", "reference", "sent_on", "accepted_on", "over_on"}
    assert told(intake).was_handed_back is (end is Step.HANDED_BACK)


def test_a_service_reads_nothing_of_the_part_that_another_had() -> None:
    nch = {"referral": "r0", "service": "nch", "name": "NCH"}
    intake = asks(
        step(Step.SENT, shares=tuple(Shares), **nch),
        step(Step.NAMED, advocate="Nora", **nch),
        step(Step.HANDED_BACK, **nch),
        step(Step.TOLD),
        step(Step.SENT),
        step(Step.TOLD),
        step(Step.ACCEPTED),
    )

    assert told(intake).steps == (
        SeenStep(Step.SENT, NOW.date()),
        SeenStep(Step.ACCEPTED, NOW.date()),
    )
    assert told(intake).version == 2
    assert told(intake).advocate == ""
    assert told(intake).shares == frozenset()
    assert "rang the manager" not in str(told(intake))


SAFE = [TextsAllowed.ABOUT_IT, TextsAllowed.NEUTRAL_ONLY]


@given(contact=contacts, stopped=st.booleans())
def test_no_number_is_told_that_they_have_not_called_safe(
    contact: SafeContact, stopped: bool
) -> None:
    flags = (Flag(FlagName.OPTED_OUT, "stop"),) if stopped else ()

    given = told(asks(step(Step.SENT), contact=contact, flags=flags))

    found = given.contact
    assert found
    no_contact = contact.way is ContactWay.DO_NOT_CONTACT
    texted = contact.texting_address if contact.texts_allowed in SAFE and not no_contact else ""
    assert found.texting_address == texted
    assert found.details == ("" if no_contact or contact.way is None else contact.details)
    assert given.has_unsafe_phone is (texted != contact.texting_address)
    assert given.stopped_texts is stopped
    assert replace(found, details="", texting_address="") == replace(
        contact, details="", texting_address=""
    )


def test_who_wrote_the_words_goes_with_the_words_alone() -> None:
    written = {"submitted_by": SubmittedBy.HELPER}
    assert told(asks(step(Step.SENT), **written)).written_by is None
    with_words = asks(step(Step.SENT, shares=(Shares.WORDS,)), **written)
    assert told(with_words).written_by is SubmittedBy.HELPER
    assert current(with_words)
