"""Photos and recordings that come with a text: never lost, and fetched from Twilio alone."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

import pytest

from portal.db import attachments
from portal.domain.attachments import Attachment, FileStanding, MediaKind
from portal.domain.flags import NOT_LOOKED_AT
from portal.domain.taxonomy import TextsAllowed
from portal.settings import Settings
from sms.media import download as downloads
from sms.media.download import Came, download
from sms.media.fetching import GIVEN_UP_AFTER, fetch_due
from sms.receiving import receive_text
from tests.media import samples
from tests.servers.settings import ACCOUNT_SID, production_settings
from tests.sms.outgoing import Scene
from tests.sms.senders import a_text, queued


def sends(scene: Scene, words: str, *contents: bytes, sid: str | None = None) -> str:
    """The child texts this with photos or recordings; our reply."""
    sid = sid or f"MM{secrets.token_hex(16)}"
    media = tuple(scene.twilio.keeps(sid, one) for one in contents)
    reply = receive_text(scene.office, a_text(words, sid=sid, media=media), scene.clock.at)
    scene.clock.move(minutes=1)
    return reply


def files(scene: Scene) -> tuple[Attachment, ...]:
    with scene.office.database.read() as connection:
        return attachments.of_intake(connection, scene.office.keyring, scene.intake.id)


def bytes_of(scene: Scene, one: Attachment) -> attachments.File:
    with scene.office.database.read() as connection:
        found = attachments.file_of(connection, scene.office.keyring, scene.intake.id, one.id)
    assert found is not None
    return found


def test_a_photo_with_words_is_fetched_and_kept_with_them(scene: Scene) -> None:
    assert sends(scene, "look what they did", samples.photo())
    assert [one.standing for one in files(scene)] == [FileStanding.TO_FETCH]
    assert NOT_LOOKED_AT in scene.intake.flags

    assert fetch_due(scene.office) == 1
    [photo] = files(scene)
    assert (photo.kind, photo.standing) == (MediaKind.PHOTO, FileStanding.READY)
    assert bytes_of(scene, photo).original == samples.photo()
    assert samples.WHERE.encode() not in bytes_of(scene, photo).copy
    assert queued(scene.office)[-1].data["way_back"]["files"][0]["sha256"] == photo.sha256


def test_a_photo_without_a_word_opens_an_intake_and_is_answered_as_words_are(scene: Scene) -> None:
    reply = sends(scene, "", samples.photo())
    assert reply.startswith("Hi. We got your message. Thank you.")
    assert scene.intake.words == ()
    assert scene.intake.is_urgent


def test_a_recording_in_an_open_telling_puts_it_back_at_the_top(scene: Scene) -> None:
    scene.texts("they took my phone")
    scene.changes(scene.intake, seen_at=scene.clock.at)
    sends(scene, "", samples.sound("ogg"))
    assert scene.intake.seen_at is None
    scene.changes(scene.intake, seen_at=scene.clock.at)
    sends(scene, "", samples.sound("webm"))
    assert scene.intake.seen_at is None
    assert len(files(scene)) == 2


def test_a_picture_of_an_answer_is_no_answer(scene: Scene) -> None:
    scene.tells()
    before = scene.intake.contact.texts_allowed
    sends(scene, "2", samples.photo())
    assert scene.intake.contact.texts_allowed is before is TextsAllowed.ABOUT_IT
    assert len(files(scene)) == 1


def test_the_same_text_twice_brings_its_photo_once(scene: Scene) -> None:
    sid = f"MM{secrets.token_hex(16)}"
    assert sends(scene, "look", samples.photo(), sid=sid) == sends(
        scene, "look", samples.photo(), sid=sid
    )
    assert len(files(scene)) == 1


def test_what_twilio_has_not_yet_is_asked_for_again_after_one_and_three_seconds(
    scene: Scene,
) -> None:
    sends(scene, "look", samples.photo())
    scene.twilio.media_not_yet = 2
    came = []
    for seconds in (0, 1, 2, 1):
        scene.clock.move(seconds=seconds)
        came.append(fetch_due(scene.office))
    # At once, after one second, too early, and three seconds after the second try.
    assert came == [0, 0, 0, 1]


def test_what_never_comes_is_lost_after_three_days_and_looked_at_again(scene: Scene) -> None:
    sends(scene, "look", samples.photo())
    scene.twilio.media.clear()
    scene.changes(scene.intake, seen_at=scene.clock.at)
    assert fetch_due(scene.office) == 0
    scene.clock.at += GIVEN_UP_AFTER
    fetch_due(scene.office)
    assert [one.standing for one in files(scene)] == [FileStanding.LOST]
    assert scene.intake.seen_at is None


@pytest.mark.parametrize("content", [samples.PAGE, samples.video(), samples.photo()[:5_000]])
def test_what_cannot_be_opened_is_kept_as_evidence_all_the_same(
    scene: Scene, content: bytes
) -> None:
    sends(scene, "look", content)
    assert fetch_due(scene.office) == 1
    [one] = files(scene)
    assert one.standing is FileStanding.ONLY_ORIGINAL
    assert bytes_of(scene, one).original == content
    assert bytes_of(scene, one).copy == b""


def test_our_token_goes_to_twilio_and_not_where_twilio_sends_on_to(scene: Scene) -> None:
    sends(scene, "look", samples.photo())
    fetch_due(scene.office)
    (first, said), (second, nothing) = scene.twilio.media_asked
    assert "/Media/ME" in first
    assert said.startswith("Basic ")
    assert second.startswith("/cdn/")
    assert nothing == ""


def test_two_workers_fetch_each_file_once(scene: Scene) -> None:
    sends(scene, "look", samples.photo(), samples.photo("PNG"))
    with scene.office.database.read() as connection:
        first = attachments.to_fetch(connection, scene.office.keyring, scene.clock.at)
    assert first is not None
    later = scene.clock.at + timedelta(minutes=5)
    with scene.office.database.write() as connection:
        assert attachments.lease(connection, first, later)
    with scene.office.database.write() as connection:
        assert not attachments.lease(connection, first, later)


MESSAGE = "MM" + "a" * 32
MEDIA = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{MESSAGE}/Media/ME" + "b" * 32
STRANGE: dict[str, str] = {
    "another host": f"https://api.twilio.com.evil.example{MEDIA}",
    "a host before ours": f"https://evil.example/api.twilio.com{MEDIA}",
    "no https": f"http://api.twilio.com{MEDIA}",
    "a port": f"https://api.twilio.com:8443{MEDIA}",
    "a user": f"https://me@api.twilio.com{MEDIA}",
    "a query": f"https://api.twilio.com{MEDIA}?x=1",
    "a way out of the path": f"https://api.twilio.com{MEDIA}/../../../x",
    "another account": f"https://api.twilio.com{MEDIA.replace(ACCOUNT_SID, 'AC' + 'c' * 32)}",
    "another text": f"https://api.twilio.com{MEDIA.replace(MESSAGE, 'MM' + 'd' * 32)}",
    "this machine": f"http://127.0.0.1{MEDIA}",
    "a machine of the cloud": "http://169.254.169.254/latest/meta-data/",
    "a file": f"file://{MEDIA}",
    "a line more": f"https://api.twilio.com{MEDIA}\n",
}


@pytest.fixture
def in_earnest(monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of production; whoever asks for anything fails."""

    def nobody(*_args: Any, **_more: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(downloads, "_asked", nobody)
    environment = production_settings("sqlite:///never-opened.db", "https://heard.example")
    del environment["TWILIO_API_URL"]
    return Settings.from_environment(environment)


@pytest.mark.parametrize("name", STRANGE)
def test_nothing_is_asked_for_but_this_texts_media_at_twilio(
    in_earnest: Settings, name: str
) -> None:
    assert download(in_earnest, STRANGE[name], MESSAGE).came is Came.NEVER


@pytest.mark.parametrize("host", ["api.twilio.com", "api.dublin.ie1.twilio.com"])
def test_twilios_own_hosts_are_asked(in_earnest: Settings, host: str) -> None:
    with pytest.raises(AssertionError):
        download(in_earnest, f"https://{host}{MEDIA}", MESSAGE)


@pytest.mark.parametrize(
    ("there", "may"),
    [
        ("https://mms.twiliocdn.com/AC1/x", True),
        ("https://s3-external-1.amazonaws.com/media.twiliocdn.com/x", True),
        ("http://mms.twiliocdn.com/x", False),
        ("https://mms.twiliocdn.com:8443/x", False),
        ("https://twiliocdn.com.evil.example/x", False),
        ("https://169.254.169.254/x", False),
        ("https://localhost/x", False),
    ],
)
def test_where_twilio_may_send_us_on_to(in_earnest: Settings, there: str, *, may: bool) -> None:
    assert downloads._may_be_sent_on_to(in_earnest, there) is may


def test_a_redirect_to_elsewhere_is_not_followed(scene: Scene) -> None:
    sends(scene, "look", samples.photo())
    scene.twilio.media_sent_on_to = "http://169.254.169.254"
    assert fetch_due(scene.office) == 0
    assert [one.standing for one in files(scene)] == [FileStanding.LOST]


def test_what_is_far_too_large_is_not_read_to_its_end(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "MOST_BYTES", 100_000)
    sends(scene, "look", samples.photo("PNG"))
    assert fetch_due(scene.office) == 0
    assert [one.standing for one in files(scene)] == [FileStanding.LOST]


def test_one_turn_fetches_few_so_that_who_is_told_of_danger_does_not_wait(scene: Scene) -> None:
    sends(scene, "look", *(samples.photo("PNG", 8 + n, 8) for n in range(5)))
    assert [fetch_due(scene.office) for _turn in range(3)] == [3, 2, 0]
