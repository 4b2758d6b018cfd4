import pytest
from sqlalchemy import event
from sqlalchemy import text as sql

from tests.sms.senders import (
    Sender,
    a_text,
    all_intakes,
    an_office,
    at_once,
    conversations,
    kept_texts,
    queued,
    said,
    the_intake,
)


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
    monkeypatch.setattr("sms.noting.make_reference", lambda: next(references))
    child.text("They took my phone")

    Sender(office, "+447700900777").text("me too")

    assert [i.reference for i in all_intakes(office)] == ["7KM-4RTC", "9KM-4RTC"]


def test_a_text_whose_connection_is_cut_is_taken_all_the_same(databases):
    office = an_office(databases.migrated("postgresql"))
    cuts = iter([True])

    @event.listens_for(office.database.engine, "before_cursor_execute")
    def cut(connection, _cursor, statement, *_rest):
        if statement.startswith("INSERT INTO intake") and next(cuts, False):
            _terminate(office, connection)

    assert Sender(office).text("They took my phone") != ""

    assert said(the_intake(office)) == ["They took my phone"]
    assert len(kept_texts(office)) == 1
    assert next(cuts, None) is None
    office.database.close()


def _terminate(office, connection):
    number = connection.connection.dbapi_connection.info.backend_pid
    with office.database.read() as another:
        another.execute(sql("SELECT pg_terminate_backend(:number)"), {"number": number})
