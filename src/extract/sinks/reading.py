"""Records read back: JSONL, also compressed, Parquet, and folders of part files. One record in memory at a time."""

from __future__ import annotations

import gzip
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from pydantic import ValidationError

from extract.errors import MissingExtraError, SourceError, UsageError
from extract.record import SCHEMA_VERSION, Record
from extract.sinks.parts import MANIFEST

RECORD = "record"
"""Column of a Parquet file that holds the record as JSON."""

STDIN = "-"
"""As a path."""

_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}")

_FORMS = "records are .jsonl (.gz, .zst), .parquet or a folder of part files"
_SHEETS = (".csv", ".tsv", ".xlsx")
_TEXTS = (".txt", ".html", ".htm", ".pdf", ".docx", ".odt", ".rtf", ".zip")
_OTHERS = (".db", ".sqlite", ".sqlite3", ".duckdb")

_TABLES = "a folder of CSV tables, not of records; read each with pandas.read_csv (docs/loading.md)"


@dataclass(frozen=True, slots=True)
class Line:
    """One record as it lies in a file: `number` is its line, or its row in a Parquet file, from 1."""

    file: str
    number: int
    json: bytes


def read_records(path: Path) -> Iterator[Record]:
    """The records of a file or a folder of part files.

    Raises SourceError for a line that is no record, UsageError for what holds no records at all, MissingExtraError.
    """
    for line in read_lines(path):
        try:
            yield Record.model_validate_json(line.json)
        except ValidationError as error:
            raise SourceError(f"{no_record(error)}; `extract validate {path}` lists all", line.file, line.number) from error


def no_record(error: ValidationError) -> str:
    """Why a line is no record, in a few words."""
    first = error.errors(include_url=False)[0]
    if version := of_another_version(first):
        return version
    where = ".".join(map(str, first["loc"]))
    return f"no record: {where}{': ' if where else ''}{first['msg']}"


def of_another_version(problem: Mapping[str, Any]) -> str | None:
    """What to say of a record that another version of the schema made; None where this is not what is wrong with it."""
    found = problem["input"]
    if problem["loc"] != ("schema_version",) or not isinstance(found, str) or not _VERSION.fullmatch(found):
        return None
    return f"a record of schema {found}, and this version reads {SCHEMA_VERSION}; `extract run` makes it again from its text"


def read_lines(path: Path) -> Iterator[Line]:
    """The records of `path` as JSON, not looked at. Raises UsageError where it holds none, SourceError where it is damaged."""
    for file in files(path):
        yield from _parquet(file) if file.suffix.lower() == ".parquet" else _lines(file)


def files(path: Path) -> list[Path]:
    """The files behind `path`: itself ("-" is standard input), or the parts that the manifest of a folder names.

    Raises UsageError where a folder has no manifest or the name of a file is one of no records, SourceError where it cannot
    be read or a part is missing.
    """
    if not path.is_dir():
        if str(path) != STDIN and not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        _check_kind(path)
        return [path]
    found = [path / entry["file"] for entry in manifest(path)["parts"]]
    if any(part.suffix == ".csv" for part in found):
        raise UsageError(f"{path}: {_TABLES}")
    for part in found:
        if not part.exists():
            raise SourceError(f"{part.name} is missing, and {MANIFEST} names it", str(path))
    return found


def _check_kind(path: Path) -> None:
    """Raises UsageError for what by its name is something else, unless it begins as records do."""
    suffix = path.suffix.lower()
    if suffix not in (*_SHEETS, *_TEXTS, *_OTHERS) or not path.is_file():
        return
    with path.open("rb") as file:
        if file.read(64).lstrip().startswith(b"{"):
            return
    if suffix in _SHEETS:
        raise UsageError(
            f"{path}: a table, which is not read as records; {_FORMS}, which `extract run` writes"
        )
    if suffix in _TEXTS:
        raise UsageError(f"{path}: no records but a text; `extract run {path} -o records.jsonl` makes them of it")
    raise UsageError(f"{path}: a database, which is not read as records; {_FORMS}")


def manifest(folder: Path) -> dict[str, Any]:
    """What a folder of part files says of itself. Raises UsageError where it says nothing, SourceError where it is damaged."""
    try:
        data = json.loads((folder / MANIFEST).read_bytes())
        if all(Path(entry["file"]).name == entry["file"] for entry in data["parts"]):
            return cast(dict[str, Any], data)
    except FileNotFoundError as error:
        if (folder / "releases.csv").exists():
            raise UsageError(f"{folder}: {_TABLES}") from error
        hint = f"{_FORMS}; `extract run` makes them of texts"
        if any(folder.glob("part-*")):
            hint = "a run that is not finished: give its command again"
        raise UsageError(f"{folder}: no {MANIFEST} in that folder; {hint}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(f"damaged: {type(error).__name__}: {error}", str(folder / MANIFEST)) from error
    raise SourceError("names a part outside its folder", str(folder / MANIFEST))


def _lines(file: Path) -> Iterator[Line]:
    uri = str(file)
    with _opened(file) as lines:
        number = 0
        try:
            for number, line in enumerate(lines, start=1):
                yield Line(uri, number, line)
        except (OSError, EOFError) as error:        # what gzip and pyarrow raise for damaged data
            raise SourceError(f"damaged behind line {number}: {error}", uri, number + 1) from error


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file of lines, decompressed."""
    name = file.name.lower()
    if name == STDIN:
        yield sys.stdin.buffer
        return
    if name.endswith(".zst"):
        pa = _pyarrow("reading .zst")
        with pa.input_stream(str(file), compression="zstd") as stream:
            yield cast(IO[bytes], io.BufferedReader(stream, 1 << 20))
    else:
        with gzip.open(file, "rb") if name.endswith(".gz") else file.open("rb") as stream:
            yield cast(IO[bytes], stream)


def _parquet(file: Path) -> Iterator[Line]:
    pa = _pyarrow("reading Parquet")
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(file) as table:
            nested = set(Record.model_fields) <= set(table.schema_arrow.names)
            if not nested and RECORD not in table.schema_arrow.names:
                raise UsageError(f"{file}: no column {RECORD!r}; `extract run --format parquet` writes one")
            for batch in table.iter_batches(batch_size=256, columns=[*Record.model_fields] if nested else [RECORD]):
                for value in batch.to_pylist():
                    number += 1
                    yield Line(str(file), number, _nested(value) if nested else _text(value[RECORD]))
    except (pa.ArrowException, OSError) as error:
        raise SourceError(f"not a readable Parquet file: {error}", str(file), number + 1) from error


def _text(value: str | None) -> bytes:
    return (value or "").encode("utf-8", "surrogatepass")


def _nested(row: dict[str, Any]) -> bytes:
    """A row of nested Parquet as a line of JSON; what is damaged in it stays so."""
    with suppress(ValueError, KeyError, TypeError):
        row["source"] |= {"columns": json.loads(row["source"]["columns"])}
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _pyarrow(what: str) -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise MissingExtraError(what, "parquet") from error
    return pyarrow
