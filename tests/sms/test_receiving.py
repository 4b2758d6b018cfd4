import json
from datetime import timedelta

import pytest
from sqlalchemy import text as sql

from portal.db import texts
from portal.db.sealing import Place
from portal.domain.code_words import normalise_code_words
from portal.domain.flags import FlagName
from portal.domain.taxonomy import (
    ContactWay,
    LookedAfter,
    MethodOfReceipt,
    Originator,
    SubmittedBy,
    TextsAllowed,
    YesNo,
)
from tests.sms.senders import (
    all_intakes,
    conversations,
    kept_texts,
    queued,
    said,
    the_intake,
)

QUIET = timedelta(minutes=15)
DANGER = "I want to die"


def test_the_first_words_are_an_intake_and_its_record_waits(office, child):
    child.text("They took my phone")

    intake = the_intake(office)
    (row,) = queued(office)
    assert said(intake) == ["They took my phone"]
    assert intake.method is MethodOfReceipt.TEXT_MESSAGE
    assert intake.originator is Originator.CHILD
    assert intake.submitted_by is SubmittedBy.CHILD
    assert intake.language == "en"
    assert intake.received_at == child.now
    assert intake.contact.texting_address == child.address
    assert intake.contact.texts_allowed is None
    assert (row.subject, row.subject_version) == (intake.reference, 1)
    assert row.data["words"][0]["text"] == "They took my phone"


def test_a_telling_is_due_once_the_phone_was_quiet_for_a_while(office, child):
    child.text("They took my phone")
    assert queued(office)[0].due_at == child.now + QUIET

    child.wait(minutes=10)
    child.text("and my shoes")

    (row,) = queued(office)
    assert row.due_at == child.now + QUIET


def test_danger_is_due_at_once(office, child):
    child.text("They took my phone")
    child.wait(minutes=1)

    child.text(DANGER)

    (row,) = queued(office)
    assert row.due_at == child.now
    assert row.data["urgent"]
    assert "999" in child.replies[-1]


def test_a_finished_telling_is_due_at_once(office, child):
    for words in ("They took my phone", "2", "1", "2"):
        child.text(words)
    assert queued(office)[0].due_at == child.now + QUIET

    child.text("Sam")

    assert queued(office)[0].due_at == child.now


def test_a_whole_conversation_is_one_record(office, child):
    for words in ("complaint they took my phone", "1", "1", "1", "Sam"):
        child.text(words)
        child.wait(seconds=20)

    intake = the_intake(office)
    (row,) = queued(office)
    assert said(intake) == ["complaint they took my phone", "1", "1", "1", "Sam"]
    assert intake.wants_advocate is YesNo.YES
    assert intake.looked_after is LookedAfter.YES
    assert intake.contact.texts_allowed is TextsAllowed.ABOUT_IT
    assert intake.contact.way is ContactWay.TEXT
    assert intake.name == "Sam"
    assert intake.has_flag(FlagName.ADVOCACY)
    assert row.data["advocacy"]["wanted"] == "yes"
    assert row.data["advocacy"]["services"]
    assert row.data["person"]["name"] == "Sam"
    assert row.data["contact"]["texting_address"] == child.address
    assert [words["text"] for words in row.data["words"]] == said(intake)


def test_whoever_says_no_to_texts_is_not_reached_by_text(office, child):
    for words in ("They took my phone", "2", "2"):
        child.text(words)

    contact = the_intake(office).contact
    assert contact.texts_allowed is TextsAllowed.NEUTRAL_ONLY
    assert contact.way is None


def test_another_way_gets_code_words_of_which_only_a_slow_hash_leads_back(office, child):
    for words in ("They took my phone", "2"):
        child.text(words)

    said, code_words = child.text("3").split("\n")

    intake = the_intake(office)
    assert intake.contact.texts_allowed is TextsAllowed.ANOTHER_WAY
    assert said == "Keep these. They are just for you."
    assert len(code_words.split()) >= 4
    assert set(code_words) <= set("abcdefghijklmnopqrstuvwxyz -")
    with office.database.read() as connection:
        kept = connection.execute(sql("SELECT code_words_hash FROM intake")).scalar_one()
    assert kept == office.keyring.slow_hash(normalise_code_words(code_words))
    assert code_words not in json.dumps(queued(office)[0].data)


@pytest.mark.parametrize(
    "words",
    [
        "  two spaces, a tab\tand\r\nlines\n ",
        "<3 & \"quotes\" 'too' %(read_by)s {0} \\",
        "زن‌ها 😢👨‍👩‍👧",
        "x" * 1600,
        "😢" * 1600,
    ],
    ids=["spaces", "signs", "joined", "long", "long in emoji"],
)
def test_words_are_kept_exactly_as_they_came(office, child, words):
    child.text(words)

    assert said(the_intake(office)) == [words]
    assert queued(office)[0].data["words"][0]["text"] == words


def test_nul_and_controls_go_from_the_words_but_not_from_what_is_kept_of_the_text(office, child):
    child.text("a\x00b\x07c")

    (row,) = kept_texts(office)
    assert said(the_intake(office)) == ["abc"]
    form = office.keyring.open_json(Place("text_message", "form", row.id), row.form_sealed)
    assert form["Body"] == ["a\x00b\x07c"]


@pytest.mark.parametrize("words", ["", "  \n", "\x00"])
def test_a_text_without_words_is_kept_and_opens_nothing(office, child, words):
    child.text(words)

    assert len(kept_texts(office)) == 1
    assert all_intakes(office) == []
    assert "It had no words" in child.replies[0]

    child.text("They took my phone")
    child.text(words)
    assert said(the_intake(office)) == ["They took my phone"]
    assert len(kept_texts(office)) == 3


def test_a_number_stands_nowhere_in_clear_but_in_the_snapshot(office, child):
    child.text("They took my phone")

    for row in (*kept_texts(office), *conversations(office)):
        kept = repr(row).encode() + b"".join(v for v in row if isinstance(v, bytes))
        assert child.address.encode() not in kept
        assert b"They took" not in kept


def test_how_many_texts_are_kept(office, child):
    child.text("one")
    child.text("two")

    with office.database.read() as connection:
        assert texts.how_many(connection) == 2
