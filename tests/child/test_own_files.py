"""Photos and recordings after Send, behind the code words: what is typed is kept first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from portal.db import intakes
from portal.domain.attachments import MOST
from portal.domain.flags import NOT_LOOKED_AT
from portal.domain.way_back import Did
from tests.child.clock import Clock
from tests.child.test_files import files_of, files_there_are
from tests.child.told import enter, own, told
from tests.desk_client import the_intake
from tests.media import samples
from tests.portal_client import Child, give, last_record, office_of

PAGE = "take-over"
ADD = "add-files"


@pytest.fixture
def child(app: Flask) -> Child:
    return Child(app.test_client(use_cookies=False))


def at_files(app: Flask, child: Child, **typed: str) -> Child:
    """The child came back, and went on to photos and recordings."""
    enter(child, own(app))
    child.post(PAGE, go="files", **typed)
    return child


def seen_now(app: Flask) -> None:
    """Customer care looked at it."""
    place, intake = office_of(app), the_intake(app)
    with place.database.write() as connection:
        row = intakes.IntakeRow.as_table()
        connection.execute(row.update().values(seen_at=place.clock()))
    assert the_intake(app).id == intake.id


def test_what_is_typed_is_sent_before_the_page_of_files_comes(app: Flask, child: Child) -> None:
    at_files(app, child, reply="here is what he broke")
    assert "Photos and recordings" in child.text
    assert [one.text for one in the_intake(app).words][-1] == "here is what he broke"


def test_a_photo_is_kept_with_the_intake_which_is_looked_at_again(app: Flask, child: Child) -> None:
    at_files(app, child)
    seen_now(app)
    give(child, ("a.jpg", samples.photo()), path=PAGE, go=ADD)

    assert "We have these" in child.text
    assert "1. Photo" in child.text
    intake = the_intake(app)
    assert intake.seen_at is None
    assert NOT_LOOKED_AT in intake.flags
    assert intake.way_back.has(Did.GAVE_FILES)
    assert len(last_record(app)["way_back"]["files"]) == 1


def test_it_opens_what_was_closed(app: Flask, child: Child, clock: Clock) -> None:
    at_files(app, child)
    place = office_of(app)
    with place.database.write() as connection:
        row = intakes.IntakeRow.as_table()
        connection.execute(row.update().values(closed_at=place.clock()))
    clock.move(timedelta(minutes=1))
    give(child, ("a.jpg", samples.photo()), path=PAGE, go=ADD)
    assert the_intake(app).closed_at is None


def test_five_in_all_and_the_same_one_twice_is_one(app: Flask, child: Child) -> None:
    at_files(app, child)
    for n in range(MOST):
        give(child, (f"{n}.png", samples.photo("PNG", 8 + n, 8)), path=PAGE, go=ADD)
    assert "Five is as many as we can take." in child.text
    assert files_there_are(app) == MOST


@pytest.mark.parametrize(
    ("content", "said"),
    [(samples.PAGE, "not a photo or a recording"), (b"", "nothing in this file")],
)
def test_what_is_refused_is_said_and_the_page_still_works(
    app: Flask, child: Child, content: bytes, said: str
) -> None:
    at_files(app, child)
    give(child, ("a.jpg", content), path=PAGE, go=ADD)
    assert child.page is not None
    assert child.page.status_code == 400
    assert said in child.text
    give(child, ("a.jpg", samples.photo()), path=PAGE, go=ADD)
    assert len(files_of(app, the_intake(app).id)) == 1


def test_the_way_back_to_the_page_says_nothing_new(app: Flask, child: Child) -> None:
    at_files(app, child)
    before = the_intake(app)
    child.post(PAGE, go="send")
    assert "Where it is" in child.text
    assert "Photos and recordings:" not in child.text
    assert the_intake(app) == before


def test_the_page_says_how_many_there_are(app: Flask, child: Child) -> None:
    at_files(app, child)
    give(child, ("a.jpg", samples.photo()), path=PAGE, go=ADD)
    child.post(PAGE, go="send")
    assert "Photos and recordings: 1" in child.text


def test_before_it_is_theirs_nothing_can_be_added_to_it(app: Flask, child: Child) -> None:
    code = told(app)
    child.open(PAGE)
    child.post(PAGE, go="open", code_words=code)
    give(child, ("a.jpg", samples.photo()), path=PAGE, go=ADD)
    assert "type your code words once more" in child.text
    assert files_there_are(app) == 0


def test_after_two_hours_the_code_words_are_asked_for_again(
    app: Flask, child: Child, clock: Clock
) -> None:
    at_files(app, child)
    clock.move(timedelta(hours=3))
    give(child, ("a.jpg", samples.photo()), path=PAGE, go=ADD)
    assert "type your code words once more" in child.text
    assert files_there_are(app) == 0


def test_only_the_pages_of_files_may_use_the_microphone(app: Flask, child: Child) -> None:
    enter(child, own(app))
    assert child.page is not None
    assert "microphone=()" in child.page.headers["Permissions-Policy"]
    child.post(PAGE, go="files")
    assert "microphone=(self)" in child.page.headers["Permissions-Policy"]
    assert "media-src blob:" in child.page.headers["Content-Security-Policy"]
