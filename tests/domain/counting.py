"""Histories of wishes for an advocate, any at all, and what comes of them step by step."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from portal.domain.advocacy import AdvocacyService, Contract, DatedName
from portal.domain.advocacy_numbers import Period
from portal.domain.intake import AdvocateWish, Intake
from portal.domain.referral_steps import Happened, Step
from portal.domain.taxonomy import YesNo
from portal.domain.triage import Triage
from tests.domain.deciding import RECEIVED, received

YEAR = Period(date(2026, 4, 1), date(2027, 3, 31))
DAY = timedelta(days=1)
AT = received().received_at
UPFRONT = AdvocacyService(
    "upfront",
    (DatedName("Upfront", date(2007, 4, 1)), DatedName("Up Front Kent", date(2027, 1, 1))),
    (Contract(date(2007, 4, 1)),),
)
NCH = AdvocacyService("nch", (DatedName("NCH", date(2007, 4, 1)),), (Contract(date(2007, 4, 1)),))
SERVICES = (UPFRONT, NCH)


def history(*steps: tuple[Step, int, str], wants: YesNo | None = YesNo.YES) -> Intake:
    """A wish of RECEIVED; each step so many days after it, by this service."""
    happened = tuple(
        Happened(step, RECEIVED + DAY * after, AT, referral=f"r{n}", service=key, name=key.title())
        for n, (step, after, key) in enumerate(steps)
    )
    return replace(
        received(),
        wants_advocate=wants,
        advocate_asked_at=AT if wants is YesNo.YES else None,
        wish=AdvocateWish(),
        triage=Triage(advocacy_steps=happened),
    )


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(Step), st.integers(0, 9), st.sampled_from(["upfront", "nch", "gone"])
    ),
    max_size=9,
)
histories = st.builds(
    lambda steps, wants, trusted: replace(
        history(*steps, wants=wants), wish=AdvocateWish(trusted=trusted)
    ),
    _STEPS,
    st.sampled_from([YesNo.YES, YesNo.NO, None]),
    st.booleans(),
)


def tally(intakes: list[Intake]) -> tuple[Counter[tuple[str, str]], list[int]]:
    """(number, service) of each wish, and the calendar days: step by step, as one would by hand."""
    found: Counter[tuple[str, str]] = Counter()
    days: list[int] = []
    for intake in intakes:
        for name, key in _by_hand(intake, days):
            found[name, key] += 1
    return found, days


def _by_hand(intake: Intake, days: list[int]) -> set[tuple[str, str]]:  # noqa: C901 - one wish's whole way in one place
    asked = intake.advocate_asked_at is not None
    since = RECEIVED if asked else None
    has = last = accepted = met = refused_with = ""
    said = "trusted" if intake.wish.trusted else "no" if intake.wants_advocate is YesNo.NO else ""
    offered = False
    for one in intake.triage.advocacy_steps:
        match one.step:
            case Step.REQUESTED:
                asked, since = True, since or one.on
            case Step.OFFERED:
                offered, said = True, "offered"
            case Step.SENT:
                has = last = one.service
            case Step.ACCEPTED | Step.NAMED:
                accepted = has or accepted
            case Step.MET if has and not met:
                met = has
                if since and since <= one.on:
                    days.append((one.on - since).days)
            case Step.HANDED_BACK | Step.CHANGED:
                has = ""
            case Step.ENDED:
                has, since, said = "", None, "ended"
            case Step.DECLINED | Step.NO_LONGER_WANTED | Step.TRUSTED:
                refused_with, has, since = has, "", None
                said = "trusted" if one.step is Step.TRUSTED else "no"
    lines = {("asked", last)} if asked else set()
    lines |= {("offered", last)} if offered else set()
    lines |= {("accepted", accepted)} if accepted else set()
    if not has and since is None and said in ("no", "trusted"):
        lines |= {({"no": "refused"}.get(said, said), refused_with)}
    if met:
        return lines | {("met", met)}
    return lines | ({("not_met", has)} if since else set())
