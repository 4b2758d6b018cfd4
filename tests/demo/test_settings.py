"""The demo's settings: its own, kept, and never beside a real installation."""

from __future__ import annotations

import secrets
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.app import create_app
from portal.demo.settings import Secrets, demo_environment, folder, port
from portal.settings import ROOT, SettingError, Settings
from portal.settings.mail import Folder


def _settings(here: Path, **more: str) -> Settings:
    environ = {"PORTAL_DEMO": "1", "PORTAL_DEMO_DIR": str(here), **more}
    return Settings.from_environment(demo_environment(environ))


def test_whatever_must_be_set_has_a_value_of_the_demos_own(tmp_path: Path) -> None:
    settings = _settings(tmp_path)

    assert settings.demo
    assert settings.has_text_line
    assert settings.public_base_urls == ("http://127.0.0.1:5000",)
    assert settings.database_url == f"sqlite:///{tmp_path}/heard.db"
    assert settings.text_numbers == ("+447700900000",)
    assert settings.smtp == Folder(tmp_path / "mail")


def test_the_same_secrets_come_back_after_a_restart(tmp_path: Path) -> None:
    assert _settings(tmp_path) == _settings(tmp_path)
    assert len({Secrets.kept_in(tmp_path).desk_password for _ in range(2)}) == 1


def test_two_demos_have_no_secret_in_common(tmp_path: Path) -> None:
    one, other = _settings(tmp_path / "one"), _settings(tmp_path / "other")

    assert one.secret_key != other.secret_key
    assert one.data_keys != other.data_keys
    assert one.account_sid != other.account_sid
    assert one.auth_tokens != other.auth_tokens
    passwords = [Secrets.kept_in(tmp_path / name).desk_password for name in ("one", "other")]
    assert passwords[0] != passwords[1]


def test_only_its_owner_may_read_what_the_demo_keeps(tmp_path: Path) -> None:
    here = tmp_path / "demo"

    _settings(here)

    assert stat.S_IMODE(here.stat().st_mode) == 0o700
    assert [file.name for file in here.iterdir()] == ["secrets.json"]
    assert stat.S_IMODE((here / "secrets.json").stat().st_mode) == 0o600


def test_programs_that_start_at_once_agree_on_the_secrets(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(Secrets.kept_in, [tmp_path] * 8))

    assert len(found) == 1


@pytest.mark.parametrize("suffix", ["", "_FILE"])
@pytest.mark.parametrize(
    "name",
    [
        "TWILIO_ACCOUNT_SID",
        "TWILIO_AUTH_TOKENS",
        "TWILIO_NUMBERS",
        "TWILIO_POLL_MINUTES",
        "TWILIO_AFTER_RECEIPT",
        "DATABASE_URL",
        "PORTAL_PUBLIC_BASE_URL",
        "PORTAL_SMTP_URL",
    ],
)
def test_it_does_not_start_beside_a_real_installation(
    tmp_path: Path, name: str, suffix: str
) -> None:
    with pytest.raises(SettingError) as refused:
        _settings(tmp_path, **{name + suffix: "a-real-value"})

    said = str(refused.value)
    assert f" {name} is set" in said
    assert "a-real-value" not in said
    assert said.count("\n") == 0
    assert list(tmp_path.iterdir()) == []


def test_a_real_account_in_dotenv_is_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("TWILIO_ACCOUNT_SID=AC5e\n", "utf-8")
    monkeypatch.setattr("portal.app.ROOT", tmp_path)
    monkeypatch.setenv("PORTAL_DEMO", "1")
    monkeypatch.setenv("PORTAL_DEMO_DIR", str(tmp_path / "demo"))
    # What .env puts into the environment is taken out again after the test.
    for name in ("PYTHON_DOTENV_DISABLED", "TWILIO_ACCOUNT_SID"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)

    with pytest.raises(SettingError, match="TWILIO_ACCOUNT_SID is set"):
        create_app()


def test_secrets_that_are_set_are_taken(tmp_path: Path) -> None:
    own = secrets.token_urlsafe(48)

    assert _settings(tmp_path, PORTAL_SECRET_KEY=own).secret_key == own


def test_no_proxy_is_believed(tmp_path: Path) -> None:
    assert _settings(tmp_path, PORTAL_PROXIES="2").proxies == 0


def test_the_address_has_the_port_that_is_set(tmp_path: Path) -> None:
    assert _settings(tmp_path, PORT="5055").public_base_urls == ("http://127.0.0.1:5055",)


@pytest.mark.parametrize("text", ["80", "65536", "-5000", "http", "5000.5", "٥٠٠٠"])
def test_what_is_no_port_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(SettingError, match="PORT must be a number from 1024 to 65535"):
        port({"PORT": text})


def test_it_lives_under_instance_unless_told_otherwise(tmp_path: Path) -> None:
    assert folder({}) == ROOT / "instance" / "demo"
    assert folder({"PORTAL_DEMO_DIR": str(tmp_path)}) == tmp_path.resolve()
