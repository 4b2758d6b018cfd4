"""Advocacy in numbers at the desk: the page, the file, and the command that says the same."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask import Flask

from portal.domain.intake import AdvocateWish
from portal.domain.staff import Role
from portal.domain.taxonomy import YesNo
from tests.care.intakes import kept, with_a_wish
from tests.care.test_history_hidden import SignIn
from tests.desk_client import Desk
from tests.portal_client import Child
from tests.web.every_page import StandingClock

WORDS = "They moved me again <3"


@pytest.fixture
def reference(app: Flask, child: Child) -> str:
    """Of the one intake that there is: a child in care asks for an advocate."""
    return with_a_wish(app, child, WORDS)


def met(desk: Desk, reference: str) -> None:
    """Upfront meets the child on the day on which they asked."""
    desk.decide(reference, "advocacy", service="upfront", passed_on="24/11/2026", how="Rang")
    news = {"on": "24/11/2026", "advocate": ""}
    desk.decide(reference, "advocacy-news", **news, step="accepted")
    desk.decide(reference, "advocacy-news", **{**news, "advocate": "Ann Able"}, step="named")
    desk.decide(reference, "advocacy-news", **news, step="met")


def line(desk: Desk, name: str) -> list[str]:
    """The numbers of one line of the page: each service, no service, all."""
    assert desk.page
    found = re.search(rf'<th scope="row">{name}</th>(.*?)</tr>', desk.page.text)
    assert found
    return re.findall(r"<td>(.*?)</td>", found.group(1))


def test_the_page_says_what_became_of_the_wishes_of_the_reports_year(
    app: Flask, clock: StandingClock, desk: Desk, reference: str
) -> None:
    met(desk, reference)
    kept(app, clock, "no thanks", wants_advocate=YesNo.NO, wish=AdvocateWish())

    desk.open("advocacy")

    assert "2 wishes from Wed 1 Apr 2026 to Wed 31 Mar 2027" in desk.text
    assert line(desk, "Asked") == ["1", "0", "0", "1"]
    assert line(desk, "Accepted") == ["1", "0", "0", "1"]
    assert line(desk, "Refused") == ["0", "0", "1", "1"]
    assert line(desk, "First met") == ["1", "0", "0", "1"]
    assert line(desk, "Working days to the first meeting, longest") == ["0", "–", "–", "0"]
    assert reference not in desk.text
    assert "Ann Able" not in desk.text


def test_another_period_is_counted_by_the_days_in_it(desk: Desk, reference: str) -> None:
    assert reference

    desk.open("advocacy?from=25/11/2026&to=2026-12-31")

    assert "0 wishes" in desk.text
    assert line(desk, "Asked") == ["0", "0", "0", "0"]


@pytest.mark.parametrize(
    ("asked", "field", "why"),
    [
        ("from=soon&to=2026-11-24", "from", "Please write the day as"),
        ("from=2026-11-24&to=<3", "to", "Please write the day as"),
        ("from=2026-11-24&to=2026-11-23", "to", "That is before the first day."),
    ],
)
@pytest.mark.parametrize("page", ["advocacy", "advocacy.csv"])
def test_days_that_cannot_be_are_said_at_the_field_and_kept(
    desk: Desk, page: str, asked: str, field: str, why: str
) -> None:
    answer = desk.open(f"{page}?{asked}")

    assert answer.status_code == 400
    assert f'href="#{field}"' in answer.text
    assert why in desk.text
    for typed in ("soon", "&lt;3"):
        assert (f'value="{typed}"' in answer.text) is (typed.replace("&lt;", "<") in asked)


def test_the_file_and_the_command_say_the_same_as_the_page(
    app: Flask, desk: Desk, reference: str
) -> None:
    met(desk, reference)
    period = {"from": "2026-11-01", "to": "2026-11-30"}

    answer = desk.client.get("/care/advocacy.csv", query_string=period)

    assert answer.mimetype == "text/csv"
    name = "advocacy-2026-11-01-to-2026-11-30.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    lines = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    assert [one["Service"] for one in lines] == [
        "Upfront",
        "Action for Children",
        "No service",
        "All",
    ]
    assert [one["First met"] for one in lines] == ["1", "0", "0", "1"]
    run = app.test_cli_runner()
    options = ["advocacy", "numbers", "--from", period["from"], "--to", period["to"]]
    assert run.invoke(args=[*options, "--csv"]).output.splitlines() == answer.text.splitlines()
    said = run.invoke(args=options).output
    assert "1 wishes began from 2026-11-01 to 2026-11-30." in said
    assert "All\n  Asked: 1\n" in said
    wrong = run.invoke(args=["advocacy", "numbers", "--from", "2026-11-02", "--to", "2026-11-01"])
    assert wrong.exit_code == 2
    assert "is before the first day" in wrong.output


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.OFFICER, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.MANAGER, 403),
    ],
)
def test_officers_and_administrators_alone_see_the_numbers(
    sign_in: SignIn, role: Role, status: int
) -> None:
    somebody = sign_in("Ada Other", roles={role})

    for page in ("advocacy", "advocacy.csv"):
        assert somebody.open(page).status_code == status
