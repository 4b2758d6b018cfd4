"""Whatever is posted to an adult's page, as whatever: a clear answer, and no fault of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.domain.intake import verbatim
from portal.helping.forms import OFFERED
from tests.any_intake import texts
from tests.helping.adult import EVERYTHING, Adult
from tests.portal_client import an_app, office_of, records
from tests.servers.databases import Databases
from tests.web.test_bad_input import BODIES, BOUNDARY, FORM, assert_answered, part

POSTS = ["/en/for-a-child", "/ar/for-a-child", "/en/for-a-child/parent", "/ar/for-a-child/school"]


@pytest.fixture(scope="module")
def app(databases: Databases) -> Iterator[Flask]:
    """One app for all of it: what is refused leaves nothing behind."""
    app = an_app(databases.migrated("sqlite"))
    yield app
    office_of(app).database.close()


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("path", POSTS)
def test_no_body_breaks_a_page(visitor: Callable[..., Adult], body: str, path: str) -> None:
    kind, content = BODIES[body]
    for step in (b"", b"&go=check", b"&go=change", b"&go=send"):
        sent = content + step if kind.startswith(FORM) else content
        assert_answered(visitor().client.post(path, data=sent, content_type=kind))


@pytest.mark.parametrize("body", BODIES)
def test_no_body_breaks_a_page_behind_its_own_tokens(
    visitor: Callable[..., Adult], body: str
) -> None:
    kind, content = BODIES[body]
    adult = visitor()
    adult.begin()
    if kind.startswith(FORM):
        content += b"&" + urlencode(adult.hidden).encode()
    if kind == BOUNDARY:
        content = "".join(part(n, v) for n, v in adult.hidden.items()).encode() + content

    assert_answered(adult.client.post("/en/for-a-child/school", data=content, content_type=kind))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    relation=st.sampled_from(OFFERED),
    go=st.sampled_from(["check", "change", "send", "", "x"]),
    fields=st.dictionaries(
        st.sampled_from([*EVERYTHING, "website", "form", "csrf_token"]),
        st.text() | texts | st.sampled_from(["yes", "send"]),
    ),
)
def test_no_answers_at_all_break_a_page_or_lose_a_word(
    visitor: Callable[..., Adult], app: Flask, relation: str, go: str, fields: dict[str, str]
) -> None:
    adult = visitor()
    adult.begin(relation)
    before = len(records(app))

    response = adult.press(go, relation, **fields)

    assert response.status_code in (200, 400)
    words = verbatim(fields.get("words", ""))
    if len(records(app)) > before:
        assert records(app)[-1]["words"][0]["text"] == words
    elif words.strip():
        # As a page shows them: every line break is one and the same.
        shown = words.replace("\r\n", "\n").replace("\r", "\n")
        assert adult.given_back["words"].replace("\r\n", "\n").replace("\r", "\n") == shown


@pytest.mark.parametrize("path", ["for-a-child/x", "for-a-child/parent/x", "for-a-child/%00"])
def test_an_address_that_is_no_page_of_ours_says_so(adult: Adult, path: str) -> None:
    assert adult.open(path).status_code == 404
    assert "0800 1111" in adult.text
