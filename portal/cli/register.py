"""flask register: hand records over, and see how the hand-over stands."""

from __future__ import annotations

from flask.cli import AppGroup

register = AppGroup("register", help="Hand records over to the register.")
