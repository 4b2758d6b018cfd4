"""A text that the database cannot take: on the disk before the child is told, taken in later."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from portal.db import spool as spools
from portal.db.database import Database
from portal.db.spool import SpoolError, waiting
from portal.domain.taxonomy import YesNo
from portal.services.office import Office
from sms.aside import put_aside, take_in
from sms.receiving import receive_text
from tests.portal_client import an_app
from tests.servers.texts import text_form
from tests.sms.line import Line, messages
from tests.sms.senders import (
    MONDAY_NOON,
    Sender,
    a_text,
    all_intakes,
    an_office,
    kept_texts,
    said,
    the_intake,
)

FIRST = "Hi. We got your message. Thank you.\nA person will read it by"


@pytest.fixture
def office(migrated_database_url: str, tmp_path: Path) -> Iterator[Office]:
    """An office with a place for texts that its database cannot take."""
    office = an_office(migrated_database_url, PORTAL_TEXT_SPOOL=str(tmp_path / "spool"))
    yield office
    office.database.close()


@pytest.fixture
def away(tmp_path: Path) -> Iterator[Line]:
    """The webhook of an office whose database has no tables."""
    line = Line(
        an_app(f"sqlite:///{tmp_path / 'away.db'}", PORTAL_TEXT_SPOOL=str(folder(tmp_path)))
    )
    yield line
    line.office.database.close()


def folder(tmp_path: Path) -> Path:
    return tmp_path / "spool"


def aside(office: Office, words: str, *, minutes: float = 0, **more: str) -> str:
    return put_aside(office, a_text(words, **more), MONDAY_NOON + timedelta(minutes=minutes))


def how_many(office: Office) -> int:
    return waiting(office.settings.text_spool)


def test_the_child_is_told_once_without_a_question_and_all_is_taken_in_later(
    office: Office,
) -> None:
    replies = [aside(office, words, minutes=at) for at, words in enumerate(("they", "took", "it"))]

    assert replies[0].startswith(FIRST)
    assert "Reply 1" not in replies[0]
    assert replies[1:] == ["", ""]
    assert how_many(office) == 3
    assert take_in(office) == 3
    assert how_many(office) == 0
    assert said(the_intake(office)) == ["they", "took", "it"]
    assert the_intake(office).received_at == MONDAY_NOON


def test_what_was_told_is_not_told_again_and_the_conversation_goes_on(office: Office) -> None:
    child = Sender(office)
    aside(office, "they took my phone")
    take_in(office)
    child.wait(minutes=5)

    assert child.text("and my shoes").startswith("Hi. We got your message and added it.\nWant")
    child.text("1")
    assert the_intake(office).wants_advocate is YesNo.YES


def test_a_digit_answers_the_question_that_waited_before_the_outage(office: Office) -> None:
    child = Sender(office)
    child.text("they took my phone")
    aside(office, "1", minutes=1)
    take_in(office)

    assert the_intake(office).wants_advocate is YesNo.YES


def test_the_same_text_gets_the_same_reply_before_and_after_it_is_taken_in(office: Office) -> None:
    reply = aside(office, "they took my phone", sid="SM1")

    assert aside(office, "they took my phone", sid="SM1", minutes=9) == reply
    assert how_many(office) == 1
    take_in(office)
    again = a_text("they took my phone", sid="SM1")
    assert receive_text(office, again, MONDAY_NOON + timedelta(hours=1)) == reply
    assert len(kept_texts(office)) == 1


def test_a_text_that_is_in_the_database_already_is_not_taken_twice(office: Office) -> None:
    text = a_text("they took my phone", sid="SM1")
    receive_text(office, text, MONDAY_NOON)
    put_aside(office, text, MONDAY_NOON)

    assert take_in(office) == 1
    assert (how_many(office), said(the_intake(office))) == (0, ["they took my phone"])


@pytest.mark.parametrize("words", ["he has a knife", "help", "أريد أن أموت"])
def test_danger_is_answered_at_once_and_at_most_once_an_hour(office: Office, words: str) -> None:
    aside(office, "they took my phone")

    assert "999" in aside(office, words, minutes=1)
    assert aside(office, words, minutes=2) == ""
    assert "999" in aside(office, words, minutes=70)
    take_in(office)
    assert the_intake(office).is_urgent


def test_stop_is_met_by_silence_until_start(office: Office) -> None:
    assert aside(office, "STOP") == ""
    assert aside(office, "leave me", minutes=1) == ""
    assert aside(office, "he has a knife", minutes=2) == ""
    assert aside(office, "start", minutes=3).startswith(FIRST)
    take_in(office)
    assert {flag.rule for flag in the_intake(office).flags} >= {"opted-out"}


def test_a_machine_gets_nothing(office: Office) -> None:
    assert aside(office, "Your parcel is here", address="85258") == ""
    assert take_in(office) == 1


def test_two_phones_are_two_tellings(office: Office) -> None:
    assert aside(office, "one") == aside(office, "two", address="+447700900124")
    take_in(office)
    assert len(all_intakes(office)) == 2


def test_nothing_of_it_is_readable_on_the_disk(office: Office) -> None:
    aside(office, "they took my phone", sid="SM1")

    for path in office.settings.text_spool.iterdir():
        assert path.stat().st_mode & 0o077 == 0
        for told in (b"phone", b"7700900123", b"SM1"):
            assert told not in path.read_bytes()
            assert told not in path.name.encode()


def test_it_is_on_the_disk_before_the_child_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[bool] = []
    flush = os.fsync

    def noted(handle: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{handle}").is_dir())
        flush(handle)

    monkeypatch.setattr(spools.os, "fsync", noted)
    aside(office, "they took my phone")

    assert flushed == [False, True, True]


def test_a_disk_that_is_full_is_said_and_leaves_nothing_behind(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spools.os, "fsync", full)
    with pytest.raises(SpoolError):
        aside(office, "they took my phone")

    assert [path.name for path in office.settings.text_spool.iterdir()] == [".lock"]


def test_one_that_no_key_opens_stays_and_keeps_none_behind_it(office: Office) -> None:
    aside(office, "they took my phone")
    [damaged] = office.settings.text_spool.glob("*.text")
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"!")
    aside(office, "and my shoes", minutes=1)

    assert take_in(office) == 1
    assert how_many(office) == 1
    assert said(the_intake(office)) == ["and my shoes"]


def test_several_at_once_are_each_there_once_and_answered_once(office: Office) -> None:
    words = [f"text {number}" for number in range(12)]
    with ThreadPoolExecutor(6) as threads:
        replies = list(threads.map(lambda one: aside(office, one), words))

    assert len([reply for reply in replies if reply]) == 1
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda _: take_in(office), range(3)))
    assert sorted(said(the_intake(office))) == sorted(words)
    assert len(kept_texts(office)) == len(words)


def test_while_the_database_is_away_the_webhook_takes_texts(away: Line, tmp_path: Path) -> None:
    [reply] = messages(away.text("they took my phone"))
    assert reply.startswith(FIRST)
    assert messages(away.text("and my shoes")) == []
    assert waiting(folder(tmp_path)) == 2
    assert take_in(away.office) == 0
    assert waiting(folder(tmp_path)) == 2


def test_when_the_database_is_gone_texts_are_still_taken(databases, tmp_path: Path) -> None:
    url = databases.migrated("postgresql")
    line = Line(an_app(url, PORTAL_TEXT_SPOOL=str(folder(tmp_path))))
    assert len(messages(line.text("They took my phone"))) == 1

    databases.discard(url)

    assert len(messages(line.text("and my shoes"))) == 1
    assert waiting(folder(tmp_path)) == 1
    assert line.post({}, signed="").status_code == 403
    line.office.database.close()


def test_when_the_database_is_locked_a_text_is_put_aside_and_then_taken_in_once(
    line: Line,
) -> None:
    form = text_form("They took my phone")
    another = Database(line.office.settings.database_url)
    with another.write() as connection:
        if not another.is_sqlite:
            connection.execute(sql("LOCK TABLE conversation IN EXCLUSIVE MODE"))
        first = line.post(form)
    another.close()

    assert len(messages(first)) == 1
    assert take_in(line.office) == 1
    assert line.post(form).data == first.data
    assert said(the_intake(line.office)) == ["They took my phone"]
