"""A service reads what a child agreed to share, and no trace of it is left."""

from __future__ import annotations

import logging
from itertools import combinations

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db.audit import AuditRow
from portal.domain.referral_steps import Shares, Step
from portal.domain.staff import StaffMember
from tests.advocate.referring import answered
from tests.advocate.unmistakable import ALWAYS, SAID, UNMISTAKABLE, Much, found_in, much
from tests.desk_client import Desk
from tests.portal_client import office_of
from tests.web.every_page import StandingClock


def test_every_combination_of_what_they_agreed_to_shows_exactly_that(
    app: Flask, clock: StandingClock, advocate: StaffMember, barred: StaffMember
) -> None:
    every = [some for n in range(len(Shares) + 1) for some in combinations(Shares, n)]
    assert len(every) == 32
    words = UNMISTAKABLE.union(*SAID.values())
    for some in every:
        one = much(app, clock, barred, *some)
        page = Desk(app, advocate).open(f"/advocate/referrals/{one.referral_id}")
        assert found_in(page, words) == ALWAYS.union(*(SAID[share] for share in some)), some
        assert ("Nothing but their language" in page.text) is (not some)
        assert "has not agreed to share more" in page.text
        assert "Vietnamese" in page.text


def test_the_list_names_a_child_only_while_it_runs(
    app: Flask, known: Much, service: Desk, advocate: StaffMember
) -> None:
    assert "Nightjar" in service.open("/advocate/").text

    answered(app, advocate, known.intake, Step.HANDED_BACK, note="Backwardly")

    page = service.open("/advocate/")
    assert found_in(page) == set()
    assert known.intake.reference in page.text


def test_a_log_the_audit_and_every_address_hold_none_of_it(
    app: Flask, known: Much, service: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="portal")
    page = f"/advocate/referrals/{known.referral_id}"
    went = []
    for path, fields in (
        ("/accept", {}),
        ("/name", {"advocate": "Barrison"}),
        ("/name", {"who": "somebody-else", "advocate": "Norman Newname"}),
        ("/met", {"on": "zebrafish"}),
        ("/met", {}),
        ("/hand-back", {"note": "wonderland"}),
    ):
        service.open(f"{page}{path}")
        answer = service.client.post(f"{page}{path}", data={**service.hidden, **fields})
        went.append(str(answer.location))
    assert went.count("None") == 2  # refused: who may not act, and what is no day

    with office_of(app).database.read() as connection:
        audit = [str(row) for row in connection.execute(select(AuditRow.as_table()))]
    logged = [str(vars(record)) for record in caplog.records]
    assert len(logged) > 10
    assert any("referral.view" in row for row in audit)
    wrote = {*UNMISTAKABLE, "Norman"}
    for text in (*audit, *logged, *went):
        assert [word for word in wrote if word in text] == []
