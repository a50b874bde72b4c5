"""Records as pandas DataFrames: one table per kind of thing, joined on `release_id`."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pydantic import ValidationError

from extract.errors import SourceError, UsageError
from extract.record import Record
from extract.sinks.columns import BOOLEAN, DAY, INTEGER, NUMBER
from extract.sinks.reading import read_records
from extract.sinks.schema import COLUMNS, columns, rows

__all__ = ["frames_of", "read_records", "rows", "to_frames"]

_TEXT = pd.Series(["text"]).dtype       # object, or str from pandas 3 on
_KINDS = {INTEGER: "Int64", BOOLEAN: "boolean", NUMBER: "float64"}
"""pandas types that hold whatever a record gives: an index stays an integer where some rows have none."""


def to_frames(records: Iterable[Record | Mapping[str, Any]] | Record | Path | str) -> dict[str, pd.DataFrame]:
    """One DataFrame per table of `schema.TABLES`; empty ones keep their columns and types. Days are datetime64[s].

    `records` are records or dictionaries of their fields, or a JSONL (.gz, .zst) or Parquet file or a folder of part files
    that holds them. Raises UsageError for anything else, SourceError for what is no record.
    """
    if isinstance(records, (str, Path)):
        return frames_of(read_records(Path(records)))
    if isinstance(records, Record):
        return frames_of([records])
    return frames_of(_record(record, f"records[{i}]") for i, record in enumerate(records))


def frames_of(records: Iterable[Record]) -> dict[str, pd.DataFrame]:
    """The DataFrames of records. Warns where two have the same id, since every join would mix them."""
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    for record in records:
        for name, new in rows(record).items():
            tables[name] += new
    ids = pd.Series([row["release_id"] for row in tables["releases"]], dtype=object)
    if twice := ids[ids.duplicated()].tolist():
        warnings.warn(
            f"{len(twice)} of {len(ids)} records have the id of one before ({twice[0]!r}): joins on release_id mix them; "
            "give each release an id of its own",
            stacklevel=3,
        )
    return {name: _frame(name, cells) for name, cells in tables.items()}


def _record(record: Record | Mapping[str, Any], place: str) -> Record:
    if isinstance(record, Record):
        return record
    if isinstance(record, Mapping):
        try:
            return Record.model_validate(record)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            raise SourceError(f"no record: {'.'.join(map(str, first['loc']))}: {first['msg']}", place) from error
    if isinstance(record, SourceError):
        raise UsageError(f"{place} is an error, not a record ({record}); read with errors='skip', or leave them out")
    raise UsageError(f"{place} is a {type(record).__name__}, not a record; to_frames takes records, dictionaries or a file")


def _frame(table: str, cells: list[dict[str, Any]]) -> pd.DataFrame:
    made: dict[str, pd.Series[Any]] = {}
    for column in columns(table):
        values = [row[column.name] for row in cells]
        kind = column.type.removesuffix(" NOT NULL")
        if kind == DAY:
            made[column.name] = pd.Series(np.array(values, dtype="datetime64[s]"))     # nanoseconds end in 1677 and 2262
        elif kind in _KINDS:
            made[column.name] = pd.Series(values, dtype=object).astype(_KINDS[kind])  # type: ignore[call-overload]
        else:
            made[column.name] = pd.Series(values, dtype=object).astype(_TEXT)
    frame: pd.DataFrame = pd.DataFrame(made)
    return frame
