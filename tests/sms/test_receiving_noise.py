"""What nobody typed, and what was wrapped on its way, as it is kept."""

import base64

import pytest

from portal.db import conversations as exchanges
from portal.db.sealing import Place
from portal.domain.flags import FlagName
from tests.sms.senders import (
    all_intakes,
    close,
    conversations,
    kept_texts,
    queued,
    said,
    the_intake,
)

TAPBACK = "Liked “We got your message”"
EVERY_KIND = (TAPBACK, "Auto-reply: I am away", "Message not delivered")


def packed(text):
    return base64.b64encode(text.encode()).decode()


def bodies(office):
    """The body of every text as it is kept."""
    forms = [
        office.keyring.open_json(Place("text_message", "form", row.id), row.form_sealed)
        for row in kept_texts(office)
    ]
    return [form["Body"][0] for form in forms]


def exchanged(office):
    """What customer care read of the one intake's texts."""
    intake = the_intake(office)
    with office.database.read() as connection:
        return exchanges.of_intake(connection, office.keyring, intake)


@pytest.mark.parametrize("words", EVERY_KIND)
def test_noise_opens_nothing_and_is_kept(office, child, words):
    child.text("They took my phone")
    close(office, the_intake(office), child.now)
    child.wait(hours=1)

    assert child.text(words) == ""

    assert said(the_intake(office)) == ["They took my phone"]
    assert len(queued(office)) == 1
    assert bodies(office) == ["They took my phone", words]
    child.wait(hours=1)
    assert child.text("and my shoes").startswith("Hi. We got your message. Thank you.")
    assert [said(one) for one in all_intakes(office)] == [["They took my phone"], ["and my shoes"]]


@pytest.mark.parametrize("words", EVERY_KIND)
def test_noise_in_an_open_intake_is_added_for_a_person_to_see(office, child, words):
    child.text("They took my phone")
    before = the_intake(office)
    state = conversations(office)[0].state
    child.wait(days=2)

    assert child.text(words) == ""

    after = the_intake(office)
    assert [(w.text, w.is_new) for w in after.words] == [
        ("They took my phone", False),
        (words, False),
    ]
    assert after.flags == before.flags
    assert conversations(office)[0].state == state
    assert [one.words for one in exchanged(office)] == ["They took my phone", words]
    (row,) = queued(office)
    assert row.data["words"][-1]["text"] == words


def test_noise_after_closing_leaves_the_closed_intake_alone(office, child):
    child.text("They took my phone")
    close(office, the_intake(office), child.now)
    closed, talked = the_intake(office), conversations(office)[0]
    child.wait(hours=1)

    assert child.text(TAPBACK) == ""

    assert the_intake(office) == closed
    now = conversations(office)[0]
    assert (now.intake_id, now.state) == (talked.intake_id, talked.state)
    assert len(kept_texts(office)) == 2


def test_noise_turns_no_conversation_to_its_language(office, child):
    child.text("اخذوا تلفوني وما رجعوه")

    child.text("I'm driving right now and will see your message later")

    assert the_intake(office).language == "ar"
    assert conversations(office)[0].language == "ar"


def test_danger_in_a_reaction_is_danger(office, child):
    assert "999" in child.text("Liked “I want to die”")

    assert the_intake(office).has_flag(FlagName.URGENT)


def test_a_reaction_with_a_photo_is_an_intake(office, child):
    child.text(TAPBACK, media=("https://api.twilio.com/photo",))

    assert said(the_intake(office)) == [TAPBACK]


def test_noise_that_comes_again_changes_nothing(office, child):
    child.text("They took my phone")
    child.text(TAPBACK, sid="SM1")

    assert child.text(TAPBACK, sid="SM1") == ""

    assert said(the_intake(office)) == ["They took my phone", TAPBACK]


def test_a_text_that_came_as_base64_is_its_words_and_kept_as_it_came(office, child):
    words = "they took my phone and nobody here will tell me when I get it back 😢"

    child.text(packed(words))

    assert said(the_intake(office)) == [words]
    assert bodies(office) == [packed(words)]
    (one,) = exchanged(office)
    assert (one.words, one.came_as) == (words, packed(words))


def test_danger_in_base64_is_seen(office, child):
    reply = child.text(packed("my carer locked me in and he hit me and I want to die tonight"))

    assert "999" in reply
    assert the_intake(office).has_flag(FlagName.URGENT)
    assert queued(office)[0].due_at == child.now


def test_a_long_word_is_no_base64(office, child):
    child.text("a" * 60)

    assert said(the_intake(office)) == ["a" * 60]
    assert exchanged(office)[0].came_as == ""


def test_an_auto_reply_in_base64_is_noise(office, child):
    words = "I'm driving with Focus turned on. I'll see your message when I get there."

    child.text("They took my phone")

    assert child.text(packed(words)) == ""

    assert said(the_intake(office)) == ["They took my phone", words]
