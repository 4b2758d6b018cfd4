"""Several consumers at once, and slow ones: a lease is held by one, and left in time."""

from __future__ import annotations

from typing import Any

from portal.register.claims import LEASE
from tests.register.consuming import Meddled, Setting
from tests.register.telling import claimed, kept, second, together, told

AFTER_THE_LEASE = LEASE + second()


def test_two_consumers_share_the_work_and_each_record_is_delivered_once(
    setting: Setting, arrived: Any
) -> None:
    told(setting.database, *(f"R{i:03}" for i in range(100)))
    delivered: list[str] = []
    way_out = Meddled(setting.destination, after=lambda entry: delivered.append(entry.subject))

    together(*(setting.consumer(way_out, name).drain for name in ("one", "two", "three")))

    assert sorted(delivered) == [f"R{i:03}" for i in range(100)]
    assert {row.status for row in kept(setting.database)} == {"done"}


def test_no_record_is_begun_late_in_its_lease(setting: Setting, arrived: Any) -> None:
    # The register takes so long for each that somebody else could take over the last ones.
    told(setting.database, "AAA", "BBB", "CCC", "DDD")
    slow = Meddled(setting.destination, after=lambda _: setting.clock.passes(LEASE * 0.3))

    consumer = setting.consumer(slow)
    consumer.turn()

    assert len(arrived()) == 2
    consumer.drain()
    assert len(arrived()) == 4
    assert [row.claims for row in kept(setting.database)] == [1, 1, 2, 2]


def test_a_consumer_that_comes_back_too_late_leaves_the_record_to_its_new_holder(
    setting: Setting, arrived: Any
) -> None:
    told(setting.database, "AAA")
    late = setting.consumer(name="late")
    late.turn()
    setting.clock.passes(AFTER_THE_LEASE)
    [taken_over] = claimed(setting.database, setting.clock.now, consumer="other")

    late.drain()

    [row] = kept(setting.database)
    assert (row.status, row.leased_by, row.lease_token) == (
        "leased",
        "other",
        taken_over.lease_token,
    )
