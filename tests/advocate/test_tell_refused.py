"""What cannot be sent so comes back with every word of every field."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from flask import Flask

from tests.advocate.telling import ALL, filled_in, tell, write_down
from tests.care.taking_down import how_many
from tests.desk_client import Desk, sign_in_again, the_intake
from tests.web.every_page import StandingClock

OWN = "These are your own details, or your service's."
REFUSED: list[tuple[dict[str, str], str]] = [
    ({"words": " \n"}, "Please write down what the child says."),
    ({"language": "Klingonish"}, "We know no language of that name."),
    ({"way": "pigeon"}, "Please choose one of these."),
    ({"way": "me"}, "You chose 'Only through me': please leave this empty"),
    ({"child_knows": "perhaps"}, "Please choose one of these."),
    ({"child_agrees": "perhaps"}, "Please choose one of these."),
    ({"age_band": "5"}, "Please choose one of these."),
    ({"looked_after": "perhaps"}, "Please choose one of these."),
    ({"feels_safe": "perhaps"}, "Please choose one of these."),
    ({"advocate": "perhaps"}, "Please choose one of these."),
    ({"details": "+44 3000 411111"}, "This is customer care's own number"),
    ({"details": "020 7946 0100"}, OWN),
]


@pytest.mark.parametrize("step", ["next", "send"])
def test_what_is_refused_gives_back_every_word_of_every_field(
    app: Flask, service: Desk, step: str
) -> None:
    for fields, message in REFUSED:
        sent = {**ALL, **fields}
        service.open("/advocate/tell")

        answer = service.post("/advocate/tell", go=step, **sent)

        assert answer.status_code == 400, fields
        assert message in service.text
        # What the page does not offer cannot be chosen on it.
        shown = {name: value for name, value in sent.items() if value not in ("perhaps", "5")}
        shown.pop("way", None) if fields.get("way") == "pigeon" else None
        assert filled_in(service) == shown, fields
    assert how_many(app) == 0


def test_no_detail_of_the_advocate_or_their_service_is_the_child_s(
    app: Flask, service: Desk
) -> None:
    assert service.member
    email = service.member.email
    reaches = (email, f"mail {email.upper()}", "(020) 7946-0100", "+44 20 7946 0100",
               "٠٢٠ ٧٩٤٦ ٠١٠٠", "UNA@WORK.example")  # fmt: skip
    names = ("Una Upfront", " upfront,  UNA ", "Upfront", "UPFRONT")
    fields = ("name", "details", "best_times", "who_else_sees")
    cases = [*product(fields, reaches), *product(("name", "details"), names)]

    for field, said in cases:
        sent = {**ALL, field: said}
        answer = write_down(service, **sent)

        assert answer.status_code == 400, (field, said)
        assert OWN in service.text
        assert filled_in(service) == sent
    assert how_many(app) == 0
    tell(service, name="Una", details="Aunt Una Upfront-Smith, 020 7946 0199")
    assert how_many(app) == 1


def test_every_part_can_be_changed_and_nothing_else_is_lost(app: Flask, service: Desk) -> None:
    write_down(service, **ALL)

    service.post("/advocate/tell", go="change")

    assert filled_in(service) == ALL
    service.post("/advocate/tell", go="next", **{**ALL, "words": "Not quite that"})
    service.post("/advocate/tell", go="send")
    kept = the_intake(app)
    assert [said.text for said in kept.words] == ["Not quite that"]
    assert kept.contact.best_times == ALL["best_times"]


@pytest.mark.parametrize("step", ["next", "send"])
def test_what_was_typed_comes_back_after_the_session_ran_out(
    app: Flask, service: Desk, clock: StandingClock, step: str
) -> None:
    if step == "next":
        service.open("/advocate/tell")
    else:
        write_down(service, **ALL)
    clock.at += timedelta(hours=24)

    sent = ALL if step == "next" else {}
    assert service.post("/advocate/tell", go=step, **sent).status_code == 401
    assert how_many(app) == 0

    sign_in_again(app, service)
    service.open("/advocate/tell")

    assert "You were signed out before this was sent." in service.text
    assert filled_in(service) == ALL
    assert filled_in(service) != {}
    service.open("/advocate/tell")
    assert "words" not in filled_in(service)
