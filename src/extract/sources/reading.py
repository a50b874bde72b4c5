"""One file to its releases: unpacked, looked at, and given to the reader of its kind."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from extract.errors import SourceError
from extract.sources.archives import members, open_zip
from extract.sources.columns import Columns
from extract.sources.decode import MAX_LINE, check, decode, printable
from extract.sources.kinds import DOCUMENTS, Kind, by_content, by_members, decide, stem, unpacked
from extract.sources.parquet import read_parquet
from extract.sources.release import Document, Item, Page, Release
from extract.sources.sheets import read_xlsx
from extract.sources.streams import as_utf8, opened, peek, unpack
from extract.sources.tables import read_csv, read_json, read_jsonl
from extract.sources.walk import File, LeftOut

MAX_DOCUMENT = 32_000_000
"""Bytes of a document: some wait in memory for each worker."""

MAX_SPOOLED = 4_000_000_000
"""Bytes of a table that is unpacked to disk, because it has to be sought in."""

_SOUGHT = frozenset({Kind.zip, Kind.parquet})
"""Kinds of container in which the reader has to go back and forth."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a stream comes from. `name` tells its kind; `whole` that it is a file of its own, which can be sought in."""

    name: str
    id: str | None
    uri: str
    whole: bool
    packed: bool = False
    member: bool = False


def read_file(file: File, columns: Columns, wanted: Kind | None) -> Iterator[Item]:
    """What is in a file. Raises SourceError, MissingExtraError, OSError, and what damaged archives raise."""
    with opened(file.path) as stream:
        yield from _read(stream, _Source(file.path, file.id, file.uri, stream.seekable()), columns, wanted)


def _read(stream: BinaryIO, source: _Source, columns: Columns, wanted: Kind | None) -> Iterator[Item]:
    head, stream = peek(stream, source.whole)
    if not head:
        raise SourceError("empty file", source.uri, id=source.id)
    inner = None if source.packed else unpack(head, stream)
    if inner is not None:
        bare = replace(source, name=unpacked(source.name), whole=False, packed=True)
        yield from _read(inner, bare, columns, wanted)
        return
    with ExitStack() as stack:
        kind: Kind | str | None = by_content(head)
        if kind in _SOUGHT:
            stream = stack.enter_context(_spooled(stream, source))
        if kind is Kind.zip:
            archive = stack.enter_context(open_zip(stream, source.uri))
            kind = by_members(archive.namelist(), _mimetype(archive))
            if kind is Kind.zip:
                yield from _members(archive, source, columns, wanted)
                return
            stream.seek(0)
        kind = decide(source.name, kind, wanted)
        if not isinstance(kind, Kind):
            raise SourceError(kind, source.uri, id=source.id)
        yield from _as_kind(kind, head, stream, source, columns)


def _as_kind(kind: Kind, head: bytes, stream: BinaryIO, source: _Source, columns: Columns) -> Iterator[Item]:
    uri = source.uri
    if kind is Kind.parquet:
        yield from read_parquet(stream, uri, columns)
    elif kind is Kind.xlsx:
        yield from read_xlsx(stream, uri, columns)
    elif kind in (Kind.csv, Kind.tsv):
        yield from read_csv(*as_utf8(head, stream), uri, columns, "\t" if kind is Kind.tsv else None)
    elif kind in (Kind.jsonl, Kind.json):
        read_rows = read_jsonl if kind is Kind.jsonl else read_json
        yield from read_rows(as_utf8(head, stream)[1], uri, columns)
    elif kind in DOCUMENTS:
        yield Document(source.id, _bytes(stream, source, MAX_DOCUMENT), uri, kind.value)
    else:
        data = _bytes(stream, source, MAX_LINE)
        try:
            text = decode(data, uri)
            yield Page(source.id, text, uri) if kind is Kind.html else Release(source.id, check(text, uri), uri)
        except SourceError as error:
            raise error.of(source.id) from error


def _bytes(stream: BinaryIO, source: _Source, limit: int) -> bytes:
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise SourceError(f"more than {limit:,} bytes; a release is shorter", source.uri, id=source.id)
    return data


def _members(archive: zipfile.ZipFile, source: _Source, columns: Columns, wanted: Kind | None) -> Iterator[Item]:
    """The releases in the files of an archive: of the file "a.txt" in "2024.zip" the id is "2024.zip/a"."""
    if source.member:
        raise SourceError("an archive in an archive; unpack it first", source.uri, id=source.id)
    above = printable(source.name if source.id is None else source.id + source.name[len(stem(source.name)) :])
    found = list(members(archive, source.uri, wanted))
    if not any(not isinstance(member, LeftOut) for member in found):
        raise SourceError("an archive with nothing in it that is read", source.uri, id=source.id)
    for member in found:
        if isinstance(member, SourceError):
            yield member
        elif not isinstance(member, LeftOut):
            name = member.filename
            uri = f"{source.uri}/{printable(name)}"
            id = f"{above}/{printable(stem(name))}"
            try:
                with archive.open(member) as stream:
                    yield from _read(cast(BinaryIO, stream), _Source(name, id, uri, whole=False, member=True), columns, wanted)
            except SourceError as error:
                yield error
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
                yield SourceError(f"damaged in its archive: {error}", uri, id=id)


def _mimetype(archive: zipfile.ZipFile) -> str:
    """What an OpenDocument archive says that it is."""
    try:
        info = archive.getinfo("mimetype")
        return archive.read(info).decode("ascii", "replace") if info.file_size < 100 else ""
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError):
        return ""


@contextmanager
def _spooled(stream: BinaryIO, source: _Source) -> Iterator[BinaryIO]:
    """A stream that can be sought in: itself where it is a file of its own, else a copy on disk."""
    if source.whole:
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        length = 0
        while data := stream.read(1 << 20):
            length += len(data)
            if length > MAX_SPOOLED:
                raise SourceError(f"unpacks to more than {MAX_SPOOLED:,} bytes", source.uri, id=source.id)
            copy.write(data)
        copy.seek(0)
        yield cast(BinaryIO, copy)
