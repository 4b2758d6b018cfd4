"""Intakes: one with everything, and any at all, whatever was typed, answered or left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from portal.domain.clock import WorkingDays
from portal.domain.deadlines import Rules, deadlines
from portal.domain.flags import Flag, FlagName
from portal.domain.guide_answers import Guide
from portal.domain.inbox import InboxPlace, inbox_place
from portal.domain.intake import AdvocateWish, Intake, SafeContact, Words, new_id, verbatim
from portal.domain.may_not_act import Ground, IndependentPerson, MayNotAct
from portal.domain.pauses import Pause
from portal.domain.referral_steps import Happened, Step, StepBy
from portal.domain.submitter import ChildSays, Knows, Relation, Submitter, WordsOf
from portal.domain.taxonomy import (
    AgeBand,
    ContactWay,
    FeelsSafe,
    Kind,
    LookedAfter,
    MethodOfReceipt,
    Originator,
    Outcome,
    RecordType,
    Stage,
    Subject,
    SubmittedBy,
    TextsAllowed,
    YesNo,
)
from portal.domain.triage import Closing, Done, Told, Translation, Triage

# What hands type that code forgets: right to left, joiners, marks, HTML, line breaks, spaces.
TYPED = (
    "  <3 he said\r\n\r\n\u200cمی\u200cخواهم ' \" & \U0001f622\tend  ",
    "<script>alert(1)</script>",
    "e\u0301 & &amp; &lt;3 \\n %s {0} '; DROP TABLE words; --",
    "\u202eright to left\u202c \ufeff\u2028\u0085\x7f",
    "👩🏽‍🍳🏴󠁧󠁢󠁷󠁬󠁳󠁿",
)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def an_intake(**more: object) -> Intake:
    """One intake with an answer to everything, but for what is named here."""
    return Intake(
        **{  # type: ignore[arg-type]
            "id": new_id(),
            "reference": "K7M2QX",
            "received_at": NOW,
            "method": MethodOfReceipt.WEB_FORM,
            "language": "ar",
            "words": (Words(TYPED[0], NOW), Words("and more", NOW + timedelta(1), is_new=True)),
            "submission_id": new_id(),
            "kind": Kind.WRONG,
            "record_type": RecordType.STATUTORY,
            "topic": "placement",
            "age_band": AgeBand.FROM_13,
            "looked_after": LookedAfter.NOT_SURE,
            "wants_advocate": YesNo.YES,
            "advocate_asked_at": NOW,
            "advocacy_services": ("upfront", "action_for_children"),
            "feels_safe": FeelsSafe.NO,
            "name": "سام",
            "desired_outcome": "Tell me first\n",
            "should_not_see": "Not Dave",
            "contact": SafeContact(
                ContactWay.TEXT,
                "07700 900123",
                "+447700900123",
                TextsAllowed.ABOUT_IT,
                "4pm",
                "mum",
            ),
            "flags": (
                Flag(FlagName.URGENT, "answered-not-safe"),
                Flag(FlagName.ADVOCACY, "a", "en"),
            ),
            "wish": AdvocateWish("upfront", "Not Sarah", True, "My nan \U0001f499"),
            "submitter": Submitter(Relation.ADVOCATE, "Una", "Upfront", "020", "9" * 8, "upfront"),
            "taken_over_at": NOW,
            "child_says": ChildSays.WRONG,
            "closed_at": NOW,
            "seen_at": NOW,
            "triage": a_triage(),
            **more,
        }
    )


def a_triage() -> Triage:
    """Something of every kind decided."""
    day = NOW.date()
    return Triage(
        guide=Guide(who="child", proposed=RecordType.STATUTORY),
        late_reason="<3 nobody asked \U0001f622",
        main_subject=Subject.DECISION,
        other_subjects=(Subject.DELAY, Subject.SUPPORT),
        stage=Stage.ONE,
        is_complex=True,
        complex_reason="two agencies",
        pauses=(Pause(day, "waits for Upfront"),),
        acknowledged=Done(day, "by telephone"),
        area="Thanet",
        advocacy_steps=(
            Happened(Step.SENT, day, NOW, StepBy.CARE, "r1", "upfront", "Upfront"),
            Happened(Step.NAMED, day, NOW, StepBy.SERVICE, "r1", "upfront", "Upfront", "Una"),
        ),
        may_not_act=(MayNotAct(Ground.SUBJECT, "Dave"),),
        independent_person=IndependentPerson("Ivy", "Others", "", day),
        assigned_to="99999999-9999-4999-8999-999999999999",
        safeguarding=(Told("duty team", NOW, "told at once"),),
        closing=Closing((Outcome.EXPLANATION, Outcome.APOLOGY), "tell children first", True),
        translations=(Translation("en", "A. Translator", day, "I want to go home"),),
    )


def a_place(intake: Intake) -> InboxPlace:
    """Where it stands in the inbox of an office that knows no holidays."""
    rules = Rules(WorkingDays(lambda _: False), 2, 10, pause_counts=False)
    return inbox_place(intake, deadlines(intake, rules))


texts = st.sampled_from(TYPED) | st.text(st.characters(codec="utf-8")).map(verbatim)
texts_said = texts.filter(lambda text: bool(text.strip()))
times = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001 - the zone is in the next argument
    datetime(2030, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
languages = st.sampled_from(["en", "ar", "fa-AF", "und"])


flags = st.builds(
    Flag,
    name=st.sampled_from(FlagName),
    rule=st.sampled_from(["self-harm", "answered-not-safe", "asked", "hidden-box-filled"]),
    language=st.sampled_from([None, "en", "ar"]),
)
contacts = st.builds(
    SafeContact,
    way=st.none() | st.sampled_from(ContactWay),
    details=texts,
    texting_address=texts,
    texts_allowed=st.none() | st.sampled_from(TextsAllowed),
    best_times=texts,
    who_else_sees=texts,
    given_by=st.sampled_from(SubmittedBy),
    confirmed_by_child=st.booleans(),
)
submitters = st.builds(
    Submitter,
    relation=st.sampled_from(Relation),
    name=texts,
    organisation=texts,
    contact=texts,
    staff_id=st.none() | st.uuids().map(str),
    service=st.sampled_from(["", "upfront"]),
    child_knows=st.none() | st.sampled_from(Knows),
    child_agrees=st.none() | st.sampled_from(Knows),
    how_known=texts,
    words_of=st.none() | st.sampled_from(WordsOf),
)
intakes = st.builds(
    Intake,
    id=st.builds(new_id),
    reference=st.uuids().map(lambda uuid: uuid.hex[:16]),
    received_at=times,
    method=st.sampled_from(MethodOfReceipt),
    language=languages,
    words=st.lists(st.builds(Words, texts_said, times, st.booleans()), min_size=1, max_size=4).map(
        tuple
    ),
    submission_id=st.none() | st.uuids().map(str),
    kind=st.none() | st.sampled_from(Kind),
    record_type=st.none() | st.sampled_from(RecordType),
    originator=st.none() | st.sampled_from(Originator),
    submitted_by=st.sampled_from(SubmittedBy),
    topic=st.none() | st.sampled_from(["placement", "school"]),
    age_band=st.none() | st.sampled_from(AgeBand),
    looked_after=st.none() | st.sampled_from(LookedAfter),
    wants_advocate=st.none() | st.sampled_from(YesNo),
    advocate_asked_at=st.none() | times,
    advocacy_services=st.lists(
        st.sampled_from(["upfront", "action_for_children"]), unique=True
    ).map(tuple),
    feels_safe=st.none() | st.sampled_from(FeelsSafe),
    name=texts,
    desired_outcome=texts,
    should_not_see=texts,
    contact=contacts,
    flags=st.lists(flags, unique=True, max_size=5).map(tuple),
    wish=st.builds(AdvocateWish, st.sampled_from(["", "upfront"]), texts, st.booleans(), texts),
    submitter=st.none() | submitters,
    taken_over_at=st.none() | times,
    child_says=st.none() | st.sampled_from(ChildSays),
    closed_at=st.none() | times,
    seen_at=st.none() | times,
    triage=st.sampled_from((Triage(), a_triage())),
)
