"""Two administrators at once: each waits for the other, and no change is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import Connection

from portal.domain.advocacy import AdvocacyService, Contract, service_named
from portal.domain.service_changes import Change, NewContact, NewName, StartContract, mark_of
from portal.domain.staff import Role, StaffMember
from portal.services import advocacy_services
from portal.services.advocacy_services import ChangedMeanwhileError, UnknownServiceError
from tests.desk_client import a_colleague
from tests.portal_client import an_app, office_of

DAY = date(2027, 1, 1)


@pytest.fixture
def app(migrated_database_url: str) -> Iterator[Flask]:
    app = an_app(migrated_database_url)
    yield app
    office_of(app).database.close()


@pytest.fixture
def ada(app: Flask) -> StaffMember:
    return a_colleague(app, "Ada Min", roles={Role.ADMINISTRATOR})


def stands(app: Flask, key: str) -> AdvocacyService:
    with office_of(app).database.read() as connection:
        return advocacy_services.find(connection, office_of(app), key)


def make(
    app: Flask, connection: Connection, who: StaffMember, key: str, wanted: Change, shown: str
) -> None:
    office = office_of(app)
    advocacy_services.change(connection, office, who, key, wanted, shown, office.clock())


class Later:
    """The same change by somebody else, who begins while another transaction is open."""

    def __init__(self, app: Flask, who: StaffMember, key: str, wanted: Change) -> None:
        self.error: Exception | None = None
        shown = mark_of(stands(app, key))

        def change() -> None:
            try:
                with office_of(app).database.write() as connection:
                    make(app, connection, who, key, wanted, shown)
            except ChangedMeanwhileError as error:
                self.error = error

        self._thread = threading.Thread(target=change)

    def start(self) -> None:
        self._thread.start()

    def is_waiting(self) -> bool:
        self._thread.join(0.3)
        return self._thread.is_alive()

    def finish(self) -> None:
        self._thread.join(20)
        assert not self._thread.is_alive()


@pytest.mark.parametrize("is_first", [True, False], ids=["first change", "later change"])
def test_changes_of_two_services_at_once_are_both_kept(
    app: Flask, ada: StaffMember, is_first: bool
) -> None:
    office = office_of(app)
    if not is_first:
        with office.database.write() as connection:
            shown = mark_of(stands(app, "upfront"))
            make(app, connection, ada, "upfront", NewContact("0800 000", ""), shown)
    later = Later(app, ada, "nch", NewName("Later", DAY))

    with office.database.write() as connection:
        shown = mark_of(stands(app, "upfront"))
        make(app, connection, ada, "upfront", StartContract(Contract(DAY)), shown)
        later.start()
        assert later.is_waiting()
    later.finish()

    assert later.error is None
    assert stands(app, "nch").names[-1].name == "Later"
    assert len(stands(app, "upfront").contracts) == 2


def test_of_two_changes_of_one_service_the_second_is_told_what_stands_now(
    app: Flask, ada: StaffMember
) -> None:
    office = office_of(app)
    later = Later(app, ada, "upfront", NewContact("", "later@upfront.example"))

    with office.database.write() as connection:
        shown = mark_of(stands(app, "upfront"))
        make(app, connection, ada, "upfront", NewContact("0800 111", ""), shown)
        later.start()
        assert later.is_waiting()
    later.finish()

    assert isinstance(later.error, ChangedMeanwhileError)
    assert later.error.service.phone == "0800 111"
    assert (stands(app, "upfront").phone, stands(app, "upfront").email) == ("0800 111", None)


def test_a_change_that_is_refused_leaves_everything_as_it_was(app: Flask, ada: StaffMember) -> None:
    office = office_of(app)
    with pytest.raises(UnknownServiceError), office.database.write() as connection:
        make(app, connection, ada, "nobody", NewContact("", ""), "")

    with office.database.read() as connection:
        every = advocacy_services.every(connection, office)
    assert every == office.settings.advocacy_services
    assert service_named("nobody", every) is None
