"""The report of a period: its tables in the report's order, each with what adds up and what not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.domain.advocacy_numbers import Counted, Period
from portal.domain.annual import rows
from portal.domain.annual.counting import Counts
from portal.domain.annual.tables import UNRECORDED, Line, Table, counted_table, without_small

YEARS = 4
"""The years that stand beside each other in the first table."""
_OF_STATUTORY = "statutory complaints"


@dataclass(frozen=True, slots=True)
class Report:
    """The tables of one period. `team` "": of every team."""

    period: Period
    tables: tuple[Table, ...]
    team: str = ""

    def table(self, key: str) -> Table:
        """The table with this key.

        :raise KeyError: there is none.
        """
        for one in self.tables:
            if one.key == key:
                return one
        raise KeyError(key)

    def for_publication(self) -> Report:
        """The same, with no number in it by which somebody could be known."""
        return Report(self.period, tuple(map(without_small, self.tables)), self.team)


def year_name(period: Period) -> str:
    """A period's name: "2026/27" for a year of the report, else its first and last day."""
    if Period.report_year(period.first) == period:
        return f"{period.first.year}/{period.last.year % 100:02}"
    return f"{period.first.isoformat()} to {period.last.isoformat()}"


def year_of(name: str) -> Period | None:
    """The period of a year's name, such as "2026/27"; None: it is none."""
    first, _, last = name.partition("/")
    if not (first.isascii() and first.isdecimal() and len(first) == len("2026")):
        return None
    if not date.min.year < int(first) < date.max.year:
        return None
    period = Period.report_year(date(int(first), 12, 31))
    return period if last == f"{period.last.year % 100:02}" else None


def report(
    period: Period,
    counts: Counts,
    earlier: Mapping[str, Counts],
    advocacy: Counted,
    team: str = "",
) -> Report:
    """The report from what was counted, and from what was in `earlier` years, by their names."""
    of = counts["record_type"][rows.COMPLAINTS]
    tables = (
        _record_types(year_name(period), counts, earlier),
        _stages(counts),
        _plain("originator", "Originator of the Complaint", counts, of),
        _plain("subject", "Subject", counts, of),
        _outcomes(counts, of),
        *(_plain(key, heading, counts, of) for key, heading in _EQUALITIES),
        _plain("method", "Method of receipt", counts, of),
        _timeliness(counts),
        _ombudsman(counts, of),
        _education_types(counts),
        _education_originators(counts),
        _children(year_name(period), counts, earlier),
        _advocacy(counts, advocacy),
    )
    return Report(period, tables, team)


_EQUALITIES = (
    ("ethnicity", "Ethnicity of complainants"),
    ("age", "Age"),
    ("gender", "Gender"),
    ("disability", "Disability"),
    ("orientation", "Sexual Orientation"),
)


def _lines(key: str, counts: Counts) -> list[tuple[str, int]]:
    found = counts[key]
    more = [name for name in rows.more_rows(key) if found[name]]
    return [(name, found[name]) for name in (*rows.ROWS[key], *more)]


def _plain(key: str, heading: str, counts: Counts, of: int) -> Table:
    lines, unrecorded = _lines(key, counts), counts[key][UNRECORDED]
    return counted_table(key, heading, lines, of=of, what=_OF_STATUTORY, unrecorded=unrecorded)


def _over_years(
    name: str, counts: Counts, earlier: Mapping[str, Counts]
) -> tuple[tuple[str, ...], Callable[[Callable[[Counts], int]], tuple[int, ...]]]:
    """The names of the years, and how a number is read of each of them."""
    every = {**earlier, name: counts}
    return tuple(every), lambda read: tuple(read(one) for one in every.values())


def _record_types(name: str, counts: Counts, earlier: Mapping[str, Counts]) -> Table:
    years, each = _over_years(name, counts, earlier)
    named = [
        Line(row, each(lambda one, row=row: one["record_type"][row]))  # type: ignore[misc]
        for row in rows.ROWS["record_type"]
    ]
    undecided = named.pop()

    def complaints(one: Counts) -> int:
        found = one["record_type"]
        return found["Non-statutory"] + found[rows.COMPLAINTS]

    return Table(
        "record_type",
        "Type of Record",
        years,
        (*named, Line("Total complaints", each(complaints))),
        unrecorded=undecided,
        notes=(
            "Total complaints are the statutory and the non-statutory ones.",
            "What is the same matter as an earlier one counts once. Education matters stand below.",
        ),
    )


def _stages(counts: Counts) -> Table:
    found = counts["stage"]
    straight = found[rows.STRAIGHT]
    went = "1 complaint was" if straight == 1 else f"{straight} complaints were"
    return Table(
        "stage",
        "Complaints at Each Stage of the Procedure",
        ("Number",),
        tuple(Line(name, (found[name],)) for name in rows.STAGES.values()),
        notes=(
            f"{went} taken straight to Stage Two and not considered at Stage One.",
            "A complaint stands at every stage that it came to, so the lines have no total.",
        ),
    )


def _outcomes(counts: Counts, of: int) -> Table:
    found = counts["outcome"]
    aside = (rows.NO_OUTCOME, rows.TAKEN_BACK, rows.TAKEN_BACK_LATER)
    lines = [(name, number) for name, number in _lines("outcome", counts) if name not in aside]
    said = found["Complaint withdrawn"]
    taken_back = (
        f"{found[rows.TAKEN_BACK]} were taken back, {found[rows.TAKEN_BACK_LATER]} of them at Stage"
        f" Two or later. {said} have 'Complaint withdrawn' as an outcome."
    )
    table = counted_table("outcome", "Outcomes", lines, of=of, what=_OF_STATUTORY)
    notes = (
        f"A complaint can have more than one outcome, so they come to more than {_OF_STATUTORY}.",
        "An apology is only recorded when fault has been identified.",
        f"{found[rows.NO_OUTCOME]} of {of} {_OF_STATUTORY} have no outcome yet.",
        taken_back,
    )
    return Table(table.key, table.heading, table.columns, table.lines, table.total, notes=notes)


def _timeliness(counts: Counts) -> Table:
    found = counts["timeliness"]
    lines = []
    for name in rows.IN_TIME:
        in_time, of = found[name], found[rows.of_all(name)]
        lines.append(Line(name, (in_time, of), in_time / of if of else None))
    return Table(
        "timeliness",
        "Timescales",
        ("Answered in time", "Of"),
        tuple(lines),
        notes=(
            "From the first day of each stage's clock, with all waiting in it.",
            "What is still open and in time is not counted, nor what was taken back before.",
        ),
    )


def _ombudsman(counts: Counts, of: int) -> Table:
    asked = sum(counts["ombudsman"].values())
    table = _plain("ombudsman", "Local Government Ombudsman", counts, asked)
    what = f"{asked} of {of} complainants also went to the Ombudsman."
    lines, total = table.lines, table.total
    return Table(table.key, table.heading, table.columns, lines, total, table.unrecorded, (what,))


def _education_types(counts: Counts) -> Table:
    lines = _lines("education_type", counts)
    of = sum(number for _, number in lines)
    heading = "Type of records logged relating to Education"
    return counted_table("education_type", heading, lines, of=of, what="records")


def _education_originators(counts: Counts) -> Table:
    lines = _lines("education_originator", counts)
    complaints = counts["education_type"]["Complaint/discontent"]
    people = sum(number for _, number in lines)
    more = (
        "There are more originators than complaints, as several people came to us about one.",
        "",
    )[people <= complaints]
    heading = "Originator of complaints re Education"
    notes = (more,) if more else ()
    return counted_table(
        "education_originator", heading, lines, of=complaints, what="complaints", notes=notes
    )


def _children(name: str, counts: Counts, earlier: Mapping[str, Counts]) -> Table:
    years, each = _over_years(name, counts, earlier)

    def row(of: str) -> Line:
        return Line(of, each(lambda one: one["children"][of]))

    from_children = row(rows.FROM_CHILDREN).numbers[-1] or 0
    of = counts["record_type"][rows.COMPLAINTS]
    share = f"{100 * from_children / of:.1f}%" if of else "none"
    return Table(
        "children",
        "Complaints from children and young people",
        years,
        (
            row(rows.FROM_CHILDREN),
            row(rows.BY_ADVOCATE),
            Line(COMPLAINTS_OF_ALL, each(lambda one: one["record_type"][rows.COMPLAINTS])),
        ),
        notes=(f"{share} of statutory complaints came from a child. In 2007/08 it was 10.7%.",),
    )


COMPLAINTS_OF_ALL = "of all statutory complaints"


def _advocacy(counts: Counts, advocacy: Counted) -> Table:
    """Counted now, beside what was imported of the same period."""
    lines = [
        Line(row, (getattr(advocacy, field) + counts["advocacy"][row],))
        for field, row in rows.ADVOCACY.items()
    ]
    note = "Children whose wish for an advocate began in these days, and what came of it since."
    return Table("advocacy", "Advocacy", ("Number",), tuple(lines), notes=(note,))
