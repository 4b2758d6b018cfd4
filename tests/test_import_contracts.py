"""The import contract of our own making holds, and says so when it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = """
[tool.importlinter]
root_packages = ["portal", "sms"]
include_external_packages = true
contract_types = ["standard_library: tests.import_contracts.StandardLibraryContract"]

[[tool.importlinter.contracts]]
name = "Only the standard library"
type = "standard_library"
modules = ["{module}"]
"""


def _lint(module: str, folder: Path) -> subprocess.CompletedProcess[str]:
    configuration = folder / "pyproject.toml"
    configuration.write_text(CONFIGURATION.format(module=module), "utf-8")
    lint_imports = Path(sys.executable).parent / "lint-imports"
    command = (lint_imports, "--no-cache", "--config", configuration)
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_module_that_needs_only_the_standard_library_is_let_be(tmp_path: Path) -> None:
    assert _lint("portal.domain", tmp_path).returncode == 0


def test_a_module_that_needs_more_is_named_with_the_way_it_came(tmp_path: Path) -> None:
    linted = _lint("portal.register.schemas", tmp_path)

    assert linted.returncode == 1
    assert "portal.register.schemas -> jsonschema_rs" in linted.stdout
