"""Locks are taken in one order, so that nobody's work is thrown away for somebody else's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from portal.db import audit, staff
from portal.db.audit import Entry
from portal.db.database import Database
from portal.db.sealing import Keyring
from portal.domain.staff import Role, StaffMember
from tests.db.chain import AT, kept

UNA, ADA = (
    StaffMember(name, f"{name}@desk.example", name, frozenset({Role.OFFICER}))
    for name in ("una", "ada")
)


def test_somebody_works_on_while_an_administrator_changes_their_account(
    database: Database, keyring: Keyring
) -> None:
    with database.write() as connection:
        for one in (UNA, ADA):
            staff.add(connection, one, AT)
    is_held, goes_on = Event(), Event()

    def change() -> None:
        with database.write() as connection:
            staff.get(connection, keyring, UNA.id, lock=True)
            staff.save(connection, UNA)
            is_held.set()
            # Long enough for the other to be in the middle of theirs, where it can be.
            goes_on.wait(1)
            audit.append(connection, Entry(AT, ADA.id, "account changed", UNA.id))

    def work() -> None:
        assert is_held.wait(5)
        with database.write() as connection:
            audit.append(connection, Entry(AT, UNA.id, "referral.view", "K7M2QX"))
            goes_on.set()

    with ThreadPoolExecutor(2) as threads:
        for doing in [threads.submit(change), threads.submit(work)]:
            doing.result()

    assert {row["action"] for row in kept(database)} == {"account changed", "referral.view"}
