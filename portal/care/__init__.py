"""Customer care's desk: pages for people with an account, each saying who may open it.

In English only: docs/decisions/0006-the-desk-speaks-english.md.
"""

from __future__ import annotations

from flask import Blueprint, Flask

from portal.care import (
    accounts,
    audit_page,
    deciding,
    find_page,
    hand_over,
    inbox_page,
    intake_page,
    me,
    own_password,
    register_page,
    second_step,
    sheet_page,
    sign_in,
    sso,
    take_down_page,
)
from portal.care.access import refuse_strangers
from portal.care.errors import init_errors
from portal.care.pages import desk_places, in_english

care = Blueprint("care", __name__, url_prefix="/care")
care.url_value_preprocessor(in_english)
care.before_request(refuse_strangers)
init_errors(care)

for _part in (
    sign_in,
    second_step,
    own_password,
    sso,
    me,
    accounts,
    inbox_page,
    find_page,
    take_down_page,
    intake_page,
    sheet_page,
    deciding,
    hand_over,
    audit_page,
    register_page,
):
    _part.add_routes(care)


def init_care(app: Flask) -> None:
    """Give the app the desk."""
    app.jinja_env.globals["desk_places"] = desk_places
    app.register_blueprint(care)
