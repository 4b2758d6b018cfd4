"""An advocate who is there already: when they are taken as the child's, and when somebody asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portal.domain.advocacy import AdvocacyService
from portal.domain.conflicts import MAY_BE_MEANT, REASONS
from portal.domain.decisions.on_behalf import (
    COLLEAGUE_MEANT,
    NO_CONTRACT,
    NOT_AGREED,
    SpeaksAlready,
    stands_against,
)
from portal.domain.intake import Intake
from portal.domain.may_not_act import Ground, MayNotAct
from portal.domain.referral import current, waits_for_advocate
from portal.domain.staff import Role, StaffMember
from portal.domain.submitter import Knows, Relation, Submitter
from portal.domain.taxonomy import YesNo
from tests.domain.deciding import OVER, TO_COME, TODAY, UPFRONT, by, received

ADVOCATES = frozenset({Role.ADVOCATE})
DAVE = StaffMember("1" * 36, "dave@work.example", "Dave Hill", ADVOCATES, service="upfront")
OTHER = replace(DAVE, id="2" * 36, service="nch")
OFFICER = StaffMember("3" * 36, "una@kent.example", "Una Front", frozenset({Role.OFFICER}))
US, THEM = Submitter(Relation.ADVOCATE, name="Una Front", service="upfront"), "Una Front"


def told(submitter: Submitter | None = US, **more: object) -> Intake:
    """Told today, for a child who keeps nobody out."""
    intake = received(TODAY, **more)
    return replace(intake, submitter=submitter, should_not_see="", wants_advocate=YesNo.YES)


@pytest.mark.parametrize(
    ("intake", "service", "people", "why"),
    [
        (told(), UPFRONT, (), ""),
        (told(replace(US, child_knows=Knows.NOT_SURE)), UPFRONT, (), ""),
        (told(replace(US, child_knows=Knows.NO)), UPFRONT, (), NOT_AGREED),
        (told(replace(US, child_agrees=Knows.NO)), UPFRONT, (), NOT_AGREED),
        (told(None), UPFRONT, (), NOT_AGREED),
        (told(), None, (), NO_CONTRACT),
        (told(), OVER, (), NO_CONTRACT),
        (told(), TO_COME, (), NO_CONTRACT),
        (told(), UPFRONT, (OFFICER,), REASONS[Ground.CONSIDERS]),
        (
            told(may_not_act=(MayNotAct(Ground.SUBJECT, "Upfront", "upfront"),)),
            UPFRONT,
            (),
            REASONS[Ground.SUBJECT],
        ),
        (replace(told(), should_not_see="not Una"), UPFRONT, (), MAY_BE_MEANT),
        (replace(told(), should_not_see="Dave"), UPFRONT, (DAVE,), COLLEAGUE_MEANT),
        (replace(told(), should_not_see="Dave"), UPFRONT, (OTHER,), ""),
        (
            replace(told(), should_not_see="Dave"),
            UPFRONT,
            (replace(DAVE, left_at=by().at),),
            "",
        ),
    ],
)
def test_what_stands_against_it(
    intake: Intake,
    service: AdvocacyService | None,
    people: tuple[StaffMember, ...],
    why: str,
) -> None:
    assert stands_against(intake, service, by(people=people)) == why


def test_where_nothing_does_the_service_s_part_begins_accepted_and_named() -> None:
    decision = SpeaksAlready("upfront", "Up Front Kent", THEM)

    after = decision.applied_to(told(), by())

    part = current(after)
    assert part
    assert (part.accepted_on, part.advocate, part.named_on) == (TODAY, THEM, TODAY)
    assert (part.met_on, part.shares) == (None, frozenset())
    assert not waits_for_advocate(after)


def test_where_something_does_the_history_alone_has_it() -> None:
    decision = SpeaksAlready("upfront", "Up Front Kent", THEM, NO_CONTRACT)
    before = told()

    assert decision.applied_to(before, by()) == before
    assert decision.rows(str) == [
        ("Service", "Up Front Kent"),
        ("Advocate", THEM),
        ("Not taken as the child's advocate yet", NO_CONTRACT),
    ]
