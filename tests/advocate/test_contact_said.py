"""How a child may be reached: one line to obey, and plainly what they have not called safe."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given

from portal.advocate.contact_said import how_to_reach
from portal.domain.flags import Flag, FlagName
from portal.domain.intake import SafeContact
from portal.domain.referral import referrals
from portal.domain.referral_steps import Happened, Step, StepBy
from portal.domain.shared import Shared, shared
from portal.domain.taxonomy import ContactWay, SubmittedBy, TextsAllowed
from portal.domain.triage import Triage
from tests.any_intake import NOW, an_intake, contacts

CLOSED = {"Do not contact them: ring customer care", "Do not text them: ring customer care"}
PHONE = "+447700900777"
ABOUT_IT, NEUTRAL = TextsAllowed.ABOUT_IT, TextsAllowed.NEUTRAL_ONLY
NOTHING_SAID = "They have not said how they can be reached safely."
UNSAFE_PHONE = "There is a phone that they have not called safe. We do not pass on its number."


def told(
    contact: SafeContact, *, stopped: bool = False, taken_over_at: datetime | None = None
) -> Shared:
    sent = Happened(Step.SENT, NOW.date(), NOW, StepBy.CARE, "r1", "upfront", "Upfront")
    flags = (Flag(FlagName.OPTED_OUT, "stop"),) if stopped else ()
    intake = an_intake(
        contact=contact,
        flags=flags,
        taken_over_at=taken_over_at,
        triage=Triage(advocacy_steps=(sent,)),
    )
    return shared(intake, referrals((sent,))[0])


@pytest.mark.parametrize(
    ("contact", "headline", "not_safe"),
    [
        (SafeContact(ContactWay.TEXT, "1"), "Text them", "a call, an e-mail, a letter."),
        (SafeContact(ContactWay.CALL, "1"), "Call them", "a text, an e-mail, a letter."),
        (SafeContact(ContactWay.EMAIL, "1"), "E-mail them", "a text, a call, a letter."),
        (SafeContact(ContactWay.LETTER, "1"), "Write them a letter", "a text, a call, an e-mail."),
        (
            SafeContact(ContactWay.CALL, "1", PHONE, ABOUT_IT),
            "Call them",
            "They have not called these safe: an e-mail, a letter.",
        ),
        (SafeContact(None, "", PHONE, ABOUT_IT), "Text them", "a call, an e-mail, a letter."),
        (SafeContact(None, "", PHONE, NEUTRAL), "Only neutral texts", "an e-mail, a letter."),
        (SafeContact(None, "1", PHONE), "Do not contact them: ring customer care", NOTHING_SAID),
        (SafeContact(), "Do not contact them: ring customer care", NOTHING_SAID),
        (
            SafeContact(ContactWay.THROUGH_SOMEONE, "my nan"),
            "Only through the person they name",
            "They have called nothing safe that goes to themselves.",
        ),
        (
            SafeContact(ContactWay.DO_NOT_CONTACT, "1", PHONE, ABOUT_IT),
            "Do not contact them: ring customer care",
            "They asked not to be contacted. They come back to us by themselves.",
        ),
    ],
)
def test_one_line_says_how_and_the_next_what_is_not_safe(
    contact: SafeContact, headline: str, not_safe: str
) -> None:
    found = how_to_reach(told(contact))

    assert found.headline == headline
    assert found.warnings[0].endswith(not_safe)
    assert found.is_open is (headline not in CLOSED)


@pytest.mark.parametrize(
    ("contact", "stopped", "warning"),
    [
        (
            SafeContact(
                ContactWay.TEXT, "1", given_by=SubmittedBy.HELPER, confirmed_by_child=False
            ),
            False,
            "The child has not confirmed this: nothing with content may go there.",
        ),
        (
            SafeContact(None, "", PHONE, NEUTRAL),
            False,
            "No text may say what this is about, or who you are.",
        ),
        (SafeContact(ContactWay.EMAIL, "1", PHONE), False, UNSAFE_PHONE),
        (SafeContact(ContactWay.EMAIL, "1", PHONE, TextsAllowed.ANOTHER_WAY), False, UNSAFE_PHONE),
        (SafeContact(ContactWay.CALL, "1"), True, "They stopped our texts: do not text them."),
        (
            SafeContact(ContactWay.CALL, "1", who_else_sees="mum"),
            False,
            "Somebody else sees this phone or post.",
        ),
    ],
)
def test_a_warning_stands_there_where_it_is_needed_and_nowhere_else(
    contact: SafeContact, stopped: bool, warning: str
) -> None:
    assert warning in how_to_reach(told(contact, stopped=stopped)).warnings
    plain = SafeContact(ContactWay.CALL, "1", given_by=SubmittedBy.CHILD)
    assert warning not in how_to_reach(told(plain)).warnings


@pytest.mark.parametrize(
    "contact", [SafeContact(ContactWay.TEXT, "1"), SafeContact(None, "", PHONE, ABOUT_IT)]
)
def test_whoever_stopped_our_texts_is_not_to_be_texted(contact: SafeContact) -> None:
    found = how_to_reach(told(contact, stopped=True))

    assert (found.headline, found.is_open) == ("Do not text them: ring customer care", False)


def test_who_gave_it_and_whether_the_child_confirmed_it_is_said_beside_it() -> None:
    given = SafeContact(
        ContactWay.CALL, "1", given_by=SubmittedBy.ADVOCATE, confirmed_by_child=False
    )
    rows = {row.label: row.value for row in how_to_reach(told(given)).rows}
    assert rows["Given by"] == "An advocate"
    assert rows["Confirmed by the child"] == "No: not confirmed by the child"

    own = {
        row.label: row.value for row in how_to_reach(told(SafeContact(ContactWay.CALL, "1"))).rows
    }
    assert own["Confirmed by the child"] == "Yes: they gave it themselves"


def test_what_was_confirmed_behind_the_code_words_says_that_others_may_have_had_them() -> None:
    confirmed = told(SafeContact(ContactWay.CALL, "1"), taken_over_at=NOW)
    not_yet = told(SafeContact(ContactWay.CALL, "1", confirmed_by_child=False), taken_over_at=NOW)

    assert "whoever had those" in _confirmed(confirmed)
    assert _confirmed(not_yet).startswith("No")


def _confirmed(given: Shared) -> str:
    rows = {row.label: row.value for row in how_to_reach(given).rows}
    return rows["Confirmed by the child"]


@given(contact=contacts)
def test_what_they_typed_stands_there_mark_for_mark_or_not_at_all(contact: SafeContact) -> None:
    given = told(contact)
    assert given.contact
    typed = {row.value for row in how_to_reach(given).rows if row.is_typed}

    safe = given.contact
    wanted = {safe.details, safe.texting_address, safe.best_times, safe.who_else_sees}
    assert typed == {one for one in wanted if one.strip()}
