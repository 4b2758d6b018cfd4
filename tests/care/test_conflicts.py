"""Who may not act, and the Independent Person, through the pages of the desk."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from flask import Flask

from portal.domain.may_not_act import Ground, IndependentPerson, MayNotAct
from portal.domain.referral import current
from portal.domain.staff import Role
from portal.domain.taxonomy import Stage
from tests.care.intakes import with_a_wish
from tests.care.test_history_hidden import SignIn
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import Child, an_app, last_record, office_of
from tests.web.every_page import StandingClock

WORDS = "They moved me again <3 & nobody said why"


@pytest.fixture
def reference(app: Flask, child: Child) -> str:
    """Of the one intake that there is: a child in care asks for an advocate."""
    return with_a_wish(app, child, WORDS)


def passed_to(desk: Desk, reference: str, service: str = "upfront") -> None:
    """Pass the wish to a service today."""
    desk.decide(reference, "advocacy", service=service, passed_on="24/11/2026", how="Rang")


def at_stage_two(desk: Desk, reference: str) -> None:
    """A complaint that went on to Stage Two today."""
    desk.decide(reference, "record-type", record_type="Statutory complaint")
    desk.decide(reference, "stage", stage=Stage.TWO.value, requested_on="24/11/2026")


def test_who_is_recorded_cannot_be_named_and_the_reason_stands_at_the_field(
    app: Flask, desk: Desk, reference: str
) -> None:
    passed_to(desk, reference)
    desk.decide(reference, "may-not-act", name="Dave Hill <3", ground="manages_subject")

    news = {"step": "named", "on": "24/11/2026", "advocate": "hill,  DAVE 3"}
    answer = desk.decide(reference, "advocacy-news", **news)

    assert answer.status_code == 400
    assert 'href="#advocate"' in answer.text
    assert "They manage somebody whom the complaint is about." in desk.text
    assert "hill,  DAVE 3" in answer.text
    desk.decide(reference, "may-act", which="0", note="Another Dave")
    assert desk.decide(reference, "advocacy-news", **news).status_code == 200
    part = current(the_intake(app))
    assert part
    assert part.advocate == "hill, DAVE 3"


def test_what_stands_is_on_the_page_and_in_the_record_and_goes_with_a_reason(
    app: Flask, desk: Desk, reference: str
) -> None:
    desk.decide(reference, "may-not-act", name="Dave Hill", ground="subject", note="Said so")
    desk.decide(reference, "may-not-act", service="nch", ground="considers")

    assert the_intake(app).triage.may_not_act == (
        MayNotAct(Ground.SUBJECT, "Dave Hill"),
        MayNotAct(Ground.CONSIDERS, "Action for Children", "nch"),
    )
    assert "May not act Dave Hill: The complaint is about them." in desk.text
    assert "Dave Hill" in json.dumps(last_record(app)["triage"])
    assert desk.decide(reference, "may-act", which="0").status_code == 400
    desk.decide(reference, "may-act", which="0", note="It was another Dave")
    assert [one.service for one in the_intake(app).triage.may_not_act] == ["nch"]
    assert "It was another Dave" in desk.text


def test_a_service_that_may_not_says_so_where_it_is_chosen(
    app: Flask, desk: Desk, reference: str
) -> None:
    desk.decide(reference, "may-not-act", service="upfront", ground="manages_service")

    desk.open(f"intakes/{reference}/advocacy")
    assert "They manage the service that the complaint is about." in desk.text
    passed_to(desk, reference)

    assert desk.page
    assert desk.page.status_code == 400
    assert "Upfront may not: They manage the service" in desk.text
    assert current(the_intake(app)) is None


def test_whoever_has_it_and_may_not_is_said_loudly_and_nothing_happens_by_itself(
    app: Flask, desk: Desk, reference: str
) -> None:
    passed_to(desk, reference)
    desk.decide(reference, "advocacy-news", step="named", on="24/11/2026", advocate="Dave Hill")
    before = current(the_intake(app))
    desk.decide(reference, "may-not-act", name="dave hill", ground="child_objects")
    desk.decide(reference, "may-not-act", service="upfront", ground="considers")

    assert "Upfront has the child's wish now, and may not act" in desk.text
    assert "Dave Hill is named as the child's advocate, and may not act" in desk.text
    assert "Nothing happens by itself." in desk.text
    assert current(the_intake(app)) == before
    back = {"step": "handed_back", "on": "24/11/2026", "note": "May not"}
    desk.decide(reference, "advocacy-news", **back)
    assert "may not act Nothing" not in desk.text
    assert "has the child's wish now" not in desk.text


def test_a_manager_does_not_read_whom_the_child_does_not_want(
    app: Flask, desk: Desk, reference: str, sign_in: SignIn
) -> None:
    manager = sign_in("Mo Manager", roles={Role.MANAGER})
    assert manager.member
    passed_to(desk, reference)
    desk.decide(reference, "advocacy-news", step="named", on="24/11/2026", advocate="Dave Hill")
    desk.decide(reference, "may-not-act", name="Dave Hill", ground="child_objects")
    desk.decide(reference, "pass", passed_to=manager.member.id)

    manager.open(f"intakes/{reference}")

    assert WORDS in manager.text
    assert "May not act" not in manager.text
    assert "The child said: not this person" not in manager.text
    assert manager.open(f"intakes/{reference}/may-not-act").status_code == 403


def test_a_name_that_the_child_may_mean_is_allowed_once_it_was_asked(
    app: Flask, child: Child, sign_in: SignIn
) -> None:
    desk = sign_in("Cy Cleared", is_cleared=True)
    child.answer("who-should-not-see", hide="not Sarah please")
    reference = with_a_wish(app, child, WORDS)
    desk.decide(reference, "shield", barred="nobody")
    passed_to(desk, reference)
    news = {"step": "named", "on": "24/11/2026", "advocate": "Sarah Jones"}
    assert desk.decide(reference, "advocacy-news", **news).status_code == 400
    assert "Customer care must ask first" in desk.text

    asked = {"name": "SARAH jones", "asked_on": "24/11/2026", "how": "Rang Sam: her neighbour"}
    desk.decide(reference, "not-meant", **asked)

    assert "SARAH jones, asked Tue 24 Nov 2026" in desk.text
    assert desk.decide(reference, "advocacy-news", **news).status_code == 200


def test_the_independent_person_is_offered_at_stage_two_alone(
    app: Flask, desk: Desk, reference: str
) -> None:
    address = f"/care/intakes/{reference}/independent-person"
    assert address not in desk.open(f"intakes/{reference}").text

    at_stage_two(desk, reference)

    assert desk.page
    assert address in desk.page.text
    desk.open(f"intakes/{reference}/independent-person")
    assert "No second provider of Independent Persons is set." in desk.text
    assert "ask the complaints manager" in desk.text
    ivy = {"name": "Ivy Inde", "organisation": "nch", "appointed_on": "24/11/2026"}
    desk.decide(reference, "independent-person", **ivy)
    person = IndependentPerson("Ivy Inde", "Action for Children", "nch", date(2026, 11, 24))
    assert the_intake(app).triage.independent_person == person
    assert "Ivy Inde, Action for Children, appointed" in desk.text
    passed_to(desk, reference, "nch")
    assert "They are the Independent Person in this case, and cannot be both." in desk.text
    assert current(the_intake(app)) is None


@pytest.mark.parametrize(
    ("given", "field", "why"),
    [
        ({"organisation": "nch"}, "organisation", "They are the child's advocate"),
        ({"organisation": "another", "other": "N.C.H."}, "other", "N.C.H. may not: They are the"),
        ({"organisation": "another", "other": ""}, "other", "Please write the name"),
        ({"organisation": "nch", "other": "Others"}, "other", "not both"),
        ({"organisation": ""}, "organisation", "Please say of which organisation"),
        ({"organisation": "upfront"}, "organisation", "Please choose one of these"),
        ({"name": "olu OFFICER"}, "name", "They work for the council."),
        ({"name": "dave hill"}, "name", "They are the child's advocate"),
        ({"appointed_on": "tomorrow"}, "appointed_on", "Please write the day"),
    ],
)
def test_an_independent_person_who_may_not_be_is_refused_at_the_field_with_every_word(
    app: Flask, desk: Desk, reference: str, given: dict[str, str], field: str, why: str
) -> None:
    a_colleague(app, "Olu Officer")
    at_stage_two(desk, reference)
    passed_to(desk, reference, "nch")
    desk.decide(reference, "advocacy-news", step="named", on="24/11/2026", advocate="Dave Hill")
    usual = {"organisation": "another", "other": "Others <3", "appointed_on": "24/11/2026"}
    usual |= {"name": "Ivy Inde"} | ({} if "other" in given else {"other": ""})
    if "organisation" not in given:
        usual["other"] = "Others"

    answer = desk.decide(reference, "independent-person", **{**usual, **given})

    assert answer.status_code == 400
    assert f'href="#{field}"' in answer.text
    assert why in desk.text
    assert f'value="{given.get("name", "Ivy Inde")}"' in answer.text
    assert the_intake(app).triage.independent_person is None


def test_the_second_provider_of_the_settings_is_one_to_choose(
    migrated_database_url: str, clock: StandingClock
) -> None:
    second = {"PORTAL_SECOND_INDEPENDENT_PERSON": "Others of Kent <3"}
    app = an_app(migrated_database_url, clock=clock, **second)
    desk, reference = Desk(app, a_colleague(app)), with_a_wish(app, Child(app.test_client()), WORDS)
    at_stage_two(desk, reference)
    ivy = {"name": "Ivy Inde", "organisation": "second-provider", "appointed_on": "24/11/2026"}

    desk.open(f"intakes/{reference}/independent-person")
    assert "Others of Kent <3" in desk.text
    assert "No second provider" not in desk.text
    desk.decide(reference, "independent-person", **ivy)

    day = date(2026, 11, 24)
    assert the_intake(app).triage.independent_person == IndependentPerson(
        "Ivy Inde", "Others of Kent <3", "", day
    )
    page = desk.open(f"intakes/{reference}/independent-person").text
    assert re.search('value="second-provider" checked', page)
    office_of(app).database.close()
