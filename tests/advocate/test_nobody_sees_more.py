"""Nobody sees another's referral, or more than the child shared: every route, every role."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.domain.referral_steps import Step
from portal.domain.staff import Role, StaffMember
from tests.advocate.referring import answered, sent
from tests.advocate.unmistakable import ALWAYS, MAY_READ, NEVER, Much, found_in
from tests.desk_client import Desk, a_colleague
from tests.web.desk_visitors import VISITORS, a_visitor
from tests.web.every_route import DESKS, NOBODYS_ID, NOBODYS_REFERRAL, Address, addresses

SignIn = Callable[..., Desk]
NOBODYS = "HH2H-H2HH"
OUT = {"who left", "signed out"}
# What begins or ends a session, and nothing else.
DOORS = {"desk.sign_out", "desk.sign_out_everywhere", "desk.start_sso", "desk.back_from_sso"}
_FRESH = re.compile(r'name="csrf_token" value="[^"]*"')


@pytest.fixture
def blind(app: Flask, known: Much, barred: StaffMember, sign_in: SignIn) -> dict[str, Desk]:
    """Everybody who may know nothing of the child, by why they may not."""
    assert known
    left = sign_in("Lee Left", roles={Role.ADVOCATE}, service="upfront")
    assert left.member
    VISITORS["who left"].before_they_come(app, left.member)
    of_other = {"roles": {Role.ADVOCATE}, "service": "nch"}
    return {
        "another service's, which had it": sign_in("Nick Other", **of_other),
        "barred": Desk(app, barred),
        "of the name that the child does not want": sign_in(
            "Petra Plain", roles={Role.ADVOCATE}, service="upfront"
        ),
        "of no service": sign_in("Noa None", roles={Role.ADVOCATE}),
        "who left": left,
        "signed out": Desk(app, None),
        "a manager": sign_in("Mo Manager", roles={Role.MANAGER}),
        "an administrator": sign_in("Abe Admin", roles={Role.ADMINISTRATOR}),
    }


def every_address(app: Flask) -> list[Address]:
    return [one for one in addresses(app) if one.endpoint not in DOORS]


def asked(desk: Desk, address: Address, **filled_in: str) -> TestResponse:
    """What this address answers, with real references and ids in it, or nobody's."""
    path = address.path
    for nobodys, real in filled_in.items():
        path = path.replace({"reference": NOBODYS, "referral": NOBODYS_REFERRAL,
                             "person": NOBODYS_ID}[nobodys], real)  # fmt: skip
    data = {"csrf_token": desk.hidden.get("csrf_token", "")} if address.method == "POST" else None
    return desk.client.open(path, method=address.method, data=data)


def may_try(address: Address) -> bool:
    """A form of customer care without its fields would be a decision all the same."""
    return address.method == "GET" or address.endpoint.startswith(("advocate.", "desk."))


def test_no_address_says_anything_of_the_child_to_whoever_may_not_know(
    app: Flask, known: Much, blind: dict[str, Desk], advocate: StaffMember
) -> None:
    ids = {"reference": known.intake.reference, "person": advocate.id}
    for why, desk in blind.items():
        is_in = desk.open("/desk/me").request.path == "/desk/me"
        assert is_in is (why not in OUT)
        for address in filter(may_try, every_address(app)):
            for referral in (known.referral_id, known.before_id):
                answer = asked(desk, address, referral=referral, **ids)
                assert found_in(answer) == set(), (why, address)
                if NOBODYS_REFERRAL not in address.path:
                    break
        assert (desk.open("/desk/me").request.path == "/desk/me") is is_in, why


def test_their_own_service_reads_what_they_shared_and_nothing_else_at_any_address(
    app: Flask, known: Much, service: Desk
) -> None:
    service.open("/desk/me")
    assert service.member
    ids = {"reference": known.intake.reference, "person": service.member.id}
    seen: dict[str, set[str]] = {}
    for address in filter(may_try, every_address(app)):
        answer = asked(service, address, referral=known.referral_id, **ids)
        found = found_in(answer)
        assert found <= MAY_READ, address
        seen.setdefault(address.endpoint, set()).update(found)

    assert seen["advocate.referral"] == MAY_READ
    assert seen["advocate.answer"] == seen["advocate.keep_answer"] == {"Nightjar"}
    assert seen["advocate.home"] == {"Nightjar"}
    assert {name for name, found in seen.items() if found} == {
        "advocate.referral",
        "advocate.answer",
        "advocate.keep_answer",
        "advocate.home",
    }


def test_an_officer_reads_it_at_customer_care_and_opens_no_page_of_a_service(
    app: Flask, known: Much, sign_in: SignIn
) -> None:
    officer = sign_in("Cora Cleared", is_cleared=True)
    officer.open("/desk/me")
    for address in every_address(app):
        if address.endpoint.startswith("advocate."):
            answer = asked(officer, address, referral=known.referral_id)
            assert answer.status_code == 403, address
            assert found_in(answer) == set(), address

    at_care = officer.open(f"intakes/{known.intake.reference}")
    assert found_in(at_care) >= {"zebrafish", "afterglow", "Cassowary", "Backwardly"}


def test_an_advocate_opens_no_page_of_customer_care(app: Flask, known: Much, service: Desk) -> None:
    service.open("/desk/me")
    of_care = [one for one in every_address(app) if one.endpoint.startswith("care.")]
    assert len(of_care) > 30
    for address in of_care:
        answer = asked(service, address, reference=known.intake.reference)
        assert answer.status_code == 403, address


def _plain(answer: TestResponse) -> tuple[int, str, str]:
    return answer.status_code, answer.location or "", _FRESH.sub("", answer.text)


def test_anothers_id_answers_byte_for_byte_as_an_id_that_nobody_has(
    app: Flask, known: Much, blind: dict[str, Desk], service: Desk, advocate: StaffMember
) -> None:
    over, intake = sent(app, name="Nightjar")
    answered(app, advocate, intake, Step.ACCEPTED, Step.HANDED_BACK, note="Backwardly")
    hidden = {
        why: (desk, [known.referral_id, known.before_id, over]) for why, desk in blind.items()
    }
    hidden["their own service"] = (service, [known.before_id, over])
    of_one = [one for one in every_address(app) if NOBODYS_REFERRAL in one.path]
    assert len(of_one) > 10
    for why, (desk, ids) in hidden.items():
        desk.open("/desk/me")
        for address in of_one:
            nobodys = asked(desk, address)
            for referral in ids:
                answer = asked(desk, address, referral=referral)
                same_place = _plain(answer)[1].replace(referral, NOBODYS_REFERRAL)
                assert (answer.status_code, same_place) == _plain(nobodys)[:2], (why, address)
                same_page = _plain(answer)[2].replace(referral, NOBODYS_REFERRAL)
                assert same_page == _plain(nobodys)[2], (why, address)
        if desk.member and desk.member.has(Role.ADVOCATE) and why not in OUT:
            assert nobodys.status_code == 404, why


def test_what_tries_every_address_tries_those_that_show_a_referral(app: Flask) -> None:
    of_one = {one.endpoint for one in every_address(app) if NOBODYS_REFERRAL in one.path}
    assert {"advocate.referral", "advocate.answer", "advocate.keep_answer"} <= of_one
    assert all(name.startswith(DESKS) for name in of_one)
    assert not ALWAYS & NEVER
    assert not set(NEVER) & MAY_READ
    visitor, member = a_visitor(app, "advocate")
    assert visitor.come(app, member).get("/advocate/").status_code == 200
    assert a_colleague(app).service is None
