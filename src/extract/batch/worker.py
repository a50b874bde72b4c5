"""The process in which releases are read, one at a time, so that whoever holds it (`guard.py`) knows which release ended it.

Whoever holds it also has the clock. Should he be gone, a timer of the system's ends a release that does not come back: a signal
handler or a Python thread would wait for ever behind a regular expression in C.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
from typing import BinaryIO

from extract.batch.clock import allowance
from extract.batch.shards import attempt
from extract.errors import ExtractError


def main() -> None:
    """Requests come on standard input, replies go to standard output, both as pickles."""
    logging.disable()  # what libraries note about a page would reach the terminal as its author wrote it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, whose end closes our input
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the replies
    try:
        serve(requests, replies)
    except (EOFError, BrokenPipeError):
        os._exit(0)  # the parent is gone, and there is nobody to flush for


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer `(load, timeout)` with None once the model is loaded, then each release with its outcome."""

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
    while True:
        item = pickle.load(requests)
        _let_run(2 * allowance(item, timeout) if timeout else 0)
        outcome = attempt(process, item)
        _let_run(0)
        reply(outcome)


def _let_run(seconds: float) -> None:
    """End this process after so many seconds of processor time from now; 0: never. Windows has no such timer."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)       # SIGPROF, which nobody handles, ends it
