"""Whoever a child wants kept out learns nothing: on no page, in no list, nor that it is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.domain.staff import Role, StaffMember
from tests.desk.open_page import an_open_page
from tests.desk_client import Desk, a_colleague, all_of, the_intake
from tests.portal_client import Child, records
from tests.web.every_route import DESKS, Address, addresses

SignIn = Callable[..., Desk]
NOBODYS = "HH2H-H2HH"
ANSWER = "Not Olu and <not> the big boss"
# One word of each is searched for; the rest must not come back.
UNMATCHED, MATCHED, OUTSIDE = "violet sky", "amber river", "crimson hill"
# What begins or ends a session, and nothing else.
DOORS = {"desk.sign_out", "desk.sign_out_everywhere", "desk.start_sso", "desk.back_from_sso"}
_FRESH = re.compile(r'name="csrf_token" value="[^"]*"')


@dataclass(frozen=True)
class Shielded:
    """Three intakes, by their words, and who may not know of which of them."""

    references: dict[str, str]
    blind: tuple[tuple[Desk, tuple[str, ...]], ...]

    def hidden(self) -> Iterator[tuple[Desk, str, str]]:
        """Each person with each intake that is hidden from them: its words, its reference."""
        for desk, hidden in self.blind:
            for words in hidden:
                yield desk, words, self.references[words]


def _told(app: Flask, words: str, answer: str) -> str:
    child = Child(app.test_client())
    child.open("what-happened")
    child.post("what-happened", words=words)
    child.answer("who-should-not-see", hide=answer)
    child.open("check")
    child.post("check", go="send")
    return records(app)[-1]["reference"]  # type: ignore[no-any-return]


@pytest.fixture
def shielded(app: Flask, sign_in: SignIn) -> Shielded:
    """One not matched yet, one matched to three people who had it, one about customer care."""
    plain, cleared = sign_in("Pat Plain"), sign_in("Cleo Cleared", is_cleared=True)
    barred = sign_in("Olu Officer", is_cleared=True)
    manager = sign_in("Mo Manager", roles={Role.MANAGER})
    outside = sign_in("Otto Outside", is_outside=True)
    administrator = sign_in("Abe Admin", roles={Role.ADMINISTRATOR})
    matched = _told(app, MATCHED, "")
    assert manager.member
    assert barred.member
    assert administrator.member
    cleared.decide(matched, "assign", assigned_to=barred.member.id)
    cleared.decide(matched, "pass", passed_to=manager.member.id)
    out = of(barred, manager, administrator)
    cleared.decide(matched, "shield", barred=out)
    about_us, unmatched = _told(app, OUTSIDE, ""), _told(app, UNMATCHED, ANSWER)
    cleared.decide(about_us, "about-customer-care", is_about="yes")
    return Shielded(
        {MATCHED: matched, OUTSIDE: about_us, UNMATCHED: unmatched},
        (
            (plain, (UNMATCHED, OUTSIDE)),
            (barred, (MATCHED, OUTSIDE)),
            (manager, (UNMATCHED, MATCHED, OUTSIDE)),
            (outside, (UNMATCHED, MATCHED)),
            (administrator, (UNMATCHED, MATCHED, OUTSIDE)),
        ),
    )


def of(*desks: Desk) -> list[str]:
    """The ids of who sits at them."""
    return [desk.member.id for desk in desks if desk.member]


def _care(app: Flask) -> list[Address]:
    found = [one for one in addresses(app) if one.endpoint.startswith(DESKS)]
    return [one for one in found if one.endpoint not in DOORS]


def _asked(desk: Desk, address: Address, reference: str) -> TestResponse:
    path = address.path.replace(NOBODYS, reference)
    data = {"csrf_token": desk.hidden["csrf_token"]} if address.method == "POST" else None
    return desk.client.open(path, method=address.method, data=data)


def test_every_address_answers_as_if_no_intake_had_that_reference(
    app: Flask, shielded: Shielded
) -> None:
    of_one = [one for one in _care(app) if NOBODYS in one.path]
    assert len(of_one) > 30
    # All of them with one that is hidden, and with the others one address of each view.
    few = list({(one.endpoint, one.method): one for one in of_one}.values())
    for desk, hidden in shielded.blind:
        desk.open("/desk/me")
        answers = {one: _plain(_asked(desk, one, NOBODYS)) for one in of_one}
        for words, tried in zip(hidden, (of_one, few, few), strict=False):
            for one in tried:
                answer = _asked(desk, one, shielded.references[words])
                assert answer.status_code in {403, 404}, (one, desk.member)
                assert _plain(answer) == answers[one], (one, desk.member)
                assert words not in answer.text


def _plain(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, _FRESH.sub("", answer.text)


def test_no_list_holds_it(app: Flask, shielded: Shielded) -> None:
    lists = [one for one in _care(app) if NOBODYS not in one.path and one.method == "GET"]
    assert {"care.inbox", "care.hand_over_all"} <= {one.endpoint for one in lists}
    for desk, hidden in shielded.blind:
        for one in lists:
            said = all_of(desk.client.get(one.path))
            for words in hidden:
                assert words not in said, (one, desk.member)
                assert shielded.references[words] not in said, (one, desk.member)


def test_whoever_may_know_finds_it(shielded: Shielded, sign_in: SignIn) -> None:
    cleared = sign_in("Cora Cleared", is_cleared=True)
    outside = sign_in("Oz Outside", is_outside=True)

    for desk, known in ((cleared, {UNMATCHED, MATCHED}), (outside, {OUTSIDE})):
        inbox = desk.open("").text
        for words, reference in shielded.references.items():
            assert (reference in _found(desk, words.split()[0])) is (words in known)
            assert (reference in inbox) is (words in known)


def test_search_knows_nothing_of_it(shielded: Shielded) -> None:
    for desk, words, reference in shielded.hidden():
        assert desk.member
        if desk.member.has(Role.OFFICER, Role.MANAGER):
            first, second = words.split()
            found = _found(desk, first)
            assert reference not in found
            assert second not in found
            assert _found(desk, reference).replace(reference, NOBODYS) == _found(desk, NOBODYS)


def _found(desk: Desk, said: str) -> str:
    """What the page says where it was looked for."""
    desk.open("find")
    return _FRESH.sub("", desk.post("find", said=said).text)


def test_it_is_taken_from_whoever_is_barred_and_given_to_none_of_them(
    app: Flask, shielded: Shielded, desk: Desk
) -> None:
    (_, _), (barred, _), (manager, _) = shielded.blind[:3]
    reference = shielded.references[MATCHED]
    decided = the_intake(app, reference).triage
    assert (decided.assigned_to, decided.passed_to) == (None, None)
    for kind, field, person in (("assign", "assigned_to", barred), ("pass", "passed_to", manager)):
        page = desk.open(f"intakes/{reference}/{kind}")
        assert f'value="{of(person)[0]}"' not in page.text
        answer = desk.post(f"intakes/{reference}/{kind}", **{field: of(person)[0]})
        assert answer.status_code == 400
    assert the_intake(app, reference).triage == decided


def test_whoever_matches_it_to_themself_loses_it_at_once_and_is_told_so(
    app: Flask, sign_in: SignIn
) -> None:
    cleared = sign_in("Cleo Cleared", is_cleared=True)
    a_colleague(app, "Ada Other")
    reference = _told(app, UNMATCHED, ANSWER)
    page = cleared.open(f"intakes/{reference}/shield")
    assert "Not Olu and &lt;not&gt; the big boss" in page.text

    answer = cleared.post(f"intakes/{reference}/shield", barred=of(cleared))

    assert answer.status_code == 200
    assert "That intake is no longer for you" in cleared.text
    assert reference not in answer.text
    assert answer.request.path == "/care/"
    assert cleared.open(f"intakes/{reference}").status_code == 404


def test_the_last_who_may_open_it_is_told_so_and_nothing_is_lost(
    app: Flask, sign_in: SignIn
) -> None:
    cleared = sign_in("Cleo Cleared", is_cleared=True)
    reference = _told(app, UNMATCHED, ANSWER)

    answer = cleared.decide(reference, "shield", barred=of(cleared))

    assert answer.status_code == 400
    assert "Nobody would be left who may open it." in cleared.text
    assert f'value="{of(cleared)[0]}" checked' in answer.text
    assert cleared.open(f"intakes/{reference}").status_code == 200


def test_a_later_answer_or_name_shields_it_again_and_the_barred_stay_barred(
    app: Flask, child: Child, officer: StaffMember, sign_in: SignIn
) -> None:
    cleared, barred = sign_in("Cleo Cleared", is_cleared=True), sign_in("Bo Barred")
    plain = sign_in("Ada Other")
    hide = an_open_page(child, "who-should-not-see")
    words = an_open_page(child, "what-happened")
    child.tell(MATCHED)
    reference = the_intake(app).reference
    hide(hide="Bo")
    for send, said in ((hide, {"hide": "and her friend"}), (words, {"words": "please not OLU"})):
        cleared.decide(reference, "shield", barred=of(barred))
        assert plain.open(f"intakes/{reference}").status_code == 200
        send(**said)

        assert plain.open(f"intakes/{reference}").status_code == 404
        assert barred.open(f"intakes/{reference}").status_code == 404
        assert cleared.open(f"intakes/{reference}").status_code == 200
        assert the_intake(app).triage.barred == tuple(of(barred))
    cleared.decide(reference, "shield", barred=[*of(barred), officer.id])
    words(words="It is raining on Olu")
    assert plain.open(f"intakes/{reference}").status_code == 200


def test_what_is_about_customer_care_goes_outside_and_only_from_there_back(
    app: Flask, child: Child, desk: Desk, sign_in: SignIn
) -> None:
    child.tell(OUTSIDE)
    reference = the_intake(app).reference
    refused = desk.decide(reference, "about-customer-care", is_about="yes", note="she <3 asked")
    assert refused.status_code == 400
    assert "There is nobody outside customer care" in desk.text
    assert "she &lt;3 asked" in refused.text

    outside = sign_in("Otto Outside", is_outside=True)
    desk.decide(reference, "about-customer-care", is_about="yes")
    assert "That intake is no longer for you" in desk.text
    assert desk.open(f"intakes/{reference}").status_code == 404
    assert the_intake(app).triage.assigned_to == of(outside)[0]
    outside.decide(reference, "about-customer-care", is_about="no")
    assert desk.open(f"intakes/{reference}").status_code == 200
    assert outside.open(f"intakes/{reference}").status_code == 404


def test_a_link_shows_only_what_this_officer_may_know_of(
    app: Flask, shielded: Shielded, desk: Desk, sign_in: SignIn
) -> None:
    cleared = sign_in("Cora Cleared", is_cleared=True)
    unmatched, matched = (shielded.references[words] for words in (UNMATCHED, MATCHED))
    own = cleared.decide(unmatched, "link", other=unmatched, as_what="duplicate")
    assert own.status_code == 400
    for other in (NOBODYS, shielded.references[OUTSIDE]):
        refused = cleared.decide(unmatched, "link", other=other, as_what="duplicate")
        assert refused.status_code == 400
        assert "There is no intake with this reference that you may open." in cleared.text

    cleared.decide(matched, "link", other=unmatched.lower(), as_what="same_home")

    assert unmatched in cleared.open(f"intakes/{matched}/link").text
    assert matched in cleared.open(f"intakes/{unmatched}/link").text
    for page in ("", "/link"):
        assert unmatched not in desk.open(f"intakes/{matched}{page}").text
    assert "These two are not linked" not in desk.text
    cleared.decide(unmatched, "link", other=matched, as_what="not")
    assert unmatched not in cleared.open(f"intakes/{matched}/link").text


def test_three_of_one_home_within_ninety_days_are_said_without_details(
    app: Flask, desk: Desk
) -> None:
    first, second, third = (_told(app, words, "") for words in (UNMATCHED, MATCHED, OUTSIDE))
    desk.decide(first, "link", other=second, as_what="same_home")
    assert "Three or more" not in desk.open(f"intakes/{first}/link").text
    desk.decide(second, "link", other=third, as_what="same_home")

    for reference in (first, second, third):
        for page in ("", "/link"):
            desk.open(f"intakes/{reference}{page}")
            assert "Three or more came from the same home within 90 days." in desk.text
    assert MATCHED not in desk.open(f"intakes/{first}/link").text
    assert MATCHED not in desk.open(f"intakes/{first}").text
