"""A setting: declared with its meaning, read from the environment, or refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import Field, field
from pathlib import Path
from typing import Any


class SettingError(RuntimeError):
    """A setting is missing or wrong; the message says what to set, never what was set."""


def variable(
    name: str,
    meaning: str,
    read: Callable[[str], Any],
    default: str | None,
    *,
    is_secret: bool = False,
) -> Any:
    """A setting as a field. `default` None: it must be set. `read` raises what `values` says."""
    about = {"name": name, "meaning": meaning, "read": read, "default": default}
    # What is secret is left out where settings are printed.
    return field(metadata=about, repr=not is_secret)


def read_setting(setting: Field[Any], environ: Mapping[str, str]) -> Any:
    """The value of this setting: from its variable, from its file, or the default.

    :raise SettingError: it must be set and is not, or cannot mean what it says.
    """
    name, meaning = setting.metadata["name"], setting.metadata["meaning"]
    text = _text(name, environ)
    if text is None:
        text = setting.metadata["default"]
    if text is None:
        raise SettingError(f"Set {name}. {meaning}")
    try:
        return setting.metadata["read"](text)
    except (ValueError, TypeError, KeyError) as wrong:
        raise SettingError(f"{name} {_reason(wrong)}. {meaning}") from None


def _reason(wrong: Exception) -> str:
    # Only our own sentences: another error's text could repeat a secret.
    said = str(wrong)
    return said.rstrip(".") if said.startswith("must ") else "cannot be read"


def _text(name: str, environ: Mapping[str, str]) -> str | None:
    """What is set, None where nothing is. An empty variable is as good as none."""
    if environ.get(name):
        return environ[name]
    path = environ.get(f"{name}_FILE")
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        raise SettingError(f"{name}_FILE names a file that cannot be read.") from None
