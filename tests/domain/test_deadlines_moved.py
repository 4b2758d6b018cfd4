"""Pauses, extensions and Stage Two, against a walk through the calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.deadlines import answer_clock, deadlines
from portal.domain.intake import Intake
from portal.domain.pauses import Pause
from portal.domain.taxonomy import Stage
from tests.domain.by_hand import DAY, FIRST, LAST, received_on, rules, walk


@dataclass(frozen=True)
class Story:
    """What happened to one Stage One, with days as the decisions let them be."""

    day: date
    closed: frozenset[date]
    is_complex: bool
    pauses: tuple[Pause, ...]
    extended_on: date | None
    extended_to: date | None

    def intake(self) -> Intake:
        """The intake that this happened to."""
        return received_on(
            self.day,
            is_complex=self.is_complex,
            pauses=self.pauses,
            extended_on=self.extended_on,
            extended_to=self.extended_to,
        )


@st.composite
def stories(draw: Any) -> Story:
    """Any receipt day, extra closed days, pauses one after the other, and an extension between."""
    small = st.integers(0, 25)
    day: date = draw(st.dates(FIRST, LAST))
    closed = frozenset(day + n * DAY for n in draw(st.lists(st.integers(0, 90), max_size=6)))
    pauses: list[Pause] = []
    at, extended_on, extended_to = day, None, None
    for step in draw(st.lists(st.sampled_from(["pause", "extend"]), max_size=4)):
        at += draw(small) * DAY
        if step == "pause":
            until = at + draw(small) * DAY
            pauses.append(Pause(at, "waits", until))
            at = until
        else:
            extended_on, extended_to = at, at + draw(small) * DAY
    is_complex: bool = draw(st.booleans())
    return Story(day, closed, is_complex, tuple(pauses), extended_on, extended_to)


@given(stories())
def test_stage_one_against_a_walk_through_the_calendar(story: Story) -> None:
    closed, allowed = story.closed, 20 if story.is_complex else 10

    clock = answer_clock(story.intake(), rules(closed))

    usual, longest = (walk(story.day, n, closed, story.pauses) for n in (allowed, 20))
    plain, most = (walk(story.day, n, closed) for n in (allowed, 20))
    assert clock.longest == longest
    assert clock.by == min(max(usual, _extended(story)), longest)
    assert clock.by_without_pause == min(max(plain, story.extended_to or plain), most)
    assert clock.by_without_pause <= clock.by or story.extended_to


def _extended(story: Story) -> date:
    """The day of the extension, with every later paused working day walked on."""
    if story.extended_to is None or story.extended_on is None:
        return story.day
    later = tuple(one for one in story.pauses if one.since >= story.extended_on)
    open_days, day = 0, story.extended_on
    while day < story.extended_to:
        day += DAY
        open_days += walk(day - DAY, 1, story.closed) == day
    by = walk(story.extended_on, open_days, story.closed, later)
    return max(by, story.extended_to)


@given(stories())
def test_nothing_moves_where_the_lawyer_has_not_said_that_pauses_count(story: Story) -> None:
    off = rules(story.closed, pause_counts=False)
    without = replace(story, pauses=())

    assert deadlines(story.intake(), off) == deadlines(without.intake(), off)


@given(stories())
def test_a_pause_that_runs_moves_nothing_yet(story: Story) -> None:
    running = Pause(story.pauses[-1].until or story.day, "waits") if story.pauses else None
    running = running or Pause(story.day, "waits")
    waits = replace(story, pauses=(*story.pauses, running))

    assert answer_clock(waits.intake(), rules()) == answer_clock(story.intake(), rules())


@given(
    stories(),
    st.integers(0, 60),
    st.none() | st.integers(0, 130),
)
def test_stage_two_counts_from_the_day_it_was_asked_for(
    story: Story, later: int, extended: int | None
) -> None:
    asked_on = story.day + later * DAY
    to = None if extended is None else asked_on + extended * DAY
    one = story.intake()
    two = replace(
        one,
        triage=replace(
            one.triage,
            stage=Stage.TWO,
            stage_two_requested_on=asked_on,
            stage_two_extended_to=to,
        ),
    )

    clock = answer_clock(two, rules(story.closed))

    usual, longest = (walk(asked_on, n, story.closed) for n in (25, 65))
    assert clock.by == clock.by_without_pause == min(max(usual, to or usual), longest)
    assert answer_clock(two, rules(story.closed), Stage.ONE) == answer_clock(
        one, rules(story.closed)
    )
    back = replace(two, triage=replace(two.triage, stage=Stage.ONE))
    assert deadlines(back, rules(story.closed)) == deadlines(one, rules(story.closed))
