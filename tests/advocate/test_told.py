"""What an advocate told us: by reference and day alone; and code words made anew, that day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from flask import Flask

from portal.db import code_words, decisions, intakes
from portal.domain.intake import Intake
from portal.domain.staff import Role
from portal.services import intake as intake_service
from tests.advocate.telling import ALL, code_words_on, tell
from tests.care.taking_down import actions
from tests.desk_client import Desk, the_intake
from tests.portal_client import office_of
from tests.web.every_page import StandingClock


def test_it_lists_references_and_dates_and_no_content(
    app: Flask, service: Desk, clock: StandingClock
) -> None:
    tell(service, **ALL)
    first = the_intake(app)
    clock.at += timedelta(days=1)
    again = Desk(app, service.member)
    tell(again, words="Another child's")

    page = again.open("/advocate/told")

    today, _, before = again.text.partition("Before today")
    assert first.reference in before
    assert "Sent Tue 24 Nov 2026, 10:00. The child has not taken it over." in before
    assert "Sent Wed 25 Nov 2026, 10:00." in today
    for told in ("moved me", "Another", "Sam", "07700", "key worker", "twice"):
        assert told not in page.text.replace("another child", "")


def test_it_says_when_the_child_took_it_over(
    app: Flask, service: Desk, clock: StandingClock
) -> None:
    tell(service)
    taken_over(app, clock)

    service.open("/advocate/told")

    assert "The child took it over Tue 24 Nov 2026, 10:00." in service.text
    assert "Make new code words" not in service.text


def taken_over(app: Flask, clock: StandingClock) -> Intake:
    place = office_of(app)
    intake = replace(the_intake(app), taken_over_at=clock.at)
    with place.database.write() as connection:
        intake_service.keep(connection, place, intake, None, clock.at)
    return intake


def test_nobody_else_finds_it_not_even_of_the_same_service(
    app: Flask, service: Desk, sign_in: Callable[..., Desk]
) -> None:
    tell(service)
    kept = the_intake(app)
    before = hash_of(app, kept)
    other = sign_in("Ada Other", roles={Role.ADVOCATE}, service="upfront")

    assert kept.reference not in other.open("/advocate/told").text
    other.open("/advocate/tell")
    answer = other.post(f"/advocate/tell/{kept.reference}/code-words")
    assert answer.status_code == 404
    assert hash_of(app, kept) == before
    assert not code_words_on(other)


def hash_of(app: Flask, intake: Intake) -> str | None:
    with office_of(app).database.read() as connection:
        return code_words.hash_of(connection, intake.id)


def test_an_advocate_whom_the_child_keeps_out_finds_it_no_more(app: Flask, service: Desk) -> None:
    tell(service)
    kept = the_intake(app)
    assert service.member
    with office_of(app).database.write() as connection:
        decisions.bar(connection, kept.id, (service.member.id,))

    assert kept.reference not in service.open("/advocate/told").text
    assert service.post(f"/advocate/tell/{kept.reference}/code-words").status_code == 404


def test_new_code_words_are_shown_once_and_the_old_ones_lead_nowhere(
    app: Flask, service: Desk
) -> None:
    tell(service)
    first, kept = code_words_on(service), the_intake(app)
    before = hash_of(app, kept)
    service.open("/advocate/told")
    form = dict(service.hidden)

    service.post(f"/advocate/tell/{kept.reference}/code-words")

    second = code_words_on(service)
    assert second
    assert second != first
    assert hash_of(app, kept) != before
    assert actions(app)[-1] == ("intake.code-words", kept.reference)
    service.hidden = form
    after = hash_of(app, kept)
    again = service.post(f"/advocate/tell/{kept.reference}/code-words")
    assert not code_words_on(service)
    assert second not in again.text
    assert hash_of(app, kept) == after


def test_they_are_made_on_the_day_itself_and_not_once_the_child_took_it_over(
    app: Flask, service: Desk, clock: StandingClock
) -> None:
    tell(service)
    kept = the_intake(app)
    service.open("/advocate/told")
    path = f"/advocate/tell/{kept.reference}/code-words"
    mark, before = service.hidden["instead_of"], hash_of(app, kept)
    clock.at += timedelta(days=1)
    tomorrow = Desk(app, service.member)
    tomorrow.open("/advocate/told")
    assert "instead_of" not in tomorrow.hidden
    tomorrow.open("/advocate/tell")

    assert tomorrow.post(path, instead_of=mark).status_code == 404

    clock.at -= timedelta(days=1)
    taken_over(app, clock)
    service.open("/advocate/tell")
    assert service.post(path, instead_of=mark).status_code == 404
    assert hash_of(app, kept) == before


def test_what_was_sent_is_not_on_any_page_of_the_advocate_s_afterwards(
    app: Flask, service: Desk
) -> None:
    tell(service, **ALL)
    kept = the_intake(app)

    for path in ("", "tell", "told"):
        page = service.open(f"/advocate/{path}").text
        for told in ("moved me", "Tell &lt;me&gt; first", "key worker", "twice"):
            assert told not in page, path
    assert service.open(f"/care/intakes/{kept.reference}").status_code == 403
    with office_of(app).database.read() as connection:
        again = intakes.load(connection, office_of(app).keyring, kept.id)
    assert again == kept
