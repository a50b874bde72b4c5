"""A run: releases in, records and dead letters out, in input order whatever the number of workers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict

from extract.batch.checkpoint import Checkpoint, Summary
from extract.batch.executors import Backend
from extract.batch.fingerprint import Program, request
from extract.batch.output import CHECKPOINT_SECONDS, Output, Target
from extract.batch.shards import SHARD, Done, Shard, cut, digest
from extract.errors import ResumeError
from extract.sources import Columns, files, read_items


def run(
    paths: Sequence[str],
    target: Target,
    backend: Backend,
    program: Program,
    *,
    columns: Columns | None = None,
    shard_size: int = SHARD,
    save_every: float = CHECKPOINT_SECONDS,
    overwrite: bool = False,
    show: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Write the records of `paths` to `target`, and what failed to `target.errors`.

    A shard is `shard_size` releases; a checkpoint is made every `save_every` seconds. Goes on where an interrupted run of
    the same `program`, `paths` and `columns` stopped. Raises ResumeError where an unfinished output of another run lies
    there, unless `overwrite` is set.
    """
    columns = columns or Columns()
    options = f"{columns} {target.format} {target.part if target.in_parts else None} {shard_size} {backend.timeout}"
    identity = asdict(program) | request(files(paths), options)
    with Output(target, identity, overwrite, save_every) as output:
        show(output.state.summary)
        if not output.state.read_all:
            shards = cut(read_items(paths, columns), shard_size)
            digests: deque[str] = deque()
            for done in backend.results(_digested(_rest(shards, output.state), output.state.digest, digests)):
                output.write(done, digests.popleft())
                show(output.state.summary)
        output.finish()
        return output.state.summary


def stream(
    paths: Sequence[str], backend: Backend, *, columns: Columns | None = None, shard_size: int = SHARD
) -> Iterator[Done]:
    """What each shard of `paths` gives, as it comes, for standard output."""
    return backend.results(cut(read_items(paths, columns), shard_size))


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
