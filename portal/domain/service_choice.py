"""Which advocacy service a child is offered: one, or the reason why not and whom to ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.advocacy import AdvocacyService, Fit, Serves, WhoFor, services_for
from portal.domain.taxonomy import LookedAfter


class Reason(StrEnum):
    """Why no service is chosen by itself."""

    HOME_NOT_KNOWN = "home_not_known"
    """It turns on whether the child is looked after."""
    AGE_NOT_KNOWN = "age_not_known"
    AREA_NOT_KNOWN = "area_not_known"
    SEVERAL = "several"
    """Contracts of more than one service are for this child."""
    NO_CONTRACT = "no_contract"
    """No contract of that day is for this child."""
    NONE_MAY_ACT = "none_may_act"
    """The services whose contracts are for this child may not act in this case."""


class Whom(StrEnum):
    """Who is asked where no service is chosen."""

    CHILD = "child"
    """The child, or whoever knows where they live and how old they are."""
    CONTRACTS = "contracts"
    """Whoever in the council looks after the contracts with advocacy services."""
    FALL_BACK = "fall_back"
    """The named fall-back."""


_ASK = {
    Reason.HOME_NOT_KNOWN: Whom.CHILD,
    Reason.AGE_NOT_KNOWN: Whom.CHILD,
    Reason.AREA_NOT_KNOWN: Whom.CHILD,
    Reason.SEVERAL: Whom.CONTRACTS,
    Reason.NO_CONTRACT: Whom.CONTRACTS,
    Reason.NONE_MAY_ACT: Whom.FALL_BACK,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One service, or else a reason. Never both, never neither."""

    service: AdvocacyService | None = None
    reason: Reason | None = None

    @property
    def ask(self) -> Whom | None:
        """Who is asked; None where a service is chosen."""
        return _ASK[self.reason] if self.reason else None


def choose_service(
    child: WhoFor,
    day: date,
    services: tuple[AdvocacyService, ...],
    *,
    not_these: Iterable[str] = (),
    wished: str = "",
) -> Choice:
    """The service for this child on that day.

    `not_these` are the keys of those that may not act in this case. `wished` is the one that the
    child chose: it is theirs where its contract may be for them.
    """
    fitting = services_for(child, day, services)
    if not fitting:
        return Choice(reason=Reason.NO_CONTRACT)
    barred = set(not_these)
    free = [one for one in fitting if one.key not in barred]
    if not free:
        return Choice(reason=Reason.NONE_MAY_ACT)
    chosen = next((one for one in free if one.key == wished), None)
    if chosen:
        return Choice(chosen)
    if len(free) == 1 and free[0].fit(child, day) is Fit.YES:
        return Choice(free[0])
    return Choice(reason=_why(child, day, free))


def _why(child: WhoFor, day: date, free: list[AdvocacyService]) -> Reason:
    """The first fact that is not known and that a contract turns on; else there are several."""
    contracts = [c for one in free for c in one.open_contracts(day) if c.fit(child) is not Fit.NO]
    is_home_known = child.looked_after not in (None, LookedAfter.NOT_SURE)
    if not is_home_known and any(c.serves is not Serves.ANYONE for c in contracts):
        return Reason.HOME_NOT_KNOWN
    if child.age_band is None and any(c.ages for c in contracts):
        return Reason.AGE_NOT_KNOWN
    if not child.area.strip() and any(c.areas for c in contracts):
        return Reason.AREA_NOT_KNOWN
    return Reason.SEVERAL
