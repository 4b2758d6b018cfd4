"""Whatever of a telling never arrives, is brought twice, or waits on the disk: all of it is kept.

Words stored are words sent, one intake for one telling, and no more replies than the line may send.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sms.aside import put_aside, take_in
from sms.clearing import clear_at_twilio
from sms.polling import take_in_missing
from sms.receiving import receive_text
from tests.servers.databases import KINDS, Databases
from tests.servers.twilio import Twilio, twilio_api
from tests.sms.outgoing import Scene
from tests.sms.senders import a_text, intake_of, kept_texts, said

DANGER = "he has a knife"
WORDS = ("they took it", "and my shoes", DANGER, "an advocate please", "1", "😢")
_numbers = itertools.count()


@dataclass(frozen=True)
class Sent:
    """One text. `way`: how it fares; `seconds` go by after it, and then the worker may work."""

    words: str
    way: str
    seconds: int
    works: bool


a_sent = st.builds(
    Sent,
    st.sampled_from(WORDS),
    st.sampled_from(["arrives", "twice", "lost", "lost", "aside"]),
    st.sampled_from([0, 20, 100, 400, 4000]),
    st.booleans(),
)
a_telling = st.lists(a_sent, min_size=1, max_size=6)


@pytest.fixture(scope="module")
def twilio() -> Iterator[Twilio]:
    with twilio_api() as server:
        yield server


@pytest.fixture(scope="module", params=KINDS)
def scene(
    request: pytest.FixtureRequest,
    databases: Databases,
    twilio: Twilio,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Scene]:
    """One office for all the examples, each of which texts from a phone of its own."""
    url = databases.migrated(request.param)
    spool: Path = tmp_path_factory.mktemp("spool")
    scene = Scene.of(url, twilio, PORTAL_TEXT_SPOOL=str(spool))
    yield scene
    scene.office.database.close()
    databases.discard(url)
    twilio.texts.clear()


def works(scene: Scene) -> None:
    """What the worker does in one turn, in its order."""
    take_in(scene.office)
    take_in_missing(scene.office)
    scene.sends()
    clear_at_twilio(scene.office)


def sends(scene: Scene, phone: str, one: Sent) -> tuple[str, list[str]]:
    """The child sends it; its sid, and what goes back along with it."""
    office, at = scene.office, scene.clock.at.replace(microsecond=0)
    sid = scene.twilio.came(one.words, at, From=phone).sid
    text = a_text(one.words, sid=sid, address=phone)
    if one.way == "lost":
        return sid, []
    if one.way == "aside":
        return sid, [put_aside(office, text, scene.clock.at)]
    reply = receive_text(office, text, scene.clock.at)
    if one.way == "twice":
        assert receive_text(office, text, scene.clock.at) == reply
    return sid, [reply]


@pytest.mark.timeout(600)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(a_telling)
def test_all_that_was_sent_is_kept_once_in_one_intake(scene: Scene, telling: list[Sent]) -> None:
    phone = f"+4477009{next(_numbers):05}"
    sids, along = [], []
    for one in telling:
        sid, replies = sends(scene, phone, one)
        sids.append(sid)
        along += [reply for reply in replies if reply]
        scene.clock.move(seconds=one.seconds)
        if one.works:
            works(scene)
    for _turn in range(4):
        scene.clock.move(minutes=6)
        works(scene)

    kept = Counter(row.message_sid for row in kept_texts(scene.office))
    assert [kept[sid] for sid in sids] == [1] * len(sids)
    intake = intake_of(scene.office, phone)
    assert intake is not None
    assert Counter(said(intake)) == Counter(one.words for one in telling)
    assert intake.is_urgent is (DANGER in {one.words for one in telling})
    # Nothing of what came in is left at Twilio, and nobody is texted more often than they texted.
    assert [sid for sid in sids if scene.twilio.has(sid)] == []
    assert len(along) + len(scene.twilio.bodies(phone)) <= len(telling)
