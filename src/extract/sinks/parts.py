"""A folder of part files, or of tables, with a manifest. The manifest comes last: where it lies, everything is there. It
also says which files of the folder are ours: no other is ever replaced or removed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract._version import __version__
from extract.errors import UsageError
from extract.sinks import files
from extract.sinks.atomic import beside, read_start, recreate

MANIFEST = "manifest.json"
SUFFIXES = {"jsonl": "jsonl.zst", "jsonl.zst": "jsonl.zst", "jsonl.gz": "jsonl.gz", "parquet": "parquet", files.NESTED: "parquet"}
"""Format of a run -> suffix of its parts, which is their format too, but for nested Parquet."""

TABLES = ".tables.new"
"""Folder in which the tables of a CSV run are written before they have their names."""

Publish = Callable[[Path, Path], None]
"""Gives a finished file (the first) its name (the second)."""

_PART = r"part-\d{5,}\.(?:jsonl\.zst|jsonl\.gz|parquet)"
_OURS = re.compile(rf"{_PART}|\w+\.csv")
_MANIFEST_BYTES = 64_000_000


def may_write(format: str) -> re.Pattern[str]:
    """The names that a run of `format` may write in its folder."""
    part = rf"part-\d{{5,}}\.{re.escape(SUFFIXES.get(format, ''))}"
    return re.compile(_last(format) if format == "csv" else rf"{part}|\.{part}\.new|{_last(format)}")


def unnoted(format: str, number: int, last: bool) -> re.Pattern[str]:
    """The names that an interrupted run of `format` may have given to files which its checkpoint does not list: part
    `number` and, when all was read (`last`), what comes last."""
    part = rf"part-{number:05}\.{re.escape(SUFFIXES.get(format, ''))}"
    return re.compile(rf"{part}|\.{part}\.new" + (f"|{_last(format)}" if last else ""))


def _last(format: str) -> str:
    tables = ""
    if format == "csv":
        from extract.sinks.schema import COLUMNS

        tables = rf"(?:{'|'.join(COLUMNS)})\.csv|{re.escape(TABLES)}|"
    return rf"{tables}{re.escape(MANIFEST)}|\.{re.escape(MANIFEST)}\.new"


def listed(folder: Path) -> set[str]:
    """The files of `folder` that a manifest of ours names, with the manifest itself; none where it is not of ours."""
    try:
        data = read_start(folder / MANIFEST, _MANIFEST_BYTES)
        manifest = json.loads(data) if data else None
        if not isinstance(manifest, dict) or not isinstance(manifest["extract"], str):
            return set()
        names = {part["file"] for part in manifest["parts"]}
        return {MANIFEST, *names} if all(_OURS.fullmatch(name) for name in names) else set()
    except (ValueError, KeyError, TypeError, UsageError):  # not JSON, not of this shape, no plain file
        return set()


def part_format(format: str) -> str:
    """The format of the parts of a run."""
    return format if format == files.NESTED else SUFFIXES[format]


def write_part(
    jsonl: Path, folder: Path, number: int, format: str, records: int, publish: Publish
) -> dict[str, Any]:
    """Write the records of `jsonl` as part `number` and give its entry for the manifest."""
    folder.mkdir(exist_ok=True)
    suffix = SUFFIXES[format]
    path = folder / f"part-{number:05}.{suffix}"
    with recreate(beside(path)) as file:
        files.write(jsonl, file, part_format(format))
    publish(beside(path), path)
    return _entry(path, records)


def write_tables(jsonl: Path, folder: Path, raw_cells: bool, publish: Publish) -> list[dict[str, Any]]:
    """Write the records of `jsonl` as a CSV file per table and give their entries for the manifest."""
    from extract.sinks.tables import write_csv

    new = folder / TABLES
    remove(new)  # of an interrupted run
    new.mkdir(parents=True)
    counts = write_csv(jsonl, new, raw_cells)
    for name in counts:
        publish(new / f"{name}.csv", folder / f"{name}.csv")
    new.rmdir()
    return [_entry(folder / f"{name}.csv", count) for name, count in counts.items()]


def write_manifest(
    folder: Path,
    parts: Sequence[Mapping[str, Any]],
    releases: int,
    failed: int,
    fields: Mapping[str, int],
    publish: Publish,
) -> None:
    """Say that the output is finished, and what belongs to it."""
    folder.mkdir(exist_ok=True)
    manifest = {"extract": __version__, "records": releases, "failed": failed, "fields": dict(fields), "parts": list(parts)}
    path = folder / MANIFEST
    with recreate(beside(path)) as file:
        file.write(json.dumps(manifest, indent=1).encode() + b"\n")
    publish(beside(path), path)


def remove(path: Path) -> None:
    """Remove a file of ours, or the folder of tables without a name yet."""
    if path.name == TABLES and path.is_dir() and not path.is_symlink():
        for table in path.glob("*.csv"):
            table.unlink()
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


def _entry(path: Path, records: int) -> dict[str, Any]:
    with path.open("rb") as file:
        sha = hashlib.sha256()
        while chunk := file.read(1 << 20):
            sha.update(chunk)
    return {"file": path.name, "records": records, "bytes": path.stat().st_size, "sha256": sha.hexdigest()}
