"""The demo, in process and as the real thing, each with a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_app
from tests.demo.running import RunningDemo
from tests.portal_client import office_of


@pytest.fixture
def demo_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """Our app as the demo's server has it, without tables."""
    monkeypatch.setenv("PYTHON_DOTENV_DISABLED", "1")
    monkeypatch.setenv("PORTAL_DEMO", "1")
    monkeypatch.setenv("PORTAL_DEMO_DIR", str(tmp_path))
    app = create_app()
    yield app
    office_of(app).database.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    """The demo, running, one for all tests of a module."""
    demo = RunningDemo(tmp_path_factory.mktemp("demo"))
    try:
        demo.start()
        yield demo
    finally:
        demo.stop()
