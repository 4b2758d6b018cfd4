"""One intake's page: the words first and whole, all else beside them, each for whom it is for."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from portal.db import decisions
from portal.db.audit import AuditRow
from portal.db.intakes import IntakeRow
from portal.db.links import LinkRow
from portal.domain.code_words import HIDDEN, english_words
from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake, SafeContact
from portal.domain.staff import Role
from portal.domain.taxonomy import ContactWay, SubmittedBy, TextsAllowed
from portal.domain.triage import Triage
from tests.any_intake import TYPED
from tests.care.intakes import kept
from tests.care.texting import FIVE, a_text, five_texts, reference_of_texts
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import office_of
from tests.servers.settings import CHILDS_NUMBER
from tests.web.every_page import StandingClock

WORDS = "They moved me again <3 & nobody said why"
SignIn = Callable[..., Desk]


def typed_in(page: str) -> list[str]:
    """What stands in each place for somebody's own words, as a browser would show it."""
    found = re.findall(r'class="typed"[^>]*>(.*?)</(?:p|dd)>', page, re.DOTALL)
    return [html.unescape(one.replace("<br>", "\n")) for one in found]


def source(desk: Desk, path: str) -> str:
    return desk.open(path).text


# The words


@pytest.mark.parametrize("text", TYPED)
def test_words_come_back_mark_for_mark(
    app: Flask, desk: Desk, clock: StandingClock, text: str
) -> None:
    intake = kept(app, clock, text, desired_outcome=text, name=text)

    page = source(desk, f"intakes/{intake.reference}")

    shown = text.replace("\r\n", "\n").replace("\r", "\n")
    assert typed_in(page).count(shown) == 3
    assert typed_in(page)[0] == shown
    assert "<script>alert" not in page


def test_words_come_first_with_their_times_language_and_direction(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    later = ("ومتى؟", clock.at + timedelta(hours=3))
    intake = kept(app, clock, "أريد أن أتصل بأمي", language="ar", later=later, desired_outcome="x")

    page = source(desk, f"intakes/{intake.reference}")

    assert typed_in(page)[:2] == ["أريد أن أتصل بأمي", "ومتى؟"]
    assert page.count('class="typed" lang="ar" dir="auto"') == 2
    assert "In their own words Tue 24 Nov 2026, 10:00" in desk.text
    assert "Tue 24 Nov 2026, 13:00 New" in desk.text
    assert "Arabic · received" in desk.text
    assert desk.text.index("ومتى؟") < desk.text.index("What they answered")


def test_whoever_wrote_it_down_is_said(app: Flask, desk: Desk, clock: StandingClock) -> None:
    desk.open(f"intakes/{kept(app, clock, WORDS, submitted_by=SubmittedBy.STAFF).reference}")

    assert "As customer care wrote it down" in desk.text


def test_what_was_not_said_is_said_so(app: Flask, desk: Desk, clock: StandingClock) -> None:
    page = source(desk, f"intakes/{kept(app, clock, WORDS, kind=None).reference}")

    for label in ("Name", "What it is", "What they want to happen", "Feels safe now", "They said"):
        assert f'<dt>{label}</dt>\n<dd class="left-out">Not said</dd>' in page
    assert "Who should not see this Not said" in desk.text


# Danger, contact, clocks


def test_an_officer_sees_at_a_glance_how_dangerous_how_to_reach_them_and_what_is_due(
    app: Flask, clock: StandingClock, sign_in: SignIn
) -> None:
    contact = SafeContact(ContactWay.TEXT, "07700 900123", "", TextsAllowed.NEUTRAL_ONLY)
    intake = kept(
        app,
        clock,
        "Dave hit me and locked the door",
        received_at=clock.at - timedelta(days=21),
        should_not_see="Dave",
        contact=contact,
    )
    desk = sign_in("Clea Cleared", is_cleared=True)

    desk.open(f"intakes/{intake.reference}")

    glance = desk.text[: desk.text.index("In their own words")]
    assert "Urgent: hit or hurt, locked in" in glance
    assert "Only neutral texts" in glance
    assert "Somebody must not see this" in glance
    assert "Answer by Tue 17 Nov 2026: overdue by 5 working days" in glance
    assert "Hit or hurt : Somebody is being hit" in desk.text
    assert "No text may say what this is about, or who we are." in desk.text
    assert "Not matched to people yet: only cleared officers can open it." in desk.text


# The conversation


def test_the_conversation_has_both_sides_in_order_and_the_number_only_where_contact_is(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    reference = five_texts(app, clock)

    page = source(desk, f"intakes/{reference}")

    texts = page[page.index('id="texts"') : page.index('id="decided"')]
    said = typed_in(texts)
    assert [one for one in said if one in FIVE] == list(FIVE)
    assert said[1].startswith("Hi. We got your message.")
    assert "Tue 24 Nov 2026, 10:01" in texts
    assert texts.count("They texted") == len(FIVE)
    assert CHILDS_NUMBER not in texts
    assert page.count(CHILDS_NUMBER) == 1


def test_code_words_in_our_reply_are_the_childs_alone(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    a_text(app, clock, "They took my phone")
    replies = [a_text(app, clock, answer) for answer in ("1", "3")]
    (line,) = [
        one
        for one in replies[-1].split("\n")
        if len(one.split()) == 5 and set(one.split()) <= set(english_words())
    ]

    page = source(desk, f"intakes/{reference_of_texts(app)}")

    assert HIDDEN in page
    assert line not in page


def test_texts_of_the_same_phone_that_are_another_intakes_are_not_shown(
    app: Flask, clock: StandingClock, sign_in: SignIn
) -> None:
    first = five_texts(app, clock)
    set_closed(app, first, clock.at)
    clock.at += timedelta(days=2)
    a_text(app, clock, "my secret new words")
    set_closed(app, first, None)

    page = source(sign_in(), f"intakes/{first}")

    assert FIVE[0] in typed_in(page)
    assert "my secret new words" not in page


def set_closed(app: Flask, reference: str, at: datetime | None) -> None:
    """Close it, or open it again."""
    table = IntakeRow.as_table()
    statement = update(table).where(table.c.reference == reference).values(closed_at=at)
    with office_of(app).database.write() as connection:
        connection.execute(statement)


def test_a_picture_is_said_to_have_come(app: Flask, desk: Desk, clock: StandingClock) -> None:
    a_text(app, clock, "look at this")
    lies_at = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1"
    a_text(app, clock, "", NumMedia="1", MediaUrl0=lies_at)

    desk.open(f"intakes/{reference_of_texts(app)}")

    assert "A photo or a recording came with it: they stand with the words" in desk.text
    assert "On its way here from Twilio." in desk.text


def test_a_text_that_came_as_base64_is_shown_as_its_words_and_as_it_came(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    words = "they took my phone & nobody here will tell me when I get it back"
    body = base64.b64encode(words.encode()).decode()
    a_text(app, clock, body)

    page = source(desk, f"intakes/{reference_of_texts(app)}")

    typed = typed_in(page)
    assert typed[0] == words
    assert typed.count(words) == 2
    assert typed.count(body) == 1


def test_a_web_form_has_no_conversation(app: Flask, desk: Desk, clock: StandingClock) -> None:
    desk.open(f"intakes/{kept(app, clock, WORDS).reference}")

    assert "The conversation by text" not in desk.text


# What was done


def test_everything_that_was_done_is_there_by_whom_and_when(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    reference = kept(app, clock, WORDS).reference
    desk.decide(reference, "record-type", record_type="Enquiry")
    clock.at += timedelta(minutes=5)
    desk.decide(reference, "case-number", case_number="ICS 4711")

    desk.open(f"intakes/{reference}")

    done = desk.text[desk.text.index("What was done") :]
    assert "Record type · Olu Officer · Tue 24 Nov 2026, 10:00" in done
    assert "ICS 4711" in done
    assert done.index("ICS 4711") < done.index("Tue 24 Nov 2026, 10:00")


def test_the_newest_fifty_of_those_who_opened_it_are_named_and_all_are_counted(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    reference = kept(app, clock, WORDS).reference
    for _ in range(53):
        clock.at += timedelta(minutes=1)
        desk.client.get(f"/care/intakes/{reference}")

    page = source(desk, f"intakes/{reference}/sheet") and source(desk, f"intakes/{reference}")

    assert "Who opened it: 55 times" in desk.text
    assert "The newest 50 of 55." in desk.text
    looks = re.findall(r"Olu Officer · (Opened|Printed sheet opened)", desk.text)
    assert len(looks) == 50
    assert looks[1] == "Printed sheet opened"
    assert page.index("<details>") < page.index("Who opened it")


# To whom


def test_opening_marks_it_as_seen_once_and_a_managers_look_does_not(
    app: Flask, desk: Desk, clock: StandingClock, sign_in: SignIn
) -> None:
    manager = sign_in("Mo Manager", roles={Role.MANAGER})
    assert manager.member
    passed = Triage(passed_to=manager.member.id)
    reference = kept(app, clock, WORDS, triage=passed).reference

    assert manager.open(f"intakes/{reference}").status_code == 200
    assert the_intake(app).seen_at is None
    first = clock.at
    desk.open(f"intakes/{reference}")
    clock.at += timedelta(minutes=5)
    desk.open(f"intakes/{reference}")

    assert the_intake(app).seen_at == first


def test_a_manager_sees_it_without_officers_decisions_and_without_who_opened_it(
    app: Flask, desk: Desk, clock: StandingClock, sign_in: SignIn
) -> None:
    manager = sign_in("Mo Manager", roles={Role.MANAGER})
    assert manager.member
    reference = kept(app, clock, WORDS, triage=Triage(passed_to=manager.member.id)).reference
    desk.decide(reference, "note", note="between officers")

    page = source(manager, f"intakes/{reference}")

    assert typed_in(page)[0] == WORDS
    assert set(re.findall(rf"/care/intakes/{reference}/([a-z-]+)", page)) == {
        "contact-made",
        "answer-sent",
        "message",
        "sheet",
    }
    assert "Who opened it" not in page
    assert "between officers" not in page


def test_for_whom_a_child_wants_kept_out_there_is_nothing_there(
    app: Flask, desk: Desk, clock: StandingClock, sign_in: SignIn
) -> None:
    barred = sign_in("Dave Barred")
    assert barred.member
    intake = kept(app, clock, WORDS, triage=Triage(barred=(barred.member.id,), names_matched=True))
    with office_of(app).database.write() as connection:
        decisions.bar(connection, intake.id, (barred.member.id,))

    for path in (f"intakes/{intake.reference}", f"intakes/{intake.reference}/sheet"):
        answer = barred.open(path)
        assert answer.status_code == 404
        assert "moved me" not in answer.text
        assert intake.reference not in answer.text
    assert desk.open(f"intakes/{intake.reference}").status_code == 200
    assert the_intake(app).seen_at == clock.at


def test_linked_intakes_are_shown_by_reference_alone_and_only_to_whom_they_are_for(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    first = kept(app, clock, WORDS)
    open_one = kept(app, clock, "the same again", received_at=clock.at - timedelta(days=1))
    shielded = kept(app, clock, "my brother", should_not_see="Olu")
    with office_of(app).database.write() as connection:
        for other, kind in ((open_one, "duplicate"), (shielded, "same_home")):
            low, high = sorted((first.id, other.id))
            row = {"first_id": low, "second_id": high, "kind": kind}
            connection.execute(insert(LinkRow.as_table()).values(row))

    desk.open(f"intakes/{first.reference}")

    said = f"{open_one.reference} · the same matter · received Mon 23 Nov 2026"
    assert said in desk.text
    assert "the same again" not in desk.text
    assert shielded.reference not in desk.text


def test_no_word_of_it_is_in_the_audit_or_the_log(
    app: Flask, desk: Desk, clock: StandingClock, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = "Xylophone-words"
    intake = kept(app, clock, secret, name=secret, contact=SafeContact(ContactWay.CALL, secret))

    desk.open(f"intakes/{intake.reference}")
    desk.open(f"intakes/{intake.reference}/sheet")

    with office_of(app).database.read() as connection:
        entries = connection.execute(select(AuditRow.as_table())).all()
    assert [entry.action for entry in entries][-2:] == ["intake.view", "intake.sheet"]
    assert secret not in str(entries)
    assert secret not in "".join(capfd.readouterr())


# Presses


def test_from_the_inbox_to_a_manager_in_at_most_eight_presses(
    app: Flask, desk: Desk, clock: StandingClock
) -> None:
    manager = a_colleague(app, "Mo Manager", roles={Role.MANAGER})
    reference = kept(app, clock, WORDS).reference
    presses = Presses(desk)

    presses.follow("", f"/care/intakes/{reference}")
    presses.follow(f"intakes/{reference}", f"/care/intakes/{reference}/record-type")
    presses.choose_and_save(f"intakes/{reference}/record-type", record_type="Statutory complaint")
    presses.follow(f"intakes/{reference}", f"/care/intakes/{reference}/pass")
    presses.choose_and_save(f"intakes/{reference}/pass", passed_to=manager.id)

    assert the_intake(app).triage.passed_to == manager.id
    assert presses.count <= 8


class Presses:
    """Counts every link followed, every choice made and every button pressed."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.count = desk, 0

    def follow(self, page: str, link: str) -> None:
        """Press a link that stands on this page."""
        assert f'href="{link}' in self.desk.open(page).text
        self.desk.open(link.removeprefix("/care/"))
        self.count += 1

    def choose_and_save(self, page: str, **choices: str) -> None:
        """One press for each choice and one for the button."""
        for value in choices.values():
            assert self.desk.page
            assert f'value="{value}"' in self.desk.page.text
        answer = self.desk.post(page, **choices)
        assert answer.status_code == 200
        self.count += len(choices) + 1


def test_a_suggestion_is_one_big_button_and_the_rest_are_links_in_groups(
    app: Flask, clock: StandingClock, sign_in: SignIn
) -> None:
    intake: Intake = kept(
        app, clock, WORDS, flags=(Flag(FlagName.URGENT, "asked-for-help"),), should_not_see="Dave"
    )
    desk = sign_in("Clea Cleared", is_cleared=True)

    page = source(desk, f"intakes/{intake.reference}")

    buttons = re.findall(r'class="button" href="[^"]*/([a-z-]+)"', page)
    assert buttons == ["shield"]
    groups = re.findall(r"<div><h3>(.*?)</h3>", page)
    assert groups == [
        *("First", "About it", "Who", "Talking", "Someone to speak up", "Safety", "Clock", "End"),
    ]
