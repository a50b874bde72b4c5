"""What a run writes. Records go as JSONL into a working file beside the output, dead letters into another, and the
checkpoint says how much of both is whole. The output itself appears when it is finished, by a change of name, so that a
reader never sees half of it."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extract.batch import checkpoint
from extract.batch.checkpoint import Checkpoint
from extract.batch.shards import Done
from extract.errors import ResumeError, UsageError
from extract.sinks import parts
from extract.sinks.atomic import open_kept, open_locked, publish

PART = 10_000
"""Records in a part file, give or take a shard."""

CHECKPOINT_SECONDS = 1.0
"""Between two checkpoints: each waits for the disk, and after a kill no more than this much work is done again."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to, and as what: "jsonl", "csv" or "parquet".

    A folder takes part files of about `part` records and a manifest. CSV is a folder of tables anyway, without parts.
    """

    path: Path
    format: str = "jsonl"
    folder: bool = False
    part: int = PART

    @property
    def errors(self) -> Path:
        """records.jsonl -> records.errors.jsonl, beside the output."""
        return self.path.with_name(f"{self.path.stem}.errors.jsonl")

    @property
    def in_parts(self) -> bool:
        return self.folder and self.format != "csv"

    def beside(self, suffix: str) -> Path:
        """A working file of the run."""
        return self.path.with_name(f"{self.path.name}.{suffix}")


class Output:
    """The files of a run: `write` what each shard gave, then `finish`. A context manager.

    Raises ResumeError where the unfinished output of another run lies there, UsageError where a finished folder does;
    with `overwrite` both are replaced.
    """

    def __init__(
        self, target: Target, identity: dict[str, str], overwrite: bool = False, save_every: float = CHECKPOINT_SECONDS
    ) -> None:
        self.target, self._save_every = target, save_every
        if target.format == "parquet" or target.in_parts:
            parts.check_installed()
        target.path.parent.mkdir(parents=True, exist_ok=True)
        self._checkpoint, self._segment, self._letters = map(target.beside, ("checkpoint", "part", "errors.part"))
        self._lines = open_locked(self._segment)
        found = None if overwrite else checkpoint.load(self._checkpoint, identity)
        if found is None:
            self._clear(overwrite)
        self.state = found or Checkpoint(identity)
        self._errors = open_kept(self._letters)
        self._cut(self._lines, self.state.output_bytes, self._segment)
        self._cut(self._errors, self.state.error_bytes, self._letters)
        self._saved = time.monotonic()

    def __enter__(self) -> Output:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()
        self._errors.close()

    def write(self, done: Done, digest: str) -> None:
        """Add what a shard gave; `digest` is that of the input up to here."""
        state = self.state
        self._lines.write(done.lines)
        self._errors.write(done.errors)
        state.shards, state.digest = state.shards + 1, digest
        state.part_records += done.releases
        state.summary.add(done)
        if self.target.in_parts and state.part_records >= self.target.part:
            self._seal()
        elif time.monotonic() - self._saved >= self._save_every:
            self._save()

    def finish(self) -> None:
        """Give the output its name. Each step can be taken twice, so that a kill in between does no harm."""
        state = self.state
        if not state.read_all:
            if self.target.in_parts and state.part_records:
                self._seal()
            state.read_all = True
            self._save()
        if not state.summary.failed:
            self.target.errors.unlink(missing_ok=True)
        elif _size(self._errors) == state.error_bytes:
            publish(self._letters, self.target.errors)
        if self.target.in_parts:
            summary = state.summary
            parts.write_manifest(self.target.path, state.parts, summary.releases, summary.failed, summary.fields)
        # A working file of another length is a new and empty one: this step was taken before the kill.
        elif _size(self._lines) == state.output_bytes:
            if self.target.format == "jsonl":
                publish(self._segment, self.target.path)
            else:
                self._convert()
        for path in (self._letters, self._segment, self._checkpoint):
            path.unlink(missing_ok=True)

    def _save(self) -> None:
        for file in (self._lines, self._errors):
            file.flush()
            os.fsync(file.fileno())
        self.state.output_bytes, self.state.error_bytes = self._lines.tell(), self._errors.tell()
        self.state.save(self._checkpoint)
        self._saved = time.monotonic()

    def _seal(self) -> None:
        """Turn the open part into a part file and begin the next."""
        self._lines.flush()
        state, suffix = self.state, parts.PARQUET if self.target.format == "parquet" else parts.JSONL
        state.parts.append(parts.write_part(self._segment, self.target.path, len(state.parts), suffix, state.part_records))
        state.part_records = 0
        # The checkpoint is first: had the part been emptied before, a kill in between would leave it empty.
        self._lines.seek(0)
        self._save()
        self._lines.truncate()

    def _convert(self) -> None:
        from extract.sinks import tables  # brings pandas, which a run to JSONL has no need of

        path, new = self.target.path, self.target.beside("new")
        if self.target.format == "parquet":
            tables.write_parquet(self._segment, new)
            publish(new, path)
        else:
            shutil.rmtree(new, ignore_errors=True)
            tables.write_csv(self._segment, new)
            path.mkdir(exist_ok=True)
            for table in sorted(new.iterdir()):
                publish(table, path / table.name)
            new.rmdir()

    def _clear(self, overwrite: bool) -> None:
        """Make room for a run from the beginning."""
        if self.target.in_parts:
            if (self.target.path / parts.MANIFEST).exists() and not overwrite:
                self._lines.close()
                self._segment.unlink()
                raise UsageError(f"{self.target.path}: a finished output lies there; --overwrite replaces it")
            parts.remove(self.target.path)
        for path in (self._checkpoint, self._letters):
            path.unlink(missing_ok=True)
        self._lines.truncate(0)

    def _cut(self, file: BinaryIO, length: int, path: Path) -> None:
        """Forget what was written after the last checkpoint."""
        if _size(file) >= length:
            file.truncate(length)
        elif not self.state.read_all:
            raise ResumeError(f"{path} is shorter than its checkpoint says; --overwrite starts again")
        file.seek(0, os.SEEK_END)


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size
