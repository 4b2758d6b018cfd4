"""Every page of photos and recordings, in one language, for the walk through all pages."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask

from portal.child import files, given_files, visit
from portal.db import attachments
from portal.db.attachments import File
from portal.domain.attachments import MOST, Attachment, FileStanding, Refusal
from portal.domain.intake import Words, new_id
from portal.services.files import NotTaken
from tests.child.told import enter, own
from tests.media import samples
from tests.portal_client import FILES, Child, give, office_of
from tests.web.way_back import behind

TYPED = "123 <3"


def pages_of_files(app: Flask, lang: str) -> Iterator[tuple[str, str]]:
    """Name and source of each."""
    child = Child(app.test_client(), lang)
    child.open(FILES)
    yield "files", _source(child)
    give(child, ("", b""))
    yield "files, none chosen", _source(child)
    give(child, (TYPED, samples.photo("PNG", 8, 8)), (TYPED, samples.sound()))
    yield "files, two", _source(child)
    child.open("check")
    yield "check, two files", _source(child)
    child.open(FILES)
    give(child, *((TYPED, samples.photo("PNG", 9 + n, 8)) for n in range(MOST)))
    yield "files, too many", _source(child)
    with app.test_request_context(f"/{lang}/{FILES}"):
        every = given_files.why_not([NotTaken(TYPED, refusal) for refusal in Refusal])
        yield "files, refused", files._page(visit.reading(), problems=every)
    yield from _behind_code_words(app, lang)


def _behind_code_words(app: Flask, lang: str) -> Iterator[tuple[str, str]]:
    said = (Words(TYPED, office_of(app).clock()),)
    code = own(app, language=lang, words=said)
    child = enter(Child(app.test_client(use_cookies=False), lang), code)
    place, intake = office_of(app), behind(app, code).id
    came_by_text = Attachment(new_id(), 0, None, "", FileStanding.TO_FETCH, place.clock())
    with place.database.write() as connection:
        attachments.add(connection, place.keyring, came_by_text, File(b"", b""), intake_id=intake)
    child.post("take-over", go="files")
    yield "own files", _source(child)
    many = ((TYPED, samples.photo("PNG", 8 + n, 8)) for n in range(MOST))
    give(child, *many, path="take-over", go="add-files")
    yield "own files, five", _source(child)


def _source(child: Child) -> str:
    assert child.page is not None
    return child.page.text
