"""How far a page is, while it is made: a bar on standard error, nothing where that is no terminal."""

from __future__ import annotations

import sys

_SAYS = {"records": "reading records", "texts": "finding texts", "pages": "packing releases"}


class Bar:
    """A context manager; `show` is what `write_report` tells."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        console = Console(stderr=True)
        self._rich = Progress(
            BarColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), console=console, disable=not sys.stderr.isatty()
        )
        self._task = self._rich.add_task(_SAYS["records"], total=None)

    def __enter__(self) -> Bar:
        self._rich.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._rich.stop()

    def show(self, what: str, done: int, total: int) -> None:
        """Called after each record, text or block of releases."""
        self._rich.update(self._task, description=_SAYS[what], completed=done, total=total or None)
