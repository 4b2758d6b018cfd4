"""docs/register-queue.md leaves nothing out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from portal.domain.taxonomy import (
    EducationOriginator,
    EducationType,
    OmbudsmanDecision,
    Originator,
    Outcome,
    Subject,
)
from portal.register import schemas
from tests.register.contract import PAGE
from tests.register.telling import rows

REPORT_S = {*Originator, *Subject, *Outcome, *EducationType, *EducationOriginator}
REPORT_S |= {*OmbudsmanDecision}


def test_every_column_is_explained() -> None:
    explained = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)

    assert [column.name for column in rows.columns] == explained[: len(rows.columns)]


def fields(schema: dict[str, Any], before: str = "") -> Iterator[str]:
    """Every field of a record, as the page writes it: `words[].text`."""
    for name, value in schema.get("properties", {}).items():
        yield f"{before}{name}"
        yield from fields(value, f"{before}{name}.")
        yield from fields(value.get("items", {}), f"{before}{name}[].")


def values(schema: dict[str, Any]) -> Iterator[str]:
    """Every value that some field of the schema may have."""
    yield from (value for value in schema.get("enum", []) if value is not None)
    for inner in (*schema.get("properties", {}).values(), schema.get("items", {})):
        if isinstance(inner, dict) and inner:
            yield from values(inner)


def test_every_field_of_the_record_is_explained() -> None:
    explained = re.findall(r"^\| `([\w.\[\]]+)` \|", PAGE.split("## The record")[1], re.MULTILINE)

    assert explained == list(fields(json.loads(schemas.text_of())))


def test_every_value_of_a_field_is_named_or_is_the_annual_report_s() -> None:
    for value in values(json.loads(schemas.text_of())):
        assert f"`{value}`" in PAGE or value in REPORT_S
