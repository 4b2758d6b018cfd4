"""What a run has to tell beside pass and fail: what tests counted, and the page of a full run."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.servers.programs import CHROMIUM, POSTGRESQL


@dataclass
class Run:
    """One run of the tests: when it began, and the lines that tests reported."""

    began_at: datetime
    reported: list[str] = field(default_factory=list)


_OUTCOMES = ("passed", "failed", "error", "skipped")
_RUN = pytest.StashKey[Run]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--full` and `--write-down`."""
    parser.addoption("--full", action="store_true", help="every combination, kill and long run")
    parser.addoption("--write-down", type=Path, help="write what came of the run to this page")


def pytest_configure(config: pytest.Config) -> None:
    """Note when the run began."""
    config.stash[_RUN] = Run(datetime.now(UTC))


@pytest.fixture
def report(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """`report("42 kills, nothing lost")` prints a line at the end of the run."""
    return pytestconfig.stash[_RUN].reported.append


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Give what was reported to the process that prints it, where several share the tests."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["reported"] = session.config.stash[_RUN].reported


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what one of those processes reported; one that died reported nothing."""
    reported = getattr(node, "workeroutput", {}).get("reported", [])
    node.config.stash[_RUN].reported.extend(reported)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print what tests reported, and write the page where one is asked for."""
    run = config.stash[_RUN]
    if run.reported:
        terminalreporter.section("what the tests counted")
        for line in run.reported:
            terminalreporter.line(line)
    if page := config.getoption("--write-down"):
        counts = {name: len(terminalreporter.stats.get(name, ())) for name in _OUTCOMES}
        page.write_text(_page(run, counts, datetime.now(UTC)), "utf-8")


def _page(run: Run, counts: dict[str, int], ended_at: datetime) -> str:
    minutes = (ended_at - run.began_at).total_seconds() / 60
    outcome = ", ".join(f"{count} {name}" for name, count in counts.items())
    lines = [
        "# The last full run",
        "",
        "`make test-full` runs every combination, kill and long run, and writes this page.",
        "",
        f"- Date: {ended_at:%Y-%m-%d}",
        f"- Result: {outcome}",
        f"- Took: {minutes:.0f} minutes on {os.cpu_count()} cores",
        f"- With: {', '.join(_versions())}",
    ]
    if run.reported:
        lines += ["", "What the tests counted:", "", *(f"- {line}" for line in run.reported)]
    return "\n".join(lines) + "\n"


def _versions() -> Iterator[str]:
    yield f"Python {platform.python_version()}"
    yield f"SQLite {sqlite3.sqlite_version}"
    for program in (POSTGRESQL.require() / "postgres", CHROMIUM.require()):
        printed = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
        words = printed.stdout.replace("postgres (PostgreSQL)", "PostgreSQL").split()
        yield " ".join(words[:2])  # without what its packager adds
