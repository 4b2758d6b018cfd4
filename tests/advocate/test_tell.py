"""An advocate tells us something for a child: it is the child's, and sent once."""

from __future__ import annotations

from flask import Flask

from portal.domain.flags import FlagName
from portal.domain.submitter import Knows, Relation, Submitter, WordsOf
from portal.domain.taxonomy import (
    AgeBand,
    ContactWay,
    FeelsSafe,
    LookedAfter,
    MethodOfReceipt,
    Originator,
    SubmittedBy,
)
from tests.advocate.telling import ALL, WORDS, tell, write_down
from tests.care.taking_down import how_many
from tests.desk_client import Desk, the_intake
from tests.portal_client import records
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
