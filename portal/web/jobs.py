"""What parts of the app give the worker to do, beside what it does anyway."""

from __future__ import annotations

from flask import Flask, current_app

from portal.services.worker import Job

_NAME = "heard.jobs"


def add_job(app: Flask, says: str, job: Job) -> None:
    """From now on a worker of this app does it as well, every few seconds.

    `says` is what it says of how much that was, with {} for the number.
    """
    app.extensions.setdefault(_NAME, {})[says] = job


def jobs() -> dict[str, Job]:
    """All of them, by what they say."""
    found: dict[str, Job] = current_app.extensions.get(_NAME, {})
    return found
