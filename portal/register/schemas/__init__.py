"""The JSON Schemas of the record: what the register may rely on, checked on writing."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from portal.domain.record import RECORD_VERSION

_FOLDER = Path(__file__).resolve().parent


class RecordInvalidError(ValueError):
    """A record is not what its schema promises. Names the field, never what stands in it."""


def text_of(version: str = RECORD_VERSION) -> str:
    """The schema of this version of the record, as JSON text."""
    return (_FOLDER / f"record-{version}.json").read_text(encoding="utf-8")


@cache
def versions() -> tuple[str, ...]:
    """Every version that is shipped, the oldest first."""
    found = (path.stem.removeprefix("record-") for path in _FOLDER.glob("record-*.json"))
    return tuple(sorted(found, key=lambda version: [int(part) for part in version.split(".")]))


def documents() -> dict[str, str]:
    """Each of them by its `$id`."""
    every = (text_of(version) for version in versions())
    return {json.loads(text)["$id"]: text for text in every}


def check(record: dict[str, Any]) -> None:
    """Pass in silence.

    :raise RecordInvalidError: the record does not fit the schema.
    """
    validator = _validator()
    if validator.is_valid(record):
        return
    error = next(iter(validator.iter_errors(record)))
    place = "/".join(str(step) for step in error.instance_path)
    raise RecordInvalidError(f"the record's {place or 'top level'} does not fit the schema")


@cache
def _validator() -> Any:
    return jsonschema_rs.validator_for(json.loads(text_of()), validate_formats=True)
