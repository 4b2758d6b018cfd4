"""Somebody who only asks for an advocate: an Enquiry, until somebody decides otherwise."""

from __future__ import annotations

from flask import Flask

from portal.domain.next_step import next_steps
from portal.domain.taxonomy import Kind
from tests.care.wishing import ON, buttons
from tests.desk_client import Desk, the_intake
from tests.portal_client import Child

UNTIL = "Enquiry, until somebody decides otherwise"


def asked(child: Child, app: Flask) -> str:
    """The reference of a child's wish, and of nothing else."""
    child.open("ask-for-someone")
    child.post("ask-for-someone", way="call", details="07700 900123")
    return the_intake(app).reference


def test_the_desk_says_what_it_counts_as_and_still_asks(
    child: Child, app: Flask, desk: Desk
) -> None:
    reference = asked(child, app)

    assert UNTIL in desk.open(f"intakes/{reference}").text
    assert "record-type" in next_steps(the_intake(app))


def test_what_comes_first_is_to_pass_the_wish_on(child: Child, app: Flask, desk: Desk) -> None:
    reference = asked(child, app)
    desk.open(f"intakes/{reference}")
    assert buttons(desk)[0] == "advocacy"

    desk.decide(reference, "advocacy", service="upfront", passed_on=ON, how="at the desk")

    assert "advocacy" not in buttons(desk)


def test_what_somebody_decides_stands(child: Child, app: Flask, desk: Desk) -> None:
    reference = asked(child, app)
    desk.decide(
        reference,
        "record-type",
        record_type="Statutory complaint",
        originator="Child or young person",
    )

    desk.open(f"intakes/{reference}")
    assert UNTIL not in desk.text
    assert "Record type Statutory complaint" in desk.text


def test_words_that_come_later_make_it_undecided_again(
    child: Child, app: Flask, desk: Desk
) -> None:
    child.open("ask-for-someone")
    page = dict(child.hidden)
    child.post("ask-for-someone", not_them="Not Sarah")
    reference = the_intake(app).reference
    assert UNTIL in desk.open(f"intakes/{reference}").text

    child.hidden = page
    child.post("ask-for-someone", not_them="Not Tom")

    desk.open(f"intakes/{reference}")
    assert UNTIL not in desk.text
    assert "Record type Not decided yet" in desk.text


def test_who_came_for_an_advocate_and_also_tells_is_for_people_to_decide(
    child: Child, app: Flask, desk: Desk
) -> None:
    child.open("")
    child.post("", kind="advocate_only")
    child.tell("They took my phone")

    intake = the_intake(app)
    assert intake.kind is Kind.ADVOCATE_ONLY
    assert intake.register_type is None
    desk.open(f"intakes/{intake.reference}")
    assert "Record type Not decided yet" in desk.text
