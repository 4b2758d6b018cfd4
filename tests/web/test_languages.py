"""Each child finds their language, and keeps it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from portal.child.questions import QUESTIONS
from portal.web.languages import best_for, language
from tests.portal_client import Child
from tests.web.conftest import TAGS

in_every_language = pytest.mark.parametrize("tag", TAGS)

# Which language


@pytest.mark.parametrize(
    ("wish", "tag"),
    [
        ("ar", "ar"),
        ("ar-SD", "ar"),
        ("AR-sd", "ar"),
        ("ar_SY", "ar"),
        ("ar-Arab-IQ", "ar"),
        ("ps, ar;q=0.7, en;q=0.5", "ar"),
        ("fr-FR,fr;q=0.9,ar;q=0.2", "ar"),
        ("en;q=0.4, ar;q=0.8", "ar"),
        ("prs, ar;q=0.5", "ar"),
        ("ku-IQ, ar;q=0.5", "ar"),
        ("en-US,en;q=0.9,ar;q=0.8", "en"),
        ("ar;q=0, en-GB;q=0.5", "en"),
        ("ar;q=0", "en"),
        ("prs", "en"),
        ("ku", "en"),
        ("arz-plain-nonsense", "en"),
        ("tlh, xx-YY;q=0.3", "en"),
        ("*", "en"),
        ("de, *;q=0.1", "en"),
        ("", "en"),
        (";;q=,,=;-", "en"),
        ("ar" * 4000, "en"),
    ],
)
def test_the_first_page_speaks_the_browsers_language_or_else_ours(
    app_offering: Callable[..., Flask], wish: str, tag: str
) -> None:
    client = app_offering("en", "ar").test_client()

    page = client.get("/", headers={"Accept-Language": wish})

    assert page.status_code == 200
    assert f'<html lang="{tag}"' in page.text
    assert f'action="/{tag}/"' in page.text


@pytest.mark.parametrize(
    ("wish", "tag"),
    [
        ("prs", "fa-AF"),
        ("prs-AF", "fa-AF"),
        ("fa-AF", "fa-AF"),
        ("fa-af", "fa-AF"),
        ("fa", "fa-AF"),
        ("ku", "ckb"),
        ("ku-Arab-IQ", "ckb"),
        ("ckb-IQ", "ckb"),
        # Northern Kurdish is written in other letters: its reader cannot read Sorani.
        ("kmr", "ar"),
    ],
)
def test_a_language_is_found_by_its_other_names(wish: str, tag: str) -> None:
    offered = ["ar", "en", "fa-AF", "ckb"]

    assert best_for(parse_accept_header(wish, LanguageAccept), offered) == tag


def test_without_any_wish_the_first_language_of_the_setting_is_spoken(
    app_offering: Callable[..., Flask],
) -> None:
    assert '<html lang="ar"' in app_offering("ar", "en").test_client().get("/").text


def test_an_address_counts_more_than_the_browser(app: Flask) -> None:
    page = app.test_client().get("/en/what-happened", headers={"Accept-Language": "ar"})

    assert '<html lang="en"' in page.text


# The chooser


def links_of(child: Child) -> list[tuple[str, str, str]]:
    """What the chooser offers: address, language, and the name it bears."""
    assert child.page is not None
    nav = re.search(r'<nav class="languages".*?</nav>', child.page.text, re.DOTALL)
    assert nav
    links = re.findall(r'<a href="(.*?)" lang="(.*?)".*?><bdi>(.*?)</bdi></a>', nav.group())
    return [(html.unescape(url), tag, name) for url, tag, name in links]


@in_every_language
@pytest.mark.parametrize("path", ["", "before-you-start", "check", "ask-for-someone", *QUESTIONS])
def test_the_chooser_names_each_language_in_itself_and_keeps_the_page(
    visitor: Callable[..., Child], tag: str, path: str
) -> None:
    child = visitor(tag)

    child.open(path)

    assert links_of(child) == [(f"/{other}/{path}", other, language(other).name) for other in TAGS]
    for url, other, _name in links_of(child):
        assert f'<html lang="{other}"' in child.client.get(url).text


def test_languages_are_named_as_their_readers_name_them(visitor: Callable[..., Child]) -> None:
    child = visitor()
    child.open("")

    names = {tag: name for _url, tag, name in links_of(child)}

    assert names["en"] == "English"
    assert names["ar"] == "العربية"


def test_changing_the_language_loses_nothing(visitor: Callable[..., Child]) -> None:
    child = visitor("ar")
    child.answer("what-happened", words="They took my phone")

    child.lang = "en"
    child.open("what-happened")

    assert child.typed == "They took my phone"


@in_every_language
def test_on_a_receipt_the_language_can_be_changed(visitor: Callable[..., Child], tag: str) -> None:
    child = visitor(tag)
    child.tell("They took my phone")

    assert [url for url, _tag, _name in links_of(child)] == [f"/{other}/sent" for other in TAGS]


# Pages that are not there


@in_every_language
def test_a_page_that_is_not_there_speaks_the_language_of_its_address(
    visitor: Callable[..., Child], tag: str
) -> None:
    child = visitor(tag)

    page = child.open("no-such-page")

    assert page.status_code == 404
    assert f'<html lang="{tag}"' in page.text
    assert [url for url, _tag, _name in links_of(child)] == [f"/{other}/" for other in TAGS]


@pytest.mark.parametrize("path", ["/nothing", "/xx/", "/xx/what-happened", "/ar-XX/"])
def test_a_page_in_no_language_of_ours_speaks_the_browsers(app: Flask, path: str) -> None:
    page = app.test_client().get(path, headers={"Accept-Language": "ar"})

    assert page.status_code == 404
    assert '<html lang="ar" dir="rtl">' in page.text
