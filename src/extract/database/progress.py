"""How far a load is, while it runs."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from extract.database.load import Loaded
from extract.sinks.reading import files

_PLAIN = (".jsonl", ".ndjson")


class Bar:
    """A bar with records, rate and errors on standard error; nothing where that is no terminal. How much is left shows where
    all input is plain JSONL: of what is compressed nobody knows."""

    def __init__(self, paths: Sequence[Path]) -> None:
        found = [file for path in paths for file in files(path)]
        plain = all(file.is_file() and file.suffix.lower() in _PLAIN for file in found)
        self._total = sum(file.stat().st_size for file in found) if plain else None
        self._rich = Progress(
            BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True), disable=not sys.stderr.isatty()
        )
        self._task = self._rich.add_task("opening the database", total=self._total)
        self._since = time.monotonic()

    def __enter__(self) -> Bar:
        self._rich.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._rich.stop()

    def show(self, done: Loaded) -> None:
        """Show how far it is."""
        rate = done.records / max(time.monotonic() - self._since, 0.001)
        words = [f"{done.records:,} releases", f"{rate:,.0f} a second"]
        if done.texts:
            words.append(f"{done.texts:,} texts")
        words.append(f"[red]{done.failed:,} errors[/red]" if done.failed else "no errors")
        self._rich.update(self._task, completed=done.bytes if self._total else None, description=" · ".join(words))
