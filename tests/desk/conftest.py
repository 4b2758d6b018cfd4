"""The same app and people as for the pages of customer care."""

from tests.care.conftest import app, child, clock, desk, officer, sign_in

__all__ = ["app", "child", "clock", "desk", "officer", "sign_in"]
