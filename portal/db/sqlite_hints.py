"""Let a statement tell SQLite which index to read, as `Select.with_hint` does elsewhere."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler


class _Hinted(SQLiteCompiler):
    """SQLAlchemy writes hints for some databases, and leaves SQLite's out."""

    def get_from_hint_text(self, _table: Any, text: str | None) -> str | None:
        """What follows the name of a table: `INDEXED BY ix_intake_inbox`."""
        return text


def obey_hints(engine: Engine) -> None:
    """Make this engine write them; a hint that no longer fits is an error, and not ignored."""
    engine.dialect.statement_compiler = _Hinted
