"""Secrets: out of files, and never into an error; addresses that are safe to use."""

from __future__ import annotations

import base64
import os
import secrets
import traceback
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.app import create_app
from portal.settings import SettingError, Settings
from tests.servers.processes import ROOT, Process
from tests.servers.settings import production_settings

NAMES = [field.metadata["name"] for field in fields(Settings)]
SECRETS = (
    "PORTAL_SECRET_KEY",
    "PORTAL_DATA_KEYS",
    "DATABASE_URL",
    "TWILIO_AUTH_TOKENS",
    "PORTAL_REGISTER_TOKEN",
    "PORTAL_SMTP_URL",
)


def environment(**more: str) -> dict[str, str]:
    return {**production_settings("", "https://heard.example"), **more}


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_may_come_out_of_a_file(name: str, tmp_path: Path) -> None:
    environ = environment(
        DATABASE_URL="postgresql+psycopg://u:p@h/d", PORTAL_REGISTER_TOKEN=secrets.token_hex()
    )
    held = tmp_path / "held"
    held.write_text(f"{environ[name]}\n", "utf-8")
    from_file = {**environ, name: "", f"{name}_FILE": str(held)}

    assert Settings.from_environment(from_file) == Settings.from_environment(environ)


def test_a_variable_counts_more_than_its_file(tmp_path: Path) -> None:
    (tmp_path / "name").write_text("In a file", "utf-8")
    environ = environment(PORTAL_SERVICE_NAME="Set", PORTAL_SERVICE_NAME_FILE=f"{tmp_path}/name")

    assert Settings.from_environment(environ).service_name == "Set"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"])
def test_a_file_that_cannot_be_read_is_named_by_its_setting(
    content: bytes | None, tmp_path: Path
) -> None:
    held = tmp_path / "held"
    if content is not None:
        held.write_bytes(content)
    environ = environment(PORTAL_SECRET_KEY="", PORTAL_SECRET_KEY_FILE=str(held))

    with pytest.raises(SettingError, match=r"^PORTAL_SECRET_KEY_FILE names a file that cannot be"):
        Settings.from_environment(environ)


def test_an_empty_file_is_as_good_as_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n", "utf-8")
    environ = environment(PORTAL_SECRET_KEY="", PORTAL_SECRET_KEY_FILE=f"{tmp_path}/empty")

    with pytest.raises(SettingError, match=r"^Set PORTAL_SECRET_KEY"):
        Settings.from_environment(environ)


@given(name=st.sampled_from(NAMES), text=st.text(min_size=6))
def test_no_refusal_repeats_what_was_set(name: str, text: str) -> None:
    environ = environment(**{name: text})
    try:
        Settings.from_environment(environ)
    except SettingError as refused:
        told = "".join(traceback.format_exception(refused)).split("SettingError: ")[-1]
        assert text not in told


@pytest.mark.parametrize("name", ["PORTAL_EVENT_SOURCE", "PORTAL_LEAVE_TO"])
def test_what_a_library_says_of_a_value_is_not_passed_on(name: str) -> None:
    # Python's own message would repeat it.
    environ = environment(**{name: "https://swordfish\u2100.example"})

    with pytest.raises(SettingError, match=f"^{name} cannot be read") as refused:
        Settings.from_environment(environ)

    assert "swordfish" not in str(refused.value)


def test_settings_that_are_printed_tell_no_secret() -> None:
    password = secrets.token_hex(8)
    environ = environment(
        DATABASE_URL=f"postgresql://u:{password}@h/d",
        PORTAL_SMTP_URL=f"smtp://u:{password}@mail.kent.example",
        PORTAL_REGISTER_TOKEN=secrets.token_hex(),
    )
    settings = Settings.from_environment(environ)

    printed = repr(settings)

    assert "heard.example" in printed
    assert password not in printed
    for secret in (settings.secret_key, settings.register_token, *settings.auth_tokens):
        assert secret not in printed
    assert repr(settings.data_keys[0]) not in printed


@given(st.binary(min_size=32, max_size=32).filter(lambda key: len(set(key)) >= 10))
def test_a_data_key_may_be_in_either_base64(key: bytes) -> None:
    for text in (base64.b64encode(key), base64.urlsafe_b64encode(key)):
        read = Settings.from_environment(environment(PORTAL_DATA_KEYS=text.decode()))
        assert read.data_keys == (key,)


def test_the_newest_data_key_stands_first() -> None:
    keys = (os.urandom(32), os.urandom(32))
    text = ", ".join(base64.b64encode(key).decode() for key in keys)

    assert Settings.from_environment(environment(PORTAL_DATA_KEYS=text)).data_keys == keys


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_by_the_driver_that_is_installed(scheme: str) -> None:
    environ = environment(DATABASE_URL=f"{scheme}://u:p@h:5432/d?sslmode=require")

    read = Settings.from_environment(environ).database_url
    assert read == "postgresql+psycopg://u:p@h:5432/d?sslmode=require"


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://heard.example", True),
        ("http://heard.example", False),
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("http://[::1]:8000", True),
        ("http://127.0.0.1.heard.example", False),
        ("http://localhost@heard.example", False),
        ("https://heard.example,http://heard.example", False),
    ],
)
def test_without_https_only_this_computer_is_reached(address: str, is_safe: bool) -> None:
    environ = environment(PORTAL_PUBLIC_BASE_URL=address)
    if is_safe:
        assert Settings.from_environment(environ).is_https == address.startswith("https:")
        return
    with pytest.raises(SettingError, match=r"^PORTAL_PUBLIC_BASE_URL must be the https address"):
        Settings.from_environment(environ)


def test_the_app_is_not_made_without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_DOTENV_DISABLED", "1")
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(SettingError, match=r"^Set PORTAL_SECRET_KEY"):
        create_app()


def test_the_server_ends_with_one_sentence_when_a_setting_is_missing(tmp_path: Path) -> None:
    assert (ROOT / "wsgi.py").exists()
    process = Process(("-c", "import wsgi"), {}, tmp_path / "log")

    with pytest.raises(AssertionError) as ended:
        process.run()

    [line] = process.output.splitlines()
    assert line.startswith("Set PORTAL_SECRET_KEY. ")
    assert "Traceback" not in str(ended.value)


def test_made_secrets_are_secrets_that_are_taken(tmp_path: Path) -> None:
    printed = Process(("-m", "portal.cli.secrets"), {}, tmp_path / "log").run()

    made = dict(line.split("=", 1) for line in printed.splitlines())

    assert set(made) == {"PORTAL_SECRET_KEY", "PORTAL_DATA_KEYS"}
    assert Settings.from_environment(environment(**made)).secret_key == made["PORTAL_SECRET_KEY"]
