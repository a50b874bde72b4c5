"""Releases in the rows of a table: JSONL, CSV, Parquet. One row in memory at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import orjson

from extract.errors import MissingExtraError, SourceError
from extract.sources.decode import ESCAPED, check, encoding_of, is_binary
from extract.sources.release import Release

MAX_LINE = 8_000_000
"""Bytes. A longer line is skipped without being held in memory."""

_SAMPLE = 65_536
TEXT_COLUMNS = ("text", "teks", "isi", "content", "body")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold the text and the id; without a name, the first of `TEXT_COLUMNS` and a column "id"."""

    text: str | None = None
    id: str | None = None

    def text_in(self, names: list[str], uri: str) -> str:
        wanted = [self.text] if self.text else list(TEXT_COLUMNS)
        for name in wanted:
            if name in names:
                return name
        hint = "" if self.text else " (name it with --text-column)"
        there = ", ".join(names) or "an empty header"
        raise SourceError(f"no column {' or '.join(map(repr, wanted))} in {there}{hint}", uri)

    def check_id(self, names: list[str], uri: str) -> None:
        """Raises SourceError where the column of ids was named and is not there."""
        if self.id and self.id not in names:
            raise SourceError(f"no column {self.id!r} in {', '.join(names)}", uri)

    def id_of(self, row: dict[str, Any], uri: str, line: int) -> str | None:
        if self.id and self.id not in row:
            raise SourceError(f"no column {self.id!r}", uri, line)
        value = row.get(self.id or "id")
        return None if value in (None, "") else str(value)


def _release(row: dict[str, Any], columns: Columns, uri: str, line: int) -> Release:
    name = columns.text_in(list(row), uri)
    id = columns.id_of(row, uri, line)
    try:
        return Release(id, _text(row, name, uri, line), uri, line)
    except SourceError as error:
        raise error.of(id) from error


def _text(row: dict[str, Any], name: str, uri: str, line: int) -> str:
    text = row[name]
    if text is None:
        raise SourceError(f"nothing in column {name!r}", uri, line)
    if not isinstance(text, str):
        raise SourceError(f"column {name!r} holds {type(text).__name__}, not text", uri, line)
    return check(text, uri, line)


def _lines(file: BinaryIO) -> Iterator[bytes | int]:
    """Each line, or the length of one that is too long."""
    while line := file.readline(MAX_LINE + 1):
        if len(line) <= MAX_LINE:
            yield line
            continue
        length = len(line)
        while line and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE)
            length += len(line)
        yield length


def read_jsonl(file: BinaryIO, uri: str, columns: Columns) -> Iterator[Release | SourceError]:
    """One JSON object a line."""
    _sample(file, uri)
    for number, line in enumerate(_lines(file), start=1):
        try:
            if isinstance(line, int):
                raise SourceError(f"line of {line:,} bytes; the limit is {MAX_LINE:,}", uri, number)
            if not line.strip():
                continue
            row = _object(line.removeprefix(b"\xef\xbb\xbf"), uri, number)
            yield _release(row, columns, uri, number)
        except SourceError as error:
            yield error if error.line else SourceError(error.reason, uri, number, error.id)


def _object(line: bytes, uri: str, number: int) -> dict[str, Any]:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as undecodable:
            raise SourceError(f"not valid UTF-8 at byte {undecodable.start} of the line", uri, number) from error
        raise SourceError(f"malformed JSON: {error}", uri, number) from error
    if not isinstance(row, dict):
        raise SourceError(f"a JSON {type(row).__name__}, not an object", uri, number)
    return row


def _sample(file: BinaryIO, uri: str) -> bytes:
    """The first bytes of a table, which stays at its start. Raises SourceError where it is empty or binary."""
    sample = file.read(_SAMPLE)
    file.seek(0)
    if not sample:
        raise SourceError("empty file", uri)
    if is_binary(sample):
        raise SourceError("binary data, not text", uri)
    return sample


class _TextLines:
    """The lines of a text file, one at a time and none of them too long; counts them. Goes on after an error."""

    def __init__(self, file: TextIO, uri: str) -> None:
        self.file, self.uri, self.number = file, uri, 0

    def __iter__(self) -> _TextLines:
        return self

    def __next__(self) -> str:
        line = self.file.readline(MAX_LINE + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) <= MAX_LINE:
            return line
        length, number = len(line), self.number
        while line and not line.endswith("\n"):
            line = self.file.readline(MAX_LINE)
            length += len(line)
        raise SourceError(f"line of {length:,} characters; the limit is {MAX_LINE:,}", self.uri, number)


def read_csv(file: BinaryIO, uri: str, columns: Columns) -> Iterator[Release | SourceError]:
    """A header line, then a release a row; `row` counts from 1 below the header, errors name the line of the file."""
    csv.field_size_limit(MAX_LINE)
    sample = _sample(file, uri)
    encoding = encoding_of(sample[: sample.rfind(b"\n") + 1] or sample)
    delimiter = max(",;\t|", key=sample.decode(encoding, "replace").partition("\n")[0].count)
    # A byte that is not of the encoding marks its row, and the rows around it are read.
    wrapped = "utf-8-sig" if encoding == "utf-8" else encoding  # a byte order mark is not part of the first column's name
    lines = _TextLines(io.TextIOWrapper(file, encoding=wrapped, newline="", errors="surrogateescape"), uri)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    names = _header(rows, columns, uri)
    number = 0
    while True:
        line = lines.number + 1
        try:
            row = next(rows, None)
            if row is None:
                return
            if not row:
                continue
            number += 1
            if len(row) > len(names):
                raise SourceError(f"{len(row)} fields under a header of {len(names)}", uri, line)
            release = _release(dict(zip_longest(names, row)), columns, uri, line)
            if ESCAPED.search(release.text):
                raise SourceError(f"not valid {encoding.upper()}", uri, line, release.id)
            yield Release(release.id, release.text, uri, number)
        except csv.Error as error:
            yield SourceError(f"malformed CSV up to line {lines.number}: {error}", uri, line)
        except SourceError as error:
            yield error
        except UnicodeDecodeError as error:
            yield SourceError(f"not valid {encoding.upper()}: {error.reason}", uri, line)
            return


def _header(rows: Iterator[list[str]], columns: Columns, uri: str) -> list[str]:
    try:
        names = next(rows, [])
    except csv.Error as error:
        raise SourceError(f"malformed CSV: {error}", uri, 1) from error
    columns.text_in(names, uri)
    columns.check_id(names, uri)
    return names


def read_parquet(path: Path, columns: Columns) -> Iterator[Release | SourceError]:
    """Batches of rows; `row` counts from 1."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("reading Parquet", "parquet") from error
    uri = str(path)
    number = 0
    try:
        # Without pre_buffer a row group is read as it is needed, page by page, and not as a whole.
        with pq.ParquetFile(path, pre_buffer=False, buffer_size=1 << 20) as table:
            names = table.schema_arrow.names
            text = columns.text_in(names, uri)
            columns.check_id(names, uri)
            wanted = [text] + [name for name in (columns.id or "id",) if name in names and name != text]
            for batch in table.iter_batches(batch_size=64, columns=wanted):
                for i in range(batch.num_rows):
                    number += 1
                    try:
                        row = {name: batch.column(name)[i].as_py() for name in wanted}
                        yield _release(row, Columns(text, columns.id), uri, number)
                    except UnicodeDecodeError as error:
                        yield SourceError(f"not valid UTF-8 at byte {error.start}", uri, number)
                    except SourceError as error:
                        yield error
    except (pa.ArrowException, OSError) as error:
        where = f"after row {number}: " if number else ""
        raise SourceError(f"not a readable Parquet file: {where}{error}", uri) from error
