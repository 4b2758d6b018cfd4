"""Take records until stopped, or with `--once` what is due now; `--stored` says what there is."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from portal.register.reference.queues import Queue, queue_at
from portal.register.reference.store import Store, UnfitError

_BATCH, _WAIT_SECONDS = 20, 0.5


def main() -> int:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m portal.register.reference")
    parser.add_argument("database")
    parser.add_argument("store", type=Path)
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--stored", action="store_true")
    said = parser.parse_args()
    store = Store(said.store)
    if said.stored:
        sys.stdout.writelines(f"{one}\n" for one in store.event_ids())
        return 0
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    _take(queue_at(said.database), store, stop, is_once=said.once)
    return 0


def _take(queue: Queue, store: Store, stop: threading.Event, *, is_once: bool) -> None:
    while not stop.is_set():
        rows = queue.claim(_BATCH)
        for row in rows:
            _settle(queue, store, row, is_stopped=stop.is_set())
        if not rows:
            if is_once:
                return
            stop.wait(_WAIT_SECONDS)


def _settle(queue: Queue, store: Store, row: dict[str, Any], *, is_stopped: bool) -> None:
    if is_stopped:
        queue.settle("release", row, None)
        return
    try:
        receipt = store.take(row)
    except UnfitError as unfit:
        queue.settle("refuse", row, str(unfit))
        return
    # Only now, that it is on our disk.
    queue.settle("acknowledge", row, receipt)


if __name__ == "__main__":
    raise SystemExit(main())
