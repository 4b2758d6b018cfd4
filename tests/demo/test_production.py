"""Production is what happens when nothing is set: there is no demo in it at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_app
from portal.settings import SettingError, Settings
from tests.demo.running import RunningDemo
from tests.portal_client import an_app, office_of
from tests.servers.processes import Process
from tests.servers.settings import production_settings

OF_THE_DEMO = [
    *("/phone", "/phone/sam", "/phone/sam/clear", "/phone/try/twice", "/phone/opt-out"),
    *("/phone/photo/ME1", "/demo", "/demo/", "/demo/register"),
]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = an_app(f"sqlite:///{tmp_path}/heard.db")
    yield app
    office_of(app).database.close()


def test_no_address_of_the_demo_exists(app: Flask) -> None:
    paths = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    owners = {rule.endpoint.split(".")[0] for rule in app.url_map.iter_rules()}

    assert {"sms", "healthz"} <= paths
    assert not paths & {"demo", "phone"}
    assert not owners & {"demo", "phone"}


@pytest.mark.parametrize("path", OF_THE_DEMO)
def test_nothing_is_found_there(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 404
    assert app.test_client().post(path).status_code == 404


def test_the_demo_is_not_even_loaded(tmp_path: Path) -> None:
    ours = "[n for n in sys.modules if n.startswith(('portal.demo', 'sms.phone'))]"
    show = f"import sys, wsgi; print('portal.app' in sys.modules, {ours})"
    settings = production_settings(f"sqlite:///{tmp_path}/heard.db", "https://heard.example")

    printed = Process(("-c", show), settings, tmp_path / "log").run()

    assert printed.strip() == "True []"


def test_the_command_says_in_a_sentence_that_it_is_not_for_this(tmp_path: Path) -> None:
    settings = production_settings(f"sqlite:///{tmp_path}/heard.db", "https://heard.example")
    command = RunningDemo(tmp_path, PORTAL_DEMO="", **settings)

    said = command.run_to_its_end()

    assert command.status == 1
    assert said == "Error: The demo runs by `make demo`, never in a real installation.\n"
    assert not command.folder.exists()


def test_a_real_account_makes_no_demo_by_another_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_DEMO_DIR", str(tmp_path))
    settings = production_settings(f"sqlite:///{tmp_path}/heard.db", "https://heard.example")

    with pytest.raises(SettingError, match="account of its own"):
        create_app(Settings.from_environment({**settings, "PORTAL_DEMO": "1"}))
