"""The printed sheet: all that a manager must answer, and nothing that finds the child."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from portal.db.audit import AuditRow
from portal.domain.intake import SafeContact
from portal.domain.staff import Role
from portal.domain.taxonomy import ContactWay, FeelsSafe
from tests.care.intakes import kept
from tests.care.texting import five_texts
from tests.desk_client import Desk, the_intake
from tests.portal_client import office_of
from tests.servers.settings import CHILDS_NUMBER
from tests.web.every_page import StandingClock

WORDS = "They moved me <3 & nobody said why"


def a_full_one(app: Flask, clock: StandingClock) -> str:
    """Of an intake with everything that must not be on paper."""
    return kept(
        app,
        clock,
        WORDS,
        name="Samira Name",
        desired_outcome="Tell me first",
        feels_safe=FeelsSafe.YES,
        should_not_see="Dave Barred",
        contact=SafeContact(
            ContactWay.CALL, "01622 555", best_times="after tea", who_else_sees="Nan"
        ),
    ).reference


def test_it_says_words_answers_and_clock_and_has_room_to_write(
    app: Flask, clock: StandingClock, sign_in: Callable[..., Desk]
) -> None:
    reference = a_full_one(app, clock)
    desk = sign_in("Clea Cleared", is_cleared=True)
    desk.open(f"intakes/{reference}")

    desk.open(f"intakes/{reference}/sheet")

    assert WORDS in desk.text
    assert "What they want to happen Tell me first" in desk.text
    assert "Answer by Tue 8 Dec 2026 in 10 working days when printed" in desk.text
    for box in ("Contact made on", "Answer sent on", "Signature and day"):
        assert box in desk.text


def test_it_says_neither_who_nor_how_to_reach_them_nor_who_is_kept_out(
    app: Flask, clock: StandingClock, sign_in: Callable[..., Desk]
) -> None:
    reference = a_full_one(app, clock)
    desk = sign_in("Clea Cleared", is_cleared=True)
    desk.decide(reference, "note", note="a note of ours")

    page = desk.open(f"intakes/{reference}/sheet").text

    for secret in ("Samira", "Dave", "01622 555", "after tea", "Nan", "a note of ours"):
        assert secret not in page


def test_it_has_no_conversation(app: Flask, desk: Desk, clock: StandingClock) -> None:
    page = desk.open(f"intakes/{five_texts(app, clock)}/sheet").text

    assert "We got your message" not in page
    assert CHILDS_NUMBER not in page


def test_translations_are_on_it(app: Flask, desk: Desk, clock: StandingClock) -> None:
    reference = kept(app, clock, "أريد أن أتصل بأمي", language="ar").reference
    desk.decide(
        reference, "translation", made_by="A. H.", made_on="2026-11-24", into="English", text="Mum"
    )

    desk.open(f"intakes/{reference}/sheet")

    assert "(Arabic)" in desk.text
    assert "Translated by A. H. on Tue 24 Nov 2026 into English Mum" in desk.text


def test_looking_at_it_is_in_the_audit_by_its_own_name(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    reference = kept(app, clock, WORDS).reference

    desk.open(f"intakes/{reference}/sheet")

    with office_of(app).database.read() as connection:
        (entry,) = connection.execute(select(AuditRow.as_table())).all()
    assert desk.member
    assert (entry.action, entry.subject, entry.staff_id) == (
        "intake.sheet",
        reference,
        desk.member.id,
    )
    assert the_intake(app).seen_at == clock.at


def test_a_manager_it_was_not_passed_to_finds_nothing(
    app: Flask, clock: StandingClock, sign_in: Callable[..., Desk]
) -> None:
    reference = kept(app, clock, WORDS).reference

    answer = sign_in("Mo", roles={Role.MANAGER}).open(f"intakes/{reference}/sheet")

    assert answer.status_code == 404
    assert "moved me" not in answer.text
