"""What the page of one intake says, part by part, in tables."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.care.decision_forms import FORMS
from portal.care.intake_parts.answers import answers
from portal.care.intake_parts.clocks import Clock, about_the_pause, clocks, how_far
from portal.care.intake_parts.decided import decided_so_far
from portal.care.intake_parts.flags import raised_flags
from portal.care.intake_parts.glance import glance
from portal.care.intake_parts.offered import offered
from portal.care.intake_parts.reach import reach
from portal.domain.clock import WorkingDays
from portal.domain.deadlines import Rules, deadlines
from portal.domain.flags import Flag, FlagName
from portal.domain.intake import Intake, SafeContact
from portal.domain.may_not_act import Ground, MayNotAct
from portal.domain.pauses import Pause
from portal.domain.staff import Role, StaffMember
from portal.domain.taxonomy import ContactWay, Stage, SubmittedBy, TextsAllowed, YesNo
from portal.domain.triage import Told, Triage
from tests.any_intake import NOW, an_intake
from tests.domain.deciding import sent

DAYS = WorkingDays(lambda _: False)
TUESDAY = date(2026, 11, 24)
OFFICER = StaffMember("o", "o@kent.example", "Olu", frozenset({Role.OFFICER}))
MANAGER = StaffMember("m", "m@kent.example", "Mo", frozenset({Role.MANAGER}))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (2, "in 2 working days"),
        (4, "in 3 working days"),
        (6, "in 4 working days"),
        (14, "in 10 working days"),
        (-1, "overdue by 1 working day"),
        (-5, "overdue by 3 working days"),
    ],
)
def test_how_far_away_a_day_is_in_working_days(days: int, said: str) -> None:
    assert how_far(TUESDAY + timedelta(days), TUESDAY, DAYS) == said


def test_what_was_due_before_a_weekend_is_overdue_in_it() -> None:
    assert how_far(date(2026, 11, 27), date(2026, 11, 28), DAYS) == "overdue"


@pytest.mark.parametrize(
    ("contact", "headline", "is_open"),
    [
        (SafeContact(), "Do not contact: they did not say how", False),
        (
            SafeContact(ContactWay.DO_NOT_CONTACT),
            "Do not contact: they come back with their code words",
            False,
        ),
        (
            SafeContact(texting_address="+44", texts_allowed=TextsAllowed.ANOTHER_WAY),
            "Do not contact: they come back with their code words",
            False,
        ),
        (
            SafeContact(texting_address="+44", texts_allowed=TextsAllowed.NEUTRAL_ONLY),
            "Only neutral texts",
            True,
        ),
        (
            SafeContact(ContactWay.TEXT, texts_allowed=TextsAllowed.NEUTRAL_ONLY),
            "Only neutral texts",
            True,
        ),
        (SafeContact(ContactWay.TEXT, texts_allowed=TextsAllowed.ABOUT_IT), "Text them", True),
        (SafeContact(ContactWay.CALL), "Call them", True),
        (SafeContact(ContactWay.EMAIL), "E-mail them", True),
        (SafeContact(ContactWay.LETTER), "Write them a letter", True),
        (
            SafeContact(ContactWay.THROUGH_SOMEONE, "Miss Bello"),
            "Only through the person they name",
            True,
        ),
        (
            SafeContact(ContactWay.DO_NOT_CONTACT, texts_allowed=TextsAllowed.NEUTRAL_ONLY),
            "Do not contact: they come back with their code words",
            False,
        ),
    ],
)
def test_how_to_reach_them_is_one_plain_line(
    contact: SafeContact, headline: str, is_open: bool
) -> None:
    how = reach(an_intake(contact=contact, flags=()))

    assert (how.headline, how.is_open) == (headline, is_open)


@pytest.mark.parametrize(
    ("contact", "warning"),
    [
        (SafeContact(confirmed_by_child=False), "The child has not confirmed this"),
        (SafeContact(who_else_sees="mum"), "Somebody else sees"),
        (SafeContact(texts_allowed=TextsAllowed.NEUTRAL_ONLY), "No text may say"),
        (SafeContact(texts_allowed=TextsAllowed.ANOTHER_WAY), "Do not text the phone"),
        (SafeContact(texting_address="+44"), "They did not say whether texts are safe"),
    ],
)
def test_how_not_to_reach_them_is_said_too(contact: SafeContact, warning: str) -> None:
    assert warning in " ".join(reach(an_intake(contact=contact, flags=())).warnings)


def test_whoever_opted_out_gets_no_texts() -> None:
    opted_out = an_intake(flags=(Flag(FlagName.OPTED_OUT, "opted-out"),))

    assert "They opted out of texts: no text of ours reaches them." in reach(opted_out).warnings


@pytest.mark.parametrize(
    ("given_by", "confirmed", "said"),
    [
        (SubmittedBy.CHILD, True, ("The child", "Yes: they gave it themselves")),
        (SubmittedBy.HELPER, False, ("Someone who helps them", "No")),
        (SubmittedBy.ADVOCATE, True, ("An advocate", "Yes")),
        (SubmittedBy.STAFF, False, ("Customer care, on their behalf", "No")),
    ],
)
def test_who_gave_a_contact_and_whether_it_is_confirmed(
    given_by: SubmittedBy, confirmed: bool, said: tuple[str, str]
) -> None:
    contact = SafeContact(
        ContactWay.CALL, "01622 1", given_by=given_by, confirmed_by_child=confirmed
    )

    intake = an_intake(contact=contact, taken_over_at=None)
    rows = {row.label: row.value for row in reach(intake).rows}

    assert (rows["Given by"], rows["Confirmed by the child"]) == said


def test_every_flag_says_its_rule_and_why_pressing_ones_first() -> None:
    intake = an_intake(
        flags=(
            Flag(FlagName.ADVOCACY, "asked"),
            Flag(FlagName.URGENT, "hit-or-hurt", "en"),
            Flag(FlagName.URGENT, "hit-or-hurt", "ar"),
        )
    )

    first, second = raised_flags(intake)

    assert (first.label, first.is_first) == ("Urgent", True)
    assert [(r.rule, r.why.split()[0]) for r in first.reasons] == [("Hit or hurt", "Somebody")]
    assert (second.label, second.is_first) == ("Someone to speak up", False)


def test_a_glance_says_danger_contact_and_what_is_due() -> None:
    intake = an_intake(
        flags=tuple(Flag(FlagName.URGENT, f"rule-{n}") for n in range(5)),
        contact=SafeContact(),
        should_not_see="Dave",
        closed_at=None,
        triage=Triage(names_matched=True),
    )
    due = clocks_of(an_intake(closed_at=None, wants_advocate=YesNo.NO, triage=Triage()), late=True)

    lines = glance(intake, raised_flags(intake), reach(intake), due)

    assert [(one.text, one.tone) for one in lines[:4]] == [
        ("Urgent: rule 0, rule 1, rule 2 and 2 more", "danger"),
        ("Nobody is recorded as told of the danger", "danger"),
        ("Do not contact: they did not say how", "warm"),
        ("Somebody must not see this", "warm"),
    ]
    assert lines[4].tone == "danger"
    assert "Answer by" in lines[4].text
    assert "overdue" in lines[4].text


def test_a_glance_says_how_to_reach_them_only_with_what_must_not_be_done() -> None:
    intake = an_intake(
        contact=SafeContact(ContactWay.TEXT, who_else_sees="mum"), flags=(), triage=Triage()
    )

    lines = [one.text for one in glance(intake, (), reach(intake), ())]

    assert lines[0] == "Text them, but: Somebody else sees this phone or post."


def test_a_glance_says_when_safeguarding_was_told_last() -> None:
    told = Triage(safeguarding=(Told("Police", NOW),))
    intake = an_intake(flags=(Flag(FlagName.URGENT, "hit-or-hurt"),), triage=told)

    lines = glance(intake, raised_flags(intake), reach(intake), ())

    assert (lines[1].text[:19], lines[1].tone) == ("Safeguarding told: ", "calm")


def test_answers_are_in_a_managers_words_and_what_is_not_said_is_empty() -> None:
    said = {row.label: row.value for row in answers(an_intake(), ())}
    unsaid = an_intake(
        kind=None, desired_outcome=" ", feels_safe=None, age_band=None, looked_after=None,
        wants_advocate=None, advocate_asked_at=None, advocacy_services=(), flags=(),
    )  # fmt: skip

    assert said["What it is"] == "Something is wrong"
    assert said["Feels safe now"] == "No: they do not feel safe"
    assert said["Age"] == "13 to 15"
    assert said["Lives in care"] == "They are not sure"
    assert said["Wants someone to speak up"] == "Yes, since Mon 23 Nov 2026, 12:00"
    assert [row.value for row in answers(unsaid, ())] == [""] * 7


def test_words_that_sound_like_a_wish_for_an_advocate_are_told_from_an_answer() -> None:
    flagged = an_intake(wants_advocate=None, flags=(Flag(FlagName.ADVOCACY, "asks-for-advocate"),))
    refused = an_intake(wants_advocate=YesNo.NO)

    assert "their words sound like it" in wish(flagged)
    assert wish(refused) == "No"


def wish(intake: Intake) -> str:
    return {row.label: row.value for row in answers(intake, ())}["Wants someone to speak up"]


def clocks_of(intake: Intake, *, late: bool = False) -> tuple[Clock, ...]:
    rules = Rules(DAYS, 2, 10, pause_counts=True)
    today = NOW.date() + timedelta(60 if late else 1)
    return clocks(intake, deadlines(intake, rules), today, DAYS)


def test_nothing_is_due_once_it_is_closed() -> None:
    assert clocks_of(an_intake(closed_at=NOW)) == ()
    assert clocks_of(an_intake(closed_at=None))


@pytest.mark.parametrize(
    ("until", "counts", "said"),
    [
        (date(2026, 11, 27), True, "Without the pause: Mon 7 Dec 2026."),
        (None, True, "It is paused for an advocate"),
        (date(2026, 11, 27), False, "does not move the date"),
    ],
)
def test_both_dates_of_a_pause_are_said(until: date | None, counts: bool, said: str) -> None:
    paused = Triage(pauses=(Pause(date(2026, 11, 25), "waits for Upfront", until),))
    intake = an_intake(closed_at=None, triage=paused)
    due = deadlines(intake, Rules(DAYS, 2, 10, pause_counts=counts))

    assert said in about_the_pause(intake, due, counts=counts)
    assert about_the_pause(an_intake(triage=Triage()), due, counts=counts) == ""


def test_what_is_decided_names_people_and_is_silent_about_who_is_kept_out_to_a_manager() -> None:
    decided = Triage(assigned_to="o", passed_to="m", barred=("d",), names_matched=True)
    names = {"o": "Olu", "m": "Mo", "d": "Dave"}.__getitem__
    intake = an_intake(triage=decided)

    for_officer = {r.label: r.value for r in decided_so_far(intake, names, is_officer=True)}
    for_manager = {r.label: r.value for r in decided_so_far(intake, names, is_officer=False)}

    assert for_officer["Who has it"] == "Olu"
    assert for_officer["Passed to"] == "Mo"
    assert for_officer["Kept from"] == "Dave"
    assert "Dave" not in str(for_manager)


def test_everything_decided_in_the_fullest_triage_is_said() -> None:
    rows = {r.label: r.value for r in decided_so_far(an_intake(), str, is_officer=True)}

    assert rows["Record type"] == "Statutory complaint"
    assert rows["Main subject"] == "Disputed decision"
    assert rows["Other subjects"] == "Delay, Lack of support"
    assert rows["Complex"] == "Yes: two agencies"
    assert "waits still: waits for Upfront" in rows["Paused"]
    assert rows["Safeguarding told"] == "duty team, Mon 23 Nov 2026, 12:00: told at once"
    assert rows["Outcomes"] == "Explanation, Apology"


def test_an_officer_may_choose_among_all_groups_and_a_manager_among_theirs_alone() -> None:
    intake = an_intake(closed_at=None)

    all_of_it = offered(intake, OFFICER, FORMS)
    theirs = offered(intake, MANAGER, FORMS)

    assert [name for name, _ in all_of_it.groups] == [
        "First", "About it", "Who", "Talking", "Someone to speak up", "Safety", "Clock", "End",
    ]  # fmt: skip
    steps = [step.kind for _, steps in all_of_it.groups for step in steps]
    assert len(steps) == len(set(steps))
    assert [step.kind for _, steps in theirs.groups for step in steps] == [
        "contact-made",
        "answer-sent",
        "message",
    ]


def test_every_decision_is_offered_at_some_time_to_somebody() -> None:
    paused = Triage(pauses=(Pause(TUESDAY, "waits"),))
    open_one, closed = an_intake(closed_at=None, triage=Triage()), an_intake()
    running = an_intake(closed_at=None, triage=paused)
    passed_on = an_intake(closed_at=None, triage=Triage(advocacy_steps=sent(TUESDAY)))
    barred = Triage(may_not_act=(MayNotAct(Ground.SUBJECT, "Dave"),), stage=Stage.TWO)
    stage_two = an_intake(closed_at=None, triage=barred)

    found = {
        step.kind
        for intake in (open_one, closed, running, passed_on, stage_two)
        for _, steps in offered(intake, OFFICER, FORMS).groups
        for step in steps
    }

    assert found == set(FORMS)
    assert not offered(open_one, OFFICER, FORMS).has("reopen")
    assert offered(closed, OFFICER, FORMS).suggested == ()
