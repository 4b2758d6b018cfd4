"""Which service, and by when: what the pages of a wish for an advocate say and propose."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.domain.intake import AdvocateWish, SafeContact
from portal.domain.may_not_act import Ground, MayNotAct
from portal.domain.referral import Status, current, status
from portal.domain.staff import Role
from portal.domain.taxonomy import ContactWay, RecordType
from portal.domain.triage import Triage
from tests.care.wishing import ON, SEND, asks, at, buttons, service_for
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import an_app, last_record, office_of
from tests.web.every_page import StandingClock


@pytest.fixture
def reference(app: Flask, clock: StandingClock) -> str:
    """Of the one intake that there is."""
    return asks(app, clock).reference


@pytest.fixture
def divided(migrated_database_url: str, clock: StandingClock) -> Iterator[Flask]:
    """Our app where contracts are for areas, and no fall-back is set."""
    services = json.dumps([service_for("Thanet"), service_for("Ashford", "Dover")])
    more = {"PORTAL_ADVOCACY_SERVICES": services, "PORTAL_ADVOCATE_FALLBACK": "none"}
    app = an_app(migrated_database_url, clock=clock, **more)
    yield app
    office_of(app).database.close()


# Which service


def test_the_service_is_the_childs_own_choice_or_the_contracts_with_the_reason(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    theirs = asks(app, clock, looked_after=None, wish=AdvocateWish(service="nch"))
    in_care = asks(app, clock)
    nobody_knows = asks(app, clock, looked_after=None)

    page = desk.open(f"{at(theirs.reference)}/advocacy").text
    assert "The child chose Action for Children." in page
    assert 'value="nch" checked' in page
    page = desk.open(f"{at(in_care.reference)}/advocacy").text
    assert "By the contracts of today it is Upfront." in page
    assert 'value="upfront" checked' in page
    assert "Its contract is not for this child." in page
    page = desk.open(f"{at(nobody_knows.reference)}/advocacy").text
    assert "It turns on whether the child lives in care, and that is not known." in page
    assert "Ask the child, or whoever knows." in page
    assert "checked" not in page.partition('name="service"')[2].partition("</fieldset>")[0]


def test_a_service_that_may_not_act_is_shown_with_the_reason_and_refused(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    barred = Triage(may_not_act=(MayNotAct(Ground.CHILD_OBJECTS, "Upfront", "upfront"),))
    reference = asks(app, clock, triage=barred).reference

    desk.open(f"{at(reference)}/advocacy")
    assert "Upfront The child said: not this person." in desk.text
    assert "No service whose contract is for this child may act in this case." in desk.text
    assert "Ask the fall-back: Coram Voice" in desk.text
    answer = desk.post(f"{at(reference)}/advocacy", **SEND)

    assert answer.status_code == 400
    assert "Upfront may not: The child said: not this person." in desk.text
    assert current(the_intake(app)) is None


def test_a_service_that_handed_it_back_says_why_and_is_not_chosen_again_by_itself(
    desk: Desk, reference: str
) -> None:
    assert 'value="upfront" checked' in desk.open(f"{at(reference)}/advocacy").text
    desk.decide(reference, "advocacy", **SEND)
    desk.decide(reference, "advocacy-news", step="handed_back", on=ON, note="No one <3 is free")

    page = desk.open(f"{at(reference)}/advocacy").text

    assert "Upfront Handed it back on Tue 24 Nov 2026: No one <3 is free" in desk.text
    assert 'value="upfront" checked' not in page
    desk.decide(reference, "advocacy", **SEND)
    running = current(the_intake(desk.app))
    assert running
    assert running.service == "upfront"


def test_a_service_of_which_nobody_would_find_it_is_to_be_asked_in_another_way(
    app: Flask, clock: StandingClock, desk: Desk, reference: str
) -> None:
    nobody = "Nobody there finds it at their desk: ask them in another way too."
    assert desk.open(f"{at(reference)}/advocacy").text.count(nobody) == 2

    for name, key, left in (("Una U", "upfront", None), ("Nia", "nch", office_of(app).clock())):
        a_colleague(app, name, roles={Role.ADVOCATE}, service=key, left_at=left)

    assert desk.open(f"{at(reference)}/advocacy").text.count(nobody) == 1
    named = asks(app, clock, wish=AdvocateWish(not_them="not Una")).reference
    page = desk.open(f"{at(named)}/advocacy").text
    assert page.count(nobody) == 2
    assert "They said: not this one" in page


def test_where_contracts_turn_on_it_the_area_is_asked_and_the_service_follows(
    divided: Flask, clock: StandingClock
) -> None:
    reference, desk = asks(divided, clock).reference, Desk(divided, a_colleague(divided))
    page = desk.open(f"{at(reference)}/advocacy").text
    assert "It turns on where the child lives, and that is not known." in page
    assert f'href="/care/{at(reference)}/area"' in page
    desk.open(f"{at(reference)}/area")
    assert "Ashford Dover Thanet Not known" in desk.text

    desk.post(f"{at(reference)}/area", area="Dover")

    assert desk.page
    assert desk.page.request.path.endswith("/advocacy")
    assert 'value="ashford" checked' in desk.page.text
    assert last_record(divided)["triage"]["area"] == "Dover"


def test_no_area_is_asked_where_no_contract_names_one(desk: Desk, reference: str) -> None:
    page = desk.open(at(reference)).text

    assert f"/{at(reference)}/advocacy-offer" in page
    assert f'/{at(reference)}/area"' not in page


# The clock


def test_a_yes_that_does_not_come_in_two_working_days_is_loud_and_the_fall_back_is_named(
    app: Flask, clock: StandingClock, officer: Any, reference: str
) -> None:
    Desk(app, officer).decide(reference, "advocacy", **SEND)
    clock.at += timedelta(days=2)
    desk = Desk(app, officer)
    desk.open(at(reference))
    assert "A yes is due by Thu 26 Nov 2026" in desk.text
    assert "Ask Upfront. No number of theirs is known here." in desk.text
    assert "Late" not in desk.text

    clock.at += timedelta(days=1)
    desk = Desk(app, officer)
    page = desk.open(at(reference)).text

    assert '<section class="card alarm" aria-labelledby="advocate">' in page
    assert "Late: no service said yes by Thu 26 Nov 2026" in desk.text
    assert 'Put the child in touch with Coram Voice "Always Heard": 0808 800 5792' in desk.text
    assert buttons(desk)[0] == "advocacy-fall-back"
    desk.open(f"{at(reference)}/advocacy-fall-back")
    assert "A service had until Thu 26 Nov 2026 to say yes." in desk.text
    assert "We are sorry." in desk.text
    assert "Why can it not wait?" not in desk.text
    name = 'Coram Voice "Always Heard"'
    desk.post(
        f"{at(reference)}/advocacy-fall-back", name=name, on="2026-11-27", how="we rang together"
    )
    assert f"In touch with the fall-back: {name}" in desk.text
    assert "Late" not in desk.text
    assert status(the_intake(app)) is Status.FALL_BACK
    assert not office_of(app).inbox_place(the_intake(app)).waits_for_advocate


def test_where_no_fall_back_is_set_a_person_decides(divided: Flask, clock: StandingClock) -> None:
    reference, officer = asks(divided, clock).reference, a_colleague(divided)
    clock.at += timedelta(days=7)
    desk = Desk(divided, officer)

    desk.open(at(reference))
    assert "No fall-back is set: a person decides who helps this child now." in desk.text
    assert buttons(desk)[:2] == ["advocacy", "advocacy-fall-back"]
    desk.open(f"{at(reference)}/advocacy-fall-back")
    assert "No fall-back is set. Ask the complaints manager." in desk.text


@pytest.mark.parametrize("step", ["accepted", "named", "handed_back"])
def test_what_the_child_was_not_told_of_is_proposed_until_they_are(
    app: Flask, clock: StandingClock, desk: Desk, step: str
) -> None:
    reference = asks(app, clock, record_type=RecordType.MERIT).reference
    desk.decide(reference, "advocacy", **SEND)
    desk.decide(reference, "advocacy-news", step=step, on=ON, advocate="Una", note="full")

    assert "advocacy-told" in buttons(desk)
    assert "Tell the child: Upfront" in desk.text
    desk.decide(reference, "advocacy-told", on=ON, how="I rang")
    assert "advocacy-told" not in buttons(desk)
    assert "Tell the child" not in desk.text


def test_the_page_for_telling_has_honest_words_and_what_is_not_safe(
    desk: Desk, reference: str
) -> None:
    desk.decide(reference, "advocacy", **SEND)

    desk.open(f"{at(reference)}/advocacy-told")

    assert "We asked Upfront on Tue 24 Nov 2026. They have not said yes yet." in desk.text
    assert "Call them" in desk.text
    assert "Somebody else sees this phone or post." in desk.text
    desk.decide(reference, "advocacy-news", step="handed_back", on=ON, note="No one <3 is free")
    desk.open(f"{at(reference)}/advocacy-told")
    assert "Upfront cannot do it. That is not your fault." in desk.text


def test_where_no_way_is_safe_the_pages_say_that_nothing_is_sent(
    app: Flask, clock: StandingClock, desk: Desk
) -> None:
    reference = asks(app, clock, contact=SafeContact(ContactWay.DO_NOT_CONTACT)).reference

    for kind in ("advocacy-offer", "advocacy-fall-back", "advocacy-told"):
        desk.open(f"{at(reference)}/{kind}")
        assert "Send nothing and ring nobody: tell them when they come back." in desk.text
