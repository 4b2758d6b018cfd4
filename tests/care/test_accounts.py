"""The administrator's pages: accounts are added, changed and ended, and one administrator stays."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from portal.db import staff
from portal.domain.account import AccountError
from portal.domain.staff import Role, StaffMember
from portal.services import accounts
from portal.services.accounts import By
from tests.desk.newcomer import PASSWORD, Person, a_person, account_of
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import Child, office_of


@pytest.fixture
def ada(app: Flask) -> Desk:
    """An administrator at the desk."""
    return Desk(app, a_colleague(app, "Ada Min", roles={Role.ADMINISTRATOR}))


def words_on(desk: Desk) -> str:
    assert desk.page
    found = re.search(r'<p class="code-words"[^>]*><span>([a-z ]+)</span>', desk.page.text)
    assert found, desk.text
    return found.group(1)


def audited(app: Flask) -> list[tuple[str | None, str, str | None]]:
    with office_of(app).database.read() as connection:
        rows = connection.exec_driver_sql("SELECT staff_id, action, subject FROM audit")
        return [tuple(row) for row in rows]


def test_somebody_new_gets_in_with_the_words_that_were_shown_once(app: Flask, ada: Desk) -> None:
    ada.open("staff/new")
    ada.post(
        "staff/new",
        email="Nia.New@Kent.example",
        name="  Nia   New ",
        roles=["officer", "manager"],
        is_cleared="y",
    )
    words = words_on(ada)
    ada.open("staff")

    assert words not in ada.text
    assert "Nia New nia.new@kent.example · Manager, Officer · cleared" in ada.text
    member = a_member_named(app, "Nia New")
    nia = Person(app, member, words)
    assert "Choose your own password" in nia.give_password().text
    assert (ada.member and ada.member.id, "account added", member.id) in audited(app)


def a_member_named(app: Flask, name: str) -> StaffMember:
    with office_of(app).database.read() as connection:
        return next(one for one in staff.every(connection) if one.name == name)


def test_what_cannot_be_is_refused_with_everything_typed(app: Flask, ada: Desk) -> None:
    assert ada.member
    for fields, said in (
        ({"email": "nobody", "name": "Nia", "roles": "officer"}, "Please give an e-mail address"),
        ({"email": "nïa@kent.example", "name": "Nia", "roles": "officer"}, "e-mail address"),
        ({"email": "n@kent.example\u202e", "name": "Nia", "roles": "officer"}, "e-mail address"),
        ({"email": "n@kent.example", "name": "", "roles": "officer"}, "Please give a name"),
        ({"email": "n@kent.example", "name": "N" * 121, "roles": "officer"}, "at most 120"),
        ({"email": "n@kent.example", "name": "Nia"}, "at least one role"),
        ({"email": "n@kent.example", "name": "Nia", "roles": "king"}, "choose one of these"),
        ({"email": ada.member.email.upper(), "name": "Nia", "roles": "officer"}, "Somebody has"),
    ):
        ada.open("staff/new")
        page = ada.post("staff/new", **fields)
        assert page.status_code == 400, said
        assert said in ada.text
        assert f'value="{fields["name"]}"' in page.text


def test_roles_change_what_somebody_may_open_at_once(app: Flask, ada: Desk) -> None:
    olu = a_person(app)
    olu.sign_in()
    assert olu.desk.client.get("/care/staff").status_code == 403

    ada.open(f"staff/{olu.member.id}")
    ada.post(f"staff/{olu.member.id}", name="Olu O", roles=["administrator"], is_outside="y")

    assert "Saved." in ada.text
    kept = account_of(app, olu.member.id).member
    assert (kept.name, kept.roles, kept.is_outside) == (
        "Olu O",
        frozenset({Role.ADMINISTRATOR}),
        True,
    )
    assert olu.desk.client.get("/care/staff").status_code == 200
    assert olu.desk.client.get("/care/").status_code == 403


def test_an_administrator_neither_gives_up_the_role_nor_leaves_by_themselves(
    app: Flask, ada: Desk
) -> None:
    assert ada.member
    mine = f"staff/{ada.member.id}"
    ada.open(mine)
    assert "They have left" not in ada.text

    assert ada.post(mine, name="Ada", roles=["officer"]).status_code == 400
    assert "You cannot take this role from yourself" in ada.text
    ada.open(mine)
    ada.post(f"{mine}/left")

    assert "nobody marks themselves" in ada.text
    assert account_of(app, ada.member.id).member.has(Role.ADMINISTRATOR)


def test_whoever_left_is_out_and_may_come_back_with_new_words(app: Flask, ada: Desk) -> None:
    olu = a_person(app)
    olu.sign_in()
    theirs = f"staff/{olu.member.id}"
    ada.open(theirs)
    ada.post(f"{theirs}/left")

    assert not olu.is_in
    assert "can no longer sign in" in ada.text
    assert ada.page
    assert f'href="/care/hand-over?giver={olu.member.id}"' in ada.page.text
    ada.post(f"{theirs}/one-time-password")
    assert "That was not done" in ada.text
    assert "· left" in ada.open("staff").text
    ada.open(theirs)
    ada.post(f"{theirs}/came-back")
    back = Person(app, olu.member, words_on(ada))
    assert "Choose your own password" in back.give_password().text


@pytest.mark.parametrize("action", ["one-time-password", "second-factor", "sessions"])
def test_what_is_done_for_somebody_who_lost_something_ends_their_sessions(
    app: Flask, ada: Desk, action: str
) -> None:
    olu = a_person(app)
    olu.sign_in()
    theirs = f"staff/{olu.member.id}"
    ada.open(theirs)

    ada.post(f"{theirs}/{action}")

    assert not olu.is_in
    again = olu.moved()
    again.give_password(words_on(ada) if action == "one-time-password" else PASSWORD)
    shown = {
        "one-time-password": "Choose your own password",
        "second-factor": "Set up your second step",
        "sessions": "The second step",
    }
    assert shown[action] in again.desk.text
    if action == "second-factor":
        again.desk.open("/desk/second-step")
        assert again.give_code(olu.codes[0]).status_code != 200 or not again.is_in


def test_the_page_says_which_duty_nobody_has(app: Flask, ada: Desk) -> None:
    ada.open("staff")
    assert "Nobody is cleared for shielded intakes" in ada.text
    assert "Nobody outside customer care is named" in ada.text

    a_colleague(app, "Cleared One", is_cleared=True)
    a_colleague(app, "Outside One", is_outside=True)

    ada.open("staff")
    assert "Nobody is cleared" not in ada.text
    assert "Nobody outside" not in ada.text


def test_no_page_is_for_whoever_is_no_administrator_and_no_account_is_made_up(
    app: Flask, ada: Desk, desk: Desk
) -> None:
    assert ada.open("staff/nobody").status_code == 404
    assert desk.open("staff").status_code == 403
    for path in ("staff/new", f"staff/{desk.member.id}" if desk.member else "", "staff/x/left"):
        assert desk.client.post(f"/care/{path}").status_code == 403


def test_a_form_without_its_token_changes_nothing(app: Flask, ada: Desk) -> None:
    olu = a_person(app)
    olu.sign_in()

    for path in ("", "/left", "/sessions", "/one-time-password"):
        ada.client.post(f"/care/staff/{olu.member.id}{path}", data={"name": "X"})
    olu.desk.client.post("/desk/sign-out")
    olu.desk.client.post("/desk/me/sign-out-everywhere")

    assert olu.is_in
    assert account_of(app, olu.member.id).member.name == olu.member.name


@pytest.mark.parametrize(
    "fields",
    [
        {"roles": ["administrator", "officer"]},
        {"roles": "administrator", "is_cleared": "y"},
        {"roles": "administrator", "is_outside": "y"},
    ],
)
def test_no_administrator_lets_themselves_read_more(
    app: Flask, ada: Desk, fields: dict[str, object]
) -> None:
    assert ada.member
    ada.open(f"staff/{ada.member.id}")

    page = ada.post(f"staff/{ada.member.id}", name="Ada Min", **fields)

    assert page.status_code == 400
    assert "You cannot let yourself read more" in ada.text
    assert account_of(app, ada.member.id).member == ada.member
    assert ada.open("find").status_code == 403


# Advocates: of a service, and of nothing else.


def add(ada: Desk, **fields: object) -> int:
    ada.open("staff/new")
    given = {"email": "una@upfront.example", "name": "Una Upfront", **fields}
    return ada.post("staff/new", **given).status_code


def test_an_advocate_is_added_with_their_service_and_gets_in(app: Flask, ada: Desk) -> None:
    ada.open("staff/new")
    assert "they work for the council Upfront Action for Children" in ada.text

    assert add(ada, roles="advocate", service="nch") == 200

    words = words_on(ada)
    member = a_member_named(app, "Una Upfront")
    assert (member.roles, member.service) == (frozenset({Role.ADVOCATE}), "nch")
    assert "Advocate · Action for Children" in ada.open("staff").text
    assert "Choose your own password" in Person(app, member, words).give_password().text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"roles": "advocate"}, "to which advocacy service"),
        ({"roles": "advocate", "service": ""}, "to which advocacy service"),
        ({"roles": "advocate", "service": "nobody"}, "choose one of these"),
        ({"roles": "officer", "service": "upfront"}, "Only an advocate has one"),
        ({"roles": ["advocate", "officer"], "service": "upfront"}, "has no other role here"),
        ({"roles": "advocate", "service": "upfront", "is_cleared": "y"}, "not of customer care"),
        ({"roles": "advocate", "service": "upfront", "is_outside": "y"}, "not of customer care"),
    ],
)
def test_who_speaks_up_for_a_child_is_of_one_service_and_does_nothing_else(
    app: Flask, ada: Desk, fields: dict[str, object], said: str
) -> None:
    assert add(ada, **fields) == 400

    assert said in ada.text
    assert ada.page
    assert 'value="Una Upfront"' in ada.page.text
    assert 'value="una@upfront.example"' in ada.page.text
    chosen = str(fields.get("service", ""))
    assert chosen == "nobody" or f'value="{chosen}" checked' in ada.page.text
    with office_of(app).database.read() as connection:
        assert len(staff.every(connection)) == 1


def test_an_advocates_account_keeps_its_service_and_a_councils_gets_none(
    app: Flask, ada: Desk
) -> None:
    una = a_colleague(app, "Una Upfront", roles={Role.ADVOCATE}, service="upfront")
    olu = a_colleague(app)

    page = ada.open(f"staff/{una.id}")
    assert "advocate of Upfront" in ada.text
    assert 'name="roles"' not in page.text
    assert "Hand over" not in page.text.partition("<main")[2]
    forged = {"name": "Una U", "roles": "officer", "service": "nch", "is_cleared": "y"}
    ada.post(f"staff/{una.id}", **forged)
    ada.open(f"staff/{olu.id}")
    refused = ada.post(f"staff/{olu.id}", name="Olu O", roles="advocate", service="upfront")

    now = account_of(app, una.id).member
    assert (now.name, now.roles, now.service) == ("Una U", una.roles, "upfront")
    assert not now.is_cleared
    assert refused.status_code == 400
    assert account_of(app, olu.id).member == olu


def test_no_change_of_ours_moves_an_account_to_another_service(app: Flask, ada: Desk) -> None:
    una = a_colleague(app, "Una Upfront", roles={Role.ADVOCATE}, service="upfront")
    office = office_of(app)
    moved = replace(una, service="nch")
    officer = replace(una, service=None, roles=frozenset({Role.OFFICER}))

    for wanted in (moved, officer):
        with (
            pytest.raises(AccountError, match="stays where it belongs"),
            office.database.write() as connection,
        ):
            accounts.change(connection, office, wanted, By(None, office.clock()))

    assert account_of(app, una.id).member == una


def test_no_list_of_colleagues_offers_an_advocate_but_that_of_whom_a_child_means(
    app: Flask, child: Child
) -> None:
    child.tell("They took my phone")
    reference = the_intake(app).reference
    una = a_colleague(app, "Una Upfront", roles={Role.ADVOCATE}, service="upfront")
    olu = Desk(app, a_colleague(app, is_cleared=True))
    a_colleague(app, "Mo Manager", roles={Role.MANAGER})

    for page in ("hand-over", f"intakes/{reference}/assign", f"intakes/{reference}/pass"):
        assert "Olu Officer" in olu.open(page).text or "Mo Manager" in olu.text, page
        assert una.id not in (olu.page.text if olu.page else ""), page
    for page, field in (("assign", "assigned_to"), ("pass", "passed_to")):
        assert olu.decide(reference, page, **{field: una.id}).status_code == 400
    olu.open("hand-over")
    assert olu.post("hand-over", giver=una.id, receiver=una.id).status_code == 400

    olu.open(f"intakes/{reference}/shield")
    assert "Una Upfront advocate, Upfront" in olu.text
