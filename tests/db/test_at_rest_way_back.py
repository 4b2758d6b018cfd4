"""What is said on the way back stands in clear nowhere but in the queue."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from portal.db import attachments
from portal.db.sealing import UnreadableError
from portal.db.tables import Base
from portal.domain.decisions.talking import Write
from portal.domain.messages import Purpose
from portal.services import desk
from tests.child.told import enter, own
from tests.db.test_at_rest import DATA, columns, in_files, where_it_stands
from tests.desk_client import a_colleague, the_intake
from tests.media import samples
from tests.portal_client import Child, an_app, give, office_of
from tests.servers.texts import INCOMING, signature, text_form
from tests.web.every_page import StandingClock

LETTER = "Bartholomew returns your telescope"
STATEMENT = "Penelope wants her trampoline"
REPLY = "Montgomery shouted yesterday"
DRAFT = "Unfinished paragraph concerning Persephone"
FILE = "Marmaduke-holiday.jpg"
SAID = [
    word for text in (LETTER, STATEMENT, REPLY, DRAFT) for word in text.split() if len(word) > 5
]


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def app(migrated_database_url: str, clock: StandingClock) -> Iterator[Flask]:
    app = an_app(migrated_database_url, clock=clock)
    yield app
    office_of(app).database.close()


@pytest.fixture
def talked(app: Flask) -> Flask:
    """A child by text to whom somebody wrote, and one on the web who kept a draft with a photo."""
    client = app.test_client()
    for body in ("they took my phone", "2", "1", "3"):
        form = text_form(body)
        signed = {"X-Twilio-Signature": signature(f"http://127.0.0.1:8000{INCOMING}", form)}
        assert client.post(INCOMING, data=form, headers=signed).status_code == 200
    place, officer, intake = office_of(app), a_colleague(app), the_intake(app)
    with place.database.write() as connection:
        for purpose, text in ((Purpose.MESSAGE, LETTER), (Purpose.STATEMENT, STATEMENT)):
            write = Write(purpose, text)
            intake = desk.make(connection, place, officer, intake, write, place.clock())
    enter(Child(app.test_client()), own(app)).post("take-over", go="change", reply=REPLY)
    drafting = Child(app.test_client())
    drafting.open("what-happened")
    drafting.post("what-happened", go="files", words=DRAFT)
    give(drafting, (FILE, samples.photo()), ("voice.webm", samples.sound()))
    drafting.open("what-happened")
    drafting.post("what-happened", go="keep", words=DRAFT)
    return app


def test_it_all_arrived(talked: Flask) -> None:
    kept = {table for (table, _name), _value in columns(talked)}
    assert {"message", "outgoing_text", "draft", "attachment", "visit"} <= kept


def test_it_stands_in_the_queue_and_nowhere_else(talked: Flask) -> None:
    assert where_it_stands(talked, SAID) == {DATA}
    assert where_it_stands(talked, [*DRAFT.split(), FILE]) == set()


def test_no_file_of_the_database_has_a_draft_or_a_photo_in_clear(talked: Flask) -> None:
    assert in_files(talked, [*DRAFT.split(), FILE, samples.WHERE]) == []
    photo = samples.photo()
    assert not any(photo[200:260] in value for _place, value in columns(talked))


def test_a_file_that_is_moved_to_another_row_does_not_open(talked: Flask) -> None:
    place, table = office_of(talked), Base.metadata.tables["attachment"]
    with place.database.write() as connection:
        first, second = connection.execute(table.select().order_by(table.c.position)).all()
        intake_id = the_intake_of_texts(talked)
        connection.execute(table.update().values(intake_id=intake_id))
        moved = table.update().where(table.c.id == first.id)
        connection.execute(moved.values(original_sealed=second.original_sealed))
        with pytest.raises(UnreadableError):
            attachments.file_of(connection, place.keyring, intake_id, first.id)


def the_intake_of_texts(app: Flask) -> str:
    table = Base.metadata.tables["intake"]
    with office_of(app).database.read() as connection:
        return str(connection.execute(table.select()).first().id)  # type: ignore[union-attr]
