"""What a child said stands in clear nowhere but in the queue, and there no longer than it must."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db.tables import Base
from portal.services.housekeeping import keep_house
from tests.portal_client import Child, an_app, office_of
from tests.register.telling import acknowledged, claimed
from tests.servers.settings import CHILDS_NUMBER
from tests.servers.texts import INCOMING, signature, text_form
from tests.web.every_page import StandingClock

ANSWERS = {
    "what-happened": {"words": "Marmaduke took my telephone <3 هاتفي"},
    "what-would-help": {"better": "A kinder household"},
    "your-name": {"name": "Samantha-Jo"},
    "who-should-not-see": {"hide": "Uncle Bartholomew"},
    "how-to-reach-you": {"way": "text", "details": "07700 900142"},
    "when-it-is-safe": {"times": "Thursdays at teatime", "others": "Grandmother"},
}
TEXTED = "Montgomery locks Penelope's kitchen cupboard"
SAID = [word for values in ANSWERS.values() for word in " ".join(values.values()).split()
        if len(word) > 4] + TEXTED.split() + [CHILDS_NUMBER, "900142"]  # fmt: skip
DATA = ("register_queue", "data")


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def app(migrated_database_url: str, clock: StandingClock) -> Iterator[Flask]:
    app = an_app(migrated_database_url, clock=clock)
    yield app
    office_of(app).database.close()


@pytest.fixture
def child(app: Flask) -> Child:
    return Child(app.test_client())


def write_everything(child: Child) -> None:
    for slug, values in ANSWERS.items():
        child.answer(slug, **values)


def send_everything(child: Child) -> str:
    """The code words of the receipt, after telling all of it by web and some by text."""
    write_everything(child)
    child.open("check")
    receipt = child.post("check", go="send").text
    form = text_form(TEXTED)
    signed = {"X-Twilio-Signature": signature(f"http://127.0.0.1:8000{INCOMING}", form)}
    assert child.client.post(INCOMING, data=form, headers=signed).status_code == 200
    shown = re.search(r'class="code-words".*?</p>', receipt, re.DOTALL)
    assert shown
    return " ".join(re.findall(r"<span[^>]*>([^<]+)</span>", shown.group()))


def columns(app: Flask) -> Iterator[tuple[tuple[str, str], bytes]]:
    """Every value of every table, as bytes, with its table and column."""
    with office_of(app).database.read() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                for name, value in row.items():
                    yield (table.name, str(name)), _bytes(value)


def _bytes(value: Any) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    return text.encode()


def where_it_stands(app: Flask, said: list[str]) -> set[tuple[str, str]]:
    return {place for place, value in columns(app) for word in said if word.encode() in value}


def in_files(app: Flask, said: list[str]) -> list[tuple[str, str]]:
    """What stands in which file of SQLite; nothing for PostgreSQL, whose files are its own."""
    database = office_of(app).database
    if not database.is_sqlite:
        return []
    file = Path(str(database.url.database))
    files = {path.name: path.read_bytes() for path in file.parent.glob(f"{file.name}*")}
    assert len(files) > 2  # its log among them
    return [(n, word) for n, content in files.items() for word in said if word.encode() in content]


def test_a_draft_stands_nowhere_in_clear(app: Flask, child: Child) -> None:
    write_everything(child)

    assert dict(columns(app))[("visit", "content_sealed")]
    assert where_it_stands(app, SAID) == set()
    assert in_files(app, SAID) == []


def test_a_draft_is_in_no_cookie_and_in_no_address(child: Child) -> None:
    write_everything(child)

    cookie = child.client.get_cookie("heard")
    assert cookie is not None
    assert not any(word in cookie.value for word in SAID)
    for response in (child.page, *(child.page.history if child.page else ())):
        assert response is not None
        assert not any(word in response.request.url for word in SAID)


def test_what_was_sent_stands_in_the_queue_and_nowhere_else(app: Flask, child: Child) -> None:
    send_everything(child)

    assert where_it_stands(app, SAID) == {DATA}
    whole = b"".join(value for place, value in columns(app) if place == DATA)
    assert [word for word in SAID if word.encode() not in whole] == []  # it all arrived


def test_code_words_stand_nowhere(app: Flask, child: Child) -> None:
    said = send_everything(child)
    assert len(said.split()) > 3

    assert where_it_stands(app, [said, said.replace(" ", "-"), said.replace(" ", "")]) == set()


def test_a_week_after_the_receipt_it_stands_nowhere(
    app: Flask, child: Child, clock: StandingClock
) -> None:
    send_everything(child)
    office = office_of(app)
    clock.at += timedelta(minutes=15)
    for entry in claimed(office.database, clock.at, limit=5):
        acknowledged(office.database, entry, clock.at)
    keep_house(office, clock.at + timedelta(days=6))
    assert where_it_stands(app, SAID) == {DATA}

    keep_house(office, clock.at + timedelta(days=7, seconds=1))

    assert where_it_stands(app, SAID) == set()
    assert in_files(app, SAID) == []


def test_leaving_quickly_leaves_no_visit(app: Flask, child: Child) -> None:
    write_everything(child)

    child.client.get("/en/leave")

    assert not any(place[0] == "visit" for place, _ in columns(app))
