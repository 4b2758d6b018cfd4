"""An advocate tells us for two children in a real browser, and hands each their own back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from portal.domain.intake import Intake
from portal.domain.referral import Status, status
from portal.domain.staff import Role
from portal.domain.taxonomy import Originator, SubmittedBy
from tests.desk_client import the_intake
from tests.journeys.desk import AtTheDesk, same_place, somebody
from tests.servers.databases import Databases
from tests.servers.live import LiveServer

WORDS = "They moved me again <3 & nobody said why.\n\nA new line"
ARABIC = "أريد أن أتصل بأمي. طلبت ذلك ثلاث مرات ولم يجبني أحد."
BOX = "What the child says, in their own words"


@dataclass
class Visit:
    """One advocate's visit: their browser, and what they told us so far."""

    una: AtTheDesk
    app: Flask
    first: Intake | None = None
    second: Intake | None = None
    first_code: str = ""

    @property
    def page(self) -> Page:
        """What the browser shows."""
        return self.una.page

    def sent(self) -> Intake:
        """The intake whose receipt the browser shows."""
        return the_intake(self.app, self.page.locator("h1 bdi").inner_text())


@pytest.fixture
def served(
    databases: Databases, database_kind: str, tmp_path: Path
) -> Iterator[tuple[LiveServer, Flask]]:
    """A server of its own, on either database."""
    server = LiveServer(databases.migrated(database_kind), tmp_path)
    server.start()
    try:
        with same_place(server) as app:
            yield server, app
    finally:
        server.stop()


def _visit(served: tuple[LiveServer, Flask], page: Page) -> Visit:
    server, app = served
    una = somebody(app, server, page, "Una Upfront", roles={Role.ADVOCATE}, service="upfront")
    una.page.goto(f"{server.url}/advocate/")
    una.sign_in()
    return Visit(una, app)


@pytest.mark.timeout(180)
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_an_advocate_tells_us_for_two_children(
    served: tuple[LiveServer, Flask],
    open_page: Callable[..., Page],
    accessible: Callable[[Page], None],
    width: int,
    scheme: Any,
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    visit = _visit(served, page)

    for _ in _two_children(visit):
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width

    _is_kept(visit)


@pytest.mark.timeout(180)
def test_it_goes_as_well_without_javascript(
    served: tuple[LiveServer, Flask], open_page: Callable[..., Page]
) -> None:
    visit = _visit(served, open_page(javascript=False))

    assert len(list(_two_children(visit))) == 8

    _is_kept(visit)


def _two_children(visit: Visit) -> Iterator[None]:
    """From the first empty form to the list of both, stopping at each page on the way."""
    page = visit.page
    page.get_by_role("link", name="Tell us", exact=True).click()
    yield
    page.get_by_role("button", name="Continue").click()
    assert "Please write down what the child says." in page.get_by_role("alert").inner_text()
    yield
    page.get_by_label(BOX).fill(WORDS)
    _say_no(page, "Does the child agree?")
    page.get_by_label("Only through me").check()
    page.get_by_label("What to call the child").fill("Sam <3")
    page.get_by_role("button", name="Continue").click()
    yield
    assert "customer care see that before anything else" in page.inner_text("main")
    _change_and_come_back(page)
    page.get_by_role("button", name="Send").click()
    yield
    visit.first, visit.first_code = visit.sent(), page.locator(".code-words").inner_text()
    page.get_by_role("link", name="Tell us for another child").click()
    assert page.get_by_label(BOX).input_value() == ""
    assert "Sam" not in page.content()
    page.get_by_label(BOX).fill(ARABIC)
    page.get_by_label("Language of their words").fill("Arabic")
    _say_no(page, "Do they feel safe right now?")
    page.get_by_role("button", name="Continue").click()
    yield
    assert page.get_by_role("heading", name="The child may not be safe").is_visible()
    page.get_by_role("button", name="Send").click()
    yield
    visit.second = visit.sent()
    assert page.locator(".for-child").evaluate("e => e.matches(':dir(rtl)')")
    page.emulate_media(media="print")
    assert page.locator("h1").is_hidden()
    assert page.locator(".for-child .code-words").is_visible()
    assert _sheets_of_paper(page) == 1
    page.emulate_media(media="screen")
    yield
    page.locator("main").get_by_role("link", name="Told by you").click()
    said = page.inner_text("main")
    assert visit.first.reference in said
    assert visit.second.reference in said
    assert "moved me" not in page.content()
    yield


def _sheets_of_paper(page: Page) -> int:
    """How many sheets of A4 the page is printed on."""
    edge = "1cm"
    margin = {"top": edge, "right": edge, "bottom": edge, "left": edge}
    printed = page.pdf(format="A4", margin=margin)  # type: ignore[arg-type]  # its own dictionary
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def _say_no(page: Page, question: str) -> None:
    page.get_by_role("group", name=question).get_by_label("No", exact=True).check()


def _change_and_come_back(page: Page) -> None:
    """One part is changed, and all else is there still."""
    page.get_by_role("button", name="Change How to reach the child").click()
    assert page.url.endswith("#part-3")
    assert page.get_by_label(BOX).input_value() == WORDS
    assert page.get_by_label("What to call the child").input_value() == "Sam <3"
    page.get_by_label("When is it safe?").fill("after 4")
    page.get_by_role("button", name="Continue").click()


def _is_kept(visit: Visit) -> None:
    first, second = visit.first, visit.second
    assert first
    assert second
    assert [said.text.replace("\r\n", "\n") for said in first.words] == [WORDS]
    assert [said.text for said in second.words] == [ARABIC]
    assert (first.name, second.name) == ("Sam <3", "")
    assert first.contact.best_times == "after 4"
    for one in (first, second):
        assert (one.originator, one.submitted_by) == (Originator.CHILD, SubmittedBy.ADVOCATE)
        assert not one.contact.confirmed_by_child
    assert status(first) is Status.NOT_ASKED
    assert status(second) is Status.NAMED
    assert second.is_urgent
    assert visit.first_code


@pytest.mark.timeout(120)
def test_the_keyboard_is_enough(shown: LiveServer, page: Page) -> None:
    with same_place(shown) as app:
        visit = _visit((shown, app), page)
        page.goto(f"{shown.url}/advocate/tell")
        visit.una._tab_to("[name=words]")
        page.keyboard.type("They took my phone")
        visit.una.choose("child_knows", "yes")
        visit.una.choose("way", "me")
        visit.una._tab_to("button[value=next]")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Read it over")
        visit.una._tab_to("button[value=send]")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=We have it")

        assert [said.text for said in visit.sent().words] == ["They took my phone"]
