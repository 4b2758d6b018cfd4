"""Write England's bank holidays into their file: `python -m tests.services.make_bank_holidays`."""

from __future__ import annotations

from holidays import country_holidays

from portal.services.calendar import FILE, FIRST_YEAR, LAST_YEAR

HEADER = """\
# England's bank holidays, as the holidays package knows them.
# Made by `python -m tests.services.make_bank_holidays`; a test says when it must be made again.
"""


def content() -> str:
    """What the file must hold."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    days = sorted(country_holidays("GB", subdiv="ENG", years=years, expand=False))
    return HEADER + "".join(f"{day.isoformat()}\n" for day in days)


if __name__ == "__main__":
    FILE.write_text(content(), encoding="utf-8")
