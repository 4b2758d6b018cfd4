"""The poller: what Twilio has and we have not is taken in once, and answered by the rules."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.db import attachments, carrier_rounds
from portal.db.spool import waiting
from portal.domain.attachments import FileStanding
from portal.domain.flags import FlagName
from portal.domain.outgoing import What
from portal.domain.taxonomy import YesNo
from sms import polling, reading
from sms.aside import put_aside, take_in
from sms.media.fetching import fetch_due
from sms.polling import STILL_ARRIVES, our_addresses, round_of, take_in_missing
from sms.reading import LEASE
from sms.receiving import receive_text
from tests.media import samples
from tests.servers.settings import CHILDS_NUMBER, OUR_NUMBER
from tests.servers.twilio import Twilio
from tests.sms.outgoing import Scene
from tests.sms.senders import a_text, all_intakes, conversations, kept_texts, said, the_intake

WORDS = "they took my phone"
# To and from our number, by text and by WhatsApp.
LISTS = 4
FIRST = "Hi. We got your message. Thank you."


def lost(scene: Scene, words: str, *, minutes: float = 5, **more: str) -> str:
    """A text that was sent so long ago, and that never arrived; its sid."""
    return scene.twilio.came(words, scene.clock.at - timedelta(minutes=minutes), **more).sid


def polls(scene: Scene) -> int:
    """The time to ask has come, and the worker asks."""
    scene.clock.move(minutes=5)
    return take_in_missing(scene.office)


def round_now(scene: Scene) -> carrier_rounds.Round:
    with scene.office.database.read() as connection:
        found = carrier_rounds.find(connection, round_of(OUR_NUMBER))
    assert found is not None
    return found


def test_a_text_that_never_arrived_is_taken_in_as_of_when_it_was_sent_and_answered(
    scene: Scene,
) -> None:
    sent_at = scene.clock.at - timedelta(minutes=5)
    lost(scene, WORDS)

    assert take_in_missing(scene.office) == 1
    intake = scene.intake
    assert said(intake) == [WORDS]
    assert intake.received_at == intake.words[0].said_at == sent_at
    scene.sends()
    [reply] = scene.twilio.bodies(CHILDS_NUMBER)
    assert reply.startswith(FIRST)
    assert "Reply 1" in reply


def test_its_question_is_answered_like_any_other(scene: Scene) -> None:
    lost(scene, WORDS)
    take_in_missing(scene.office)
    scene.sends()
    scene.clock.move(minutes=1)
    scene.texts("1")
    assert scene.intake.wants_advocate is YesNo.YES


def test_what_arrived_and_what_was_found_before_is_not_taken_twice(scene: Scene) -> None:
    arrived = lost(scene, "it arrived")
    receive_text(scene.office, a_text("it arrived", sid=arrived), scene.clock.at)
    found = lost(scene, "it was found")

    assert [take_in_missing(scene.office), polls(scene), polls(scene)] == [1, 0, 0]
    # Twilio brings it after all: nothing more is said.
    again = a_text("it was found", sid=found)
    assert receive_text(scene.office, again, scene.clock.at) == ""
    assert len(kept_texts(scene.office)) == 2


def test_what_may_still_arrive_is_left_alone(scene: Scene) -> None:
    lost(scene, WORDS, minutes=1.9)
    assert take_in_missing(scene.office) == 0
    assert polls(scene) == 1


def test_what_waits_on_the_disk_is_not_taken_in_beside_it(scene: Scene) -> None:
    sid = lost(scene, WORDS)
    assert put_aside(scene.office, a_text(WORDS, sid=sid), scene.clock.at).startswith(FIRST)

    assert take_in_missing(scene.office) == 0
    assert take_in(scene.office) == 1
    scene.sends()
    assert scene.twilio.bodies(CHILDS_NUMBER) == []


def test_a_burst_of_which_a_text_was_answered_gets_no_second_reply(scene: Scene) -> None:
    lost(scene, "they", minutes=0.5)
    scene.texts("took it")
    lost(scene, "again", minutes=0.2)

    assert polls(scene) == 2
    scene.sends()
    assert scene.twilio.bodies(CHILDS_NUMBER) == []
    assert said(scene.intake) == ["took it", "they", "again"]


def test_several_that_were_lost_get_one_reply(scene: Scene) -> None:
    for minutes in (6, 5.5, 5):
        lost(scene, f"text {minutes}", minutes=minutes)

    assert take_in_missing(scene.office) == 3
    assert said(scene.intake) == ["text 6", "text 5.5", "text 5"]
    scene.sends()
    assert len(scene.twilio.bodies(CHILDS_NUMBER)) == 1


@pytest.mark.parametrize("hours", [1, 20])
def test_one_that_is_old_gets_the_first_reply_without_a_question(scene: Scene, hours: int) -> None:
    lost(scene, WORDS, minutes=hours * 60)
    take_in_missing(scene.office)
    scene.sends()

    [reply] = scene.twilio.bodies(CHILDS_NUMBER)
    assert reply.startswith(FIRST)
    assert "Reply 1" not in reply


def test_an_old_one_of_a_telling_that_was_answered_gets_none(scene: Scene) -> None:
    lost(scene, "and my shoes", minutes=60)
    scene.tells()
    polls(scene)
    scene.sends()
    assert scene.twilio.bodies(CHILDS_NUMBER) == []
    assert "and my shoes" in said(scene.intake)


def test_at_night_an_old_one_is_answered_in_the_morning(scene: Scene) -> None:
    scene.clock.at = datetime(2026, 11, 24, 23, tzinfo=UTC)
    lost(scene, WORDS, minutes=60)
    take_in_missing(scene.office)

    assert scene.sends().texts == 0
    assert [one.what for one in scene.outgoing] == [What.LATE_REPLY]
    scene.clock.at = datetime(2026, 11, 25, 8, tzinfo=UTC)
    assert scene.sends().texts == 1


def test_danger_is_answered_at_night_too_and_is_urgent(scene: Scene) -> None:
    scene.clock.at = datetime(2026, 11, 24, 23, tzinfo=UTC)
    lost(scene, WORDS, minutes=120)
    lost(scene, "he has a knife", minutes=60)

    assert take_in_missing(scene.office) == 2
    assert scene.intake.is_urgent
    assert scene.sends().texts == 1
    [reply] = scene.twilio.bodies(CHILDS_NUMBER)
    assert "999" in reply
    assert "Reply 1" not in reply
    assert scene.twilio.texts[-1].form["ValidityPeriod"] == "14400"


def test_a_digit_does_not_answer_what_was_asked_after_it_was_sent(scene: Scene) -> None:
    lost(scene, "1", minutes=0.5)
    scene.texts(WORDS)
    polls(scene)
    assert scene.intake.wants_advocate is not YesNo.YES
    assert "1" in said(scene.intake)

    scene.texts("1")
    assert scene.intake.wants_advocate is YesNo.YES


def test_a_digit_that_was_lost_answers_what_was_asked_before(scene: Scene) -> None:
    scene.texts(WORDS)
    lost(scene, "1", minutes=0.1)
    polls(scene)
    assert scene.intake.wants_advocate is YesNo.YES


def test_stop_is_kept_though_it_was_found_later_and_a_start_before_it_lifts_nothing(
    scene: Scene,
) -> None:
    lost(scene, "START", minutes=1)
    scene.texts(WORDS, "STOP")
    polls(scene)
    [phone] = conversations(scene.office)
    assert phone.state["opted_out"] is True
    scene.sends()
    assert scene.twilio.bodies(CHILDS_NUMBER) == []


def test_a_stop_that_was_lost_ends_texts(scene: Scene) -> None:
    scene.texts(WORDS)
    lost(scene, "STOP", minutes=0)
    polls(scene)
    assert scene.intake.has_flag(FlagName.OPTED_OUT)
    scene.sends()
    assert scene.twilio.bodies(CHILDS_NUMBER) == []


def test_whoever_texts_stop_before_the_reply_goes_gets_none(scene: Scene) -> None:
    lost(scene, WORDS)
    take_in_missing(scene.office)
    scene.texts("STOP")
    scene.sends()
    assert scene.twilio.bodies(CHILDS_NUMBER) == []
    assert scene.standings == ["refused"]


def test_its_photo_comes_too(scene: Scene) -> None:
    at = scene.clock.at - timedelta(minutes=5)
    scene.twilio.came("look what they did", at, media=(samples.photo(),))

    assert take_in_missing(scene.office) == 1
    assert fetch_due(scene.office) == 1
    with scene.office.database.read() as connection:
        [photo] = attachments.of_intake(connection, scene.office.keyring, scene.intake.id)
    assert photo.standing is FileStanding.READY


def test_one_that_came_as_base64_is_read(scene: Scene) -> None:
    import base64

    words = "They took my phone away and nobody listens to what I say about it"
    lost(scene, base64.b64encode(words.encode()).decode())
    take_in_missing(scene.office)
    assert said(scene.intake) == [words]


def test_whatsapp_is_asked_for_as_well_and_what_is_not_ours_is_not(scene: Scene) -> None:
    settings = replace(scene.office.settings, rcs_senders=("rcs:kent_heard_agent",))

    assert our_addresses(settings) == (
        OUR_NUMBER,
        f"whatsapp:{OUR_NUMBER}",
        "rcs:kent_heard_agent",
    )
    child = f"whatsapp:{CHILDS_NUMBER}"
    lost(scene, "by whatsapp", From=child, To=f"whatsapp:{OUR_NUMBER}")
    lost(scene, "to somebody else", To="+447700900998")

    assert take_in_missing(scene.office) == 1
    assert scene.intake.contact.texting_address == child


def test_what_we_sent_is_not_taken_in(scene: Scene) -> None:
    text = scene.twilio.came(WORDS, scene.clock.at - timedelta(minutes=5))
    text.direction = "outbound-api"
    assert take_in_missing(scene.office) == 0


def test_a_long_list_is_read_page_by_page_and_goes_on_where_it_stopped(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_PAGES", 2)
    scene.twilio.largest_page = 3
    for n in range(20):
        lost(scene, f"text {n}", minutes=100 - n, From=f"+4477009001{n:02}")

    counts = [take_in_missing(scene.office) for _turn in range(5)]
    assert counts == [6, 6, 6, 2, 0]
    assert len(all_intakes(scene.office)) == 20
    assert round_now(scene).page is None


def test_so_many_at_once_and_the_oldest_first(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "_AT_ONCE", 2)
    for n in range(5):
        lost(scene, f"text {n}", minutes=10 - n / 10)

    assert [take_in_missing(scene.office) for _turn in range(4)] == [2, 2, 1, 0]
    assert said(the_intake(scene.office)) == [f"text {n}" for n in range(5)]


def test_it_asks_no_oftener_than_the_settings_say_and_reads_on_from_where_it_was(
    scene: Scene,
) -> None:
    take_in_missing(scene.office)
    asked = len(scene.twilio.asked_for)
    scene.clock.move(minutes=4)
    take_in_missing(scene.office)
    assert len(scene.twilio.asked_for) == asked

    read_until = scene.clock.at - timedelta(minutes=4)
    assert round_now(scene).read_until == read_until
    scene.clock.move(days=3)
    lost(scene, WORDS, minutes=2 * 24 * 60)
    assert take_in_missing(scene.office) == 1


def test_it_is_off_where_the_settings_say_so(migrated_database_url: str, twilio: Twilio) -> None:
    scene = Scene.of(migrated_database_url, twilio, TWILIO_POLL_MINUTES="0")
    lost(scene, WORDS)
    assert take_in_missing(scene.office) == 0
    assert twilio.asked_for == []
    scene.office.database.close()


@pytest.mark.parametrize(
    ("status", "code", "wait"),
    [(401, 20003, 300), (429, 20429, 20), (500, 20500, 20), (503, 0, 20), (0, 0, 20)],
)
def test_a_twilio_that_fails_is_left_alone_for_a_while_and_nothing_is_passed_over(
    scene: Scene, status: int, code: int, wait: int
) -> None:
    lost(scene, WORDS)
    scene.twilio.fails_with = [(status, code)]

    assert take_in_missing(scene.office) == 0
    # The others have the next turn: nobody waits behind all of them.
    assert len(scene.twilio.asked_for) == 1
    assert round_now(scene).due_at == scene.clock.at + timedelta(seconds=wait)
    assert round_now(scene).read_until is None
    assert [take_in_missing(scene.office) for _turn in range(2)] == [0, 0]
    assert len(scene.twilio.asked_for) == LISTS
    scene.clock.move(seconds=wait)
    assert take_in_missing(scene.office) == 1


def test_what_fails_on_and_on_is_waited_for_longer(scene: Scene) -> None:
    waits = []
    for _try in range(10):
        scene.twilio.fails_with = [(500, 20500)]
        take_in_missing(scene.office)
        waits.append((round_now(scene).due_at - scene.clock.at).total_seconds())
        scene.clock.at = max(round_now(scene).due_at, scene.clock.at)
    assert waits == [20, 20, 20, 40, 80, 160, 320, 600, 600, 600]


def test_a_page_that_twilio_knows_no_more_is_begun_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_PAGES", 1)
    scene.twilio.largest_page = 1
    lost(scene, "one", minutes=6)
    lost(scene, "two", minutes=5)
    assert take_in_missing(scene.office) == 1
    scene.twilio.fails_with = [(400, 20006)]

    assert take_in_missing(scene.office) == 0
    scene.clock.move(seconds=5)
    assert [take_in_missing(scene.office) for _turn in range(2)] == [0, 1]


def test_two_workers_do_not_read_at_once(scene: Scene) -> None:
    for n in range(4):
        lost(scene, f"text {n}", minutes=9 - n)
    barrier = threading.Barrier(4)

    def work(_worker: int) -> int:
        barrier.wait()
        return take_in_missing(scene.office)

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(work, range(4))) == 4
    assert len([one for one in scene.twilio.asked_for if "Messages.json" in one[1]]) == LISTS
    assert said(scene.intake) == [f"text {n}" for n in range(4)]


def test_a_worker_that_died_while_reading_lets_another_read(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost(scene, WORDS)

    class DiedError(BaseException):
        pass

    def die(*_args: object) -> None:
        raise DiedError

    with monkeypatch.context() as dying:
        dying.setattr(polling, "_take_in", die)
        with pytest.raises(DiedError):
            take_in_missing(scene.office)
    assert take_in_missing(scene.office) == 0
    scene.clock.move(seconds=LEASE.total_seconds())
    assert take_in_missing(scene.office) == 1


def test_what_the_database_will_not_take_waits_on_the_disk(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost(scene, WORDS)

    def refuse(*_args: object) -> None:
        raise ValueError

    with monkeypatch.context() as broken:
        broken.setattr(polling, "receive_text", refuse)
        take_in_missing(scene.office)
    assert waiting(scene.office.settings.text_spool) == 1
    polls(scene)
    assert take_in(scene.office) == 1
    assert said(scene.intake) == [WORDS]


def test_no_word_no_number_and_no_name_of_a_file_is_logged(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    at = scene.clock.at - timedelta(minutes=5)
    scene.twilio.came("look what they did", at, media=(samples.photo(),))
    with caplog.at_level("DEBUG"):
        take_in_missing(scene.office)
        fetch_due(scene.office)
        scene.sends()
    for told in ("they did", CHILDS_NUMBER[1:], "Media/ME"):
        assert told not in caplog.text


def test_a_text_is_young_for_longer_than_twilio_goes_on_trying() -> None:
    # Fifteen seconds at most for each of six tries.
    assert timedelta(seconds=15 * 6) <= STILL_ARRIVES
