"""How many releases there are, without reading them: for a progress bar that knows when it will be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.sources import files

_CHUNK = 1 << 20


def count(paths: Iterable[str]) -> int:
    """The releases of `paths`: exact for well-formed tables without blank lines, else close. One pass over the bytes."""
    return sum(map(_in_file, files(paths)))


def _in_file(name: str) -> int:
    path = Path(name)
    suffix = path.suffix.lower()
    try:
        if suffix == ".parquet":
            import pyarrow.parquet as pq

            return int(pq.read_metadata(path).num_rows)
        if suffix == ".jsonl":
            return _lines(_chunks(path))
        if suffix == ".csv":
            return max(_lines(_outside_quotes(_chunks(path))) - 1, 1)
    except (OSError, ValueError, ImportError):  # pyarrow's errors are OSErrors or ValueErrors; reading says what is wrong
        return 1
    return 1


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _outside_quotes(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a CSV file that stand outside of quoted fields."""
    inside = False
    for chunk in chunks:
        parts = chunk.split(b'"')
        yield b" ".join(parts[inside::2])
        inside ^= len(parts) % 2 == 0


def _lines(chunks: Iterable[bytes]) -> int:
    newlines, last = 0, b"\n"
    for chunk in chunks:
        newlines += chunk.count(b"\n")
        last = chunk[-1:] or last
    return newlines + (last != b"\n")
