"""The answers that pages offer: value, words, a note, and the name of a picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps

from flask_babel import gettext as _

from portal.child.advocates import Named
from portal.child.forms import TRUSTED, YOU_CHOOSE
from portal.domain.taxonomy import AgeBand, ContactWay, FeelsSafe, Kind, LookedAfter, YesNo
from portal.web.languages import current_language

Choice = tuple[str, ...]


def _kept(choices: Callable[[], list[Choice]]) -> Callable[[], list[Choice]]:
    """Say them once for each language: they are the same for everybody."""

    @cache
    def in_language(_tag: str) -> list[Choice]:
        return choices()

    @wraps(choices)
    def kept() -> list[Choice]:
        return in_language(current_language().tag)

    return kept


@_kept
def kinds() -> list[Choice]:
    """What a child may want to tell us."""
    return [
        (Kind.WRONG, _("Something is wrong"), _("Or it is not fair."), "wrong"),
        (Kind.GOOD, _("Something is good"), _("Tell us what went well."), "good"),
        (Kind.QUESTION, _("I have a question"), _("Ask us anything."), "ask"),
        (
            Kind.ADVOCATE_ONLY,
            _("I want someone to speak up for me"),
            _("You do not have to say why."),
            "advocate",
        ),
    ]


@_kept
def safe() -> list[Choice]:
    """Whether a child is safe right now."""
    return [
        (FeelsSafe.YES, _("Yes"), "", "yes"),
        (FeelsSafe.NO, _("No"), "", "no"),
        (FeelsSafe.NOT_SURE, _("I am not sure"), "", "unsure"),
    ]


@_kept
def ages() -> list[Choice]:
    """How old a child may say they are."""
    return [
        (AgeBand.UNDER_10, _("Under 10")),
        (AgeBand.FROM_10, _("10 to 12")),
        (AgeBand.FROM_13, _("13 to 15")),
        (AgeBand.FROM_16, _("16 or 17")),
        (AgeBand.FROM_18, _("18 or 19")),
        (AgeBand.FROM_20, _("20 to 24")),
    ]


@_kept
def homes() -> list[Choice]:
    """Whether a child lives in care."""
    return [
        (LookedAfter.YES, _("Yes"), "", "yes"),
        (LookedAfter.NO, _("No"), "", "no"),
        (LookedAfter.NOT_SURE, _("I am not sure"), "", "unsure"),
    ]


@_kept
def advocates() -> list[Choice]:
    """Whether somebody should speak up for the child."""
    return [
        (YesNo.YES, _("Yes please"), "", "yes"),
        (YesNo.NO, _("No thank you"), "", "no"),
        (TRUSTED, _("Someone I trust helps me"), "", "someone"),
    ]


def services(named: Named) -> list[Choice]:
    """Which of the services named today it should be."""
    return [*named, (YOU_CHOOSE, _("You choose for me"))]


@_kept
def ways() -> list[Choice]:
    """How a child can be reached."""
    return [
        (ContactWay.TEXT, _("Text me"), "", "text"),
        (ContactWay.CALL, _("Call me"), "", "call"),
        (ContactWay.EMAIL, _("E-mail me"), "", "email"),
        (ContactWay.LETTER, _("Write me a letter"), "", "letter"),
        (ContactWay.THROUGH_SOMEONE, _("Through someone I trust"), "", "someone"),
        (
            ContactWay.DO_NOT_CONTACT,
            _("Do not contact me"),
            _("I will ring you and say my reference."),
            "key",
        ),
    ]


_OFFERED = {"safe": safe, "age": ages, "home": homes, "advocate": advocates, "way": ways}


def said(field: str, value: str, named: Named = ()) -> str:
    """The answer as the page offers it; free text, and what was never offered, as it is.

    A service that is not `named` today was chosen on a page of another day: it is left to us.
    """
    if field == "service":
        known = {choice[0]: choice[1] for choice in services(named)}
        return known.get(value, known[YOU_CHOOSE]) if value else ""
    offered = _OFFERED[field]() if field in _OFFERED else []
    return next((choice[1] for choice in offered if choice[0] == value), value)
