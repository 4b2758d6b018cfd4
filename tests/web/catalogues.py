"""The catalogues as they are kept, and the words that are to be in them."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS
from babel.messages.pofile import read_po

from tests.servers.processes import ROOT

TRANSLATIONS = ROOT / "translations"
_TEXTS = "sms/"
# Pages for adults who help, and for nobody else.
_ADULTS = ("portal/helping/", "templates/helping/")


def catalogue(path: Path) -> Catalog:
    """The catalogue in this file."""
    with path.open("rb") as file:
        return read_po(file)


def tag_of(path: Path) -> str:
    """The language of a catalogue's file, as it stands in addresses: "ar", "fa-AF"."""
    return path.parent.parent.name.replace("_", "-")


# Every language that we bring a catalogue of, offered by default or not. English needs none.
SHIPPED = {
    tag_of(path): catalogue(path) for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
}


def messages(catalogue: Catalog) -> dict[str, Message]:
    """By English text, all that a catalogue holds."""
    return {str(message.id): message for message in catalogue if message.id}


# The names that extraction knows, Babel's own and those that pyproject.toml adds.
_MAPPINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
KEYWORDS = set(DEFAULT_KEYWORDS).union(*(mapping.get("keywords", ()) for mapping in _MAPPINGS))


@cache
def collected() -> Catalog:
    """What `make messages` finds in the code and the pages as they are now."""
    with TemporaryDirectory() as folder:
        found = Path(folder) / "messages.pot"
        subprocess.run(_extraction(found), cwd=ROOT, check=True, timeout=60)
        return catalogue(found)


def _extraction(into: Path) -> list[str]:
    recipe = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    command = re.search(r"^\t\$\(BIN\)/pybabel (--quiet extract .*)$", recipe, re.MULTILINE)
    assert command, "`make messages` extracts no longer"
    arguments = shlex.split(command.group(1))
    arguments[arguments.index("-o") + 1] = str(into)
    return [str(Path(sys.executable).with_name("pybabel")), *arguments]


def is_on_pages(message: Message) -> bool:
    """Whether a page says it, and not only a text."""
    return any(not file.startswith(_TEXTS) for file, _line in message.locations)


def is_for_children(message: Message) -> bool:
    """Whether a child's page says it, whoever else is told it too."""
    return any(not file.startswith((_TEXTS, *_ADULTS)) for file, _line in message.locations)


def sentences(text: str) -> list[str]:
    """The sentences of a text, each placeholder as one word."""
    plain = re.sub(r"%\(\w+\)s", "something", text)
    return [part.strip() for part in re.split(r"[.?!:؟]+(?:\s|$)", plain) if part.strip()]
