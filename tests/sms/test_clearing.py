"""Nothing is left at Twilio of what is kept here, and nothing goes there before it is kept here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from portal.db import attachments, carrier_copies
from portal.domain.attachments import FileStanding
from portal.services.office import Office
from portal.web.app_office import set_office
from sms import receiving
from sms.aside import put_aside, take_in
from sms.clearing import clear_at_twilio
from sms.media.fetching import GIVEN_UP_AFTER, fetch_due
from sms.polling import take_in_missing
from sms.received import received
from sms.receiving import receive_text
from sms.turns import ReceivedText
from tests.media import samples
from tests.portal_client import an_app, office_of
from tests.servers.settings import ACCOUNT_SID, CHILDS_NUMBER, OUR_NUMBER
from tests.servers.texts import signature, text_form
from tests.servers.twilio import Twilio
from tests.servers.twilio_state import TakenText
from tests.sms.line import PUBLIC
from tests.sms.outgoing import Scene
from tests.sms.senders import said

WORDS = "they took my phone"


@pytest.fixture
def redacting(migrated_database_url: str, twilio: Twilio) -> Iterator[Scene]:
    scene = Scene.of(migrated_database_url, twilio, TWILIO_AFTER_RECEIPT="redact")
    yield scene
    scene.office.database.close()


def a_text_at(scene: Scene, words: str = WORDS, *media: bytes) -> ReceivedText:
    """One that Twilio has, as its webhook brings it."""
    there = scene.twilio.came(words, scene.clock.at, media=media)
    paths = scene.twilio.media_of(there.sid)
    named = {f"MediaUrl{at}": f"{scene.twilio.url}{path}" for at, path in enumerate(paths)}
    form = text_form(words, sid=there.sid, NumMedia=str(len(media)), **named)
    text = received({name: [value] for name, value in form.items()})
    assert text is not None
    return text


def arrives(scene: Scene, words: str = WORDS, *media: bytes) -> str:
    """A text arrives here; its sid."""
    text = a_text_at(scene, words, *media)
    receive_text(scene.office, text, scene.clock.at)
    return text.message_sid


def later(scene: Scene, **span: float) -> int:
    scene.clock.move(**span)
    return clear_at_twilio(scene.office)


def said_of(scene: Scene, text: TakenText, status: str) -> int:
    """Twilio says so of a text of ours; the status of our answer."""
    app = an_app(str(scene.office.database.url.render_as_string(hide_password=False)))
    office_of(app).database.close()
    set_office(app, scene.office)
    form = {"MessageSid": text.sid, "MessageStatus": status, "AccountSid": ACCOUNT_SID}
    path = urlsplit(text.form["StatusCallback"]).path
    signed = {"X-Twilio-Signature": signature(PUBLIC + path, form)}
    return app.test_client().post(path, data=form, headers=signed).status_code


def waits_since(office: Office) -> object:
    with office.database.read() as connection:
        return carrier_copies.waiting_since(connection)


def test_a_text_that_is_kept_here_is_deleted_there_a_minute_later(scene: Scene) -> None:
    sid = arrives(scene)

    assert clear_at_twilio(scene.office) == 0
    assert scene.twilio.has(sid)
    assert later(scene, minutes=1) == 1
    assert scene.twilio.texts == []
    assert waits_since(scene.office) is None
    assert said(scene.intake) == [WORDS]


def test_a_photo_is_fetched_before_anything_of_its_text_is_deleted(scene: Scene) -> None:
    sid = arrives(scene, "look", samples.photo())

    assert later(scene, minutes=5) == 0
    assert scene.twilio.media_of(sid)
    assert fetch_due(scene.office) == 1
    assert clear_at_twilio(scene.office) == 1
    assert (scene.twilio.has(sid), scene.twilio.media_of(sid)) == (None, [])


def test_a_file_that_never_came_here_stays_there_without_the_words(scene: Scene) -> None:
    sid = arrives(scene, "look", samples.photo())
    scene.twilio.media_not_yet = 99
    scene.clock.move(days=GIVEN_UP_AFTER.days)
    fetch_due(scene.office)
    with scene.office.database.read() as connection:
        [file] = attachments.of_intake(connection, scene.office.keyring, scene.intake.id)
    assert file.standing is FileStanding.LOST

    assert clear_at_twilio(scene.office) == 1
    assert scene.twilio.has(sid).body == ""
    assert scene.twilio.media_of(sid)


def test_it_may_be_emptied_instead_with_its_photos(redacting: Scene) -> None:
    sid = arrives(redacting, "look", samples.photo())
    fetch_due(redacting.office)

    assert later(redacting, minutes=1) == 1
    left = redacting.twilio.has(sid)
    assert (left.body, left.form["From"]) == ("", CHILDS_NUMBER)
    assert redacting.twilio.media_of(sid) == []
    assert waits_since(redacting.office) is None


def test_it_may_be_kept_there(migrated_database_url: str, twilio: Twilio) -> None:
    scene = Scene.of(migrated_database_url, twilio, TWILIO_AFTER_RECEIPT="keep")
    sid = arrives(scene)
    assert later(scene, days=1) == 0
    assert (scene.twilio.has(sid).body, waits_since(scene.office)) == (WORDS, None)
    assert scene.twilio.asked_for == []
    scene.office.database.close()


def test_what_is_only_on_the_disk_is_not_deleted(scene: Scene) -> None:
    text = a_text_at(scene)
    put_aside(scene.office, text, scene.clock.at)

    assert later(scene, hours=1) == 0
    assert scene.twilio.has(text.message_sid)
    take_in(scene.office)
    assert clear_at_twilio(scene.office) == 1
    assert scene.twilio.texts == []


def test_what_could_not_be_committed_is_not_deleted(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = a_text_at(scene)

    def fail(*_args: object) -> None:
        raise ValueError

    monkeypatch.setattr(receiving, "_save", fail)
    with pytest.raises(ValueError):  # noqa: PT011 - it is our own
        receive_text(scene.office, text, scene.clock.at)
    assert later(scene, hours=1) == 0
    assert scene.twilio.has(text.message_sid)


def test_what_twilio_is_not_done_with_is_tried_again_for_as_long_as_it_takes(
    scene: Scene,
) -> None:
    sid = arrives(scene)
    scene.twilio.not_final = {sid}
    asked = []
    for _minute in range(60):
        later(scene, minutes=1)
        asked.append(len(scene.twilio.asked_for))
    # After 1, 2, 4, 8, 16 and 32 minutes more.
    assert asked[-1] == 6
    scene.clock.move(days=14)
    clear_at_twilio(scene.office)
    scene.twilio.not_final = set()
    assert later(scene, hours=6) == 1


def test_what_twilio_has_no_more_is_done_with(scene: Scene) -> None:
    arrives(scene)
    scene.twilio.texts.clear()
    assert later(scene, minutes=1) == 1
    assert waits_since(scene.office) is None


@pytest.mark.parametrize(
    ("status", "code", "wait"), [(401, 20003, 300), (429, 20429, 20), (500, 20500, 20), (0, 0, 20)]
)
def test_a_twilio_that_fails_is_left_alone_for_a_while(
    scene: Scene, status: int, code: int, wait: int
) -> None:
    for _text in range(3):
        arrives(scene)
    scene.twilio.fails_with = [(status, code)]

    assert later(scene, minutes=1) == 0
    assert later(scene, seconds=wait - 1) == 0
    assert len(scene.twilio.asked_for) == 1
    assert later(scene, seconds=1) == 3


def test_one_turn_clears_few_so_that_who_is_told_of_danger_does_not_wait(scene: Scene) -> None:
    for n in range(25):
        arrives(scene, f"text {n}")
    assert [later(scene, minutes=1), clear_at_twilio(scene.office)] == [20, 5]


def test_what_we_sent_is_deleted_once_it_is_delivered(scene: Scene) -> None:
    scene.tells()
    scene.writes("We ring you on Friday.")
    scene.sends()
    [sent] = scene.twilio.texts
    later(scene, hours=23)
    assert scene.twilio.texts == [sent]

    assert said_of(scene, sent, "delivered") == 204
    assert later(scene, minutes=1) == 1
    assert scene.twilio.texts == []


def test_what_we_sent_is_deleted_after_a_day_though_nobody_said_that_it_arrived(
    scene: Scene,
) -> None:
    scene.tells()
    scene.writes("We ring you on Friday.")
    scene.sends()
    later(scene, days=1)
    assert scene.twilio.texts == []


def test_the_replies_that_went_along_are_found_in_its_list_and_deleted(scene: Scene) -> None:
    reply = scene.twilio.came("Hi. We got", scene.clock.at, From=OUR_NUMBER, To=CHILDS_NUMBER)
    reply.direction = "outbound-reply"
    sent = scene.twilio.came("Sent", scene.clock.at, From=OUR_NUMBER, To=CHILDS_NUMBER)
    sent.direction = "outbound-api"

    take_in_missing(scene.office)
    later(scene, minutes=1)
    # What we sent ourselves is looked up there where nobody knows whether it went.
    assert scene.twilio.texts == [sent]


def test_a_lost_text_is_taken_in_and_then_deleted(scene: Scene) -> None:
    sid = scene.twilio.came(WORDS, scene.clock.at - timedelta(minutes=5)).sid
    take_in_missing(scene.office)
    assert scene.twilio.has(sid)
    later(scene, minutes=1)
    assert scene.twilio.texts == []
    assert said(scene.intake) == [WORDS]
