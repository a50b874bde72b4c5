"""JSONL to an Excel workbook: a sheet per table, written row by row, so that memory does not grow with the records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from extract.errors import MissingExtraError
from extract.sinks.cells import cell
from extract.sinks.columns import DAY
from extract.sinks.schema import COLUMNS, columns, rows
from extract.sinks.tables import records

MAX_ROWS = 1_048_576
"""Of a sheet, with its header. What is more goes on in another: "figures", "figures 2", …"""

MAX_CELL = 32_767
"""UTF-16 units that a cell holds. What is longer is cut, and the sheet "notes" says where."""

MAX_LINKS = 65_530
"""Of a sheet. Cells behind them hold the same text, without the link."""

_FIRST_DAY = "1900-03-01"
"""Excel counts days from 1900, and until then wrongly. Those before stay text."""

_T = TypeVar("_T")
_CREATED = datetime(2000, 1, 1)
"""The same records give the same bytes: a workbook says when it was made."""


def write_xlsx(jsonl: Path, file: BinaryIO, raw_cells: bool = False) -> list[str]:
    """Write one sheet per table of `schema.COLUMNS`; gives what could not be kept as it is, in words.

    `release_id` links to the row of the release. Text stays text: no cell is a formula or a link into the web.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError("writing Excel workbooks", "excel") from error
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "use_zip64": True,
    }  # fmt: skip
    try:
        with xlsxwriter.Workbook(_Sink(file), options) as book:
            book.set_properties({"created": _CREATED})
            return _fill(book, jsonl, raw_cells)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise error.args[0] from error  # its OSError: no space, most often


def _fill(book: Any, jsonl: Path, raw: bool) -> list[str]:
    notes = _Notes(book)
    tables = {name: _Table(book, name, notes, raw) for name in COLUMNS}
    for record in records(jsonl):
        link = None
        for name, new in rows(record).items():
            for row in new:
                tables[name].add(row, link)
            if name == "releases":
                link = tables[name].here()
    for table in tables.values():
        table.close()
    return notes.words()


class _Sink:
    """The file, as a ZipFile writes it. After an error it takes everything and keeps nothing: the ZipFile tries to end itself
    properly when it is forgotten, and would complain on standard error."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._lost, self._end = file, False, 0

    def write(self, data: bytes) -> int:
        return self._do(lambda: self._file.write(data), len(data))

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._do(lambda: self._file.seek(offset, whence), offset)

    def tell(self) -> int:
        at = self._do(self._file.tell, self._end)
        self._end = max(self._end, at)
        return at

    def flush(self) -> None:
        self._do(self._file.flush, None)

    def _do(self, method: Callable[[], _T], otherwise: _T) -> _T:
        if self._lost:
            return otherwise
        try:
            return method()
        except OSError:
            self._lost = True
            raise


class _Notes:
    """The sheet that says what was cut; there is none where nothing was."""

    columns = ("sheet", "row", "column", "characters", "release_id")

    def __init__(self, book: Any) -> None:
        self._book, self._count = book, 0
        self._sheet: Any = None

    def cut(self, sheet: str, row: int, column: str, characters: int, release: Any) -> None:
        if self._sheet is None:
            self._sheet = self._book.add_worksheet("notes")
            self._sheet.write_row(0, 0, self.columns)
        self._count += 1
        if self._count < MAX_ROWS:
            self._sheet.write_row(self._count, 0, (sheet, row, column, characters, cell(release, False)))

    def words(self) -> list[str]:
        if not self._count:
            return []
        return [f"{self._count:,} cells were cut to the {MAX_CELL:,} characters that Excel holds: see the sheet notes"]


class _Table:
    """One table on as many sheets as it takes."""

    def __init__(self, book: Any, name: str, notes: _Notes, raw: bool) -> None:
        self._book, self._name, self._notes, self._raw = book, name, notes, raw
        self._columns = COLUMNS[name]
        self._days = {column.name for column in columns(name) if column.type.startswith(DAY)}
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._bold = book.add_format({"bold": True})
        self._sheets = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        self._sheet = self._book.add_worksheet(self._name if self._sheets == 1 else f"{self._name} {self._sheets}")
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(self._columns) - 1, 16)
        for at, column in enumerate(self._columns):
            self._sheet.write_string(0, at, column, self._bold)
        self._row = 0

    def here(self) -> str:
        """The row that was written last, as the target of a link."""
        return f"internal:'{self._sheet.get_name()}'!A{self._row + 1}"

    def add(self, row: dict[str, Any], link: str | None) -> None:
        if self._row == MAX_ROWS - 1:
            self.close()
            self._begin()
        self._row += 1
        for at, column in enumerate(self._columns):
            value = row.get(column)
            if value is not None:
                self._write(at, column, value, link if column == "release_id" else None, row.get("release_id"))

    def close(self) -> None:
        """Say which rows the filter is for."""
        self._sheet.autofilter(0, 0, self._row, len(self._columns) - 1)

    def _write(self, at: int, column: str, value: Any, link: str | None, release: Any) -> None:
        sheet, row = self._sheet, self._row
        if isinstance(value, bool):
            sheet.write_boolean(row, at, value)
        elif isinstance(value, (int, float)) and _held(value):
            sheet.write_number(row, at, value)
        elif column in self._days and str(value) >= _FIRST_DAY:
            sheet.write_datetime(row, at, datetime.fromisoformat(str(value)), self._day)
        else:
            text = cell(str(value), self._raw)
            if len(kept := _cut(text)) < len(text):
                self._notes.cut(sheet.get_name(), row + 1, column, len(text), release)
            if link and row <= MAX_LINKS:
                sheet.write_url(row, at, link, string=kept)
            else:
                sheet.write_string(row, at, kept)


def _held(number: float) -> bool:
    """Whether Excel's fifteen digits hold it; a longer whole number is text, with all its digits."""
    return isinstance(number, float) or int(float(f"{number:.14e}")) == number if abs(number) < 1e300 else False


def _cut(text: str) -> str:
    """As much of `text` as a cell holds."""
    if len(text) * 2 <= MAX_CELL:
        return text
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * MAX_CELL else units[: 2 * MAX_CELL].decode("utf-16-le", "ignore")
