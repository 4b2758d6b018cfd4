"""What every desk shares: signing in, who may open what, the frame of its pages, forms, errors.

Customer care's own pages are in portal/care, those of advocacy services in portal/advocate.
In English only: docs/decisions/0006-the-desk-speaks-english.md.
"""

from __future__ import annotations

from flask import Blueprint, Flask, redirect
from flask.typing import ResponseReturnValue

from portal.desk import me, own_password, second_step, sign_in, sso, steps
from portal.desk.access import ANYBODY_OF_THE_DESK, here, open_to, refuse_strangers
from portal.desk.errors import init_errors
from portal.desk.pages import desk_places, in_english

_PARTS = (sign_in, second_step, own_password, sso, me)


def a_desk(name: str, import_name: str) -> Blueprint:
    """A blueprint for people with an account, under /`name`: its door, its language, its errors."""
    made = Blueprint(name, import_name, url_prefix=f"/{name}")
    made.url_value_preprocessor(in_english)
    made.before_request(refuse_strangers)
    init_errors(made)
    return made


desk = a_desk("desk", __name__)
for _part in _PARTS:
    _part.add_routes(desk)


@desk.get("/")
@open_to(*ANYBODY_OF_THE_DESK)
def home() -> ResponseReturnValue:
    """Lead to where somebody begins: what a mail of ours names, whoever gets it."""
    return redirect(steps.home_of(here().account), 303)


def init_desk(app: Flask) -> None:
    """Give the app what every desk shares."""
    app.jinja_env.globals["desk_places"] = desk_places
    app.register_blueprint(desk)
