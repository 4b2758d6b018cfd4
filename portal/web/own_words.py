"""Show what somebody wrote. The only module that imports bleach."""

from __future__ import annotations

import html

import bleach
from markupsafe import Markup

from portal.domain.intake import verbatim

# More than anybody types. Bleach would read two megabytes of `<` for many minutes, and has
# nothing left to do: it is the second lock on a door that is closed.
_LONGEST_FOR_BLEACH = 20_000


def own_words(text: str) -> Markup:
    """The text as HTML that can do nothing: every mark of it shown, line breaks kept.

    Only for showing; what is kept and handed over is the text itself.
    """
    # Escaped first, for bleach would take `<!-- -->` out and show a typed `&lt;` as `<`.
    shown = html.escape(verbatim(text), quote=False)
    if len(shown) <= _LONGEST_FOR_BLEACH:
        shown = bleach.clean(shown, tags=frozenset())
    in_lines = shown.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")
    return Markup(in_lines)  # noqa: S704 - it was escaped above
