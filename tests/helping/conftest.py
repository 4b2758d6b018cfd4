"""The same app as for customer care, and an adult at the pages for those who help."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.care.conftest import app, clock
from tests.helping.adult import Adult

__all__ = ["app", "clock"]


@pytest.fixture
def visitor(app: Flask) -> Callable[..., Adult]:
    """Another browser: `visitor(cookies=False)`."""
    return lambda lang="en", cookies=True: Adult(app.test_client(use_cookies=cookies), lang)


@pytest.fixture
def adult(visitor: Callable[..., Adult]) -> Adult:
    """One browser, in English."""
    return visitor()
