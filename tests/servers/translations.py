"""Translations compiled afresh: a page that lacks its own is silently in English."""

from __future__ import annotations

import os
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.servers.processes import ROOT


def compile_translations() -> None:
    """Compile every catalogue that changed since it was last compiled."""
    for source in (ROOT / "translations").glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            buffer = BytesIO()
            write_mo(buffer, read_po(BytesIO(source.read_bytes())))
            # At once: whoever reads it meanwhile has the old one or the new one.
            fresh = compiled.with_name(f"{compiled.name}.{os.getpid()}")
            fresh.write_bytes(buffer.getvalue())
            fresh.replace(compiled)
