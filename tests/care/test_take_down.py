"""What came by telephone, in person, by letter or e-mail: the child's, read back, kept once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.care import held, session
from portal.db import decisions, staff
from portal.db.audit import AuditRow
from portal.db.intakes import IntakeRow
from portal.domain.code_words import normalise_code_words
from portal.domain.taxonomy import (
    ContactWay,
    FeelsSafe,
    MethodOfReceipt,
    Originator,
    SubmittedBy,
    YesNo,
)
from portal.domain.triage import ReadBack
from portal.register.queue import oldest_due_at
from tests.desk_client import Desk, the_intake
from tests.portal_client import office_of, records
from tests.web.every_page import StandingClock

WORDS = 'They moved me <3 & "nobody" said why\r\nهاتفي'
CALL = {
    "method": "Telephone",
    "received_at": "2026-11-23T16:30",
    "words": WORDS,
    "language": "English",
    "originator": "Child or young person",
}
LETTER = {**CALL, "method": "Letter"}


def write_down(desk: Desk, **fields: Any) -> Any:
    desk.open("take-down")
    return desk.post("take-down", go="next", **fields)


def take_down(desk: Desk, **fields: Any) -> Any:
    """Fill the form in, read it back, and save."""
    write_down(desk, **{**CALL, **fields})
    return desk.post("take-down", go="save", read_back="agreed")


def how_many(app: Flask) -> int:
    with office_of(app).database.read() as connection:
        return connection.scalar(select(func.count()).select_from(IntakeRow.as_table())) or 0


def actions(app: Flask) -> list[tuple[str, str | None]]:
    table = AuditRow.as_table()
    with office_of(app).database.read() as connection:
        return [(row.action, row.subject) for row in connection.execute(select(table))]


def code_words_on(desk: Desk) -> str:
    assert desk.page
    found = re.search(r"Your code words</dt><dd[^>]*>([^<]+)<", desk.page.text)
    return found.group(1) if found else ""


def test_a_call_is_read_back_and_kept_word_for_word_from_when_it_came(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    write_down(desk, **CALL)
    assert "Read it back to the child" in desk.text
    assert 'They moved me <3 & "nobody" said why' in desk.text
    assert how_many(app) == 0

    desk.post("take-down", go="save", read_back="agreed")

    kept = the_intake(app)
    assert [said.text for said in kept.words] == [WORDS]
    assert (kept.method, kept.submitted_by) == (MethodOfReceipt.TELEPHONE, SubmittedBy.STAFF)
    assert kept.received_at.isoformat() == "2026-11-23T16:30:00+00:00"
    assert kept.seen_at == clock.at
    assert kept.reference in desk.text
    assert "Wed 25 Nov 2026" in desk.text  # two working days from Monday, when they rang
    assert "Mon 7 Dec 2026" in desk.text
    assert code_words_on(desk)


def test_the_record_says_who_took_it_down_and_that_it_was_read_back(app: Flask, desk: Desk) -> None:
    take_down(desk)

    [record] = records(app)
    assert record["received_at"] == "2026-11-23T16:30:00Z"
    assert record["submitted_by"] == "staff"
    assert record["triage"]["taken_down"] == {
        "by": "Olu Officer",
        "at": "2026-11-24T10:00:00Z",
        "read_back": "agreed",
        "reason": None,
    }


def test_it_is_in_the_history_and_in_the_audit_without_a_word_of_it(app: Flask, desk: Desk) -> None:
    take_down(desk)

    kept, place = the_intake(app), office_of(app)
    with place.database.read() as connection:
        [decided] = decisions.history(connection, place.keyring, kept.id)
    assert decided.rows == (("How it came", "Telephone"), ("Read back", "agreed"))
    assert actions(app)[-1] == ("intake.taken-down", kept.reference)


@pytest.mark.parametrize("method", ["Letter", "E-mail"])
def test_what_came_in_writing_is_kept_at_once(app: Flask, desk: Desk, method: str) -> None:
    write_down(desk, **{**CALL, "method": method})

    kept = the_intake(app)
    assert kept.method == method
    assert kept.triage.taken_down
    assert kept.triage.taken_down.read_back is None
    assert code_words_on(desk)


def test_all_that_a_child_would_answer_is_kept_as_somebody_else_gave_it(
    app: Flask, desk: Desk
) -> None:
    take_down(
        desk,
        originator="Parent",
        kind="something_wrong",
        name="Sam",
        age_band="13-15",
        looked_after="yes",
        feels_safe="not_sure",
        wants_advocate="yes",
        desired_outcome="Tell me first",
        way="text",
        details="07700 900123",
        best_times="4pm",
        who_else_sees="mum",
    )

    kept = the_intake(app)
    assert (kept.originator, kept.name) == (Originator.PARENT, "Sam")
    assert (kept.feels_safe, kept.wants_advocate) == (FeelsSafe.NOT_SURE, YesNo.YES)
    assert kept.is_urgent
    assert kept.advocacy_services
    contact = kept.contact
    assert (contact.way, contact.details) == (ContactWay.TEXT, "07700 900123")
    assert (contact.given_by, contact.confirmed_by_child) == (SubmittedBy.STAFF, False)


def test_a_way_that_the_child_named_themself_is_confirmed_only_where_the_officer_says_so(
    app: Flask, desk: Desk
) -> None:
    take_down(desk, way="call", details="07700 900123", confirmed_by_child="y")

    assert the_intake(app).contact.confirmed_by_child


def test_the_form_begins_with_nothing_of_the_officer_s(desk: Desk) -> None:
    page = desk.open("take-down").text.partition("<main")[2]

    assert desk.member
    assert desk.member.name not in page
    assert desk.member.email not in page


def test_the_officer_s_own_details_are_never_the_child_s(app: Flask, desk: Desk) -> None:
    assert desk.member
    email = desk.member.email
    own = ("Olu Officer", " officer, OLU ", email, f"mail {email.upper()}")

    for field, said in product(("name", "details"), own):
        answer = write_down(desk, **{**LETTER, field: said})

        assert answer.status_code == 400, said
        assert "These are your own details" in desk.text
        assert "They moved me &lt;3 &amp;" in answer.text
    assert how_many(app) == 0
    write_down(desk, **LETTER, name="Olu", details="Aunt Olu Officer-Smith")
    assert how_many(app) == 1


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"words": " "}, "Please write down the words."),
    ({"method": ""}, "Please choose how it came."),
    ({"method": "Web form"}, "Please choose one of these."),
    ({"received_at": ""}, "Please say when it reached us."),
    ({"received_at": "yesterday"}, "Please write day and time as"),
    ({"received_at": "2026-11-24T10:01"}, "That time has not come yet."),
    ({"received_at": "0206-11-24T10:01"}, "Please check the year."),
    ({"language": "Klingonish"}, "We know no language of that name."),
    ({"originator": "Neighbour"}, "Please choose one of these."),
    ({"feels_safe": "perhaps"}, "Please choose one of these."),
]


def test_what_is_refused_gives_back_every_word(app: Flask, desk: Desk) -> None:
    typed = {"desired_outcome": "Tell <me> first", "details": "07700 900123"}

    for fields, message in REFUSED:
        answer = write_down(desk, **{**CALL, **typed, **fields})

        assert answer.status_code == 400, fields
        assert message in desk.text
        assert "Tell &lt;me&gt; first" in answer.text
        assert "07700 900123" in answer.text
        assert "words" in fields or "هاتفي" in answer.text
    assert how_many(app) == 0


def test_the_child_changes_something_and_nothing_else_is_lost(app: Flask, desk: Desk) -> None:
    write_down(desk, **CALL, details="07700 900123")

    page = desk.post("take-down", go="change")

    assert 'value="07700 900123"' in page.text
    assert "They moved me &lt;3 &amp;" in page.text
    desk.post("take-down", go="next", **{**CALL, "words": "Not quite that"})
    desk.post("take-down", go="save", read_back="agreed")
    assert [said.text for said in the_intake(app).words] == ["Not quite that"]


NOT_AGREED: list[tuple[dict[str, str], str]] = [
    ({}, "Please say whether you read it back to the child."),
    ({"read_back": "not_possible", "reason": " "}, "Please say why it could not be read back."),
    ({"read_back": "maybe"}, "Please choose one of these."),
]


def test_what_was_heard_is_not_kept_before_somebody_says_whether_it_was_read_back(
    app: Flask, desk: Desk
) -> None:
    write_down(desk, **CALL)

    for agreed, message in NOT_AGREED:
        answer = desk.post("take-down", go="save", **agreed)

        assert answer.status_code == 400
        assert message in desk.text
        assert "They moved me <3 &" in desk.text
    assert how_many(app) == 0
    desk.post("take-down", go="save", read_back="agreed")
    assert [said.text for said in the_intake(app).words] == [WORDS]


def test_why_it_could_not_be_read_back_is_kept(app: Flask, desk: Desk) -> None:
    write_down(desk, **CALL)

    desk.post("take-down", go="save", read_back="not_possible", reason="They rang off")

    taken = the_intake(app).triage.taken_down
    assert taken
    assert (taken.read_back, taken.reason) == (ReadBack.NOT_POSSIBLE, "They rang off")
    assert records(app)[-1]["triage"]["taken_down"]["reason"] == "They rang off"


def test_saved_twice_it_is_one_intake_and_its_code_words_are_shown_once(
    app: Flask, desk: Desk
) -> None:
    write_down(desk, **CALL)
    form = dict(desk.hidden)
    desk.post("take-down", go="save", read_back="agreed")
    shown = code_words_on(desk)

    desk.hidden = form
    answer = desk.post("take-down", go="save", read_back="agreed")

    assert answer.status_code == 200
    assert how_many(app) == 1
    assert the_intake(app).reference in desk.text
    assert not code_words_on(desk)
    assert shown not in answer.text


def hash_of_code_words(app: Flask) -> str | None:
    with office_of(app).database.read() as connection:
        found: str | None = connection.scalar(select(IntakeRow.as_table().c.code_words_hash))
    return found


def slow_hash(app: Flask, code_words: str) -> str:
    return office_of(app).keyring.slow_hash(normalise_code_words(code_words))


def test_only_the_hash_of_the_code_words_is_kept(app: Flask, desk: Desk) -> None:
    take_down(desk)

    assert hash_of_code_words(app) == slow_hash(app, code_words_on(desk))


def test_who_never_saw_the_code_words_makes_others_once(app: Flask, desk: Desk) -> None:
    write_down(desk, **LETTER)
    reference = the_intake(app).reference
    desk.post("take-down", go="next", **LETTER, sent_as=the_intake(app).submission_id)
    form = dict(desk.hidden)

    desk.post(f"take-down/{reference}/code-words")
    others = code_words_on(desk)
    assert hash_of_code_words(app) == slow_hash(app, others)
    desk.hidden = form
    desk.post(f"take-down/{reference}/code-words")

    assert not code_words_on(desk)
    assert hash_of_code_words(app) == slow_hash(app, others)
    assert ("intake.code-words", reference) in actions(app)


def test_nobody_else_makes_code_words_for_it(
    app: Flask, desk: Desk, sign_in: Callable[..., Desk]
) -> None:
    write_down(desk, **LETTER)
    intake, before = the_intake(app), hash_of_code_words(app)
    desk.post("take-down", go="next", **LETTER, sent_as=intake.submission_id)
    other = sign_in("Ada Other")
    other.open("take-down")

    answer = other.post(
        f"take-down/{intake.reference}/code-words", instead_of=desk.hidden["instead_of"]
    )

    assert answer.status_code == 403
    assert hash_of_code_words(app) == before


def test_whom_the_child_wants_kept_out_is_heeded_from_the_first_moment(
    app: Flask, desk: Desk, sign_in: Callable[..., Desk]
) -> None:
    take_down(desk, should_not_see="Not Olu")

    kept = the_intake(app)
    assert kept.should_not_see == "Not Olu"
    assert kept.seen_at is None
    assert "only officers cleared for that open it" in desk.text
    assert desk.open(f"intakes/{kept.reference}").status_code == 404
    cleared = sign_in("Cleo Cleared", is_cleared=True)
    assert cleared.open(f"intakes/{kept.reference}").status_code == 200


def test_the_register_does_not_count_a_letter_as_late_for_the_days_in_the_post(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    write_down(desk, **{**LETTER, "received_at": "2026-11-17T09:00", "feels_safe": "no"})

    place = office_of(app)
    with place.database.read() as connection:
        assert oldest_due_at(connection, clock.at) == clock.at


@pytest.mark.parametrize("step", ["next", "save"])
def test_what_was_typed_comes_back_after_the_session_ran_out(
    app: Flask, desk: Desk, clock: StandingClock, step: str
) -> None:
    write_down(desk, **CALL, name="Sam")
    clock.at += timedelta(hours=24)

    form = {**CALL, "name": "Sam"} if step == "next" else {}
    assert desk.post("take-down", go=step, **form).status_code == 401
    assert how_many(app) == 0

    sign_in_again(app, desk)
    page = desk.open("take-down")

    assert "You were signed out before this was saved." in desk.text
    assert "They moved me &lt;3 &amp;" in page.text
    assert 'value="Sam"' in page.text


def sign_in_again(app: Flask, desk: Desk) -> None:
    """As the steps of signing in do, with what the page of the first step carries."""
    place, member = office_of(app), desk.member
    assert member
    with app.test_request_context(), place.database.write() as connection:
        account = staff.get(connection, place.keyring, member.id)
        assert account
        typed = held.opened(desk.hidden["held"], member.id)
        token = session.begin(connection, account, is_full=True, held=typed)
        desk.client.set_cookie(session.cookie_name(), token, path="/")


def test_only_officers_take_anything_down(sign_in: Callable[..., Desk]) -> None:
    manager = sign_in("Mo Manager", roles={"manager"})

    assert manager.open("take-down").status_code == 403


def test_the_slip_does_not_say_what_it_is_about(app: Flask, desk: Desk) -> None:
    page = take_down(desk).text
    slip = page.partition('<section class="card slip"')[2].partition("</section>")[0].lower()

    assert slip
    assert not [word for word in ("complain", "care", "social", "safe", "child") if word in slip]
