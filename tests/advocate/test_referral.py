"""One child at the desk of a service: what they shared, and what can be answered."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db.audit import AuditRow
from portal.domain.intake import SafeContact, Words
from portal.domain.referral_steps import Shares, Step
from portal.domain.staff import StaffMember
from portal.domain.taxonomy import ContactWay, SubmittedBy
from tests.advocate.referring import answered, sent
from tests.any_intake import TYPED
from tests.desk_client import Desk, the_intake
from tests.portal_client import office_of


def test_what_is_offered_is_what_can_be_answered_now(
    app: Flask, service: Desk, advocate: StaffMember
) -> None:
    referral_id, intake = sent(app)
    said = []
    for step in (None, Step.ACCEPTED, Step.NAMED, Step.MET):
        if step:
            name = {"advocate": "Una Upfront"} if step is Step.NAMED else {}
            intake = answered(app, advocate, intake, step, **name)
        page = service.open(f"/advocate/referrals/{referral_id}")
        found = [one for one in ("accept", "name", "met", "hand-back", "ended")
                 if f"/{one}\"" in page.text]  # fmt: skip
        said.append(found)

    assert said == [
        ["accept", "hand-back"],
        ["name", "hand-back"],
        ["name", "met", "hand-back", "ended"],
        ["name", "hand-back", "ended"],
    ]


@pytest.mark.parametrize("typed", TYPED)
def test_what_a_child_wrote_stands_there_whole_escaped_and_in_its_own_direction(
    app: Flask, service: Desk, typed: str
) -> None:
    referral_id, _ = sent(
        app,
        shares=(Shares.WORDS, Shares.DESIRED_OUTCOME),
        language="fa-AF",
        words=(Words(typed, office_of(app).clock()),),
        name=typed,
        desired_outcome=typed,
        contact=SafeContact(ContactWay.THROUGH_SOMEONE, typed, best_times=typed),
    )

    page = service.open(f"/advocate/referrals/{referral_id}").text

    with app.app_context():
        shown = str(app.jinja_env.filters["own_words"](typed))
    assert page.count(f'class="typed" lang="fa-AF" dir="auto">{shown}<') == 5
    assert "<script>alert" not in page


def test_a_contact_that_another_gave_says_so_and_carries_nothing(app: Flask, service: Desk) -> None:
    given = SafeContact(
        ContactWay.CALL, "07700 900123", given_by=SubmittedBy.ADVOCATE, confirmed_by_child=False
    )
    referral_id, _ = sent(app, contact=given)

    service.open(f"/advocate/referrals/{referral_id}")

    assert "The child has not confirmed this: nothing with content may go there." in service.text
    assert "Given by An advocate" in service.text
    assert "No: not confirmed by the child" in service.text


def test_every_view_is_in_the_audit_and_changes_nothing_of_the_intake(
    app: Flask, service: Desk
) -> None:
    referral_id, intake = sent(app)
    assert service.member

    for page in ("", "/accept"):
        service.open(f"/advocate/referrals/{referral_id}{page}")
    service.post(f"/advocate/referrals/{referral_id}/hand-back", note="")

    table = AuditRow.as_table()
    views = select(table).where(table.c.action == "referral.view")
    with office_of(app).database.read() as connection:
        found = connection.execute(views).mappings().all()
    assert len(found) == 3
    assert {(row["staff_id"], row["subject"]) for row in found} == {
        (service.member.id, intake.reference)
    }
    assert the_intake(app, intake.reference) == intake
