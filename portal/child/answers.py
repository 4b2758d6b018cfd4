"""The answer to one question: what was said last, and what was said before it and still counts.

Whoever did not see an answer cannot have changed it. A rest hides it, and a page in another tab
may have been opened before it: then free text is kept beside the new, a choice that was left out
stays, and an empty page takes nothing back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from werkzeug.exceptions import RequestEntityTooLarge

# As much as one form can bring. Whatever is kept is read again with each page that comes.
MOST_LETTERS = 2_000_000

# One time of answering: the values by field, and when. In the visit it is JSON.
Said = dict[str, Any]


class TooMuchWrittenError(RequestEntityTooLarge):
    """More was typed into one telling than anybody types: reading it holds up everybody else."""


def must_fit(texts: Iterable[str]) -> None:
    """Pass in silence.

    :raise TooMuchWrittenError: these texts are too long to be one telling.
    """
    if sum(map(len, texts)) > MOST_LETTERS:
        raise TooMuchWrittenError


def all_said(answer: Said | None) -> list[Said]:
    """Everything in an answer that counts, oldest first; none where there is no answer."""
    return [*answer["earlier"], answer] if answer else []


def answered(
    before: Said | None,
    values: dict[str, str],
    at: float,
    *,
    seen: Collection[float],
    free_text: Collection[str],
) -> Said:
    """The answer to keep once `values` came from a page that showed what was said at `seen`."""
    unseen = [said for said in all_said(before) if said["at"] not in seen]
    if before is not None and before in unseen:
        if not any(value.strip() for value in values.values()):
            return before
        left_out = {n for n, v in values.items() if not v and n not in free_text}
        values = values | {n: before["values"].get(n, "") for n in left_out}
    typed = [_only_typed(said, free_text) for said in unseen]
    earlier = [said for said in typed if _says_more(said, values)]
    return {"values": values, "at": at, "earlier": earlier}


def _only_typed(said: Said, free_text: Collection[str]) -> Said:
    typed = {name: text for name, text in said["values"].items() if name in free_text}
    return {"values": typed, "at": said["at"]}


def _says_more(said: Said, values: dict[str, str]) -> bool:
    """Whether it holds words that what was typed now does not begin with."""
    return any(not _goes_on(text, values[name]) for name, text in said["values"].items())


def _goes_on(text: str, longer: str) -> bool:
    is_whole = not longer[len(text) :][:1].isalnum()
    return not text.strip() or (longer.startswith(text) and is_whole)
