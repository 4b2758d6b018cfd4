"""Who you are to the child says how you are counted, and what you are asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from portal.domain.submitter import Relation
from tests.desk_client import the_intake
from tests.helping.adult import EVERYTHING, OWN, Adult
from tests.portal_client import records

# Relation: (originator, asked whether the child knows and agrees, asked where they work).
TABLE = {
    "parent": ("Parent", False, False),
    "foster_carer": ("Foster Carer", False, False),
    "special_guardian": ("Carer", False, False),
    "close_relative": ("Close relative", True, False),
    "carer": ("Carer", True, True),
    "school": ("School", True, True),
    "health": ("Health representative", True, True),
    "legal": ("Legal representative", True, True),
    "mp": ("M.P", True, True),
    "someone_else": (None, True, True),
}
every_relation = pytest.mark.parametrize("relation", TABLE)
KNOWS = "Does the child know that you are telling us?"


def test_every_relation_is_offered_but_the_advocate_who_has_an_account(adult: Adult) -> None:
    page = adult.open("for-a-child").text

    assert set(TABLE) == set(Relation) - {"advocate"}
    assert all(f'href="/en/for-a-child/{relation}"' in page for relation in TABLE)
    assert "for-a-child/advocate" not in page
    assert "Sign in as an advocate" in adult.text
    assert adult.open("for-a-child/advocate").status_code == 404


@every_relation
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_only_who_does_not_complain_in_their_own_right_is_asked_for_consent(
    visitor: Callable[..., Adult], relation: str, lang: str
) -> None:
    _, is_asked, has_organisation = TABLE[relation]
    adult = visitor(lang)

    page = adult.begin(relation).text

    assert ('name="knows"' in page, 'name="agrees"' in page) == (is_asked, is_asked)
    assert ('name="own_organisation"' in page) == has_organisation
    check = adult.press("check", relation, **EVERYTHING).text
    assert ('name="knows"' in check, 'name="agrees"' in check) == (is_asked, is_asked)


@every_relation
def test_every_relation_is_counted_and_kept_apart_from_the_child(
    adult: Adult, app: Flask, relation: str
) -> None:
    originator, is_asked, has_organisation = TABLE[relation]

    adult.tell(relation, **EVERYTHING)

    kept = the_intake(app)
    told = kept.submitter
    assert told
    assert (kept.originator, kept.submitted_by, told.relation) == (originator, "helper", relation)
    assert (told.child_knows, told.child_agrees) == (
        ("yes", "not_sure") if is_asked else (None,) * 2
    )
    assert told.organisation == (OWN["own_organisation"] if has_organisation else "")
    record = records(app)[-1]
    assert record["originator"] == originator
    assert record["submitted_by"] == "helper"
    assert record["submitter"]["relation"] == relation


@every_relation
def test_a_child_who_does_not_know_or_agree_is_no_reason_to_turn_anybody_away(
    adult: Adult, app: Flask, relation: str
) -> None:
    adult.tell(relation, knows="no", agrees="no")

    assert "Thank you. We have it." in adult.text
    assert len(records(app)) == 1


@every_relation
def test_the_receipt_says_what_they_will_not_see(adult: Adult, relation: str) -> None:
    adult.tell(relation)

    in_their_own_right = not TABLE[relation][1]
    assert ("You may complain in your own right" in adult.text) == in_their_own_right
    assert "what we hold about the child" in adult.text
    assert "you get no code words" in adult.text


def test_whoever_chose_wrongly_chooses_again_and_keeps_every_word(adult: Adult, app: Flask) -> None:
    adult.begin("school")
    adult.post("for-a-child", **EVERYTHING)
    assert adult.given_back == {n: v.replace("\r\n", "\n") for n, v in EVERYTHING.items()} | {
        "words": EVERYTHING["words"]
    }

    adult.press("change", "parent")

    assert KNOWS not in adult.text
    asked = {
        n: v for n, v in EVERYTHING.items() if n not in ("knows", "agrees", "own_organisation")
    }
    assert adult.given_back == asked
    adult.press("check", "parent", **adult.given_back)
    adult.press("send", "parent")
    assert the_intake(app).words[0].text == EVERYTHING["words"]
