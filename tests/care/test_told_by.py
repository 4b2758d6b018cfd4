"""The intake's page says who told us for a child, apart from the child."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from portal.care.intake_parts.submitter import RELATIONS, not_agreed, told_by
from portal.domain.intake import SafeContact
from portal.domain.submitter import ChildSays, Knows, Relation, Submitter, WordsOf
from portal.domain.taxonomy import ContactWay, SubmittedBy
from tests.any_intake import NOW, an_intake
from tests.care.intakes import kept
from tests.desk_client import Desk
from tests.web.every_page import StandingClock

NOT_YET: dict[str, Any] = {"taken_over_at": None, "child_says": None}
UNA = Submitter(
    Relation.ADVOCATE,
    name="Una <Upfront>",
    organisation="Upfront",
    contact="020 7946 0100",
    service="upfront",
    child_knows=Knows.YES,
    child_agrees=Knows.NOT_SURE,
    how_known="She said so & wrote it",
    words_of=WordsOf.CHILD,
)


def test_the_page_says_who_told_us_and_that_the_way_is_not_confirmed(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    contact = SafeContact(
        way=ContactWay.TEXT,
        details="07700 900123",
        given_by=SubmittedBy.ADVOCATE,
        confirmed_by_child=False,
    )
    told = kept(app, clock, "They moved me", submitter=UNA, contact=contact, **NOT_YET)

    desk.open(f"intakes/{told.reference}")

    for said in (
        "Una <Upfront>",
        "They are Advocate",
        "Service Upfront",
        "Reached by 020 7946 0100",
        "Whose words The child's own",
        "The child knows Yes",
        "The child agrees Not sure",
        "She said so & wrote it",
        "Taken over by the child Not yet",
        "The child has not confirmed this: send nothing with content there.",
        "Given by An advocate",
        "Confirmed by the child No",
    ):
        assert said in desk.text, said


def test_a_child_s_own_telling_has_no_such_part(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    intake = kept(app, clock, "They moved me", submitter=None)

    desk.open(f"intakes/{intake.reference}")

    assert "Who told us for the child" not in desk.text


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({}, None),
        ({"child_knows": Knows.NOT_SURE, "child_agrees": None}, None),
        ({"child_knows": Knows.NO}, "The child does not know that we were told"),
        ({"child_agrees": Knows.NO}, "The child does not agree"),
        (
            {"child_knows": Knows.NO, "child_agrees": Knows.NO},
            "The child does not know that we were told and does not agree",
        ),
    ],
)
def test_a_child_who_does_not_know_or_agree_is_read_of_before_anything_else(
    app: Flask, desk: Desk, clock: StandingClock, more: dict[str, Any], line: str | None
) -> None:
    intake = kept(app, clock, "I am not safe", submitter=replace(UNA, **more), **NOT_YET)

    page = desk.open(f"intakes/{intake.reference}").text

    first = page.partition('class="glance"')[2].partition("</li>")[0]
    assert [one.text for one in not_agreed(intake)] == ([line] if line else [])
    assert line is None or line in first


def test_once_the_child_took_it_over_their_own_word_stands() -> None:
    intake = an_intake(
        submitter=replace(UNA, child_agrees=Knows.NO), taken_over_at=NOW, child_says=None
    )

    assert not_agreed(intake) == ()
    [line] = not_agreed(replace(intake, child_says=ChildSays.NOT_WANTED))
    assert line.text == "The child says that they did not want this told"
    wrong = replace(intake, child_says=ChildSays.WRONG)
    says = {row.label: row.value for row in told_by(wrong)}
    assert says["The child says"] == "Something is wrong or missing"


@pytest.mark.parametrize("relation", Relation)
def test_whoever_helps_is_named_by_who_they_are(relation: Relation) -> None:
    rows = {row.label: row.value for row in told_by(an_intake(submitter=Submitter(relation)))}

    assert rows["They are"] == RELATIONS[relation]
    assert ("Service" in rows) is (relation is Relation.ADVOCATE)
