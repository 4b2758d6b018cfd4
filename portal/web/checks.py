"""What parts of the app look at when somebody asks whether all is well (`flask doctor`)."""

from __future__ import annotations

from flask import Flask, current_app

from portal.services.doctor.finding import Check

_NAME = "heard.checks"


def add_check(app: Flask, check: Check) -> None:
    """From now on `flask doctor` looks at this as well."""
    app.extensions.setdefault(_NAME, []).append(check)


def checks() -> list[Check]:
    """All that were added."""
    found: list[Check] = current_app.extensions.get(_NAME, [])
    return found
