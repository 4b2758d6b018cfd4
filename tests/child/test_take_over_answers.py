"""What a child says of what was told about them, and of how they may be reached."""

from __future__ import annotations

import html
from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.care.intake_parts.reach import reach
from portal.domain.flags import FlagName
from portal.domain.intake import Intake, verbatim
from portal.domain.submitter import ChildSays
from portal.domain.taxonomy import ContactWay, SubmittedBy
from portal.services import intake as intake_service
from tests.any_intake import texts
from tests.child.told import GIVEN, WORDS, own, take_over, told
from tests.desk_client import the_intake
from tests.portal_client import Child, office_of, records

UNCONFIRMED = "The child has not confirmed this: send nothing with content there."
TYPED = "No!! he <3 said\r\n\r\n  هاتفي \U0001f622"
FIELDS = ("words", "details", "times", "others", "not_them", "trusted_who")
PICKED = {
    "says": [*ChildSays, "x"],
    "way": [*ContactWay, "as_it_stands", "x"],
    "wish": ["want", "another", "nobody", "trusted", "x"],
    "service": ["upfront", "nch", "you_choose", "x"],
}


@pytest.fixture
def child(app: Flask) -> Child:
    """A child who has taken over what an advocate told."""
    return take_over(Child(app.test_client(use_cookies=False)), told(app))


def looked_at(app: Flask, **more: object) -> None:
    """Customer care have seen it, and whatever is named here."""
    place = office_of(app)
    with place.database.write() as connection:
        seen = replace(the_intake(app), seen_at=place.clock(), **more)  # type: ignore[arg-type]
        intake_service.keep(connection, place, seen, None, place.clock())


def everything_kept(intake: Intake) -> str:
    """All that people typed into it."""
    contact, wish = intake.contact, intake.wish
    reached = (contact.details, contact.best_times, contact.who_else_sees)
    said = (one.text for one in intake.words)
    return "\n".join((*said, *reached, wish.not_them, wish.trusted_who))


def test_what_the_child_adds_is_kept_as_their_own_words(app: Flask, child: Child) -> None:
    looked_at(app)

    child.post("take-over", go="send", says="something_wrong", words=TYPED)

    kept = the_intake(app)
    assert [(one.text, one.is_new) for one in kept.words] == [(WORDS, False), (TYPED, True)]
    assert kept.child_says is ChildSays.WRONG
    assert kept.seen_at is None
    assert "Thank you. We have it." in child.text
    assert "This is what you wrote No!! he <3 said" in child.text
    assert records(app)[-1]["words"][-1] == {
        "text": TYPED,
        "said_at": records(app)[-1]["words"][-1]["said_at"],
        "new": True,
    }


def test_the_same_form_sent_twice_counts_once(app: Flask, child: Child) -> None:
    form = dict(child.hidden)
    said = {"says": "right", "words": TYPED, "way": "as_it_stands", "others": "mum",
            "wish": "nobody", "not_them": "Not Dave"}  # fmt: skip
    child.post("take-over", go="send", **said)
    kept = the_intake(app)

    child.hidden = form
    child.post("take-over", go="send", **said)

    assert the_intake(app) == kept
    assert "Thank you. We have it." in child.text


def test_the_same_words_from_another_page_are_said_again(app: Flask, child: Child) -> None:
    for _ in range(2):
        child.post("take-over", go="send", words="No!")

    assert [one.text for one in the_intake(app).words] == [WORDS, "No!", "No!"]


def test_their_words_are_screened_as_all_words_are(app: Flask, child: Child) -> None:
    child.post("take-over", go="send", words="he hits me")

    assert the_intake(app).has_flag(FlagName.URGENT)
    assert "If you are not safe, do not wait for us" in child.text


@pytest.mark.parametrize("field", ["not_them", "trusted_who", "details", "others"])
def test_danger_is_seen_wherever_it_is_said(app: Flask, child: Child, field: str) -> None:
    child.post("take-over", go="send", **{field: "he hits me"})

    assert the_intake(app).has_flag(FlagName.URGENT)


def test_what_a_child_did_not_want_told_is_at_the_top_and_nothing_is_gone(
    app: Flask, child: Child
) -> None:
    looked_at(app, closed_at=office_of(app).clock())
    before = the_intake(app)

    child.post("take-over", go="send", says="not_wanted")

    kept = the_intake(app)
    assert kept.child_says is ChildSays.NOT_WANTED
    assert [(flag.name, flag.rule) for flag in kept.flags] == [
        (FlagName.URGENT, "did-not-want-this")
    ]
    assert (kept.seen_at, kept.closed_at) == (None, None)
    assert kept.words == before.words
    assert "What they wrote is not thrown away." in child.text
    assert "If someone may not be safe, we still have to act." in child.text


def test_nothing_said_changes_nothing(app: Flask, child: Child) -> None:
    looked_at(app)
    before, queued = the_intake(app), len(records(app))

    child.post("take-over", go="send", words=" ", details=" \r\n")

    assert the_intake(app) == before
    assert len(records(app)) == queued


# What the child says of how to reach them; what is kept then, beside what was there.
REACH = {
    "nothing": ({}, {}),
    "other things": ({"words": "hi", "says": "right", "wish": "want"}, {}),
    "yes": ({"way": "as_it_stands"}, {"confirmed_by_child": True}),
    "yes, and more of it": (
        {"way": "as_it_stands", "times": "not on Mondays", "details": "or 01622 900123"},
        {
            "confirmed_by_child": True,
            "best_times": "after 4\n\nnot on Mondays",
            "details": "07700 900123\n\nor 01622 900123",
        },
    ),
    "another way": (
        {"way": "email", "details": "sam@example.com", "others": "nobody"},
        {
            "way": ContactWay.EMAIL,
            "details": "sam@example.com",
            "best_times": "",
            "who_else_sees": "nobody",
            "given_by": SubmittedBy.CHILD,
            "confirmed_by_child": True,
        },
    ),
    "the same way, without the number": (
        {"way": "text"},
        {
            "details": "",
            "best_times": "",
            "given_by": SubmittedBy.CHILD,
            "confirmed_by_child": True,
        },
    ),
    "a number and no way": (
        {"details": "07700 900456"},
        {
            "way": None,
            "details": "07700 900456",
            "best_times": "",
            "given_by": SubmittedBy.CHILD,
            "confirmed_by_child": True,
        },
    ),
    "not at all": (
        {"way": "do_not_contact"},
        {
            "way": ContactWay.DO_NOT_CONTACT,
            "details": "",
            "best_times": "",
            "given_by": SubmittedBy.CHILD,
            "confirmed_by_child": True,
        },
    ),
}


@pytest.mark.parametrize("what", REACH)
def test_only_the_child_makes_a_contact_safe(app: Flask, child: Child, what: str) -> None:
    said, kept = REACH[what]

    child.post("take-over", go="send", **said)

    contact = the_intake(app).contact
    assert contact == replace(GIVEN, **kept)  # type: ignore[arg-type]
    warned = UNCONFIRMED in reach(the_intake(app)).warnings
    assert warned is not contact.confirmed_by_child
    assert records(app)[-1]["contact"]["confirmed_by_child"] is contact.confirmed_by_child
    asked = "We send you nothing this way until you say yes." in child.text
    assert asked is not contact.confirmed_by_child


def test_a_child_who_told_it_themselves_reads_it_as_theirs(app: Flask) -> None:
    code = own(app)
    child = Child(app.test_client(use_cookies=False))
    child.open("take-over")
    child.post("take-over", go="open", code_words=code)

    assert "Welcome back" in child.text
    assert "What you told us" in child.text
    assert "What we were told" not in child.text
    assert "Someone else told us this." not in child.text


def test_an_answer_that_no_page_offers_comes_back_with_every_word(app: Flask, child: Child) -> None:
    before = the_intake(app)

    page = child.post("take-over", go="send", way="x", words=TYPED, not_them="Not Dave")

    assert page.status_code == 400
    assert "Please pick one of these, or leave it out." in child.text
    assert child.typed == TYPED
    assert "Not Dave</textarea>" in page.text
    assert the_intake(app) == before


def test_more_than_a_book_is_given_back(child: Child) -> None:
    page = child.post("take-over", go="send", words="a" * 1_100_000)
    assert page.status_code == 200

    page = child.post("take-over", go="send", words="b" * 1_100_000)

    assert page.status_code == 413
    assert "b" * 1_100_000 in page.text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    typed=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=40) | texts),
    picked=st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(list(map(str, of))) for name, of in PICKED.items()}
    ),
    is_ours=st.booleans(),
)
def test_whatever_is_typed_is_kept_or_given_back(
    app: Flask, child: Child, typed: dict[str, str], picked: dict[str, str], is_ours: bool
) -> None:
    sealed = child.hidden["form"] if is_ours else "not ours"
    data = {"go": "send", "form": sealed, **typed, **picked}

    page = child.client.post("/en/take-over", data=data)

    assert page.status_code in (200, 400)
    kept, source = everything_kept(the_intake(app)), verbatim(html.unescape(page.text))
    for text in filter(str.strip, map(verbatim, typed.values())):
        is_given_back = page.status_code == 400 and in_one_line(text) in in_one_line(source)
        assert text in kept or is_given_back


def in_one_line(text: str) -> str:
    return " ".join(text.split())
