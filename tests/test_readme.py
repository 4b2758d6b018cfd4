"""README.md names every setting with its meaning, as the code has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import Field, fields
from typing import Any

from portal.settings import ROOT, Settings

BEGINS, ENDS = "<!-- settings -->\n", "<!-- /settings -->"


def settings_table() -> str:
    """The table as it should stand in README.md."""
    return "\n".join(["| setting | meaning | default |", "|---|---|---|", *_rows(), ""])


def _rows() -> Iterator[str]:
    # What must be set comes first.
    for field in sorted(fields(Settings), key=lambda f: f.metadata["default"] is not None):
        about = field.metadata
        yield f"| `{about['name']}` | {about['meaning']} | {_default(field)} |"


def _default(setting: Field[Any]) -> str:
    text = setting.metadata["default"]
    if text is None:
        return "**must be set**"
    if text.lstrip().startswith(("[", "{")):
        return "Kent's: `portal/settings/kent.py`"
    return f"`{text.replace(f'{ROOT}/', '')}`" if text else "none"


def test_the_readme_has_every_setting_with_its_meaning() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert readme.count(BEGINS) == readme.count(ENDS) == 1

    table = readme.partition(BEGINS)[2].partition(ENDS)[0]

    wanted = settings_table()
    assert table == wanted, f"put this between the marks in README.md:\n\n{wanted}"
