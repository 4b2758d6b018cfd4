"""The paper that a child is given, in one language, in every form that it can have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flask import Flask

from portal.advocate.paper import told_about_you
from portal.domain.intake import Intake, SafeContact
from portal.domain.submitter import Knows, Relation, Submitter
from portal.domain.taxonomy import AgeBand, ContactWay, FeelsSafe, LookedAfter, YesNo
from portal.services.office import Office
from tests.any_intake import an_intake

# What was typed has no letters, so that all letters of the paper are our own.
_TYPED = "123"


def papers(app: Flask, office: Office, lang: str) -> Iterator[tuple[str, str]]:
    """Each with a name that says whose it is; a paper is a part of a page."""
    advocate = Submitter(Relation.ADVOCATE, _TYPED, _TYPED)
    against = replace(advocate, organisation="", child_knows=Knows.NO, child_agrees=Knows.NO)
    for name, submitter, code_words in (
        ("of an advocate", advocate, _TYPED),
        ("of an advocate, later", advocate, ""),
        ("of somebody the child did not ask", against, _TYPED),
    ):
        with app.test_request_context(f"/{lang}/"):
            paper = told_about_you(_told(office, lang, submitter), code_words)
        source = f'<html lang="{paper.tag}" dir="{paper.direction}">{paper.page}</html>'
        yield f"paper, {name}", source


def _told(office: Office, lang: str, submitter: Submitter) -> Intake:
    contact = SafeContact(ContactWay.LETTER, _TYPED, best_times=_TYPED, who_else_sees=_TYPED)
    return an_intake(
        reference=_TYPED,
        received_at=office.clock(),
        language=lang,
        submitter=submitter,
        desired_outcome=_TYPED,
        should_not_see=_TYPED,
        name=_TYPED,
        age_band=AgeBand.FROM_13,
        looked_after=LookedAfter.YES,
        feels_safe=FeelsSafe.YES,
        wants_advocate=YesNo.YES,
        contact=contact,
    )
