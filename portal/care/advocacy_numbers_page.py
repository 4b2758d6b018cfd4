"""Advocacy in numbers for the yearly report: no reference and no name of anybody, only how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, make_response, request, url_for
from flask.typing import ResponseReturnValue

from portal.desk.access import open_to
from portal.desk.days import day_in_field, read_day
from portal.desk.pages import Problems, desk_page
from portal.domain.advocacy_numbers import Numbers, Period
from portal.domain.advocacy_table import MEASURES, as_csv, columns
from portal.domain.clock import london_day
from portal.domain.decisions import RefusedError
from portal.domain.staff import Role
from portal.services import advocacy_numbers as service
from portal.web.app_office import now, office

_WHO = (Role.OFFICER, Role.ADMINISTRATOR)


def add_routes(care: Blueprint) -> None:
    """Its addresses."""
    care.add_url_rule("/advocacy", view_func=advocacy_numbers, methods=["GET"])
    care.add_url_rule("/advocacy.csv", view_func=advocacy_file, methods=["GET"])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for: as typed, and the period; None with what is wrong with it."""

    first: str
    last: str
    period: Period | None
    problems: Problems = ()


@open_to(*_WHO)
def advocacy_numbers() -> ResponseReturnValue:
    """The numbers of a period; the report's year that today is in where none is asked for."""
    asked = _asked()
    if asked.period is None:
        return _page(asked, None), 400
    return _page(asked, _read(asked.period))


@open_to(*_WHO)
def advocacy_file() -> ResponseReturnValue:
    """The same as a file for a spreadsheet."""
    asked = _asked()
    if asked.period is None:
        return _page(asked, None), 400
    answer = make_response(as_csv(_read(asked.period)))
    answer.mimetype = "text/csv"
    name = f"advocacy-{asked.period.first}-to-{asked.period.last}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _read(period: Period) -> Numbers:
    with office().database.read() as connection:
        return service.of_period(connection, office(), period)


def _page(asked: _Asked, found: Numbers | None) -> str:
    return desk_page(
        "care/advocacy-numbers.html",
        page_title="Advocacy in numbers",
        problems=asked.problems,
        asked=asked,
        found=found,
        columns=columns(found) if found else [],
        measures=MEASURES,
        file=_file(asked.period) if asked.period else "",
    )


def _file(period: Period) -> str:
    days: dict[str, Any] = {"from": day_in_field(period.first), "to": day_in_field(period.last)}
    return url_for("care.advocacy_file", **days)


def _asked() -> _Asked:
    year = Period.report_year(london_day(now()))
    first = request.args.get("from", day_in_field(year.first))
    last = request.args.get("to", day_in_field(year.last))
    try:
        begins, ends = read_day("from", first), read_day("to", last)
    except RefusedError as refused:
        return _Asked(first, last, None, [(refused.field, str(refused))])
    period = Period(begins or year.first, ends or year.last)
    if period.last < period.first:
        return _Asked(first, last, None, [("to", "That is before the first day.")])
    return _Asked(first, last, period)
