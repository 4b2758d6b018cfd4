"""Days and times as fields have them: read as officers type them, and written as a field begins."""

from __future__ import annotations

from datetime import UTC, date, datetime

from portal.domain.clock import London
from portal.domain.decisions import RefusedError

_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")
_TIMES = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M")


def read_day(field: str, typed: str | None) -> date | None:
    """The day; None where nothing was typed.

    :raise RefusedError: it is no day.
    """
    found = _read(typed, _DAYS)
    if found is None and (typed or "").strip():
        raise RefusedError(field, "Please write the day as 26/11/2026.")
    return found.date() if found else None


def read_time(field: str, typed: str | None) -> datetime | None:
    """The moment, typed as London's time, in UTC; None where nothing was typed.

    :raise RefusedError: it is no time.
    """
    found = _read(typed, _TIMES)
    if found is None and (typed or "").strip():
        raise RefusedError(field, "Please write day and time as 26/11/2026 09:30.")
    return found.replace(tzinfo=London).astimezone(UTC) if found else None


def day_in_field(day: date | None) -> str:
    """A day as a field begins with it; "" for none."""
    return day.isoformat() if day else ""


def time_in_field(moment: datetime) -> str:
    """A moment as a field begins with it: London's, to the minute."""
    return moment.astimezone(London).strftime(_TIMES[0])


def _read(typed: str | None, forms: tuple[str, ...]) -> datetime | None:
    text = (typed or "").strip()
    for form in forms:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - London's, as the caller says
        except ValueError:
            continue
    return None
