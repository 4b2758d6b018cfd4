"""Whatever happens, in whatever order: nothing lost, nothing doubled, each intake in order.

Children text, consumers claim, deliver, die, stall and come back too late, the register refuses
and goes away, in any order that hypothesis thinks of. In the end the register has every word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete

from portal.db.database import Database
from portal.db.register_queue import RegisterPauseRow
from portal.domain.intake import Intake
from portal.register import claims
from portal.register.claims import LEASE, LostLeaseError, NotDeadError
from portal.register.consumer import Consumer
from portal.register.entry import Entry
from portal.register.outcomes import Delivered, Outcome, Refused, Unreachable
from tests.register.consuming import KilledError, Setting
from tests.register.telling import an_intake, claimed, kept, rows, tell, tell_more, texts

REFERENCES = ("AAA", "BBB", "CCC")
FATES = ("taken", "taken, then killed", "killed", "refused", "away")
_seconds = st.sampled_from([0, 1, 7, 60, 301, 1900])


@dataclass
class Register:
    """Takes each event once, as docs/register-queue.md asks; `fates` decides what happens next."""

    name: str = "the register"
    fates: list[str] = field(default_factory=list)
    taken: dict[str, bytes] = field(default_factory=dict)
    versions: dict[str, list[int]] = field(default_factory=dict)
    records: dict[str, dict[str, Any]] = field(default_factory=dict)

    def deliver(self, entry: Entry) -> Outcome:
        fate = self.fates.pop(0) if self.fates else "taken"
        if fate == "killed":
            raise KilledError
        if fate == "refused":
            return Refused("HTTP 422")
        if fate == "away":
            return Unreachable("HTTP 503")
        self.take(entry)
        if fate == "taken, then killed":
            raise KilledError
        return Delivered("R-1")

    def take(self, entry: Entry) -> None:
        event = entry.to_json()
        assert self.taken.setdefault(entry.event_id, event) == event, "a repeat was not the same"
        seen = self.versions.setdefault(entry.subject, [])
        if entry.subject_version not in seen:
            seen.append(entry.subject_version)
            self.records[entry.subject] = entry.data


class HandOver(RuleBasedStateMachine):
    """The queue, two consumers of ours, and one of somebody else's that may stall for long."""

    database: Database
    in_hand = Bundle("in_hand")

    def __init__(self) -> None:
        super().__init__()
        self.register = Register()
        self.setting = Setting(self.database, self.register)
        self.consumers = [self.new_consumer(), self.new_consumer()]
        self.intakes: dict[str, Intake] = {}

    def new_consumer(self) -> Consumer:
        return self.setting.consumer()

    @initialize()
    def begin_with_nothing(self) -> None:
        with self.database.write() as connection:
            connection.execute(delete(rows))
            connection.execute(delete(RegisterPauseRow))

    @rule(reference=st.sampled_from(REFERENCES), text=st.text(max_size=5), quiet=_seconds)
    def a_child_says_something(self, reference: str, text: str, quiet: int) -> None:
        now = self.setting.clock.now
        due_at = now + timedelta(seconds=quiet)
        text = text.replace("\x00", "")
        with self.database.write() as connection:
            if reference in self.intakes:
                intake = tell_more(connection, self.intakes[reference], text, now, due_at)
            else:
                intake = tell(connection, an_intake(reference, f"first {text}"), now, due_at)
        self.intakes[reference] = intake

    @rule(which=st.integers(0, 1), fates=st.lists(st.sampled_from(FATES), max_size=3))
    def a_consumer_takes_its_turn(self, which: int, fates: list[str]) -> None:
        self.register.fates = fates
        try:
            self.consumers[which].turn()
        except KilledError:
            self.consumers[which] = self.new_consumer()

    @rule(target=in_hand)
    def somebody_else_claims(self) -> list[Entry]:
        return claimed(self.database, self.setting.clock.now, limit=2, consumer="somebody else")

    @rule(entries=consumes(in_hand))
    def somebody_else_delivers_now_or_too_late(self, entries: list[Entry]) -> None:
        for entry in entries:
            self.register.take(entry)
            try:
                with self.database.write() as connection:
                    claims.acknowledge(connection, entry, "R-2", self.setting.clock.now)
            except LostLeaseError:
                pass

    @rule(reference=st.sampled_from(REFERENCES))
    def somebody_retries_a_dead_one(self, reference: str) -> None:
        try:
            with self.database.write() as connection:
                claims.retry(connection, reference)
        except NotDeadError:
            pass

    @rule(seconds=_seconds)
    def time_passes(self, seconds: int) -> None:
        self.setting.clock.passes(timedelta(seconds=seconds))

    @invariant()
    def each_intake_arrives_in_order_without_a_gap(self) -> None:
        for versions in self.register.versions.values():
            assert versions == list(range(1, len(versions) + 1))

    @invariant()
    def nobody_holds_two_records_of_one_intake(self) -> None:
        leased = [row.subject for row in kept(self.database, status="leased")]
        assert len(leased) == len(set(leased))

    @invariant()
    def what_is_done_has_arrived(self) -> None:
        for row in kept(self.database, status="done"):
            assert row.event_id in self.register.taken

    def teardown(self) -> None:
        """The register is back, and everybody who stalled is gone: all of it arrives."""
        self.register.fates = []
        for _ in range(60):
            self.setting.clock.passes(LEASE + timedelta(minutes=31))
            for reference in REFERENCES:
                self.somebody_retries_a_dead_one(reference)
            self.setting.drain()
            if all(row.status == "done" for row in kept(self.database)):
                break
        assert {row.status for row in kept(self.database)} <= {"done"}
        assert self.register.records.keys() == self.intakes.keys()
        for reference, intake in self.intakes.items():
            said = [words.text for words in intake.words]
            assert texts(self.register.records[reference]) == said


@pytest.mark.timeout(900)  # for the full run
def test_nothing_is_lost_doubled_or_out_of_order_whatever_happens(
    database: Database, full: bool
) -> None:
    examples = 40 if not full else 1_000 if database.is_sqlite else 300
    here = type("HandOver", (HandOver,), {"database": database})
    run_state_machine_as_test(here, settings=settings(max_examples=examples))
