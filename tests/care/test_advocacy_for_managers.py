"""A manager who answers a complaint reads that somebody speaks up, and no note beside it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from portal.domain.intake import AdvocateWish
from portal.domain.staff import Role
from portal.domain.taxonomy import YesNo
from tests.care.wishing import ON, SEND, at
from tests.child.told import own
from tests.desk_client import Desk, the_intake

NOTES = {
    "how it was passed on": "Zebra rang them",
    "why it was handed back": "Quagga is afraid of her manager",
    "whom they do not want": "Not Okapi",
    "whom they trust": "Aunt Narwhal",
}


def test_a_manager_reads_no_note_of_a_child_s_wish(
    app: Flask, desk: Desk, sign_in: Callable[..., Desk]
) -> None:
    said = list(NOTES.values())
    wish = AdvocateWish(not_them=said[2], trusted=True, trusted_who=said[3])
    own(app, wants_advocate=YesNo.YES, wish=wish)
    reference = the_intake(app).reference
    desk.decide(reference, "advocacy", **{**SEND, "how": said[0]})
    desk.decide(reference, "advocacy-news", step="handed_back", on=ON, note=said[1])
    manager = sign_in("Mo Manager", roles={Role.MANAGER})
    assert manager.member
    desk.decide(reference, "pass", passed_to=manager.member.id)

    of_officer, of_manager = (one.open(at(reference)).text for one in (desk, manager))

    assert [note for note in said if note not in of_officer] == []
    assert [note for note in said if note in of_manager] == []
    assert "No service has it now" not in manager.text
    assert "They ask for one, and no service has it" in manager.text
