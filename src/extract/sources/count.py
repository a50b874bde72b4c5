"""How many releases there are, without making them: for a progress bar that knows when it will be done."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from extract.errors import MissingExtraError, SourceError
from extract.sources.archives import members, open_zip
from extract.sources.jsontext import values
from extract.sources.kinds import Kind, by_content, decide, unpacked
from extract.sources.streams import as_utf8, peek, unpack
from extract.sources.walk import File, LeftOut, walk

_CHUNK = 1 << 20
_UNREADABLE = (
    OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, ImportError, SourceError,
    MissingExtraError,
)  # fmt: skip
_ROW = re.compile(rb"<(?:\w+:)?row\b")


def count(paths: Iterable[str], wanted: Kind | None = None) -> int:
    """The releases of `paths`: exact for well-formed tables without blank lines, else close. One pass over the bytes."""
    found = (item for item in walk(paths, wanted) if not isinstance(item, LeftOut))
    return sum(_in_file(item.path, wanted) if isinstance(item, File) else 1 for item in found)


def _in_file(path: str, wanted: Kind | None) -> int:
    if not Path(path).is_file():
        return 1        # a pipe, which can be read once only
    try:
        with Path(path).open("rb") as file:
            return _in_stream(file, path, wanted, whole=True)
    except _UNREADABLE:
        return 1        # reading says what is wrong


def _in_stream(file: BinaryIO, name: str, wanted: Kind | None, whole: bool = False) -> int:
    head, file = peek(file, whole)
    inner = unpack(head, file)
    if inner is not None:
        name, whole, (head, file) = unpacked(name), False, peek(inner)
    content = by_content(head)
    if content in (Kind.zip, Kind.parquet) and not whole:
        return 1
    if content is Kind.zip:
        return _in_zip(file, name, wanted)
    kind = decide(name, content, wanted)
    if kind is Kind.parquet:
        import pyarrow.parquet as pq

        return int(pq.read_metadata(file).num_rows)
    if kind is Kind.jsonl:
        return _lines(_chunks(as_utf8(head, file)[1]))
    if kind is Kind.json:
        return sum(1 for _ in values(as_utf8(head, file)[1], name))
    if kind in (Kind.csv, Kind.tsv):
        return max(_lines(_outside_quotes(_chunks(as_utf8(head, file)[1]))) - 1, 1)
    return 1


def _in_zip(file: BinaryIO, name: str, wanted: Kind | None) -> int:
    """The releases in the files of an archive; in a workbook, which is one too, the rows of its sheets."""
    with open_zip(file, name) as archive:
        if "[Content_Types].xml" in archive.namelist():
            sheets = [part for part in archive.namelist() if part.startswith("xl/worksheets/sheet")]
            return max(sum(_rows(archive, sheet) for sheet in sheets), 1)
        found = (item for item in members(archive, name, wanted) if not isinstance(item, LeftOut))
        return sum(1 if isinstance(item, SourceError) else _in_member(archive, item, wanted) for item in found)


def _in_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, wanted: Kind | None) -> int:
    try:
        with archive.open(member) as stream:
            return _in_stream(cast(BinaryIO, stream), member.filename, wanted)
    except _UNREADABLE:
        return 1


def _rows(archive: zipfile.ZipFile, sheet: str) -> int:
    with archive.open(sheet) as stream:
        return sum(len(_ROW.findall(chunk)) for chunk in iter(lambda: stream.read(_CHUNK), b"")) - 1


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _outside_quotes(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a CSV file that stand outside of quoted fields."""
    inside = False
    for chunk in chunks:
        parts = chunk.split(b'"')
        yield b" ".join(parts[inside::2])
        inside ^= len(parts) % 2 == 0


def _lines(chunks: Iterable[bytes]) -> int:
    newlines, last = 0, b"\n"
    for chunk in chunks:
        newlines += chunk.count(b"\n")
        last = chunk[-1:] or last
    return newlines + (last != b"\n")
