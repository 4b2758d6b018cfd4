"""A child takes over what somebody told for them: once, with code words that only they have."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from portal.child.take_over_token import LASTS
from portal.child.visit import CODE_WORDS_SHOWN
from portal.db.audit import AuditRow
from portal.domain.taxonomy import SubmittedBy
from portal.domain.triage import TakenDown, Triage
from portal.services import take_down
from portal.services.desk import NotTheirsError
from portal.services.ways_back import CodeWords
from tests.child.clock import Clock
from tests.child.told import UNA, WORDS, enter, own, take_over, told
from tests.desk_client import a_colleague, the_intake
from tests.portal_client import Child, office_of, records
from tests.register.telling import together
from tests.web.test_other_sites import ELSEWHERE

WRONG = "These code words did not work."


@pytest.fixture
def child(app: Flask) -> Child:
    """A child whose browser keeps no cookies, which is enough."""
    return Child(app.test_client(use_cookies=False))


def new_words(child: Child) -> str:
    """The code words that stand on the page."""
    assert child.page
    found = re.search(r'<p class="code-words".*?</p>', child.page.text)
    return " ".join(re.findall(r"<span[^>]*>(.*?)</span>", found.group())) if found else ""


def actions(app: Flask) -> list[tuple[str, str | None, str | None]]:
    """What the audit says was done, to what, by whom."""
    audit = AuditRow.as_table()
    with office_of(app).database.read() as connection:
        rows = connection.execute(select(audit).order_by(audit.c.number))
        return [(row.action, row.subject, row.staff_id) for row in rows]


@pytest.mark.parametrize(
    "typed",
    [
        str,
        str.upper,
        lambda said: f"  {said.replace(' ', '  ')} ",
        lambda said: said.replace(" ", "-"),
        lambda said: said.replace(" ", ", ") + ".",
        lambda said: said.replace(" ", ""),
        lambda said: said.replace(" ", "\r\n"),
    ],
)
def test_code_words_work_however_they_are_typed(
    app: Flask, child: Child, typed: Callable[[str], str]
) -> None:
    enter(child, typed(told(app)))

    assert "Someone told us something for you" in child.text


def test_digits_of_any_script_work(app: Flask, child: Child) -> None:
    code = told(app, language="ar")
    in_ascii = "".join(str(int(c)) if c.isdigit() else c for c in code)
    assert in_ascii != code

    for typed in (code, in_ascii):
        assert "Someone told us something for you" in enter(child, typed).text


def test_words_in_another_order_lead_nowhere(app: Flask, child: Child) -> None:
    enter(child, " ".join(reversed(told(app).split())))

    assert WRONG in child.text


def test_every_wrong_code_gets_the_same_answer(app: Flask, child: Child) -> None:
    code = told(app)
    take_over(child, code)

    answers = set()
    for wrong in (code, code + "s", "x", "kite " * 5, "1234", the_intake(app).reference):
        page = enter(child, wrong).page
        assert page
        assert page.status_code == 400
        assert f'value="{wrong}"' in page.text
        sealed = child.hidden["page"]
        answers.add(page.text.replace(f'value="{wrong}"', "").replace(sealed, ""))

    assert len(answers) == 1
    assert WRONG in child.text


def test_no_code_words_are_asked_for_again(child: Child) -> None:
    page = enter(child, " ").page

    assert page
    assert page.status_code == 400
    assert "Please type your code words." in child.text


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (SubmittedBy.ADVOCATE, "An advocate told us this for you."),
        (SubmittedBy.HELPER, "Someone who helps you told us this for you."),
        (SubmittedBy.STAFF, "A person in our team wrote this down for you."),
    ],
)
def test_what_was_told_is_read_only_once_it_is_taken_over(
    app: Flask, child: Child, by: SubmittedBy, said: str
) -> None:
    enter(child, told(app, submitted_by=by, name="Sam"))
    before = child.text
    assert said in before
    assert not [text for text in ("They moved him", "Sam", "07700", UNA.name) if text in before]

    child.post("take-over", go="mine")

    assert said in child.text
    assert "They moved him again <3 nobody asked" in child.text
    assert all(text in child.text for text in ("Sam", "07700 900123", "Una Upright, Upfront"))


def test_once_taken_over_only_the_new_code_words_lead_to_it(app: Flask, child: Child) -> None:
    code = told(app)
    enter(child, code)
    new = new_words(child)
    assert len(new.split()) == 5

    child.post("take-over", go="mine")

    taken = the_intake(app)
    assert taken.taken_over_at is not None
    assert "Only your new code words work now." in child.text
    assert WRONG in enter(child, code).text
    assert "Welcome back" in enter(child, new).text
    assert actions(app) == [("intake.taken-over", taken.reference, None)]
    assert records(app)[-1]["taken_over_at"]
    assert [one.text for one in taken.words] == [WORDS]


def test_until_the_button_is_pressed_nothing_has_changed(app: Flask, child: Child) -> None:
    code = told(app)
    new = new_words(enter(child, code))
    other = new_words(enter(child, code))

    assert new != other
    assert WRONG in enter(child, new).text
    assert "Someone told us something for you" in enter(child, code).text
    assert the_intake(app).taken_over_at is None


def test_an_answer_that_is_lost_leaves_no_child_without_code_words(
    app: Flask, child: Child
) -> None:
    new = new_words(enter(child, told(app)))
    child.client.post("/en/take-over", data={**child.hidden, "go": "mine"})

    assert "Welcome back" in enter(child, new).text


def test_pressed_twice_it_is_taken_over_once(app: Flask) -> None:
    child = Child(app.test_client())
    enter(child, told(app))
    new, form = new_words(child), dict(child.hidden)
    child.post("take-over", go="mine")
    taken = the_intake(app)

    child.hidden = form
    child.post("take-over", go="mine")

    assert "It is yours now" in child.text
    assert the_intake(app) == taken
    assert len(actions(app)) == 1
    assert "Welcome back" in enter(child, new).text


def test_two_browsers_at_once_take_it_over_once(app: Flask) -> None:
    code = told(app)
    both = [Child(app.test_client()) for _ in range(2)]
    new = [new_words(enter(one, code)) for one in both]

    together(*(partial(one.post, "take-over", go="mine") for one in both))

    won = ["It is yours now" in one.text for one in both]
    lost = [WRONG in one.text for one in both]
    assert sorted(won) == [False, True]
    assert lost == [not one for one in won]
    for words, is_theirs in zip(new, won, strict=True):
        entered = enter(Child(app.test_client()), words)
        assert ("Welcome back" in entered.text) is is_theirs
    assert [action for action, *_ in actions(app)] == ["intake.taken-over"]


def test_nothing_readable_stands_in_an_address_a_cookie_or_a_form(app: Flask, child: Child) -> None:
    child = Child(app.test_client())
    code = told(app, name="Sam")
    for go, fields in (("open", {"code_words": code}), ("mine", {}), ("send", {"says": "right"})):
        if go == "open":
            child.open("take-over")
        page = child.post("take-over", go=go, **fields)
        assert page.status_code == 200
        assert page.request.path == "/en/take-over"
        assert not page.request.query_string
        assert page.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in page.headers
        sealed = child.hidden["form"]
        assert the_intake(app).id not in sealed
        assert code not in page.text


def test_new_code_words_go_from_the_page_by_themselves(app: Flask, child: Child) -> None:
    page = enter(child, told(app)).page

    assert page
    assert page.headers["Refresh"] == str(int(CODE_WORDS_SHOWN.total_seconds()))


def test_a_page_that_was_open_too_long_gives_every_word_back(
    app: Flask, child: Child, clock: Clock
) -> None:
    code = own(app)
    enter(child, code)
    clock.move(LASTS + timedelta(seconds=1))
    page = child.post("take-over", go="send", not_them="Not Dave\r\n<3", wish="want")
    assert page.status_code == 400
    assert "Not Dave <3" in child.text

    child.post("take-over", go="open", code_words="wrong")
    assert "Not Dave <3" in child.text
    child.post("take-over", go="open", code_words=code)

    assert child.page
    assert "Not Dave\r\n&lt;3</textarea>" in child.page.text
    assert 'value="want" checked' in child.page.text
    assert the_intake(app).wish.not_them == ""


@pytest.mark.parametrize("sealed", ["", "x", "é", "AAAA", "A" * 10_000, "\x00"])
@pytest.mark.parametrize("go", ["mine", "send"])
def test_a_form_that_is_none_of_ours_opens_nothing(
    app: Flask, child: Child, sealed: str, go: str
) -> None:
    told(app)

    page = child.post("take-over", go=go, form=sealed, words="They moved me")

    assert page.status_code == 400
    assert "They moved me" in child.text
    assert the_intake(app).taken_over_at is None


def test_a_form_of_another_site_opens_nothing(app: Flask, child: Child) -> None:
    data = {"go": "open", "code_words": told(app)}

    page = child.client.post("/en/take-over", data=data, headers=ELSEWHERE)

    assert page.status_code == 400
    assert "Someone told us something" not in page.text


def test_a_page_from_before_it_was_taken_over_opens_nothing_any_more(
    app: Flask, child: Child
) -> None:
    code = told(app)
    enter(child, code)
    old = dict(child.hidden)
    take_over(Child(app.test_client()), code)

    for go, said in (("mine", WRONG), ("send", "Please type your code words once more")):
        child.hidden = dict(old)
        page = child.post("take-over", go=go, words="They moved me")
        assert page.status_code == 400
        assert said in child.text
        assert "They moved me" in child.text
    assert len(the_intake(app).words) == 1


def test_the_first_page_leads_there(child: Child) -> None:
    page = child.open("")

    assert 'href="/en/take-over"' in page.text


def test_whoever_wrote_it_down_makes_no_other_code_words_once_it_is_the_childs(
    app: Flask, child: Child
) -> None:
    olu, place = a_colleague(app), office_of(app)
    written = Triage(taken_down=TakenDown(olu.id, place.clock()))
    new = CodeWords.make(place, "en")
    take_over(child, told(app, submitted_by=SubmittedBy.STAFF, submitter=None, triage=written))

    with place.database.write() as connection, pytest.raises(NotTheirsError):
        take_down.renew_code_words(connection, olu, the_intake(app), "", new, place.clock())

    assert WRONG in enter(child, new.said).text
