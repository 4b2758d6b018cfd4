"""The programs that tests need beside Python packages: found, installed where we may, or named.

Nothing here is ever skipped: a test that cannot run has not passed.
`python -m tests.servers.programs` installs what is missing through apt, as root or with sudo that
asks no password; anywhere else it says what to install and fails.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


class MissingProgramError(RuntimeError):
    """A program that the tests need is not here; the message says what to install."""


@dataclass(frozen=True)
class Program:
    """What tests need, how it is found, and the package that holds it on each system."""

    name: str
    find: Callable[[], Path | None]
    debian: str
    ubuntu: str
    homebrew: str

    def require(self) -> Path:
        """Where it is.

        :raise MissingProgramError: it is not here.
        """
        found = self.find()
        if found is None:
            raise MissingProgramError(_what_to_install([self]))
        return found


def _chromium() -> Path | None:
    # Ubuntu's chromium-browser may be a stub that only asks for a snap, so it comes last.
    names = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
    on_path = (shutil.which(name) for name in names)
    in_applications = (
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    )
    return _first_file(Path(path) for path in (*on_path, *in_applications) if path)


def _postgresql() -> Path | None:
    """The folder of PostgreSQL's server programs, the newest version where there are several."""
    places = (
        "usr/lib/postgresql/*/bin",  # Debian and Ubuntu keep them off the PATH
        "opt/homebrew/opt/postgresql*/bin",
        "usr/local/opt/postgresql*/bin",
        "usr/pgsql-*/bin",
    )
    folders = [folder for place in places for folder in sorted(Path("/").glob(place), key=_version)]
    if initdb := shutil.which("initdb"):
        folders.insert(0, Path(initdb).resolve().parent)
    found = _first_file(folder / "initdb" for folder in reversed(folders))
    return found.parent if found else None


def _version(folder: Path) -> int:
    digits = re.search(r"\d+", str(folder))
    return int(digits.group()) if digits else 0


def _fonts() -> Path | None:
    """A font that shapes Arabic: without one, a browser draws empty boxes and widths are wrong."""
    if platform.system() == "Darwin":
        return Path("/System/Library/Fonts")  # macOS comes with Arabic
    places = ("/usr/share/fonts", "/usr/local/share/fonts", str(Path.home() / ".local/share/fonts"))
    return _first_file(
        font for place in places for font in Path(place).rglob("Noto*Arabic*-Regular.*")
    )


def _first_file(paths: Iterable[Path]) -> Path | None:
    return next((path for path in paths if path.is_file()), None)


CHROMIUM = Program("Chromium", _chromium, "chromium", "chromium-browser", "--cask chromium")
POSTGRESQL = Program(
    "PostgreSQL's server programs", _postgresql, "postgresql", "postgresql", "postgresql@16"
)
FONTS = Program("Noto fonts", _fonts, "fonts-noto-core", "fonts-noto-core", "")
PROGRAMS = (CHROMIUM, POSTGRESQL, FONTS)


def _missing() -> list[Program]:
    return [program for program in PROGRAMS if program.find() is None]


def _what_to_install(programs: list[Program]) -> str:
    names = ", ".join(program.name for program in programs)
    if platform.system() == "Darwin":
        commands = " && ".join(f"brew install {program.homebrew}" for program in programs)
    else:
        commands = f"sudo apt-get install {' '.join(map(_package, programs))}"
    return f"The tests need {names}. Install with: {commands}"


def _package(program: Program) -> str:
    return program.ubuntu if _is_ubuntu() else program.debian


def _is_ubuntu() -> bool:
    try:
        return platform.freedesktop_os_release().get("ID") == "ubuntu"
    except OSError:  # not Linux, or no os-release file
        return False


def _apt_get() -> list[str] | None:
    """How to run apt-get here without asking anybody; None where that is not possible."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    sudo = ["sudo", "-n"]  # never asks for a password
    if shutil.which("sudo") and subprocess.run([*sudo, "true"], check=False).returncode == 0:
        return [*sudo, "apt-get"]
    return None


def _install(apt_get: list[str], programs: list[Program]) -> None:
    packages = list(map(_package, programs))
    sys.stderr.write(f"Installing {' '.join(packages)} with apt-get.\n")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-q", "-y", "--no-install-recommends", *packages]
    for command in (["update", "-q"], install):
        # What apt says is shown; whether it helped is decided by looking again.
        subprocess.run([*apt_get, *command], env=environment, stdin=subprocess.DEVNULL, check=False)


def main() -> None:
    """Install what is missing where we may. Exits with a sentence when something still is."""
    programs = _missing()
    apt_get = _apt_get() if programs else None
    if apt_get:
        _install(apt_get, programs)
        programs = _missing()
    if programs:
        sys.exit(_what_to_install(programs))


if __name__ == "__main__":
    main()
