"""flask register conform passes a reader that does it right, and catches each that does not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.portal_client import an_app, office_of
from tests.servers.databases import KINDS, Databases
from tests.servers.processes import ROOT

Conform = Callable[..., Result]
# The reference register, with one thing changed.
WRONG = """
import sys
sys.path.insert(0, "{root}")
from portal.register.reference import __main__ as reader, queues, store

{change}

sys.exit(reader.main())
"""
CURSOR = """
claim = queues.SqliteQueue.claim
queues._SQLITE_CLAIM = queues._SQLITE_CLAIM.replace(
    "WHERE q.status = 'ready'",
    "WHERE q.status = 'ready' AND q.seq > coalesce("
    "(SELECT max(seq) FROM register_queue WHERE status = 'done'), 0)")
"""
TWICE = """
_keep = store.Store._keep
def keep(self, row, data):
    _keep(self, row, data)
    self._file.execute("CREATE TABLE IF NOT EXISTS log (event_id text)")
    self._file.execute("INSERT INTO log VALUES (?)", (row["event_id"],))
store.Store._keep = keep
store.Store.event_ids = lambda self: [r[0] for r in self._file.execute("SELECT event_id FROM log")]
"""
ACKNOWLEDGES_FIRST = """
import time
settle = reader._settle
def first(queue, store, row, *, is_stopped):
    queue.settle("acknowledge", row, "REF")
    time.sleep(0.1)
    store.take(row)
reader._settle = first
"""
STRICT = """
take = store.Store.take
def strict(self, row):
    import json
    if "mood" in json.loads(row["data"]):
        raise store.UnfitError("an unknown field")
    return take(self, row)
store.Store.take = strict
"""
STOPS = """
def settle(queue, store, row, *, is_stopped):
    receipt = store.take(row)
    queue.settle("acknowledge", row, receipt)
reader._settle = settle
"""
NO_RECEIPT = """
settle = queues.SqliteQueue.settle
queues.SqliteQueue.settle = lambda self, verb, row, said: settle(self, verb, row, None)
"""


@pytest.fixture
def conform(databases: Databases) -> Conform:
    """`conform("python", …)` is `flask register conform …`."""
    app = an_app(databases.migrated("sqlite"))

    def run(*command: str, **options: str) -> Result:
        given = [part for name, value in options.items() for part in (f"--{name}", value)]
        runner = app.test_cli_runner()
        result = runner.invoke(args=["register", "conform", *given, "--", *command])
        office_of(app).database.close()
        return result

    return run


@pytest.mark.parametrize("kind", KINDS)
def test_the_reference_register_passes(conform: Conform, databases: Databases, kind: str) -> None:
    reader = [sys.executable, "-m", "portal.register.reference", "{database}", "{folder}/store.db"]
    more = {"database": databases.empty(kind)} if kind == "postgresql" else {}

    result = conform(*reader, stored=" ".join([*reader, "--stored"]), **more)

    assert "not ok" not in result.output, result.output
    assert result.output.count("ok  ") == 8
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("change", "caught"),
    [
        (CURSOR, "It asks for numbers above the last."),
        (TWICE, "It stored an event twice"),
        (ACKNOWLEDGES_FIRST, "that it did not store: store first."),
        (STRICT, "A field or value that it does not know is let pass."),
        (STOPS, "One record that it cannot keep stops the others."),
        (NO_RECEIPT, "Acknowledge each with your own number for it"),
    ],
)
def test_a_reader_that_does_it_wrong_is_caught(
    conform: Conform, tmp_path: Path, change: str, caught: str
) -> None:
    program = tmp_path / "reader.py"
    program.write_text(WRONG.replace("{change}", change).replace("{root}", str(ROOT)), "utf-8")
    reader = [sys.executable, str(program), "{database}", "{folder}/store.db"]

    result = conform(*reader, stored=" ".join([*reader, "--stored"]), seconds="8")

    assert caught in result.output
    assert result.exit_code == 1


def test_a_database_that_is_not_empty_is_left_alone(conform: Conform, databases: Databases) -> None:
    result = conform("true", database=databases.migrated("sqlite"))

    assert "It must be empty" in result.output


def test_the_reference_register_takes_nothing_else_of_ours() -> None:
    folder = ROOT / "portal" / "register" / "reference"
    imports = [
        line.strip()
        for path in folder.glob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.strip().startswith(("import ", "from ")) and "portal" in line
    ]

    assert imports
    assert all("portal.register.reference" in line for line in imports)
