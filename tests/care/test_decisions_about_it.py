"""Whose child it is, what it is and what about, through the pages: kept, shown and recorded."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from portal.domain.guide_answers import Route
from portal.domain.taxonomy import RecordType, Subject
from portal.domain.triage import Authority
from tests.care.intakes import with_a_wish
from tests.desk_client import Desk, the_intake
from tests.portal_client import Child, last_record, office_of, records

WORDS = "They moved me again <3 & nobody said why"
YES = "On the telephone <3, to me"
LATE = "I was afraid <3 of her"


@pytest.fixture
def reference(app: Flask, child: Child) -> str:
    """Of the one intake that there is, which asks for an advocate."""
    return with_a_wish(app, child, WORDS)


def test_a_child_is_handed_over_only_with_a_yes_and_the_copy_opens_again(
    app: Flask, desk: Desk, reference: str
) -> None:
    path = f"intakes/{reference}/authority"
    theirs = {"whose": "anothers", "name": "Medway", "note": "N <3"}

    refused = desk.decide(reference, "authority", **theirs, handed_over_on="24/11/2026")

    assert refused.status_code == 400
    assert "Without the child's yes it stays here, and open." in desk.text
    assert 'value="Medway"' in refused.text
    assert "N &lt;3" in refused.text
    assert the_intake(app).triage.authority is None

    desk.post(path, **theirs)
    assert the_intake(app).triage.authority == Authority(False, "Medway", note="N <3")
    assert the_intake(app).closed_at is None

    desk.decide(reference, "authority", **theirs, consent=YES, handed_over_on="2026-11-24")
    handed = the_intake(app)
    assert handed.closed_at is not None
    assert last_record(app)["triage"]["authority"]["handed_over_on"] == "2026-11-24"
    assert [w.text for w in handed.words] == [WORDS]
    assert desk.decide(reference, "authority", whose="ours").status_code == 400
    assert "This intake is closed. Open it again first." in desk.text

    desk.decide(reference, "reopen", reason="They sent it back")
    assert the_intake(app).closed_at is None
    shown = desk.open(path).text
    assert all(one in shown for one in ('value="Medway"', "On the telephone &lt;3", "2026-11-24"))


def test_the_guide_proposes_with_reasons_keeps_everything_and_saves_nothing(
    app: Flask, desk: Desk, reference: str
) -> None:
    kept_before = len(records(app))
    answers = {
        "who": "parent",
        "function": "care",
        "when": "over_a_year",
        "excluded": ["health", "proceedings"],
        "record_type": "Enquiry",
        "routes": ["health"],
        "late_reason": LATE,
    }

    page = desk.decide(reference, "record-type", **answers, go="guide")

    assert page.status_code == 200
    assert "The guide proposes: Statutory complaint" in desk.text
    assert "the child need not consent" in desk.text
    assert "Possibly out of time. It is never turned away" in desk.text
    assert "To the health complaints manager" in desk.text
    for value in ("parent", "care", "over_a_year", "health", "proceedings", "Enquiry"):
        assert f'value="{value}" checked' in page.text
    assert "I was afraid &lt;3 of her" in page.text
    assert the_intake(app).record_type is None
    assert len(records(app)) == kept_before

    # A person decides, and not as it was proposed.
    desk.post(f"intakes/{reference}/record-type", **answers)

    intake = the_intake(app)
    assert intake.record_type is RecordType.ENQUIRY
    assert intake.triage.routes == (Route.HEALTH,)
    assert intake.triage.guide
    assert intake.triage.guide.proposed is RecordType.STATUTORY
    assert "The guide proposed" in desk.text
    record = last_record(app)["triage"]
    assert (record["guide"]["when"], record["late_reason"]) == ("over_a_year", LATE)
    assert 'value="over_a_year" checked' in desk.open(f"intakes/{reference}/record-type").text


def test_what_the_pages_do_not_offer_is_refused_and_given_back(
    app: Flask, desk: Desk, reference: str
) -> None:
    before = the_intake(app).triage
    for kind, fields in (
        ("record-type", {"record_type": "Statutory complaint", "who": "the king"}),
        ("record-type", {"record_type": "Complaint"}),
        ("record-type", {"record_type": "Merit", "routes": ["moon"]}),
        ("subjects", {"main_subject": "The weather"}),
        ("subjects", {"main_subject": "Delay", "other_subjects": ["Delay"]}),
        ("subjects", {"main_subject": "Delay", "education_type": "Other"}),
        ("originator", {"originator": "Advocate", "team": "Ashford <3"}),
        ("authority", {"whose": "nobodys"}),
        ("advocacy", {"service": "nobody", "passed_on": "2026-11-24", "how": "by post <3"}),
        ("advocacy", {"service": "upfront", "passed_on": "25/11/2026", "how": "by post <3"}),
        ("advocacy", {"service": "upfront", "passed_on": "soon <3", "how": "by post"}),
        ("ombudsman", {"contacted_on": "2026-11-23"}),
        ("case-number", {"case_number": "9" * 41}),
        ("stage", {"stage": "Stage Three - Complaints Review Panel"}),
    ):
        page = desk.decide(reference, kind, **fields)
        assert page.status_code == 400, (kind, fields)
        assert "Please look at this" in desk.text
        for typed in fields.values():
            if isinstance(typed, str) and "<3" in typed:
                assert typed.replace("<", "&lt;") in page.text
    assert the_intake(app).triage == before


def test_subjects_about_personal_data_raise_a_flag_that_stays(
    app: Flask, desk: Desk, reference: str
) -> None:
    topic = the_intake(app).topic

    desk.decide(
        reference,
        "subjects",
        main_subject="Delay",
        other_subjects=["Confidentiality"],
        education_type="School issue",
        education_originator="Child/young person",
    )
    desk.decide(reference, "subjects", main_subject="Delay", other_subjects=["Lack of support"])

    intake = the_intake(app)
    assert intake.triage.main_subject is Subject.DELAY
    assert intake.triage.other_subjects == (Subject.SUPPORT,)
    assert intake.triage.data_protection
    assert intake.triage.data_protection.flagged_on == date(2026, 11, 24)
    assert intake.topic == topic
    due = office_of(app).deadlines(intake)
    assert due.data_protection_by == date(2026, 12, 24)
    assert last_record(app)["triage"]["main_subject"] == "Delay"
    page = desk.open(f"intakes/{reference}/subjects").text
    assert 'value="Lack of support" checked' in page
