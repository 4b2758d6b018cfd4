"""Flags only ever grow, whatever comes later; which advocate is named follows from the home."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.domain.flags import FlagName
from portal.domain.intake import Intake, Words, new_id
from portal.domain.taxonomy import FeelsSafe, Kind, LookedAfter, YesNo
from portal.services import intake as service
from portal.services.office import Office
from tests import any_intake
from tests.any_intake import NOW
from tests.services.telling import CALM, LATER, add, an_intake, kept, queued, receive

UPFRONT, NCH = "upfront", "nch"  # which became Action for Children in 2008
WISH = "can i have an advocate"
said = st.sampled_from([CALM, "he hits me", WISH, "I want to die", "thank you", "ሰላም ነው"])
answers = st.fixed_dictionaries(
    {},
    optional={
        "wants_advocate": st.sampled_from(YesNo),
        "looked_after": st.sampled_from(LookedAfter),
        "feels_safe": st.sampled_from(FeelsSafe),
        "name": any_intake.texts,
    },
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(first=said, later=st.lists(st.tuples(st.none() | said, answers), max_size=4))
def test_whatever_comes_later_flags_only_ever_grow(
    office: Office, first: str, later: list[tuple[str | None, dict[str, object]]]
) -> None:
    with office.database.read() as connection:  # given up in the end, for the next one
        told = service.receive(connection, office, an_intake(first, id=new_id()))
        for text, more in later:
            before = told
            changed = replace(told, **more)  # type: ignore[arg-type]
            words = Words(text, LATER) if text else None
            told = service.add(connection, office, changed, words, LATER)

            assert told.flags[: len(before.flags)] == before.flags
            assert told.words[: len(before.words)] == before.words
            assert told.is_urgent >= before.is_urgent


def services(told: Intake) -> tuple[str, ...]:
    return told.advocacy_services


@pytest.mark.parametrize(
    ("home", "wanted"),
    [
        (LookedAfter.YES, (UPFRONT,)),
        (LookedAfter.NO, (NCH,)),
        (LookedAfter.NOT_SURE, (UPFRONT, NCH)),
        (None, (UPFRONT, NCH)),
    ],
)
def test_who_asks_for_an_advocate_is_named_the_service_for_their_home(
    office: Office, home: LookedAfter | None, wanted: tuple[str, ...]
) -> None:
    told = receive(office, an_intake(wants_advocate=YesNo.YES, looked_after=home))

    assert services(told) == wanted
    assert told.advocate_asked_at == NOW
    [row] = queued(office)
    assert [service["key"] for service in row.data["advocacy"]["services"]] == list(wanted)


def test_nobody_is_handed_on_who_did_not_ask(office: Office) -> None:
    told = receive(office, an_intake(looked_after=LookedAfter.YES))

    assert services(told) == ()
    assert told.advocate_asked_at is None


def test_words_for_an_advocate_are_a_wish_for_one(office: Office) -> None:
    told = receive(office, an_intake(WISH, looked_after=LookedAfter.YES))

    assert told.has_flag(FlagName.ADVOCACY)
    assert services(told) == (UPFRONT,)
    assert queued(office)[0].data["advocacy"]["wanted"] == "not_asked"


def test_a_wish_alone_is_an_intake(office: Office) -> None:
    wish = an_intake(words=(), kind=Kind.ADVOCATE_ONLY, wants_advocate=YesNo.YES)

    told = receive(office, wish)

    assert kept(office, told) == told
    assert told.advocate_asked_at == NOW
    assert queued(office)[0].data["words"] == []


def test_saying_no_takes_a_wish_back_that_rules_only_thought_they_heard(office: Office) -> None:
    told = receive(office, an_intake(WISH, looked_after=LookedAfter.YES))
    more = add(office, replace(told, wants_advocate=YesNo.NO), "no thanks")

    assert services(more) == ()
    assert more.advocate_asked_at is None
    assert more.has_flag(FlagName.ADVOCACY)  # for a person to see
    wish = queued(office)[0].data["advocacy"]
    assert (wish["wanted"], wish["asked_at"], wish["services"]) == ("no", None, [])


def test_who_says_no_and_later_yes_has_asked_then(office: Office) -> None:
    told = receive(office, an_intake(wants_advocate=YesNo.NO, looked_after=LookedAfter.NO))
    more = add(office, replace(told, wants_advocate=YesNo.YES), "yes please")

    assert services(more) == (NCH,)
    assert more.advocate_asked_at == LATER


def test_the_clock_of_a_wish_runs_from_when_it_was_first_said(office: Office) -> None:
    told = receive(office, an_intake(wants_advocate=YesNo.YES))
    more = add(office, told, "are you there")

    assert more.advocate_asked_at == NOW


def test_where_a_child_lives_may_be_said_later(office: Office) -> None:
    told = receive(office, an_intake(wants_advocate=YesNo.YES))
    more = add(office, replace(told, looked_after=LookedAfter.NO), "2")

    assert services(more) == (NCH,)


def test_a_service_has_the_name_that_it_had_on_the_day_of_receipt(office: Office) -> None:
    long_ago = NOW - timedelta(days=365 * 19)
    told = an_intake(received_at=long_ago, words=(Words(CALM, long_ago),), wants_advocate=YesNo.YES)

    receive(office, told)

    names = [service["name"] for service in queued(office)[0].data["advocacy"]["services"]]
    assert "NCH" in names
    assert "Action for Children" not in names
