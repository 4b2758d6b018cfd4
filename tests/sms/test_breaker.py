"""Where our account fails, texts wait; one is tried now and then, and once it goes all do."""

from __future__ import annotations

from dataclasses import replace

from portal.db import outgoing
from portal.domain.decisions.talking import Write
from portal.domain.messages import Purpose
from portal.services.sending_stopped import is_stopped
from sms.doctor import text_line
from sms.sender import send_due
from sms.sending.line import Line
from tests.servers.twilio import Fault, Twilio
from tests.sms.outgoing import Scene
from tests.sms.senders import Sender, all_intakes

HELLO = "We ring you on Friday."


def stopped(scene: Scene) -> bool:
    with scene.office.database.read() as connection:
        return is_stopped(connection)


def with_a_wrong_token(scene: Scene) -> Line:
    return Line(replace(scene.office.settings, auth_tokens=("0" * 32,)))


def test_a_wrong_token_stops_the_line_and_each_try_waits_longer(scene: Scene) -> None:
    scene.tells()
    scene.writes(HELLO)
    wrong = with_a_wrong_token(scene)

    tried = []
    for _minute in range(60):
        before = scene.outgoing[0].tries
        send_due(scene.office, wrong)
        tried.append(scene.outgoing[0].tries - before)
        scene.clock.move(minutes=1)
    assert stopped(scene)
    assert max(tried) == 1
    assert 3 <= sum(tried) <= 8
    assert scene.standings == ["waiting"]
    assert any("Twilio does not take them" in one.says for one in text_line(scene.office))

    scene.clock.move(hours=1)
    assert scene.sends().texts == 1
    assert not stopped(scene)


def test_what_waits_is_not_tried_in_vain_and_goes_at_once_when_one_went(scene: Scene) -> None:
    phones = [f"+4477009004{n:02}" for n in range(5)]
    for phone in phones:
        child = Sender(scene.office, phone, scene.clock.at)
        for words in ("they took my phone", "2", "1"):
            child.text(words)
    for intake in all_intakes(scene.office):
        scene.decide(Write(Purpose.MESSAGE, HELLO), intake)
    send_due(scene.office, with_a_wrong_token(scene))
    with scene.office.database.read() as connection:
        of_all = [
            one
            for intake in all_intakes(scene.office)
            for one in outgoing.of_intake(connection, scene.office.keyring, intake.id)
        ]
    assert sum(one.tries for one in of_all) == 1

    scene.clock.move(minutes=6)
    assert scene.sends().texts == 5


def test_three_answers_that_did_not_come_stop_it_and_one_does_not(scene: Scene) -> None:
    scene.tells()
    scene.writes(HELLO)
    for n in range(3):
        assert not stopped(scene)
        scene.twilio.faults = [Fault.CUT_BEFORE]
        scene.sends()
        scene.clock.move(minutes=10 * (n + 1))
        scene.twilio.lists_nothing = True
    assert stopped(scene)


def test_a_number_that_is_none_says_nothing_of_the_line(scene: Scene) -> None:
    scene.tells()
    scene.writes(HELLO)
    scene.twilio.faults = [Fault.BUSY]
    scene.sends()
    assert not stopped(scene)


def test_all_workers_together_send_no_more_in_a_minute_than_may_go(
    migrated_database_url: str, twilio: Twilio
) -> None:
    scene = Scene.of(migrated_database_url, twilio, TWILIO_TEXTS_A_MINUTE="2")
    for n in range(5):
        child = Sender(scene.office, f"+4477009004{n:02}", scene.clock.at)
        for words in ("they took my phone", "2", "1"):
            child.text(words)
    for intake in all_intakes(scene.office):
        scene.decide(Write(Purpose.MESSAGE, HELLO), intake)

    went = []
    for _ in range(4):
        went.append(scene.sends().texts + scene.sends().texts)
        scene.clock.move(minutes=1, seconds=1)
    assert went == [2, 2, 1, 0]
    scene.office.database.close()


def test_whatsapp_takes_our_words_only_within_a_day_of_theirs(scene: Scene) -> None:
    scene.child = Sender(scene.office, "whatsapp:+447700900123", scene.clock.at)
    scene.tells()
    scene.clock.move(hours=25)
    scene.writes(HELLO)
    assert scene.outgoing == []

    scene.texts("are you there")
    scene.writes("Yes. We ring you on Friday.")
    scene.clock.move(minutes=1)
    assert scene.sends().texts == 1


def test_what_waited_for_too_long_for_whatsapp_is_refused_with_the_reason(scene: Scene) -> None:
    scene.child = Sender(scene.office, "whatsapp:+447700900123", scene.clock.at)
    scene.tells()
    scene.writes(HELLO)
    scene.clock.move(hours=25)
    scene.sends()

    [text] = scene.outgoing
    assert (text.standing, text.reason) == ("refused", "window")
    assert scene.twilio.texts == []
