"""The numbers about advocacy as pages, files and commands show them, and how each is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portal.domain.advocacy_numbers import Counted, Numbers, middle
from portal.domain.csv_table import Cell, csv_table

NO_SERVICE_YET, ALL = "No service", "All"


@dataclass(frozen=True, slots=True)
class Measure:
    """One number: its name, how it comes from what was counted, and how it is counted, in words.

    `how` "": it needs no words of its own.
    """

    name: str
    of: Callable[[Counted], Cell]
    how: str = ""


MEASURES = (
    Measure(
        "Asked",
        lambda one: one.asked,
        "Children who asked for an advocate, in what they told us or later. In the column of the"
        " service that has the wish now, or had it last; no service: it was passed to none.",
    ),
    Measure(
        "Offered",
        lambda one: one.offered,
        "Children whom customer care told that they may have one. In the same column.",
    ),
    Measure(
        "Accepted",
        lambda one: one.accepted,
        "Children for whom a service said yes. In the column of the last one that did.",
    ),
    Measure(
        "Refused",
        lambda one: one.refused,
        "Children who want none, as it stands now. In the column of the service that had the wish"
        " when they said so; no service: they said so before.",
    ),
    Measure(
        "Somebody they trust",
        lambda one: one.trusted,
        "Children whom somebody they trust helps instead. In the same column as a refusal.",
    ),
    Measure(
        "First met",
        lambda one: one.met,
        "Children who met their advocate, or spoke with them. In the column of the service whose"
        " advocate was the first.",
    ),
    Measure(
        "Not met yet",
        lambda one: one.not_met,
        "Children who still ask, and have met no advocate. In the column of the service that has"
        " the wish now; no service: none has.",
    ),
    Measure(
        "Working days to the first meeting, median",
        lambda one: middle(one.working),
        "From the day since which the child asked to the day of the first meeting, the first day"
        " not counted. Half of them took as long or less.",
    ),
    Measure(
        "Working days to the first meeting, longest", lambda one: max(one.working, default=None)
    ),
    Measure(
        "Calendar days to the first meeting, median",
        lambda one: middle(one.calendar),
        "The same, with weekends and holidays.",
    ),
    Measure(
        "Calendar days to the first meeting, longest", lambda one: max(one.calendar, default=None)
    ),
    Measure(
        "First met, days not recorded",
        lambda one: one.no_days,
        "They are among those who met; since when they asked is not recorded, or is later than the"
        " meeting. They are in none of the days above.",
    ),
)


def columns(found: Numbers) -> list[tuple[str, Counted]]:
    """Each service by its name, then no service, then all of them together."""
    named = [(one.name or NO_SERVICE_YET, one.counted) for one in found.rows]
    return [*named, (ALL, found.total)]


def as_rows(found: Numbers) -> list[list[Cell]]:
    """A head, then a row for each service, for no service and for all."""
    head: list[Cell] = ["Service", "From", "To", *(one.name for one in MEASURES)]
    days: list[Cell] = [found.period.first.isoformat(), found.period.last.isoformat()]
    return [
        head,
        *(
            [name, *days, *(one.of(counted) for one in MEASURES)]
            for name, counted in columns(found)
        ),
    ]


def as_csv(found: Numbers) -> str:
    """The same as a file for a spreadsheet."""
    return csv_table(as_rows(found))
