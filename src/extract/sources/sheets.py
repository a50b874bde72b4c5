"""Releases in the rows of an Excel workbook: every sheet that has a column of text."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

from extract.errors import MissingExtraError, SourceError
from extract.sources.columns import Columns, Header, header
from extract.sources.decode import printable
from extract.sources.release import Row

MAX_PART = 200_000_000
"""Bytes of a sheet, or of the words that all sheets share, unpacked: a cell is never larger."""

_HEADER_ROWS = 10       # among which the header stands: above it may be a title
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, TypeError, AttributeError, SyntaxError)
"""What openpyxl raises on damaged files. (A ParseError of XML is a SyntaxError.)"""
_ROWS = 1_048_576       # of a sheet, as Excel has it; a row number beyond is a forgery


def read_xlsx(file: BinaryIO, uri: str, columns: Columns) -> Iterator[Row | SourceError]:
    """A header row, then a release a row; `row` counts the rows below headers from 1. Errors name the row of the sheet.

    Sheets without a column of text are passed over, unless none has one. `file` can be sought in.
    """
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise MissingExtraError("reading .xlsx", "documents") from error
    number = 0
    without: SourceError | None = None
    try:
        _check_size(file, uri)
        book = load_workbook(file, read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()    # they are only what the file says, and may be all of 16,384 columns
            rows = enumerate(islice(sheet.iter_rows(values_only=True), _ROWS), start=1)
            try:
                places = _header(rows, columns, uri)
            except SourceError as error:
                without = without or error
                continue
            if places is None:
                continue
            without = SourceError("", uri)
            for line, row in _filled(rows):
                number += 1
                try:
                    yield places.release(_values(row), uri, line, number)
                except SourceError as error:
                    yield error if len(book.worksheets) == 1 else _in_sheet(error, sheet.title)
    except _BROKEN as error:
        where = f" after row {number}" if number else ""
        raise SourceError(f"not a readable .xlsx file{where}: {error}", uri) from error
    if without is None or without.reason:
        raise without or SourceError("an empty workbook", uri)


def _check_size(file: BinaryIO, uri: str) -> None:
    with zipfile.ZipFile(file) as archive:
        large = max((part.file_size for part in archive.infolist() if part.filename.endswith(".xml")), default=0)
    if large > MAX_PART:
        raise SourceError(f"{large:,} bytes in one sheet; the limit is {MAX_PART:,}: save it as .csv", uri)


def _filled(rows: Iterator[tuple[int, tuple[Any, ...]]]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    return ((line, row) for line, row in rows if any(value is not None for value in row))


def _header(rows: Iterator[tuple[int, tuple[Any, ...]]], columns: Columns, uri: str) -> Header | None:
    """Of the first row that has a column of text; None where the sheet is empty. Raises SourceError of its first row."""
    first: SourceError | None = None
    for _, row in islice(_filled(rows), _HEADER_ROWS):
        try:
            return header(columns, tuple("" if value is None else str(value).strip() for value in row), uri)
        except SourceError as error:
            first = first or error
    if first:
        raise first
    return None


def _values(row: tuple[Any, ...]) -> list[Any]:
    """The cells; Excel writes a carriage return as "_x000D_"."""
    return [_ESCAPE.sub(lambda m: chr(int(m[1], 16)), cell) if isinstance(cell, str) and "_x" in cell else cell for cell in row]


def _in_sheet(error: SourceError, title: str) -> SourceError:
    return SourceError(f"sheet {printable(title)!r}: {error.reason}", error.uri, error.line, error.id)
