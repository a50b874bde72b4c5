"""A worker process and its replacements: a release that hangs or ends its process costs that release and nothing else."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from extract.batch.shards import Done, Found, Load, Shard, attempt, done, readable
from extract.batch.worker import TIMED_OUT
from extract.errors import ExtractError, ModelError
from extract.sources import Readable

_THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""One worker per core: threads of the matrix library would only stand in each other's way."""


_STARTS = 3
"""Times a process may end while it loads the model: it needs memory, which may be short for a moment."""


RENEWAL = 10_000
"""Releases that one process reads. spaCy's memory zones free the words of a release, but not their slots in its hash tables,
which never shrink: 25 bytes for each word it had not seen before, gigabytes over millions of releases. A new process costs
two seconds, a hundredth of the time that this many releases take."""


class Guard:
    """Reads releases in a process of its own. One thread uses it at a time; `close` may come from another."""

    def __init__(self, load: Load, timeout: float | None) -> None:
        self.load, self.timeout = load, timeout
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._read = 0
        _guards.add(self)

    def outcomes(self, items: Sequence[Readable]) -> Iterator[Found | str]:
        """What each release gives, in order, or the reason why it failed.

        Raises the ExtractError that kept the worker from loading, and CancelledError after `close`.
        """
        at = 0
        ended_at: int | None = None
        while at < len(items):
            since = time.monotonic()
            try:
                process = self._started()
                since = time.monotonic()
                _send(process, items[at:])
                while at < len(items):
                    outcome = _receive(process)
                    yield outcome
                    at += 1
                    since = time.monotonic()
            except (EOFError, BrokenPipeError, pickle.UnpicklingError):
                code = self._end()
                if self.timeout and code == TIMED_OUT and time.monotonic() - since >= 0.9 * self.timeout:
                    # Nine tenths: the worker's clock for a release starts before its last reply has arrived here.
                    yield f"took longer than {self.timeout:g} seconds"
                elif ended_at != at:
                    # Someone else may have ended the process (no memory left, an operator): the release gets a second try.
                    ended_at = at
                    continue
                else:
                    how = f"signal {-code}" if code < 0 else f"exit code {code}"
                    yield f"its process ended twice while it was read ({how})"
                at += 1
        self._read += len(items)
        if self._read >= RENEWAL and self._process is not None:
            self._end()

    def close(self) -> None:
        """End the process, also while it works."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
            process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        """The process, its model loaded."""
        tries = 0
        while self._process is None:
            if self._closed:
                raise CancelledError
            self._process = process = _start()
            if self._closed:  # meanwhile
                process.kill()
            try:
                _send(process, (self.load, self.timeout))
                error = _receive(process)
            except (EOFError, BrokenPipeError) as problem:
                tries, code = tries + 1, self._end()
                if tries == _STARTS:
                    raise ModelError(f"a worker ended with exit code {code} while it loaded the model") from problem
                continue
            if isinstance(error, ExtractError):
                self._end()
                raise error
        return self._process

    def _end(self) -> int:
        """Close the pipes of the process, which ends it if it has not ended by itself, and give its exit code."""
        process, self._process, self._read = self._process, None, 0
        if self._closed:
            raise CancelledError
        assert process is not None and process.stdin is not None and process.stdout is not None
        process.stdout.close()
        with suppress(BrokenPipeError):  # a request that it never took is still in our buffer
            process.stdin.close()
        return process.wait()


def _start() -> subprocess.Popen[bytes]:
    # Not multiprocessing: a Dask worker is a daemon, and those may have no children of that kind.
    code = f"import sys; sys.path[:] = {sys.path!r}; from extract.batch.worker import main; main()"
    command = [sys.executable, "-W", "ignore", "-c", code]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_THREADS | os.environ)


def _send(process: subprocess.Popen[bytes], request: object) -> None:
    assert process.stdin is not None
    pickle.dump(request, process.stdin)
    process.stdin.flush()


def _receive(process: subprocess.Popen[bytes]) -> Any:
    assert process.stdout is not None
    return pickle.load(process.stdout)


_guards: WeakSet[Guard] = WeakSet()
_mine = threading.local()


def run_guarded(load: Load, timeout: float | None, shard: Shard) -> Done:
    """The shard function with a worker process behind it, one per thread, which outlives the call.

    A thread of a pool and a thread of a Dask worker run this same function.
    """
    guard: Guard | None = getattr(_mine, "guard", None)
    if guard is None or guard._closed or (guard.load, guard.timeout) != (load, timeout):
        if guard is not None:
            guard.close()
        guard = _mine.guard = Guard(load, timeout)
    return done(shard, guard.outcomes(readable(shard)))


def run_here(load: Load, timeout: float | None, shard: Shard) -> Done:
    """The shard function in this very process: nothing can end a release that hangs, so there is no time limit."""
    if getattr(_mine, "loaded", None) != load:
        _mine.loaded, _mine.process = load, load()
    return done(shard, (attempt(_mine.process, item) for item in readable(shard)))


def close_all() -> None:
    """End every worker process of this process. Also runs on the workers of a cluster when a run is over."""
    for guard in list(_guards):
        guard.close()
