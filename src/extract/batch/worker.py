"""The process in which releases are read. It answers for one release at a time, so that whoever holds it knows which
release ended it, and it ends by itself where a release takes too long.

The clock is faulthandler's: a thread in C, which needs no interpreter lock. A signal handler or a Python thread would
wait for ever behind a regular expression that does not come back.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
from typing import BinaryIO

from extract.batch.shards import attempt
from extract.errors import ExtractError

TIMED_OUT = 1
"""Exit code of a worker that faulthandler ended."""


def main() -> None:
    """Requests come on standard input, replies go to standard output, both as pickles."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, whose end closes our input
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the replies
    try:
        serve(requests, replies)
    except (EOFError, BrokenPipeError):
        os._exit(0)  # the parent is gone, and there is nobody to flush for


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer `(load, timeout)` with None once the model is loaded, then each list of releases with an outcome for each."""

    def reply(answer: object) -> None:
        pickle.dump(answer, replies)
        replies.flush()

    load, timeout = pickle.load(requests)
    try:
        process = load()
    except ExtractError as error:
        reply(error)
        return
    reply(None)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - faulthandler wants a file
        while True:
            for item in pickle.load(requests):
                if timeout:
                    faulthandler.dump_traceback_later(timeout, exit=True, file=nowhere)
                outcome = attempt(process, item)
                faulthandler.cancel_dump_traceback_later()
                reply(outcome)
