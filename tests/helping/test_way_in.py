"""The child's way in to what an adult told for them: given by customer care, to the child alone."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from portal.domain.staff import Role
from portal.services import take_over
from tests.child.told import told
from tests.desk_client import Desk, a_colleague, the_intake
from tests.helping.adult import Adult
from tests.portal_client import office_of


@pytest.fixture
def reference(adult: Adult, app: Flask) -> str:
    """Of what an adult told us."""
    adult.tell("parent", words="He saw it")
    return the_intake(app).reference


@pytest.fixture
def desk(app: Flask) -> Desk:
    """An officer at the desk."""
    return Desk(app, a_colleague(app))


def code_words(desk: Desk) -> str | None:
    assert desk.page is not None
    found = re.search(
        r'<dd class="headline" dir="auto" translate="no">([^<]+)</dd>', desk.page.text
    )
    return found.group(1) if found else None


def leads_to(app: Flask, said: str) -> str:
    return take_over.prove(office_of(app), said, "192.0.2.1").intake_id


def test_an_officer_gives_the_child_code_words_that_lead_to_it(
    app: Flask, desk: Desk, reference: str
) -> None:
    page = desk.open(f"intakes/{reference}").text
    assert f'href="/care/intakes/{reference}/way-in"' in page
    desk.open(f"intakes/{reference}/way-in")
    assert code_words(desk) is None

    desk.post(f"intakes/{reference}/way-in")

    said = code_words(desk)
    assert said
    assert leads_to(app, said) == the_intake(app).id


def test_a_page_sent_again_shows_none_and_those_it_showed_are_good(
    app: Flask, desk: Desk, reference: str
) -> None:
    desk.open(f"intakes/{reference}/way-in")
    form = dict(desk.hidden)
    desk.post(f"intakes/{reference}/way-in")
    said = code_words(desk)
    desk.hidden = form

    desk.post(f"intakes/{reference}/way-in")

    assert code_words(desk) is None
    assert "Code words were given already" in desk.text
    assert said
    assert leads_to(app, said) == the_intake(app).id


def test_other_code_words_make_those_before_lead_nowhere(
    app: Flask, desk: Desk, reference: str
) -> None:
    said = []
    for _ in range(2):
        desk.open(f"intakes/{reference}/way-in")
        desk.post(f"intakes/{reference}/way-in")
        said.append(code_words(desk) or "")

    with pytest.raises(take_over.WrongCodeError):
        leads_to(app, said[0])
    assert leads_to(app, said[1]) == the_intake(app).id


def test_a_form_of_another_site_makes_none(app: Flask, desk: Desk, reference: str) -> None:
    desk.open(f"intakes/{reference}/way-in")
    desk.hidden["csrf_token"] = "stale"

    desk.post(f"intakes/{reference}/way-in")

    assert code_words(desk) is None


@pytest.fixture
def own(app: Flask, adult: Adult) -> str:
    """The reference of what a child told themselves."""
    adult.open("what-happened")
    adult.post("what-happened", words="They took my phone", go="send")
    return the_intake(app).reference


def test_a_child_who_lost_their_code_words_gets_others_from_whoever_knows_them(
    app: Flask, desk: Desk, own: str
) -> None:
    assert "They lost their code words" in desk.open(f"intakes/{own}").text
    desk.open(f"intakes/{own}/way-in")
    assert "They took my phone" not in desk.text

    desk.post(f"intakes/{own}/way-in")
    assert code_words(desk) is None
    assert "Please say first that you are sure." in desk.text
    desk.post(f"intakes/{own}/way-in", knows="y")
    said = code_words(desk)
    assert said
    assert leads_to(app, said) == the_intake(app).id


def test_those_that_were_lost_lead_nowhere_then(app: Flask, desk: Desk, own: str) -> None:
    said = []
    for _ in range(2):
        desk.open(f"intakes/{own}/way-in")
        desk.post(f"intakes/{own}/way-in", knows="y")
        said.append(code_words(desk) or "")

    with pytest.raises(take_over.WrongCodeError):
        leads_to(app, said[0])


def test_whoever_took_it_down_or_handed_it_over_gives_them_there(app: Flask, desk: Desk) -> None:
    told(app)
    reference = the_intake(app).reference
    desk.open(f"intakes/{reference}/way-in")
    assert "There is none to give here" in desk.text

    answer = desk.post(f"intakes/{reference}/way-in", knows="y", instead_of="e3b0c44298fc1c14")
    assert answer.status_code in (403, 404)


def test_a_manager_gives_none(app: Flask, reference: str) -> None:
    manager = Desk(app, a_colleague(app, "Mo Manager", roles={Role.MANAGER}))

    assert manager.open(f"intakes/{reference}/way-in").status_code in (403, 404)
