"""What is decided so far, in a manager's words."""

from __future__ import annotations

from portal.care.intake_parts.rows import Row
from portal.desk.days_said import at_time, on_day
from portal.domain.decisions.base import as_text
from portal.domain.guide import is_possibly_out_of_time
from portal.domain.intake import Intake
from portal.domain.pauses import Pause
from portal.domain.staff import NameOf
from portal.domain.triage import AskedToStop, Authority, Done, Triage, Withdrawn

NOT_DECIDED = "Not decided yet"
_LATE = "Yes: a person looks at why it was hard to tell sooner"


def decided_so_far(intake: Intake, name_of: NameOf, *, is_officer: bool) -> tuple[Row, ...]:
    """Each decision that stands, and the four that every intake needs even where they do not.

    Who is kept from an intake is for officers alone to see.
    """
    rows = (
        *_what(intake),
        *_who(intake.triage, name_of),
        Row("First read", at_time(intake.seen_at)),
        *_procedure(intake.triage),
        *_beside(intake.triage),
        *_kept_out(intake.triage, name_of if is_officer else None),
        *_end(intake),
    )
    return tuple(row for row in rows if row.value)


def _what(intake: Intake) -> list[Row]:
    decided = intake.triage
    education = decided.education
    other = as_text(decided.other_subjects)
    return [
        Row("Record type", _record_type(intake)),
        Row("Whose child", _authority(decided.authority)),
        Row("Also goes to", as_text(decided.routes)),
        Row("Possibly out of time", _LATE if is_possibly_out_of_time(decided.guide) else ""),
        Row("Late because", decided.late_reason),
        Row("Main subject", decided.main_subject or ""),
        Row("Other subjects", other),
        Row("Education", f"{education.record_type}, {education.originator}" if education else ""),
        Row("Originator", intake.originator or ""),
        Row("Case number", decided.case_number),
    ]


def _record_type(intake: Intake) -> str:
    if intake.record_type is None and intake.register_type:
        return f"{intake.register_type}, until somebody decides otherwise"
    return intake.record_type or NOT_DECIDED


def _authority(authority: Authority | None) -> str:
    if authority is None:
        return ""
    if authority.is_ours:
        return "Ours"
    if authority.handed_over_on is None:
        return f"{authority.name}, not handed over yet"
    return f"{authority.name}, handed over {on_day(authority.handed_over_on)}"


def _who(decided: Triage, name_of: NameOf) -> list[Row]:
    passed = name_of(decided.passed_to) if decided.passed_to else decided.passed_to_name
    return [
        Row("Who has it", name_of(decided.assigned_to) if decided.assigned_to else "Nobody yet"),
        Row("Team or district", decided.team),
        Row("Passed to", passed or "Nobody yet"),
        Row("Acknowledged", _done(decided.acknowledged)),
        Row("Contact made", _done(decided.contact_made)),
        Row("Answer sent", _done(decided.answer_sent)),
    ]


def _procedure(decided: Triage) -> list[Row]:
    asked_on = on_day(decided.stage_two_requested_on)
    extended, again = on_day(decided.extended_to), on_day(decided.stage_two_extended_to)
    return [
        Row("Stage", decided.stage or NOT_DECIDED),
        Row("Stage Two asked for", asked_on),
        Row("Complex", _with("Yes", decided.complex_reason) if decided.is_complex else ""),
        Row("Extended to", _with(extended, decided.extension_reason) if extended else ""),
        Row("Stage One answered", _done(decided.stage_one_answer)),
        Row("Stage Two statement agreed", on_day(decided.stage_two_agreed_on)),
        Row(
            "Stage Two extended to",
            _with(again, decided.stage_two_extension_reason) if again else "",
        ),
        Row("Stage One", "Not considered there" if decided.is_straight_to_two else ""),
        Row("Stage Two answered", _done(decided.stage_two_answer)),
        Row("Panel asked for", on_day(decided.stage_three_requested_on)),
        Row("Panel met", on_day(decided.panel_met_on)),
        Row("Panel reported", on_day(decided.panel_reported_on)),
        Row("Paused", "; ".join(map(_pause, decided.pauses))),
    ]


def _pause(pause: Pause) -> str:
    until = f"to {on_day(pause.until)}" if pause.until else "and waits still"
    return _with(f"from {on_day(pause.since)} {until}", pause.reason)


def _beside(decided: Triage) -> list[Row]:
    told = "; ".join(
        _with(f"{one.who}, {at_time(one.told_at)}", one.note) for one in decided.safeguarding
    )
    data, ombudsman = decided.data_protection, decided.ombudsman
    return [
        Row("Safeguarding told", told),
        Row(
            "Data protection",
            f"Acknowledged {on_day(data.acknowledged_on)}"
            if data and data.acknowledged_on
            else f"Flagged {on_day(data.flagged_on)}, not acknowledged yet"
            if data
            else "",
        ),
        Row(
            "Ombudsman",
            _with(f"Asked {on_day(ombudsman.contacted_on)}", ombudsman.decision or "")
            if ombudsman
            else "",
        ),
    ]


def _kept_out(decided: Triage, name_of: NameOf | None) -> list[Row]:
    if name_of is None:
        return []
    barred = ", ".join(map(name_of, decided.barred))
    nobody = "Nobody here is meant" if decided.names_matched else ""
    return [
        Row("Kept from", barred or nobody),
        Row(
            "About customer care",
            "Yes: with the person outside" if decided.about_customer_care else "",
        ),
    ]


def _end(intake: Intake) -> list[Row]:
    closing, withdrawn = intake.triage.closing, intake.triage.withdrawn
    return [
        Row("Withdrawn", _withdrawn(withdrawn) if withdrawn else ""),
        Row("Closed", at_time(intake.closed_at)),
        Row("Outcomes", as_text(closing.outcomes) if closing else ""),
        Row("Learned", closing.learned if closing else ""),
    ]


_PRESSED = {
    AskedToStop.NO: "nobody asked them to stop",
    AskedToStop.YES: "somebody asked them to stop",
    AskedToStop.NOT_SURE: "not sure whether somebody asked them to stop",
    AskedToStop.NOT_ASKED: "not asked whether somebody asked them to stop",
}


def _withdrawn(withdrawn: Withdrawn) -> str:
    said = f"{on_day(withdrawn.on)}, {_PRESSED[withdrawn.asked_to_stop]}"
    return _with(said, withdrawn.note)


def _done(done: Done | None) -> str:
    return _with(_with(on_day(done.on), done.how), done.note) if done else ""


def _with(said: str, more: str) -> str:
    return f"{said}: {more}" if more.strip() else said
