"""An advocate tells us something for a child: it is the child's, and sent once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask

from portal.domain.flags import FlagName
from portal.domain.referral import Status, current, status, waits_for_advocate
from portal.domain.referral_steps import Step, StepBy
from portal.domain.staff import Role
from portal.domain.submitter import Knows, Relation, Submitter, WordsOf
from portal.domain.taxonomy import (
    AgeBand,
    ContactWay,
    FeelsSafe,
    LookedAfter,
    MethodOfReceipt,
    Originator,
    SubmittedBy,
    YesNo,
)
from tests.advocate.telling import ALL, WORDS, code_words_on, paper_on, tell, write_down
from tests.care.taking_down import actions, how_many
from tests.desk_client import Desk, the_intake
from tests.portal_client import records
from tests.register.telling import together
from tests.web.every_page import StandingClock


def test_nothing_is_kept_before_it_is_sent_and_then_word_for_word(
    app: Flask, service: Desk, clock: StandingClock
) -> None:
    write_down(service)
    assert 'They moved me <3 & "nobody" said why' in service.text
    assert how_many(app) == 0

    service.post("/advocate/tell", go="send")

    kept = the_intake(app)
    assert [said.text for said in kept.words] == [WORDS]
    assert (kept.method, kept.received_at) == (MethodOfReceipt.WEB_FORM, clock.at)
    assert kept.reference in service.text
    assert "Thu 26 Nov 2026" in service.text  # two working days from Tuesday
    assert "Tue 8 Dec 2026" in service.text


def test_the_child_is_who_it_comes_from_and_the_advocate_who_told_us(
    app: Flask, service: Desk
) -> None:
    tell(service, **ALL)

    kept = the_intake(app)
    assert service.member
    assert (kept.originator, kept.submitted_by) == (Originator.CHILD, SubmittedBy.ADVOCATE)
    assert kept.submitter == Submitter(
        Relation.ADVOCATE,
        name="Una Upfront",
        organisation="Upfront",
        contact=ALL["own_contact"],
        staff_id=service.member.id,
        service="upfront",
        child_knows=Knows.YES,
        child_agrees=Knows.NOT_SURE,
        how_known=ALL["how_known"],
        words_of=WordsOf.CHILD,
    )
    assert (kept.name, kept.age_band, kept.looked_after) == (
        ALL["name"],
        AgeBand.FROM_13,
        LookedAfter.YES,
    )
    assert (kept.desired_outcome, kept.should_not_see) == (
        ALL["desired_outcome"],
        ALL["should_not_see"],
    )
    assert (kept.feels_safe, kept.language) == (FeelsSafe.YES, "en")
    [*_, record] = records(app)
    assert (record["submitted_by"], record["originator"]) == ("advocate", "Child or young person")


def test_a_way_to_reach_the_child_is_the_advocate_s_word_until_the_child_confirms_it(
    app: Flask, service: Desk
) -> None:
    tell(service, **ALL, confirmed_by_child="y", given_by="child")

    contact = the_intake(app).contact
    assert (contact.way, contact.details) == (ContactWay.TEXT, "07700 900123")
    assert (contact.best_times, contact.who_else_sees) == (ALL["best_times"], ALL["who_else_sees"])
    assert (contact.given_by, contact.confirmed_by_child) == (SubmittedBy.ADVOCATE, False)


def test_only_through_me_says_who_that_is_and_holds_no_number_of_theirs(
    app: Flask, service: Desk
) -> None:
    tell(service, way="me")

    contact = the_intake(app).contact
    assert contact.way is ContactWay.THROUGH_SOMEONE
    assert contact.details == "Una Upfront, Upfront"
    assert not contact.confirmed_by_child


def test_that_we_wrote_down_who_the_advocate_is_raises_no_wish_for_one(
    app: Flask, service: Desk
) -> None:
    tell(service, way="me", advocate="")

    assert not the_intake(app).has_flag(FlagName.ADVOCACY)


def test_nothing_is_needed_but_the_words(app: Flask, service: Desk) -> None:
    service.open("/advocate/tell")
    service.post("/advocate/tell", go="next", words="x")
    service.post("/advocate/tell", go="send")

    kept = the_intake(app)
    assert (kept.language, kept.wants_advocate, kept.contact.way) == ("und", None, None)
    assert not kept.contact.confirmed_by_child
    assert kept.submitter
    assert kept.submitter.child_knows is None


# Who speaks for the child: docs/decisions/0009.


def test_an_advocate_who_is_there_already_begins_no_second_wait(app: Flask, service: Desk) -> None:
    tell(service)

    kept = the_intake(app)
    part = current(kept)
    assert part
    assert (part.service, part.name, part.advocate) == ("upfront", "Upfront", "Una Upfront")
    assert status(kept) is Status.NAMED
    assert not waits_for_advocate(kept)
    steps = kept.triage.advocacy_steps
    assert [one.step for one in steps] == [Step.SENT, Step.ACCEPTED, Step.NAMED]
    assert {one.by for one in steps} == {StepBy.SERVICE}
    assert not part.shares
    assert "You stand in it as the child's advocate." in service.text


@pytest.mark.parametrize("answer", ["child_knows", "child_agrees"])
def test_nobody_says_for_a_child_who_does_not_agree_that_they_chose_an_advocate(
    app: Flask, service: Desk, answer: str
) -> None:
    tell(service, **{answer: "no"})

    kept = the_intake(app)
    assert (kept.wants_advocate, kept.triage.advocacy_steps) == (None, ())
    assert not waits_for_advocate(kept)
    assert "You do not stand in it as the child's advocate yet" in service.text


def test_whom_the_child_may_mean_is_no_advocate_of_theirs_and_somebody_looks(
    app: Flask, service: Desk
) -> None:
    tell(service, should_not_see="not Una")

    kept = the_intake(app)
    assert kept.triage.advocacy_steps == ()
    assert waits_for_advocate(kept)


def test_nor_is_a_service_in_which_the_child_may_mean_somebody(
    app: Flask, service: Desk, sign_in: Callable[..., Desk]
) -> None:
    sign_in("Dave Colleague", roles={Role.ADVOCATE}, service="upfront")

    tell(service, should_not_see="Dave")

    kept = the_intake(app)
    assert kept.triage.advocacy_steps == ()
    assert waits_for_advocate(kept)


@pytest.mark.parametrize(
    ("answer", "wants", "waits"), [("yes", YesNo.YES, True), ("no", YesNo.NO, False)]
)
def test_another_advocate_or_none_is_what_the_child_would_say(
    app: Flask, service: Desk, answer: str, wants: YesNo, waits: bool
) -> None:
    tell(service, advocate=answer)

    kept = the_intake(app)
    assert (kept.wants_advocate, waits_for_advocate(kept)) == (wants, waits)
    assert kept.triage.advocacy_steps == ()


# Danger, and a child who does not agree.


@pytest.mark.parametrize("answer", ["no", "not_sure"])
def test_whom_to_ring_is_said_before_anything_is_sent(
    app: Flask, service: Desk, answer: str
) -> None:
    write_down(service, feels_safe=answer)
    assert "Ring 999 where somebody is in danger now." in service.text
    assert how_many(app) == 0

    service.post("/advocate/tell", go="send")

    assert the_intake(app).is_urgent
    assert "Ring 999 where somebody is in danger now." in service.text


def test_a_danger_that_the_advocate_speaks_of_is_one(app: Flask, service: Desk) -> None:
    tell(service, words="x", advocate="", how_known="I am her advocate. He hits her at home")

    kept = the_intake(app)
    assert kept.is_urgent
    assert not kept.has_flag(FlagName.ADVOCACY)


def test_nothing_is_refused_because_the_child_does_not_agree_and_the_advocate_is_told(
    app: Flask, service: Desk
) -> None:
    write_down(service, child_agrees="no")
    assert "We take it in all the same, and customer care see that" in service.text

    service.post("/advocate/tell", go="send")

    assert how_many(app) == 1


# Sent once, for one child at a time.


def test_sent_twice_it_is_one_intake_and_its_code_words_are_shown_once(
    app: Flask, service: Desk
) -> None:
    write_down(service)
    form = dict(service.hidden)
    service.post("/advocate/tell", go="send")
    shown = code_words_on(service)
    assert shown

    service.hidden = form
    answer = service.post("/advocate/tell", go="send")

    assert answer.status_code == 200
    assert how_many(app) == 1
    assert the_intake(app).reference in service.text
    assert not code_words_on(service)
    assert shown not in answer.text


def test_sent_twice_at_once_it_is_one_intake_and_one_page_has_the_code_words(
    app: Flask, service: Desk
) -> None:
    other = Desk(app, service.member)
    write_down(service)
    write_down(other)
    sent_as = service.hidden["sent_as"]

    def press(one: Desk) -> None:
        one.post("/advocate/tell", go="send", sent_as=sent_as)

    together(partial(press, service), partial(press, other))

    assert how_many(app) == 1
    reference = the_intake(app).reference
    assert reference in service.text
    assert reference in other.text
    assert len(list(filter(None, map(code_words_on, (service, other))))) == 1


def test_the_next_child_s_form_has_nothing_of_the_first_s(app: Flask, service: Desk) -> None:
    tell(service, **ALL)
    first = dict(service.hidden)
    assert "Tell us for another child" in service.text
    page = service.open("/advocate/tell").text.partition("<main")[2]

    for typed in ("moved me", "Sam &amp; co", "07700", "key worker", "twice", "carer", "after 4"):
        assert typed not in page
    assert service.hidden.get("sent_as") != first.get("sent_as")
    tell(service, words="Another child's")
    assert how_many(app) == 2


def test_the_paper_is_in_the_child_s_language_and_repeats_nothing(
    app: Flask, service: Desk
) -> None:
    tell(service, **{**ALL, "language": "Arabic"})

    paper = paper_on(service)
    assert service.page
    assert 'lang="ar" dir="rtl"' in service.page.text
    assert "/ar/take-over" in paper
    assert "Una Upfront" in paper
    assert "What we were told about you" not in paper
    for told in ("moved me", "Sam & co", "07700 900123", "key worker", "twice", "Tell <me>"):
        assert told not in service.text


def test_in_a_language_we_do_not_have_the_paper_is_in_english(app: Flask, service: Desk) -> None:
    tell(service, language="Tigrinya", name="Sam", child_agrees="no")

    assert the_intake(app).language == "ti"
    assert "We have no page in the language of the child's words." in service.text
    paper = paper_on(service)
    assert "what we can call you" in paper
    assert "how old you are" not in paper
    assert "Una Upfront says that you did not want it." in paper


def test_the_audit_says_who_told_us_and_not_a_word_of_it(app: Flask, service: Desk) -> None:
    tell(service, **ALL)

    reference = the_intake(app).reference
    assert ("intake.told-for-child", reference) in actions(app)


def test_a_form_that_somebody_else_sent_shows_nothing_of_theirs_and_loses_no_word(
    app: Flask, service: Desk, sign_in: Callable[..., Desk]
) -> None:
    other = sign_in("Ada Other", roles={Role.ADVOCATE}, service="upfront")
    tell(other)
    theirs = the_intake(app)
    write_down(service)

    answer = service.post("/advocate/tell", go="send", sent_as=theirs.submission_id)

    assert answer.status_code == 404
    assert theirs.reference not in answer.text
    assert "They moved me &lt;3" in answer.text
    assert how_many(app) == 1
