"""Photos and recordings as phones make them, and what somebody might send instead."""

from __future__ import annotations

import subprocess
import zipfile
import zlib
from functools import cache
from io import BytesIO

import imageio_ffmpeg
import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()
WHERE = "51.27N 0.52E, at home"


@cache
def photo(
    made_as: str = "JPEG", width: int = 640, height: int = 480, *, is_plain: bool = False
) -> bytes:
    """A photo with a place in its metadata, where its kind has any."""
    size = (width, height)
    image = Image.new("RGB", size, "teal") if is_plain else Image.effect_noise(size, 60)
    exif = Image.Exif()
    exif[0x010E] = WHERE
    file = BytesIO()
    more = {} if made_as == "GIF" else {"exif": exif}
    image.convert("RGB").save(file, made_as, **more)
    return file.getvalue()


@cache
def sideways() -> bytes:
    """A photo of a phone held upright: red is on the left of the file, and on top as it is seen."""
    image = Image.new("RGB", (400, 200), "blue")
    image.paste("red", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    file = BytesIO()
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


@cache
def sound(
    made_as: str = "webm", codec: str = "libopus", seconds: int = 2, bits: str = "32k"
) -> bytes:
    """A recording with a place in its metadata."""
    tone = ("-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}")
    return _made(made_as, *tone, "-c:a", codec, "-b:a", "32k", "-metadata", f"title={WHERE}")


@cache
def video() -> bytes:
    """A second of moving pictures with sound."""
    pictures = ("-f", "lavfi", "-i", "testsrc=duration=1:size=160x120")
    tone = ("-f", "lavfi", "-i", "sine=duration=1")
    return _made("mp4", *pictures, *tone, "-movflags", "frag_keyframe+empty_moov")


def _made(made_as: str, *arguments: str) -> bytes:
    # MP4 is written backwards at its end, so not into a pipe unless it comes in parts.
    parts = ("-movflags", "frag_keyframe+empty_moov") if made_as == "mp4" else ()
    program = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", *arguments]
    done = subprocess.run(
        [*program, *parts, "-f", made_as, "pipe:1"], capture_output=True, check=True
    )
    return done.stdout


def fifty_megapixels() -> bytes:
    """A photo of fifty megapixels, small on the disk."""
    return photo("PNG", 8_200, 6_100, is_plain=True)


def png_that_unpacks_to_gigabytes() -> bytes:
    """A PNG of some kilobytes that says it is 60,000 pixels wide and high."""
    head = b"\x89PNG\r\n\x1a\n"
    side = (60_000).to_bytes(4, "big")
    header = side + side + bytes((8, 2, 0, 0, 0))
    pixels = zlib.compress(bytes(4_000_000), 9)
    return head + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def png_with_a_bomb_of_text() -> bytes:
    """A small photo whose comment unpacks to 500 MB."""
    whole = photo("PNG", 8, 8, is_plain=True)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(10_000_000)) for _ in range(50)) + packer.flush()
    text = _chunk(b"zTXt", b"Comment\x00\x00" + packed)
    at = whole.index(b"IDAT") - 4
    return whole[:at] + text + whole[at:]


def _chunk(name: bytes, content: bytes) -> bytes:
    sum_ = zlib.crc32(name + content).to_bytes(4, "big")
    return len(content).to_bytes(4, "big") + name + content + sum_


def archive() -> bytes:
    """A zip file of a few kilobytes that unpacks to 50 MB."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("photo.jpg", bytes(50_000_000))
    return file.getvalue()


PAGE = b"<!doctype html><script>alert(document.domain)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
DOCUMENT = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff"


def photo_and_page() -> bytes:
    """A photo that a browser might take for a page, and an unpacker for an archive."""
    return photo() + PAGE + archive()
