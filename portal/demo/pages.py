"""The demo's first page, and what its register received.

In English only, without gettext: they are for whoever tries Heard out, never for a child.
"""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request

from portal.demo.desk_data import PEOPLE
from portal.demo.mails import written
from portal.demo.place import demo_place, in_english
from portal.demo.received import received

SECONDS_BETWEEN_LOOKS = 5

demo = Blueprint("demo", __name__, url_prefix="/demo")
demo.url_value_preprocessor(in_english)


@demo.get("")
def index() -> str:
    """What there is, and what to try in a minute."""
    place = demo_place()
    mails = written(place.mails)
    return render_template(
        "demo/index.html",
        people=PEOPLE,
        password=place.desk_password,
        mails=len(mails),
        last_mail_at=mails[-1] if mails else None,
    )


@demo.get("/register")
def register() -> Response:
    """Every record that arrived, newest first; with ?watch the page looks again by itself."""
    is_watching = "watch" in request.args
    page = render_template(
        "demo/register.html", records=received(demo_place().register), is_watching=is_watching
    )
    response = make_response(page)
    if is_watching:
        response.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return response
