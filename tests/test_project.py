"""The project as a whole: what it is made of, what lies where, and what it must not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCKS = {
    "requirements.lock": PROJECT["dependencies"] + EXTRAS["sso"],
    "requirements-dev.lock": PROJECT["dependencies"] + EXTRAS["sso"] + EXTRAS["dev"],
}
TOP_LEVEL = {
    *("portal", "sms", "templates", "translations", "static", "tests", "docs"),
    *("pyproject.toml", "wsgi.py", "Makefile", *LOCKS),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE"),
    *(".ci", ".git", ".gitignore", ".gitattributes", ".env.example"),
    *("Dockerfile", ".dockerignore", "compose.yaml"),
}
IGNORED = [line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()]
# Somebody's own computer, or the mirror that it installs from.
TELL_TALE = re.compile(
    r"(?:^|[\s\"'`=:(])/(?:work|home|Users|root|tmp)/\w"
    r"|pypi\.org/simple|python[h]osted|registry\.npmjs",
    re.MULTILINE,
)


def _pins(lock: str) -> list[tuple[str, str]]:
    """Name and version of each entry; one package may have two, for older and newer Python.

    With its extras, as pip wants: without them it refuses a lock once a newer version is out.
    """
    text = (ROOT / lock).read_text("utf-8")
    return re.findall(r"^([a-z0-9._-]+)(?:\[[a-z0-9,._-]+\])?==(\S+)", text, re.MULTILINE)


def _locked(lock: str) -> dict[str, Version]:
    return {name: Version(version) for name, version in _pins(lock)}


def _files(folder: Path = ROOT) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name == ".git" or any(fnmatch(path.name, pattern) for pattern in IGNORED):
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_folder(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")

    assert not re.findall(r"^.*(?:://|--index|--extra|--find|--trusted| @ ).*$", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_in_a_lock_has_its_hash(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    entries = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]

    assert len(entries) == len(_pins(lock)) > 20
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_pyproject_names(lock: str) -> None:
    locked = _locked(lock)
    named = [Requirement(text) for text in LOCKS[lock]]

    stale = [
        str(requirement)
        for requirement in named
        if requirement.name.lower() not in locked
        or locked[requirement.name.lower()] not in requirement.specifier
    ]

    assert stale == [], "run `make lock`"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_keeps_the_extras_that_are_asked_for(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    named = [Requirement(text) for text in LOCKS[lock]]

    for requirement in named:
        extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
        assert f"\n{requirement.name.lower()}{extras}==" in f"\n{text}", requirement


def test_tests_run_with_the_packages_that_a_council_installs() -> None:
    runtime, dev = _locked("requirements.lock"), _locked("requirements-dev.lock")

    assert runtime.items() <= dev.items()


def test_the_top_level_holds_only_what_belongs_there() -> None:
    here = {path.name for path in ROOT.iterdir()}
    ours = {name for name in here if not any(fnmatch(name, pattern) for pattern in IGNORED)}

    assert ours <= TOP_LEVEL


def test_no_file_tells_of_the_computer_it_was_written_on() -> None:
    told = []
    for path in _files():
        text = path.read_text("utf-8", errors="ignore")
        told += [f"{path.relative_to(ROOT)}: {match.group()}" for match in TELL_TALE.finditer(text)]

    assert told == []
