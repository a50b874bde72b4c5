"""What a run writes. Records go as JSONL into a working file beside the output, dead letters into another, and the
checkpoint says how much of both is whole. The output itself appears when it is finished, by a change of name, so that a
reader never sees half of it.

Nothing is replaced unasked: what lies where the run writes is an unfinished run of ours, which goes on, or the user has
said `overwrite`, or the run is refused. And what is replaced then stays until there is something to put in its place.
"""

from __future__ import annotations

import filecmp
import os
import time
from pathlib import Path
from typing import BinaryIO

from extract.batch import checkpoint
from extract.batch.checkpoint import Checkpoint, Summary
from extract.batch.shards import Done
from extract.batch.target import Target
from extract.errors import ResumeError, UsageError
from extract.sinks import atomic, files, letters, parts

__all__ = ["CHECKPOINT_SECONDS", "Output", "Target"]

CHECKPOINT_SECONDS = 1.0
"""Between two checkpoints: each waits for the disk, and after a kill no more than this much work is done again."""


class Output:
    """The files of a run: `write` what each shard gave, then `finish`. A context manager.

    `summary` is that of a run which has read nothing. Raises ResumeError where the unfinished output of another run lies
    there, UsageError where anything else does; with `overwrite` an earlier output is replaced.
    """

    def __init__(
        self,
        target: Target,
        identity: dict[str, str],
        overwrite: bool = False,
        save_every: float = CHECKPOINT_SECONDS,
        summary: Summary | None = None,
    ) -> None:
        self.target, self._save_every = target, save_every
        files.check_installed(target.written)
        target.path.parent.mkdir(parents=True, exist_ok=True)
        self._checkpoint, self._segment, self._letters, self._new = map(
            target.beside, ("checkpoint", "part", "errors.part", "new")
        )
        self._lines, made = atomic.open_locked(self._segment)
        try:
            if not checkpoint.is_ours(new := atomic.beside(self._checkpoint)):
                raise _in_the_way(new)
            self.state = self._unfinished(identity, overwrite) or self._begin(identity, overwrite, summary or Summary())
            self._errors, _ = atomic.open_working(self._letters)
        except BaseException:
            self._lines.close()
            if made and not hasattr(self, "state"):
                self._segment.unlink()
            raise
        self._cut(self._lines, self.state.output_bytes, self._segment)
        self._cut(self._errors, self.state.error_bytes, self._letters)
        self._saved = time.monotonic()
        if self._full():
            self._seal()  # it was noted, and not done, before the kill

    def __enter__(self) -> Output:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None and not self.state.shards and not self.state.read_all:
            self._remove_working_files()  # nothing is done that could be gone on with
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
        if self._full():
            self._seal()
        elif time.monotonic() - self._saved >= self._save_every:
            self._save()

    def _full(self) -> bool:
        return self.target.in_parts and self.state.part_records >= self.target.part

    def finish(self) -> None:
        """Give the output its name. Each step can be taken twice, so that a kill in between does no harm."""
        state, summary, target = self.state, self.state.summary, self.target
        if not state.read_all:
            if target.in_parts and state.part_records:
                self._seal()
            state.read_all = True
            self._save()
        if target.folder:
            self._make_room()
        if not summary.failed:
            self._remove_replaced({target.errors.name})
        elif _size(self._errors) == state.error_bytes:
            self._publish(self._letters, target.errors)
        # A working file of another length is a new and empty one: this step was taken before the kill.
        if target.in_parts or _size(self._lines) == state.output_bytes:
            self._finish_output()
        elif not target.path.exists():
            raise ResumeError(f"{target.path}: finished, and gone since; --overwrite starts again")
        self._remove_working_files()

    def _finish_output(self) -> None:
        state, summary, target = self.state, self.state.summary, self.target
        if target.folder:
            entries = state.parts if target.in_parts else parts.write_tables(
                self._segment, target.path, target.raw_cells, self._publish
            )
            parts.write_manifest(
                target.path, entries, summary.releases, summary.failed, summary.fields, self._publish
            )
        elif target.format == "jsonl":
            self._publish(self._segment, target.path)
        else:
            with atomic.recreate(self._new) as file:
                summary.notes = files.write(self._segment, file, target.format, target.raw_cells)
            self._publish(self._new, target.path)

    def _save(self) -> None:
        for file in (self._lines, self._errors):
            file.flush()
            os.fsync(file.fileno())
        self.state.output_bytes, self.state.error_bytes = self._lines.tell(), self._errors.tell()
        self.state.save(self._checkpoint)
        self._saved = time.monotonic()

    def _seal(self) -> None:
        """Turn the open part into a part file and begin the next."""
        self._make_room()
        self._lines.flush()
        state, target = self.state, self.target
        state.parts.append(
            parts.write_part(
                self._segment, target.path, len(state.parts), target.format, state.part_records, self._publish
            )
        )
        state.part_records = 0
        # The checkpoint is first: had the part been emptied before, a kill in between would leave it empty.
        self._lines.seek(0)
        self._save()
        self._lines.truncate()

    def _publish(self, new: Path, path: Path) -> None:
        """Give `new` its name, where nothing lies that was not there, and given up by the user, when the run began. What
        is the same, byte by byte, is ours: named before the kill."""
        if os.path.lexists(path) and self._name(path) not in self.state.replaces and not _same(new, path):
            raise ResumeError(f"{path}: appeared while the run was on; move it away, and the same command finishes")
        atomic.publish(new, path)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.target.path.parent).as_posix()

    def _make_room(self) -> None:
        """Remove the earlier output of a folder, its manifest first."""
        inside = f"{self.target.path.name}/"
        if names := [name for name in self.state.replaces if name.startswith(inside)]:
            names.sort(key=lambda name: not name.endswith(f"/{parts.MANIFEST}"))
            self._remove_replaced(names)
            # From here on these names are those of the new output.
            self.state.replaces = [name for name in self.state.replaces if name not in names]
            self._save()

    def _remove_replaced(self, names: list[str] | set[str]) -> None:
        for name in names:
            if name in self.state.replaces:
                parts.remove(self.target.path.parent / name)

    def _remove_working_files(self) -> None:
        for path in (self._letters, self._new, self._segment, self._checkpoint):
            path.unlink(missing_ok=True)

    def _unfinished(self, identity: dict[str, str], overwrite: bool) -> Checkpoint | None:
        """The unfinished run that goes on, None where there is none. Raises ResumeError where it is another."""
        if overwrite or (found := checkpoint.load(self._checkpoint)) is None:
            return None
        if changed := [key for key, value in identity.items() if found.identity.get(key) != value]:
            if not found.shards and not found.read_all:
                return None  # it has done nothing yet
            names = " and ".join(changed)
            raise ResumeError(
                f"{self._checkpoint}: the unfinished run there had another {names}; --overwrite starts again"
            )
        path = self.target.path
        appeared = os.path.lexists(path) and self._name(path) not in found.replaces
        if appeared and not found.read_all and not self.target.folder:
            raise UsageError(
                f"{path}: appeared since the unfinished run began; move it away, or --overwrite starts again and replaces it"
            )
        return found

    def _begin(self, identity: dict[str, str], overwrite: bool, summary: Summary) -> Checkpoint:
        """A run from the beginning: everything that it writes is free, or the user has given it up. Nothing is changed
        before that is certain."""
        ours = self._leftovers(overwrite)
        replaces = [*self._earlier_output(overwrite, ours), *self._earlier_letters(overwrite)]
        state = Checkpoint(identity, self.target.format, replaces=replaces, summary=summary)
        state.save(self._checkpoint)
        # The checkpoint is first: it says that what lies there is ours.
        for path in (self._letters, self._new):
            path.unlink(missing_ok=True)
        self._lines.truncate(0)
        return state

    def _leftovers(self, overwrite: bool) -> Checkpoint | None:
        """The checkpoint of the run whose working files lie there. Raises UsageError where they are nobody's."""
        found = None
        try:
            found = checkpoint.load(self._checkpoint)
        except ResumeError:
            if not overwrite or not checkpoint.is_ours(self._checkpoint):
                raise
        # A checkpoint of which nothing is left still lies between two files that only a run of ours calls so.
        claimed = found is not None or checkpoint.claims(self._checkpoint) or (
            self._checkpoint.exists() and self._letters.exists()
        )
        strange = [] if claimed else [path for path in (self._letters, self._new) if os.path.lexists(path)]
        if not claimed and _size(self._lines):
            strange.append(self._segment)
        if strange:
            raise _in_the_way(strange[0])
        return found

    def _earlier_output(self, overwrite: bool, unfinished: Checkpoint | None) -> list[str]:
        """What of the output is there already and may be replaced. Raises UsageError where it may not."""
        path, target = self.target.path, self.target
        if target.link and not overwrite:
            raise UsageError(f"{path}: a symlink leads there; --overwrite writes through it")
        if not os.path.lexists(path):
            return []
        if target.folder:
            return self._earlier_parts(overwrite, unfinished)
        if not overwrite:
            raise UsageError(f"{path}: exists already; --overwrite replaces it")
        if not path.is_file() or path.is_symlink():
            raise UsageError(f"{path}: no plain file, and so not replaced; choose another output")
        return [path.name]

    def _earlier_parts(self, overwrite: bool, unfinished: Checkpoint | None) -> list[str]:
        """The same of a folder that is there."""
        path, target = self.target.path, self.target
        if not path.is_dir():
            raise UsageError(f"{path}: a file lies there, not a folder")
        if not os.access(path, os.W_OK | os.X_OK):
            raise UsageError(f"{path}: no permission to write into the folder")
        there = {entry.name for entry in path.iterdir()}
        ours = parts.listed(path)
        if there and not overwrite:
            what = "a finished output lies there; --overwrite replaces it" if parts.MANIFEST in ours else (
                "files that are not ours lie there; choose another folder, or --overwrite writes beside them"
            )
            raise UsageError(f"{path}: {what}")
        if unfinished is not None:
            ours |= {str(entry["file"]) for entry in unfinished.parts}
            unnoted = parts.unnoted(unfinished.format, len(unfinished.parts), unfinished.read_all)
            ours |= {name for name in there if unnoted.fullmatch(name)}
        may_write = parts.may_write(target.format)
        if strange := sorted(name for name in there - ours if may_write.fullmatch(name)):
            raise UsageError(f"{path / strange[0]}: in the way, and not named by a manifest of ours; move it away")
        return [f"{path.name}/{name}" for name in sorted(there & ours)]

    def _earlier_letters(self, overwrite: bool) -> list[str]:
        """The same of the dead letters."""
        path = self.target.errors
        if not os.path.lexists(path):
            return []
        if not overwrite:
            raise UsageError(f"{path}: holds the dead letters of an earlier run; move it away, or --overwrite replaces it")
        if os.path.lexists(self.target.twin) or not letters.are(path):
            raise UsageError(f"{path}: where the dead letters go, and not known to be this output's; move it away")
        return [path.name]

    def _cut(self, file: BinaryIO, length: int, path: Path) -> None:
        """Forget what was written after the last checkpoint."""
        if _size(file) >= length:
            file.truncate(length)
        elif not self.state.read_all or _size(file):
            raise ResumeError(f"{path} is shorter than its checkpoint says; --overwrite starts again")
        file.seek(0, os.SEEK_END)


def _in_the_way(path: Path) -> UsageError:
    return UsageError(f"{path}: in the way of the run's working files, and not ours; move it away")


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


def _same(new: Path, path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and filecmp.cmp(new, path, shallow=False)
