"""The texts that records came from. A text is known by its SHA-256, which the record has: another one is never shown."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extract.errors import SourceError
from extract.record import Record
from extract.sources import Columns, Release, read_items

_IN_MEMORY = 32 << 20       # bytes of text before they go to a file
_END = "\n"


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
        return self._why.get(record.source.uri, "the text there is another by now")

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
        for uri, path, rows in _places(wanted.places, records.parent, others):
            if not missing:
                break
            if path is None:
                self._why[uri] = "no such file"
                continue
            for text in _of(path, rows, columns):
                if isinstance(text, SourceError):
                    self._why.setdefault(uri, text.reason)
                    continue
                for form in _forms(text):
                    digest = hashlib.sha256(data := form.encode("utf-8", "surrogatepass")).hexdigest()
                    if digest in missing:
                        missing.remove(digest)
                        self._keep(digest, data)
                        show(len(self._at))
                if not missing:
                    break

    def _keep(self, digest: str, data: bytes) -> None:
        self._file.seek(0, 2)
        self._at[digest] = self._file.tell(), len(data)
        self._file.write(data)


def _places(
    named: Mapping[str, set[int | None]], beside: Path, others: Iterable[Path]
) -> Iterator[tuple[str, Path | None, set[int | None] | None]]:
    """What a record or the user calls a file, the file (None where there is none), and the rows that are wanted of it; None is
    all of them."""
    for path in others:
        yield str(path), path, None
    for uri, rows in named.items():
        found = {path.resolve(): path for path in (_file(Path(uri)), _file(beside / uri)) if path}
        yield from ((uri, path, rows) for path in found.values())
        if not found:
            yield uri, None, rows


def _file(path: Path) -> Path | None:
    """The plain file at `path`, or the archive that it leads into: "2024.zip" of "2024.zip/siaran.txt"."""
    try:
        return next((each for each in (path, *path.parents) if each.is_file()), None)
    except (OSError, ValueError):       # no name of a file: an address, a name that is too long
        return None


def _of(path: Path, rows: set[int | None] | None, columns: Columns) -> Iterator[str | SourceError]:
    """The texts of a file or folder, and what could not be read."""
    for item in read_items([str(path)], columns):
        if isinstance(item, SourceError):
            yield item
        elif rows is None or item.row is None or item.row in rows:
            try:
                yield (item if isinstance(item, Release) else item.release()).text
            except SourceError as error:
                yield error


def _forms(text: str) -> Iterator[str]:
    """A text as it is, and with one or no line end at its end, which moves no span."""
    yield text
    bare = text.rstrip(_END)
    yield from (form for form in (bare, bare + _END) if form != text)
