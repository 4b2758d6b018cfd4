"""Hundreds of texts are all kept, and stand on the desk as one line to open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portal.care.intake_parts.words import Flood, floods
from tests.care.texting import a_text, reference_of_texts
from tests.desk_client import Desk, the_intake
from tests.web.every_page import StandingClock

START = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        ((), ()),
        ([0] * 30, ()),
        ([0] * 31, (Flood(0, 30),)),
        ([0, *[120] * 31, 300], (Flood(1, 31),)),
        ([0] * 31 + [90] * 31, (Flood(0, 30), Flood(31, 61))),
        ([3 * n for n in range(40)], ()),
    ],
)
def test_more_than_thirty_in_an_hour_are_one_line(
    minutes: list[int], found: tuple[Flood, ...]
) -> None:
    assert floods([START + timedelta(minutes=one) for one in minutes]) == found


def test_every_word_of_a_flood_is_kept_and_can_be_opened(
    app: Flask, clock: StandingClock, sign_in: Callable[..., Desk]
) -> None:
    a_text(app, clock, "They took my phone")
    clock.at += timedelta(hours=2)
    replies = [a_text(app, clock, f"number {n} of many") for n in range(37)]

    desk = sign_in()
    desk.open(f"intakes/{reference_of_texts(app)}")

    assert len(the_intake(app).words) == 38
    assert sum(map(bool, replies)) < 15
    assert "37 texts in an hour, show all" in desk.text
    assert all(f"number {n} of many" in desk.text for n in range(37))
