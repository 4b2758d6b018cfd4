"""A program, not a module: `python limited.py BYTES SECONDS PROGRAM ARGUMENT ...`

Becomes the program, which may take no more than that much memory and time, writes no file, and
leaves no dump of what it held. The limits stand before the program is there, so that nothing in
a file that it opens can lift them.
"""

import os
import resource
import sys


def _limit(which: int, most: int) -> None:
    _now, hard = resource.getrlimit(which)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(which, (most, most))


if __name__ == "__main__":
    _limit(resource.RLIMIT_CPU, int(sys.argv[2]))
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, int(sys.argv[1]))
    os.execv(sys.argv[3], sys.argv[3:])  # noqa: S606 - what our own code names
