"""How far a run is, while it runs: a bar for people, JSON lines for services."""

from __future__ import annotations

import json
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TextIO

from extract.batch.checkpoint import Summary
from extract.sources import Kind
from extract.sources.count import count

_EVERY = 1.0
"""Seconds between two lines of a log."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Releases done, how many there are (None while they are counted), done per second of this run, errors, seconds left."""

    done: int
    total: int | None
    rate: float
    errors: int
    seconds_left: float | None


class Progress(ABC):
    """Counts the input beside the run, and shows where it stands."""

    def __init__(self, paths: Iterable[str], wanted: Kind | None = None) -> None:
        self._total: int | None = None
        self._start: tuple[float, int] | None = None
        # A daemon: the run does not wait for the count.
        threading.Thread(target=self._count, args=(list(paths), wanted), daemon=True).start()

    def _count(self, paths: list[str], wanted: Kind | None) -> None:
        self._total = count(paths, wanted)

    def standing(self, summary: Summary) -> Standing:
        """Where the run stands; what an earlier, interrupted run did is done, but does not count for the rate."""
        done = summary.done
        if self._start is None:
            self._start = time.monotonic(), done
        since, at_start = self._start
        seconds = time.monotonic() - since
        rate = (done - at_start) / seconds if seconds > 0 else 0.0
        total = None if self._total is None else max(self._total, done)
        left = None if total is None or rate == 0 else (total - done) / rate
        return Standing(done, total, round(rate, 1), summary.failed, left and round(left, 1))

    @abstractmethod
    def show(self, summary: Summary) -> None:
        """Called after each shard."""

    @abstractmethod
    def __enter__(self) -> Progress: ...

    @abstractmethod
    def __exit__(self, *_: object) -> None: ...


class Log(Progress):
    """One JSON object per line and second: done, total, rate, errors, seconds_left."""

    def __init__(self, paths: Iterable[str], wanted: Kind | None = None, stream: TextIO | None = None) -> None:
        super().__init__(paths, wanted)
        self.stream, self._last = stream or sys.stderr, -_EVERY

    def show(self, summary: Summary) -> None:
        now = time.monotonic()
        if now - self._last >= _EVERY:
            self._last = now
            with suppress(OSError):  # a full or closed log is no reason to stop a run
                print(json.dumps(asdict(self.standing(summary))), file=self.stream, flush=True)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to put away."""


class Bar(Progress):
    """A bar with done, total, rate, time left and errors on standard error; nothing where that is no terminal."""

    def __init__(self, paths: Iterable[str], wanted: Kind | None = None) -> None:
        super().__init__(paths, wanted)
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as RichProgress

        self._rich = RichProgress(
            BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True), disable=not sys.stderr.isatty()
        )
        self._task = self._rich.add_task("loading the model", total=None)

    def __enter__(self) -> Progress:
        self._rich.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._rich.stop()

    def show(self, summary: Summary) -> None:
        at = self.standing(summary)
        total = "?" if at.total is None else f"{at.total:,}"
        words = [f"{at.done:,} of {total}", f"{at.rate:,.0f} a second"]
        if at.seconds_left is not None:
            minutes, seconds = divmod(round(at.seconds_left), 60)
            words.append(f"{minutes // 60}:{minutes % 60:02}:{seconds:02} left")
        words.append(f"[red]{at.errors:,} errors[/red]" if at.errors else "no errors")
        self._rich.update(self._task, completed=at.done, total=at.total, description=" · ".join(words))
