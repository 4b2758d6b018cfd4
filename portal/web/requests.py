"""Requests as they are really sent: no bad byte loses a form, and no file fills the memory.

A file of a form is never written to a disk as it came, and no more of it is kept than is taken.
"""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

import flask
from werkzeug.formparser import FormDataParser

from portal.domain.attachments import LONGEST_BYTES, MOST


class _FormParser(FormDataParser):
    """Reads a form in spite of bytes that no letter has; Werkzeug would take it for empty."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> Any:
        """The form; U+FFFD stands where a byte could not be read."""
        if mimetype == "application/x-www-form-urlencoded":
            stream = BytesIO(stream.read().decode("utf-8", "replace").encode())
        return super().parse(stream, mimetype, content_length, options)


class _Capped(BytesIO):
    """Keeps what it is given up to so many bytes, and reads over the rest."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, more: Any) -> int:
        """All of it is taken, as far as whoever writes can tell."""
        super().write(more[: self._most - self.tell()])
        return len(more)


class Request(flask.Request):
    """A request whose form is not lost for one bad byte, nor for a file that is far too large.

    One byte more of a file is kept than is allowed, which tells it from one that just fits. Of more
    files than are taken at once nothing is kept but their names.
    """

    form_data_parser_class = _FormParser
    _files = 0

    def _get_file_stream(self, *_what: object, **_more: object) -> IO[bytes]:
        self._files += 1
        return _Capped(LONGEST_BYTES + 1 if self._files <= MOST else 0)
