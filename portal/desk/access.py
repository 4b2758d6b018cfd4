"""Who may open which page: every view says so, and one that does not is nobody's."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Response, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.desk.pages import desk_page
from portal.desk.session import SignedIn, note_use, signed_in
from portal.domain.staff import Role, StaffMember
from portal.web.other_sites import is_from_elsewhere, looks_ahead

F = TypeVar("F", bound=Callable[..., Any])


class Access(StrEnum):
    """Who may open a page beside those with a role."""

    ANYONE = "anyone"
    FIRST_STEP = "first step"
    """Whoever gave their password, and has the second step before them."""


_ATTRIBUTE = "open_to"
ASKS_AGAIN = "X-Heard-Again"
# To open one of these leaves something behind: the audit of a view, that an intake was seen, a
# form that is given back once.
LEAVES_A_MARK = frozenset(
    {
        "care.intake",
        "care.sheet",
        "care.file",
        "care.decision",
        "care.find",
        "care.take_down",
        "advocate.referral",
        "advocate.answer",
        "advocate.tell",
    }
)


def open_to(*whom: Role | Access) -> Callable[[F], F]:
    """Say who may open a view: people with any of these roles, or an `Access`."""

    def mark(view: F) -> F:
        setattr(view, _ATTRIBUTE, frozenset(whom))
        return view

    return mark


ANYBODY_OF_THE_DESK = tuple(Role)


def access_of(endpoint: str) -> frozenset[Role | Access]:
    """Who may open this endpoint; nobody where its view does not say."""
    view = current_app.view_functions[endpoint]
    found: frozenset[Role | Access] = getattr(view, _ATTRIBUTE, frozenset())
    return found


def here() -> SignedIn:
    """Who is at this page; only on pages that need a role, or the first step."""
    found = signed_in()
    if found is None:
        abort(403)
    return found


def member() -> StaffMember:
    """The same as a colleague."""
    return here().account.member


def refuse_strangers() -> ResponseReturnValue | None:
    """Before every page of the desk: let through, ask to sign in, or refuse."""
    if request.method == "POST" and is_from_elsewhere():
        abort(403)
    allowed = access_of(request.endpoint or "")
    if Access.ANYONE in allowed:
        return None
    found = signed_in()
    if found is None or (Access.FIRST_STEP not in allowed and not found.is_full):
        return _to_sign_in()
    if not asks_again() and not is_from_elsewhere():
        note_use(found)
    if Access.FIRST_STEP not in allowed and not found.account.member.has(*_roles(allowed)):
        abort(403)
    return _ask_first() if request.endpoint in LEAVES_A_MARK else None


def asks_again() -> bool:
    """Whether a page asks by itself whether anything is new (static/desk.js).

    Nobody need sit before it, so it is no use of the session, which must end in its time.
    """
    return request.method == "GET" and ASKS_AGAIN in request.headers


def _ask_first() -> ResponseReturnValue | None:
    """Whoever did not come from a page of ours is asked first, by a page that leaves no mark.

    Another site could have an officer's browser make what is urgent look seen, and fill the audit.
    """
    if looks_ahead():
        return Response(status=503)
    if request.method == "POST" or not is_from_elsewhere():
        return None
    address = url_for(request.endpoint or "", **(request.view_args or {}))
    return desk_page("desk/open.html", page_title="Open this page?", address=address)


def _roles(allowed: frozenset[Role | Access]) -> list[Role]:
    return [one for one in allowed if isinstance(one, Role)]


def _to_sign_in() -> ResponseReturnValue:
    from portal.desk.sign_in import ask_again

    if request.method == "POST":
        return ask_again()
    return redirect(url_for("desk.sign_in", to=request.full_path.rstrip("?")), 303)
