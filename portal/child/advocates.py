"""Who can speak up for a child: the services to choose between, and whom to ring otherwise."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from portal.child import questions as q
from portal.child.visit import Visit
from portal.db.database import BusyError
from portal.domain.advocacy import WhoFor
from portal.domain.clock import london_day
from portal.domain.taxonomy import AgeBand, LookedAfter
from portal.services import advocacy_services
from portal.settings import Fallback
from portal.web.app_office import now, office

# Key and name of each.
Named = tuple[tuple[str, str], ...]


def for_visit(visit: Visit) -> Named:
    """Those that may speak up for a child who answered so: by home and age, where they said."""
    home, age = visit.value(q.HOME, "home"), visit.value(q.AGE, "age")
    return _named(
        WhoFor(
            looked_after=LookedAfter(home) if home else None,
            age_band=AgeBand(age) if age else None,
        )
    )


def for_anybody() -> Named:
    """Those that may speak up for a child of whom nothing is known yet."""
    return _named(WhoFor())


def fall_back() -> Fallback | None:
    """Whom a child may ring where nobody was in touch in time; None where the council has nobody.

    Their hours in the page's language where we know them in it, else as the council set them.
    """
    set_to = office().settings.advocate_fallback
    hours = {"weekdays, 9.30 to 6": _("weekdays, 9.30 to 6")}
    return replace(set_to, when=hours.get(set_to.when, set_to.when)) if set_to else None


def _named(child: WhoFor) -> Named:
    """Empty where the database is away: a page that gives words back must not need it."""
    at = now()
    try:
        with office().database.read() as connection:
            services = advocacy_services.to_name(connection, office(), child, at)
    except (SQLAlchemyError, BusyError):
        return ()
    return tuple((service.key, service.name_on(london_day(at))) for service in services)
