"""Who may not speak up for a child, as customer care record it, and who is Independent Person.

Source: SI 2004/719, regulation 3 (an advocate may not be or manage the subject, manage the service
or control its resources, or consider the complaint); and whoever the child objects to, as Wales has
it (SI 2019/205).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Ground(StrEnum):
    """Why somebody may not be a child's advocate."""

    SUBJECT = "subject"
    MANAGES_SUBJECT = "manages_subject"
    MANAGES_SERVICE = "manages_service"
    CONTROLS_RESOURCES = "controls_resources"
    CONSIDERS = "considers"
    CHILD_OBJECTS = "child_objects"


@dataclass(frozen=True, slots=True)
class MayNotAct:
    """A person or an organisation that may not. `service` is its key, "" for a person."""

    ground: Ground
    name: str
    service: str = ""


@dataclass(frozen=True, slots=True)
class IndependentPerson:
    """Who watches over Stage Two. `service` is the key of a service that we know, "" for others."""

    name: str
    organisation: str
    service: str
    appointed_on: date


@dataclass(frozen=True, slots=True)
class NotMeant:
    """Customer care asked, and it is somebody else of this name.

    `said` is what the child had said of whom they do not want, when they were asked: once they
    say more, it is asked again.
    """

    name: str
    on: date
    said: str
