"""Addresses behind the code words: one address, so that nothing ever stands in one.

No account: each page carries what opened it, sealed (portal.child.take_over_token), and does once
what it is for (portal.child.used_once), so that going back after Leave quickly opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import make_response, request
from flask.typing import ResponseReturnValue

from portal.child import drafts, given_files, own_files, own_intake, own_pressed, pages
from portal.child.answering import CANNOT_KEEP
from portal.child.routes import child
from portal.child.take_over_forms import WRONG_CODE, CodeForm, OwnForm
from portal.child.take_over_pages import (
    code_page,
    new_words_page,
    own_files_page,
    own_page,
    stale_page,
)
from portal.child.take_over_token import opened
from portal.child.used_once import UsedPage, page_of_form
from portal.services import own_wish, take_over
from portal.services.floods import FloodError
from portal.services.take_over import KeptDraft, Proof, WrongCodeError
from portal.web.app_office import now, office
from portal.web.other_sites import is_from_elsewhere


@child.get("/<lang:lang>/take-over")
def code_words() -> str:
    """Ask for the code words."""
    return code_page({})


@child.post("/<lang:lang>/take-over")
def come_in() -> ResponseReturnValue:
    """Open with code words, take over, or keep what the child says: by the button pressed.

    Whatever is refused comes back with every word.
    """
    given_files.allow_files()
    own, page = OwnForm(), page_of_form(_pressed())
    if is_from_elsewhere() or page is None:
        return stale_page(own.values())
    try:
        if not page.may_be_used:
            return _used_before(own, page)
        answer = make_response(_PRESSED.get(_pressed(), _open)(own))
    except FloodError:
        return code_page(own.values(), notice="too many tries"), 429
    except WrongCodeError:
        wrong = [("code_words", str(WRONG_CODE))]
        answer = make_response(code_page(own.values(), problems=wrong), 400)
    except CANNOT_KEEP:
        return code_page(own.values(), notice=pages.NOT_KEPT), 503
    # What a page sent and is not kept may be sent by it again.
    if _pressed() not in own_pressed.BUTTONS or answer.status_code == 200:
        page.used()
    return answer


def _open(own: OwnForm) -> ResponseReturnValue:
    form = CodeForm()
    if not form.validate():
        return code_page(own.values(), problems=form.problems()), 400
    proof = take_over.prove(office(), form.code_words.data or "", request.remote_addr or "")
    if isinstance(proof, KeptDraft):
        return drafts.open_again(proof)
    with office().database.write() as connection:
        intake = take_over.find(connection, office(), proof, lock=True)
        if not take_over.waits(intake):
            intake = own_wish.keep_told(connection, office(), intake, now())
    if take_over.waits(intake):
        return new_words_page(intake, proof, own.values())
    return own_page(intake, proof, own.values())


def _make_mine(own: OwnForm) -> ResponseReturnValue:
    token = opened(request.form.get("form", ""))
    if token is None or token.new is None:
        return stale_page(own.values())
    with office().database.write() as connection:
        intake = take_over.take_over(connection, office(), token.proof, token.new, now())
    proof = Proof(intake.id, token.new.hash)
    return own_page(intake, proof, own.values(), done="taken over")


def _send(own: OwnForm) -> ResponseReturnValue:
    token = opened(request.form.get("form", ""))
    # While new code words wait on a page, nothing is taken over: it is neither read nor changed.
    if token is None or token.new is not None:
        return stale_page(own.values())
    if own.validate():
        after = own_intake.take(own, token, _pressed())
        if _pressed() == own_pressed.FILES:
            return own_files_page(after, token.proof)
        return own_page(after, token.proof, {}, done="sent")
    with office().database.read() as connection:
        intake = take_over.find(connection, office(), token.proof)
    return own_page(intake, token.proof, own.values(), problems=own.problems(), token=token), 400


_PRESSED: Mapping[str, Callable[[OwnForm], ResponseReturnValue]] = {
    "mine": _make_mine,
    own_files.ADD: own_files.add,
    **dict.fromkeys(own_pressed.BUTTONS, _send),
}


def _pressed() -> str:
    return request.form.get("go", "")


def _used_before(own: OwnForm, page: UsedPage) -> ResponseReturnValue:
    """Ask for the code words. What was sent is kept, and is not shown to whoever goes back."""
    if _pressed() in own_pressed.BUTTONS and page.was_used:
        return code_page({}, notice="sent", typed=""), 400
    return stale_page(own.values())
