"""The office of the running app: settings, database, keys, calendar."""

from __future__ import annotations

from datetime import datetime

from flask import Flask, current_app

from portal.services.office import Office

_NAME = "heard"


def set_office(app: Flask, office: Office) -> None:
    """Give the app its office; `create_app` does, once."""
    app.extensions[_NAME] = office


def office() -> Office:
    """The office of the app that serves this request."""
    found: Office = current_app.extensions[_NAME]
    return found


def now() -> datetime:
    """The time by the office's clock, aware and UTC."""
    return office().clock()
