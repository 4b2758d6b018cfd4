"""A child chooses who speaks up for them, refuses, or says that somebody they trust helps."""

from __future__ import annotations

import re

import pytest
from babel.dates import format_date
from flask import Flask

from portal.domain.intake import AdvocateWish, Intake
from portal.domain.referral import Status, status
from portal.domain.taxonomy import YesNo
from tests.desk_client import the_intake
from tests.portal_client import Child, an_app, office_of, records

ASK = "someone-to-speak-up"
NOT_THEM = "  not Sarah\r\n<3 or her sister "


def sent(child: Child, app: Flask, **answers: str) -> Intake:
    """What is kept once this is answered and sent."""
    child.answer("what-happened", words="They took my phone")
    child.open(ASK)
    child.post(ASK, **answers, go="send")
    assert "Thank you. We have it." in child.text
    return the_intake(app)


def test_a_child_chooses_and_says_whom_it_should_not_be(child: Child, app: Flask) -> None:
    intake = sent(child, app, advocate="yes", service="upfront", not_them=NOT_THEM)

    assert intake.wants_advocate is YesNo.YES
    assert intake.wish == AdvocateWish(service="upfront", not_them=NOT_THEM)


@pytest.mark.parametrize("who", ["", "my nan"])
def test_somebody_they_trust_starts_no_clock_and_need_not_be_named(
    child: Child, app: Flask, who: str
) -> None:
    intake = sent(child, app, advocate="trusted", trusted_who=who)

    assert intake.wants_advocate is YesNo.NO
    assert intake.wish == AdvocateWish(trusted=True, trusted_who=who)
    assert status(intake) is Status.TRUSTED
    assert office_of(app).deadlines(intake).advocate_by is None
    assert "should be found by" not in child.text


@pytest.mark.parametrize("service", ["you_choose", "", "nobody-knows-this-one"])
def test_a_service_that_is_none_is_no_choice_and_the_wish_stays(
    child: Child, app: Flask, service: str
) -> None:
    intake = sent(child, app, advocate="yes", service=service)

    assert intake.wish.service == ""
    assert intake.wants_advocate is YesNo.YES


def test_a_service_for_children_who_live_elsewhere_is_no_choice(child: Child, app: Flask) -> None:
    child.open(ASK)
    child.post(ASK, advocate="yes", service="upfront")
    child.answer("your-home", home="no")

    assert sent(child, app, advocate="yes", service="upfront").wish.service == ""


def test_the_page_offers_a_choice_only_where_there_is_one(child: Child) -> None:
    page = child.open(ASK).text
    assert re.findall(r'name="service" value="([^"]*)"', page)[-1] == "you_choose"
    assert len(re.findall(r'name="service"', page)) > 2

    child.answer("your-home", home="yes")
    page = child.open(ASK).text

    assert 'name="service"' not in page
    assert "The service here is called: Upfront" in child.text


def test_nothing_on_the_page_is_needed(child: Child, app: Flask) -> None:
    intake = sent(child, app)

    assert intake.wants_advocate is None
    assert intake.wish == AdvocateWish()


def test_the_check_page_shows_what_was_said_with_a_way_to_change_it(child: Child) -> None:
    child.answer("what-happened", words="They took my phone")
    child.open("check")
    assert "Is there anyone it should not be?" not in child.text

    child.answer(ASK, advocate="yes", service="upfront", not_them="Not Sarah")
    page = child.open("check").text

    assert "Who should help you? Upfront" in child.text
    assert "Is there anyone it should not be? Not Sarah" in child.text
    assert page.count(f'href="/en/{ASK}?change=1"') == 3
    child.answer(ASK, advocate="trusted", trusted_who="My nan")
    child.open("check")
    assert "Someone I trust helps me" in child.text
    assert "If someone you trust helps you, who is it? My nan" in child.text


def test_an_old_choice_shows_as_left_to_us(child: Child) -> None:
    child.answer(ASK, advocate="yes", service="over-by-now")

    assert "Who should help you? You choose for me" in child_says(child, "check")


def child_says(child: Child, path: str) -> str:
    """What this page says."""
    child.open(path)
    return child.text


def test_a_draft_keeps_every_word(child: Child) -> None:
    child.answer(ASK, advocate="yes", service="upfront", not_them=NOT_THEM, trusted_who="My nan")

    page = child.open(ASK).text

    assert child.typed == NOT_THEM
    assert 'value="My nan"' in page
    assert re.search(r'name="service" value="upfront" checked', page)


def test_what_two_tabs_wrote_is_kept_one_below_the_other(child: Child, app: Flask) -> None:
    child.open(ASK)
    blank = dict(child.hidden)
    for text in ("Not Sarah", "Not Tom"):
        child.hidden = dict(blank)
        child.post(ASK, advocate="yes", not_them=text)
    child.tell("They took my phone")

    assert the_intake(app).wish.not_them == "Not Sarah\n\nNot Tom"


def test_dangerous_words_about_an_advocate_bring_help_and_are_urgent(
    child: Child, app: Flask
) -> None:
    page = child.answer(ASK, advocate="yes", not_them="not Dave he hits me every night")
    assert "You can get help right now" in page.text

    child.tell("They took my phone")

    assert the_intake(app).is_urgent


def test_an_answer_after_sending_counts_and_nothing_is_written_over(
    child: Child, app: Flask
) -> None:
    child.answer("what-happened", words="They took my phone")
    child.open(ASK)
    page = dict(child.hidden)
    child.open("check")
    child.post("check", go="send")

    for said in ("Not Sarah", "Not Sarah", "Not Tom"):
        child.hidden = dict(page)
        child.post(ASK, advocate="yes", service="upfront", not_them=said)
    assert "should be found by" in child.text
    intake = the_intake(app)
    assert intake.wants_advocate is YesNo.YES
    assert intake.wish == AdvocateWish(service="upfront", not_them="Not Sarah")
    assert [one.text for one in intake.words] == ["They took my phone", "Not Tom"]

    child.hidden = dict(page)
    child.post(ASK, advocate="trusted", service="you_choose", trusted_who="My nan")
    intake = the_intake(app)
    assert intake.wants_advocate is YesNo.NO
    assert intake.wish == AdvocateWish("", "Not Sarah", trusted=True, trusted_who="My nan")
    assert "should be found by" not in child.text


def test_a_no_after_coming_for_an_advocate_is_a_no(child: Child, app: Flask) -> None:
    child.open("")
    child.post("", kind="advocate_only")

    assert sent(child, app, advocate="no").wants_advocate is YesNo.NO


def test_a_no_without_a_word_asks_for_a_word(child: Child, app: Flask) -> None:
    child.open("")
    child.post("", kind="advocate_only")
    child.open(ASK)
    child.post(ASK, advocate="trusted", trusted_who="My nan", go="send")

    assert "There is nothing to send yet" in child.text
    assert records(app) == []
    assert 'value="My nan"' in child.open(ASK).text


# By when, and whom to ring


def test_the_receipt_says_by_when_and_whom_to_ring_after_it(child: Child, app: Flask) -> None:
    intake = sent(child, app, advocate="yes")

    by = office_of(app).deadlines(intake).advocate_by
    assert by
    assert f"should be found by {format_date(by, 'full', 'en_GB')}" in child.text
    assert 'you can ring: Coram Voice "Always Heard" 0808 800 5792' in child.text
    assert "weekdays, 9.30 to 6" in child.text


def test_words_that_only_sound_like_it_are_promised_nothing(child: Child, app: Flask) -> None:
    child.tell("can someone speak up for me")

    assert office_of(app).deadlines(the_intake(app)).advocate_by
    assert "should be found by" not in child.text


def test_without_a_fall_back_it_is_the_council_to_ring(migrated_database_url: str) -> None:
    app = an_app(migrated_database_url, PORTAL_ADVOCATE_FALLBACK="none")
    child = Child(app.test_client())

    sent(child, app, advocate="yes")

    assert "you can ring: Kent County Council 03000 41 11 11" in child.text
    office_of(app).database.close()
