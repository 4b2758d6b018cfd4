"""The same app and people as for customer care, and somebody of Upfront."""

import pytest
from flask import Flask

from portal.domain.staff import Role, StaffMember
from tests.care.conftest import app, child, clock, desk, officer, sign_in
from tests.desk_client import Desk, a_colleague

__all__ = ["app", "child", "clock", "desk", "officer", "sign_in"]


@pytest.fixture
def advocate(app: Flask) -> StaffMember:
    """Somebody of Upfront, with an account."""
    return a_colleague(app, "Una Upfront", roles={Role.ADVOCATE}, service="upfront")


@pytest.fixture
def service(app: Flask, advocate: StaffMember) -> Desk:
    """Una at the desk of her service, signed in."""
    return Desk(app, advocate)
