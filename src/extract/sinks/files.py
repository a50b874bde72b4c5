"""JSONL of records to one file of another format. Imports wait until a format needs them."""

from __future__ import annotations

import gzip
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from extract.errors import MissingExtraError

NESTED = "nested-parquet"
"""Format of Parquet whose columns are those of the record; "parquet" has flat ones, and the record as JSON text."""

_NEEDS = {
    "jsonl.zst": ("pyarrow", "parquet", "writing Zstandard, which part files are compressed with"),
    "parquet": ("pyarrow", "parquet", "writing Parquet"),
    NESTED: ("pyarrow", "parquet", "writing Parquet"),
    "xlsx": ("xlsxwriter", "excel", "writing Excel workbooks"),
}


def check_installed(format: str) -> None:
    """Raises MissingExtraError where what writes `format` is missing: before a run rather than after it."""
    if format in _NEEDS:
        module, extra, what = _NEEDS[format]
        if find_spec(module) is None:
            raise MissingExtraError(what, extra)


def write(jsonl: Path, file: BinaryIO, format: str, raw_cells: bool = False) -> list[str]:
    """Write the records of `jsonl` to `file` as `format`: "jsonl.gz", "jsonl.zst", "parquet", "nested-parquet", "csv" or "xlsx".

    The same records give the same bytes. `file` may be closed then. What could not be kept as it is comes back, in words.
    """
    if format == "jsonl.gz":
        # Without a name and a time the bytes depend on the records alone.
        with gzip.GzipFile("", "wb", 6, file, mtime=0) as compressed:
            _copy(jsonl, compressed)
    elif format == "jsonl.zst":
        import pyarrow as pa

        with pa.CompressedOutputStream(pa.PythonFile(file, "w"), "zstd") as compressed:
            _copy(jsonl, compressed)
    elif format == "xlsx":
        from extract.sinks.xlsx import write_xlsx

        return write_xlsx(jsonl, file, raw_cells)
    else:
        from extract.sinks import tables

        if format == "parquet":
            tables.write_parquet(jsonl, file)
        elif format == NESTED:
            tables.write_nested_parquet(jsonl, file)
        else:
            tables.write_flat_csv(jsonl, file, raw_cells)
    return []


def _copy(jsonl: Path, to: BinaryIO | gzip.GzipFile) -> None:
    with jsonl.open("rb") as lines:
        shutil.copyfileobj(lines, to, 1 << 20)
