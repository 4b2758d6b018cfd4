""" "You said, we did": sentences that anybody may read. None says whose intake it came of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Date, ForeignKey, String, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.tables import Base, Id


class ShownSentenceRow(Base):
    """One sentence, in clear, for it is public. `from_day` is when it may first be shown.

    `intake_id` makes it one for each intake, and never stands on the page.
    """

    __tablename__ = "shown_sentence"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    intake_id: Mapped[str] = mapped_column(Id, ForeignKey("intake.id"), unique=True)
    sentence: Mapped[str] = mapped_column(String(300))
    from_day: Mapped[date] = mapped_column(Date, index=True)
    written_by: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    written_at: Mapped[datetime]
    taken_down_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """One sentence, for whoever may take it down again."""

    id: str
    sentence: str
    from_day: date
    taken_down_at: datetime | None


_row = ShownSentenceRow.as_table()


def put(
    connection: Connection,
    row_id: str,
    intake_id: str,
    sentence: str,
    from_day: date,
    written_by: str,
    now: datetime,
) -> None:
    """Keep the sentence of this intake, in place of any that it had."""
    made = {
        "id": row_id,
        "intake_id": intake_id,
        "sentence": sentence,
        "from_day": from_day,
        "written_by": written_by,
        "written_at": now,
        "taken_down_at": None,
    }
    dialect = {"postgresql": postgresql, "sqlite": sqlite}[connection.dialect.name]
    statement = dialect.insert(_row)
    changed = {name: statement.excluded[name] for name in made if name not in ("id", "intake_id")}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["intake_id"], set_=changed), made
    )


def of_intake(connection: Connection, intake_id: str) -> ShownSentence | None:
    """The sentence of this intake, shown or not; None: it has none."""
    row = connection.execute(select(_row).where(_row.c.intake_id == intake_id)).first()
    return ShownSentence(row.id, row.sentence, row.from_day, row.taken_down_at) if row else None


def shown(connection: Connection, today: date, limit: int = 100) -> list[ShownSentence]:
    """What may be shown by now, the newest first."""
    found = (
        select(_row)
        .where(_row.c.from_day <= today, _row.c.taken_down_at.is_(None))
        .order_by(_row.c.from_day.desc(), _row.c.id)
        .limit(limit)
    )
    return [
        ShownSentence(row.id, row.sentence, row.from_day, row.taken_down_at)
        for row in connection.execute(found)
    ]


def every(connection: Connection, limit: int = 500) -> list[ShownSentence]:
    """All of them, to come and taken down as well, the newest first."""
    found = select(_row).order_by(_row.c.from_day.desc(), _row.c.id).limit(limit)
    return [
        ShownSentence(row.id, row.sentence, row.from_day, row.taken_down_at)
        for row in connection.execute(found)
    ]


def take_down(connection: Connection, row_id: str, now: datetime) -> bool:
    """Show this one no more; False where it is not shown."""
    gone = update(_row).where(_row.c.id == row_id, _row.c.taken_down_at.is_(None))
    return connection.execute(gone, {"taken_down_at": now}).rowcount == 1
