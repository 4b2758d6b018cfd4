"""The inbox: who sees what, in what order, how long it takes to ask, and what it never says."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import event, update

from portal.db import decisions, inbox, staff_sessions
from portal.db.inbox_lists import Show
from portal.db.intakes import IntakeRow
from portal.db.sealing import Keyring
from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake, SafeContact, Words, new_id
from portal.domain.reference import make_reference
from portal.domain.staff import Audience, Role, StaffMember
from portal.domain.taxonomy import Kind, MethodOfReceipt, YesNo
from portal.domain.triage import Triage
from portal.services import intake as intake_service
from portal.web.app_office import set_office
from tests.desk_client import Desk, a_colleague
from tests.portal_client import Child, office_of
from tests.web.every_page import StandingClock

WORDS = "They moved me again <3 & nobody said why"
NAME = "Samira"
DANGER = Flag(FlagName.URGENT, "self-harm", "en")
AGAIN = {"X-Heard-Again": "1"}


def put(app: Flask, **more: object) -> Intake:
    """An intake, kept as every service keeps one."""
    place = office_of(app)
    at = more.pop("received_at", place.clock())
    intake = Intake(
        **{  # type: ignore[arg-type]
            "id": new_id(),
            "reference": make_reference(),
            "received_at": at,
            "method": MethodOfReceipt.WEB_FORM,
            "language": "en",
            "words": (Words(WORDS, place.clock()),),
            "name": NAME,
            "contact": SafeContact(),
            **more,
        }
    )
    with place.database.write() as connection:
        return intake_service.receive(connection, place, intake, is_screened=True)


def shown(desk: Desk) -> list[str]:
    """The references on the page, in order."""
    assert desk.page is not None
    return re.findall(r'data-reference="([^"]+)"', desk.page.text)


def count_beside(desk: Desk, name: str) -> str:
    assert desk.page is not None
    found = re.search(rf">{name}(?: <span class=\"count\">([^<]*)</span>)?</a>", desk.page.text)
    assert found, name
    return found.group(1) or ""


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Every statement that is run in this block."""
    run: list[str] = []

    def note(_connection: object, _cursor: object, text: str, *_: object) -> None:
        run.append(text)

    engine = office_of(app).database.engine
    event.listen(engine, "before_cursor_execute", note)
    yield run
    event.remove(engine, "before_cursor_execute", note)


def test_what_is_urgent_and_unseen_comes_first_then_advocacy_then_what_falls_due(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    later = put(app)
    sooner = put(app, received_at=clock.at - timedelta(days=3))
    wants = put(app, wants_advocate=YesNo.YES)
    danger = put(app, flags=(DANGER,))

    desk.open("")
    order = [danger, wants, sooner, later]
    assert shown(desk) == [one.reference for one in order]

    desk.open(f"intakes/{danger.reference}")
    desk.open("")
    assert shown(desk) == [one.reference for one in (wants, danger, sooner, later)]
    assert desk.text.count("Tell safeguarding") == 1

    desk.decide(danger.reference, "safeguarding", who="Police", told_at="2026-11-24T10:00")
    desk.open("")
    assert shown(desk)[-1] == danger.reference
    assert "Tell safeguarding" not in desk.text


def test_a_row_says_all_that_is_needed_to_choose_and_no_word_of_the_child(
    app: Flask, desk: Desk, officer: StaffMember
) -> None:
    put(
        app,
        kind=Kind.QUESTION,
        language="cy",
        method=MethodOfReceipt.TEXT_MESSAGE,
        flags=(Flag(FlagName.SUSPECT, "hidden-box-filled"), DANGER),
        should_not_see="",
        desired_outcome="To see my sister",
        triage=Triage(assigned_to=officer.id),
    )

    page = desk.open("").text

    for words in ("Tue 24 Nov, 10:00", "Text message", "A question", "Welsh", "Read now"):
        assert words in desk.text
    assert "danger: self-harm may not be genuine: hidden box filled" in desk.text
    assert "read by Thu 26 Nov" in desk.text
    assert "Olu Officer" in desk.text
    for secret in ("They moved", NAME, "my sister"):
        assert secret not in page


def test_a_list_is_shown_by_whoever_can_open_nothing_that_is_sealed(
    app: Flask, desk: Desk, child: Child
) -> None:
    child.tell(WORDS)
    before = desk.open("")
    place = office_of(app)

    set_office(app, replace(place, keyring=Keyring((os.urandom(32),))))

    assert shown(desk)
    assert without_tokens(desk.open("").text) == without_tokens(before.text)


def without_tokens(page: str) -> str:
    """A page without the token of its form, which says in which second it was made."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def test_what_is_overdue_is_marked_in_words(app: Flask, desk: Desk, clock: StandingClock) -> None:
    put(app)
    clock.at += timedelta(days=2)
    desk = Desk(app, desk.member)
    desk.open("")
    assert "Today read by Thu 26 Nov" in desk.text

    clock.at += timedelta(days=1)
    desk = Desk(app, desk.member)
    desk.open("?show=overdue")

    assert len(shown(desk)) == 1
    assert "Overdue read by Thu 26 Nov" in desk.text
    assert count_beside(desk, "Overdue") == "1"


def test_a_manager_is_not_late_with_what_customer_care_have_to_pass_on(
    app: Flask, desk: Desk, sign_in: Callable[..., Desk], clock: StandingClock
) -> None:
    wants = put(app, wants_advocate=YesNo.YES)
    manager = sign_in("Mo Manager", roles={Role.MANAGER})
    assert manager.member
    desk.decide(wants.reference, "pass", passed_to=manager.member.id)
    clock.at += timedelta(days=5)

    assert "an advocate by" in Desk(app, desk.member).open("").text
    manager = Desk(app, manager.member)
    manager.open("")
    assert shown(manager) == [wants.reference]
    assert "its page says by when" in manager.text
    assert "an advocate by" not in manager.text


@pytest.fixture
def mixed(app: Flask, officer: StaffMember) -> dict[str, str]:
    """One intake for each list, by a name."""
    mine = Triage(assigned_to=officer.id)
    theirs = Triage(assigned_to=a_colleague(app, "Ada Other").id)
    at = office_of(app).clock()
    long_ago = at - timedelta(days=60)
    made = {
        "new": put(app, triage=theirs),
        "mine": put(app, triage=mine, seen_at=at),
        "nobodys": put(app, seen_at=at),
        "urgent": put(app, triage=theirs, seen_at=at, flags=(DANGER,)),
        "advocacy": put(app, triage=theirs, seen_at=at, wants_advocate=YesNo.YES),
        "overdue": put(app, triage=theirs, seen_at=at, received_at=long_ago),
        "letter": put(app, triage=theirs, seen_at=at, method=MethodOfReceipt.LETTER),
        "welsh": put(app, triage=theirs, seen_at=at, language="cy"),
        "welsh letter, new": put(app, triage=theirs, language="cy", method=MethodOfReceipt.LETTER),
        "closed": put(app, triage=mine, seen_at=at, closed_at=at),
        "closed before": put(app, seen_at=at, closed_at=at - timedelta(days=1)),
    }
    return {one.reference: name for name, one in made.items()}


LISTS: dict[str, list[str]] = {
    "show=new": ["new", "welsh letter, new"],
    "show=mine": ["mine"],
    "show=nobodys": ["nobodys"],
    "show=urgent": ["urgent"],
    "show=advocacy": ["advocacy"],
    "show=overdue": ["overdue"],
    "show=closed": ["closed", "closed before"],
    "method=Letter": ["letter", "welsh letter, new"],
    "language=cy": ["welsh", "welsh letter, new"],
    "method=Letter&language=cy": ["welsh letter, new"],
    "show=new&method=Letter&language=cy": ["welsh letter, new"],
    "show=urgent&method=Letter": [],
    "show=closed&language=cy": [],
}
ALL_OPEN = {"new", "mine", "nobodys", "urgent", "advocacy", "overdue", "letter", "welsh"}
ALL_OPEN |= {"welsh letter, new"}


def test_each_filter_shows_what_it_says_with_its_count(desk: Desk, mixed: dict[str, str]) -> None:
    for query, wanted in LISTS.items():
        assert desk.open(f"?{query}").status_code == 200
        found = [mixed[reference] for reference in shown(desk)]
        if "closed" in query:
            assert found == wanted, query
        assert sorted(found) == sorted(wanted), query
        assert bool(wanted) == ('class="intakes"' in (desk.page.text if desk.page else ""))
    desk.open("")
    assert {mixed[reference] for reference in shown(desk)} == ALL_OPEN
    names = ("All open", "New", "Mine", "Advocate wanted", "Letter", "Welsh")
    assert [count_beside(desk, name) for name in names] == ["9", "2", "1", "1", "2", "2"]


@pytest.mark.parametrize(
    "query",
    [
        "show=nothing",
        "method=Pigeon",
        "language=%3Cb%3E",
        "after=nowhere",
        "after=9_2026-99-99_x",
        "x=1",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_first_page(
    desk: Desk, mixed: dict[str, str], query: str
) -> None:
    assert desk.open(f"?{query}").status_code == 200
    assert {mixed[reference] for reference in shown(desk)} == ALL_OPEN


@pytest.mark.parametrize("query", ["", "show=overdue", "show=closed", "method=Letter"])
def test_the_pages_of_a_list_show_everything_once(
    app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch, clock: StandingClock, query: str
) -> None:
    monkeypatch.setattr(inbox, "PAGE", 3)
    for number in range(8):
        at = clock.at - timedelta(days=40 + number // 2)
        closed_at = at if "closed" in query else None
        put(app, received_at=at, closed_at=closed_at, method=MethodOfReceipt.LETTER)

    seen: list[str] = []
    desk.open(f"?{query}")
    while True:
        seen += shown(desk)
        assert desk.page is not None
        more = re.search(r'href="/care/([^"]*)">Next', desk.page.text)
        if more is None:
            break
        desk.open(more.group(1).replace("&amp;", "&"))
        # Something that comes in meanwhile moves nothing.
        put(app, flags=(DANGER,))

    assert len(seen) == len(set(seen)) == 8
    assert "Back to the first" in desk.text


def test_an_empty_list_says_why(desk: Desk) -> None:
    assert "Nothing is open." in desk.show(desk.client.get("/care/")).text
    for show in Show:
        assert 'class="panel"' in desk.open(f"?show={show}").text


def test_fifty_rows_cost_as_many_statements_as_five(app: Flask, desk: Desk) -> None:
    numbers = []
    for upto in (5, 50):
        while len(shown(desk) if desk.page else []) < upto:
            put(app)
            desk.open("")
        with statements(app) as run:
            desk.open("")
        numbers.append(len(run))

    assert numbers[0] == numbers[1]
    assert numbers[1] <= 16


# Who may know of an intake of which audience: whatever else they are, nobody who is barred.
KNOWS = {
    (Audience.CARE, "officer"),
    (Audience.CARE, "cleared"),
    (Audience.CLEARED, "cleared"),
    (Audience.OUTSIDE, "outside"),
    (Audience.CARE, "manager"),
    (Audience.OUTSIDE, "manager"),
}
PEOPLE: dict[str, dict[str, object]] = {
    "officer": {},
    "cleared": {"is_cleared": True},
    "outside": {"is_outside": True},
    "manager": {"roles": {Role.MANAGER}},
    "other manager": {"roles": {Role.MANAGER}},
}
AUDIENCES: dict[Audience, dict[str, object]] = {
    Audience.CARE: {"names_matched": True},
    Audience.CLEARED: {"names_matched": False},
    Audience.OUTSIDE: {"names_matched": True, "about_customer_care": True},
}


def test_nobody_learns_of_an_intake_that_is_kept_from_them(
    app: Flask, sign_in: Callable[..., Desk]
) -> None:
    desks = {name: sign_in(name.title(), **more) for name, more in PEOPLE.items()}
    ids = {name: desk.member.id for name, desk in desks.items() if desk.member}
    closed_at = office_of(app).clock()
    kinds = [(False, False), (True, False), (False, True)]
    for audience, (is_barred, is_closed) in product(Audience, kinds):
        triage = Triage(
            **AUDIENCES[audience],  # type: ignore[arg-type]
            passed_to=ids["manager"],
            barred=tuple(ids.values()) if is_barred else (),
        )
        intake = put(
            app,
            should_not_see="my uncle" if audience is Audience.CLEARED else "",
            closed_at=closed_at if is_closed else None,
            triage=triage,
        )
        _bar(app, intake, audience)
        for name, desk in desks.items():
            knows = (audience, name) in KNOWS and not is_barred
            _assert_knows(desk, intake, knows, is_closed=is_closed)
        _forget(app, intake)


def _bar(app: Flask, intake: Intake, audience: Audience) -> None:
    """As the decision does: a table of its own says who is barred."""
    with office_of(app).database.write() as connection:
        decisions.bar(connection, intake.id, intake.triage.barred)
        connection.execute(
            update(IntakeRow.as_table())
            .where(IntakeRow.as_table().c.id == intake.id)
            .values(audience=audience)
        )


def _assert_knows(desk: Desk, intake: Intake, knows: bool, *, is_closed: bool) -> None:
    about = (desk.member.name if desk.member else "", intake.triage, is_closed)
    desk.open("?show=closed" if is_closed else "")
    assert (intake.reference in shown(desk)) == knows, about
    if not is_closed:
        assert count_beside(desk, "All open") == ("1" if knows else "0"), about
    desk.open("find")
    desk.post("find", said="moved me")
    assert (intake.reference in shown(desk)) == (knows and not is_closed), about
    answer = desk.client.post("/care/find", data={**desk.hidden, "said": intake.reference})
    assert (answer.status_code == 303) == knows, about


def _forget(app: Flask, intake: Intake) -> None:
    """Out of every list, so that the next one is alone."""
    table = IntakeRow.as_table()
    hidden = {"audience": "nobody", "passed_to": None}
    with office_of(app).database.write() as connection:
        connection.execute(update(table).where(table.c.id == intake.id).values(**hidden))


def test_a_page_that_asks_by_itself_is_no_use_of_the_session(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    idle = office_of(app).settings.desk_idle_minutes
    asked = 0
    for _ in range(idle + 1):
        answer = desk.client.get("/care/", headers=AGAIN)
        asked += answer.status_code == 200
        clock.at += timedelta(minutes=1)

    answer = desk.client.get("/care/", headers=AGAIN)

    assert asked == idle + 1
    assert answer.status_code == 303
    assert "sign-in" in answer.location


def test_somebody_who_reads_it_is_not_signed_out(
    desk: Desk, app: Flask, clock: StandingClock
) -> None:
    idle = office_of(app).settings.desk_idle_minutes
    for _ in range(3):
        clock.at += timedelta(minutes=idle - 1)
        assert desk.client.get("/care/").status_code == 200
    assert desk.member is not None
    with office_of(app).database.write() as connection:
        staff_sessions.end_all_of(connection, desk.member.id)
    assert desk.client.get("/care/", headers=AGAIN).status_code == 303


def test_a_day_of_another_year_says_its_year(app: Flask, desk: Desk, clock: StandingClock) -> None:
    put(app, received_at=clock.at.replace(year=2025))
    desk.open("")
    assert "2025" in desk.text
    assert date(2025, 11, 24).strftime("%a %-d %b %Y") in desk.text


def test_requests_that_the_text_line_refused_today_are_said_with_what_to_do(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    desk.open("")
    assert "knocked" not in desk.text
    for said in ("1 request knocked", "2 requests knocked"):
        app.test_client().post("/sms/incoming", data={"Body": "They took my phone"})
        desk.open("")
        assert said in desk.text
    assert "ask whoever runs Heard to run flask doctor" in desk.text
    assert "phone" not in desk.text.replace("Telephone", "")

    clock.at += timedelta(days=1)
    desk.open("")
    assert "knocked" not in desk.text
