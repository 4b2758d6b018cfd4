"""The register's side of the desk: what waits, was delivered, is dead; and nothing of others'."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select, update

from portal.db.audit import AuditRow
from portal.db.intakes import IntakeRow
from portal.domain.staff import Role
from portal.register import claims, lists, pauses
from portal.register.standing import delivery_of
from tests.desk_client import Desk
from tests.portal_client import Child, office_of, records
from tests.web.every_page import StandingClock

WORDS = "They moved me again"


def tell(app: Flask, **answers: str) -> str:
    """The reference of a new telling by somebody."""
    before = {record["reference"] for record in records(app)}
    child = Child(app.test_client())
    if answers:
        child.answer("who-should-not-see", **answers)
    child.tell(WORDS)
    [reference] = {record["reference"] for record in records(app)} - before
    return str(reference)


def deliver(app: Flask, at: datetime) -> None:
    """The register takes all that waits."""
    place = office_of(app)
    while True:
        with place.database.write() as connection:
            entries = claims.claim(connection, "their register", at)
        if not entries:
            return
        with place.database.write() as connection:
            claims.acknowledge(connection, entries[0], f"R-{entries[0].subject}", at)


def refuse_for_good(app: Flask, at: datetime) -> None:
    """The register refuses the one record that waits, until it is dead."""
    place = office_of(app)
    for tries in range(5):
        later = at + timedelta(hours=tries)
        with place.database.write() as connection:
            [entry] = claims.claim(connection, "their register", later)
            claims.refuse(connection, entry, "HTTP 422", at)


def shield(app: Flask, reference: str) -> None:
    table = IntakeRow.as_table()
    with office_of(app).database.write() as connection:
        connection.execute(
            update(table).where(table.c.reference == reference).values(audience="cleared")
        )


def test_how_many_wait_and_for_how_long(app: Flask, desk: Desk, clock: StandingClock) -> None:
    desk.open("register")
    assert "Nothing is due" in desk.text
    tell(app)
    tell(app)
    clock.at += timedelta(minutes=25)

    desk.open("register")

    assert "Ready to go 2" in desk.text
    assert "has waited 25 min" in desk.text


def test_a_register_that_is_away_is_named_with_since_when_and_why(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    with office_of(app).database.write() as connection:
        pauses.pause(connection, "https://register.example", "HTTP 503", clock.at)

    desk.open("register")

    assert "https://register.example : HTTP 503" in desk.text
    assert "Since Tue 24 Nov 2026, 10:00, tried 1 time. Asked again at" in desk.text


def test_what_was_delivered_is_there_with_its_receipt_newest_first(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    first = tell(app)
    deliver(app, clock.at)
    second = tell(app)
    deliver(app, clock.at + timedelta(minutes=1))

    page = desk.open("register").text

    assert f"Receipt: R-{first}" in desk.text
    assert page.index(f"R-{second}") < page.index(f"R-{first}")
    assert f'href="/care/intakes/{first}"' in page
    assert WORDS not in page


def test_the_list_goes_on_where_it_stopped_without_gap_or_repeat(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    told = [tell(app) for _ in range(3)]
    deliver(app, clock.at)  # all at one moment
    assert desk.member
    seen: list[str] = []
    before: tuple[datetime, int] | None = None

    with office_of(app).database.read() as connection:
        while found := lists.delivered(connection, desk.member, before, 1):
            seen.append(found[0].reference)
            before = (found[0].finished_at, found[0].seq)

    assert sorted(seen) == sorted(told)
    assert len(seen) == len(told)


def test_an_address_that_no_page_gave_shows_the_newest(desk: Desk) -> None:
    for before in ("", "x", "1", "1.", ".1", "9" * 30 + ".1", "999999999999999999.1", "١.٢"):
        assert desk.open(f"register?before={before}").status_code == 200, before


def test_what_is_dead_says_why_and_is_offered_again(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    reference = tell(app)
    refuse_for_good(app, clock.at)

    desk.open("register")
    assert f"{reference} , version 1: HTTP 422" in desk.text
    desk.post("register")

    assert f"{reference} is offered to the register again." in desk.text
    assert "Ready to go 1" in desk.text
    deliver(app, clock.at + timedelta(hours=6))
    assert "R-" in desk.open("register").text
    table = AuditRow.as_table()
    with office_of(app).database.read() as connection:
        found = connection.execute(select(table).where(table.c.action == "register.retry")).one()
    assert (found.subject, found.detail) == (reference, {"records": 1})
    assert desk.member
    assert found.staff_id == desk.member.id


def test_two_who_offer_it_again_at_once_do_it_once(
    app: Flask, desk: Desk, clock: StandingClock, sign_in: Callable[..., Desk]
) -> None:
    reference, other = tell(app), sign_in("Ada Other")
    refuse_for_good(app, clock.at)
    other.open("register")
    desk.open("register")
    desk.post("register")

    answer = other.post("register")

    assert answer.status_code == 409
    assert f"No record of {reference} is dead any more." in other.text


def test_of_what_an_officer_may_not_know_of_nothing_is_there_not_even_a_number(
    app: Flask, desk: Desk, clock: StandingClock, sign_in: Callable[..., Desk]
) -> None:
    reference = tell(app)
    shield(app, reference)
    desk.open("register")
    empty = desk.text
    refuse_for_good(app, clock.at)

    page = desk.open("register").text
    assert desk.text == empty
    assert "Refused for good 0" in desk.text
    assert reference not in page
    assert desk.post("register", reference=reference).status_code == 404
    cleared = sign_in("Cleo Cleared", is_cleared=True)
    assert reference in cleared.open("register").text
    administrator = sign_in("Adam Min", roles={Role.ADMINISTRATOR}, is_cleared=True)
    assert reference not in administrator.open("register").text
    assert "Refused for good 0" in administrator.text


def test_what_an_officer_may_not_know_of_does_not_wait_for_them_either(
    app: Flask, desk: Desk, clock: StandingClock, sign_in: Callable[..., Desk]
) -> None:
    shield(app, tell(app))
    clock.at += timedelta(minutes=25)

    desk.open("register")
    assert "Ready to go 0" in desk.text
    assert "Nothing is due" in desk.text
    cleared = sign_in("Cleo Cleared", is_cleared=True)
    cleared.open("register")
    assert "Ready to go 1" in cleared.text
    assert "has waited 25 min" in cleared.text


def test_an_administrator_sees_what_is_stuck_and_no_way_to_what_was_said(
    app: Flask, clock: StandingClock, sign_in: Callable[..., Desk]
) -> None:
    stuck = tell(app)
    refuse_for_good(app, clock.at)
    delivered = tell(app)
    deliver(app, clock.at + timedelta(hours=6))
    administrator = sign_in("Adam Min", roles={Role.ADMINISTRATOR})

    page = administrator.open("register").text

    assert stuck in page
    assert delivered not in page
    assert "/care/intakes/" not in page
    administrator.post("register")
    assert f"{stuck} is offered to the register again." in administrator.text


def test_a_manager_has_nothing_to_do_with_it(sign_in: Callable[..., Desk]) -> None:
    assert sign_in("Mo", roles={Role.MANAGER}).open("register").status_code == 403


def test_how_one_intake_went_out_is_told_version_by_version(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    reference = tell(app)
    deliver(app, clock.at)
    assert desk.member
    desk.decide(reference, "assign", assigned_to=desk.member.id)

    with office_of(app).database.read() as connection:
        one, two = delivery_of(connection, reference)

    assert (one.version, one.status, one.receipt) == (1, "done", f"R-{reference}")
    assert one.finished_at == clock.at
    assert (two.version, two.status, two.receipt, two.finished_at) == (2, "ready", None, None)
    desk.open(f"intakes/{reference}")
    assert "At the register: version 2 waits" in desk.text
    assert f"Version 1 · was taken · Tue 24 Nov 2026, 10:00 · receipt R-{reference}" in desk.text
