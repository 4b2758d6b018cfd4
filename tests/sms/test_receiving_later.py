from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from portal.db.sealing import Keyring
from portal.domain.flags import FlagName
from portal.domain.taxonomy import (
    TextsAllowed,
)
from portal.register import claims
from sms.receiving import receive_text
from tests.sms.senders import (
    MONDAY_NOON,
    Sender,
    a_text,
    all_intakes,
    close,
    conversations,
    queued,
    said,
    the_intake,
)

QUIET = timedelta(minutes=15)
DANGER = "I want to die"


def test_after_a_day_of_silence_words_are_new_words_in_the_same_intake(office, child):
    child.text("They took my phone")
    child.wait(hours=23)
    child.text("and my shoes")
    child.wait(hours=24)

    assert "added it to what you told us before" in child.text("now my bed")

    words = the_intake(office).words
    assert [(w.text, w.is_new) for w in words] == [
        ("They took my phone", False),
        ("and my shoes", False),
        ("now my bed", True),
    ]


def test_words_after_closing_are_a_new_intake(office, child):
    for words in ("They took my phone", "1", "1", "1", "Sam"):
        child.text(words)
    close(office, the_intake(office), child.now)
    child.wait(hours=2)

    reply = child.text("they took it again")

    old, new = all_intakes(office)
    assert reply.startswith("Hi. We got your message. Thank you.\nA person will read it by")
    assert said(old)[-1] == "Sam"
    assert said(new) == ["they took it again"]
    assert new.reference != old.reference
    assert new.contact.texts_allowed is TextsAllowed.ABOUT_IT
    assert new.wants_advocate is None
    assert [row.subject for row in queued(office)] == [old.reference, new.reference]


def test_another_way_is_asked_for_again_because_its_code_words_lead_to_the_old_intake(
    office, child
):
    for words in ("They took my phone", "2", "3"):
        child.text(words)
    close(office, the_intake(office), child.now)
    child.wait(hours=2)
    for words in ("they took it again", "2", "3"):
        child.text(words)

    old, new = all_intakes(office)
    assert old.contact.texts_allowed is new.contact.texts_allowed is TextsAllowed.ANOTHER_WAY
    assert child.replies[2] != child.replies[5]
    assert len(child.replies[5].split()) >= 4


def test_words_after_a_claim_are_a_new_version(office, child):
    child.text("They took my phone")
    child.wait(minutes=20)
    with office.database.write() as connection:
        assert claims.claim(connection, "somebody", child.now, 1)

    child.text("and my shoes")

    first, second = queued(office)
    assert (first.subject_version, second.subject_version) == (1, 2)
    assert first.event_id != second.event_id
    assert len(first.data["words"]) == 1
    assert len(second.data["words"]) == 2
    assert second.due_at == child.now + QUIET


def test_a_text_finds_its_conversation_after_a_key_is_changed(office, child):
    child.text("They took my phone")
    older, newer = office.settings.data_keys[0], b"n" * 32

    rotated = replace(office, keyring=Keyring((newer, older)))
    receive_text(rotated, a_text("and my shoes", address=child.address), MONDAY_NOON)

    assert said(the_intake(rotated)) == ["They took my phone", "and my shoes"]


def test_a_reply_is_in_the_language_of_the_words(office, child):
    child.text("اخذوا تلفوني وما رجعوه")

    assert the_intake(office).language == "ar"
    assert conversations(office)[0].language == "ar"


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("من از او می‌ترسم", "fa"),
        ("زه ډېر ویرېږم", "ps"),
        ("من دەترسم لێرە", "ckb"),
        ("ሓገዝ የድልየኒ ኣሎ", "ti"),
        ("ሰላም", "und-Ethi"),
        ("Tôi sợ lắm", "vi"),
    ],
)
def test_the_language_of_the_words_is_in_the_record(office, child, words, language):
    child.text(words)
    child.text("1")

    intake = the_intake(office)
    assert intake.language == language
    assert conversations(office)[0].language == language
    assert queued(office)[0].data["language"] == language
    assert intake.has_flag(FlagName.NOT_SCREENED)


def test_the_language_is_learned_when_the_first_text_has_no_letters(office, child):
    child.text("😢")
    assert the_intake(office).language == "und"

    child.text("they took my phone")

    assert the_intake(office).language == "en"


def test_no_reply_holds_what_a_child_wrote(office, child):
    for words in ("Zebedee took my xylophone", "1", "1", "1", "Zebedee", "xylophone"):
        child.text(words)
        child.wait(minutes=4)

    for reply in child.replies:
        assert "ebedee" not in reply
        assert "xylophone" not in reply
        assert child.address not in reply
        assert the_intake(office).reference not in reply


def test_a_reply_says_when_a_person_reads(office):
    in_hours = Sender(office, "+447700900001")
    at_night = Sender(office, "+447700900002", now=datetime.fromisoformat("2026-11-27T22:00:00Z"))

    assert "next reads texts: today." in in_hours.text(DANGER)
    assert "next reads texts: Monday 30 November, 9:00am." in at_night.text(DANGER)
    assert "by Tuesday 1 December." in Sender(office, "+447700900003", now=at_night.now).text(
        "my room is cold"
    )


@pytest.mark.parametrize(
    "burst", [("he hit", "me"), ("i want to", "die"), ("he wont", "let me eat")]
)
def test_texts_of_a_burst_are_read_as_one(office, child, burst):
    replies = [child.text(words) for words in ("They moved me", *burst)]

    assert the_intake(office).has_flag(FlagName.URGENT)
    assert "999" in replies[-1]
