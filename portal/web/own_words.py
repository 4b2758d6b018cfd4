"""Show what somebody wrote. The only module that imports bleach."""

from __future__ import annotations

import html

import bleach
from markupsafe import Markup

from portal.domain.intake import verbatim


def own_words(text: str) -> Markup:
    """The text as HTML that can do nothing: every mark of it shown, line breaks kept.

    Only for showing; what is kept and handed over is the text itself.
    """
    # Escaped first, for bleach would take `<!-- -->` out and show a typed `&lt;` as `<`.
    shown = bleach.clean(html.escape(verbatim(text), quote=False), tags=frozenset())
    lines = shown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Markup("<br>").join(Markup(line) for line in lines)  # noqa: S704 - bleach made it safe
