import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text as sql

from portal.db import texts
from portal.db.sealing import Place
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
from portal.register import claims
from sms.receiving import receive_text
from tests.sms.senders import (
    MONDAY_NOON,
    Sender,
    a_text,
    all_intakes,
    at_once,
    close,
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
    for words in ("They took my phone", "2", "1", "2"):
        child.text(words)

    contact = the_intake(office).contact
    assert contact.texts_allowed is TextsAllowed.NEUTRAL_ONLY
    assert contact.way is None


def test_another_way_gets_code_words_of_which_only_a_slow_hash_leads_back(office, child):
    for words in ("They took my phone", "2", "1"):
        child.text(words)

    code_words = child.text("3")

    intake = the_intake(office)
    assert intake.contact.texts_allowed is TextsAllowed.ANOTHER_WAY
    assert len(code_words.split()) >= 4
    assert set(code_words) <= set("abcdefghijklmnopqrstuvwxyz -")
    with office.database.read() as connection:
        kept = connection.execute(sql("SELECT code_words_hash FROM intake")).scalar_one()
    assert kept == office.keyring.slow_hash(code_words)
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


def test_the_same_text_again_gets_the_same_reply_and_changes_nothing(office, child):
    first = child.text("They took my phone", sid="SM1")
    child.text("and my shoes", sid="SM2")
    before = queued(office), conversations(office), the_intake(office)
    child.wait(hours=30)

    assert child.text("They took my phone", sid="SM1") == first
    assert child.text("and my shoes", sid="SM2") == ""
    assert (queued(office), conversations(office), the_intake(office)) == before
    assert len(kept_texts(office)) == 2


def test_code_words_that_are_asked_for_again_are_the_same(office, child):
    for words in ("They took my phone", "2", "1"):
        child.text(words)

    assert child.text("3", sid="SM9") == child.text("3", sid="SM9")


def test_the_same_text_twice_at_once_is_taken_once(office):
    for n in range(10):
        text = a_text("They took my phone", sid=f"SM{n}", address=f"+4477009000{n:02}")

        first, second = at_once(office, text, text)

        assert first == second != ""
        assert said(the_intake(office, text.address)) == ["They took my phone"]
    assert len(kept_texts(office)) == 10


def test_two_first_texts_of_one_phone_at_once_are_one_intake(office):
    for n in range(10):
        address = f"+4477009000{n:02}"

        replies = at_once(
            office, a_text("they took my phone", address=address), a_text("hey", address=address)
        )

        assert sorted(said(the_intake(office, address))) == ["hey", "they took my phone"]
        assert sum(reply != "" for reply in replies) == 1
    assert len(queued(office)) == len(conversations(office)) == 10


def test_texts_of_many_phones_at_once_are_all_taken(office):
    texts = [a_text(f"it is number {n}", address=f"+4477009000{n:02}") for n in range(12)]

    replies = at_once(office, *texts)

    assert all(reply.startswith("Hi. We got your message.") for reply in replies)
    assert sorted(said(i)[0] for i in all_intakes(office)) == sorted(t.words for t in texts)


def test_stop_gets_silence_and_a_flag_and_later_words_are_taken(office, child):
    child.text("They took my phone")
    assert child.text("STOP") == ""
    assert child.text("they never gave it back") == ""

    intake = the_intake(office)
    assert intake.has_flag(FlagName.OPTED_OUT)
    assert said(intake) == ["They took my phone", "STOP", "they never gave it back"]


def test_stop_alone_is_an_intake_that_a_person_looks_at(office, child):
    assert child.text("Stop") == ""

    assert the_intake(office).has_flag(FlagName.OPTED_OUT)


def test_twilios_own_opt_out_counts_in_any_language(office, child):
    assert child.text("قف", opt_out_type="STOP") == ""

    assert the_intake(office).has_flag(FlagName.OPTED_OUT)


def test_help_alone_is_urgent(office, child):
    reply = child.text("HELP")

    assert "Call 999" in reply
    assert the_intake(office).is_urgent
    assert queued(office)[0].due_at == child.now


def test_start_takes_an_opt_out_back_and_is_no_intake(office, child):
    child.text("STOP")
    close(office, the_intake(office), child.now)
    assert "You will get our texts again" in child.text("START")

    assert len(all_intakes(office)) == 1
    child.text("They took my phone")
    assert len(all_intakes(office)) == 2


@pytest.mark.parametrize("address", ["+442079460123", "85258", "KentCC", "+12125550123"])
def test_a_landline_a_machine_and_an_unnamed_country_are_stored_but_never_answered(office, address):
    sender = Sender(office, address)
    for words in ("They took my phone", "1", "HELP", ""):
        sender.text(words)
        sender.wait(minutes=10)

    assert sender.replies == ["", "", "", ""]
    assert len(kept_texts(office)) == 4
    assert said(the_intake(office)) == ["They took my phone", "1", "HELP"]
    assert the_intake(office).wants_advocate is None


@pytest.mark.parametrize(
    "address",
    ["whatsapp:+447700900123", "whatsapp:GB.AbC123", "rcs:+447700900123", "+33612345678"],
)
def test_whatsapp_rcs_and_a_foreign_sim_go_the_same_way(office, address):
    sender = Sender(office, address)

    assert sender.text("They took my phone").startswith("Hi. We got your message.")
    sender.text("1")

    assert the_intake(office).wants_advocate is YesNo.YES
    assert the_intake(office).contact.texting_address == address


def test_a_number_stands_nowhere_in_clear_but_in_the_snapshot(office, child):
    child.text("They took my phone")

    for row in (*kept_texts(office), *conversations(office)):
        kept = repr(row).encode() + b"".join(v for v in row if isinstance(v, bytes))
        assert child.address.encode() not in kept
        assert b"They took" not in kept


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

    reply = child.text("it happened again")

    old, new = all_intakes(office)
    assert reply.startswith("Hi. We got your message. Thank you.\nA person will read it by")
    assert said(old)[-1] == "Sam"
    assert said(new) == ["it happened again"]
    assert new.reference != old.reference
    assert new.contact.texts_allowed is TextsAllowed.ABOUT_IT
    assert new.wants_advocate is None
    assert [row.subject for row in queued(office)] == [old.reference, new.reference]


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


def test_a_reply_is_in_the_language_of_the_words(office, child):
    child.text("اخذوا تلفوني وما رجعوه")

    assert the_intake(office).language == "ar"
    assert conversations(office)[0].language == "ar"


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
    assert "by Tuesday 1 December." in Sender(
        office, "+447700900003", now=at_night.now
    ).text("my room is cold")


def test_a_text_that_cannot_be_kept_leaves_nothing_behind(office, child):
    with office.database.write() as connection:
        connection.execute(sql("ALTER TABLE register_queue RENAME TO gone"))
    with pytest.raises(Exception, match="register_queue"):
        child.text("They took my phone", sid="SM1")
    with office.database.write() as connection:
        connection.execute(sql("ALTER TABLE gone RENAME TO register_queue"))

    assert kept_texts(office) == conversations(office) == all_intakes(office) == []
    assert child.text("They took my phone", sid="SM1") != ""


def test_a_reference_that_is_taken_is_not_the_end_of_a_text(office, child, monkeypatch):
    references = iter(["7KM-4RTC", "7KM-4RTC", "9KM-4RTC"])
    monkeypatch.setattr("sms.receiving.make_reference", lambda: next(references))
    child.text("They took my phone")

    Sender(office, "+447700900777").text("me too")

    assert [i.reference for i in all_intakes(office)] == ["7KM-4RTC", "9KM-4RTC"]


def test_a_text_finds_its_conversation_after_a_key_is_changed(office, child, migrated_database_url):
    child.text("They took my phone")
    older, newer = office.settings.data_keys[0], b"n" * 32

    rotated = _with_keys(office, newer, older)
    receive_text(rotated, a_text("and my shoes", address=child.address), MONDAY_NOON)

    assert said(the_intake(rotated)) == ["They took my phone", "and my shoes"]


def _with_keys(office, *keys):
    from dataclasses import replace

    from portal.db.sealing import Keyring

    return replace(office, keyring=Keyring(keys))


def test_how_many_texts_are_kept(office, child):
    child.text("one")
    child.text("two")

    with office.database.read() as connection:
        assert texts.how_many(connection) == 2
