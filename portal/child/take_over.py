"""Addresses behind the code words: one address, so that nothing ever stands in one.

No account: each page carries what opened it, sealed (portal.child.take_over_token), and does once
what it is for (portal.child.used_once), so that going back after Leave quickly opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from portal.child import drafts, own_intake, own_pressed, pages
from portal.child.answering import CANNOT_KEEP
from portal.child.choices import services
from portal.child.routes import child
from portal.child.take_over_forms import WRONG_CODE, CodeForm, OwnForm
from portal.child.take_over_token import Token, opened
from portal.child.used_once import UsedPage, page_of_form, sealed_page
from portal.child.visit import CODE_WORDS_SHOWN
from portal.domain.clock import london_day
from portal.domain.intake import Intake
from portal.services import own_wish, take_over
from portal.services.floods import FloodError
from portal.services.take_over import KeptDraft, Proof, WrongCodeError
from portal.services.ways_back import CodeWords
from portal.web.app_office import now, office
from portal.web.languages import current_language
from portal.web.other_sites import is_from_elsewhere

Values = Mapping[str, str]


@child.get("/<lang:lang>/take-over")
def code_words() -> str:
    """Ask for the code words."""
    return _code_page({})


@child.post("/<lang:lang>/take-over")
def come_in() -> ResponseReturnValue:
    """Open with code words, take over, or keep what the child says: by the button pressed.

    Whatever is refused comes back with every word.
    """
    own, page = OwnForm(), page_of_form(_pressed())
    if is_from_elsewhere() or page is None:
        return _stale(own)
    try:
        if not page.may_be_used:
            return _used_before(own, page)
        answer = make_response(_PRESSED.get(_pressed(), _open)(own))
    except FloodError:
        return _code_page(own.values(), notice="too many tries"), 429
    except WrongCodeError:
        wrong = [("code_words", str(WRONG_CODE))]
        answer = make_response(_code_page(own.values(), problems=wrong), 400)
    except CANNOT_KEEP:
        return _code_page(own.values(), notice=pages.NOT_KEPT), 503
    # What a page sent and is not kept may be sent by it again.
    if _pressed() not in own_pressed.BUTTONS or answer.status_code == 200:
        page.used()
    return answer


def _open(own: OwnForm) -> ResponseReturnValue:
    form = CodeForm()
    if not form.validate():
        return _code_page(own.values(), problems=form.problems()), 400
    proof = take_over.prove(office(), form.code_words.data or "", request.remote_addr or "")
    if isinstance(proof, KeptDraft):
        return drafts.open_again(proof)
    with office().database.write() as connection:
        intake = take_over.find(connection, office(), proof, lock=True)
        if not take_over.waits(intake):
            intake = own_wish.keep_told(connection, office(), intake, now())
    if take_over.waits(intake):
        return _new_words_page(intake, proof, own.values())
    return _own_page(intake, proof, own.values())


def _make_mine(own: OwnForm) -> ResponseReturnValue:
    token = opened(request.form.get("form", ""))
    if token is None or token.new is None:
        return _stale(own)
    with office().database.write() as connection:
        intake = take_over.take_over(connection, office(), token.proof, token.new, now())
    proof = Proof(intake.id, token.new.hash)
    return _own_page(intake, proof, own.values(), done="taken over")


def _send(own: OwnForm) -> ResponseReturnValue:
    token = opened(request.form.get("form", ""))
    # While new code words wait on a page, nothing is taken over: it is neither read nor changed.
    if token is None or token.new is not None:
        return _stale(own)
    if own.validate():
        after = own_intake.take(own, token, _pressed())
        return _own_page(after, token.proof, {}, done="sent")
    with office().database.read() as connection:
        intake = take_over.find(connection, office(), token.proof)
    return _own_page(intake, token.proof, own.values(), problems=own.problems(), token=token), 400


_PRESSED: Mapping[str, Callable[[OwnForm], ResponseReturnValue]] = {
    "mine": _make_mine,
    **dict.fromkeys(own_pressed.BUTTONS, _send),
}


def _pressed() -> str:
    return request.form.get("go", "")


def _stale(own: OwnForm) -> ResponseReturnValue:
    return _code_page(own.values(), notice="code words again", typed=""), 400


def _used_before(own: OwnForm, page: UsedPage) -> ResponseReturnValue:
    """Ask for the code words. What was sent is kept, and is not shown to whoever goes back."""
    if _pressed() in own_pressed.BUTTONS and page.was_used:
        return _code_page({}, notice="sent", typed=""), 400
    return _stale(own)


def _code_page(
    values: Values,
    *,
    problems: list[tuple[str, str]] | None = None,
    notice: str | None = None,
    typed: str | None = None,
) -> str:
    return _page(
        "child/take-over.html",
        code_words=request.form.get("code_words", "") if typed is None else typed,
        carried=_typed(values),
        problems=problems or [],
        notice=notice,
    )


def _new_words_page(intake: Intake, proof: Proof, values: Values) -> ResponseReturnValue:
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


def _own_page(
    intake: Intake,
    proof: Proof,
    values: Values,
    *,
    problems: list[tuple[str, str]] | None = None,
    done: str = "",
    token: Token | None = None,
) -> str:
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


def _page(template: str, **values: object) -> str:
    return render_template(template, page=sealed_page(), **values)


def _typed(values: Values) -> dict[str, str]:
    return {name: value for name, value in values.items() if value.strip()}
