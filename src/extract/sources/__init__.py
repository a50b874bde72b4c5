"""Where releases come from: files, folders, tables, standard input. `read` yields each Release, or the error it met."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from extract.errors import MissingExtraError, SourceError
from extract.sources.decode import decode
from extract.sources.release import Item, Page, Release
from extract.sources.tables import MAX_LINE, Columns, read_csv, read_jsonl, read_parquet

__all__ = ["Columns", "Item", "Page", "Release", "SourceError", "files", "read", "read_items"]

PAGES = (".html", ".htm")
SUFFIXES = (".txt", *PAGES, ".jsonl", ".csv", ".parquet")


def files(paths: Iterable[str]) -> Iterator[str]:
    """The files behind `paths`, folders walked in sorted order for the suffixes we read; "-" is standard input.

    A folder that cannot be listed comes as itself, so that reading it says why.
    """
    for name in paths:
        path = Path(name)
        unlisted: list[str] = []
        if name != "-" and path.is_dir():
            for root, folders, names in os.walk(path, onerror=partial(_note, unlisted)):
                folders[:] = sorted(f for f in folders if not f.startswith("."))
                yield from (
                    str(Path(root) / n) for n in sorted(names) if n.lower().endswith(SUFFIXES) and not n.startswith(".")
                )
            yield from unlisted
        else:
            yield name


def _note(unlisted: list[str], error: OSError) -> None:
    unlisted.append(str(error.filename))


def read(paths: Iterable[str], columns: Columns | None = None) -> Iterator[Release | SourceError]:
    """Every release of `paths`, in order. What cannot be read comes as a SourceError, and the rest goes on."""
    for item in read_items(paths, columns):
        try:
            yield item.release() if isinstance(item, Page) else item
        except SourceError as error:
            yield error


def read_items(paths: Iterable[str], columns: Columns | None = None) -> Iterator[Item]:
    """As `read`, with web pages as they are: finding their article is left to who processes them."""
    columns = columns or Columns()
    for name in files(paths):
        try:
            yield from _read_file(name, columns)
        except SourceError as error:
            yield error
        except OSError as error:
            yield SourceError(error.strerror or str(error), name)
        except MissingExtraError as error:
            yield SourceError(str(error), name)


def _read_file(name: str, columns: Columns) -> Iterator[Item]:
    path = Path(name)
    suffix = path.suffix.lower()
    if name == "-":
        yield Release(None, _text(sys.stdin.buffer.read(MAX_LINE + 1), "<stdin>"), "<stdin>")
    elif suffix == ".parquet":
        yield from read_parquet(path, columns)
    elif suffix in (".jsonl", ".csv"):
        with path.open("rb") as file:
            yield from (read_jsonl if suffix == ".jsonl" else read_csv)(file, name, columns)
    else:
        with path.open("rb") as file:
            data = file.read(MAX_LINE + 1)
        kind = Page if suffix in PAGES else Release
        try:
            text = _text(data, name)
        except SourceError as error:
            raise error.of(path.stem) from error
        yield kind(path.stem, text, name)


def _text(data: bytes, name: str) -> str:
    if len(data) > MAX_LINE:
        raise SourceError(f"more than {MAX_LINE:,} bytes; a release is shorter", name)
    return decode(data, name)
