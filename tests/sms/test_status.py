"""Twilio's word on what became of a text: signed, in any order, and only ever forward."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from portal.db import outgoing_claims
from portal.domain.flags import FlagName
from portal.domain.messages import Purpose
from portal.domain.outgoing import Standing, forward, standing_of
from portal.domain.taxonomy import TextsAllowed
from portal.web.app_office import set_office
from tests.portal_client import an_app, office_of
from tests.servers.settings import ACCOUNT_SID, AUTH_TOKEN
from tests.servers.twilio import Twilio
from tests.sms.line import PUBLIC, Line
from tests.sms.outgoing import Scene
from tests.sms.payloads import fields

SID = "SM" + "7" * 32
STATUSES = ("queued", "sending", "sent", "delivered", "undelivered", "failed")


@pytest.fixture
def scene(migrated_database_url: str, twilio: Twilio) -> Iterator[Scene]:
    """A child who may be texted, and a text on its way to them."""
    scene = Scene.of(migrated_database_url, twilio)
    intake = scene.tells()
    assert intake.contact.texts_allowed is TextsAllowed.ABOUT_IT
    scene.writes("We ring you on Friday.")
    yield scene
    scene.office.database.close()


@pytest.fixture
def line(scene: Scene) -> Line:
    """The webhook of the same installation."""
    app = an_app(str(scene.office.database.url.render_as_string(hide_password=False)))
    office_of(app).database.close()
    set_office(app, scene.office)
    return Line(app)


def said(line: Line, text_id: str, status: str, code: int | None = None, **more: str) -> int:
    """Twilio says so of this text; the status of our answer."""
    form = {"MessageSid": SID, "MessageStatus": status, "AccountSid": ACCOUNT_SID, **more}
    if code:
        form["ErrorCode"] = str(code)
    path = f"/sms/status/{text_id}"
    signature = RequestValidator(AUTH_TOKEN).compute_signature(PUBLIC + path, form)
    headers = {"X-Twilio-Signature": signature}
    return line.app.test_client().post(path, data=form, headers=headers).status_code


def test_a_text_moves_on_as_twilio_says(scene: Scene, line: Line) -> None:
    scene.sends()
    [text] = scene.outgoing

    for status, standing in (("sent", "sent"), ("delivered", "delivered"), ("sent", "delivered")):
        assert said(line, text.id, status, MessageSid=text.sid or "") == 204
        assert scene.standings == [standing]


def test_a_callback_as_twilio_posts_it_is_taken(scene: Scene, line: Line) -> None:
    scene.sends()
    [text] = scene.outgoing
    callback = fields("status_undelivered") | {"MessageSid": text.sid or ""}

    assert said(line, text.id, callback["MessageStatus"], **callback) == 204
    [after] = scene.outgoing
    # The phone was off: it goes once more.
    assert (after.standing, after.error_code) == (Standing.WAITING, 30003)


@pytest.mark.parametrize("status", ["undelivered", "failed"])
def test_one_that_did_not_arrive_comes_back_to_customer_care(
    scene: Scene, line: Line, status: str
) -> None:
    scene.sends()
    [text] = scene.outgoing

    told = [said(line, text.id, status, 30005, MessageSid=text.sid) for _ in range(3)]
    assert told == [204] * 3
    [after] = scene.outgoing
    assert (after.standing, after.error_code) == (status, 30005)
    assert scene.intake.has_flag(FlagName.UNREACHED)
    assert scene.intake.seen_at is None


def test_a_callback_may_be_quicker_than_the_answer(scene: Scene, line: Line) -> None:
    [text] = scene.outgoing
    with scene.office.database.write() as connection:
        now = scene.clock.at
        outgoing_claims.begin(
            connection, scene.office.keyring, text, text.what, text.body, now, now
        )

    said(line, text.id, "delivered")
    [after] = scene.outgoing
    assert (after.standing, after.sid) == (Standing.DELIVERED, SID)
    scene.sends()
    assert scene.twilio.texts == []


def test_what_is_not_signed_or_not_ours_changes_nothing(scene: Scene, line: Line) -> None:
    scene.sends()
    [text] = scene.outgoing
    client = line.app.test_client()
    form = {"MessageSid": SID, "MessageStatus": "failed", "AccountSid": ACCOUNT_SID}

    assert client.post(f"/sms/status/{text.id}", data=form).status_code == 403
    assert said(line, text.id, "failed", AccountSid="AC" + "0" * 32) == 403
    assert said(line, "no-such-text", "failed") == 204
    assert said(line, text.id, "a word of next year") == 204
    assert scene.standings == ["queued"]


def test_a_signature_for_one_text_is_none_for_another(scene: Scene, line: Line) -> None:
    scene.sends()
    [text] = scene.outgoing
    form = {"MessageSid": SID, "MessageStatus": "failed", "AccountSid": ACCOUNT_SID}
    elsewhere = RequestValidator(AUTH_TOKEN).compute_signature(f"{PUBLIC}/sms/status/other", form)
    headers = {"X-Twilio-Signature": elsewhere}

    answer = line.app.test_client().post(f"/sms/status/{text.id}", data=form, headers=headers)
    assert (answer.status_code, scene.standings) == (403, ["queued"])


@given(st.lists(st.sampled_from(STATUSES), min_size=1))
def test_any_order_of_callbacks_ends_the_same(statuses: list[str]) -> None:
    ends = {_end(order) for order in (statuses, statuses[::-1], sorted(statuses), statuses * 2)}

    # Two words for the same misfortune: whichever came first stands.
    assert ends <= {Standing.UNDELIVERED, Standing.FAILED} or len(ends) == 1


def test_every_order_of_one_text_s_callbacks_ends_delivered() -> None:
    for order in permutations(("queued", "sending", "sent", "delivered")):
        assert _end(order) is Standing.DELIVERED


def _end(statuses: object) -> Standing:
    standing = Standing.SENDING
    for status in statuses:  # type: ignore[attr-defined]
        said_now = standing_of(status)
        assert said_now is not None
        before, standing = standing, forward(standing, said_now)
        assert forward(standing, before) is standing
    return standing


def test_what_was_never_sent_stays_as_it_is() -> None:
    for standing in (Standing.HELD, Standing.WAITING, Standing.REFUSED, Standing.WITHDRAWN):
        assert forward(standing, Standing.DELIVERED) is standing


def test_a_phone_that_was_off_is_texted_again_three_times_in_a_day(
    scene: Scene, line: Line
) -> None:
    waits = []
    for _ in range(4):
        assert scene.sends().texts == 1
        [text] = scene.outgoing
        for _repeated in range(2):
            said(line, text.id, "undelivered", 30003, MessageSid=text.sid or "")
        [after] = scene.outgoing
        waits.append((after.standing, after.due_at - scene.clock.at))
        scene.clock.at = max(after.due_at, scene.clock.at)

    assert [standing for standing, _ in waits] == ["waiting", "waiting", "waiting", "undelivered"]
    assert waits[0][1] == timedelta(minutes=30)
    assert waits[1][1] == timedelta(hours=3)
    assert len({one.sid for one in scene.twilio.texts}) == 4
    assert scene.intake.has_flag(FlagName.UNREACHED)


def test_what_arrives_after_all_is_not_sent_again(scene: Scene, line: Line) -> None:
    scene.sends()
    [first] = scene.outgoing
    said(line, first.id, "undelivered", 30003, MessageSid=first.sid)
    said(line, first.id, "delivered", MessageSid=first.sid)

    scene.clock.move(hours=1)
    assert scene.sends().texts == 0
    assert scene.standings == ["delivered"]
    assert not scene.intake.has_flag(FlagName.UNREACHED)


def test_what_is_said_of_an_earlier_try_says_nothing_of_the_next(scene: Scene, line: Line) -> None:
    scene.sends()
    [first] = scene.outgoing
    said(line, first.id, "undelivered", 30003, MessageSid=first.sid)
    scene.clock.move(hours=1)
    scene.sends()

    said(line, first.id, "failed", 30003, MessageSid=first.sid)
    assert scene.standings == ["queued"]


def test_who_texted_stop_meanwhile_is_not_texted_again(scene: Scene, line: Line) -> None:
    scene.sends()
    [first] = scene.outgoing
    said(line, first.id, "undelivered", 30003, MessageSid=first.sid)
    scene.texts("STOP")
    scene.clock.move(hours=1)

    assert scene.sends().texts == 0
    assert scene.standings == ["refused"]


def test_a_statement_that_is_sent_again_asks_once(scene: Scene, line: Line) -> None:
    scene.sends()
    scene.clock.move(minutes=5)
    scene.writes("They took your phone.", Purpose.STATEMENT)
    scene.sends()
    text = scene.outgoing[-1]
    said(line, text.id, "undelivered", 30003, MessageSid=text.sid)
    scene.clock.move(hours=1)
    scene.sends()

    assert scene.twilio.bodies()[-1] == scene.twilio.bodies()[-2]
