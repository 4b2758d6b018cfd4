"""A decision: made once, seen by the register, never over somebody else's, and no word lost."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from portal.domain.taxonomy import RecordType
from tests.desk_client import Desk, the_intake
from tests.portal_client import Child, records

WORDS = "They moved me again <3 & nobody said why"
STATUTORY = {"record_type": "Statutory complaint"}


def test_a_decision_is_kept_shown_and_the_next_version_of_the_record(
    app: Flask, child: Child, desk: Desk
) -> None:
    child.tell(WORDS)
    reference = the_intake(app).reference

    desk.decide(reference, "record-type", **STATUTORY)

    assert the_intake(app).record_type is RecordType.STATUTORY
    assert "Saved: Record type" in desk.text
    assert "Statutory complaint" in desk.text
    assert records(app)[-1]["record_type"] == "Statutory complaint"
    assert [w.text for w in the_intake(app).words] == [WORDS]


def test_a_page_with_a_problem_says_so_in_its_title_and_one_without_does_not(
    app: Flask, child: Child, desk: Desk
) -> None:
    child.tell(WORDS)
    note = f"intakes/{the_intake(app).reference}/note"

    assert "<title>Write a note - " in desk.open(note).text
    assert "<title>Error: Write a note - " in desk.post(note, note=" ").text


def test_two_at_once_the_second_sees_what_the_first_did_and_loses_nothing(
    app: Flask, child: Child, desk: Desk, sign_in: Callable[..., Desk]
) -> None:
    child.tell(WORDS)
    reference = the_intake(app).reference
    other = sign_in("Ada Other")
    other.open(f"intakes/{reference}/record-type")
    desk.decide(reference, "record-type", **STATUTORY)

    answer = other.post(
        f"intakes/{reference}/record-type", record_type="Enquiry", late_reason="I was afraid <3"
    )

    assert answer.status_code == 409
    assert "Olu Officer" in other.text
    assert "Record type: Statutory complaint" in other.text
    assert "I was afraid &lt;3" in answer.text
    assert the_intake(app).record_type is RecordType.STATUTORY
    other.post(f"intakes/{reference}/record-type", record_type="Enquiry", late_reason="still")
    assert the_intake(app).record_type is RecordType.ENQUIRY
