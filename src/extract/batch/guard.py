"""A worker process and its replacements: a release that hangs or ends its process costs that release and nothing else."""

from __future__ import annotations

import math
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from extract.batch.clock import Clock, Ended, allowance
from extract.batch.shards import Done, Found, Load, Shard, attempt, done, readable
from extract.errors import ExtractError, ModelError
from extract.sources import Readable

_THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""One worker per core: threads of the matrix library would only stand in each other's way."""


_TRIES = 3
"""Times a process may end while it loads the model, which needs memory that may be short for a moment, or stand still at a
release."""

_GRACE = 5.0
"""Seconds in which a process ends by itself once its pipes are closed."""

_ENDED = (EOFError, BrokenPipeError, pickle.UnpicklingError)
"""What the pipes of a process raise that has ended."""


RENEWAL = 10_000
"""Releases that one process reads. spaCy's memory zones free the words of a release, but not their slots in its hash tables,
which never shrink: 25 bytes for each word it had not seen before, gigabytes over millions of releases. A new process costs
two seconds, a hundredth of the time that this many releases take."""


class Guard:
    """Reads releases in a process of its own. One thread uses it at a time; `close` may come from another."""

    def __init__(self, load: Load, timeout: float | None) -> None:
        self.load, self.timeout = load, timeout
        self._worker: tuple[subprocess.Popen[bytes], Clock] | None = None
        self._closed = False
        self._read = 0
        _guards.add(self)

    @property
    def pid(self) -> int | None:
        """Of the process, None where there is none at the moment."""
        return self._worker[0].pid if self._worker else None

    def outcomes(self, items: Sequence[Readable]) -> Iterator[Found | str]:
        """What each release gives, in order, or the reason why it failed.

        Raises the ExtractError that kept the worker from loading, and CancelledError after `close`.
        """
        for item in items:
            yield self._outcome(item)
        self._read += len(items)
        if self._read >= RENEWAL and self._worker is not None:
            self._end()

    def _outcome(self, item: Readable) -> Found | str:
        seconds = allowance(item, self.timeout) if self.timeout else math.inf
        stood_still = ended = 0
        while True:
            process, clock = self._started()
            try:
                clock.begin(seconds)
                _send(process, item)
                outcome: Found | str = _receive(process)
                clock.stop()
                if clock.ended:     # right behind its last word
                    self._end()
                return outcome
            except _ENDED:
                code = self._end()
            if clock.ended is Ended.SLOW:
                return f"took longer than {seconds:g} seconds of processor time"
            # Someone else may have stopped or ended the process (no memory left, an operator): the release gets another try.
            if clock.ended is Ended.STILL:
                stood_still += 1
                if stood_still == _TRIES:
                    return f"its process stood still {_TRIES} times while it was read"
            else:
                ended += 1
                if ended == 2:
                    return f"its process ended twice while it was read ({_how(code)})"

    def close(self) -> None:
        """End the process, also while it works."""
        self._closed = True
        worker = self._worker
        if worker is not None:
            worker[0].kill()
            worker[0].wait()

    def _started(self) -> tuple[subprocess.Popen[bytes], Clock]:
        """The process, its model loaded."""
        tries = 0
        while self._worker is None:
            if self._closed:
                raise CancelledError
            process = _start()
            clock = Clock(process.pid)
            self._worker = process, clock
            if self._closed:  # meanwhile
                process.kill()
            try:
                clock.begin()
                _send(process, (self.load, self.timeout))
                error = _receive(process)
                clock.stop()
            except _ENDED as problem:
                tries, code = tries + 1, self._end()
                if tries == _TRIES:
                    how = clock.ended.value if clock.ended else f"ended with {_how(code)}"
                    raise ModelError(f"a worker {how} while it loaded the model") from problem
                continue
            if isinstance(error, ExtractError):
                self._end()
                raise error
        return self._worker

    def _end(self) -> int:
        """Close the pipes of the process, which ends it if it has not ended by itself, and give its exit code."""
        assert self._worker is not None
        process, clock = self._worker
        clock.stop()
        self._worker, self._read = None, 0
        if self._closed:
            raise CancelledError
        assert process.stdin is not None and process.stdout is not None
        process.stdout.close()
        with suppress(BrokenPipeError):  # a request that it never took is still in our buffer
            process.stdin.close()
        try:
            return process.wait(_GRACE)
        except subprocess.TimeoutExpired:   # stopped from outside, it does not see that its pipes are closed
            process.kill()
            return process.wait()


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


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
