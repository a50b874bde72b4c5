"""Raw texts beside the records, so that every span can be read in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extract.database.store import Store
from extract.errors import SourceError
from extract.sinks.texts import ANOTHER, NOWHERE, by_digest, places, read_texts
from extract.sources import Columns

if TYPE_CHECKING:
    from extract.database.load import Loaded

_BATCH, _BATCH_CHARACTERS, _ASKED = 200, 4_000_000, 1000
_NAMED = 5
_REASONS = 1000             # files of which it is kept why they were not read: far more than are named


class Finder:
    """Stores the texts of what it is told to read with the releases that were read from them."""

    def __init__(self, store: Store, columns: Columns, done: Loaded, show: Callable[[Loaded], None]) -> None:
        self._store, self._columns, self._done, self._show = store, columns, done, show
        self._batch: dict[str, str] = {}
        self._size = 0
        self._why: dict[str, str] = {}

    def find(self, others: Sequence[str], beside: Sequence[Path]) -> None:
        """Look in the files and folders `others`, then where the records say, from the working folder or from `beside`. What is
        not there, or is another text now, stays out; `done` counts it and names the first with the reason."""
        for other in others:
            self._read(other, Path(other))
        self._store_batch()
        for uri, path in self._named(beside):
            self._read(uri, path)
        self._store_batch()
        for id, uri, _ in self._without():
            self._done.textless += 1
            if len(self._done.without_text) < _NAMED:
                self._done.without_text.append((id, uri, self._why.get(uri, ANOTHER)))

    def _read(self, name: str, path: Path) -> None:
        for text in read_texts(path, self._columns):
            if isinstance(text, SourceError):
                self._note(name, text.reason)
            elif not _storable(text):
                self._note(name, "half a character, which no database holds")
            else:
                for digest, form in by_digest(text):
                    self._batch[digest] = form
                    self._size += len(form)
            if len(self._batch) >= _BATCH or self._size >= _BATCH_CHARACTERS:
                self._store_batch()

    def _store_batch(self) -> None:
        if self._batch:
            self._done.texts += self._store.add_texts(self._batch)
            self._batch, self._size = {}, 0
            self._show(self._done)

    def _named(self, beside: Sequence[Path]) -> Iterator[tuple[str, Path]]:
        """The files that releases without a text were read from, those that hold more than one once."""
        many: set[Path] = set()     # tables and archives
        for _, uri, row in self._without():
            found = places(uri, beside)
            if not found:
                self._note(uri, NOWHERE)
            for path in found:
                if path in many:
                    continue
                if row is not None or path.name != Path(uri).name:
                    many.add(path)
                yield uri, path

    def _without(self) -> Iterator[tuple[str, str, int | None]]:
        last = ""
        while found := self._store.without_text(last, _ASKED):
            yield from found
            last = found[-1][0]

    def _note(self, name: str, reason: str) -> None:
        if len(self._why) < _REASONS:
            self._why.setdefault(name, reason)


def _storable(text: str) -> bool:
    """Whether a database holds it: not half a surrogate pair, which JSON may have."""
    try:
        return bool(text.encode())
    except UnicodeEncodeError:
        return False
