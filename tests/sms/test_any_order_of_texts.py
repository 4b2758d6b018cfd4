"""The same texts, brought again and again and in any order, are the same intake."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.services.office import Office
from sms.receiving import receive_text
from tests.servers.databases import KINDS, Databases
from tests.sms.senders import (
    MONDAY_NOON,
    Sender,
    a_text,
    an_office,
    conversations,
    intake_of,
    queued,
    said,
)

WORDS = (
    "They took my phone",
    "and my shoes",
    "هم أخذوا تلفوني",
    "I want to die",
    "he has a knife",
    "can someone speak up for me",
    "HELP",
    "STOP",
    "😢",
    "complaint about my room",
)
ANSWERS = ("1", "complaint 1", "2", "3", "٢", "no", "Sam", "START", "", " ")
_numbers = itertools.count()
a_pause = st.sampled_from([timedelta(0), timedelta(minutes=4), timedelta(hours=2)])
some_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)
a_conversation = st.lists(
    st.tuples(st.sampled_from(WORDS + ANSWERS), a_pause), min_size=1, max_size=7
)
many = settings(max_examples=250)


@pytest.fixture(scope="module", params=KINDS)
def office(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Office]:
    """One office for all the examples, each of which texts from a phone of its own."""
    url = databases.migrated(request.param)
    office = an_office(url)
    yield office
    office.database.close()
    databases.discard(url)


def a_phone(office: Office) -> Sender:
    """A phone that nobody texted from before."""
    return Sender(office, f"whatsapp:GB.{next(_numbers)}")


def what_is_kept(office: Office, phone: Sender):
    """The intake and where its conversation is, without what each phone has of its own."""
    intake = intake_of(office, phone.address)
    if intake is None:
        return None
    told = (intake.wants_advocate, intake.looked_after, intake.name, intake.contact.texts_allowed)
    (conversation,) = conversations(office, phone.address)
    records = [row.due_at for row in queued(office, intake.reference)]
    return intake.words, intake.flags, intake.language, told, conversation.state, records


@pytest.mark.timeout(600)
@many
@given(a_conversation, st.data())
def test_texts_that_come_again_at_any_time_change_nothing(office, conversation, data):
    phone, plain = a_phone(office), a_phone(office)
    replies = []
    for number, (words, pause) in enumerate(conversation):
        phone.wait(seconds=pause.total_seconds())
        plain.now = phone.now
        replies.append(phone.text(words, sid=f"{phone.address}/{number}"))
        plain.text(words)
        for again in data.draw(st.lists(st.integers(0, number), max_size=2)):
            repeated = conversation[again][0]
            assert phone.text(repeated, sid=f"{phone.address}/{again}") == replies[again]

    assert what_is_kept(office, phone) == what_is_kept(office, plain)


@pytest.mark.timeout(600)
@many
@given(some_words, st.data())
def test_words_that_come_in_any_order_are_one_intake_with_the_same_words(office, words, data):
    phone = a_phone(office)
    texts = [
        a_text(text, sid=f"{phone.address}/{number}", address=phone.address)
        for number, text in enumerate(words)
    ]
    extra = data.draw(st.lists(st.sampled_from(texts), max_size=3))
    for text in data.draw(st.permutations(texts + extra)):
        receive_text(office, text, MONDAY_NOON)

    in_order = a_phone(office)
    for text in words:
        in_order.text(text)

    intake, expected = intake_of(office, phone.address), intake_of(office, in_order.address)
    assert Counter(said(intake)) == Counter(words)
    assert {f.rule for f in intake.flags} == {f.rule for f in expected.flags}
    assert intake.is_urgent == expected.is_urgent
    assert len(queued(office, intake.reference)) == 1
