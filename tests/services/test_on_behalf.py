"""Whatever an advocate's form says, what is the child's and what is the advocate's stay apart."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from portal.advocate.tell_forms import TellForm
from portal.domain.advocacy import AdvocacyService, DatedName
from portal.domain.intake import Intake, verbatim
from portal.domain.staff import Role, StaffMember
from portal.domain.submitter import Relation, WordsOf
from portal.domain.taxonomy import MethodOfReceipt, Originator, SubmittedBy
from portal.services import on_behalf
from portal.services.own_details import OwnDetails
from tests.any_intake import TYPED

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
UNA = StaffMember(
    "9" * 36, "una@work.example", "Una Upfront", frozenset({Role.ADVOCATE}), service="upfront"
)
UPFRONT = AdvocacyService(
    "upfront",
    (DatedName("Upfront", date(2007, 4, 1)), DatedName("Up Front Kent", date(2026, 12, 1))),
    (),
    phone="01622 000111",
    email="office@upfront.example",
)
CHOICES = {
    "child_knows": ("", "yes", "no", "not_sure"),
    "child_agrees": ("", "yes", "no", "not_sure"),
    "age_band": ("", "under_10", "13-15"),
    "looked_after": ("", "yes", "no", "not_sure"),
    "feels_safe": ("", "yes", "no", "not_sure"),
    "advocate": ("", "me", "yes", "no"),
}
anything = st.text(max_size=40) | st.sampled_from(TYPED)
BOXES = ("desired_outcome", "how_known", "should_not_see", "best_times", "who_else_sees", "name")
forms = st.fixed_dictionaries(
    {
        "words": anything.filter(lambda text: verbatim(text).strip()),
        "language": st.sampled_from(("", "English", "arabic", "Tigrinya")),
        "own_contact": anything,
        # Fields of a child's own form, which this one does not have.
        "confirmed_by_child": st.just("y"),
        "originator": st.just("Parent"),
        **dict.fromkeys(BOXES, anything),
        **{name: st.sampled_from(values) for name, values in CHOICES.items()},
    }
)
ways = st.one_of(
    st.tuples(st.just("me"), st.just("")),
    st.tuples(st.sampled_from(("", "text", "email", "through_someone")), anything),
)


def told(fields: dict[str, str], way: tuple[str, str]) -> tuple[TellForm, Intake]:
    """The form, filled in so, and what it makes; the app is there for the form alone."""
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "for a form that nobody sends"
    sent = MultiDict({**fields, "way": way[0], "details": way[1]})
    with app.test_request_context(method="POST"):
        form = TellForm(sent)
        del form["csrf_token"]
        assert form.validate(), form.errors
        typed = form.told("HH2H-H2HH", "6f2d1c9a-0000-4000-8000-000000000000", NOW)
        return form, on_behalf.by_advocate(typed, form.part, UNA, UPFRONT, NOW)


@given(forms, ways)
def test_originator_submitter_and_the_child_s_details_are_never_mixed(
    fields: dict[str, str], way: tuple[str, str]
) -> None:
    _, intake = told(fields, way)

    assert intake.method is MethodOfReceipt.WEB_FORM
    assert (intake.originator, intake.submitted_by) == (Originator.CHILD, SubmittedBy.ADVOCATE)
    contact, submitter = intake.contact, intake.submitter
    assert (contact.given_by, contact.confirmed_by_child) == (SubmittedBy.ADVOCATE, False)
    assert (contact.texting_address, contact.texts_allowed) == ("", None)
    assert submitter
    assert (submitter.relation, submitter.name, submitter.organisation) == (
        Relation.ADVOCATE,
        "Una Upfront",
        "Upfront",
    )
    assert (submitter.staff_id, submitter.service) == (UNA.id, "upfront")
    assert submitter.words_of is WordsOf.CHILD


@given(forms, ways)
def test_every_word_is_kept_where_it_was_written(
    fields: dict[str, str], way: tuple[str, str]
) -> None:
    _, intake = told(fields, way)

    kept: dict[str, Any] = {
        "words": intake.words[0].text,
        "desired_outcome": intake.desired_outcome,
        "should_not_see": intake.should_not_see,
        "name": intake.name,
        "best_times": intake.contact.best_times,
        "who_else_sees": intake.contact.who_else_sees,
        "how_known": intake.submitter and intake.submitter.how_known,
        "own_contact": intake.submitter and intake.submitter.contact,
    }
    assert kept == {name: verbatim(fields[name]) for name in kept}
    details = "Una Upfront, Upfront" if way[0] == "me" else verbatim(way[1])
    assert intake.contact.details == details


@given(st.text(max_size=20), st.sampled_from(("una@work.example", "office@upfront.example",
       "01622 000111", "+44 1622 000 111", "020 7946 0100")), st.text(max_size=20))  # fmt: skip
def test_what_reaches_the_advocate_reaches_nobody_else(before: str, own: str, after: str) -> None:
    details = OwnDetails(UNA, UPFRONT, "ring me on 020 7946 0100 (office)")

    # A digit beside a number would make it another one.
    assert details.reaches(f"{before} / {own} / {after}")


def test_a_child_s_own_number_and_name_are_not_the_advocate_s() -> None:
    details = OwnDetails(UNA, UPFRONT, "020 7946 0100")

    for text in ("", "07700 900123", "sam@home.example", "Una", "through my aunt Una", "0100"):
        assert not details.reaches(text), text
        assert not details.is_name(text), text
    assert not OwnDetails(UNA).reaches("07700 900123")
