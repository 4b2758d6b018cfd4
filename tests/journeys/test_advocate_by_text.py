"""A child asks for an advocate by text: Upfront accepts, the child is told, the record has it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from portal.domain.deadlines import ADVOCATE_DAYS
from portal.domain.intake import Intake
from portal.domain.staff import Role
from tests.desk_client import the_intake
from tests.journeys.desk import AtTheDesk, same_place, somebody, today, working_days_on
from tests.servers.live import Consumer, LiveServer
from tests.servers.settings import CHILDS_NUMBER
from tests.servers.texts import Reply, read_the_question

SCREEN = {"viewport": {"width": 1280, "height": 800}}
TOLD = "They moved me again and nobody asked me"
SAVE = "main form.question button.button"
STEPS = ["requested", "sent", "accepted", "named", "told"]
BY = ["child", "customer_care", "service", "service", "customer_care"]
Text = Callable[..., Reply]
OpenPage = Callable[..., Page]


@pytest.fixture
def server_settings() -> dict[str, str]:
    """No quiet minutes, so that a telling is due when it is told."""
    return {"PORTAL_TEXT_QUIET_MINUTES": "0"}


@pytest.mark.timeout(120)
def test_a_child_asks_by_text_and_the_record_has_every_date(
    live_server: LiveServer, text: Text, open_page: OpenPage, consumer: Consumer
) -> None:
    promised = _texts_of_a_child(text)
    with same_place(live_server) as place:
        reference = the_intake(place).reference
        olu = somebody(place, live_server, open_page(**SCREEN), "Olu Officer")
        una = somebody(
            place,
            live_server,
            open_page(**SCREEN),
            "Una Upfront",
            roles={Role.ADVOCATE},
            service="upfront",
        )
        _passes_it_on(olu, reference)
        _accepts_and_names(una)
        _tells_the_child(olu, reference)
        _every_date(place, the_intake(place), consumer)
    by = working_days_on(today(), ADVOCATE_DAYS)
    assert f"found by {by:%A} {by.day} {by:%B}." in promised


def _texts_of_a_child(text: Text) -> str:
    """In care, with a yes to texts about it; what we promised to the 1 that asks for somebody."""
    text(TOLD)
    promised = text("1").messages[0]
    assert "Upfront" not in promised
    for answer in ("1", "1", "Sam"):
        read_the_question()
        assert text(answer).status == 200
    return promised


def _passes_it_on(olu: AtTheDesk, reference: str) -> None:
    olu.come_in()
    olu.open(f"intakes/{reference}/advocacy")
    assert olu.page.is_checked("input[name=service][value=upfront]")
    olu.press(SAVE)


def _accepts_and_names(una: AtTheDesk) -> None:
    una.page.goto(f"{una.address}/advocate/")
    una.sign_in()
    una.press("main a:has-text('Sam')")
    assert CHILDS_NUMBER.removeprefix("+44") in una.said.replace(" ", "")
    assert TOLD not in una.said
    una.press("main a:text-is('Accept')")
    una.press(SAVE)
    una.press("main a:text-is('Name the advocate')")
    una.press(f"input[value='{una.person.member.id}']")
    una.press(SAVE)


def _tells_the_child(olu: AtTheDesk, reference: str) -> None:
    """By text, which the child called safe for what it is about."""
    olu.open(f"intakes/{reference}/advocacy-told")
    olu.page.fill("[name=how]", "By text to the phone that texted us")
    olu.page.fill("[name=note]", "Una said yes and will text on Friday")
    olu.press(SAVE)


def _every_date(place: Flask, intake: Intake, consumer: Consumer) -> None:
    record = consumer.drain()[-1]["data"]
    steps = record["advocacy"]["steps"]
    assert record["reference"] == intake.reference
    assert [one["step"] for one in steps] == STEPS
    assert {one["on"] for one in steps} == {today().isoformat()}
    assert [one["by"] for one in steps] == BY
    assert {one["service"] for one in steps[1:4]} == {"upfront"}
    assert steps[3]["advocate"] == "Una Upfront"
    assert record["advocacy"]["status"] == "advocate_named"
    assert [one["text"] for one in record["words"]] == [TOLD, "1", "1", "1", "Sam"]
