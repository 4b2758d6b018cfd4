"""A child's page that was open before the rest was sent: what comes from it is added."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.test import TestResponse

from tests.portal_client import Child


def an_open_page(child: Child, slug: str) -> Callable[..., TestResponse]:
    """Open it; what this gives back sends it with these fields, as often as it is called."""
    child.open(slug)
    hidden = dict(child.hidden)

    def send(**fields: str) -> TestResponse:
        data = {**hidden, "go": "next", **fields}
        return child.client.post(f"/{child.lang}/{slug}", data=data)

    return send
