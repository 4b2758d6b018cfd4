"""Who deals with an intake, who answers it and what runs beside it, through the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from portal.domain.inbox import Rank
from portal.domain.staff import Role, StaffMember
from portal.domain.taxonomy import FeelsSafe
from tests.desk.open_page import an_open_page
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import Child, office_of, records
from tests.web.every_page import BEGAN_AT, StandingClock

SignIn = Callable[..., Desk]
WORDS = "They moved me again <3 & nobody said why"
NOTE = "Rang the home <3 & asked"


@pytest.fixture
def reference(app: Flask, child: Child) -> str:
    """Of the one intake that there is."""
    child.tell(WORDS)
    return the_intake(app).reference


def test_a_manager_sees_what_is_passed_to_them_answers_it_and_loses_it_when_it_is_taken_back(
    app: Flask, child: Child, desk: Desk, sign_in: SignIn, reference: str
) -> None:
    manager = sign_in("Mo Manager", roles={Role.MANAGER})
    assert manager.open(f"intakes/{reference}").status_code == 404

    assert manager.member
    desk.decide(reference, "pass", passed_to=manager.member.id, note=NOTE)
    assert manager.open(f"intakes/{reference}").status_code == 200
    assert WORDS in manager.text
    for kind, how in (("contact-made", "Visited her"), ("answer-sent", "By hand")):
        manager.decide(reference, kind, on="2026-11-24", how=how)
        assert "Saved" in manager.text

    decided = the_intake(app).triage
    assert decided.contact_made
    assert decided.answer_sent
    assert decided.answer_sent.on == date(2026, 11, 24)
    said = records(app)[-1]["triage"]
    assert said["responsible_manager"] == "Mo Manager"
    assert said["answer_sent"] == {"on": "2026-11-24", "how": "By hand", "note": None}
    desk.decide(reference, "pass", passed_to="nobody")
    assert manager.open(f"intakes/{reference}").status_code == 404
    assert manager.open(f"intakes/{reference}/contact-made").status_code == 404


def test_a_manager_decides_nothing_else(
    app: Flask, desk: Desk, sign_in: SignIn, reference: str
) -> None:
    manager = sign_in("Mo Manager", roles={Role.MANAGER})
    assert manager.member
    desk.decide(reference, "pass", passed_to=manager.member.id)
    manager.open(f"intakes/{reference}/contact-made")

    for kind in ("assign", "pass", "shield", "close", "note"):
        refused = manager.client.post(
            f"/care/intakes/{reference}/{kind}", data={**manager.hidden, "note": NOTE}
        )
        assert refused.status_code == 403
        assert "Rang the home &lt;3 &amp; asked" in refused.text
    assert the_intake(app).triage.passed_to == manager.member.id


def test_a_manager_without_an_account_stands_by_name(
    app: Flask, desk: Desk, reference: str
) -> None:
    desk.decide(reference, "pass", name="Jo Bloggs")

    assert the_intake(app).triage.passed_to_name == "Jo Bloggs"
    assert records(app)[-1]["triage"]["responsible_manager"] == "Jo Bloggs"


def test_nobody_is_given_it_by_a_forged_form_who_is_not_on_the_page(
    app: Flask, clock: StandingClock, desk: Desk, reference: str
) -> None:
    gone = a_colleague(app, "Gus Gone", left_at=clock.at)
    manager = a_colleague(app, "Mo Manager", roles={Role.MANAGER})
    outside = a_colleague(app, "Otto Outside", is_outside=True)
    for forged in (gone.id, manager.id, outside.id, "no-such-id", "<script>"):
        answer = desk.decide(reference, "assign", assigned_to=forged, note=NOTE)
        assert answer.status_code == 400
        assert "Please choose one of these." in desk.text
        assert "Rang the home &lt;3 &amp; asked" in answer.text

    assert the_intake(app).triage.assigned_to is None


def test_it_is_assigned_handed_on_and_given_back(
    app: Flask, desk: Desk, officer: StaffMember, reference: str
) -> None:
    other = a_colleague(app, "Ada Other")
    for chosen in (officer.id, other.id, "nobody"):
        desk.decide(reference, "assign", assigned_to=chosen)
        assert the_intake(app).triage.assigned_to == (None if chosen == "nobody" else chosen)
    assert "Now with Ada Other" in desk.text
    assert "Now with nobody" in desk.text


def test_everybody_who_was_told_of_a_danger_stands_beside_the_complaint(
    app: Flask, desk: Desk, reference: str
) -> None:
    early, late = "2026-11-24T09:59", "2026-11-24T10:01"
    for wrong in (late, early, "yesterday", ""):
        answer = desk.decide(
            reference, "safeguarding", who="Police", name="PC 12", told_at=wrong, note=NOTE
        )
        assert answer.status_code == 400, wrong
        assert "Rang the home &lt;3 &amp; asked" in answer.text
    desk.decide(reference, "safeguarding", who="Police", name="PC 12", told_at="2026-11-24T10:00")
    desk.decide(reference, "safeguarding", who="Somebody else", name="Her school")

    told = the_intake(app).triage.safeguarding
    assert [(one.who, one.told_at) for one in told] == [
        ("Police: PC 12", BEGAN_AT),
        ("Her school", BEGAN_AT),
    ]
    assert the_intake(app).closed_at is None


def test_acknowledged_a_note_and_data_protection_are_kept_each(
    app: Flask, desk: Desk, reference: str
) -> None:
    desk.decide(reference, "acknowledged", on="24/11/2026", how="By text, as she asked")
    desk.decide(reference, "note", note=NOTE)
    assert "Rang the home &lt;3 &amp; asked" in desk.page.text  # type: ignore[union-attr]
    desk.decide(reference, "data-protection", is_about_data="yes", acknowledged_on="")

    decided = the_intake(app).triage
    assert decided.acknowledged
    assert decided.acknowledged.how == "By text, as she asked"
    assert decided.data_protection
    assert records(app)[-1]["triage"]["decisions"] == 3


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("acknowledged", {"on": "2026-11-25", "how": NOTE}, "That day is still to come."),
    ("acknowledged", {"on": "2026-11-23", "how": NOTE}, "That is before it came to us."),
    ("acknowledged", {"on": "soon", "how": NOTE}, "Please write the day as"),
    ("acknowledged", {"on": "2026-11-24", "how": " ", "note": NOTE}, "Please say how."),
    ("pass", {"note": NOTE}, "Please choose a manager, or write a name."),
    ("pass", {"passed_to": "no-such-id", "note": NOTE}, "Please choose one of these."),
    ("note", {"note": "  "}, "Please write the note."),
    ("data-protection", {"is_about_data": "perhaps"}, "Please choose one of these."),
    ("safeguarding", {"who": "Somebody else", "note": NOTE}, "Please say who it was."),
]


def test_what_cannot_be_is_refused_with_every_word_back(
    app: Flask, desk: Desk, reference: str
) -> None:
    before = the_intake(app)
    for kind, fields, sentence in BAD:
        answer = desk.decide(reference, kind, **fields)
        assert answer.status_code == 400
        assert sentence in desk.text
        if NOTE in fields.values():
            assert "Rang the home &lt;3 &amp; asked" in answer.text
    assert the_intake(app).triage == before.triage


def test_what_is_said_later_is_looked_at_again_and_opens_what_was_closed(
    app: Flask, child: Child, desk: Desk
) -> None:
    safe, words = an_open_page(child, "are-you-safe"), an_open_page(child, "what-happened")
    child.tell(WORDS)
    reference = the_intake(app).reference
    for send, said in ((safe, {"safe": "no"}), (words, {"words": "It began again"})):
        desk.decide(reference, "close", outcomes="Explanation", knows="y", reason="told")
        assert the_intake(app).closed_at

        send(**said)

        assert the_intake(app).closed_at is None
        assert the_intake(app).seen_at is None
        assert the_intake(app).triage.closing is None
    assert the_intake(app).feels_safe is FeelsSafe.NO
    assert office_of(app).inbox_place(the_intake(app)).rank is Rank.URGENT_UNSEEN
