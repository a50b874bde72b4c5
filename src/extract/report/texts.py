"""The texts of the records of a page, as `sinks.texts` finds them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extract.errors import SourceError
from extract.record import Record
from extract.sinks.texts import ANOTHER, NOWHERE, by_digest, places, read_texts
from extract.sources import Columns

_IN_MEMORY = 32 << 20       # bytes of text before they go to a file


@dataclass(slots=True)
class Wanted:
    """What to look for: digests, and for each file that records name the rows in it, None where the file is no table."""

    digests: set[str] = field(default_factory=set)
    places: dict[str, set[int | None]] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """The text of one more record."""
        self.digests.add(record.source.sha256)
        self.places.setdefault(record.source.uri, set()).add(record.source.row)


class Texts:
    """Texts by digest, beyond some megabytes in a file without a name. A context manager."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)      # noqa: SIM115 - closed by __exit__
        self._at: dict[str, tuple[int, int]] = {}
        self._why: dict[str, str] = {}

    def __enter__(self) -> Texts:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def get(self, digest: str) -> str | None:
        """The text with that SHA-256, None where it was not found."""
        if digest not in self._at:
            return None
        start, length = self._at[digest]
        self._file.seek(start)
        return self._file.read(length).decode("utf-8", "surrogatepass")

    def why(self, record: Record) -> str:
        """Why the text of `record` was not found."""
        return self._why.get(record.source.uri, ANOTHER)

    def find(
        self,
        wanted: Wanted,
        records: Path,
        others: Iterable[Path] = (),
        text_column: str | None = None,
        show: Callable[[int], None] = lambda found: None,
    ) -> None:
        """Look for `wanted` in the files and folders `others`, then where the records say, from the working folder or that of
        `records`. `show` is told how many are found."""
        columns = Columns(text=text_column)
        missing = wanted.digests - self._at.keys()
        for uri, path, rows in self._places(wanted, records.parent, others):
            if not missing:
                break
            for text in read_texts(path, columns, rows):
                if isinstance(text, SourceError):
                    self._why.setdefault(uri, text.reason)
                    continue
                for digest, form in by_digest(text):
                    if digest in missing:
                        missing.remove(digest)
                        self._keep(digest, form.encode("utf-8", "surrogatepass"))
                        show(len(self._at))
                if not missing:
                    break

    def _places(self, wanted: Wanted, beside: Path, others: Iterable[Path]) -> Iterator[tuple[str, Path, set[int | None] | None]]:
        """What a record or the user calls a file, the file, and the rows that are wanted of it; None is all of them."""
        for path in others:
            yield str(path), path, None
        for uri, rows in wanted.places.items():
            found = places(uri, (beside,))
            if not found:
                self._why[uri] = NOWHERE
            yield from ((uri, path, rows) for path in found)

    def _keep(self, digest: str, data: bytes) -> None:
        self._file.seek(0, 2)
        self._at[digest] = self._file.tell(), len(data)
        self._file.write(data)
