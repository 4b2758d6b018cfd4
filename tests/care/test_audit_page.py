"""The audit's page: who did what, newest first, without what its reader may not know of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import event

from portal.db import audit, decisions, intakes, staff
from portal.db.audit import Entry
from portal.domain.staff import Role
from tests.desk_client import Desk, the_intake
from tests.portal_client import Child, office_of
from tests.web.every_page import StandingClock

SignIn = Callable[..., Desk]
MISSING = "Some entries are not shown to you"


@pytest.fixture
def administrator(sign_in: SignIn) -> Desk:
    """An administrator who is no officer."""
    return sign_in("Ann Admin", roles={Role.ADMINISTRATOR})


def append(app: Flask, action: str, subject: str | None = None, times: int = 1) -> None:
    place = office_of(app)
    for _ in range(times):
        with place.database.write() as connection:
            audit.append(connection, Entry(place.clock(), None, action, subject))


def numbers(desk: Desk) -> list[int]:
    assert desk.page is not None
    return [int(n) for n in re.findall(r'<span class="note">(\d+) - <time', desk.page.text)]


def tell(app: Flask, child: Child, words: str = "They took my phone", **answers: str) -> str:
    """The reference of what the child told, with what they answered before."""
    if "hide" in answers:
        child.answer("who-should-not-see", **answers)
    page = child.tell(words).text
    found = re.search(r"[A-Z]{2}\d[A-Z]-[A-Z]\d[A-Z]{2}", page)
    assert found, page
    return found.group()


def bar(app: Flask, reference: str, desk: Desk) -> None:
    assert desk.member
    place = office_of(app)
    with place.database.write() as connection:
        decisions.bar(connection, the_intake(app, reference).id, (desk.member.id,))


def test_a_view_and_a_decision_are_said_in_words_with_who_and_what(
    app: Flask, child: Child, desk: Desk, administrator: Desk
) -> None:
    reference = tell(app, child)
    assert desk.member
    desk.open(f"intakes/{reference}")
    desk.decide(reference, "assign", assigned_to=desk.member.id, note="Call about the phone")

    administrator.open("audit")

    assert f"Opened the intake : {reference} - Olu Officer" in administrator.text
    assert f"Decided: Who deals with it : {reference} - Olu Officer" in administrator.text
    assert "Tue 24 Nov 2026, 10:00" in administrator.text
    assert "phone" not in administrator.text.replace("telephone", "")
    assert numbers(administrator) == sorted(numbers(administrator), reverse=True)
    assert MISSING not in administrator.text


@pytest.mark.parametrize("roles", [{Role.OFFICER}, {Role.MANAGER}])
def test_it_is_for_administrators(sign_in: SignIn, roles: set[Role]) -> None:
    assert sign_in("Mo", roles=roles).open("audit").status_code == 403


def test_fifty_at_a_time_and_the_older_ones_behind_a_link(app: Flask, administrator: Desk) -> None:
    append(app, "staff.add", times=120)

    seen = [administrator.open("audit")]
    shown = numbers(administrator)
    while older := re.search(r'href="/care/(audit\?before=\d+)"', seen[-1].text):
        seen.append(administrator.open(older.group(1)))
        assert MISSING not in seen[-1].text
        shown += numbers(administrator)

    assert shown == list(range(120, 0, -1))
    assert len(seen) == 3


def test_by_reference_however_it_is_typed_and_by_person(
    app: Flask, child: Child, desk: Desk, administrator: Desk, sign_in: SignIn
) -> None:
    reference, other = tell(app, child), tell(app, Child(app.test_client()))
    ada = sign_in("Ada Other")
    for who, which in ((desk, reference), (ada, reference), (ada, other)):
        who.open(f"intakes/{which}")
    assert ada.member

    administrator.open(f"audit?reference={reference.lower().replace('-', '%20')}")
    assert numbers(administrator) == [2, 1]
    administrator.open(f"audit?person={ada.member.id}")
    assert numbers(administrator) == [3, 2]
    administrator.open(f"audit?person={ada.member.id}&reference={reference}")
    assert numbers(administrator) == [2]
    administrator.open("audit?reference=HH2H-H2HH")
    assert "There is no such entry that you may see" in administrator.text


def test_filters_stay_in_the_link_to_what_is_older(app: Flask, administrator: Desk) -> None:
    append(app, "intake.view", "HH2H-H2HH", times=51)

    page = administrator.open("audit?reference=hh2hh2hh").text

    assert "reference=hh2hh2hh" in page
    assert "before=2" in page
    assert 'value="HH2H-H2HH"' in page


@pytest.mark.parametrize(
    "query",
    ["before=x", "before=-1", "before=%00", f"before={'9' * 5000}", "person=%00", "person=x",
     "reference=%00", "reference=%ff", f"reference={'H' * 5000}", "before=²"],
)  # fmt: skip
def test_whatever_is_asked_is_answered(app: Flask, administrator: Desk, query: str) -> None:
    append(app, "staff.add")

    assert administrator.open(f"audit?{query}").status_code == 200


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The statements that were run in this block."""
    ran: list[str] = []
    engine = office_of(app).database.engine

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        ran.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield ran
    event.remove(engine, "before_cursor_execute", note)


# Who may not know of an intake does not read of it here.


def test_a_shielded_intake_is_in_nobodys_audit_but_of_cleared_officers(
    app: Flask, child: Child, administrator: Desk, sign_in: SignIn
) -> None:
    reference = tell(app, child, hide="Not Dave")
    cleared = sign_in("Cleo", roles={Role.OFFICER, Role.ADMINISTRATOR}, is_cleared=True)
    officer = sign_in("Oz", roles={Role.OFFICER, Role.ADMINISTRATOR})
    cleared.open(f"intakes/{reference}")

    for reader in (administrator, officer):
        reader.open("audit")
        assert reference not in reader.text
        assert MISSING in reader.text
        reader.open(f"audit?reference={reference}")
        assert "There is no such entry that you may see" in reader.text
    cleared.open("audit")
    assert reference in cleared.text
    assert MISSING not in cleared.text


def test_what_is_about_customer_care_is_read_by_the_person_outside_alone(
    app: Flask, child: Child, administrator: Desk, sign_in: SignIn
) -> None:
    reference = tell(app, child)
    about_care(app, reference)
    outside = sign_in("Una", roles={Role.OFFICER, Role.ADMINISTRATOR}, is_outside=True)
    outside.open(f"intakes/{reference}")

    administrator.open("audit")
    assert reference not in administrator.text
    outside.open("audit")
    assert reference in outside.text


def about_care(app: Flask, reference: str) -> None:
    place, intake = office_of(app), the_intake(app, reference)
    changed = replace(intake, triage=replace(intake.triage, about_customer_care=True))
    with place.database.write() as connection:
        intakes.save_more(
            connection, place.keyring, changed, place.inbox_place(changed), None, place.clock()
        )


def test_who_is_barred_reads_nothing_of_it_and_is_told_that_something_is_missing(
    app: Flask, child: Child, desk: Desk, administrator: Desk, sign_in: SignIn
) -> None:
    reference = tell(app, child)
    desk.open(f"intakes/{reference}")
    append(app, "staff.add", times=2)
    dave = sign_in("Dave", roles={Role.OFFICER, Role.ADMINISTRATOR})
    bar(app, reference, dave)

    dave.open("audit")
    assert reference not in dave.text
    assert numbers(dave) == [3, 2]
    assert MISSING in dave.text
    dave.open(f"audit?person={desk.member.id if desk.member else ''}")
    assert reference not in dave.text
    administrator.open("audit")
    assert reference in administrator.text


def test_the_newest_entry_hidden_is_said_too(
    app: Flask, child: Child, desk: Desk, sign_in: SignIn
) -> None:
    reference = tell(app, child)
    dave = sign_in("Dave", roles={Role.ADMINISTRATOR})
    bar(app, reference, dave)
    append(app, "staff.add")
    desk.open(f"intakes/{reference}")

    dave.open("audit")

    assert numbers(dave) == [1]
    assert MISSING in dave.text


def test_names_of_people_stand_where_their_ids_would(app: Flask, administrator: Desk) -> None:
    place = office_of(app)
    with place.database.read() as connection:
        [person] = [one for one in staff.every(connection) if one.name == "Ann Admin"]
    with place.database.write() as connection:
        entry = Entry(place.clock(), person.id, "staff.left", person.id, (("to_whom", person.id),))
        audit.append(connection, entry)

    administrator.open("audit")

    assert "Staff left : Ann Admin - Ann Admin to whom: Ann Admin" in administrator.text


def test_the_page_takes_no_more_statements_for_more_entries(
    app: Flask, administrator: Desk, clock: StandingClock
) -> None:
    append(app, "staff.add")
    with statements(app) as few:
        administrator.open("audit")
    append(app, "intake.view", "HH2H-H2HH", times=60)
    with statements(app) as many:
        administrator.open("audit")

    assert len(many) == len(few) < 12


def test_how_many_a_cleared_officer_searched_tells_nobody_that_something_is_shielded(
    app: Flask, child: Child, administrator: Desk, sign_in: SignIn
) -> None:
    tell(app, child, hide="Not Ann")
    for looking in (sign_in("Cleo Cleared", is_cleared=True), sign_in("Pat Plain")):
        looking.open("find")
        looking.post("find", said="amber river")

    administrator.open("audit")

    assert administrator.text.count("Looked for words") == 2
    assert "searched:" not in administrator.text.lower()
    assert "found:" not in administrator.text.lower()
