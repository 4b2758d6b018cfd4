"""What is the adult's never ends among what is the child's, nor the other way round."""

from __future__ import annotations

from dataclasses import astuple

from hypothesis import given
from hypothesis import strategies as st

from portal.child.posted import Posted
from portal.domain.intake import Intake, NothingSaidError
from portal.domain.submitter import IN_THEIR_OWN_RIGHT, ORIGINATORS, Relation
from portal.domain.taxonomy import SubmittedBy
from portal.helping.forms import CONSENT, OFFERED, not_asked
from portal.helping.telling import Told
from tests.any_intake import NOW, texts

FIELDS = (
    *("words", "words_of", "safe", "name", "age", "home", "knows", "agrees", "way", "details"),
    *("times", "hide", "advocate", "own_name", "own_organisation", "own_contact"),
)
OWN = ("own_name", "own_organisation", "own_contact")
CHILDS = ("words", "name", "details", "times", "hide")
POSTED = Posted(
    submission_id="11111111-1111-4111-8111-111111111111",
    seen=(),
    wants_to_send=True,
    wants_someone=False,
    wants_to_keep=False,
    wants_files=False,
    seconds_open=60.0,
    marks=(),
)


def typed_into(name: str) -> st.SearchStrategy[str]:
    """Each text says which field it was typed into, so that it is known wherever it turns up."""
    return texts.map(lambda text: f"\u2039{name}\u203a{text}")


answers = st.fixed_dictionaries(
    {
        name: st.just("")
        | st.sampled_from(["yes", "no", "not_sure", "text", "child", "13-15"])
        | typed_into(name)
        for name in FIELDS
    }
)


def told(relation: Relation, values: dict[str, str]) -> Told:
    asked = {n: v for n, v in values.items() if n not in not_asked(relation)}
    return Told(relation, asked, POSTED, "en", NOW)


def as_intake(one: Told) -> Intake | None:
    try:
        return one.intake(one.submission_id, "KM7R-T2XN", one.marks)
    except NothingSaidError:
        assert not one.values["words"].strip()
        return None


@given(relation=st.sampled_from(OFFERED), values=answers)
def test_nothing_of_the_adult_s_is_among_the_child_s_and_nothing_is_lost(
    relation: Relation, values: dict[str, str]
) -> None:
    one = told(relation, values)
    intake = as_intake(one)
    if intake is None:
        return
    adults = repr(astuple(intake.submitter))  # type: ignore[arg-type]
    childs = repr((intake.words, intake.name, intake.should_not_see, intake.contact))

    assert not any(f"\u2039{name}\u203a" in childs for name in OWN)
    assert not any(f"\u2039{name}\u203a" in adults for name in CHILDS)
    kept = {
        "words": "".join(said.text for said in intake.words) or values["words"],
        "name": intake.name,
        "details": intake.contact.details,
        "times": intake.contact.best_times,
        "hide": intake.should_not_see,
    }
    assert kept == {name: values[name] for name in CHILDS}
    assert intake.submitter is not None
    assert intake.submitter.name == values["own_name"]
    assert intake.submitter.contact == values["own_contact"]


@given(relation=st.sampled_from(OFFERED), values=answers)
def test_whatever_is_answered_the_child_has_confirmed_nothing(
    relation: Relation, values: dict[str, str]
) -> None:
    intake = as_intake(told(relation, values))
    if intake is None:
        return

    assert intake.contact.confirmed_by_child is False
    assert intake.contact.given_by is SubmittedBy.HELPER
    assert intake.submitted_by is SubmittedBy.HELPER
    assert intake.originator is ORIGINATORS[relation]
    assert intake.submitter is not None
    if relation in IN_THEIR_OWN_RIGHT:
        assert (intake.submitter.child_knows, intake.submitter.child_agrees) == (None, None)


@given(relation=st.sampled_from(OFFERED), values=answers, other=answers)
def test_the_same_answers_are_one_telling_and_others_are_another(
    relation: Relation, values: dict[str, str], other: dict[str, str]
) -> None:
    first, second = told(relation, values), told(relation, other)

    assert first.submission_id == told(relation, dict(values)).submission_id
    as_browsers_break = {n: v.replace("\r\n", "\n") for n, v in first.values.items()}
    again = Told(relation, as_browsers_break, POSTED, "en", NOW)
    assert first.submission_id == again.submission_id
    same = as_browsers_break == {n: v.replace("\r\n", "\n") for n, v in second.values.items()}
    assert (first.submission_id == second.submission_id) == same


def test_nobody_on_the_list_is_asked_for_consent_and_everybody_else_is() -> None:
    asked = {relation: set(CONSENT) - set(not_asked(relation)) for relation in OFFERED}

    assert {r for r, fields in asked.items() if not fields} == set(IN_THEIR_OWN_RIGHT)
    assert all(fields in (set(), set(CONSENT)) for fields in asked.values())
