"""Intakes and the words in them.

What a person typed is sealed; what customer care sort and filter by stands in clear. The
statements are built once, for building one costs more than running it.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    ForeignKey,
    Integer,
    SmallInteger,
    String,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.intake_indexes import intake_indexes
from portal.db.intake_rows import from_row, to_row, words_from, words_row
from portal.db.sealing import Keyring
from portal.db.tables import Base, Id, Json, Sealed
from portal.domain.inbox import InboxPlace
from portal.domain.intake import Intake, Words


class IntakeRow(Base):
    """One intake. `submission_id` makes a form that is sent twice one intake.

    `submitter_id` is the account of the advocate who told us, and `advocacy_on` the day from
    which it counts in the numbers about advocacy. `decisions` counts those made about it, in the
    order of their history. From `inbox_rank` to `advocate_by` a row says where it stands in the
    inbox (portal.domain.inbox).
    """

    __tablename__ = "intake"
    __table_args__ = intake_indexes()

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    submission_id: Mapped[str | None] = mapped_column(Id, unique=True)
    received_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    method: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str | None] = mapped_column(String(32))
    record_type: Mapped[str | None] = mapped_column(String(32))
    originator: Mapped[str | None] = mapped_column(String(32))
    submitted_by: Mapped[str] = mapped_column(String(16))
    topic: Mapped[str | None] = mapped_column(String(64))
    age_band: Mapped[str | None] = mapped_column(String(16))
    looked_after: Mapped[str | None] = mapped_column(String(16))
    wants_advocate: Mapped[str | None] = mapped_column(String(8))
    advocate_asked_at: Mapped[datetime | None]
    advocacy_services: Mapped[list[str]] = mapped_column(Json())
    wish_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    feels_safe: Mapped[str | None] = mapped_column(String(8))
    name_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    desired_outcome_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    should_not_see_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    contact_sealed: Mapped[bytes] = mapped_column(Sealed)
    flags: Mapped[list[list[str | None]]] = mapped_column(Json())
    is_urgent: Mapped[bool] = mapped_column(Boolean)
    closed_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    submitter_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    submitter_id: Mapped[str | None] = mapped_column(Id)
    taken_over_at: Mapped[datetime | None]
    child_says: Mapped[str | None] = mapped_column(String(16))
    advocacy_on: Mapped[date | None] = mapped_column(Date)
    triage_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    way_back_sealed: Mapped[bytes | None] = mapped_column(Sealed)
    decisions: Mapped[int] = mapped_column(Integer)
    inbox_rank: Mapped[int] = mapped_column(SmallInteger)
    due_on: Mapped[date] = mapped_column(Date)
    audience: Mapped[str] = mapped_column(String(8))
    waits_for_advocate: Mapped[bool] = mapped_column(Boolean)
    assigned_to: Mapped[str | None] = mapped_column(Id)
    passed_to: Mapped[str | None] = mapped_column(Id)
    advocate_by: Mapped[date | None] = mapped_column(Date)
    code_words_hash: Mapped[str | None] = mapped_column(String(64), unique=True)


class WordsRow(Base):
    """One thing said in an intake: never changed, never reordered."""

    __tablename__ = "words"
    __table_args__ = (UniqueConstraint("intake_id", "position"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    intake_id: Mapped[str] = mapped_column(Id, ForeignKey("intake.id"))
    position: Mapped[int] = mapped_column(Integer)
    said_at: Mapped[datetime]
    is_new: Mapped[bool] = mapped_column(Boolean)
    text_sealed: Mapped[bytes] = mapped_column(Sealed)


_intake = IntakeRow.as_table()
_words = WordsRow.as_table()

_INSERT = insert(_intake)
_UPDATE = (
    update(_intake).where(_intake.c.id == bindparam("intake_id")).returning(_intake.c.decisions)
)
_INSERT_WORDS = insert(_words)
_BY_ID = select(_intake).where(_intake.c.id == bindparam("intake_id"))
_BY_ID_LOCKED = _BY_ID.with_for_update()
_ID_OF_SUBMISSION = select(_intake.c.id).where(_intake.c.submission_id == bindparam("sent"))
_BY_REFERENCE = select(_intake.c.id).where(_intake.c.reference == bindparam("said"))
_WORDS_OF = (
    select(_words).where(_words.c.intake_id == bindparam("intake_id")).order_by(_words.c.position)
)
_TAKE_OUT = delete(_words).where(
    _words.c.intake_id == bindparam("of_intake"), _words.c.position >= bindparam("from_position")
)
_COUNT = select(func.count()).select_from(_intake)
_DECISIONS = select(_intake.c.decisions).where(_intake.c.id == bindparam("intake_id"))
_COUNT_DECISION = (
    update(_intake)
    .where(_intake.c.id == bindparam("intake_id"))
    .values(decisions=_intake.c.decisions + 1)
    .returning(_intake.c.decisions)
)


def save_new(
    connection: Connection,
    keyring: Keyring,
    intake: Intake,
    place: InboxPlace,
    code_words_hash: str | None = None,
) -> None:
    """Keep a new intake and its words.

    :raise sqlalchemy.exc.IntegrityError: its submission id or reference is already there.
    """
    row = to_row(keyring, intake, place, changed_at=intake.received_at)
    made = {"id": intake.id, "code_words_hash": code_words_hash, "decisions": 0}
    connection.execute(_INSERT, {**made, **row})
    if intake.words:
        rows = [words_row(keyring, intake.id, i, said) for i, said in enumerate(intake.words)]
        connection.execute(_INSERT_WORDS, rows)


def save_more(
    connection: Connection,
    keyring: Keyring,
    intake: Intake,
    place: InboxPlace,
    said: Words | None,
    now: datetime,
) -> int:
    """Keep what changed in an intake that is there, and its last words where `said` is given.

    How many decisions were made about it so far.
    """
    row = to_row(keyring, intake, place, changed_at=now)
    decisions: int = connection.execute(_UPDATE, {"intake_id": intake.id, **row}).scalar_one()
    if said is not None:
        position = len(intake.words) - 1
        connection.execute(_INSERT_WORDS, words_row(keyring, intake.id, position, said))
    return decisions


def take_words_out(connection: Connection, intake_id: str, position: int) -> None:
    """Take out all that was said from the `position`-th on (from 0), to be kept in another."""
    connection.execute(_TAKE_OUT, {"of_intake": intake_id, "from_position": position})


def load(connection: Connection, keyring: Keyring, intake_id: str, *, lock: bool = False) -> Intake:
    """The intake as it is kept; `lock` holds it until the transaction ends (PostgreSQL).

    :raise sqlalchemy.exc.NoResultFound: there is none.
    """
    row = connection.execute(_BY_ID_LOCKED if lock else _BY_ID, {"intake_id": intake_id}).one()
    words = connection.execute(_WORDS_OF, {"intake_id": intake_id}).all()
    return from_row(keyring, row, tuple(words_from(keyring, w) for w in words))


def count_decision(connection: Connection, intake_id: str) -> int:
    """Count one more decision about this intake; how many that makes. The caller holds it."""
    count: int = connection.execute(_COUNT_DECISION, {"intake_id": intake_id}).scalar_one()
    return count


def decisions_about(connection: Connection, intake_id: str) -> int:
    """How many decisions were made about this intake."""
    found: int = connection.execute(_DECISIONS, {"intake_id": intake_id}).scalar_one()
    return found


def first_and_last(connection: Connection) -> list[str]:
    """Ids of the intakes that came first and last; empty where there is none."""
    by_time = select(_intake.c.id).order_by(_intake.c.received_at, _intake.c.id)
    last = select(_intake.c.id).order_by(_intake.c.received_at.desc(), _intake.c.id.desc())
    found = (connection.scalar(one.limit(1)) for one in (by_time, last))
    return list(dict.fromkeys(one for one in found if one is not None))


def id_of_submission(connection: Connection, submission_id: str) -> str | None:
    """The intake that this form was sent as, None where it was not sent yet."""
    found: str | None = connection.scalar(_ID_OF_SUBMISSION, {"sent": submission_id})
    return found


def id_of_reference(connection: Connection, reference: str) -> str | None:
    """The intake with this reference, for the service itself; None where there is none."""
    found: str | None = connection.scalar(_BY_REFERENCE, {"said": reference})
    return found


def has_reference(connection: Connection, reference: str) -> bool:
    """Whether an intake has this reference already."""
    return id_of_reference(connection, reference) is not None


def how_many(connection: Connection) -> int:
    """The number of intakes ever kept."""
    return connection.scalar(_COUNT) or 0
