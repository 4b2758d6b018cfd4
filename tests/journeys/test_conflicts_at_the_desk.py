"""In a real browser: an advocate who may not act, said loudly and put right; Stage Two's person."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from portal.domain.staff import Role
from portal.domain.taxonomy import Stage
from tests.care.intakes import with_a_wish
from tests.desk_client import Desk
from tests.journeys.desk import AtTheDesk, same_place, somebody, today
from tests.portal_client import Child
from tests.servers.live import LiveServer


@pytest.fixture
def named(shown: LiveServer, page: Page) -> Iterator[tuple[AtTheDesk, str]]:
    """An officer signed in, and an intake at Stage Two whose advocate is Dave Hill of Upfront."""
    with same_place(shown) as app:
        reference = with_a_wish(app, Child(app.test_client()), "They moved me again <3")
        person = somebody(app, shown, page, "Olu Officer", roles={Role.OFFICER})
        desk, day = Desk(app, person.person.member), today().isoformat()
        desk.decide(reference, "record-type", record_type="Statutory complaint")
        desk.decide(reference, "stage", stage=Stage.TWO.value, requested_on=day)
        desk.decide(reference, "advocacy", service="upfront", passed_on=day, how="Rang")
        desk.decide(reference, "advocacy-news", step="named", on=day, advocate="Dave Hill")
        person.come_in()
        yield person, reference


def _save(person: AtTheDesk) -> None:
    person.press("form.question button[type=submit]")


def test_an_advocate_who_may_not_act_is_put_right_and_no_organisation_is_both(
    named: tuple[AtTheDesk, str], accessible: Callable[[Page], None]
) -> None:
    person, reference = named
    page = person.page
    person.open(f"intakes/{reference}/may-not-act")
    page.fill("[name=name]", "hill, DAVE")
    page.check("[name=ground][value=child_objects]")
    accessible(page)
    _save(person)

    assert "Dave Hill is named as the child's advocate, and may not act" in person.said
    accessible(page)
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    person.press(".alarm a.link")
    page.check("[name=step][value=named]")
    page.fill("[name=advocate]", "Dave  HILL")
    _save(person)
    assert "The child said: not this person." in person.said
    assert page.input_value("[name=advocate]") == "Dave  HILL"
    page.fill("[name=advocate]", "Ann Able")
    _save(person)
    assert "may not act Nothing happens" not in person.said
    assert page.locator(".alarm").count() == 0

    person.open(f"intakes/{reference}/independent-person")
    page.fill("[name=name]", "Ivy Inde")
    page.check("[name=organisation][value=another]")
    page.fill("[name=other]", "UPFRONT ltd")
    _save(person)
    assert "They are the child's advocate in this case, and cannot be both." in person.said
    accessible(page)
    assert page.input_value("[name=other]") == "UPFRONT ltd"
    page.check("[name=organisation][value=nch]")
    page.fill("[name=other]", "")
    _save(person)
    assert "Ivy Inde, Action for Children, appointed" in person.said


def test_the_numbers_are_read_at_any_width_and_kept_as_a_file(
    shown: LiveServer, page: Page, accessible: Callable[[Page], None]
) -> None:
    with same_place(shown) as app:
        person = somebody(app, shown, page, "Ada Admin", roles={Role.ADMINISTRATOR})
        person.page.goto(f"{shown.url}/care/advocacy")
        person.sign_in()
    accessible(page)
    assert "Asked" in person.said
    page.set_viewport_size({"width": 320, "height": 700})
    accessible(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    with page.expect_download() as kept:
        page.click("text=The same for a spreadsheet")
    assert kept.value.suggested_filename.startswith("advocacy-")
