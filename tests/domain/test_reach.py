"""Nothing that a child has not called safe is ever used: every case, by a model of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from portal.domain.intake import Intake, SafeContact, Words
from portal.domain.reach import SENTENCES, SILENT, WINDOW, Phone, Reach, Says, Why, reach
from portal.domain.taxonomy import ContactWay, MethodOfReceipt, TextsAllowed

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TEXTED, TYPED = "+447700900123", "+447700900456"
ADDRESSES = {
    "texted": TEXTED,
    "typed": TYPED,
    "whatsapp": f"whatsapp:{TEXTED}",
    "whatsapp of yesterday": f"whatsapp:{TEXTED}",
}
SILENCES = (timedelta(minutes=1), SILENT - timedelta(hours=1), SILENT, None)
BOTH = (True, False)


def told(**contact: Any) -> Intake:
    """An intake with this contact."""
    return Intake(
        "id",
        "KM7R-T2XN",
        NOW,
        MethodOfReceipt.TEXT_MESSAGE,
        "en",
        (Words("they took my phone", NOW),),
        contact=SafeContact(**contact),
    )


def phone(**more: Any) -> Phone:
    """The phone that texted us a minute ago."""
    usual = {"address": TEXTED, "is_typed": False, "can_be_texted": True}
    return Phone(**{**usual, "theirs_at": NOW - timedelta(minutes=1), **more})


EVERYTHING = list(
    product(
        (None, *ContactWay),
        (None, *TextsAllowed),
        BOTH,  # confirmed
        ("none", "texted", "typed", "whatsapp", "whatsapp of yesterday"),
        BOTH,  # can be texted
        BOTH,  # opted out
        BOTH,  # somebody else has it
        BOTH,  # in another telling
        ("", "my mum"),
        SILENCES,
    )
)


def test_every_combination_says_what_a_model_of_its_own_says() -> None:
    seen: dict[tuple[Says, Why | None], int] = {}
    for case in EVERYTHING:
        way, allowed, confirmed, kind, can, opted, wrong, another, sees, silence = case
        contact = {
            "way": way,
            "texts_allowed": allowed,
            "confirmed_by_child": confirmed,
            "who_else_sees": sees,
            "texting_address": TEXTED,
        }
        there = (
            None
            if kind == "none"
            else phone(
                address=ADDRESSES[kind],
                is_typed=kind == "typed",
                can_be_texted=can,
                opted_out=opted,
                is_wrong=wrong,
                is_in_another=another,
                theirs_at=None if silence is None else NOW - silence,
                wrote_at=NOW - (WINDOW if kind == "whatsapp of yesterday" else timedelta(hours=23)),
            )
        )
        may = reach(told(**contact), there, NOW)
        assert may.says is _model(case), case
        assert (may.why is None) == (may.says is Says.ALL), case
        assert bool(may.address) == (may.says is not Says.NOTHING), case
        if may.says is not Says.NOTHING:
            assert may.asks_first == (silence is None or silence >= SILENT), case
        seen[may.says, may.why] = seen.get((may.says, may.why), 0) + 1

    # Each reason is reached; the one that is the installation's own is not the child's.
    assert {why for _, why in seen} == {None, *Why} - {Why.NO_TEXT_LINE}


def _model(case: tuple[Any, ...]) -> Says:
    """By what was called safe: begin with nothing, and add what each answer allows."""
    way, allowed, confirmed, kind, can, opted, wrong, another, sees, _silence = case
    is_reachable = (
        kind not in ("none", "whatsapp of yesterday")
        and can
        and not opted
        and not wrong
        and confirmed
    )
    by_answer = {
        None: Says.ALL if way is ContactWay.TEXT else Says.NOTHING,
        TextsAllowed.ABOUT_IT: Says.ALL,
        TextsAllowed.NEUTRAL_ONLY: Says.NEUTRAL,
        TextsAllowed.ANOTHER_WAY: Says.NOTHING,
    }
    called_safe = by_answer[allowed]
    if kind == "typed":
        called_safe = Says.ALL if way is ContactWay.TEXT else Says.NOTHING
    if not is_reachable or way not in (None, ContactWay.TEXT):
        called_safe = Says.NOTHING
    if called_safe is Says.ALL and (sees or another):
        return Says.NEUTRAL
    return called_safe


@pytest.mark.parametrize(
    ("contact", "there", "says", "why"),
    [
        # A child texted, and was never asked or did not answer.
        ({}, phone(), Says.NOTHING, Why.NOT_SAID),
        ({"texts_allowed": TextsAllowed.ABOUT_IT}, phone(), Says.ALL, None),
        ({"texts_allowed": TextsAllowed.NEUTRAL_ONLY}, phone(), Says.NEUTRAL, Why.NEUTRAL_ONLY),
        ({"texts_allowed": TextsAllowed.ANOTHER_WAY}, phone(), Says.NOTHING, Why.NOT_THIS_PHONE),
        # A child on the web who wants letters, whatever number stands there.
        ({"way": ContactWay.LETTER}, phone(), Says.NOTHING, Why.OTHER_WAY),
        ({"way": ContactWay.DO_NOT_CONTACT}, phone(), Says.NOTHING, Why.DO_NOT_CONTACT),
        # An advocate gave a number that the child has not confirmed.
        (
            {"way": ContactWay.TEXT, "confirmed_by_child": False},
            phone(is_typed=True),
            Says.NOTHING,
            Why.NOT_CONFIRMED,
        ),
        # A phone in the hall of the home.
        (
            {"texts_allowed": TextsAllowed.ABOUT_IT, "who_else_sees": "everyone here"},
            phone(),
            Says.NEUTRAL,
            Why.OTHERS_SEE,
        ),
        # Two children of one home, one phone.
        (
            {"texts_allowed": TextsAllowed.ABOUT_IT},
            phone(is_in_another=True),
            Says.NEUTRAL,
            Why.SHARED,
        ),
        # A landline reads a text aloud.
        (
            {"way": ContactWay.TEXT},
            phone(is_typed=True, can_be_texted=False),
            Says.NOTHING,
            Why.NOT_A_MOBILE,
        ),
        (
            {"texts_allowed": TextsAllowed.ABOUT_IT},
            phone(opted_out=True),
            Says.NOTHING,
            Why.OPTED_OUT,
        ),
        (
            {"texts_allowed": TextsAllowed.ABOUT_IT},
            phone(is_wrong=True),
            Says.NOTHING,
            Why.WRONG_PHONE,
        ),
        ({"way": ContactWay.TEXT}, None, Says.NOTHING, Why.NO_PHONE),
    ],
)
def test_children_as_they_are(
    contact: dict[str, Any], there: Phone | None, says: Says, why: Why | None
) -> None:
    may = reach(told(**contact), there, NOW)

    assert (may.says, may.why) == (says, why)


@pytest.mark.parametrize("why", Why)
def test_every_reason_is_a_sentence_for_whoever_writes(why: Why) -> None:
    assert SENTENCES[why].endswith(".")
    assert Reach(Says.NOTHING, why).sentence == SENTENCES[why]
