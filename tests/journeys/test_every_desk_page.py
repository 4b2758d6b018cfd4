"""Every page of the desk, for everybody: axe finds nothing, 320 px is wide enough, each has a name.

400% zoom on a screen of 1,280 px is a page of 320 px.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from portal.domain.staff import Role
from tests.desk_client import Desk, the_intake
from tests.journeys.desk import AtTheDesk, same_place, somebody
from tests.portal_client import Child
from tests.servers.live import LiveServer
from tests.web.every_route import CARE, NOBODYS_ID, addresses

ANSWERS: dict[str, dict[str, str]] = {
    "what-happened": {"words": "aVeryLongWordThatNobodyBreaks" * 6 + " <3\n\n  and هاتفي"},
    "what-would-help": {"better": "Tell me first"},
    "your-name": {"name": "Sam"},
    "are-you-safe": {"safe": "no"},
    "someone-to-speak-up": {"advocate": "yes"},
    "how-to-reach-you": {"way": "text", "details": "07700 900123"},
    "when-it-is-safe": {"times": "after 4", "others": "my carer"},
}
# What a browser keeps as a file is no page.
FILES = {"care.advocacy_file", "care.reports_csv", "care.reports_xlsx"}
LABELLED = """() => [...document.querySelectorAll(
    "main input:not([type=hidden]), main select, main textarea")]
    .filter(one => !(one.labels && one.labels.length))
    .map(one => one.outerHTML)"""
WIDTH = "() => document.documentElement.scrollWidth"


@pytest.fixture
def everybody(shown: LiveServer, page: Page) -> Iterator[tuple[AtTheDesk, str]]:
    """Somebody with every role, signed in, and the reference of an intake with much in it."""
    with same_place(shown) as app:
        child = Child(app.test_client())
        for slug, fields in ANSWERS.items():
            child.answer(slug, **fields)
        child.open("check")
        child.post("check", go="send")
        reference = the_intake(app, _newest(child)).reference
        person = somebody(app, shown, page, "Evie Everybody", roles=set(Role), is_cleared=True)
        officer = Desk(app, person.person.member)
        officer.decide(reference, "record-type", record_type="Statutory complaint")
        officer.decide(reference, "note", note="Rang Thursday <3")
        person.come_in()
        yield person, reference


def _newest(child: Child) -> str:
    found = re.search(r"[A-Z]{2}\d[A-Z]-[A-Z]\d[A-Z]{2}", child.text)
    assert found
    return found.group()


def pages_of(reference: str, staff_id: str, shown: LiveServer) -> list[str]:
    """Every address of the desk that a browser can ask for, with what is there filled in."""
    with same_place(shown) as app:
        return [
            one.path.replace("HH2H-H2HH", reference).replace(NOBODYS_ID, staff_id)
            for one in addresses(app)
            if one.method == "GET" and (one.endpoint, "GET") in CARE and one.endpoint not in FILES
        ]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (1280, "dark")], ids=["small, light", "large, dark"]
)
def test_every_page_of_the_desk_is_for_everybody(
    everybody: tuple[AtTheDesk, str],
    shown: LiveServer,
    accessible: Callable[[Page], None],
    width: int,
    scheme: Any,
) -> None:
    person, reference = everybody
    page = person.page
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    wrong = []
    for path in pages_of(reference, person.person.member.id, shown):
        page.goto(f"{shown.url}{path}")
        wrong += [f"{path}: {problem}" for problem in _problems(page, width, accessible)]

    assert wrong == []


def _problems(page: Page, width: int, accessible: Callable[[Page], None]) -> list[str]:
    found = []
    if (there := page.evaluate(WIDTH)) != width:
        found.append(f"{there} px wide")
    if (headings := page.locator("h1").count()) != 1:
        found.append(f"{headings} headings of the first level")
    if not page.title().endswith("desk") or page.title().startswith(" "):
        found.append(f"its title is {page.title()!r}")
    found += [f"no label: {field}" for field in page.evaluate(LABELLED)]
    try:
        accessible(page)
    except AssertionError as failed:
        found.append(str(failed))
    return found
