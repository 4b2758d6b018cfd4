"""The address of a destination, as `--to` takes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.register.destinations import UnknownDestinationError, destination_for


def test_a_folder_is_known_by_dir(tmp_path: Path) -> None:
    assert destination_for(f"dir:{tmp_path}").name == f"dir:{tmp_path}"


def test_an_https_address_is_known_by_its_scheme() -> None:
    assert destination_for("https://register.example/in").name == "https://register.example/in"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "dir:PATH or https"),
        ("dir:", "dir:PATH or https"),
        ("/srv/register", "dir:PATH or https"),
        ("ftp://register.example", "dir:PATH or https"),
        ("dir:/no/such/folder", "Make it first"),
        ("http://register.example", "use https"),
    ],
)
def test_any_other_address_is_refused_with_what_to_do(address: str, said: str) -> None:
    with pytest.raises(UnknownDestinationError, match=said):
        destination_for(address)
