"""What pages about advocacy services call things: purposes, whom a contract is for, its days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import zip_longest

from portal.desk.days_said import on_day
from portal.desk.forms import choices_of
from portal.domain.advocacy import AdvocacyService, Contract, Purpose, Serves
from portal.domain.service_changes import in_order, mark_of
from portal.domain.service_standing import Standing, standing
from portal.domain.taxonomy import AgeBand

PURPOSES: dict[str, str] = {
    Purpose.ADVOCATE: "Advocates",
    Purpose.INDEPENDENT_PERSON: "Independent Persons (Stage Two)",
}
SERVES: dict[str, str] = {
    Serves.LOOKED_AFTER: "Children who are looked after",
    Serves.NOT_LOOKED_AFTER: "Children who are not looked after",
    Serves.ANYONE: "Any child",
}

_HEADINGS = {
    Standing.RUNS: "Contracts that run",
    Standing.TO_COME: "Contracts to come",
    Standing.OVER: "Contracts that are over",
}


def whom(contract: Contract) -> str:
    """Whom a contract is for: "Children who are looked after, aged 10-12, in Dover"."""
    ages = ", ".join(name for value, name, *_ in choices_of(AgeBand) if value in contract.ages)
    parts = (SERVES[contract.serves], f"aged {ages}" if ages else "", _in_areas(contract))
    return ", ".join(part for part in parts if part)


def days(contract: Contract) -> str:
    """Its first day and its last."""
    return _from_to(contract.starts_on, contract.ends_on) + ("" if contract.ends_on else ", open")


def names_by_day(service: AdvocacyService) -> list[tuple[str, str]]:
    """Its names from the first on, each with its days; one to come stands last."""
    lasts = [after.starts_on - timedelta(days=1) for after in service.names[1:]]
    spans = zip_longest(service.names, lasts)
    return [(dated.name, _from_to(dated.starts_on, last)) for dated, last in spans]


def by_standing(service: AdvocacyService, today: date) -> dict[str, list[dict[str, str]]]:
    """Its contracts as pages show them, under headings; `ends` is the mark to end one by."""
    found: dict[str, list[dict[str, str]]] = {heading: [] for heading in _HEADINGS.values()}
    for contract in in_order(service.contracts):
        stands = standing(contract, today)
        found[_HEADINGS[stands]].append(
            {
                "purpose": PURPOSES[contract.purpose],
                "whom": whom(contract),
                "days": days(contract),
                "ends": "" if stands is Standing.OVER else mark_of(contract),
            }
        )
    return found


def _from_to(first: date, last: date | None) -> str:
    return f"From {on_day(first)}" + (f" to {on_day(last)}" if last else "")


def _in_areas(contract: Contract) -> str:
    return f"in {' or '.join(contract.areas)}" if contract.areas else ""
