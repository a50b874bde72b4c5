"""Where releases come from: files, folders, tables, standard input. `read` yields each Release, or the error it met."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.errors import MissingExtraError, SourceError
from extract.sources.decode import check, decode
from extract.sources.release import Release
from extract.sources.tables import MAX_LINE, Columns, read_csv, read_jsonl, read_parquet

__all__ = ["Columns", "Release", "SourceError", "files", "read"]

SUFFIXES = (".txt", ".html", ".htm", ".jsonl", ".csv", ".parquet")


def files(paths: Iterable[str]) -> Iterator[str]:
    """The files behind `paths`, folders walked in sorted order for the suffixes we read; "-" is standard input."""
    for name in paths:
        path = Path(name)
        if name != "-" and path.is_dir():
            for root, folders, names in os.walk(path):
                folders[:] = sorted(f for f in folders if not f.startswith("."))
                yield from (
                    str(Path(root) / n) for n in sorted(names) if n.lower().endswith(SUFFIXES) and not n.startswith(".")
                )
        else:
            yield name


def read(paths: Iterable[str], columns: Columns | None = None) -> Iterator[Release | SourceError]:
    """Every release of `paths`, in order. What cannot be read comes as a SourceError, and the rest goes on."""
    columns = columns or Columns()
    for name in files(paths):
        try:
            yield from _read_file(name, columns)
        except SourceError as error:
            yield error
        except OSError as error:
            yield SourceError(error.strerror or str(error), name)


def _read_file(name: str, columns: Columns) -> Iterator[Release | SourceError]:
    path = Path(name)
    suffix = path.suffix.lower()
    if name == "-":
        yield Release(None, decode(sys.stdin.buffer.read(MAX_LINE + 1), "<stdin>"), "<stdin>")
    elif suffix == ".parquet":
        yield from read_parquet(path, columns)
    elif suffix in (".jsonl", ".csv"):
        with path.open("rb") as file:
            yield from (read_jsonl if suffix == ".jsonl" else read_csv)(file, name, columns)
    else:
        with path.open("rb") as file:
            data = file.read(MAX_LINE + 1)
        if len(data) > MAX_LINE:
            raise SourceError(f"more than {MAX_LINE:,} bytes; a release is shorter", name)
        text = decode(data, name)
        yield Release(path.stem, _html_text(text, name) if suffix in (".html", ".htm") else text, name)


def _html_text(html: str, uri: str) -> str:
    """The article of a page: its title, its date where it states one, and its paragraphs."""
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise MissingExtraError("reading HTML", "html") from error
    page = bare_extraction(html, favor_recall=True, include_comments=False, with_metadata=True)
    found = page.as_dict() if page is not None and not isinstance(page, dict) else page or {}
    lines = str(found.get("text") or "").split("\n")
    if lines == [""]:
        raise SourceError("no article found in the page", uri)
    head = [str(part) for part in (found.get("title"), found.get("date")) if part and part not in lines]
    return check("\n\n".join(head + lines), uri)
