"""The demo's first page, and what its register received.

In English only, without gettext: they are for whoever tries Heard out, never for a child.
"""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request

from portal.demo.place import demo_place, in_english
from portal.demo.received import received

SECONDS_BETWEEN_LOOKS = 5

demo = Blueprint("demo", __name__, url_prefix="/demo")
demo.url_value_preprocessor(in_english)


@demo.get("")
def index() -> str:
    """What there is, and what to try in a minute."""
    return render_template("demo/index.html")


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
