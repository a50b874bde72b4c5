"""A batch: releases in, lines of JSON and dead letters out, in input order whatever the number of workers.

A shard is a pure function from releases to lines. It runs in this process or in a process pool; the model is loaded once
per worker. Output goes to `OUTPUT.part`, shard by shard, and takes its name when the last line is on disk;
`OUTPUT.journal` says after each shard how much of it is whole, so that a run that was killed goes on there and ends in
the same bytes.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import multiprocessing
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from extract.errors import ResumeError, SourceError
from extract.lexicon import Lexicon, default
from extract.sources.release import Release

if TYPE_CHECKING:
    from extract.pipeline import Pipeline

SHARD = 64
"""Releases. Small enough that little is done again after a kill, large enough for the model to run in batches."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What every worker needs to build the same pipeline."""

    engine: str = "spacy"
    lexicon: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What a shard gives: its lines, its dead letters, and how many values of each field it found."""

    lines: bytes
    errors: bytes
    releases: int
    failed: int
    fields: dict[str, int]


@dataclass(slots=True)
class Summary:
    """What a whole run did."""

    releases: int = 0
    failed: int = 0
    fields: Counter[str] = field(default_factory=Counter)

    def add(self, done: Done) -> None:
        self.releases += done.releases
        self.failed += done.failed
        self.fields.update(done.fields)


_pipeline: Pipeline | None = None


def start_worker(settings: Settings) -> None:
    """Load the model, once per worker."""
    global _pipeline
    from extract.pipeline import Pipeline

    lexicon = Lexicon(map(Path, settings.lexicon)) if settings.lexicon else default()
    _pipeline = Pipeline(engine=settings.engine, lexicon=lexicon)


def run_shard(items: list[Release | SourceError]) -> Done:
    """The shard function. A release that fails becomes a dead letter, and the others go on."""
    assert _pipeline is not None, "start_worker comes first"
    lines: list[str] = []
    errors: list[str] = []
    fields: Counter[str] = Counter()
    # Inside a memory zone, the words that only these releases have are forgotten after them (spaCy 3.8).
    with _pipeline.nlp.memory_zone():
        for item in items:
            if isinstance(item, SourceError):
                errors.append(_dead_letter(None, item.uri, item.line, item.reason))
                continue
            try:
                record = _pipeline.process(item)
            except Exception as error:  # noqa: BLE001 - the one guard around a release: nothing else may stop a batch
                errors.append(_dead_letter(item.id, item.uri, item.row, f"{type(error).__name__}: {error}"))
                continue
            lines.append(record.to_json())
            for name in ("event", "officials", "figures", "quotes", "organisations", "places"):
                value = getattr(record, name)
                fields[name] += len(value) if isinstance(value, list) else value is not None
    return Done(_block(lines), _block(errors), len(lines), len(errors), dict(fields))


def _dead_letter(id: str | None, file: str, line: int | None, reason: str) -> str:
    return json.dumps({"id": id, "file": file, "line": line, "reason": reason}, ensure_ascii=False)


def _block(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def shards(items: Iterable[Release | SourceError]) -> Iterator[list[Release | SourceError]]:
    """`items` cut into lists of `SHARD`."""
    iterator = iter(items)
    while shard := list(itertools.islice(iterator, SHARD)):
        yield shard


def _results(work: Iterator[list[Release | SourceError]], settings: Settings, workers: int) -> Iterator[Done]:
    """Results in input order, with at most two shards per worker under way."""
    if workers == 1:
        start_worker(settings)
        yield from map(run_shard, work)
        return
    # Not fork: the parent holds a progress bar's thread, and a forked lock may never open.
    context = multiprocessing.get_context("spawn")
    pool: Executor = ProcessPoolExecutor(workers, context, start_worker, (settings,))
    with pool:
        waiting: deque[Future[Done]] = deque()
        for shard in work:
            waiting.append(pool.submit(run_shard, shard))
            if len(waiting) >= 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class Journal:
    """How much of an unfinished output is whole: after each shard, the bytes of the output and of the dead letters."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path, self.fingerprint = path, fingerprint
        self.shards = self.output_bytes = self.error_bytes = 0

    def read(self) -> bool:
        """Whether an unfinished run lies there. Raises ResumeError where it is not this run."""
        if not self.path.exists():
            return False
        first, *rest = self.path.read_text(encoding="utf-8").splitlines() or [""]
        if first != self.fingerprint:
            raise ResumeError(
                f"{self.path} is of a run with another input, model, version or other options; --overwrite starts again"
            )
        for line in rest:
            numbers = line.split()
            if len(numbers) == 4 and numbers[3] == "ok":
                self.shards, self.output_bytes, self.error_bytes = map(int, numbers[:3])
        return True

    def start(self) -> None:
        self.path.write_text(self.fingerprint + "\n", encoding="utf-8")

    def add(self, output_bytes: int, error_bytes: int) -> None:
        self.shards, self.output_bytes, self.error_bytes = self.shards + 1, output_bytes, error_bytes
        with self.path.open("a", encoding="utf-8") as file:
            # "ok" comes last: a line that a kill cut short does not end in it.
            file.write(f"{self.shards} {output_bytes} {error_bytes} ok\n")
            file.flush()
            os.fsync(file.fileno())


def fingerprint(settings: Settings, inputs: Iterable[str], columns: str) -> str:
    """Of version, model, options and inputs (name, size and time of change of each file)."""
    from extract._version import __version__

    digest = hashlib.sha256(f"{__version__} {settings} {columns}".encode())
    model = Path(__file__).parent.parent / "models"
    for name in itertools.chain(map(str, sorted(model.rglob("meta.json"))), settings.lexicon, inputs):
        status = Path(name).stat() if Path(name).exists() else None
        digest.update(f"{name} {status and (status.st_size, status.st_mtime_ns)}".encode())
    return digest.hexdigest()


def run(
    items: Iterable[Release | SourceError],
    output: Path,
    settings: Settings,
    workers: int,
    identity: str,
    overwrite: bool = False,
    progress: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Write the records of `items` to `output` and what failed to `output.errors.jsonl` beside it.

    Raises ResumeError where an unfinished output of another run lies there and `overwrite` is not set.
    """
    part, bad = output.with_name(output.name + ".part"), output.with_name(output.name + ".errors.part")
    journal = Journal(output.with_name(output.name + ".journal"), identity)
    if overwrite or not journal.read():
        journal.start()
        part.write_bytes(b"")
        bad.write_bytes(b"")
    summary = Summary()
    work = shards(items)
    for shard in itertools.islice(work, journal.shards):
        summary.releases += len(shard)
    with part.open("r+b") as lines, bad.open("r+b") as errors:
        _cut(lines, journal.output_bytes)
        _cut(errors, journal.error_bytes)
        summary.failed = errors_so_far = bad.read_bytes()[: journal.error_bytes].count(b"\n")
        summary.releases -= errors_so_far
        progress(summary)
        for done in _results(work, settings, workers):
            for file, block in ((lines, done.lines), (errors, done.errors)):
                file.write(block)
                file.flush()
                os.fsync(file.fileno())
            journal.add(lines.tell(), errors.tell())
            summary.add(done)
            progress(summary)
    part.replace(output)
    dead = errors_path(output)
    if bad.stat().st_size:
        bad.replace(dead)
    else:
        bad.unlink()
        dead.unlink(missing_ok=True)
    journal.path.unlink()
    return summary


def errors_path(output: Path) -> Path:
    """records.jsonl -> records.errors.jsonl."""
    return output.with_name(f"{output.stem}.errors.jsonl")


def _cut(file: BinaryIO, length: int) -> None:
    file.truncate(length)
    file.seek(length)


def stream(items: Iterable[Release | SourceError], settings: Settings, workers: int) -> Iterator[Done]:
    """The results themselves, for standard output."""
    return _results(shards(items), settings, workers)
