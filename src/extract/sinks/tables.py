"""JSONL to other files: a folder of CSV tables, or one Parquet file."""

from __future__ import annotations

import csv
from pathlib import Path

from extract.errors import MissingExtraError
from extract.sinks.frames import read_records, rows
from extract.sinks.schema import COLUMNS


def write_csv(jsonl: Path, folder: Path) -> None:
    """One CSV file per table of `schema.COLUMNS`, joined on `release_id`."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") for name in COLUMNS}
    try:
        writers = {name: csv.DictWriter(file, COLUMNS[name]) for name, file in files.items()}
        for writer in writers.values():
            writer.writeheader()
        for record in read_records(jsonl):
            for name, new in rows(record).items():
                writers[name].writerows(new)
    finally:
        for file in files.values():
            file.close()


def write_parquet(jsonl: Path, path: Path, batch_size: int = 2000) -> None:
    """One row per release: the flat columns of `releases`, and the whole record as JSON in `record`."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("writing Parquet", "parquet") from error
    kinds = {"row": pa.int64()} | {name: pa.int64() for name in COLUMNS["releases"] if name.startswith("n_")}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in (*COLUMNS["releases"], "record")])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        batch: list[dict[str, object]] = []
        for record in read_records(jsonl):
            batch.append(rows(record)["releases"][0] | {"record": record.to_json()})
            if len(batch) == batch_size:
                writer.write_table(pa.Table.from_pylist(batch, schema))
                batch = []
        writer.write_table(pa.Table.from_pylist(batch, schema))
