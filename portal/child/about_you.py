"""A few questions about the child, after Send: for the report's equalities tables, never needed.

They are reached from the receipt. Whoever leaves them loses nothing: what was told is sent.
"""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import StringField

from portal.child import pages, visit
from portal.child.answering import see_other
from portal.child.choices import Choice
from portal.child.forms import OneOf, QuestionForm
from portal.child.routes import child
from portal.child.visit import Visit
from portal.db import intakes
from portal.domain.equalities import (
    Disability,
    Ethnicity,
    Gender,
    NoAnswer,
    Orientation,
    may_be_asked_for_orientation,
    read,
)
from portal.services import equalities
from portal.web.app_office import now, office


class AboutYouForm(QuestionForm):
    """One answer to each, or none."""

    gender = StringField(validators=[OneOf((*Gender, *NoAnswer))])
    ethnicity = StringField(validators=[OneOf((*Ethnicity, *NoAnswer))])
    disability = StringField(validators=[OneOf((*Disability, *NoAnswer))])
    orientation = StringField(validators=[OneOf((*Orientation, *NoAnswer))])


@child.get("/<lang:lang>/about-you")
def about_you() -> ResponseReturnValue:
    """The questions. Where nothing was sent in this visit there is nobody to ask."""
    here = visit.reading()
    return _page(here, {}) if here.receipts else redirect(url_for(".start"))


@child.post("/<lang:lang>/about-you")
def say_about_you() -> ResponseReturnValue:
    """Keep what was answered, and go back to the receipt."""
    here, form = visit.reading(), AboutYouForm()
    if not here.receipts:
        return see_other(url_for(".start"))
    if not form.validate():
        notice = pages.STALE if "csrf_token" in form.errors else None
        return _page(here, form.values(), form.problems(), notice), 400
    said = form.values() if _may_ask_all(here) else form.values() | {"orientation": ""}
    if any(said.values()):
        with office().database.write() as connection:
            intake_id = here.receipts[-1]["intake_id"]
            equalities.say(connection, office(), intake_id, read(said), now())
    return see_other(url_for(".sent"))


def _page(
    here: Visit,
    values: dict[str, str],
    problems: list[tuple[str, str]] | None = None,
    notice: str | None = None,
) -> str:
    return pages.child_page(
        "child/about-you.html",
        here,
        values=values,
        problems=problems or [],
        notice=notice,
        genders=_genders(),
        ethnicities=_ethnicities(),
        disabilities=_disabilities(),
        orientations=_orientations() if _may_ask_all(here) else [],
        back_url=url_for(".sent"),
        action=url_for(".say_about_you"),
    )


def _may_ask_all(here: Visit) -> bool:
    """Whether they said that they are 16 or older."""
    with office().database.read() as connection:
        sent = intakes.load(connection, office().keyring, here.receipts[-1]["intake_id"])
    return may_be_asked_for_orientation(sent.age_band)


def _genders() -> list[Choice]:
    return [
        (Gender.FEMALE, _("A girl or a woman")),
        (Gender.MALE, _("A boy or a man")),
        (Gender.ANOTHER, _("Something else")),
        _not_said(),
    ]


def _ethnicities() -> list[Choice]:
    return [
        (Ethnicity.WHITE_BRITISH, _("White British")),
        (Ethnicity.WHITE_IRISH, _("White Irish")),
        (Ethnicity.WHITE_TRAVELLER, _("Gypsy or Irish Traveller")),
        (Ethnicity.WHITE_ROMA, _("Roma")),
        (Ethnicity.WHITE_OTHER, _("Another white group")),
        (Ethnicity.MIXED_CARIBBEAN, _("White and Black Caribbean")),
        (Ethnicity.MIXED_AFRICAN, _("White and Black African")),
        (Ethnicity.MIXED_ASIAN, _("White and Asian")),
        (Ethnicity.MIXED_OTHER, _("Another mixed group")),
        (Ethnicity.INDIAN, _("Indian")),
        (Ethnicity.PAKISTANI, _("Pakistani")),
        (Ethnicity.BANGLADESHI, _("Bangladeshi")),
        (Ethnicity.CHINESE, _("Chinese")),
        (Ethnicity.ASIAN_OTHER, _("Another Asian group")),
        (Ethnicity.AFRICAN, _("Black African")),
        (Ethnicity.CARIBBEAN, _("Black Caribbean")),
        (Ethnicity.BLACK_OTHER, _("Another Black group")),
        (Ethnicity.ARAB, _("Arab")),
        (Ethnicity.OTHER, _("Another group")),
        (NoAnswer.NOT_KNOWN, _("I am not sure")),
        _not_said(),
    ]


def _disabilities() -> list[Choice]:
    return [
        (Disability.DISABLED, _("Yes")),
        (Disability.NOT_DISABLED, _("No")),
        (NoAnswer.NOT_KNOWN, _("I am not sure")),
        _not_said(),
    ]


def _orientations() -> list[Choice]:
    return [
        (Orientation.HETEROSEXUAL, _("Straight")),
        (Orientation.GAY, _("Gay or lesbian")),
        (Orientation.BISEXUAL, _("Bisexual")),
        (Orientation.OTHER, _("Something else")),
        _not_said(),
    ]


def _not_said() -> Choice:
    return (NoAnswer.PREFERS_NOT, _("I do not want to say"))
