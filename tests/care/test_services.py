"""Advocacy services at the desk: an administrator changes them, and nothing is ever lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from portal.db import advocacy_services as kept
from portal.domain.advocacy import AdvocacyService, Purpose, Serves, service_named
from portal.domain.referral_steps import Step
from portal.domain.staff import Role
from portal.domain.taxonomy import AgeBand
from portal.services import advocacy_services
from tests.advocate.referring import answered, sent
from tests.care.wishing import asks
from tests.desk_client import Desk, a_colleague
from tests.portal_client import office_of
from tests.web.every_page import StandingClock


@pytest.fixture
def ada(app: Flask) -> Desk:
    """An administrator at the desk."""
    return Desk(app, a_colleague(app, "Ada Min", roles={Role.ADMINISTRATOR}))


def the_service(app: Flask, key: str) -> AdvocacyService:
    office = office_of(app)
    with office.database.read() as connection:
        found = service_named(key, advocacy_services.every(connection, office))
    assert found
    return found


def audited(app: Flask) -> list[dict[str, object]]:
    with office_of(app).database.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT staff_id, action, subject, detail FROM audit ORDER BY number"
        ).mappings()
        return [dict(row) for row in rows]


def change(desk: Desk, key: str, kind: str, **fields: object) -> int:
    desk.open(f"services/{key}/{kind}")
    return desk.post(f"services/{key}/{kind}", **fields).status_code


def end_in(page: str) -> str:
    found = re.search(r'name="contract" value="([0-9a-f]+)"', page)
    assert found
    return found.group(1)


def test_the_list_says_who_they_are_today_and_were_before(desk: Desk) -> None:
    desk.open("services")

    assert "Action for Children NCH: from Sun 1 Apr 2007 to Tue 16 Sep 2008 Action" in desk.text
    assert "Advocates Children who are looked after From Sun 1 Apr 2007, open" in desk.text
    assert "Independent Persons (Stage Two) Any child" in desk.text
    assert "without an advocacy service" not in desk.text


def test_a_new_name_counts_from_its_day_and_the_old_one_stays(
    app: Flask, ada: Desk, clock: StandingClock
) -> None:
    change(ada, "upfront", "name", name="  Upfront   Together ", named_from="2026-12-01")

    assert "Saved: the new name." in ada.text
    assert "<h1>Upfront</h1>" in ada.page.text if ada.page else ""
    assert "From Tue 1 Dec 2026 Upfront Together" in ada.text
    clock.at += timedelta(days=7)
    moved = Desk(app, ada.member)
    moved.open("services/upfront")
    assert moved.page
    assert "<h1>Upfront Together</h1>" in moved.page.text
    assert "From Sun 1 Apr 2007 to Mon 30 Nov 2026 Upfront" in moved.text


def test_the_first_change_writes_down_the_settings_services_too(app: Flask, ada: Desk) -> None:
    office = office_of(app)
    with office.database.read() as connection:
        assert kept.every(connection) == ()

    change(ada, "upfront", "contact", phone=" 0800 123 4567 ", email="help@upfront.example")

    of_settings = service_named("nch", office.settings.advocacy_services)
    assert the_service(app, "nch").names == (of_settings.names if of_settings else ())
    upfront = the_service(app, "upfront")
    assert (upfront.phone, upfront.email) == ("0800 123 4567", "help@upfront.example")
    change(ada, "upfront", "contact", phone="", email="")
    assert (the_service(app, "upfront").phone, the_service(app, "upfront").email) == (None, None)


def test_a_contract_starts_with_all_that_is_said_of_it_and_ends_on_a_day(
    app: Flask, ada: Desk
) -> None:
    change(
        ada,
        "upfront",
        "contract",
        purpose="advocate",
        serves="not_looked_after",
        ages=["16-17", "13-15"],
        areas=" Dover \n\nFolkestone  and   Hythe\n",
        starts_on="01/01/2027",
        ends_on="2027-12-31",
    )

    assert "Contracts to come" in ada.text
    assert "not looked after, aged 13-15, 16-17, in Dover or Folkestone and Hythe" in ada.text
    found = the_service(app, "upfront").contracts[-1]
    assert (found.serves, found.purpose) == (Serves.NOT_LOOKED_AFTER, Purpose.ADVOCATE)
    assert found.ages == (AgeBand.FROM_13, AgeBand.FROM_16)
    assert found.areas == ("Dover", "Folkestone and Hythe")

    page = ada.open("services/upfront/end")
    ada.post("services/upfront/end", contract=end_in(page.text), last_day="2026-11-20")
    assert "Contracts that are over" in ada.text
    assert "Sun 1 Apr 2007 to Fri 20 Nov 2026" in ada.text
    assert not the_service(app, "upfront").is_open_on(office_of(app).clock().date())
    assert len(the_service(app, "upfront").contracts) == 2


def test_the_page_of_a_contract_leads_to_its_end(ada: Desk) -> None:
    page = ada.open("services/nch")
    ends = re.findall(r'href="(/care/services/nch/end\?contract=([0-9a-f]+))"', page.text)
    assert len(ends) == 2

    for address, mark in ends:
        shown = ada.open(address).text
        assert re.search(rf'value="{mark}" checked', shown)


def test_children_whom_no_contract_is_for_are_warned_of_and_nothing_is_blocked(
    ada: Desk, clock: StandingClock
) -> None:
    page = ada.open("services/upfront/end")
    ada.post("services/upfront/end", contract=end_in(page.text), last_day="2026-12-31")
    ada.open("services")
    warned = "From Fri 1 Jan 2027 on no contract is for children who are looked after."
    assert warned in ada.text
    assert "not looked after." not in ada.text

    change(
        ada,
        "nch",
        "contract",
        purpose="advocate",
        serves="looked_after",
        ages="16-17",
        starts_on="2027-01-01",
    )
    ada.open("services")
    assert "looked after and are under 10, 10-12, 13-15, 18-19" in ada.text

    change(ada, "nch", "contract", purpose="advocate", serves="anyone", starts_on="2027-01-01")
    assert "without an advocacy service" not in ada.open("services").text


def test_a_service_of_which_nobody_would_hear_says_so_until_somebody_does(
    app: Flask, ada: Desk, desk: Desk
) -> None:
    silent = "Nobody there hears of a child"
    assert silent in ada.open("services/upfront").text
    assert "ring them" in desk.open("services/upfront").text

    change(ada, "upfront", "contact", phone="", email="all@upfront.example")
    assert silent not in ada.open("services/upfront").text
    assert silent in ada.open("services/nch").text
    form = ada.open(re.findall(r'href="/care/(staff/new[^"]+)"', ada.open("services/nch").text)[0])
    assert re.search(r'name="roles" value="advocate"[^>]* checked', form.text)
    assert re.search(r'name="service" value="nch"[^>]* checked', form.text)
    person = a_colleague(app, "Nia Next", roles={Role.ADVOCATE}, service="nch")

    assert silent not in ada.open("services/nch").text
    assert f'href="/care/staff/{person.id}"' in ada.open("services/nch").text
    page = desk.open("services/nch").text
    assert "Nia Next" in page
    assert "/care/staff/" not in page


def test_what_no_service_is_for_is_said_right_where_a_contract_was_ended(ada: Desk) -> None:
    page = ada.open("services/upfront/end")
    ada.post("services/upfront/end", contract=end_in(page.text), last_day="2026-11-23")

    text = ada.open("services/upfront?done=end").text
    assert "Today no contract is for children who are looked after." in " ".join(text.split())
    assert "Nobody there hears of a child" not in text  # nobody is sent there any more


REFUSED = [
    ("name", {"name": " ", "named_from": "2026-12-01"}, "Please give the new name."),
    ("name", {"name": "N" * 121, "named_from": "2026-12-01"}, "at most 120"),
    ("name", {"name": "Up\u202efront", "named_from": "2026-12-01"}, "at most 120"),
    ("name", {"name": "upfront", "named_from": ""}, "Please say from which day."),
    ("name", {"name": "New", "named_from": "soon"}, "Please write the day as 26/11/2026."),
    ("name", {"name": "New", "named_from": "2007-03-31"}, "only from 1 April 2007 on"),
    ("name", {"name": "New", "named_from": "0026-11-26"}, "Please look at the year."),
    ("name", {"name": "Upfront", "named_from": "2026-12-01"}, "its last name already"),
    ("name", {"name": "nch", "named_from": "2026-12-01"}, "Another service is called that"),
    ("name", {"name": "The NCH Ltd", "named_from": "2026-12-01"}, "Another service is called that"),
    ("contact", {"phone": "ring us", "email": ""}, "Please give a telephone number"),
    ("contact", {"phone": "0" * 41, "email": ""}, "Please give a telephone number"),
    ("contact", {"phone": "", "email": "upfront"}, "Please give an e-mail address"),
    ("contact", {"phone": "", "email": "a@b.example, c@d.example"}, "e-mail address"),
    ("contract", {"serves": "anyone", "starts_on": "2027-01-01"}, "what it is for"),
    ("contract", {"purpose": "advocate", "starts_on": "2027-01-01"}, "for whom it is"),
    ("contract", {"purpose": "advocate", "serves": "cats", "starts_on": "2027-01-01"},
     "choose one of these"),
    ("contract", {"purpose": "advocate", "serves": "anyone", "starts_on": ""}, "the first day"),
    ("contract", {"purpose": "advocate", "serves": "anyone", "starts_on": "2027-01-02",
                  "ends_on": "2027-01-01", "areas": "Dover <3"}, "cannot end before that"),
    ("contract", {"purpose": "advocate", "serves": "anyone", "starts_on": "2027-01-02",
                  "areas": "x" * 81}, "at most 60 areas"),
    ("contract", {"purpose": "advocate", "serves": "looked_after", "starts_on": "2007-04-01"},
     "such a contract"),
    ("end", {"last_day": "2026-12-31"}, "Please choose a contract."),
    ("end", {"contract": "0123456789abcdef", "last_day": "2026-12-31"}, "choose one of these"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "said"), REFUSED)
def test_what_cannot_be_is_refused_in_a_sentence_with_every_word(
    app: Flask, ada: Desk, kind: str, fields: dict[str, str], said: str
) -> None:
    before = the_service(app, "upfront")

    assert change(ada, "upfront", kind, **fields) == 400

    assert said in ada.text
    assert ada.page
    for name, value in fields.items():
        if name in ("name", "phone", "email") or name.endswith("_on") or "day" in name:
            assert f'name="{name}" value="{value}"' in ada.page.text, name
        if name == "areas":
            assert value.replace("<", "&lt;") in ada.page.text
    assert the_service(app, "upfront") == before
    assert not [one for one in audited(app) if str(one["action"]).startswith("advocacy")]


def test_a_contract_neither_ends_before_it_starts_nor_without_a_day(app: Flask, ada: Desk) -> None:
    mark = end_in(ada.open("services/upfront/end").text)

    assert change(ada, "upfront", "end", contract=mark, last_day="2007-03-31") == 400
    assert "starts on 1 April 2007 and cannot end before that" in ada.text
    assert change(ada, "upfront", "end", contract=mark, last_day="") == 400
    assert "Please say the last day." in ada.text
    assert f'value="{mark}" checked' in (ada.page.text if ada.page else "")


def test_a_new_service_begins_without_a_contract(app: Flask, ada: Desk) -> None:
    ada.open("services/new")
    ada.post("services/new", key="voices", name="Voices", named_from="2026-11-01")

    assert "Added. Until a contract starts, nobody is sent there." in ada.text
    assert "No contract yet." in ada.text
    assert the_service(app, "voices").name_on(office_of(app).clock().date()) == "Voices"
    assert [one.key for one in services_of(app)] == ["upfront", "nch", "voices"]


def services_of(app: Flask) -> tuple[AdvocacyService, ...]:
    with office_of(app).database.read() as connection:
        return advocacy_services.every(connection, office_of(app))


@pytest.mark.parametrize(
    ("key", "name", "day", "said"),
    [
        ("upfront", "Voices", "2026-11-01", "There is a service with this key already."),
        ("new", "Voices", "2026-11-01", "Please give a short key"),
        ("V", "Voices", "2026-11-01", "Please give a short key"),
        ("../x", "Voices", "2026-11-01", "Please give a short key"),
        ("", "Voices", "2026-11-01", "Please give a key."),
        ("voices", "", "2026-11-01", "Please give its name."),
        ("voices", "action for  children", "2026-11-01", "Another service is called that"),
        ("voices", "Voices", "", "Please say from which day."),
        ("voices", "Voices", "1/2", "Please write the day"),
    ],
)
def test_a_new_service_that_cannot_be_is_refused_with_every_word(
    app: Flask, ada: Desk, key: str, name: str, day: str, said: str
) -> None:
    ada.open("services/new")
    page = ada.post("services/new", key=key, name=name, named_from=day)

    assert page.status_code == 400
    assert said in ada.text
    for value in (key, name, day):
        assert f'value="{value}"' in page.text
    assert len(services_of(app)) == 2


def test_every_change_is_in_the_audit_and_no_telephone_number(app: Flask, ada: Desk) -> None:
    assert ada.member
    change(ada, "upfront", "name", name="Together", named_from="2026-12-01")
    change(ada, "upfront", "contact", phone="0800 123 4567", email="")

    found = [one for one in audited(app) if str(one["action"]).startswith("advocacy")]
    assert [(one["staff_id"], one["action"], one["subject"]) for one in found] == [
        (ada.member.id, "advocacy service changed", "upfront")
    ] * 2
    assert "Together" in str(found[0]["detail"])
    assert "4567" not in str(found)
    ada.open("audit")
    assert "Advocacy service changed : upfront - Ada Min" in ada.text


def test_whoever_saves_after_somebody_else_sees_what_stands_now_and_loses_nothing(
    app: Flask, ada: Desk
) -> None:
    bea = Desk(app, a_colleague(app, "Bea Min", roles={Role.ADMINISTRATOR}))
    for desk in (ada, bea):
        desk.open("services/upfront/contact")

    ada.post("services/upfront/contact", phone="0800 111 222", email="")
    late = bea.post("services/upfront/contact", phone="", email="help@upfront.example")

    assert late.status_code == 409
    assert "Somebody was quicker" in bea.text
    assert "0800 111 222" in bea.text
    assert 'value="help@upfront.example"' in late.text
    assert the_service(app, "upfront").phone == "0800 111 222"
    both = bea.post("services/upfront/contact", phone="0800 111 222", email="help@upfront.example")
    assert both.status_code == 200
    assert the_service(app, "upfront").email == "help@upfront.example"


def test_an_officer_reads_and_changes_nothing(app: Flask, desk: Desk) -> None:
    page = desk.open("services/upfront")

    assert page.status_code == 200
    assert "/care/services/upfront/" not in page.text
    assert 'href="/care/services/new"' not in desk.open("services").text
    for path in ("services/new", "services/upfront/name", "services/upfront/end"):
        assert desk.open(path).status_code == 403
        assert desk.client.post(f"/care/{path}").status_code == 403


def test_what_is_read_of_a_wish_and_of_accounts_leads_to_the_services(
    app: Flask, clock: StandingClock, ada: Desk, desk: Desk
) -> None:
    link = 'href="/care/services"'
    theirs = asks(app, clock).reference

    part = desk.open(f"intakes/{theirs}").text.partition('id="advocate"')[2]
    assert link in part.partition("</section>")[0]
    assert link in desk.open("advocacy").text.partition("<main")[2]
    assert link in ada.open("staff").text.partition("<main")[2]


def test_whoever_ends_a_contract_reads_with_how_many_children_the_service_is(
    app: Flask, ada: Desk
) -> None:
    ada.open("services/upfront")
    assert "Children it is with now 0" in ada.text
    _, intake = sent(app)
    sent(app)
    sent(app, service="nch")

    ada.open("services/upfront/end")
    assert "Children it is with now 2" in ada.text
    assert "stay with it" in ada.text
    una = a_colleague(app, "Una", roles={Role.ADVOCATE}, service="upfront")
    answered(app, una, intake, Step.HANDED_BACK, note="full")

    ada.open("services/upfront")
    assert "Children it is with now 1" in ada.text


def test_no_service_is_made_up(ada: Desk) -> None:
    for path in ("services/nobody", "services/nobody/name", "services/upfront/delete"):
        assert ada.open(path).status_code == 404
