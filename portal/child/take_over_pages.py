"""The pages behind the code words: each carries what opened it, and what was typed before."""

from __future__ import annotations

from collections.abc import Mapping

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from portal.child import own_intake
from portal.child.choices import services
from portal.child.given_files import said_files
from portal.child.take_over_token import Token
from portal.child.used_once import sealed_page
from portal.child.visit import CODE_WORDS_SHOWN
from portal.db import attachments
from portal.domain.attachments import MOST
from portal.domain.clock import london_day
from portal.domain.intake import Intake
from portal.services.take_over import Proof
from portal.services.ways_back import CodeWords
from portal.web.app_office import office
from portal.web.headers import may_record_here
from portal.web.languages import current_language

Values = Mapping[str, str]
Problems = list[tuple[str, str]]


def code_page(
    values: Values,
    *,
    problems: Problems | None = None,
    notice: str | None = None,
    typed: str | None = None,
) -> str:
    """Ask for the code words. `values` is what was typed on a page that they opened before."""
    return _page(
        "child/take-over.html",
        code_words=request.form.get("code_words", "") if typed is None else typed,
        carried=_typed(values),
        problems=problems or [],
        notice=notice,
    )


def stale_page(values: Values) -> ResponseReturnValue:
    """Ask for the code words once more, with what was typed: the page does no more."""
    return code_page(values, notice="code words again", typed=""), 400


def new_words_page(intake: Intake, proof: Proof, values: Values) -> ResponseReturnValue:
    """New code words, which count once the child has them and says so.

    Only then, so that an answer that is lost on its way leaves no child without any.
    """
    new = CodeWords.make(office(), current_language().tag)
    page = _page(
        "child/take-over-new-words.html",
        intake=intake,
        told_by=own_intake.told_by(intake),
        told_on=london_day(intake.received_at),
        new_words=new.said,
        token=Token.of(proof, intake, new).sealed(),
        carried=_typed(values),
        notice=None,
    )
    response = make_response(page)
    # As on a receipt: a phone that is put down must not go on showing them.
    response.headers["Refresh"] = str(int(CODE_WORDS_SHOWN.total_seconds()))
    return response


def own_page(
    intake: Intake,
    proof: Proof,
    values: Values,
    *,
    problems: Problems | None = None,
    done: str = "",
    token: Token | None = None,
) -> str:
    """The child's own page, with `values` as typed where what came is given back."""
    shown = own_intake.own_page(intake)
    return _page(
        "child/own-intake.html",
        shown=shown,
        intake=intake,
        ways=own_intake.ways(intake.contact),
        answers=own_intake.answers_about_it(),
        wishes=own_intake.wishes(intake),
        stop_answers=own_intake.stop_answers(),
        later_answers=own_intake.later_answers(),
        services=services(shown.named),
        token=(token or Token.of(proof, intake)).sealed(),
        values=values,
        problems=problems or [],
        done=done,
        notice=None,
    )


def own_files_page(
    intake: Intake, proof: Proof, *, problems: Problems | None = None, notice: str | None = None
) -> str:
    """Photos and recordings that were given, and a way to add to them."""
    with office().database.read() as connection:
        there = attachments.of_intake(connection, office().keyring, intake.id)
    may_record_here()
    return _page(
        "child/own-files.html",
        intake=intake,
        files=said_files(there),
        has_room=len(there) < MOST,
        token=Token.of(proof, intake).sealed(),
        problems=problems or [],
        notice=notice,
    )


def _page(template: str, **values: object) -> str:
    return render_template(template, page=sealed_page(), **values)


def _typed(values: Values) -> dict[str, str]:
    return {name: value for name, value in values.items() if value.strip()}
