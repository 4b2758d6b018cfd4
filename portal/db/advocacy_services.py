"""Advocacy services, their names and contracts, each dated.

With no row the settings' services count: the first change at the desk writes them all down here.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, ForeignKey, Integer, String, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.tables import Base, Id, Json
from portal.domain.advocacy import AdvocacyService, Contract, DatedName, Purpose, Serves
from portal.domain.intake import new_id
from portal.domain.taxonomy import AgeBand


class AdvocacyServiceRow(Base):
    """One organisation, at its `position` among all. `names` are [name, first day]s."""

    __tablename__ = "advocacy_service"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    names: Mapped[list[list[str]]] = mapped_column(Json())
    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(254))


class AdvocacyContractRow(Base):
    """One contract: whom it is for, and its days. Empty lists: of every age, in every area."""

    __tablename__ = "advocacy_contract"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    service: Mapped[str] = mapped_column(String(64), ForeignKey("advocacy_service.key"), index=True)
    purpose: Mapped[str] = mapped_column(String(32))
    serves: Mapped[str] = mapped_column(String(32))
    ages: Mapped[list[str]] = mapped_column(Json())
    areas: Mapped[list[str]] = mapped_column(Json())
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)


# Any number, as long as nothing else in the database locks by it.
_CHANGING = 4_753_178_023

_service = AdvocacyServiceRow.as_table()
_contract = AdvocacyContractRow.as_table()
_EVERY = select(_service).order_by(_service.c.position, _service.c.key)
_CONTRACTS = select(_contract).order_by(_contract.c.starts_on, _contract.c.id)


def every(connection: Connection) -> tuple[AdvocacyService, ...]:
    """All services in their order, those whose contracts are over as well; empty: none was kept."""
    rows = connection.execute(_EVERY).all()
    if not rows:
        return ()
    contracts: dict[str, list[Contract]] = {row.key: [] for row in rows}
    for row in connection.execute(_CONTRACTS):
        contracts[row.service].append(_contract_from(row))
    return tuple(_service_from(row, contracts[row.key]) for row in rows)


def lock(connection: Connection) -> None:
    """Have whoever else changes services wait until this transaction ends.

    There may be no row yet that could be locked; on SQLite one writes at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_CHANGING})")


def keep_all(connection: Connection, services: tuple[AdvocacyService, ...]) -> None:
    """Keep these in place of what was kept; the order stays."""
    connection.execute(delete(_contract))
    connection.execute(delete(_service))
    for position, one in enumerate(services):
        connection.execute(insert(_service), _columns(one, position))
        if one.contracts:
            rows = [_columns_of_contract(one.key, contract) for contract in one.contracts]
            connection.execute(insert(_contract), rows)


def _columns(one: AdvocacyService, position: int) -> dict[str, Any]:
    return {
        "key": one.key,
        "position": position,
        "names": [[dated.name, dated.starts_on.isoformat()] for dated in one.names],
        "phone": one.phone,
        "email": one.email,
    }


def _columns_of_contract(key: str, one: Contract) -> dict[str, Any]:
    return {
        "id": new_id(),
        "service": key,
        "purpose": one.purpose,
        "serves": one.serves,
        "ages": list(one.ages),
        "areas": list(one.areas),
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
    }


def _service_from(row: Any, contracts: list[Contract]) -> AdvocacyService:
    names = tuple(DatedName(name, date.fromisoformat(day)) for name, day in row.names)
    return AdvocacyService(row.key, names, tuple(contracts), row.phone, row.email)


def _contract_from(row: Any) -> Contract:
    return Contract(
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        serves=Serves(row.serves),
        purpose=Purpose(row.purpose),
        ages=tuple(map(AgeBand, row.ages)),
        areas=tuple(row.areas),
    )
