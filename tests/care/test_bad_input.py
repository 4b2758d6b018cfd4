"""Whatever is sent to the desk: a clear answer, every word back, and never a fault of our own."""

from __future__ import annotations

import fcntl
import html
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.db import database as module
from portal.db import decisions
from portal.domain.taxonomy import Outcome
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import Child, an_app, office_of
from tests.web.every_page import StandingClock
from tests.web.test_bad_input import BODIES, BOUNDARY, FORM, part

WORDS = "They took my phone"
TYPED = "Rang at four <3 & nobody was in"
# Pages with a form of every shape: choices, lines, days, and several steps.
POSTS = ["intakes/{}/record-type", "intakes/{}/note", "intakes/{}/close", "take-down", "find"]


@pytest.fixture
def reference(app: Flask, child: Child) -> str:
    """Of the one thing that was told."""
    child.tell(WORDS)
    return the_intake(app).reference


def note(desk: Desk, reference: str, **fields: str) -> TestResponse:
    """Press Save on the page of a note that is open, and stay where it leads."""
    data = {**desk.hidden, "note": TYPED, **fields}
    return desk.client.post(f"/care/intakes/{reference}/note", data=data)


def history(app: Flask) -> list[str]:
    place = office_of(app)
    with place.database.read() as connection:
        made = decisions.history(connection, place.keyring, the_intake(app).id)
    return [value for one in made for _, value in one.rows]


def assert_words_come_back(response: TestResponse, words: str = TYPED) -> None:
    assert words in html.unescape(response.text)
    assert "Traceback" not in response.text


@pytest.mark.parametrize("body", BODIES)
def test_no_body_breaks_a_page_behind_its_own_tokens(
    app: Flask, desk: Desk, reference: str, body: str
) -> None:
    kind, content = BODIES[body]
    for path in (one.format(reference) for one in POSTS):
        desk.open(path)
        sent = content
        if kind.startswith(FORM):
            sent += b"&" + urlencode(desk.hidden).encode()
        if kind == BOUNDARY:
            sent = "".join(part(n, v) for n, v in desk.hidden.items()).encode() + sent

        response = desk.client.post(f"/care/{path}", data=sent, content_type=kind)

        assert response.status_code in (200, 303, 400, 409, 413), path
        assert "Traceback" not in response.text
    assert [said.text for said in the_intake(app).words] == [WORDS]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("intakes/{}/nothing", 404),
        ("intakes/HH2H-H2HH/note", 404),
        ("intakes/{}", 405),
        ("intakes/%00/note", 404),
        ("intakes/{}%00/note", 404),
        ("intakes/" + "9" * 5000 + "/note", 404),
        ("nowhere", 404),
    ],
)
def test_an_address_that_is_none_gives_back_what_was_typed(
    desk: Desk, reference: str, path: str, status: int
) -> None:
    desk.open(f"intakes/{reference}/note")

    data = {**desk.hidden, "note": TYPED}
    response = desk.client.post(f"/care/{path.format(reference)}", data=data)

    assert response.status_code == status
    assert_words_come_back(response)
    assert desk.client.get(f"/care/{path.format(reference)}").status_code in (200, 404)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_a_method_that_no_page_takes_is_refused(desk: Desk, reference: str, method: str) -> None:
    path = f"/care/intakes/{reference}/note"

    assert desk.client.open(path, method=method).status_code == 405


@pytest.mark.parametrize(
    "written",
    ["x" * 200_000, "a\0b", "\u202eبيت 🏠 e\u0301", " \n <script>alert(1)</script> "],
    ids=["200 kB", "NUL", "other letters", "a script"],
)
def test_a_note_of_any_kind_is_kept_whole_or_comes_back_whole(
    app: Flask, desk: Desk, reference: str, written: str
) -> None:
    desk.open(f"intakes/{reference}/note")

    response = note(desk, reference, note=written)

    expected = written.replace("\0", "").strip()
    if response.status_code == 303:
        assert any(expected in kept for kept in history(app))
    else:
        assert response.status_code == 400
        assert_words_come_back(response, expected)


OUTCOME = next(one for one in Outcome if one not in (Outcome.APOLOGY, Outcome.WITHDRAWN))
SHOWN = ["", "x", "1", ".", "-1.-1", "0.", "0.1.1", "٠.١", "²", f"{'9' * 5000}.1", "0.999", "1e9.1"]


@pytest.mark.parametrize("shown", SHOWN, ids=[repr(one[:9]) for one in SHOWN])
def test_a_version_that_no_page_showed_changes_nothing_and_loses_nothing(
    app: Flask, desk: Desk, reference: str, shown: str
) -> None:
    desk.open(f"intakes/{reference}/note")

    response = note(desk, reference, shown=shown)

    if shown == "٠.١":  # the same numbers, in other digits
        assert response.status_code == 303
        return
    assert response.status_code == 409
    assert_words_come_back(response)
    assert history(app) == []


def test_a_nul_in_what_the_record_carries_is_no_fault(
    app: Flask, desk: Desk, reference: str
) -> None:
    typed = {"record_type": "Enquiry", "late_reason": "She was\0 afraid"}

    assert desk.decide(reference, "record-type", **typed).status_code == 200
    assert the_intake(app).triage.late_reason == "She was afraid"


def test_a_form_without_its_fields_says_what_is_missing(desk: Desk, reference: str) -> None:
    for path in ("record-type", "authority", "note", "close"):
        desk.open(f"intakes/{reference}/{path}")

        response = desk.client.post(f"/care/intakes/{reference}/{path}", data=desk.hidden)

        assert response.status_code == 400, path
        assert "Please" in desk.show(response).text


def test_a_closed_intake_says_so_and_gives_the_words_back(
    app: Flask, desk: Desk, reference: str, sign_in: Callable[..., Desk]
) -> None:
    other = sign_in("Ada Other")
    other.open(f"intakes/{reference}/record-type")
    desk.decide(reference, "record-type", record_type="Enquiry")
    desk.decide(reference, "close", outcomes=OUTCOME, knows="y", reason="Nothing is left to do")
    assert the_intake(app).closed_at
    other.open(f"intakes/{reference}/record-type")

    typed = {"record_type": "Merit", "late_reason": TYPED}
    data = {**other.hidden, **typed}
    response = other.client.post(f"/care/intakes/{reference}/record-type", data=data)

    assert response.status_code == 400
    assert "This intake is closed" in response.text
    assert_words_come_back(response)


def test_an_intake_that_was_shielded_meanwhile_is_nowhere_but_the_words_come_back(
    app: Flask, desk: Desk, reference: str
) -> None:
    desk.open(f"intakes/{reference}/note")
    place = office_of(app)
    assert desk.member
    with place.database.write() as connection:
        decisions.bar(connection, the_intake(app).id, (desk.member.id,))

    response = note(desk, reference)

    assert response.status_code == 404
    assert_words_come_back(response)
    assert WORDS not in response.text
    assert history(app) == []


# A database that is locked, or gone.


@pytest.fixture
def impatient(
    monkeypatch: pytest.MonkeyPatch, migrated_database_url: str, clock: StandingClock
) -> Iterator[Flask]:
    """Our app, which waits for a locked database for a second alone."""
    monkeypatch.setattr(module, "BUSY_SECONDS", 1)
    app = an_app(migrated_database_url, clock=clock)
    yield app
    office_of(app).database.close()


@contextmanager
def locked(app: Flask) -> Iterator[None]:
    """Somebody else writes, and does not end."""
    database = office_of(app).database
    if database.is_sqlite:
        with Path(f"{database.url.database}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    with database.write() as holder:
        holder.exec_driver_sql("LOCK TABLE intake")
        yield


def at_a_note(app: Flask) -> tuple[Desk, str]:
    Child(app.test_client()).tell(WORDS)
    desk, reference = Desk(app, a_colleague(app)), the_intake(app).reference
    desk.open(f"intakes/{reference}/note")
    return desk, reference


def test_a_locked_database_keeps_nothing_says_so_and_loses_no_word(impatient: Flask) -> None:
    desk, reference = at_a_note(impatient)

    with locked(impatient):
        response = note(desk, reference)

    assert response.status_code == 503
    assert_words_come_back(response)
    assert history(impatient) == []
    assert note(desk, reference).status_code == 303


@pytest.mark.parametrize("table", ["staff_session", "audit", "decision"])
def test_a_database_in_which_something_is_missing_loses_no_word(
    impatient: Flask, table: str
) -> None:
    desk, reference = at_a_note(impatient)
    with office_of(impatient).database.write() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO gone")

    response = note(desk, reference)

    assert response.status_code == 503
    assert_words_come_back(response)
    assert desk.client.get(f"/care/intakes/{reference}").status_code == 503
