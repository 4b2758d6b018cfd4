"""A register answers by SQL as the page says it, or by HTTP; the child and the desk see it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.db.register_answers import RegisterAnswerRow
from portal.domain.register_answers import NAMES
from portal.services import register_answers
from tests.child.told import enter, own
from tests.desk_client import Desk, a_colleague, the_intake
from tests.portal_client import Child, an_app, office_of
from tests.register.contract import PAGE, runner
from tests.servers.databases import Databases

TOKEN = "a token of forty-two letters, as it is said"
SAID_AT = "2026-11-27T10:00:00.000000+00:00"
Post = Callable[..., TestResponse]


@pytest.fixture
def app(migrated_database_url: str) -> Iterator[Flask]:
    app = an_app(migrated_database_url, PORTAL_REGISTER_ANSWERS_TOKEN=TOKEN)
    yield app
    office_of(app).database.close()


@pytest.fixture
def post(app: Flask) -> Post:
    """Post an answer; what is named takes the place of a good one's fields."""

    def send(token: str = TOKEN, **said: Any) -> TestResponse:
        answer = {
            "answer_id": "R-1",
            "reference": "KM7R-T2XN",
            "said_at": SAID_AT,
            "data": {"responsible_officer": "Mo Manager"},
        }
        headers = {"Authorization": f"Bearer {token}"}
        return app.test_client().post("/register/answers", json=answer | said, headers=headers)

    return send


def take(app: Flask) -> int:
    return register_answers.take_waiting(office_of(app))


def test_every_column_and_field_of_an_answer_is_explained() -> None:
    part = PAGE.split("## Answers back")[1].split("## The record")[0]
    explained = re.findall(
        r"`(\w+)`", "\n".join(re.findall(r"^\| (`[^|]+) \|", part, re.MULTILINE))
    )

    columns = [column.name for column in RegisterAnswerRow.as_table().columns]
    assert set(explained) == {*columns, *NAMES, "reference"}


def test_a_register_answers_with_the_statement_of_the_page(app: Flask) -> None:
    own(app)
    reference = the_intake(app).reference
    with runner(office_of(app).database) as run:
        said = {"answer_id": "R-1", "subject": reference, "said_at": SAID_AT}
        data = json.dumps({"responsible_officer": "Mo Manager"})
        for _ in range(2):
            run("answer", **said, data=data)

    assert take(app) == 1
    assert the_intake(app).triage.passed_to_name == "Mo Manager"


def test_what_cannot_be_read_stops_nothing(databases: Databases) -> None:
    # PostgreSQL takes no such row.
    app = an_app(databases.migrated("sqlite"))
    own(app)
    reference = the_intake(app).reference
    with runner(office_of(app).database) as run:
        for answer_id, said_at, data in (("a", "soon", "{}"), ("b", SAID_AT, "{"), ("c", "", "[]")):
            run("answer", answer_id=answer_id, subject=reference, said_at=said_at, data=data)
        good = json.dumps({"responsible_officer": "Mo Manager"})
        run("answer", answer_id="d", subject=reference, said_at=SAID_AT, data=good)

    assert take(app) == 4
    assert the_intake(app).triage.passed_to_name == "Mo Manager"
    office_of(app).database.close()


def test_the_child_sees_it_on_their_page(app: Flask, post: Post) -> None:
    code_words = own(app)
    day = datetime.now(UTC).date().isoformat()
    closed = {"closed": True, "outcomes": ["Explanation"], "answer_sent_on": day}

    assert post(reference=the_intake(app).reference, data=closed).status_code == 202
    take(app)

    child = Child(app.test_client(use_cookies=False))
    enter(child, code_words)
    assert "We have answered" in child.text
    assert "It is finished" in child.text


def test_over_http_the_same_answer_twice_is_one(app: Flask, post: Post) -> None:
    assert [post().status_code, post().status_code] == [202, 200]
    assert take(app) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"answer_id": ""},
        {"answer_id": 7},
        {"answer_id": "x" * 65},
        {"reference": "swordfish"},
        {"said_at": "2026-11-27T10:00:00"},
        {"said_at": "soon"},
        {"said_at": None},
        {"data": "swordfish"},
    ],
)
def test_over_http_what_is_no_answer_is_said_and_not_quoted(
    app: Flask, post: Post, said: dict[str, Any]
) -> None:
    answer = post(**said)

    assert answer.status_code == 400
    assert "swordfish" not in answer.text
    assert take(app) == 0


def test_what_is_no_json_is_no_answer(app: Flask) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    client = app.test_client()

    assert client.post("/register/answers", data=b"{", headers=headers).status_code == 400
    assert client.post("/register/answers", json=[1], headers=headers).status_code == 400
    assert client.get("/register/answers").status_code == 405


@pytest.mark.parametrize("token", ["", "another", TOKEN[:-1]])
def test_only_the_token_opens_it(app: Flask, post: Post, token: str) -> None:
    assert post(token).status_code == 401
    assert take(app) == 0


def test_where_no_token_is_set_none_is_taken(migrated_database_url: str) -> None:
    app = an_app(migrated_database_url)
    try:
        headers = {"Authorization": "Bearer "}
        answer = app.test_client().post("/register/answers", json={}, headers=headers)
        assert answer.status_code == 404
    finally:
        office_of(app).database.close()


def test_the_desk_shows_what_changed_nothing_to_who_may_know(app: Flask, post: Post) -> None:
    own(app)
    reference = the_intake(app).reference
    post(answer_id="R-1", reference=reference, data={"stage": "swordfish"})
    post(answer_id="R-2", reference="KK7K-K7KK", data={"complex": True})
    take(app)

    desk = Desk(app, a_colleague(app))
    desk.open("register")

    assert "Answers of the register that changed nothing" in desk.text
    assert f"{reference} : stage is not what it should be" in desk.text.replace(" :", " :")
    assert "no intake has this reference" in desk.text
    assert "swordfish" not in desk.text
