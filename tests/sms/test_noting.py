import pytest

from portal.domain.flags import Flag, FlagName
from portal.domain.intake import AdvocateWish, Words
from portal.domain.taxonomy import ContactWay, LookedAfter, TextsAllowed, YesNo
from sms.answers import Answer, Question
from sms.noting import begun, noted
from sms.state import State
from sms.step import Step
from tests.sms.senders import MONDAY_NOON

URGENT = Flag(FlagName.URGENT, "weapon", "en")
OPTED_OUT = Flag(FlagName.OPTED_OUT, "opted-out")
ADDRESS = "+447700900123"


def an_intake(step=None, *raised):
    words = Words("They took my phone", MONDAY_NOON)
    return begun(words, step or Step(State()), ADDRESS, "en", raised)


def answering(question, **said):
    return Step(State(), answer=Answer(question, **said))


def test_the_first_words_begin_an_intake_of_a_child():
    intake = an_intake(Step(State(), flags=(OPTED_OUT,)), URGENT)

    assert intake.words == (Words("They took my phone", MONDAY_NOON),)
    assert intake.received_at == MONDAY_NOON
    assert intake.contact.texting_address == ADDRESS
    assert intake.flags == (URGENT, OPTED_OUT)


def test_what_may_be_texted_is_remembered_from_an_earlier_telling():
    step = Step(State(texts_allowed=TextsAllowed.NEUTRAL_ONLY))

    assert an_intake(step).contact.texts_allowed is TextsAllowed.NEUTRAL_ONLY


@pytest.mark.parametrize(
    ("step", "field", "value"),
    [
        (answering(Question.ADVOCATE, wants_advocate=YesNo.NO), "wants_advocate", YesNo.NO),
        (answering(Question.CARE, looked_after=LookedAfter.YES), "looked_after", LookedAfter.YES),
        (answering(Question.NAME, name="Sam"), "name", "Sam"),
        (answering(Question.NAME), "name", ""),
    ],
)
def test_an_answer_is_noted_and_nothing_else_changes(step, field, value):
    before = an_intake()

    after = noted(before, step, "en", (), MONDAY_NOON)

    assert getattr(after, field) == value
    assert after.words == before.words
    assert noted(after, Step(State()), "en", (), MONDAY_NOON) == after


@pytest.mark.parametrize(
    ("allowed", "way"),
    [
        (TextsAllowed.ABOUT_IT, ContactWay.TEXT),
        (TextsAllowed.NEUTRAL_ONLY, None),
        (TextsAllowed.ANOTHER_WAY, None),
    ],
)
def test_only_a_yes_makes_texts_the_way_to_reach_a_child(allowed, way):
    step = answering(Question.CONTACT, texts_allowed=allowed)
    contact = noted(an_intake(), step, "en", (), MONDAY_NOON).contact

    assert (contact.texts_allowed, contact.way) == (allowed, way)
    assert contact.texting_address == ADDRESS


def test_somebody_they_trust_is_noted_as_wanting_nobody_of_ours():
    step = answering(Question.ADVOCATE, wants_advocate=YesNo.NO, trusted=True)

    after = noted(an_intake(), step, "en", (), MONDAY_NOON)

    assert after.wants_advocate is YesNo.NO
    assert after.wish == AdvocateWish(trusted=True)


def test_flags_are_only_ever_added():
    before = an_intake(None, URGENT)

    after = noted(before, Step(State(), flags=(OPTED_OUT,)), "ar", (URGENT,), MONDAY_NOON)

    assert after.flags == (URGENT, OPTED_OUT)
    assert after.language == "ar"
