"""What officers write stands in clear nowhere but in the queue, and never in the audit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from portal.domain.staff import Role
from tests.db.test_at_rest import DATA, columns, in_files, where_it_stands
from tests.desk.newcomer import Person, a_person
from tests.desk_client import Desk, the_intake
from tests.portal_client import Child, an_app, office_of
from tests.web.every_page import StandingClock

WORDS = "Marmaduke versteckt mein Fahrrad"
NOTE = "Telephoned Bartholomew about the bicycle"
REASON = "Frightened of Montgomery until Michaelmas"
TRANSLATION = "Marmaduke hides my velocipede"
HELD = "Unfinished paragraph concerning Persephone"
SAID = [word for text in (WORDS, NOTE, REASON, TRANSLATION, HELD)
        for word in text.split() if len(word) > 5]  # fmt: skip


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def app(migrated_database_url: str, clock: StandingClock) -> Iterator[Flask]:
    app = an_app(migrated_database_url, clock=clock)
    yield app
    office_of(app).database.close()


@pytest.fixture
def officer(app: Flask, clock: StandingClock) -> Person:
    """An officer who wrote something everywhere, and whose session ran out over a form."""
    Child(app.test_client()).tell(WORDS)
    officer = a_person(app, "Olu Officer", roles={Role.OFFICER})
    officer.sign_in()
    desk, reference = officer.desk, the_intake(app).reference
    desk.decide(reference, "note", note=NOTE)
    desk.decide(reference, "record-type", record_type="Statutory complaint", late_reason=REASON)
    desk.decide(reference, "translation", language="en", made_by="Anna Translator",
                made_on="2026-11-24", text=TRANSLATION)  # fmt: skip
    _hold(desk, officer, reference, clock)
    return officer


def _hold(desk: Desk, officer: Person, reference: str, clock: StandingClock) -> None:
    desk.open(f"intakes/{reference}/note")
    clock.at += timedelta(hours=2)
    desk.post(f"intakes/{reference}/note", note=HELD)
    desk.post("/desk/sign-in", email=officer.member.email, password=officer.password)


def test_it_all_arrived(app: Flask, officer: Person) -> None:
    history = officer.moved()
    history.sign_in()
    history.desk.open(f"intakes/{the_intake(app).reference}")

    assert NOTE in history.desk.text
    assert REASON in history.desk.text
    assert TRANSLATION in history.desk.text
    assert dict(columns(app))[("staff_session", "held_sealed")]


def test_what_officers_write_stands_in_the_queue_and_nowhere_else(
    app: Flask, officer: Person
) -> None:
    assert where_it_stands(app, SAID) <= {DATA}
    assert where_it_stands(app, NOTE.split()[:2] + HELD.split()) == set()


def test_it_stands_in_no_file_but_as_the_queue(app: Flask, officer: Person) -> None:
    assert in_files(app, [*NOTE.split()[:2], *HELD.split()]) == []


def test_the_second_factor_and_recovery_codes_stand_nowhere(app: Flask, officer: Person) -> None:
    secrets = [officer.secret, *officer.codes, officer.password]

    assert where_it_stands(app, secrets) == set()
    assert in_files(app, secrets) == []


def test_no_word_is_in_the_audit(app: Flask, officer: Person) -> None:
    written = [value for (table, _), value in columns(app) if table == "audit"]

    assert len(written) > 8 * 8
    assert [w for w in SAID if any(w.encode() in value for value in written)] == []
