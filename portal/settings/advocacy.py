"""What this council has for advocacy: who speaks up for children, and who helps where none can."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass

from portal.domain.advocacy import AdvocacyService
from portal.domain.advocacy_json import parse_services
from portal.settings import kent, values
from portal.settings.environment import variable
from portal.settings.values import WrongValueError

_NOBODY = ("", "none")


@dataclass(frozen=True, slots=True)
class Fallback:
    """Who helps a child where no service of ours accepts in time; `when` they can be reached."""

    name: str
    number: str
    when: str


def fallback(text: str) -> Fallback | None:
    """Who helps then; None where "none" was said."""
    if text.strip().lower() in _NOBODY:
        return None
    try:
        found = Fallback(**json.loads(text))
    except (TypeError, ValueError):
        found = Fallback("", "", "")
    if not all(isinstance(part, str) and part.strip() for part in astuple(found)):
        raise WrongValueError('must be JSON with "name", "number" and "when", or none')
    return found


@dataclass(frozen=True, slots=True)
class ForAdvocacy:
    """The settings about advocacy."""

    advocacy_services: tuple[AdvocacyService, ...] = variable(
        "PORTAL_ADVOCACY_SERVICES",
        "Advocacy services to begin with, as JSON: names and contracts with dates. Once an"
        " administrator changes them at the desk, those kept there count.",
        parse_services,
        kent.ADVOCACY_SERVICES,
    )
    advocate_fallback: Fallback | None = variable(
        "PORTAL_ADVOCATE_FALLBACK",
        "Who helps a child where no advocacy service accepts in time, as JSON: name, number,"
        " when. none: nobody.",
        fallback,
        kent.ADVOCATE_FALLBACK,
    )
    second_independent_person: str = variable(
        "PORTAL_SECOND_INDEPENDENT_PERSON",
        "A second organisation that provides Independent Persons, for when the first one is the"
        " child's advocate.",
        values.trimmed,
        "",
    )
    advocacy_contact: str = variable(
        "PORTAL_ADVOCACY_CONTACT",
        "Whom customer care ask about contracts with advocacy services.",
        values.trimmed,
        "the complaints manager",
    )
    advocate_pause: bool = variable(
        "PORTAL_ADVOCATE_PAUSE",
        "1 once the council's lawyer confirmed it: days of waiting for an advocate do not count.",
        lambda text: text == "1",
        "",
    )
