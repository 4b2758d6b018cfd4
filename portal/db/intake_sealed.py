"""What of an intake is kept sealed: all that a person typed, each value bound to its place."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from portal.db import triage_json, way_back_json
from portal.db.sealing import Keyring, Place
from portal.domain.intake import AdvocateWish, Intake, SafeContact
from portal.domain.submitter import Knows, Relation, Submitter, WordsOf
from portal.domain.taxonomy import ContactWay, SubmittedBy, TextsAllowed
from portal.domain.triage import Triage
from portal.domain.way_back import WayBack

_TEXTS = ("name", "desired_outcome", "should_not_see")


def _place(intake_id: str, column: str) -> Place:
    return Place("intake", column, intake_id)


def sealed_columns(keyring: Keyring, intake: Intake) -> dict[str, bytes | None]:
    """The sealed columns of an intake; None where there is nothing to seal."""
    submitter, triage, back = intake.submitter, intake.triage, intake.way_back
    kept: dict[str, Any] = {
        "contact": asdict(intake.contact),
        "wish": asdict(intake.wish) if intake.wish != AdvocateWish() else None,
        "submitter": asdict(submitter) if submitter else None,
        "triage": triage_json.to_json(triage) if triage != triage_json.NOTHING_DECIDED else None,
        "way_back": way_back_json.to_json(back) if back != way_back_json.NOTHING_YET else None,
    }
    texts = {name: getattr(intake, name) for name in _TEXTS}
    return {
        **{f"{name}_sealed": _text(keyring, intake, name, text) for name, text in texts.items()},
        **{f"{name}_sealed": _json(keyring, intake, name, value) for name, value in kept.items()},
    }


def _text(keyring: Keyring, intake: Intake, column: str, text: str) -> bytes | None:
    return keyring.seal(_place(intake.id, column), text) if text else None


def _json(keyring: Keyring, intake: Intake, column: str, value: Any) -> bytes | None:
    return None if value is None else keyring.seal_json(_place(intake.id, column), value)


def opened_columns(keyring: Keyring, row: Row[Any]) -> dict[str, Any]:
    """The fields of an intake that are kept sealed, opened.

    :raise portal.db.sealing.UnreadableError: a value was moved or changed, or its key is gone.
    """
    return {
        **{name: opened_text(keyring, row, name) for name in _TEXTS},
        "contact": _contact(keyring.open_json(_place(row.id, "contact"), row.contact_sealed)),
        "wish": wish_from(keyring, row),
        "submitter": _submitter(keyring, row),
        "triage": triage_from(keyring, row),
        "way_back": _way_back(keyring, row),
    }


def opened_text(keyring: Keyring, row: Row[Any], column: str) -> str:
    """What stands sealed in this column of an intake; "" where nothing was said.

    :raise portal.db.sealing.UnreadableError: a value was moved or changed, or its key is gone.
    """
    sealed: bytes | None = getattr(row, f"{column}_sealed")
    return keyring.open(_place(row.id, column), sealed) if sealed else ""


def triage_from(keyring: Keyring, row: Row[Any]) -> Triage:
    """What was decided of it.

    :raise portal.db.sealing.UnreadableError: a value was moved or changed, or its key is gone.
    """
    if row.triage_sealed is None:
        return triage_json.NOTHING_DECIDED
    return triage_json.from_json(keyring.open_json(_place(row.id, "triage"), row.triage_sealed))


def wish_from(keyring: Keyring, row: Row[Any]) -> AdvocateWish:
    """What the child said of the advocate they want.

    :raise portal.db.sealing.UnreadableError: a value was moved or changed, or its key is gone.
    """
    if row.wish_sealed is None:
        return AdvocateWish()
    return AdvocateWish(**keyring.open_json(_place(row.id, "wish"), row.wish_sealed))


def _way_back(keyring: Keyring, row: Row[Any]) -> WayBack:
    if row.way_back_sealed is None:
        return way_back_json.NOTHING_YET
    return way_back_json.from_json(
        keyring.open_json(_place(row.id, "way_back"), row.way_back_sealed)
    )


def _submitter(keyring: Keyring, row: Row[Any]) -> Submitter | None:
    if row.submitter_sealed is None:
        return None
    kept = keyring.open_json(_place(row.id, "submitter"), row.submitter_sealed)
    knows, agrees, words_of = (kept[n] for n in ("child_knows", "child_agrees", "words_of"))
    return Submitter(
        **{
            **kept,
            "relation": Relation(kept["relation"]),
            "child_knows": Knows(knows) if knows else None,
            "child_agrees": Knows(agrees) if agrees else None,
            "words_of": WordsOf(words_of) if words_of else None,
        }
    )


def _contact(kept: dict[str, Any]) -> SafeContact:
    way, allowed = kept["way"], kept["texts_allowed"]
    return SafeContact(
        **{
            **kept,
            "way": ContactWay(way) if way else None,
            "texts_allowed": TextsAllowed(allowed) if allowed else None,
            "given_by": SubmittedBy(kept["given_by"]),
        }
    )
