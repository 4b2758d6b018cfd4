"""A copy for staff: the same picture or sound, and nothing that stood beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from portal.domain.attachments import LONGEST_BYTES, MediaKind, Refusal, RefusedFileError
from portal.media import copies
from portal.media.copies import copied
from portal.media.kinds import format_of
from tests.media import samples

PHOTOS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "HEIF": "image/heic"}
SOUNDS = {
    ("webm", "libopus"): "audio/webm",
    ("ogg", "libopus"): "audio/ogg",
    ("mp4", "aac"): "audio/mp4",
    ("mp3", "libmp3lame"): "audio/mpeg",
    ("wav", "pcm_s16le"): "audio/wav",
    ("adts", "aac"): "audio/aac",
}


def refusal_of(content: bytes) -> Refusal:
    with pytest.raises(RefusedFileError) as refused:
        copied(content)
    return refused.value.refusal


@pytest.mark.parametrize(("made_as", "media_type"), PHOTOS.items())
def test_a_photo_becomes_a_jpeg_without_its_metadata(made_as: str, media_type: str) -> None:
    original = samples.photo(made_as)
    made = copied(original)

    assert (made.kind, made.media_type, made.copy_type) == (
        MediaKind.PHOTO,
        media_type,
        "image/jpeg",
    )
    assert samples.WHERE.encode() in original
    assert samples.WHERE.encode() not in made.copy
    copy = Image.open(BytesIO(made.copy))
    assert (copy.format, copy.size, dict(copy.getexif())) == ("JPEG", (640, 480), {})


@pytest.mark.parametrize(("sample", "media_type"), SOUNDS.items(), ids=str)
def test_sound_becomes_an_mp3_without_its_metadata(
    sample: tuple[str, str], media_type: str
) -> None:
    original = samples.sound(*sample)
    made = copied(original)

    assert (made.kind, made.media_type, made.copy_type) == (
        MediaKind.SOUND,
        media_type,
        "audio/mpeg",
    )
    assert samples.WHERE.encode() not in made.copy
    # Two seconds at 48 kbit: MP3 has no other length.
    assert 11_000 < len(made.copy) < 14_000


def test_a_photo_of_a_phone_held_upright_stands_upright() -> None:
    copy = Image.open(BytesIO(copied(samples.sideways()).copy))
    assert copy.size == (200, 400)
    red, _green, blue = copy.getpixel((100, 20))
    assert red > blue


def test_what_is_seen_through_lies_on_white() -> None:
    file = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(file, "PNG")
    copy = Image.open(BytesIO(copied(file.getvalue()).copy))
    assert min(copy.getpixel((20, 20))) > 250


def test_the_largest_photo_of_a_phone_is_taken_and_made_smaller() -> None:
    copy = Image.open(BytesIO(copied(samples.photo("JPEG", 8_064, 6_048, is_plain=True)).copy))
    assert max(copy.size) <= 4_096


def test_nothing_that_stood_behind_a_photo_is_in_its_copy() -> None:
    copy = copied(samples.photo_and_page()).copy
    assert b"<script" not in copy
    assert b"PK\x03\x04" not in copy


REFUSED = {
    "nothing": (lambda: b"", Refusal.EMPTY),
    "a byte too many": (lambda: samples.photo() + bytes(LONGEST_BYTES), Refusal.TOO_BIG),
    "a page": (lambda: samples.PAGE, Refusal.UNKNOWN),
    "a drawing that runs": (lambda: samples.DRAWING, Refusal.UNKNOWN),
    "a document": (lambda: samples.DOCUMENT, Refusal.UNKNOWN),
    "a program": (lambda: samples.PROGRAM, Refusal.UNKNOWN),
    "an archive": (samples.archive, Refusal.UNKNOWN),
    "a GIF": (lambda: samples.photo("GIF"), Refusal.UNKNOWN),
    "a RIFF of something else": (lambda: b"RIFF\x00\x00\x00\x00AVI LIST", Refusal.UNKNOWN),
    "fifty megapixels": (samples.fifty_megapixels, Refusal.TOO_MANY_PIXELS),
    "gigabytes of pixels": (samples.png_that_unpacks_to_gigabytes, Refusal.TOO_MANY_PIXELS),
    "half a photo": (lambda: samples.photo()[: len(samples.photo()) // 2], Refusal.BROKEN),
    "half a PNG": (lambda: samples.photo("PNG")[:-2_000], Refusal.BROKEN),
    "half a HEIC": (lambda: samples.photo("HEIF")[:-2_000], Refusal.BROKEN),
    "the beginning of a recording": (lambda: b"\x1aE\xdf\xa3" + b"x" * 999, Refusal.BROKEN),
    "only the name of a sound": (lambda: b"OggS", Refusal.BROKEN),
    "a video": (samples.video, Refusal.VIDEO),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_and_why(name: str) -> None:
    make, why = REFUSED[name]
    assert refusal_of(make()) is why


def test_a_bomb_in_the_comment_of_a_photo_takes_neither_memory_nor_time() -> None:
    bomb = samples.png_with_a_bomb_of_text()
    assert len(bomb) < LONGEST_BYTES
    try:
        assert b"Comment" not in copied(bomb).copy
    except RefusedFileError as error:
        assert error.refusal is Refusal.BROKEN  # noqa: PT017 - either is right


def test_no_address_in_a_file_is_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.wav"
    secret.write_bytes(samples.sound("wav", "pcm_s16le"))
    playlist = f"#EXTM3U\n#EXTINF:2,\nfile://{secret}\n#EXT-X-ENDLIST\n".encode()
    assert refusal_of(playlist) is Refusal.UNKNOWN
    assert refusal_of(b"ID3\x04\x00\x00\x00\x00\x00\x00" + playlist) is Refusal.BROKEN


def test_a_program_that_opens_a_file_has_nothing_of_our_environment() -> None:
    shown = "import os, sys; sys.stdout.write(','.join(sorted(os.environ)))"
    os.environ["PORTAL_DATA_KEYS_FOR_THIS_TEST"] = "secret"
    try:
        said = copies._run([sys.executable, "-c", shown]).stdout.decode()
    finally:
        del os.environ["PORTAL_DATA_KEYS_FOR_THIS_TEST"]
    assert "PORTAL" not in said


@pytest.mark.parametrize(
    "greedy",
    [
        "x = bytearray(3_000_000_000)",
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
        "import tempfile; tempfile.TemporaryFile(buffering=0).write(b'x')",
    ],
)
def test_a_program_that_opens_a_file_stays_within_its_limits(greedy: str) -> None:
    assert copies._run([sys.executable, "-c", greedy]).returncode != 0


def test_one_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "_SECONDS", 0.5)
    with pytest.raises(RefusedFileError) as refused:
        copies._run([sys.executable, "-c", "import time; time.sleep(60)"])
    assert refused.value.refusal is Refusal.BROKEN


def test_who_waits_too_long_for_a_turn_is_told_to_try_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(copies, "_SECONDS_FOR_A_TURN", 0.05)
    with copies._a_turn(), copies._a_turn():
        assert refusal_of(samples.photo()) is Refusal.BUSY
    assert copied(samples.photo()).kind is MediaKind.PHOTO


@given(st.binary(max_size=64))
def test_any_bytes_are_a_known_kind_or_none(content: bytes) -> None:
    found = format_of(content)
    assert found is None or found.kind in MediaKind


@settings(max_examples=12)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=40))
def test_a_damaged_photo_is_taken_or_refused_and_nothing_else(at: int, noise: bytes) -> None:
    whole = samples.photo("PNG", 32, 32)
    damaged = whole[:at] + noise + whole[at + len(noise) :]
    try:
        assert copied(damaged).copy.startswith(b"\xff\xd8\xff")
    except RefusedFileError as error:
        assert error.refusal in Refusal  # noqa: PT017 - any of them is a clear sentence


def test_the_programs_say_what_they_exit_with() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import portal.media.picture as p; print(p.TOO_MANY_PIXELS)"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert int(said) == copies._TOO_MANY_PIXELS
