"""How the service is put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.portal_client import an_app


@pytest.mark.parametrize(
    ("address", "name"),
    [("https://heard.kent.example", "__Host-heard"), ("http://127.0.0.1:8000", "heard")],
)
def test_no_other_site_of_the_council_can_set_our_cookie(
    tmp_path: Path, address: str, name: str
) -> None:
    app = an_app(f"sqlite:///{tmp_path / 'heard.db'}", PORTAL_PUBLIC_BASE_URL=address)

    with app.test_request_context():
        interface = app.session_interface
        assert interface.get_cookie_name(app) == name
        assert interface.get_cookie_path(app) == "/"
        assert interface.get_cookie_domain(app) is None
        assert interface.get_cookie_secure(app) is address.startswith("https")
