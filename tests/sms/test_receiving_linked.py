"""What a phone texts after its telling was closed is linked to it, for four weeks."""

import pytest

from portal.db import links
from portal.domain.links import LinkKind
from tests.sms.senders import Sender, all_intakes, close, queued, the_intake


def linked(office, intake):
    """What belongs with it."""
    with office.database.read() as connection:
        return [(one.kind, one.reference) for one in links.of(connection, intake.id)]


@pytest.mark.parametrize(("days", "is_linked"), [(0, True), (27, True), (29, False)])
def test_words_after_closing_are_linked_on_both_sides_for_28_days(office, child, days, is_linked):
    child.text("They took my phone")
    close(office, the_intake(office), child.now)
    child.wait(days=days, hours=1)

    child.text("and now my shoes")

    old, new = all_intakes(office)
    pairs = [(LinkKind.LATER, new.reference)], [(LinkKind.LATER, old.reference)]
    assert (linked(office, old), linked(office, new)) == (pairs if is_linked else ([], []))
    assert old.closed_at
    said = {row.data["reference"]: row.data["linked"] for row in queued(office)}
    wanted = [{"kind": "later", "reference": old.reference}] if is_linked else []
    assert said[new.reference] == wanted


def test_another_phone_is_linked_with_nothing(office, child):
    child.text("They took my phone")
    close(office, the_intake(office), child.now)

    Sender(office, "+447700900777", child.now).text("My bus never comes")

    assert [linked(office, one) for one in all_intakes(office)] == [[], []]
