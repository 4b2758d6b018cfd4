"""The schemas of the record, in the database, for a register that can read nothing else of ours."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, String, Text, delete, insert
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.tables import Base


class RegisterSchemaRow(Base):
    """One version of the record's JSON Schema: its `$id`, and the document as JSON text."""

    __tablename__ = "register_schema"

    id: Mapped[str] = mapped_column(String(255), primary_key=True)
    document: Mapped[str] = mapped_column(Text)


_schema = RegisterSchemaRow.as_table()


def keep_all(connection: Connection, documents: Mapping[str, str]) -> None:
    """Have these there, by their ids, and no others."""
    connection.execute(delete(_schema))
    rows = [{"id": name, "document": document} for name, document in documents.items()]
    connection.execute(insert(_schema), rows)
