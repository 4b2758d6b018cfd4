"""The yearly report to the committee, and the same tables of any days and of one team."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, make_response, request, url_for
from flask.typing import ResponseReturnValue

from portal.desk.access import open_to
from portal.desk.days import day_in_field, read_day
from portal.desk.pages import Problems, desk_page
from portal.domain.advocacy_numbers import Period
from portal.domain.annual.files import HIDDEN, as_csv, share_said
from portal.domain.annual.report import Report, year_name, year_of
from portal.domain.annual.themes import Rising
from portal.domain.clock import london_day
from portal.domain.decisions import RefusedError
from portal.domain.staff import Role
from portal.services import annual_report
from portal.services.spreadsheet import MEDIA_TYPE, workbook
from portal.web.app_office import now, office

_WHO = (Role.OFFICER, Role.MANAGER, Role.ADMINISTRATOR)
_YEARS_BACK = 5
_LONGEST = 200


def add_routes(care: Blueprint) -> None:
    """Its addresses."""
    care.add_url_rule("/reports", view_func=reports, methods=["GET"])
    care.add_url_rule("/reports.csv", view_func=reports_csv, methods=["GET"])
    care.add_url_rule("/reports.xlsx", view_func=reports_xlsx, methods=["GET"])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for, as it was typed, and the period; None with what is wrong."""

    year: str
    first: str
    last: str
    team: str
    is_public: bool
    period: Period | None
    problems: Problems = ()

    @property
    def in_address(self) -> dict[str, Any]:
        """The same again as arguments of an address."""
        said = {"year": self.year, "from": self.first, "to": self.last, "team": self.team}
        public = {"public": "1"} if self.is_public else {}
        return {name: text for name, text in said.items() if text} | public


@open_to(*_WHO)
def reports() -> ResponseReturnValue:
    """The tables of a period; those of the report's year that today is in where none is asked."""
    asked = _asked()
    if asked.period is None:
        return _page(asked, None), 400
    return _page(asked, _read(asked, asked.period))


@open_to(*_WHO)
def reports_csv() -> ResponseReturnValue:
    """The same as a file that any program reads."""
    return _file("csv", "text/csv", as_csv)


@open_to(*_WHO)
def reports_xlsx() -> ResponseReturnValue:
    """The same as a workbook, a sheet for each table."""
    return _file("xlsx", MEDIA_TYPE, workbook)


def _file(
    ending: str, media_type: str, write: Callable[[Report], str | bytes]
) -> ResponseReturnValue:
    asked = _asked()
    if asked.period is None:
        return _page(asked, None), 400
    answer = make_response(write(_read(asked, asked.period)))
    answer.mimetype = media_type
    name = f"complaints-{asked.period.first}-to-{asked.period.last}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _read(asked: _Asked, period: Period) -> Report:
    with office().database.read() as connection:
        found = annual_report.of_period(connection, office(), period, now(), asked.team)
    return found.for_publication() if asked.is_public else found


def _rising(asked: _Asked) -> list[Rising]:
    """What rises; nothing of it is for publication."""
    if asked.period is None or asked.is_public:
        return []
    with office().database.read() as connection:
        return annual_report.rising_in(connection, office(), asked.period, asked.team)


def _page(asked: _Asked, found: Report | None) -> str:
    title = "The yearly report"
    return desk_page(
        "care/reports.html",
        page_title=f"{title}, {year_name(found.period)}" if found else title,
        problems=asked.problems,
        asked=asked,
        years=_years(),
        found=found,
        rising=_rising(asked),
        period_name=year_name(found.period) if found else "",
        hidden=HIDDEN,
        share_said=share_said,
        file=url_for("care.reports_csv", **asked.in_address),
        workbook=url_for("care.reports_xlsx", **asked.in_address),
    )


def _years() -> list[str]:
    """This year's name and those before it, the newest first."""
    this = Period.report_year(london_day(now())).first
    before = (this.replace(year=this.year - back) for back in range(_YEARS_BACK + 1))
    return [year_name(Period.report_year(day)) for day in before]


def _asked() -> _Asked:
    first, last, team = (_said(name) for name in ("from", "to", "team"))
    is_public = _said("public") == "1"
    if first or last:
        return _of_days(first, last, team, is_public=is_public)
    year = _said("year") or _years()[0]
    period = year_of(year)
    problems = [] if period else [("year", "Please choose a year such as 2026/27.")]
    return _Asked(year, "", "", team, is_public, period, problems)


def _of_days(first: str, last: str, team: str, *, is_public: bool) -> _Asked:
    period, problems = None, []
    try:
        begins, ends = read_day("from", first), read_day("to", last)
        if begins is None or ends is None:
            raise RefusedError("to" if begins else "from", "Please say both days.")
        if ends < begins:
            raise RefusedError("to", "That is before the first day.")
        period = Period(begins, ends)
        first, last = day_in_field(begins), day_in_field(ends)
    except RefusedError as refused:
        problems = [(refused.field, str(refused))]
    return _Asked("", first, last, team, is_public, period, problems)


def _said(name: str) -> str:
    # PostgreSQL takes no NUL.
    return request.args.get(name, "").replace("\0", "").strip()[:_LONGEST]
