"""What documents and docstrings name is there: files, folders, links, modules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FOLDERS = ("portal", "sms", "templates", "translations", "static", "tests", "docs")
CODE = sorted(
    path
    for pattern in ("portal/**/*.py", "sms/**/*.py", "templates/**/*.html")
    for path in ROOT.glob(pattern)
)
IN_BACKTICKS = re.compile(r"`([^`\s]+)`")
LINK = re.compile(r"\]\(([^)#:\s]+)\)")
MODULE = re.compile(r"(?<![\w/.])((?:portal|sms)(?:\.[A-Za-z_]\w*)+)")


def names_of(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("document", DOCUMENTS, ids=names_of(DOCUMENTS))
def test_every_file_and_folder_that_a_document_names_is_there(document: Path) -> None:
    text = document.read_text("utf-8")
    named = [name for name in IN_BACKTICKS.findall(text) if name.partition("/")[0] in FOLDERS]
    wanted = [ROOT / name for name in named if "/" in name]
    wanted += [document.parent / link for link in LINK.findall(text)]

    assert [path for path in wanted if not path.exists()] == []


def test_documents_are_read_by_what_names_a_file() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert "portal/advocate/" in IN_BACKTICKS.findall(readme)
    assert "docs/data-flow.md" in LINK.findall(readme)


def test_contributing_names_the_layers_as_the_contract_has_them() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")

    said = ", ".join(f"`{layer}`" for layer in layers).replace(",", ", then", 1)
    assert said in (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_every_module_that_code_and_templates_speak_of_is_there() -> None:
    assert [(str(path.relative_to(ROOT)), name) for path, name in _gone()] == []


def _gone() -> Iterator[tuple[Path, str]]:
    for path in CODE:
        for name in sorted(set(MODULE.findall(path.read_text("utf-8")))):
            if not _is_there(name):
                yield path, name


def _is_there(name: str) -> bool:
    """Whether this is a module of ours, or a name that stands in one."""
    parts, rest = name.split("."), ""
    while parts:
        if module := _file_of(parts):
            return not rest or re.search(rf"\b{rest}\b", module.read_text("utf-8")) is not None
        rest = parts.pop()
    return False


def _file_of(parts: list[str]) -> Path | None:
    path = ROOT.joinpath(*parts)
    files = (path.with_suffix(".py"), path / "__init__.py")
    return next((file for file in files if file.is_file()), None)
