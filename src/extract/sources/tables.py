"""Releases in the rows of a table of text: JSONL, JSON, CSV. One row in memory at a time."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from typing import Any, BinaryIO, TextIO

import orjson

from extract.errors import SourceError
from extract.sources.columns import ColumnError, Columns, Header, flat, has, header, missing
from extract.sources.decode import ESCAPED, MAX_LINE, MAX_SKIPPED, encoding_of
from extract.sources.jsontext import loads, values
from extract.sources.release import Row

ROWS_ASKED = 1000
"""Rows of JSON in one of which a column that the user named has to be: each may leave out what is empty."""

_SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?\r?\n?")
_WITH_END = re.compile(r"[^\n]*\n|[^\n]+$")
_QUOTED = re.compile(r'"[^"]*"')


def _lines(file: BinaryIO, uri: str) -> Iterator[bytes | int]:
    """Each line, or the length of one that is too long. Raises SourceError for one without an end."""
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        if len(line) <= MAX_LINE:
            yield line
            continue
        length = len(line)
        while line and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE)
            length += len(line)
            _check_skipped(length, uri, number)
        yield length


class _Endless(SourceError):
    """A line, or a cell, that is no longer worth reading to its end."""


def _check_skipped(length: int, uri: str, line: int) -> None:
    if length > MAX_SKIPPED:
        raise _Endless(f"line of more than {MAX_SKIPPED:,} bytes; nothing behind it is read", uri, line)


def read_jsonl(file: BinaryIO, uri: str, columns: Columns) -> Iterator[Row | SourceError]:
    """One JSON object a line."""
    rows = _Objects(columns, uri)
    for number, line in enumerate(_lines(file, uri), start=1):
        try:
            if isinstance(line, int):
                raise SourceError(f"line of {line:,} bytes; the limit is {MAX_LINE:,}", uri, number)
            if not line.strip():
                continue
            yield rows.release(_value(line.removeprefix(b"\xef\xbb\xbf"), uri, number), number, number)
        except SourceError as error:
            yield error
        if number == ROWS_ASKED:
            yield from rows.unseen()
    yield from rows.unseen()


def _value(line: bytes, uri: str, number: int) -> Any:
    try:
        return loads(line)
    except orjson.JSONDecodeError as error:
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as undecodable:
            raise SourceError(f"not valid UTF-8 at byte {undecodable.start} of the line", uri, number) from error
        raise SourceError(f"malformed JSON: {error}", uri, number) from error


def read_json(file: BinaryIO, uri: str, columns: Columns) -> Iterator[Row | SourceError]:
    """An array of objects, or objects one after another; `row` counts them from 1, errors name the line of the file."""
    rows = _Objects(columns, uri)
    number = 0
    for found in values(file, uri):
        number += 1
        if isinstance(found, SourceError):
            yield found
            continue
        line, value = found
        try:
            yield rows.release(value, line, number)
        except SourceError as error:
            yield error
        if number == ROWS_ASKED:
            yield from rows.unseen()
    yield from rows.unseen()


class _Objects:
    """Rows that are JSON objects, each with its own columns."""

    def __init__(self, columns: Columns, uri: str) -> None:
        self.columns, self.uri = columns, uri
        self._unseen = dict.fromkeys(columns.named())   # a dict, for its order
        self._some: tuple[str, ...] = ()

    def release(self, row: Any, line: int, number: int) -> Row:
        """The release of one object. Raises SourceError."""
        if not isinstance(row, dict):
            raise SourceError(f"a JSON {type(row).__name__}, not an object", self.uri, line)
        try:
            try:
                places = header(self.columns, tuple(row), self.uri, exact=False)
            except SourceError:
                if not isinstance(row.get("data"), dict):
                    raise
                row = flat(row)
                places = header(self.columns, tuple(row), self.uri, exact=False)
        except SourceError as error:
            raise SourceError(error.reason, self.uri, line) from error
        self._some = places.names
        for name in [name for name in self._unseen if has(name, places.names)]:
            del self._unseen[name]
        return places.release(list(row.values()), self.uri, line, number)

    def unseen(self) -> Iterator[ColumnError]:
        """That a column which the user named was in no row so far. Said once."""
        if self._some:
            yield from (ColumnError(f"{missing(name, self._some)}, nor in the rows after", self.uri) for name in self._unseen)
            self._unseen.clear()


class _TooLong(SourceError):
    """A line that was skipped, perhaps in the middle of a cell."""


class _TextLines:
    """The lines of a text file, one at a time and none of them too long; counts them. Goes on after an error.

    `quotes` counts the quotation marks since the last row began: where they are odd, the next line is still the same cell.
    """

    def __init__(self, file: TextIO, uri: str) -> None:
        self.file, self.uri, self.number, self.quotes = file, uri, 0, 0
        self._ready: deque[str] = deque()

    def __iter__(self) -> _TextLines:
        return self

    def __next__(self) -> str:
        line = self._readline(MAX_LINE + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.quotes += line.count('"')
        if len(line) <= MAX_LINE:
            return line
        length, number = len(line), self.number
        while line and not line.endswith("\n"):
            line = self._readline(MAX_LINE)
            length += len(line)
            self.quotes += line.count('"')
            _check_skipped(length, self.uri, number)
        raise _TooLong(f"line of {length:,} characters; the limit is {MAX_LINE:,}", self.uri, number)

    def _readline(self, limit: int) -> str:
        if not self._ready:
            return self.file.readline(limit)
        line = self._ready.popleft()
        return line if self._ready or line.endswith("\n") else line + self.file.readline(limit)

    def skip_cell(self) -> None:
        """Go to the end of a cell that is too long: large pieces at a time, as it may have any number of lines."""
        length = 0
        # Whether the cell is over shows at the end of a line only: within one, a mark may be the first of two.
        while length or self.quotes % 2:
            piece = "".join(self._ready) or self.file.read(1 << 16)
            self._ready.clear()
            length += len(piece)
            _check_skipped(length, self.uri, self.number)
            if not piece:
                return
            if self.quotes % 2 and '"' not in piece:
                self.number += piece.count("\n")
                continue
            self._ready.extend(_WITH_END.findall(piece))
            while self._ready:
                line = self._ready.popleft()
                ends = line.endswith("\n")
                self.number += ends
                self.quotes += line.count('"')
                if ends and self.quotes % 2 == 0:
                    return


def read_csv(
    head: bytes, file: BinaryIO, uri: str, columns: Columns, delimiter: str | None = None
) -> Iterator[Row | SourceError]:
    """A header line, then a release a row; `row` counts from 1 below the header, errors name the line of the file.

    Without a `delimiter` it is what the header has most of, or what a line "sep=;" above it says.
    """
    csv.field_size_limit(MAX_LINE)
    encoding = encoding_of(head[: head.rfind(b"\n") + 1] or head)
    first, _, second = head.decode(encoding, "replace").partition("\n")
    told = _SEPARATOR_LINE.fullmatch(first)
    names = _QUOTED.sub("", second.partition("\n")[0] if told else first)
    delimiter = told[1] if told else delimiter or max(",;\t|", key=names.count)
    # A byte that is not of the encoding marks its row, and the rows around it are read.
    wrapped = "utf-8-sig" if encoding == "utf-8" else encoding  # a byte order mark is not part of the first column's name
    lines = _TextLines(io.TextIOWrapper(file, encoding=wrapped, newline="", errors="surrogateescape"), uri)
    if told:
        next(lines)
    blanks = f"{delimiter} " in names and delimiter != "\t"     # `id, isi`: what stands behind the blank is the cell
    rows = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=blanks)
    yield from _rows(rows, lines, _header(rows, columns, uri), uri, encoding)


def _rows(
    rows: Iterator[list[str]], lines: _TextLines, places: Header, uri: str, encoding: str
) -> Iterator[Row | SourceError]:
    number = 0
    while True:
        line = lines.number + 1
        lines.quotes = 0
        try:
            row = next(rows, None)
            if row is None:
                return
            if not row:
                continue
            number += 1
            if any(row[len(places.names) :]):
                raise SourceError(f"{len(row)} fields under a header of {len(places.names)}", uri, line)
            release = places.release(row, uri, line, number)
            if ESCAPED.search(str(release.content)):
                raise SourceError(f"not valid {encoding.upper()}", uri, line, release.id)
            yield release
        except _Endless:
            raise
        except (_TooLong, csv.Error) as error:
            number += 1
            yield SourceError(_unread(error, lines, line), uri, line)
        except SourceError as error:
            yield error
        except UnicodeDecodeError as error:
            yield SourceError(f"not valid {encoding.upper()}: {error.reason}", uri, line)
            return


def _unread(error: _TooLong | csv.Error, lines: _TextLines, line: int) -> str:
    """Why a row was not read; what is left of a cell that is too long is passed over."""
    large = isinstance(error, csv.Error) and "field limit" in str(error)
    if isinstance(error, csv.Error) and not large:
        return f"malformed CSV up to line {lines.number}: {error}"
    lines.skip_cell()
    reason = f"a cell of more than {MAX_LINE:,} characters" if isinstance(error, csv.Error) else error.reason
    return reason if lines.number == line else f"{reason}; it ends in line {lines.number}"


def _header(rows: Iterator[list[str]], columns: Columns, uri: str) -> Header:
    try:
        names: list[str] = []
        while not any(names):       # past empty lines
            names = next(rows)
    except StopIteration:
        raise SourceError("a table without a header", uri) from None
    except csv.Error as error:
        raise SourceError(f"malformed CSV: {error}", uri, 1) from error
    return header(columns, tuple(name.strip("\ufeff \t\r\n") for name in names), uri)
