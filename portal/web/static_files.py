"""Our pictures and styles, kept in memory and sent packed to browsers that can unpack.

Pages themselves are not packed here: they bear tokens beside what a child typed, and a proxy
that packs them should be a decision of its own. Files bear nothing of anyone.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, current_app, request, url_for


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file as it is sent, whole and packed. `fingerprint` changes with its content."""

    content: bytes
    packed: bytes
    media_type: str
    fingerprint: str


def init_static_files(app: Flask) -> None:
    """Serve /static/ from memory, and let templates name a file by `static_url`."""
    app.add_url_rule("/static/<filename>", "static", _send, methods=["GET"])
    app.jinja_env.globals["static_url"] = static_url


def static_url(filename: str) -> str:
    """The address of a file of ours; it changes with the file, so browsers may keep it."""
    return url_for("static", filename=filename, v=_files(_folder())[filename].fingerprint)


def _send(filename: str) -> Response:
    file = _files(_folder()).get(filename) or abort(404)
    response = Response(file.content, mimetype=file.media_type)
    response.headers["Vary"] = "Accept-Encoding"
    if request.accept_encodings["gzip"] and len(file.packed) < len(file.content):
        response.set_data(file.packed)
        response.headers["Content-Encoding"] = "gzip"
    return response


def _folder() -> str:
    return current_app.config["STATIC_FILES"]  # type: ignore[no-any-return]


@cache
def _files(folder: str) -> dict[str, StaticFile]:
    return {path.name: _read(path) for path in Path(folder).iterdir() if path.is_file()}


def _read(path: Path) -> StaticFile:
    content = path.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    fingerprint = hashlib.sha256(content).hexdigest()[:10]
    return StaticFile(content, gzip.compress(content, 9, mtime=0), media_type, fingerprint)
