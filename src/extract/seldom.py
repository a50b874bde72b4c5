"""How often Python looks for garbage in cycles while a release is read."""

from __future__ import annotations

import gc
from threading import Lock

YOUNG = 50_000
"""Objects made since it last looked: Python's 700 are a hundredth of what a release is made of, nearly all of which lives as
long as it is read. A seventh of the time would go into looking."""


class _Seldom:
    """A context. Threads may be inside together: the first one in sets the threshold, and the last one out sets it back."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._before = gc.get_threshold()

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._before = gc.get_threshold()
                if 0 < self._before[0] < YOUNG:     # who has turned it off, or looks still more seldom, keeps it so
                    gc.set_threshold(YOUNG, *self._before[1:])
            self._inside += 1

    def __exit__(self, *error: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                gc.set_threshold(*self._before)


seldom_collected = _Seldom()
