"""What every answer says to the browser: one exact set for each class of route.

Nothing from elsewhere, no script or style in the page, nothing kept in a cache or sent on in
a referrer. Only pictures, styles and scripts of our own, under names that change with their
content, may be kept.
"""

from __future__ import annotations

from enum import StrEnum

from flask import Flask, Response, current_app, g, request

from portal.web.other_sites import is_from_elsewhere, set_no_cookie_for_others

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The inbox asks by itself whether something new came in (static/desk.js). A child's page asks for
# nothing, so that a script that somehow came into it can send nothing anywhere.
DESK_POLICY = f"{CONTENT_SECURITY_POLICY}; connect-src 'self'"
_OFF = (
    "accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation "
    "gyroscope magnetometer microphone midi payment picture-in-picture publickey-credentials-get "
    "screen-wake-lock usb xr-spatial-tracking"
)


def _permissions(*ours: str) -> str:
    return ", ".join(f"{one}=(self)" if one in ours else f"{one}=()" for one in _OFF.split())


# A recording is listened to before it is sent, and stays in the browser until then.
RECORDING_POLICY = f"{CONTENT_SECURITY_POLICY}; media-src blob:"
EVERYWHERE = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": _permissions(),
}
NOT_KEPT = {"Cache-Control": "no-store"}
KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}
LEAVING = {"Clear-Site-Data": '"cache", "cookies", "storage"'}
ONLY_HTTPS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}


# Blueprints of pages for people with an account.
_DESKS = frozenset({"desk", "care", "advocate"})


class RouteClass(StrEnum):
    """What kind of answer a route gives, and so which headers it bears."""

    PAGE = "page"
    STATIC = "static"
    LEAVE = "leave"
    DESK = "desk"
    RECORDING = "recording"


def class_of(endpoint: str | None) -> RouteClass:
    """The class of a route by its endpoint; whatever is not known is a page."""
    if endpoint == "static":
        return RouteClass.STATIC
    if endpoint == "child.leave":
        return RouteClass.LEAVE
    if endpoint and endpoint.partition(".")[0] in _DESKS:
        return RouteClass.DESK
    return RouteClass.PAGE


def headers_for(route_class: RouteClass, *, is_https: bool) -> dict[str, str]:
    """The exact headers of this class."""
    headers = EVERYWHERE | (KEPT if route_class is RouteClass.STATIC else NOT_KEPT)
    if route_class is RouteClass.LEAVE:
        headers |= LEAVING
    if route_class is RouteClass.DESK:
        headers |= {"Content-Security-Policy": DESK_POLICY}
    if route_class is RouteClass.RECORDING:
        headers |= {
            "Content-Security-Policy": RECORDING_POLICY,
            "Permissions-Policy": _permissions("microphone"),
        }
    return headers | (ONLY_HTTPS if is_https else {})


def may_record_here() -> None:
    """Let the page of this request use the microphone: the browser still asks the child first."""
    g.may_record = True


def init_headers(app: Flask) -> None:
    """Put them on every answer, errors included."""
    app.after_request(_set_headers)
    app.after_request(set_no_cookie_for_others)


def _set_headers(response: Response) -> Response:
    is_https = current_app.config["SESSION_COOKIE_SECURE"]
    response.headers.update(headers_for(_class_of_answer(response), is_https=is_https))
    return response


def _class_of_answer(response: Response) -> RouteClass:
    route_class = class_of(request.endpoint)
    if g.get("may_record"):
        return RouteClass.RECORDING
    if route_class is RouteClass.STATIC and response.status_code >= 400:
        return RouteClass.PAGE
    # A browser that only looks ahead, or asks what it may do, has not left; nor has a child whom
    # another site sends there.
    if route_class is RouteClass.LEAVE:
        has_left = response.status_code not in (200, 204) and not is_from_elsewhere()
        return RouteClass.LEAVE if has_left else RouteClass.PAGE
    return route_class
