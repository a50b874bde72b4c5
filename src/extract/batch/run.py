"""A run: releases in, records and dead letters out, in input order whatever the number of workers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict

from extract.batch.checkpoint import Checkpoint, Summary
from extract.batch.executors import Backend
from extract.batch.fingerprint import Program, names_digest, request
from extract.batch.inputs import Inputs
from extract.batch.output import CHECKPOINT_SECONDS, Output, Target
from extract.batch.shards import SHARD, Done, Shard, cut, digest
from extract.batch.target import Stream, apart, check_apart
from extract.errors import ResumeError
from extract.limits import NONE, Limits
from extract.sources import Columns, Kind, files, read_items


def run(
    paths: Sequence[str],
    target: Target,
    backend: Backend,
    program: Program,
    *,
    columns: Columns | None = None,
    wanted: Kind | None = None,
    shard_size: int = SHARD,
    save_every: float = CHECKPOINT_SECONDS,
    overwrite: bool = False,
    tables: Sequence[str] = (),
    limits: Limits = NONE,
    show: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Write the records of `paths` to `target`, and what failed to `target.errors`.

    A shard is `shard_size` releases; a checkpoint is made every `save_every` seconds. Goes on where an interrupted run of
    the same `program`, `paths`, `columns`, `wanted` (what every file is, whatever its name) and time limit stopped. Raises
    ResumeError where an unfinished output of another run lies there, UsageError where a finished one or anything else does,
    unless `overwrite` is set, and where the output is also read (`tables` are other files that the run depends on).
    `limits`: below which confidence the `backend` leaves values out.
    """
    columns = columns or Columns()
    check_apart(target, paths, tables)
    inputs = Inputs.of(paths, wanted)
    shape = target.format, target.part if target.in_parts else target.folder, target.raw_cells
    options = f"{columns} {wanted} {shape} {shard_size} {backend.timeout} {limits} {names_digest(inputs.arguments)}"
    identity = asdict(program) | request(apart(target, files(paths, wanted)), options)
    with Output(target, identity, overwrite, save_every, Summary(inputs=inputs)) as output:
        show(output.state.summary)
        if not output.state.read_all:
            shards = cut(read_items(paths, columns, wanted), shard_size)
            digests: deque[str] = deque()
            for done in backend.results(_digested(_rest(shards, output.state), output.state.digest, digests)):
                output.write(done, digests.popleft())
                show(output.state.summary)
        output.finish()
        return output.state.summary


def stream(
    paths: Sequence[str],
    to: Stream,
    backend: Backend,
    *,
    columns: Columns | None = None,
    wanted: Kind | None = None,
    shard_size: int = SHARD,
) -> Iterator[Done]:
    """What each shard of `paths` gives, as it comes, for a pipe. Raises UsageError where `to` is a file that is also read."""
    if to.is_file():
        for _ in apart(to, files(paths, wanted)):
            pass
    return backend.results(cut(read_items(paths, columns, wanted), shard_size))


def _rest(shards: Iterator[Shard], state: Checkpoint) -> Iterator[Shard]:
    """The shards that are not done. Raises ResumeError where those that are done read differently now."""
    so_far = ""
    for _ in range(state.shards):
        shard = next(shards, None)
        if shard is None:
            break
        so_far = digest(shard, so_far)
    if so_far != state.digest:
        raise ResumeError("the input has changed since the unfinished run; --overwrite starts again")
    return shards


def _digested(shards: Iterable[Shard], so_far: str, digests: deque[str]) -> Iterator[Shard]:
    """`shards`, and on the way the digest of the input up to each: the backend takes them ahead of their results."""
    for shard in shards:
        so_far = digest(shard, so_far)
        digests.append(so_far)
        yield shard
