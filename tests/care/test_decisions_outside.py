"""Advocacy, the Ombudsman, the case system and who brought it, through the pages."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from portal.child.questions import ADVOCATE
from portal.domain.referral import current
from portal.domain.taxonomy import OmbudsmanDecision, Originator
from portal.domain.triage import Ombudsman
from tests.care.intakes import with_a_wish
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import Child, an_app, last_record, office_of
from tests.web.every_page import StandingClock

WORDS = "They moved me again <3 & nobody said why"


@pytest.fixture
def reference(app: Flask, child: Child) -> str:
    """Of the one intake that there is, which asks for an advocate."""
    return with_a_wish(app, child, WORDS)


def test_who_brought_it_the_ombudsman_and_the_case_number_are_kept_shown_and_recorded(
    app: Flask, desk: Desk, reference: str
) -> None:
    desk.decide(reference, "originator", originator="Parent", team="Ashford <3")
    desk.decide(reference, "ombudsman", contacted_on="24/11/2026", decided="Premature")
    desk.decide(reference, "case-number", case_number=" 12/345 ")

    intake = the_intake(app)
    assert (intake.originator, intake.triage.team) == (Originator.PARENT, "Ashford <3")
    asked = Ombudsman(date(2026, 11, 24), OmbudsmanDecision.PREMATURE)
    assert intake.triage.ombudsman == asked
    record = last_record(app)
    assert record["originator"] == "Parent"
    assert record["triage"]["ombudsman"] == {"contacted_on": "2026-11-24", "decision": "Premature"}
    assert record["triage"]["case_number"] == "12/345"
    assert "Ashford &lt;3" in desk.open(f"intakes/{reference}/originator").text
    assert 'value="Premature" checked' in desk.open(f"intakes/{reference}/ombudsman").text
    assert 'value="12/345"' in desk.open(f"intakes/{reference}/case-number").text


def test_the_wish_for_an_advocate_is_passed_to_a_service_by_its_name_of_the_day(
    app: Flask, desk: Desk, reference: str
) -> None:
    assert office_of(app).inbox_place(the_intake(app)).waits_for_advocate
    page = desk.open(f"intakes/{reference}/advocacy").text
    assert "Action for Children" in page
    assert "NCH" not in page
    assert 'value="upfront" checked' in page  # the only one for a child in care

    desk.post(f"intakes/{reference}/advocacy", service="nch", passed_on="2026-11-24", how="by post")

    intake = the_intake(app)
    part = current(intake)
    assert office_of(app).inbox_place(intake).waits_for_advocate
    assert part is not None
    assert (part.service, part.name) == ("nch", "Action for Children")
    assert "Service Action for Children" in desk.text


def _service(key: str, name: str, ends_on: str | None) -> dict[str, Any]:
    names = [{"name": name, "starts_on": "2007-04-01"}]
    contract = {"serves": "anyone", "starts_on": "2007-04-01", "ends_on": ends_on}
    return {"key": key, "phone": None, "contracts": [contract], "names": names}


def test_a_service_whose_contract_is_over_cannot_be_chosen(
    migrated_database_url: str, clock: StandingClock
) -> None:
    services = [_service("old", "Old Voice", "2026-11-24"), _service("new", "New Voice", None)]
    app = an_app(migrated_database_url, clock=clock, PORTAL_ADVOCACY_SERVICES=json.dumps(services))
    Child(app.test_client()).tell(WORDS)
    reference, officer = the_intake(app).reference, a_colleague(app)
    assert "Old Voice" in Desk(app, officer).open(f"intakes/{reference}/advocacy").text
    clock.at += timedelta(days=1)
    desk = Desk(app, officer)

    assert "Old Voice" not in desk.open(f"intakes/{reference}/advocacy").text
    answer = desk.post(
        f"intakes/{reference}/advocacy", service="old", passed_on="2026-11-24", how="by post"
    )

    assert answer.status_code == 400
    assert current(the_intake(app)) is None
    office_of(app).database.close()


def test_an_advocate_is_not_offered_where_the_child_said_no(
    app: Flask, child: Child, desk: Desk
) -> None:
    child.answer(ADVOCATE, advocate="no")
    child.tell(WORDS)
    reference = the_intake(app).reference

    assert f'/care/intakes/{reference}/advocacy"' not in desk.open(f"intakes/{reference}").text
    desk.decide(reference, "advocacy", service="upfront", passed_on="2026-11-24", how="by post")

    assert "The child asks for no advocate." in desk.text
    assert current(the_intake(app)) is None
