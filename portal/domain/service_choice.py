"""Which advocacy service a child is offered: one, or the reason why not and whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import product
from typing import Any

from portal.domain.advocacy import AdvocacyService, Fit, WhoFor
from portal.domain.taxonomy import AgeBand, LookedAfter


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


# Each fact that a contract can turn on as it stands where it is not known, the first asked first.
_FACTS: tuple[tuple[dict[str, Any], Reason], ...] = (
    ({"looked_after": None}, Reason.HOME_NOT_KNOWN),
    ({"age_band": None}, Reason.AGE_NOT_KNOWN),
    ({"area": ""}, Reason.AREA_NOT_KNOWN),
)


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
    """The service for this child on that day: the only one that is theirs whatever is not known.

    Where none is, what is not known is asked for. One that is certain is not held up by others
    that may be.

    `not_these` are the keys of those that may not act in this case. `wished` is the one that the
    child chose: it is theirs where its contract may be for them.
    """
    children = tuple(_all_they_may_be(child, day, services))
    fitting = [one for one in services if any(_serves(one, each, day) for each in children)]
    if not fitting:
        return Choice(reason=Reason.NO_CONTRACT)
    barred = set(not_these)
    free = [one for one in fitting if one.key not in barred]
    if not free:
        return Choice(reason=Reason.NONE_MAY_ACT)
    chosen = next((one for one in free if one.key == wished), None)
    return Choice(chosen) if chosen else _the_certain_one(children, day, free)


def _the_certain_one(
    children: tuple[WhoFor, ...], day: date, free: list[AdvocacyService]
) -> Choice:
    """The only one that serves all that the child may be; else what stands in the way."""
    certain = [one for one in free if all(_serves(one, each, day) for each in children)]
    if len(certain) == 1:
        return Choice(certain[0])
    # Where more than one is certain, nothing that the child could say makes it one.
    return Choice(reason=Reason.SEVERAL if certain else _not_known(children, day, free))


def _all_they_may_be(
    child: WhoFor, day: date, services: tuple[AdvocacyService, ...]
) -> Iterator[WhoFor]:
    """The child with every value that what is not known may have; itself where all is known.

    Of places only those that contracts name count, and one that none names.
    """
    is_home_known = child.looked_after not in (None, LookedAfter.NOT_SURE)
    homes = [child.looked_after] if is_home_known else [LookedAfter.YES, LookedAfter.NO]
    ages = [child.age_band] if child.age_band else list(AgeBand)
    contracts = (contract for one in services for contract in one.open_contracts(day))
    named = {area for contract in contracts for area in contract.areas if area.strip()}
    elsewhere = " ".join((*named, "not"))
    areas = [child.area] if child.area.strip() else [*sorted(named), elsewhere]
    return (WhoFor(*known) for known in product(homes, ages, areas))


def _serves(service: AdvocacyService, child: WhoFor, day: date) -> bool:
    return service.fit(child, day) is Fit.YES


def _not_known(children: tuple[WhoFor, ...], day: date, free: list[AdvocacyService]) -> Reason:
    """The first fact that is not known, and on which it turns who serves them."""
    serving = {one: frozenset(s.key for s in free if _serves(s, one, day)) for one in children}
    for blank, reason in _FACTS:
        same_but_for_it: dict[WhoFor, set[frozenset[str]]] = {}
        for one, keys in serving.items():
            same_but_for_it.setdefault(replace(one, **blank), set()).add(keys)
        if any(len(found) > 1 for found in same_but_for_it.values()):
            return reason
    raise AssertionError("who serves some of what a child may be, and not all, turns on a fact")
