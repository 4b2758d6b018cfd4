"""The yearly report at the desk, and what officers ask for its equalities tables."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db.audit import AuditRow
from portal.db.equalities import EqualitiesRow
from portal.db.intakes import IntakeRow
from portal.domain.staff import Role
from tests.care.taking_down import take_down
from tests.desk_client import Desk, the_intake
from tests.portal_client import Child, office_of, records
from tests.web.every_page import StandingClock

FEMALE, IRISH = "Female", "White: Irish"


def told(app: Flask, child: Child, **more: str) -> str:
    """A statutory complaint of a child; its reference."""
    child.tell("They moved me and nobody asked", **more)
    return the_intake(app).reference


def complaint(app: Flask, child: Child, desk: Desk) -> str:
    reference = told(app, child)
    desk.decide(reference, "record-type", record_type="Statutory complaint")
    return reference


def rows(desk: Desk, query: str = "") -> dict[tuple[str, str], str]:
    """What the file says, by table and line."""
    answer = desk.open(f"reports.csv{query}")
    assert answer.mimetype == "text/csv"
    return {
        (row["Table"], row["Line"]): row["Number"]
        for row in csv.DictReader(io.StringIO(answer.text))
    }


def say(desk: Desk, reference: str, **answers: str) -> None:
    desk.open(f"intakes/{reference}/equalities")
    desk.post(f"intakes/{reference}/equalities", **answers)


def test_what_was_decided_is_counted_on_the_page_and_in_the_file(
    app: Flask, child: Child, desk: Desk
) -> None:
    complaint(app, child, desk)

    desk.open("reports")

    assert "Complaints 2026/27" in desk.text
    assert "Statutory complaints 0 0 0 1" in desk.text
    assert "It adds up: 0, and 1 unrecorded, of 1 statutory complaints." in desk.text
    found = rows(desk)
    assert found["Originator of the Complaint", "Child or young person"] == "1"
    assert found["Method of receipt", "Web form"] == "1"
    assert "They moved me" not in desk.open("reports").text


def test_for_publication_small_numbers_are_hidden(app: Flask, child: Child, desk: Desk) -> None:
    complaint(app, child, desk)

    assert rows(desk, "?public=1")["Method of receipt", "Web form"] == "under 5"
    desk.open("reports?public=1")
    assert "under 5" in desk.text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("?year=2026", "Please choose a year"),
        ("?from=2026-04-01", "Please say both days."),
        ("?from=2026-04-01&to=2026-03-01", "before the first day"),
        ("?from=soon&to=2026-03-01", "Please look at this"),
    ],
)
def test_what_is_no_period_is_said(desk: Desk, query: str, says: str) -> None:
    assert desk.open(f"reports{query}").status_code == 400
    assert says in desk.text
    assert desk.open(f"reports.csv{query}").status_code == 400


def test_a_quarter_and_a_team(app: Flask, child: Child, desk: Desk) -> None:
    reference = complaint(app, child, desk)
    desk.decide(reference, "originator", originator="Child or young person", team="East Kent")

    line = ("Originator of the Complaint", "Child or young person")
    assert rows(desk, "?from=2026-10-01&to=2026-12-31&team=east%20kent")[line] == "1"
    assert rows(desk, "?team=West")[line] == "0"
    assert rows(desk, "?from=2026-04-01&to=2026-06-30")[line] == "0"


def test_what_officers_ask_is_counted_and_stands_nowhere_else(
    app: Flask, child: Child, desk: Desk
) -> None:
    reference = complaint(app, child, desk)
    before = records(app)

    say(
        desk,
        reference,
        gender=FEMALE,
        ethnicity=IRISH,
        disability="Prefers not to say",
        age="16-17",
    )

    assert "Saved. The answers are counted" in desk.text
    assert "Irish" not in desk.text
    found = rows(desk)
    assert found["Gender", "Female"] == "1"
    assert found["Ethnicity of complainants", "White Other"] == "1"
    assert found["Disability", "Prefers not to say"] == "1"
    assert found["Disability", "Unrecorded"] == "0"
    assert found["Age", "16-19"] == "1"
    assert found["Sexual Orientation", "Unrecorded"] == "1"
    assert records(app) == before
    with office_of(app).database.read() as connection:
        kept = connection.execute(select(EqualitiesRow.as_table())).one()
        actions = list(connection.scalars(select(AuditRow.as_table().c.action)))
    assert b"Irish" not in kept.answers_sealed
    assert "equalities.noted" in actions


def test_the_answers_are_there_again_and_can_be_taken_back(
    app: Flask, child: Child, desk: Desk
) -> None:
    reference = complaint(app, child, desk)
    say(desk, reference, gender=FEMALE)

    page = desk.open(f"intakes/{reference}/equalities")
    assert 'value="Female" checked' in page.text
    desk.post(f"intakes/{reference}/equalities", gender="")

    assert rows(desk)["Gender", "Unrecorded"] == "1"


def test_sexual_orientation_is_asked_from_sixteen_on(app: Flask, child: Child, desk: Desk) -> None:
    reference = complaint(app, child, desk)

    say(desk, reference, orientation="Bisexual")
    assert "unless they are known to be 16" in desk.text
    say(desk, reference, orientation="Bisexual", age="13-15")
    assert "unless they are known to be 16" in desk.text
    say(desk, reference, orientation="Bisexual", age="18-19")
    assert rows(desk)["Sexual Orientation", "Bisexual"] == "1"


def test_what_the_child_said_of_their_age_is_not_asked_again(
    app: Flask, child: Child, desk: Desk
) -> None:
    child.answer("what-happened", words="They moved me")
    child.answer("your-age", age="13-15")
    child.open("check")
    child.post("check", go="send")
    reference = the_intake(app).reference

    page = desk.open(f"intakes/{reference}/equalities").text

    assert "How old are you?" not in page
    assert "think of yourself" not in page


def test_what_is_no_answer_is_refused(app: Flask, child: Child, desk: Desk) -> None:
    reference = complaint(app, child, desk)

    say(desk, reference, gender="Martian")

    assert desk.page
    assert desk.page.status_code == 400


def test_a_complaint_taken_down_counts_by_how_it_came(desk: Desk) -> None:
    take_down(desk)
    reference = the_intake(desk.app).reference
    desk.decide(reference, "record-type", record_type="Statutory complaint")

    assert rows(desk)["Method of receipt", "Telephone"] == "1"


def test_managers_read_the_report_and_ask_nobody(
    app: Flask, child: Child, desk: Desk, sign_in: Callable[..., Desk]
) -> None:
    reference = complaint(app, child, desk)
    manager = sign_in("Mo Manager", roles={Role.MANAGER})

    assert manager.open("reports").status_code == 200
    assert manager.open(f"intakes/{reference}/equalities").status_code in (403, 404)


def test_a_subject_that_rises_in_a_team_is_shown_and_never_published(
    app: Flask, sign_in: Callable[..., Desk], clock: StandingClock
) -> None:
    for count in range(4):
        desk = sign_in(f"Olu {count}")  # nobody stays signed in for so long
        child = Child(app.test_client())
        child.tell(f"Number {count}")
        newest = max(references(app), key=lambda one: the_intake(app, one).received_at)
        desk.decide(newest, "record-type", record_type="Statutory complaint")
        desk.decide(newest, "originator", originator="Child or young person", team="East Kent")
        desk.decide(newest, "subjects", main_subject="Delay")
        # One in November, three in December.
        clock.at += timedelta(days=14 if count == 0 else 1)

    desk = sign_in()
    desk.open("reports?from=2026-12-01&to=2026-12-31")
    assert "What rises" in desk.text
    assert "East Kent Delay 3 1" in desk.text
    desk.open("reports?from=2026-12-01&to=2026-12-31&public=1")
    assert "What rises" not in desk.text


def references(app: Flask) -> list[str]:
    with office_of(app).database.read() as connection:
        return list(connection.scalars(select(IntakeRow.as_table().c.reference)))


def test_the_workbook_has_a_sheet_for_each_table_and_no_formula(
    app: Flask, child: Child, desk: Desk
) -> None:
    reference = complaint(app, child, desk)
    desk.decide(reference, "originator", originator="Child or young person", team="=1+1")

    answer = desk.client.get("/care/reports.xlsx?team=%3D1%2B1")

    assert "spreadsheetml" in answer.mimetype
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/" in name]
    assert names[:2] == ["Type of Record", "Complaints at Each Stage of the"]
    assert len(sheets) == len(names)
    assert not any("<f>" in sheet for sheet in sheets)
    assert desk.open("reports.xlsx?year=x").status_code == 400
