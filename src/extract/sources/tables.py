"""Releases in the rows of a table: JSONL, CSV, Parquet. One row in memory at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from extract.errors import MissingExtraError, SourceError
from extract.sources.decode import check, decode
from extract.sources.release import Release

MAX_LINE = 8_000_000
"""Bytes. A longer line is skipped without being held in memory."""

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

    def id_of(self, row: dict[str, Any], uri: str, line: int) -> str | None:
        if self.id and self.id not in row:
            raise SourceError(f"no column {self.id!r}", uri, line)
        value = row.get(self.id or "id")
        return None if value in (None, "") else str(value)


def _release(row: dict[str, Any], columns: Columns, uri: str, line: int) -> Release:
    name = columns.text_in(list(row), uri)
    text = row[name]
    if not isinstance(text, str):
        raise SourceError(f"column {name!r} holds {type(text).__name__}, not text", uri, line)
    return Release(columns.id_of(row, uri, line), check(text, uri, line), uri, line)


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
    for number, line in enumerate(_lines(file), start=1):
        try:
            if isinstance(line, int):
                raise SourceError(f"line of {line:,} bytes; the limit is {MAX_LINE:,}", uri, number)
            if not line.strip():
                continue
            try:
                row = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
            except orjson.JSONDecodeError as error:
                raise SourceError(f"malformed JSON: {error}", uri, number) from error
            if not isinstance(row, dict):
                raise SourceError(f"a JSON {type(row).__name__}, not an object", uri, number)
            yield _release(row, columns, uri, number)
        except SourceError as error:
            yield error if error.line else SourceError(error.reason, uri, number)


def read_csv(file: BinaryIO, uri: str, columns: Columns) -> Iterator[Release | SourceError]:
    """A header line, then a release a row; `row` counts from 1 below the header, errors name the line of the file."""
    csv.field_size_limit(MAX_LINE)
    sample = file.read(65_536)
    encoding = "utf-8-sig"
    try:
        sample[: sample.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(sample).best()
        encoding = best.encoding if best else "utf-8-sig"
    head = decode(sample, uri) if sample else ""
    delimiter = max(",;\t|", key=head.partition("\n")[0].count)
    file.seek(0)
    rows = csv.DictReader(io.TextIOWrapper(file, encoding=encoding, newline="", errors="replace"), delimiter=delimiter)
    names = list(rows.fieldnames or [])
    columns.text_in(names, uri)
    if columns.id and columns.id not in names:
        raise SourceError(f"no column {columns.id!r} in {', '.join(names)}", uri)
    number = 0
    while True:
        try:
            row = next(rows, None)
            if row is None:
                return
            number += 1
            release = _release({k: v for k, v in row.items() if k is not None}, columns, uri, rows.line_num)
            yield Release(release.id, release.text, uri, number)
        except csv.Error as error:
            yield SourceError(f"malformed CSV: {error}", uri, rows.line_num)
        except SourceError as error:
            yield error


def read_parquet(path: Path, columns: Columns) -> Iterator[Release | SourceError]:
    """Batches of rows; `row` counts from 1."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("reading Parquet", "parquet") from error
    uri = str(path)
    try:
        table = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise SourceError(f"not a readable Parquet file: {error}", uri) from error
    text = columns.text_in(table.schema_arrow.names, uri)
    wanted = [text] + [name for name in {columns.id or "id"} if name in table.schema_arrow.names and name != text]
    if columns.id and columns.id not in table.schema_arrow.names:
        raise SourceError(f"no column {columns.id!r} in {', '.join(table.schema_arrow.names)}", uri)
    number = 0
    for batch in table.iter_batches(batch_size=256, columns=wanted):
        for row in batch.to_pylist():
            number += 1
            try:
                yield _release(row, Columns(text, columns.id), uri, number)
            except SourceError as error:
                yield error
