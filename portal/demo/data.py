"""A little invented data, so that nobody's first look is at an empty page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from portal.db import intakes, schema
from portal.demo.desk_data import decided, people_of_the_desk
from portal.demo.place import FirstTexts
from portal.domain.intake import Intake, SafeContact, Words, new_id
from portal.domain.reference import make_reference
from portal.domain.taxonomy import (
    AgeBand,
    ContactWay,
    Kind,
    LookedAfter,
    MethodOfReceipt,
    YesNo,
)
from portal.services import intake as intake_service
from portal.services.office import Office


def prepare(office: Office, now: datetime, first_texts: FirstTexts, password: str) -> None:
    """Make or change the tables, and take in what invented children told us, where none did yet.

    The invented people of the desk sign in with `password`.
    """
    schema.upgrade(office.database)
    with office.database.write() as connection:
        people = people_of_the_desk(connection, office, password, now)
        if intakes.how_many(connection):
            return
        told = [intake_service.receive(connection, office, telling) for telling in by_web(now)]
        decided(connection, office, people, told, now)
    first_texts(office, now)


def by_web(now: datetime) -> list[Intake]:
    """What came by web page in the days before `now`, oldest first."""
    return [_no_one_told_me(now), _let_me_ring_home(now), _thank_you(now)]


def _no_one_told_me(now: datetime) -> Intake:
    words = (
        "I have had 4 social workers this year.\n"
        "Nobody tells me when they change. I just want to know who mine is."
    )
    return replace(
        _telling(now - timedelta(days=1, hours=5), "en", words),
        age_band=AgeBand.FROM_13,
        looked_after=LookedAfter.YES,
        wants_advocate=YesNo.YES,
        desired_outcome="Someone tells me before it happens",
        contact=SafeContact(way=ContactWay.TEXT, details="07700 900142", best_times="After school"),
    )


def _let_me_ring_home(now: datetime) -> Intake:
    words = "أريد أن أتصل بأمي. طلبت ذلك ثلاث مرات ولم يجبني أحد."
    return replace(
        _telling(now - timedelta(days=1, hours=3), "ar", words),
        age_band=AgeBand.FROM_16,
        name="أمل",
        contact=SafeContact(way=ContactWay.DO_NOT_CONTACT),
    )


def _thank_you(now: datetime) -> Intake:
    words = "Thank you to Miss Bello for coming to my show <3"
    return replace(
        _telling(now - timedelta(hours=1), "en", words),
        kind=Kind.GOOD,
        age_band=AgeBand.FROM_10,
        name="Kez",
    )


def _telling(at: datetime, language: str, words: str) -> Intake:
    return Intake(
        id=new_id(),
        reference=make_reference(),
        received_at=at,
        method=MethodOfReceipt.WEB_FORM,
        language=language,
        words=(Words(words, at),),
        submission_id=new_id(),
        kind=Kind.WRONG,
    )
