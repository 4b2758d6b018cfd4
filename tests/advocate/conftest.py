"""The same app and people as for customer care, and somebody of Upfront."""

import pytest
from flask import Flask

from portal.domain.staff import Role, StaffMember
from tests.advocate.unmistakable import AGREED, Much, much
from tests.care.conftest import app, child, clock, desk, officer, sign_in
from tests.desk_client import Desk, a_colleague
from tests.web.every_page import StandingClock

__all__ = ["app", "child", "clock", "desk", "officer", "sign_in"]


@pytest.fixture
def advocate(app: Flask) -> StaffMember:
    """Somebody of Upfront, with an account."""
    return a_colleague(app, "Una Upfront", roles={Role.ADVOCATE}, service="upfront")


@pytest.fixture
def service(app: Flask, advocate: StaffMember) -> Desk:
    """Una at the desk of her service, signed in."""
    return Desk(app, advocate)


@pytest.fixture
def barred(app: Flask) -> StaffMember:
    """Somebody of Upfront whom the child wants kept out."""
    return a_colleague(app, "Bea Barred", roles={Role.ADVOCATE}, service="upfront")


@pytest.fixture
def known(app: Flask, clock: StandingClock, barred: StaffMember) -> Much:
    """A child whose wish Upfront has, and who agreed to share some of what they told us."""
    return much(app, clock, barred, *AGREED)
