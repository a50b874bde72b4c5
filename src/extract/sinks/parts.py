"""A folder of part files with a manifest. The manifest comes last: where it lies, every part is there."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extract._version import __version__
from extract.errors import MissingExtraError
from extract.sinks.atomic import publish, replace

MANIFEST = "manifest.json"
PARQUET, JSONL = "parquet", "jsonl.zst"
"""Suffixes of the parts, both compressed with Zstandard."""


def check_installed() -> None:
    """Raises MissingExtraError where what writes Parquet and Zstandard is missing: before a run rather than after it."""
    if find_spec("pyarrow") is None:
        raise MissingExtraError("writing Parquet and part files", "parquet")


def write_part(jsonl: Path, folder: Path, number: int, suffix: str, records: int) -> dict[str, Any]:
    """Write the records of `jsonl` as part `number` and give its entry for the manifest."""
    folder.mkdir(exist_ok=True)
    path = folder / f"part-{number:05}.{suffix}"
    new = folder / f".{path.name}.new"
    if suffix == PARQUET:
        from extract.sinks.tables import write_parquet

        write_parquet(jsonl, new)
    else:
        _compress(jsonl, new)
    publish(new, path)
    with path.open("rb") as file:
        sha = hashlib.sha256()
        while chunk := file.read(1 << 20):
            sha.update(chunk)
    return {"file": path.name, "records": records, "bytes": path.stat().st_size, "sha256": sha.hexdigest()}


def write_manifest(
    folder: Path, parts: Sequence[Mapping[str, Any]], releases: int, failed: int, fields: Mapping[str, int]
) -> None:
    """Say that the output is finished, and what belongs to it."""
    folder.mkdir(exist_ok=True)
    manifest = {"extract": __version__, "records": releases, "failed": failed, "fields": dict(fields), "parts": list(parts)}
    replace(folder / MANIFEST, json.dumps(manifest, indent=1).encode() + b"\n")


def remove(folder: Path) -> None:
    """Remove an earlier output, its manifest first."""
    (folder / MANIFEST).unlink(missing_ok=True)
    for path in sorted(folder.glob("part-*")):
        if path.name.endswith((PARQUET, JSONL)):
            path.unlink()


def _compress(source: Path, destination: Path) -> None:
    import pyarrow as pa

    with source.open("rb") as lines, pa.CompressedOutputStream(str(destination), "zstd") as compressed:
        shutil.copyfileobj(lines, compressed, 1 << 20)
