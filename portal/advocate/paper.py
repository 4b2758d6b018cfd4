"""The paper that a child is given: what was told about them, by whom, and how to take it over.

In the child's own language where we have it. It names what was told, and repeats none of it:
paper lies about.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from portal.domain.intake import Intake
from portal.web.app_office import office
from portal.web.helplines import helplines
from portal.web.languages import in_language, offered_for


@dataclass(frozen=True, slots=True)
class Paper:
    """The page, and the language it is in. `is_theirs`: the child's own."""

    page: Markup
    tag: str
    direction: str
    is_theirs: bool


def told_about_you(intake: Intake, code_words: str) -> Paper:
    """The page for the child of this intake; `code_words` "" where they are not shown again."""
    place, theirs = office(), offered_for(intake.language)
    with in_language(theirs) as language:
        page = render_template(
            "child/told-about-you.html",
            intake=intake,
            submitter=intake.submitter,
            code_words=code_words,
            due=place.due_dates(intake.received_at),
            address=f"{place.settings.public_base_urls[0]}/{theirs}/take-over",
            lines=helplines(),
        )
    is_theirs = theirs.partition("-")[0] == intake.language.partition("-")[0]
    # A template of ours, in which all that somebody typed is escaped.
    return Paper(Markup(page), language.tag, language.direction, is_theirs)  # noqa: S704
