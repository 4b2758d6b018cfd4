import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms.noise import Noise, noise

TAPBACKS = (
    "Liked “We got your message”",
    'Liked "We got your message"',
    "Loved “We got your message”",
    "Laughed at “ok”",
    "Emphasised “ok”",
    "Emphasized “ok”",
    "Disliked “ok”",
    "Questioned “A person will read it\nby Friday.”",
    "Liked “he said “no” to me”",
    "Liked “a long one that was cut off…”",
    "Removed a like from “ok”",
    "Removed a heart from “ok”",
    "Removed an exclamation from “ok”",
    "Removed a question mark from “ok”",
    "Reacted 👍 to “ok”",
    "Reacted with 😂 to an image",
    "Removed 👍 from “ok”",
    "👍 to “ok”",
    "👍🏽 to “ok”",
    "❤️ to “ok”",
    "‼️ to “ok”",
    "1️⃣ to “ok”",
    "👨‍👩‍👧 to “ok”",
    "🇬🇧 to “ok”",
    "\u200a\u200b👍\u200b to “\u200aok\u200a”\u200a",
    "\u200a\u200c👍\u200c from “\u200aok\u200a”\u200a",
    "Liked an image",
    "Removed a like from an image",
)
AUTO_REPLIES = (
    "I'm driving right now and will see your message later",
    "I’m driving with Do Not Disturb While Driving turned on. I’ll see your message later.",
    "I’m driving with Focus turned on. I’ll see your message when I get where I’m going.",
    "(I’m not receiving notifications. If this is urgent, reply “urgent” to send one through.)",
    "Auto-reply: I am away",
    "Automatic reply: out of office",
    "This is an automated message",
    "This is an automated message. Please do not reply.",
)
NOTICES = (
    "Message not delivered",
    "Message not delivered.",
    "Delivery report",
    "Delivery Status Notification (Failure)",
    "Your message to +447700900123 could not be delivered",
    "Your message to +44 7700 900123 could not be delivered. Error 30005",
    "Message to 07700900123 has been delivered",
)
A_CHILDS_OWN = (
    "",
    " ",
    "she liked my drawing",
    "Liked my drawing",
    "liked “my drawing”",
    "LIKED “my drawing”",
    "Liked “my” bag and stole it",
    "Liked “my” bag, he said “no”",
    'Liked "my" bag, he said "no"',
    "Liked “my bag",
    "Liked “",
    "Liked “”",
    "Liked “ ”",
    'Liked “my bag"',
    "“Liked”",
    "He Liked “my bag”",
    "Loved it here before she came",
    "Loved an image of my mum that they took off me",
    "Questioned by the police “again”!",
    "Laughed at",
    "Removed a picture from “my wall”",
    "Removed from “my home”",
    ":) to “mum”",
    "- to “mum”",
    "👍",
    "👍 to my mum",
    "Reacted badly to “no”",
    "I'm driving him mad",
    "I'm driving right now and he is drunk",
    "im driving with my dad",
    "I'm not receiving notifications from my social worker",
    "auto reply is all I ever get",
    "this is an automated reply, i want a person",
    "This is an automated message. I want a person",
    "is this an automated message",
    "Message not delivered to my mum, they block it",
    "my message was not delivered",
    "Delivery report my foot",
    "Your message to me could not be delivered by anyone else",
    "your message to 07700 900123 was delivered and he read it and hit me",
)
START = "Liked|Loved|Disliked|Laughed|Emphasi|Questioned|Removed|Reacted|I|\\(|Auto|Mess|Your|Deliv"


@pytest.mark.parametrize("words", TAPBACKS)
def test_a_reaction_that_a_phone_tells_in_words_is_a_tapback(words):
    assert noise(words) is Noise.TAPBACK
    assert noise(f" {words}\n") is Noise.TAPBACK


@pytest.mark.parametrize("words", AUTO_REPLIES)
def test_what_a_phone_answers_for_somebody_is_an_auto_reply(words):
    assert noise(words) is noise(words.lower()) is Noise.AUTO_REPLY


@pytest.mark.parametrize("words", NOTICES)
def test_what_a_network_says_of_a_text_is_a_delivery_notice(words):
    assert noise(words) is Noise.DELIVERY_NOTICE


@pytest.mark.parametrize("words", A_CHILDS_OWN)
def test_what_a_child_may_say_is_never_noise(words):
    assert noise(words) is None


@pytest.mark.parametrize("words", TAPBACKS + AUTO_REPLIES[:3] + NOTICES[:3])
def test_words_before_it_make_it_somebodys_own(words):
    assert noise(f"look what it says: {words}") is None


@pytest.mark.parametrize("words", TAPBACKS + NOTICES[:3])
def test_words_behind_it_make_it_somebodys_own(words):
    assert noise(f"{words} and then he hit me") is None


@given(st.text())
def test_random_words_are_never_noise_and_never_make_it_fail(words):
    assert noise(words) is None or re.match(START, words.strip(), re.IGNORECASE) or " to " in words


@given(st.text(min_size=1).filter(lambda text: text.strip() and not set(text) & set("“”")))
def test_whatever_is_quoted_a_tapback_is_one(quoted):
    said = quoted.translate(dict.fromkeys(map(ord, "\u200b\u200c\ufeff\u2060\u200a"), "x"))

    assert noise(f"Loved “{said}”") is Noise.TAPBACK


@given(st.text(st.characters(categories=("L", "Zs", "P")), max_size=30), st.sampled_from(TAPBACKS))
def test_a_quote_with_more_behind_it_is_words(more, words):
    if any(c.isalpha() for c in more) and "”" not in more and '"' not in more:
        assert noise(words + more) is None


@pytest.mark.timeout(10)
def test_a_long_text_is_read_at_once():
    for words in ("Liked “" + "“" * 100_000, "👍" * 100_000, "Delivery report: " + "x" * 100_000):
        assert noise(words) is None
