"""Photos and recordings of a telling: kept until it is sent, and refused in a clear sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import attachments
from portal.db.attachments import AttachmentRow
from portal.domain.attachments import LONGEST_BYTES, MOST, MediaKind
from portal.domain.flags import NOT_LOOKED_AT
from portal.services import files as files_service
from portal.services import floods
from portal.services.housekeeping import keep_house
from tests.child.clock import Clock
from tests.child.test_drafts import kept, opened
from tests.desk_client import the_intake
from tests.media import samples
from tests.portal_client import Child, give, last_record, office_of, records

PATH = "photos-and-recordings"
WORDS = "they moved me <3\r\n  and nobody asked"
Browser = Callable[[], Child]


@pytest.fixture
def browser(app: Flask) -> Browser:
    """`browser()`: another one, with nothing in it."""
    return lambda: Child(app.test_client())


def written(child: Child) -> Child:
    """The child wrote something, and went on to photos and recordings."""
    child.open("what-happened")
    child.post("what-happened", go="files", words=WORDS)
    return child


def files_there_are(app: Flask) -> int:
    with office_of(app).database.read() as connection:
        return len(connection.execute(select(AttachmentRow.as_table().c.id)).all())


def files_of(app: Flask, intake_id: str) -> tuple[attachments.Attachment, ...]:
    place = office_of(app)
    with place.database.read() as connection:
        return attachments.of_intake(connection, place.keyring, intake_id)


def test_they_go_with_the_words_and_stand_in_the_record(app: Flask, child: Child) -> None:
    give(written(child), ("IMG_1.JPG", samples.photo()), ("me.webm", samples.sound()))
    assert "1. Photo" in child.text
    assert "2. Recording" in child.text
    assert "It is not sent yet." in child.text
    assert records(app) == []

    child.open("check")
    assert "Added: 2" in child.text
    child.post("check", go="send")
    intake = the_intake(app)
    assert [one.text for one in intake.words] == [WORDS]
    assert NOT_LOOKED_AT in intake.flags
    photo, recording = files_of(app, intake.id)
    assert (photo.kind, recording.kind) == (MediaKind.PHOTO, MediaKind.SOUND)
    assert [one["kind"] for one in last_record(app)["way_back"]["files"]] == ["photo", "sound"]
    assert last_record(app)["way_back"]["files"][0]["sha256"] == photo.sha256


def test_the_original_is_kept_byte_for_byte_and_the_copy_says_no_place(
    app: Flask, child: Child
) -> None:
    give(written(child), ("a.jpg", samples.photo()))
    child.open("check")
    child.post("check", go="send")
    intake, place = the_intake(app), office_of(app)
    with place.database.read() as connection:
        (one,) = attachments.of_intake(connection, place.keyring, intake.id)
        file = attachments.file_of(connection, place.keyring, intake.id, one.id)
    assert file is not None
    assert file.original == samples.photo()
    assert samples.WHERE.encode() not in file.copy


def test_a_recording_alone_is_enough(app: Flask, child: Child) -> None:
    child.open("what-happened")
    child.post("what-happened", go="files", words="")
    give(child, ("me.webm", samples.sound()))
    child.open("check")
    assert "One word is enough" not in child.text
    child.post("check", go="send")

    assert "Thank you. We have it." in child.text
    intake = the_intake(app)
    assert intake.words == ()
    assert intake.is_urgent
    assert not intake.asks_only_for_advocate


def test_the_same_file_twice_counts_once(app: Flask, child: Child) -> None:
    give(written(child), ("a.jpg", samples.photo()), ("b.jpg", samples.photo()))
    child.open(PATH)
    give(child, ("c.jpg", samples.photo()))
    assert files_there_are(app) == 1


def test_one_can_be_taken_away_again_and_is_gone(app: Flask, child: Child) -> None:
    give(written(child), ("a.jpg", samples.photo()), ("b.png", samples.photo("PNG")))
    assert child.page is not None
    first = re.findall(r'name="drop" value="([^"]+)"', child.page.text)[0]
    child.post(PATH, drop=first)
    assert "1. Photo" in child.text
    assert files_there_are(app) == 1


def test_nobody_takes_away_what_is_anothers(app: Flask, browser: Browser) -> None:
    give(written(browser()), ("a.jpg", samples.photo()))
    with office_of(app).database.read() as connection:
        theirs = connection.scalar(select(AttachmentRow.as_table().c.id))
    other = written(browser())
    other.post(PATH, drop=str(theirs))
    assert files_there_are(app) == 1
    assert "1. Photo" not in other.text


REFUSED = {
    "wrong type in the right name": (
        ("photo.jpg", samples.PAGE),
        "This is not a photo or a recording",
    ),
    "fifty megapixels": (("a.png", samples.fifty_megapixels()), "too large for us"),
    "a zip bomb": (("a.jpg", samples.archive()), "This is not a photo or a recording"),
    "a bomb of pixels": (("a.png", samples.png_that_unpacks_to_gigabytes()), "too large for us"),
    "truncated": (("a.jpg", samples.photo()[:9_000]), "Part of it may be missing"),
    "nothing in it": (("a.jpg", b""), "There is nothing in this file."),
    "a byte too many": (("a.jpg", samples.photo() + bytes(LONGEST_BYTES)), "up to 10 MB"),
    "a video": (("a.mp4", samples.video()), "can not take a video"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_taken_is_said_and_the_words_stay(app: Flask, child: Child, name: str) -> None:
    file, said = REFUSED[name]
    give(written(child), file)

    assert child.page is not None
    assert child.page.status_code == 400
    assert said in child.text
    assert "Your words are still here." in child.text
    assert files_there_are(app) == 0
    child.open("what-happened")
    assert child.typed == WORDS


def test_what_is_fine_is_kept_beside_what_is_not(app: Flask, child: Child) -> None:
    give(written(child), ("a.jpg", samples.PAGE), ("b.jpg", samples.photo()))
    assert "a.jpg" in child.text
    assert "1. Photo" in child.text
    assert files_there_are(app) == 1


def test_a_polyglot_is_a_photo_to_staff_and_evidence_as_it_was(app: Flask, child: Child) -> None:
    give(written(child), ("a.jpg.html", samples.photo_and_page()))
    child.open("check")
    child.post("check", go="send")
    intake, place = the_intake(app), office_of(app)
    (one,) = files_of(app, intake.id)
    with place.database.read() as connection:
        file = attachments.file_of(connection, place.keyring, intake.id, one.id)
    assert file is not None
    assert b"<script" in file.original
    assert b"<script" not in file.copy
    assert (one.media_type, one.copy_type) == ("image/jpeg", "image/jpeg")


def test_a_file_name_with_markup_is_shown_as_it_is(child: Child) -> None:
    give(written(child), ("<b onload=x>.jpg", samples.PAGE))
    assert child.page is not None
    assert "&lt;b onload=x&gt;.jpg" in child.page.text


def test_nothing_chosen_is_said(child: Child) -> None:
    give(written(child), ("", b""))
    assert "Please choose a photo or a recording first." in child.text


def test_five_are_as_many_as_go(app: Flask, child: Child) -> None:
    many = [(f"{n}.png", samples.photo("PNG", 8 + n, 8)) for n in range(MOST + 2)]
    give(written(child), *many)
    assert "Five is as many as we can take." in child.text
    assert files_there_are(app) == MOST
    child.open(PATH)
    assert 'type="file"' not in (child.page.text if child.page else "")


def test_leaving_quickly_takes_them_along(app: Flask, child: Child) -> None:
    give(written(child), ("a.jpg", samples.photo()))
    child.client.get("/en/leave")
    assert files_there_are(app) == 0


def test_what_is_not_sent_within_a_day_is_gone(app: Flask, child: Child, clock: Clock) -> None:
    give(written(child), ("a.jpg", samples.photo()))
    clock.move(timedelta(hours=23))
    keep_house(office_of(app), office_of(app).clock())
    assert files_there_are(app) == 1
    clock.move(timedelta(hours=2))
    keep_house(office_of(app), office_of(app).clock())
    assert files_there_are(app) == 0


def test_they_are_kept_with_a_draft_and_sent_from_another_browser(
    app: Flask, browser: Browser, clock: Clock
) -> None:
    first = browser()
    give(written(first), ("a.jpg", samples.photo()))
    code = kept(first, WORDS)
    first.client.get("/en/leave")
    clock.move(timedelta(days=6))
    keep_house(office_of(app), office_of(app).clock())

    second = browser()
    give(written(second), ("me.webm", samples.sound()))
    opened(second, code)
    assert "Added: 2" in second.text
    second.post("check", go="send")
    assert len(files_of(app, the_intake(app).id)) == 2


def test_a_draft_that_is_thrown_away_leaves_them_in_the_visit_for_a_day(
    app: Flask, browser: Browser
) -> None:
    child = browser()
    give(written(child), ("a.jpg", samples.photo()))
    kept(child, WORDS)
    child.post("kept")
    assert "Added: 1" in child.text


def test_from_a_page_of_what_was_sent_they_are_added_to_that(app: Flask, child: Child) -> None:
    written(child)
    hidden = dict(child.hidden)
    child.open("check")
    child.post("check", go="send")
    child.hidden = hidden
    give(child, ("a.jpg", samples.photo()))

    assert "Thank you. We have it." in child.text
    intake = the_intake(app)
    assert len(files_of(app, intake.id)) == 1
    assert intake.is_urgent


def test_no_more_than_sixty_forms_with_files_come_from_one_address(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floods, "FILES_IN_TEN_MINUTES", 1)
    give(written(child), ("a.jpg", samples.photo()))
    give(child, ("b.png", samples.photo("PNG")))
    assert child.page is not None
    assert child.page.status_code == 429
    child.open("what-happened")
    assert child.typed == WORDS


def test_what_nobody_sends_does_not_fill_the_disk(
    app: Flask, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(written(child), ("a.jpg", samples.photo()))
    monkeypatch.setattr(files_service, "MOST_UNSENT_BYTES", 1_000)
    give(child, ("b.png", samples.photo("PNG")))
    assert "We can not open it just now." in child.text
    assert files_there_are(app) == 1


def test_without_cookies_it_says_why_nothing_can_be_kept(app: Flask, child: Child) -> None:
    written(child)
    child.client.delete_cookie("heard")
    give(child, ("a.jpg", samples.photo()))
    assert child.page is not None
    assert child.page.status_code == 400
    assert files_there_are(app) == 0


def test_another_site_gives_us_nothing(app: Flask, child: Child) -> None:
    written(child)
    child.hidden.pop("csrf_token")
    give(child, ("a.jpg", samples.photo()))
    assert files_there_are(app) == 0
