"""Where a run writes to and as what, and that it is apart from what the run reads."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extract.errors import UsageError
from extract.sinks.atomic import beside
from extract.sinks.files import NESTED
from extract.sinks.parts import part_format

PART = 10_000
"""Records in a part file, give or take a shard."""

_BY_SUFFIX = {
    ".jsonl.gz": "jsonl.gz", ".jsonl.zst": "jsonl.zst", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet",
    ".csv": "csv", ".xlsx": "xlsx",
}  # fmt: skip
_OTHERS = (".gz", ".zst", ".zip", ".bz2", ".xz", ".tsv", ".xls", ".xlsm", ".ods", ".feather", ".arrow", ".avro", ".orc")
"""Suffixes that promise a format which is not written."""
_MADE_OF_RECORDS = {
    ".db": "db", ".sqlite": "db", ".sqlite3": "db", ".duckdb": "db", ".html": "report", ".htm": "report",
}  # fmt: skip
"""Suffixes of what another command makes."""

_SUFFIX = re.compile(r"\.[A-Za-z]\w*$")
_DESCRIPTOR = re.compile(r"/dev/(?:fd/(\d+)|(stdout)|(stderr))|/proc/self/fd/(\d+)")


@dataclass(frozen=True, slots=True)
class Target:
    """Where to, and as what: "jsonl", "jsonl.gz", "jsonl.zst", "csv", "parquet",
    "nested-parquet" or "xlsx".

    A folder takes part files of about `part` records and a manifest; as CSV, a file per table and a manifest. With
    `raw_cells` the text in CSV and Excel stays as it is, also where a spreadsheet takes it for a formula. `link` tells that
    the user named a symlink; `path` is what it points to.
    """

    path: Path
    format: str = "jsonl"
    folder: bool = False
    part: int = PART
    raw_cells: bool = False
    link: bool = False

    @property
    def errors(self) -> Path:
        """Dead letters, beside the output, under its whole name; of records.jsonl they are records.errors.jsonl."""
        name = self.path.name if self.folder else self.path.name.removesuffix(".jsonl")
        return self.path.with_name(f"{name}.errors.jsonl")

    @property
    def twin(self) -> Path:
        """The one other output whose dead letters have the same name: that of `r.jsonl` is `r`, and the other way round."""
        name = self.errors.name.removesuffix(".errors.jsonl")
        return self.path.with_name(f"{name}.jsonl" if name == self.path.name else name or "-")

    @property
    def in_parts(self) -> bool:
        return self.folder and self.format != "csv"

    @property
    def written(self) -> str:
        """The format of its files: parts are compressed."""
        return part_format(self.format) if self.in_parts else self.format

    def beside(self, suffix: str) -> Path:
        """A working file of the run."""
        return self.path.with_name(f"{self.path.name}.{suffix}")

    @property
    def files(self) -> tuple[Path, ...]:
        """All that a run writes or replaces, but for the contents of a folder."""
        working = tuple(map(self.beside, ("checkpoint", "part", "errors.part", "new")))
        return (self.path, self.errors, *working, beside(working[0]))


@dataclass(frozen=True, slots=True)
class Stream:
    """A device, a pipe or an open descriptor: records go there as they come, and nothing is made or renamed beside it."""

    name: str
    descriptor: int | None = None

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """For writing. A named pipe waits for its reader."""
        if self.descriptor == 1:
            yield sys.stdout.buffer
            return
        if self.descriptor is None:
            descriptor = os.open(self.name, os.O_WRONLY | getattr(os, "O_NOCTTY", 0))
        else:
            descriptor = os.dup(self.descriptor)
        with os.fdopen(descriptor, "wb") as file:
            if self.descriptor is None and not _streams(os.fstat(descriptor)):
                raise UsageError(f"{self.name}: no longer a device or a pipe")
            yield file

    def is_file(self) -> bool:
        """Whether it was sent into a plain file: "> records.jsonl"."""
        return self.descriptor is not None and _descriptor_key(self.descriptor) is not None


STDOUT = Stream("standard output", 1)


def target(output: str | None, format: str | None = None, raw_cells: bool = False) -> Target | Stream:
    """What `-o OUTPUT --format FORMAT` names. None and "-" are standard output.

    The format follows the suffix of the name, else it is `format`, else JSONL. Raises UsageError where the two contradict
    each other, and where nothing can be written.
    """
    if output in (None, "-"):
        return _stream(STDOUT, format)
    if not output:
        raise UsageError("--output is empty")
    if descriptor := _DESCRIPTOR.fullmatch(output):
        number, out, _, own = descriptor.groups()
        return _stream(Stream(output, 1 if out else int(number or own or 2)), format)
    status = _status(output)
    if status is not None and _streams(status):
        return _stream(Stream(output), _format(output, format))
    is_folder = status is not None and stat.S_ISDIR(status.st_mode)
    if status is not None and not is_folder and not stat.S_ISREG(status.st_mode):
        raise UsageError(f"{output}: a disk or a socket is no place for an output")
    named_folder = output.endswith(("/", os.sep, "/."))
    if named_folder and status is not None and not is_folder:
        raise UsageError(f"{output}: a file lies there, not a folder")
    path, link = _path(output)
    found = _format(Path(output).name, format)
    if link:
        _format(path.name, found)
    # CSV is one file where the name says so, else the folder of tables that it is without a suffix.
    folder = is_folder or named_folder or (found == "csv" and status is None and not _SUFFIX.search(path.name))
    if folder and found == "xlsx":
        raise UsageError(f"{output}: a workbook is one file, not a folder; name it .xlsx")
    return Target(path, found, folder, raw_cells=raw_cells, link=link and not is_folder)


def check_made_by_run(output: str | None, format: str | None) -> None:
    """Raises UsageError where no format is said and the name promises what another command makes of records."""
    command = _MADE_OF_RECORDS.get(Path(output or "-").suffix.lower())
    if command and format is None:
        raise UsageError(
            f"{output}: `extract {command}` makes that, of records: write these first, -o records.jsonl; or say --format"
        )


def _path(output: str) -> tuple[Path, bool]:
    """Where the output lies, and whether a symlink leads there: it is written through, and the files lie beside what it points
    to, under that name."""
    path = Path(output)
    link = path.is_symlink()
    if link or path.name in ("", ".."):
        path = Path(os.path.realpath(path))
    if not path.name or path.is_symlink():
        raise UsageError(f"{output}: no place for an output")
    return path, link


def _format(name: str, wanted: str | None) -> str:
    lower = name.lower()
    found = next((format for suffix, format in _BY_SUFFIX.items() if lower.endswith(suffix)), None)
    if found is None:
        if wanted is None and lower.endswith(_OTHERS):
            suffixes = ", ".join(_BY_SUFFIX)
            raise UsageError(f"{name}: this format is not written; name it {suffixes}, or say --format")
        return wanted or "jsonl"
    if (wanted, found) == (NESTED, "parquet"):
        return NESTED
    if wanted not in (None, found) and not (wanted == "jsonl" and found.startswith("jsonl")):
        raise UsageError(f"{name}: its name says {found}, --format says {wanted}")
    return found


def _stream(stream: Stream, format: str | None) -> Stream:
    if format not in (None, "jsonl"):
        raise UsageError(f"--format {format} needs --output with the name of a file or folder; {stream.name} takes JSONL")
    return stream


def _streams(status: os.stat_result) -> bool:
    return stat.S_ISFIFO(status.st_mode) or stat.S_ISCHR(status.st_mode)


def _status(name: str) -> os.stat_result | None:
    try:
        return Path(name).stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def check_apart(target: Target | Stream, paths: Sequence[str], tables: Iterable[str] = ()) -> None:
    """Raises UsageError where the output is, or lies in, one of `paths` or `tables`, or the other way round."""
    if isinstance(target, Stream):
        return
    own = Path(os.path.realpath(target.path))
    above = {key for folder in own.parents if (key := _key(folder))}
    folder = _key(own) if target.folder else None
    for name in (*paths, *tables):
        if name == "-":
            continue
        key = _key(name)
        if key and Path(name).is_dir() and (key in above or key == folder):
            raise UsageError(f"{target.path}: the output lies in {name}, which is read; choose a place outside")
        if folder and folder in map(_key, Path(os.path.realpath(name)).parents):
            raise UsageError(f"{name}: the input lies in the folder of the output, {target.path}; choose another")
    for _ in apart(target, tables):
        pass


def apart(target: Target | Stream, names: Iterable[str]) -> Iterator[str]:
    """`names` of files that are read, each as it comes. Raises UsageError for one that the run would write: by another
    spelling or a hard link, too."""
    if isinstance(target, Stream):
        own = {_descriptor_key(target.descriptor)} if target.descriptor is not None else set()
        folder = None
    else:
        own = {_key(path) for path in target.files}
        folder = _key(target.path) if target.folder else None
    own.discard(None)
    where = target.name if isinstance(target, Stream) else target.path
    for name in names:
        key = (_descriptor_key(0) if name == "-" else _key(name)) if own else None
        if key and key in own:
            raise UsageError(f"{name}: read and written by the same run (to {where}); choose another output")
        if folder and Path(name).is_symlink() and folder in map(_key, Path(os.path.realpath(name)).parents):
            raise UsageError(f"{name}: leads into the folder of the output, {where}; choose another")
        yield name


def _key(name: str | Path) -> tuple[int, int] | None:
    """What a file is, whatever it is called: its device and number; None where there is none."""
    try:
        status = Path(name).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _descriptor_key(descriptor: int) -> tuple[int, int] | None:
    """As `_key`, of an open plain file."""
    try:
        status = os.fstat(descriptor)
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None
