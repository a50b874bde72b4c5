"""Where the texts of records are, for whatever shows or stores them. A text is known by its SHA-256, which the record has:
another one is never taken for it."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from extract.errors import SourceError
from extract.sources import Columns, Release, read_items

NOWHERE, ANOTHER = "no such file", "the text there is another by now"
"""Why a text was not found, where nothing else is known."""

_END = "\n"


def places(uri: str, beside: Iterable[Path]) -> list[Path]:
    """The files that a record may mean by its `source.uri`, each once: seen from the working folder, and from the folders
    `beside`, those of the records. Of a member of an archive it is the archive."""
    found = (_file(Path(uri)), *(_file(folder / uri) for folder in beside))
    return list({path.resolve(): path for path in found if path}.values())


def read_texts(path: Path, columns: Columns, rows: Container[int | None] | None = None) -> Iterator[str | SourceError]:
    """The texts of a file or folder, of a table those of `rows` (None: all), and what could not be read."""
    for item in read_items([str(path)], columns):
        if isinstance(item, SourceError):
            yield item
        elif rows is None or item.row is None or item.row in rows:
            try:
                yield (item if isinstance(item, Release) else item.release()).text
            except SourceError as error:
                yield error


def by_digest(text: str) -> Iterator[tuple[str, str]]:
    """A text as it is, and with one or no line end at its end, which moves no span: each behind its SHA-256."""
    bare = text.rstrip(_END)
    for form in dict.fromkeys((text, bare, bare + _END)):
        yield hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest(), form


def _file(path: Path) -> Path | None:
    """The plain file at `path`, or the archive that it leads into: "2024.zip" of "2024.zip/siaran.txt"."""
    try:
        return next((each for each in (path, *path.parents) if each.is_file()), None)
    except (OSError, ValueError):       # no name of a file: an address, a name that is too long
        return None
