"""Releases in the rows of a Parquet file. No page is read that is too large for memory, whatever it is packed to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from extract.errors import MissingExtraError, SourceError
from extract.sources.columns import Columns, Header, header
from extract.sources.decode import MAX_LINE, printable
from extract.sources.release import Row

MAX_PAGE = 128_000_000
"""Bytes of a page, unpacked. Writers make pages of one megabyte, DuckDB of a hundred; what is larger holds no releases."""

_BATCH = 64             # rows


def read_parquet(file: BinaryIO, uri: str, columns: Columns) -> Iterator[Row | SourceError]:
    """Batches of rows; `row` counts from 1. `file` can be sought in."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("reading Parquet", "parquet") from error
    number = 0
    try:
        names = tuple(pq.read_schema(file).names)
        places = header(columns, names, uri)
        file.seek(0)
        wanted = [names[at] for at in places.wanted()]
        # Without pre_buffer a row group is read as it is needed, page by page, and not as a whole. What is a dictionary in the
        # file stays one, so that the same long text in many rows is held once.
        shared = _with_dictionary(pq.read_metadata(file), wanted)
        file.seek(0)
        with pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20, read_dictionary=shared) as table:
            for group in range(table.num_row_groups):
                rows = table.metadata.row_group(group)
                if size := _largest_page(file, rows, wanted):
                    first, number = number + 1, number + rows.num_rows
                    where = f"rows {first:,} to {number:,}: " if number > first else ""
                    yield SourceError(f"{where}a page of {size:,} bytes; the limit is {MAX_PAGE:,}", uri, first)
                    continue
                for batch in table.iter_batches(batch_size=_BATCH, row_groups=[group], columns=wanted):
                    for i in range(batch.num_rows):
                        number += 1
                        try:
                            yield places.release(_row(batch, i, places, uri, number), uri, number, number)
                        except UnicodeDecodeError as error:
                            yield SourceError(f"not valid UTF-8 at byte {error.start}", uri, number)
                        except SourceError as error:
                            yield error
    except (pa.ArrowException, OSError) as error:
        where = f"after row {number}: " if number else ""
        raise SourceError(f"not a readable Parquet file: {where}{error}", uri) from error


def _with_dictionary(metadata: Any, wanted: list[str]) -> list[str]:
    """The columns of bytes that have a dictionary in some row group."""
    groups = (metadata.row_group(group) for group in range(metadata.num_row_groups))
    chunks = (group.column(at) for group in groups for at in range(group.num_columns))
    found = {c.path_in_schema for c in chunks if c.physical_type == "BYTE_ARRAY" and c.dictionary_page_offset is not None}
    return sorted(found & set(wanted))


def _row(batch: Any, i: int, places: Header, uri: str, number: int) -> list[Any]:
    """The values of a row, at the places of their columns. Raises SourceError for one that is too long, and the row's id."""
    row: list[Any] = [None] * len(places.names)
    long: str | None = None
    for column in range(batch.num_columns):
        name = batch.schema.names[column]
        scalar = batch.column(column)[i]
        value = scalar.value if hasattr(scalar, "dictionary") else scalar
        data = value.as_buffer() if hasattr(value, "as_buffer") else None
        if data is not None and data.size > MAX_LINE:
            long = f"{data.size:,} bytes in column {printable(name)!r}; the limit is {MAX_LINE:,}"
        elif value is not None:
            row[places.names.index(name)] = value.as_py()
    if long:
        raise SourceError(long, uri, number, places.id_of(row))
    return row


def _largest_page(file: BinaryIO, rows: Any, wanted: list[str]) -> int:
    """Bytes, unpacked, of the largest page that `rows` needs for the columns `wanted`, where it is over MAX_PAGE; else 0."""
    sizes = [0]
    for i in range(rows.num_columns):
        chunk = rows.column(i)
        if chunk.path_in_schema.partition(".")[0] in wanted and chunk.total_uncompressed_size > MAX_PAGE:
            start = min(filter(None, (chunk.dictionary_page_offset, chunk.data_page_offset)))
            sizes += _pages(file, start, start + chunk.total_compressed_size)
    largest = max(sizes)
    return largest if largest > MAX_PAGE else 0


def _pages(file: BinaryIO, at: int, end: int) -> Iterator[int]:
    """The unpacked size of each page between two places of a file, by the headers before them."""
    while at < end:
        file.seek(at)
        sizes = _Thrift(file).struct()
        if sizes.get(3, 0) <= 0:    # encrypted, or damaged: whoever reads it says so
            return
        yield sizes.get(2, 0)
        at = file.tell() + sizes[3]


class _Thrift:
    """What is needed of Thrift's compact protocol to pass over a page header: its numbers, by field."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def struct(self) -> dict[int, int]:
        """The numbers of a struct, by field id."""
        numbers: dict[int, int] = {}
        field = 0
        while head := self._byte():
            field = field + (head >> 4) if head >> 4 else self._zigzag()
            value = self._value(head & 15)
            if value is not None:
                numbers[field] = value
        return numbers

    def _value(self, kind: int) -> int | None:
        if kind in (3, 4, 5, 6):
            return self._byte() if kind == 3 else self._zigzag()
        if kind == 7:
            self._file.seek(8, 1)
        elif kind == 8:
            self._file.seek(self._varint(), 1)
        elif kind == 12:
            self.struct()
        elif kind not in (1, 2):    # page headers have neither lists nor maps
            raise OSError("a page header that cannot be read")
        return None

    def _byte(self) -> int:
        data = self._file.read(1)
        if not data:
            raise OSError("it ends within a page header")
        return data[0]

    def _varint(self) -> int:
        number = shift = 0
        while shift < 64:
            byte = self._byte()
            number |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return number
        raise OSError("a page header that cannot be read")

    def _zigzag(self) -> int:
        number = self._varint()
        return number >> 1 ^ -(number & 1)
