"""A folder as the way out: whole files, the same for the same event."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from portal.register.folder import Folder, NoFolderError, file_name
from portal.register.outcomes import Delivered, Unreachable
from tests.register.telling import WORDS, an_entry, texts, together


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_record_becomes_one_file_with_the_whole_event(tmp_path: Path) -> None:
    outcome = Folder(tmp_path).deliver(an_entry())

    assert outcome == Delivered("K7M2QX-0001-e-1.json")
    assert names(tmp_path) == ["K7M2QX-0001-e-1.json"]
    event = json.loads((tmp_path / "K7M2QX-0001-e-1.json").read_bytes())
    assert texts(event["data"]) == [WORDS]


def test_a_repeat_changes_nothing(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.deliver(an_entry())
    before = (tmp_path / file_name(an_entry())).read_bytes()

    folder.deliver(an_entry())

    assert names(tmp_path) == ["K7M2QX-0001-e-1.json"]
    assert (tmp_path / file_name(an_entry())).read_bytes() == before


def test_the_versions_of_an_intake_sort_in_order(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for version in (10, 2, 1):
        folder.deliver(an_entry(version=version, event_id=f"e-{version}"))

    assert [name.split("-")[1] for name in names(tmp_path)] == ["0001", "0002", "0010"]


def test_a_reference_cannot_lead_out_of_the_folder() -> None:
    assert file_name(an_entry("../../etc/x")) == "______etc_x-0001-e-1.json"


def test_a_reader_never_sees_half_a_record(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    whole = an_entry().to_json()
    seen: set[bytes] = set()
    done: list[bool] = []

    def write() -> None:
        for _ in range(200):
            folder.deliver(an_entry())
        done.append(True)

    def read() -> None:
        while len(done) < 2:
            seen.update(path.read_bytes() for path in tmp_path.glob("*.json"))

    together(write, write, read)

    assert seen == {whole}
    assert names(tmp_path) == [file_name(an_entry())]


def test_others_on_the_machine_cannot_read_it(tmp_path: Path) -> None:
    Folder(tmp_path).deliver(an_entry())

    assert (tmp_path / file_name(an_entry())).stat().st_mode & 0o007 == 0


def test_a_folder_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(NoFolderError, match="mount"):
        Folder(tmp_path / "share")

    assert names(tmp_path) == []


def test_a_folder_that_goes_away_is_a_register_that_is_away(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    folder = Folder(tmp_path / "share")
    (tmp_path / "share").rmdir()

    assert folder.deliver(an_entry()) == Unreachable("No such file or directory")


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    # A folder of that name: the file cannot take its place.
    (tmp_path / file_name(an_entry())).mkdir()

    assert isinstance(folder.deliver(an_entry()), Unreachable)
    assert names(tmp_path) == [file_name(an_entry())]


def test_what_a_killed_consumer_left_half_written_is_removed_when_nobody_can_be_at_it(
    tmp_path: Path,
) -> None:
    old, new = tmp_path / ".old.json.1.part", tmp_path / ".new.json.2.part"
    for path in (old, new):
        path.write_text("They took")
    two_hours_ago = time.time() - 7200
    os.utime(old, (two_hours_ago, two_hours_ago))

    Folder(tmp_path)

    assert names(tmp_path) == [".new.json.2.part"]


def test_its_name_is_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert Folder(Path()).name == f"dir:{tmp_path.resolve()}"
