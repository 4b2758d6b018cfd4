"""Requests as they are really sent: a form whose bytes are no UTF-8 is read as far as it can be."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

import flask
from werkzeug.formparser import FormDataParser


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


class Request(flask.Request):
    """A request whose form is not lost for one bad byte."""

    form_data_parser_class = _FormParser
