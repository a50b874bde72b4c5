"""The clock over a worker: it ends the process where a release takes too much processor time, or where nothing moves at all.

Processor time is the text's own: on a busy machine the same release takes longer by the wall, and no more of that. A process that
uses none (stopped from outside, waiting for what does not come) is no fault of the release; who holds it tries again.
"""

from __future__ import annotations

import math
import threading
import time
from contextlib import suppress
from enum import Enum
from weakref import WeakSet

import psutil

from extract.sources import Readable
from extract.sources.decode import MAX_TEXT

TICK = 0.1
"""Seconds between two looks at a worker."""

STILL = 20.0
"""Seconds without any use of the processor after which a worker counts as stopped. The busiest machine gives it some by then."""

SHARE = 100_000
"""Characters for which the time limit holds; a longer release gets it once for each so many."""


class Ended(Enum):
    """Why the clock ended a process."""

    SLOW = "took too much processor time"
    STILL = "stood still"


def allowance(item: Readable, timeout: float) -> float:
    """Seconds of processor time for one release."""
    return timeout * max(1, math.ceil(min(len(item.content), MAX_TEXT) / SHARE))


class Clock:
    """Watches a process from `begin` to `stop`, and ends it where it has to; `ended` then says why."""

    def __init__(self, pid: int) -> None:
        self.ended: Ended | None = None
        self._process = psutil.Process(pid)
        self._lock = threading.Lock()
        self._limit: float | None = None        # of the processor time since the process began; None: not watched
        self._used = self._looked = self._idle = 0.0
        _watch(self)

    def begin(self, seconds: float = math.inf) -> None:
        """Watch from now on, for so much processor time."""
        with self._lock:
            self._used, self._looked, self._idle = self._time(), time.monotonic(), 0.0
            self._limit = self._used + seconds

    def stop(self) -> None:
        with self._lock:
            self._limit = None

    def look(self) -> None:
        """End the process if its time is over. Called every `TICK`."""
        with self._lock:
            if self._limit is None or self.ended is not None:
                return
            used, now = self._time(), time.monotonic()
            # No look counts for more than two: where this process was stopped as well, nobody stood still.
            self._idle = 0.0 if used > self._used else self._idle + min(now - self._looked, 2 * TICK)
            self._used, self._looked = used, now
            if used >= self._limit:
                self.ended = Ended.SLOW
            elif self._idle >= STILL:
                self.ended = Ended.STILL
            else:
                return
            with suppress(psutil.NoSuchProcess):
                self._process.kill()

    def _time(self) -> float:
        try:
            times = self._process.cpu_times()
        except psutil.Error:        # it is gone: its end is seen elsewhere
            return self._used
        return float(times.user + times.system)


_clocks: WeakSet[Clock] = WeakSet()
_watching = threading.Lock()
_watcher: threading.Thread | None = None


def _watch(clock: Clock) -> None:
    """Have `clock` looked at, by one thread for all of them."""
    global _watcher
    with _watching:
        _clocks.add(clock)
        if _watcher is None or not _watcher.is_alive():
            _watcher = threading.Thread(target=_look_at_all, name="extract-clock", daemon=True)
            _watcher.start()


def _look_at_all() -> None:
    while True:
        with _watching:
            clocks = list(_clocks)
        for clock in clocks:
            clock.look()
        del clocks
        time.sleep(TICK)
