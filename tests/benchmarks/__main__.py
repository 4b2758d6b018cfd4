"""Measure everything, print it as a table, and say what does not hold.

`--write` also puts the table into docs/benchmarks.md.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import campaign, in_process, inbox, served
from tests.benchmarks.report import Row, as_markdown
from tests.servers.databases import KINDS, Databases
from tests.servers.processes import ROOT

_PAGE = ROOT / "docs" / "benchmarks.md"
_MARK = "<!-- figures -->"


def main() -> int:
    """Every figure; 1 where a limit does not hold."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name, Databases(Path(name)) as databases:
        for kind in KINDS:
            rows += in_process.measure(databases.migrated(kind), kind)
        for kind in KINDS:
            rows += served.measure(databases.migrated(kind), kind, Path(name))
        rows += campaign.measure(databases.migrated("postgresql"), Path(name))
        for kind in KINDS:
            rows += inbox.measure(databases, kind)
    table = as_markdown(rows)
    sys.stdout.write(table + "\n")
    if "--write" in sys.argv:
        _write(table)
    return int(any(row.misses for row in rows))


def _write(table: str) -> None:
    before, _, _ = _PAGE.read_text(encoding="utf-8").partition(_MARK)
    day = datetime.now(UTC).date().isoformat()
    _PAGE.write_text(f"{before}{_MARK}\nMeasured on {day}.\n\n{table}\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
