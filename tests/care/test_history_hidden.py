"""What the history of one intake must not say: of another that is hidden, or in officers' notes."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from portal.domain.staff import Role
from tests.care.intakes import kept
from tests.desk_client import Desk
from tests.web.every_page import StandingClock

SignIn = Callable[..., Desk]


def test_that_it_was_linked_is_told_to_nobody_who_is_kept_from_the_other(
    app: Flask, clock: StandingClock, desk: Desk, sign_in: SignIn
) -> None:
    seen, hidden = kept(app, clock, "amber river"), kept(app, clock, "violet sky")
    other = sign_in("Ada Other")
    assert desk.member
    other.decide(hidden.reference, "shield", barred=desk.member.id)
    desk.open(f"intakes/{seen.reference}/note")

    other.decide(seen.reference, "link", other=hidden.reference, as_what="same_home")
    other.decide(seen.reference, "link", other=hidden.reference, as_what="not")

    assert desk.post(f"intakes/{seen.reference}/note", note="hello").status_code == 409
    assert "same home" not in desk.text
    assert "not linked" not in desk.text
    desk.open(f"intakes/{seen.reference}")
    assert "Linked" not in desk.text
    assert "Linked" in other.open(f"intakes/{seen.reference}").text


def test_a_manager_who_was_slower_reads_no_note_of_an_officer_nor_who_is_kept_from_it(
    app: Flask, clock: StandingClock, desk: Desk, sign_in: SignIn
) -> None:
    reference = kept(app, clock, "amber river").reference
    manager, barred = sign_in("Mo Manager", roles={Role.MANAGER}), sign_in("Bo Barred")
    assert manager.member
    assert barred.member
    desk.decide(reference, "pass", passed_to=manager.member.id)
    manager.open(f"intakes/{reference}/contact-made")
    desk.decide(reference, "note", note="The child is afraid of her uncle")
    desk.decide(reference, "shield", barred=barred.member.id)

    answer = manager.post(f"intakes/{reference}/contact-made", how="By telephone")

    assert answer.status_code == 409
    assert "uncle" not in manager.text
    assert "Bo Barred" not in manager.text
    assert manager.post(f"intakes/{reference}/contact-made", how="By telephone").status_code == 200
