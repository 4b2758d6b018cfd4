"""All that a colleague has, in one go: each intake a decision of its own, none in wrong hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import decisions, staff
from portal.db.audit import AuditRow
from portal.db.intakes import IntakeRow
from portal.domain.decisions import Decision
from portal.domain.decisions.people import Assign, Pass
from portal.domain.decisions.shield import Shield
from portal.domain.staff import Role, StaffMember
from portal.domain.triage import Triage
from portal.services import desk as desk_service
from portal.services.hand_over import HandedOver, hand_over
from portal.services.intake import receive
from tests.any_intake import an_intake
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import office_of, records
from tests.web.every_page import BEGAN_AT

SignIn = Callable[..., Desk]
WORDS = "amber river"


def _kept(app: Flask, member: StaffMember, number: int, *made: Decision) -> str:
    """One more intake, with these decisions; its reference."""
    place = office_of(app)
    intake = an_intake(
        reference=f"HH2H-H2{number:02}",
        received_at=BEGAN_AT,
        closed_at=None,
        should_not_see="",
        triage=Triage(),
    )
    with place.database.write() as connection:
        kept = receive(connection, place, intake)
        for decision in made:
            kept = desk_service.make(connection, place, member, kept, decision, BEGAN_AT)
    return kept.reference


def _with(app: Flask, member: StaffMember) -> int:
    """How many open intakes are in somebody's hands."""
    table = IntakeRow.as_table()
    theirs = (table.c.assigned_to == member.id) | (table.c.passed_to == member.id)
    with office_of(app).database.read() as connection:
        return connection.scalar(select(func.count()).select_from(table).where(theirs)) or 0


def test_all_of_a_colleague_who_left_goes_to_another_each_with_its_decision(
    app: Flask, officer: StaffMember, desk: Desk
) -> None:
    gone, other = a_colleague(app, "Gus Gone"), a_colleague(app, "Ada Other")
    references = [_kept(app, officer, n, Assign(gone.id)) for n in range(23)]
    untouched = _kept(app, officer, 99, Assign(officer.id))
    place = office_of(app)
    with place.database.write() as connection:
        staff.save(connection, replace(gone, left_at=BEGAN_AT))

    assert "left" in desk.open("hand-over").text
    desk.post("hand-over", giver=gone.id, receiver=other.id)

    assert "23 handed over from Gus Gone." in desk.text
    assert "stay" not in desk.text
    assert (_with(app, gone), _with(app, other)) == (0, 23)
    with place.database.read() as connection:
        for reference in references:
            intake = the_intake(app, reference)
            *_, last = decisions.history(connection, place.keyring, intake.id)
            assert (last.kind, last.made_by) == ("assign", officer.id)
            assert ("Now with", "Ada Other") in last.rows
        audit = AuditRow.as_table()
        entries = select(audit.c.subject).where(audit.c.action == "decision.assign")
        assert sorted(connection.scalars(entries)) == sorted([*references * 2, untouched])
    newest = {record["reference"]: record["triage"]["assigned_to"] for record in records(app)}
    assert {newest[reference] for reference in references} == {"Ada Other"}
    assert the_intake(app, untouched).triage.assigned_to == officer.id


def test_what_the_receiver_may_not_know_of_stays_and_is_counted(
    app: Flask, officer: StaffMember, desk: Desk, sign_in: SignIn
) -> None:
    giver, barred = a_colleague(app, "Gus Giver"), a_colleague(app, "Bo Barred")
    stays = [_kept(app, officer, n, Assign(giver.id), Shield((barred.id,))) for n in range(12)]
    _kept(app, officer, 50, Assign(giver.id))

    desk.open("hand-over")
    page = desk.post("hand-over", giver=giver.id, receiver=barred.id)

    assert "1 handed over" in desk.text
    assert "12 stay: whoever you chose may not have them. Tell an administrator." in desk.text
    assert not any(reference in page.text for reference in stays)
    assert _with(app, giver) == 12
    administrator = sign_in("Abe Admin", roles={Role.ADMINISTRATOR})
    administrator.open("hand-over")
    page = administrator.post("hand-over", giver=giver.id, receiver=officer.id)
    assert "12 handed over" in administrator.text
    assert not any(reference in page.text for reference in stays)


def test_an_officer_moves_and_counts_only_what_they_may_know_of_an_administrator_all_but_barred(
    app: Flask, officer: StaffMember, desk: Desk, sign_in: SignIn
) -> None:
    giver, other = a_colleague(app, "Gus Giver"), a_colleague(app, "Ada Other")
    administrator = sign_in("Abe Admin", roles={Role.ADMINISTRATOR})
    assert administrator.member
    _kept(app, giver, 1, Assign(giver.id), Shield((officer.id,)))
    _kept(app, giver, 2, Assign(giver.id), Shield((administrator.member.id,)))

    for sitting, left in ((desk, 1), (administrator, 0)):
        sitting.open("hand-over")
        sitting.post("hand-over", giver=giver.id, receiver=other.id)
        assert "1 handed over" in sitting.text
        assert "stay" not in sitting.text
        assert _with(app, giver) == left


def test_what_was_passed_to_a_manager_goes_to_the_next(
    app: Flask, officer: StaffMember, desk: Desk, sign_in: SignIn
) -> None:
    gone = a_colleague(app, "Mo Manager", roles={Role.MANAGER})
    following = sign_in("Mia Manager", roles={Role.MANAGER})
    assert following.member
    reference = _kept(app, officer, 1, Pass(gone.id))

    desk.open("hand-over")
    desk.post("hand-over", giver=gone.id, receiver=following.member.id)

    assert following.open(f"intakes/{reference}").status_code == 200
    assert _with(app, gone) == 0


def test_what_is_cut_off_goes_on_where_it_ended(app: Flask, officer: StaffMember) -> None:
    giver, other = a_colleague(app, "Gus Giver"), a_colleague(app, "Ada Other")
    for number in range(25):
        _kept(app, officer, number, Assign(giver.id))
    place = office_of(app)

    assert hand_over(place, officer, giver.id, other.id, at_most=5) == HandedOver(10, 0, False)
    assert hand_over(place, officer, giver.id, other.id) == HandedOver(15, 0, True)
    assert hand_over(place, officer, giver.id, other.id) == HandedOver(0, 0, True)


def test_from_nobody_to_nobody_to_oneself_and_to_who_left_is_refused_and_managers_may_not(
    app: Flask, officer: StaffMember, desk: Desk, sign_in: SignIn
) -> None:
    giver = a_colleague(app, "Gus Giver")
    gone = a_colleague(app, "Gil Gone", left_at=BEGAN_AT)
    desk.open("hand-over")
    for fields, sentence in (
        ({"giver": giver.id}, "Please choose to whom."),
        ({"receiver": giver.id}, "Please choose from whom."),
        ({"giver": giver.id, "receiver": giver.id}, "Please choose somebody else"),
        ({"giver": giver.id, "receiver": gone.id}, "Please choose one of these."),
        ({"giver": "no-such-id", "receiver": giver.id}, "Please choose one of these."),
    ):
        assert desk.post("hand-over", **fields).status_code == 400
        assert sentence in desk.text
    manager = sign_in("Mo Manager", roles={Role.MANAGER})
    assert manager.open("hand-over").status_code == 403


@pytest.mark.parametrize("roles", [{Role.ADMINISTRATOR}, {Role.ADMINISTRATOR, Role.OFFICER}])
def test_what_is_shielded_goes_too_and_no_number_tells_an_administrator(
    app: Flask, officer: StaffMember, sign_in: SignIn, roles: set[Role]
) -> None:
    giver = a_colleague(app, "Cleo Cleared", is_cleared=True)
    following = a_colleague(app, "Cora Cleared", is_cleared=True)
    administrator, place = sign_in("Abe Admin", roles=roles), office_of(app)
    intake = an_intake(
        received_at=BEGAN_AT, closed_at=None, should_not_see="Not Abe", triage=Triage()
    )
    with place.database.write() as connection:
        kept = receive(connection, place, intake)
        desk_service.make(connection, place, giver, kept, Assign(giver.id), BEGAN_AT)
    for receiver, left in ((officer, 1), (following, 0)):
        administrator.open("hand-over")
        administrator.post("hand-over", giver=giver.id, receiver=receiver.id)

        assert "0 handed over" in administrator.text
        assert "stay" not in administrator.text
        assert _with(app, giver) == left
