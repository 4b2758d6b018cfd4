"""Commands of `flask`, grouped by noun. Each is thin: it reads its options and calls a service."""

from __future__ import annotations

from flask import Flask

from portal.cli import register_checks as register_checks
from portal.cli.advocacy import advocacy
from portal.cli.audit import audit
from portal.cli.db import db
from portal.cli.demo import demo
from portal.cli.doctor import doctor
from portal.cli.register import register
from portal.cli.report import report
from portal.cli.staff import staff
from portal.cli.worker import worker


def init_commands(app: Flask) -> None:
    """Give the app its commands."""
    for command in (advocacy, audit, db, demo, doctor, register, report, staff, worker):
        app.cli.add_command(command)
