"""Another site opens an intake in an officer's browser: nothing looks seen until they press."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from portal.domain.staff import Role
from tests.desk_client import the_intake
from tests.journeys.desk import same_place, somebody
from tests.portal_client import Child, records
from tests.servers.live import LiveServer


def test_a_link_on_another_site_asks_before_it_opens(
    shown: LiveServer, page: Page, accessible: Callable[[Page], None]
) -> None:
    with same_place(shown) as app:
        Child(app.test_client()).tell("amber river")
        reference = records(app)[-1]["reference"]
        person = somebody(app, shown, page, "Olu Officer", roles={Role.OFFICER})
        person.come_in()
        page.goto("data:text/html,<title>Elsewhere</title>")
        page.evaluate(f"location.href = '{shown.url}/care/intakes/{reference}'")

        page.get_by_role("heading", name="Open this page?").wait_for()
        accessible(page)
        assert the_intake(app, reference).seen_at is None
        page.get_by_role("link", name="Open it").click()

        page.get_by_text("amber river").first.wait_for()
        assert the_intake(app, reference).seen_at
