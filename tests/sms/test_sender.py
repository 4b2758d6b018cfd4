"""The sender: written down first, sent once, looked up before it is sent again, refused in time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.db import outgoing_claims
from portal.domain.flags import FlagName
from portal.domain.messages import Purpose
from portal.domain.outgoing import Standing, What
from portal.domain.taxonomy import ContactWay, TextsAllowed
from portal.services.unreached import tell_of_unanswered
from sms import twilio_client
from sms.sender import LEASE, SURELY_LISTED, send_due
from sms.sending.line import Line
from tests.servers.settings import CHILDS_NUMBER
from tests.servers.twilio import Fault, Twilio
from tests.sms.outgoing import Scene

HELLO = "We read it today. We ring you on Friday."


def test_a_message_goes_to_a_child_who_said_that_texts_about_it_are_safe(scene: Scene) -> None:
    scene.tells()
    scene.writes(HELLO)

    assert scene.standings == ["waiting"]
    assert scene.sends().texts == 1
    [taken] = scene.twilio.texts
    assert (taken.body, taken.form["To"]) == (HELLO, CHILDS_NUMBER)
    assert taken.form["StatusCallback"].endswith(f"/sms/status/{scene.outgoing[0].id}")
    assert scene.standings == ["queued"]
    assert scene.sends().texts == 0


def test_only_that_there_is_news_goes_where_only_neutral_texts_may(scene: Scene) -> None:
    scene.tells("2", "2")
    scene.writes(HELLO)
    scene.sends()

    [body] = scene.twilio.bodies()
    assert body.startswith("Hi. There is news for you. Call")
    assert HELLO not in body
    assert [one.what for one in scene.outgoing] == [What.NEWS]


@pytest.mark.parametrize("answers", [("2",), ("2", "3")], ids=["not said", "another way"])
def test_nothing_goes_to_a_phone_that_was_not_called_safe(
    scene: Scene, answers: tuple[str, ...]
) -> None:
    scene.tells(*answers)
    scene.writes(HELLO)
    scene.sends()

    assert (scene.outgoing, scene.twilio.texts) == ([], [])


def test_what_the_child_changed_meanwhile_counts(scene: Scene) -> None:
    intake = scene.tells()
    intake = scene.writes(HELLO)
    contact = replace(intake.contact, way=ContactWay.DO_NOT_CONTACT)
    scene.changes(intake, contact=contact)
    scene.sends()

    assert scene.twilio.texts == []
    [text] = scene.outgoing
    assert (text.standing, text.reason) == (Standing.REFUSED, "do_not_contact")
    assert scene.intake.has_flag(FlagName.UNREACHED)
    assert scene.intake.seen_at is None


def test_less_is_said_where_the_child_wants_less_by_then(scene: Scene) -> None:
    intake = scene.tells()
    intake = scene.writes(HELLO)
    contact = replace(intake.contact, texts_allowed=TextsAllowed.NEUTRAL_ONLY)
    scene.changes(intake, contact=contact)
    scene.sends()

    [body] = scene.twilio.bodies()
    assert HELLO not in body


def test_a_child_who_texted_stop_gets_nothing_more(scene: Scene) -> None:
    scene.tells()
    scene.writes(HELLO)
    scene.texts("STOP")
    scene.sends()

    assert scene.twilio.texts == []
    assert [(one.standing, one.reason) for one in scene.outgoing] == [
        (Standing.REFUSED, "opted_out")
    ]


def test_nothing_goes_at_night(scene: Scene) -> None:
    scene.tells()
    scene.clock.at = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
    scene.writes(HELLO)

    assert scene.sends().texts == 0
    scene.clock.at = datetime(2026, 11, 25, 7, 59, tzinfo=UTC)
    assert scene.sends().texts == 0
    scene.clock.at = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    assert scene.sends().texts == 1


def test_what_was_due_in_the_evening_and_not_sent_waits_for_the_morning(scene: Scene) -> None:
    scene.tells()
    scene.writes(HELLO)
    scene.clock.at = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)

    assert scene.sends().texts == 0
    assert scene.outgoing[0].due_at == datetime(2026, 11, 25, 8, tzinfo=UTC)


def test_a_silent_phone_is_asked_first_and_a_yes_lets_the_message_go(scene: Scene) -> None:
    scene.tells()
    scene.clock.move(days=28)
    scene.writes(HELLO)

    assert sorted(scene.standings) == ["held", "waiting"]
    scene.sends()
    [asks] = scene.twilio.bodies()
    assert "Is it you?" in asks
    scene.texts("1")
    scene.clock.move(minutes=1)
    scene.sends()
    assert scene.twilio.bodies()[1:] == [HELLO]


def test_whoever_has_the_phone_now_and_says_no_gets_nothing_and_adds_nothing(
    scene: Scene,
) -> None:
    told = scene.tells()
    scene.clock.move(days=28)
    scene.writes(HELLO)
    scene.sends()

    [reply] = scene.texts("2")
    scene.sends()
    assert reply == "Sorry. We will not text you about this again."
    assert len(scene.twilio.texts) == 1
    assert {(one.what, one.standing) for one in scene.outgoing} == {
        (What.THIS_PHONE, Standing.QUEUED),
        (What.MESSAGE, Standing.REFUSED),
    }
    after = scene.intake
    assert after.words == told.words
    assert after.has_flag(FlagName.UNREACHED)
    scene.writes("Again")
    assert "waiting" not in scene.standings


def test_where_nobody_answers_for_three_days_customer_care_are_told_and_again(
    scene: Scene,
) -> None:
    scene.tells()
    scene.clock.move(days=28)
    scene.writes(HELLO)
    scene.sends()
    told = []
    for days in (2, 1, 1, 2):
        scene.clock.move(days=days, minutes=1)
        scene.changes(scene.intake, seen_at=scene.clock.at)
        told.append(tell_of_unanswered(scene.office, scene.clock.at))
    assert told == [0, 1, 0, 1]
    assert scene.intake.has_flag(FlagName.UNREACHED)
    assert scene.intake.seen_at is None
    scene.texts("1")
    scene.clock.move(minutes=1)
    scene.sends()
    assert scene.twilio.bodies()[-1] == HELLO


def test_what_a_stranger_texts_then_is_a_telling_of_its_own(scene: Scene) -> None:
    first = scene.tells()
    scene.clock.move(days=28)
    scene.writes(HELLO)
    scene.sends()
    scene.texts("2", "who is this")

    from tests.sms.senders import all_intakes

    before, after = all_intakes(scene.office)
    assert before.id == first.id
    assert [one.text for one in after.words] == ["who is this"]


@pytest.mark.parametrize("fault", [Fault.CUT_AFTER, Fault.BROKEN])
def test_a_text_that_was_taken_though_nobody_said_so_is_not_sent_again(
    scene: Scene, fault: Fault
) -> None:
    scene.tells()
    scene.writes(HELLO)
    scene.twilio.faults = [fault]

    assert scene.sends().unknown == 1
    assert scene.standings == ["unknown"]
    scene.clock.move(seconds=30)
    scene.sends()
    assert scene.standings == ["queued"]
    assert scene.outgoing[0].sid == scene.twilio.texts[0].sid
    assert scene.twilio.bodies() == [HELLO]


def test_a_slow_answer_is_no_answer(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twilio_client, "SECONDS_TO_ANSWER", 0.3)
    scene.tells()
    scene.writes(HELLO)
    scene.twilio.faults = [Fault.SLOW_AFTER]

    assert scene.sends().unknown == 1
    scene.clock.move(seconds=30)
    scene.sends()
    assert (scene.standings, scene.twilio.bodies()) == (["queued"], [HELLO])


def test_it_is_sent_again_only_once_it_is_surely_not_there(scene: Scene) -> None:
    scene.tells()
    scene.writes(HELLO)
    scene.twilio.faults = [Fault.CUT_BEFORE]

    scene.sends()
    scene.clock.move(seconds=30)
    scene.sends()
    assert (scene.standings, scene.twilio.bodies()) == (["unknown"], [])
    scene.clock.move(seconds=SURELY_LISTED.total_seconds())
    scene.sends()
    assert (scene.standings, scene.twilio.bodies()) == (["queued"], [HELLO])


def test_nothing_else_goes_to_a_phone_of_which_nobody_knows(scene: Scene) -> None:
    scene.tells()
    scene.writes("One.")
    scene.clock.move(seconds=1)
    scene.writes("Two.")
    scene.twilio.faults = [Fault.CUT_BEFORE]

    scene.sends()
    assert scene.twilio.bodies() == []
    scene.clock.move(minutes=3)
    scene.sends()
    scene.clock.move(minutes=1)
    scene.sends()
    assert scene.twilio.bodies() == ["One.", "Two."]


def test_a_busy_twilio_is_asked_again_later(scene: Scene) -> None:
    scene.tells()
    scene.writes(HELLO)
    scene.twilio.faults = [Fault.BUSY]

    assert scene.sends().texts == 0
    assert scene.standings == ["waiting"]
    assert scene.sends().texts == 0
    scene.clock.move(minutes=1)
    assert scene.sends().texts == 1


def test_a_twilio_that_is_not_there_loses_nothing(scene: Scene) -> None:
    scene.tells()
    scene.writes(HELLO)
    away = replace(scene.office.settings, twilio_api="http://127.0.0.1:9")

    send_due(scene.office, Line(away))
    assert scene.standings == ["waiting"]
    scene.clock.move(minutes=2)
    assert scene.sends().texts == 1


@pytest.mark.parametrize(
    ("number", "code", "then"),
    [
        ("+15005550001", 21211, "failed"),
        ("+15005550004", 21610, "failed"),
        ("+15005550009", 21614, "failed"),
    ],
)
def test_what_twilio_refuses_for_good_comes_back_to_customer_care(
    migrated_database_url: str, twilio: Twilio, number: str, code: int, then: str
) -> None:
    scene = Scene.of(migrated_database_url, twilio)
    scene.tells()
    scene.writes(HELLO)
    # Its magic numbers are American; the child's is not.
    from tests.servers import twilio as served

    served.MAGIC_TO[CHILDS_NUMBER] = (code, served.MAGIC_TO[number][1])
    try:
        scene.sends()
    finally:
        del served.MAGIC_TO[CHILDS_NUMBER]

    [text] = scene.outgoing
    assert (text.standing, text.error_code) == (then, code)
    assert scene.intake.has_flag(FlagName.UNREACHED)
    scene.writes("Again.")
    assert len(scene.outgoing) == (1 if code == 21610 else 2)
    scene.office.database.close()


def test_a_wrong_token_of_ours_loses_no_text(migrated_database_url: str, twilio: Twilio) -> None:
    scene = Scene.of(migrated_database_url, twilio)
    scene.tells()
    scene.writes(HELLO)
    wrong = replace(scene.office.settings, auth_tokens=("0" * 32,))

    send_due(scene.office, Line(wrong))
    assert (scene.standings, scene.outgoing[0].error_code) == (["waiting"], 20003)
    scene.clock.move(minutes=5)
    assert scene.sends().texts == 1
    scene.office.database.close()


def test_one_phone_gets_a_text_a_minute_and_six_an_hour(scene: Scene) -> None:
    scene.tells()
    for n in range(8):
        scene.writes(f"Number {n}.")

    went = []
    for _minute in range(65):
        went.append(scene.sends().texts)
        scene.clock.move(minutes=1)
    assert max(went) == 1
    assert sum(went[:60]) == 6
    assert len(scene.twilio.texts) >= 7


def test_many_workers_send_each_text_once(scene: Scene) -> None:
    scene.tells()
    scene.writes(HELLO)
    barrier = threading.Barrier(4)

    def work() -> int:
        barrier.wait()
        return scene.sends().texts

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(lambda _: work(), range(4))) == 1
    assert scene.twilio.bodies() == [HELLO]


def test_a_worker_that_died_between_sending_and_writing_it_down_sends_nothing_twice(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.tells()
    scene.writes(HELLO)

    class DiedError(RuntimeError):
        pass

    def die(*_args: object, **_named: object) -> None:
        raise DiedError

    with monkeypatch.context() as dying:
        dying.setattr(outgoing_claims, "note", die)
        with pytest.raises(DiedError):
            scene.sends()
    assert (scene.standings, scene.twilio.bodies()) == (["sending"], [HELLO])
    scene.sends()
    assert scene.twilio.bodies() == [HELLO]
    scene.clock.move(seconds=LEASE.total_seconds() + 1)
    scene.sends()
    assert (scene.standings, scene.twilio.bodies()) == (["queued"], [HELLO])


def test_the_statement_is_read_back_and_agreed_by_digit(scene: Scene) -> None:
    scene.tells()
    scene.writes("You want your phone back.", Purpose.STATEMENT)
    scene.sends()

    [body] = scene.twilio.bodies()
    assert body.startswith("You want your phone back.\nIs that right? Reply 1")
    scene.texts("1")
    agreed = scene.intake.way_back.agreed
    assert agreed is not None
    assert agreed.text == "You want your phone back."


def test_a_whatsapp_address_is_written_to_from_ours_there(scene: Scene) -> None:
    scene.child.address = "whatsapp:+447700900123"
    scene.tells()
    scene.writes(HELLO)
    scene.sends()

    [taken] = scene.twilio.texts
    assert taken.form["From"].startswith("whatsapp:+")


def test_an_rcs_address_is_written_to_from_our_name_there(scene: Scene) -> None:
    scene.child.address = "rcs:+447700900123"
    ours = replace(scene.office.settings, rcs_senders=("rcs:kent_heard_agent",))
    scene.office = replace(scene.office, settings=ours)
    scene.tells()
    scene.writes(HELLO)
    scene.sends()

    [taken] = scene.twilio.texts
    assert taken.form["From"] == "rcs:kent_heard_agent"


def test_no_text_waits_for_longer_than_the_network_may_try_before_night(scene: Scene) -> None:
    scene.tells()
    scene.clock.at = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
    scene.writes(HELLO)
    scene.sends()

    [taken] = scene.twilio.texts
    assert int(taken.form["ValidityPeriod"]) == timedelta(hours=1).total_seconds()
