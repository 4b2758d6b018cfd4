"""What another web site makes a child's browser send: it wipes nothing, and sends nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from portal.web.other_sites import is_from_elsewhere
from tests.portal_client import Child, an_app, office_of, records
from tests.servers.databases import Databases

ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}


@pytest.fixture
def app(databases: Databases) -> Iterator[Flask]:
    """Our app, with a database of its own."""
    app = an_app(databases.migrated("sqlite"))
    yield app
    office_of(app).database.close()


@pytest.fixture
def child(app: Flask) -> Child:
    """A child who has written something and not sent it."""
    child = Child(app.test_client())
    child.answer("what-happened", words="They took my phone")
    return child


@pytest.mark.parametrize(
    ("site", "answer"),
    [
        ("cross-site", True),
        ("same-site", True),
        ("same-origin", False),
        ("none", False),
        (None, False),
    ],
)
def test_an_old_browser_is_believed(app: Flask, site: str | None, answer: bool) -> None:
    headers = {"Sec-Fetch-Site": site} if site else {}
    with app.test_request_context("/en/", headers=headers):
        assert is_from_elsewhere() is answer


@pytest.mark.parametrize("path", ["", "what-happened", "check", "ask-for-someone", "nowhere"])
def test_a_form_of_another_site_leaves_the_childs_cookie_alone(app: Flask, path: str) -> None:
    # A browser leaves SameSite=Lax cookies out of such a form, and takes those of the answer.
    without_cookies = app.test_client(use_cookies=False)

    response = without_cookies.post(
        f"/en/{path}", data={"words": "x", "go": "send"}, headers=ELSEWHERE
    )

    assert "Set-Cookie" not in response.headers


def test_another_site_cannot_send_words_of_its_own_through_a_child(app: Flask) -> None:
    stranger = Child(app.test_client(use_cookies=False))
    stranger.open("what-happened")
    form = {**stranger.hidden, "words": "Not a child's words", "go": "send"}

    response = stranger.client.post("/en/what-happened", data=form, headers=ELSEWHERE)

    assert response.status_code == 400
    assert "Not a child&#39;s words" in response.text
    assert records(app) == []


def test_a_page_that_came_back_through_another_site_can_still_be_sent(app: Flask) -> None:
    child = Child(app.test_client(use_cookies=False))
    child.open("what-happened")
    form = {**child.hidden, "words": "They took my phone", "go": "send"}
    child.show(child.client.post("/en/what-happened", data=form, headers=ELSEWHERE))

    child.post("what-happened", words=child.typed, go="send")

    assert "Thank you. We have it." in child.text
    assert [w["text"] for w in records(app)[0]["words"]] == ["They took my phone"]


@pytest.mark.parametrize("more", [{}, {"Sec-Fetch-Dest": "image"}])
def test_another_site_cannot_wipe_what_was_written(child: Child, more: dict[str, str]) -> None:
    response = child.client.get("/en/leave", headers=ELSEWHERE | more)

    assert "Clear-Site-Data" not in response.headers
    assert "Set-Cookie" not in response.headers
    child.open("what-happened")
    assert child.typed == "They took my phone"


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_leaving_by_the_link_or_a_bookmark_wipes_it(child: Child, site: str) -> None:
    response = child.client.get("/en/leave", headers={"Sec-Fetch-Site": site})

    assert "Clear-Site-Data" in response.headers
    child.open("what-happened")
    assert child.typed == ""
