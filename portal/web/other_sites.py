"""What another web site makes a browser send here: it may bring words, and change nothing else."""

from __future__ import annotations

from flask import Response, request, session


def is_from_elsewhere() -> bool:
    """Whether the browser says that another site made it ask; an old browser never says so."""
    return request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")


def looks_ahead() -> bool:
    """Whether a browser asks by itself for a page that nobody may ever look at."""
    return "prefetch" in request.headers.get("Sec-Purpose", "")


def set_no_cookie_for_others(response: Response) -> Response:
    """The answer as it is; to a form of another site it sets no cookie.

    Such a form comes without ours, so the visit looks like a new one. The cookie of that would
    overwrite the child's own, and what was written in their visit would be out of reach.
    """
    if request.method == "POST" and is_from_elsewhere():
        session.modified = False
    return response
