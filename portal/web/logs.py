"""Logs from an allow-list: a sentence of our own, and named fields that say nothing of anyone.

A message is taken only from our own loggers, whose sentences are constants. Of an error only
its class and where it happened is written, for its text may hold what somebody wrote.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from datetime import UTC, datetime

from flask import Flask, Response, g, request

FIELDS = frozenset(
    {"reference", "route", "status", "method", "milliseconds", "count", "version", "destination"}
)
_OURS = ("portal", "sms")
_log = logging.getLogger("portal.web")


class AllowListFormatter(logging.Formatter):
    """One JSON object a line, with nothing in it that is not on the list."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON: time, level, logger, sentence if it is ours, allowed fields."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name.split(".")[0] in _OURS:
            line["message"] = str(record.msg)
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line |= _where(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _where(error: BaseException | None) -> dict[str, object]:
    if error is None:
        return {}
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.name}:{frame.lineno}" for frame in frames[-8:]]
    return {"error": type(error).__name__, "where": places}


def init_logs(app: Flask) -> None:
    """Send every logger's lines through the allow-list, and write one line a request."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(AllowListFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    # The development server would write addresses with their queries.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    logging.getLogger("twilio").setLevel(logging.WARNING)
    app.logger.handlers = []
    app.logger.addFilter(_say_no_address)
    app.before_request(_start_watch)
    app.after_request(_log_request)


def _say_no_address(record: logging.LogRecord) -> bool:
    """Flask speaks under our name, and would name the address where even the error page failed."""
    record.msg, record.args = "no page could be made", ()
    return True


def _start_watch() -> None:
    g.started = time.monotonic()


def _log_request(response: Response) -> Response:
    fields = {
        "route": request.endpoint or "unknown",
        "method": request.method,
        "status": response.status_code,
        "milliseconds": round((time.monotonic() - g.get("started", time.monotonic())) * 1000),
    }
    _log.info("request", extra=fields)
    return response
