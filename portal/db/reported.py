"""What was received in some days, as the yearly report counts it, and no word of it besides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, or_, select, tuple_

from portal.db import equalities
from portal.db.equalities import EqualitiesRow
from portal.db.intake_sealed import triage_from
from portal.db.intakes import IntakeRow
from portal.db.links import LinkRow
from portal.db.sealing import Keyring
from portal.domain.annual.counting import Fact
from portal.domain.intake import Intake, Words
from portal.domain.links import LinkKind
from portal.domain.taxonomy import (
    AgeBand,
    MethodOfReceipt,
    Originator,
    RecordType,
    SubmittedBy,
    YesNo,
)

AT_ONCE = 300

_intake = IntakeRow.as_table()
_earlier = _intake.alias("earlier")
_link = LinkRow.as_table()
_equalities = EqualitiesRow.as_table()
_IS_DUPLICATE = exists().where(
    _link.c.kind == LinkKind.DUPLICATE,
    or_(
        (_link.c.first_id == _intake.c.id) & (_link.c.second_id == _earlier.c.id),
        (_link.c.second_id == _intake.c.id) & (_link.c.first_id == _earlier.c.id),
    ),
    tuple_(_earlier.c.received_at, _earlier.c.id) < tuple_(_intake.c.received_at, _intake.c.id),
)
_COLUMNS = (
    *(_intake.c.id, _intake.c.received_at, _intake.c.method, _intake.c.language),
    *(_intake.c.record_type, _intake.c.originator, _intake.c.submitted_by, _intake.c.age_band),
    *(_intake.c.wants_advocate, _intake.c.closed_at, _intake.c.triage_sealed),
    _equalities.c.answers_sealed,
    _IS_DUPLICATE.label("is_duplicate"),
)
_JOINED = _intake.outerjoin(_equalities, _equalities.c.intake_id == _intake.c.id)


def received_between(
    connection: Connection, keyring: Keyring, first: datetime, before: datetime
) -> Iterator[Fact]:
    """Each intake that came from `first` on and `before` then, `AT_ONCE` read at a time."""
    asked = (
        select(*_COLUMNS)
        .select_from(_JOINED)
        .where(_intake.c.received_at >= first, _intake.c.received_at < before)
    )
    rows = connection.execute(asked, execution_options={"yield_per": AT_ONCE})
    yield from (_fact(keyring, row) for row in rows)


def _fact(keyring: Keyring, row: Any) -> Fact:
    return Fact(
        _counted(keyring, row),
        equalities.opened(keyring, row.id, row.answers_sealed),
        bool(row.is_duplicate),
    )


def _counted(keyring: Keyring, row: Any) -> Intake:
    return Intake(
        id=row.id,
        reference="",
        received_at=row.received_at,
        method=MethodOfReceipt(row.method),
        language=row.language,
        # An intake without any would be refused.
        words=(Words("-", row.received_at),),
        record_type=RecordType(row.record_type) if row.record_type else None,
        originator=Originator(row.originator) if row.originator else None,
        submitted_by=SubmittedBy(row.submitted_by),
        age_band=AgeBand(row.age_band) if row.age_band else None,
        wants_advocate=YesNo(row.wants_advocate) if row.wants_advocate else None,
        closed_at=row.closed_at,
        triage=triage_from(keyring, row),
    )
