"""JSONL to other files: a folder of CSV tables, one CSV file, or Parquet, flat or nested."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from extract.errors import MissingExtraError
from extract.record import Record
from extract.sinks.atomic import create
from extract.sinks.cells import cell
from extract.sinks.schema import COLUMNS, rows

FLAT = (*COLUMNS["releases"], "record")
"""One row per release: the flat columns of `releases`, and the whole record as JSON."""


def write_csv(jsonl: Path, folder: Path, raw_cells: bool = False) -> dict[str, int]:
    """One new CSV file per table of `schema.COLUMNS`, joined on `release_id`; gives the rows of each.

    Cells that a spreadsheet would take for a formula get an apostrophe, unless `raw_cells`. Raises FileExistsError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counts = dict.fromkeys(COLUMNS, 0)
    files = {name: _text(create(folder / f"{name}.csv")) for name in COLUMNS}
    try:
        writers = {name: csv.DictWriter(file, COLUMNS[name]) for name, file in files.items()}
        for writer in writers.values():
            writer.writeheader()
        for record in records(jsonl):
            for name, new in rows(record).items():
                writers[name].writerows(_cells(row, raw_cells) for row in new)
                counts[name] += len(new)
    finally:
        for file in files.values():
            file.close()
    return counts


def write_flat_csv(jsonl: Path, file: BinaryIO, raw_cells: bool = False) -> None:
    """One row per release, with the columns of `FLAT`; cells as in `write_csv`."""
    text = _text(file)
    writer = csv.DictWriter(text, FLAT)
    writer.writeheader()
    writer.writerows(_cells(row, raw_cells) for row in _flat(jsonl))
    text.flush()
    text.detach()  # the file is the caller's to close


def write_parquet(jsonl: Path, file: Path | BinaryIO, batch_size: int = 2000) -> None:
    """One row per release, with the columns of `FLAT`."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("writing Parquet", "parquet") from error
    kinds = {"row": pa.int64()} | {name: pa.int64() for name in COLUMNS["releases"] if name.startswith("n_")}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in FLAT])
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        batch: list[dict[str, Any]] = []
        for row in _flat(jsonl):
            batch.append(row)
            if len(batch) == batch_size:
                writer.write_table(pa.Table.from_pylist(batch, schema))
                batch = []
        writer.write_table(pa.Table.from_pylist(batch, schema))


def write_nested_parquet(jsonl: Path, file: Path | BinaryIO, batch_size: int = 500) -> None:
    """One row per release, with the record's own columns: objects and lists as such, as `contract.arrow_schema` has them."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from extract.sinks.contract import arrow_schema

    schema = arrow_schema()
    with pq.ParquetWriter(file, schema, compression="zstd") as writer, jsonl.open("rb") as lines:
        while batch := [_nested(line) for line in islice(lines, batch_size)]:
            writer.write_table(pa.Table.from_pylist(batch, schema))


def _nested(line: bytes) -> dict[str, Any]:
    record: dict[str, Any] = orjson.loads(line)
    record["source"]["columns"] = json.dumps(record["source"]["columns"], ensure_ascii=False)
    return record


def records(jsonl: Path) -> Iterator[Record]:
    """The records of a working file, one at a time."""
    with jsonl.open("rb") as lines:
        for line in lines:
            yield Record.model_validate_json(line)


def _flat(jsonl: Path) -> Iterator[dict[str, Any]]:
    for record in records(jsonl):
        yield rows(record)["releases"][0] | {"record": record.to_json()}


def _cells(row: dict[str, Any], raw: bool) -> dict[str, Any]:
    return {name: cell(value, raw) for name, value in row.items()}


def _text(file: BinaryIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(file, encoding="utf-8", newline="")
