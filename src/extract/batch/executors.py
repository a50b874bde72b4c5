"""Where shards are worked on: in this process, in processes of this machine, on a Dask cluster. Each is an `Executor` of
`concurrent.futures` and runs the same function on the same shards, so the bytes are the same."""

from __future__ import annotations

import asyncio
import os
import re
import struct
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from extract.batch.guard import close_all, run_guarded, run_here
from extract.batch.shards import Done, Load, Shard
from extract.errors import ClusterError, MissingExtraError, UsageError

CONNECT = 10.0
"""Seconds to wait for a scheduler."""

WORKERLESS = 300.0
"""Seconds that a cluster may be without any worker: time for it to start some, not for ever."""

LOCAL = "local"
"""The `scheduler` that starts a Dask cluster in this process."""

_NO_SCHEDULER = (
    OSError, asyncio.TimeoutError,      # nobody is there, or says nothing
    ValueError, TypeError, AttributeError, LookupError, EOFError, MemoryError, struct.error,   # what comes is no message
)  # fmt: skip
"""What looking for a scheduler may raise. A TypeError is also what tls:// without certificates gives."""

_ADDRESS = re.compile(r"(?:tcp|tls)://(?:[\w.-]+|\[[\da-fA-F:.]+\]):(?P<port>\d{1,5})/?")


@dataclass(frozen=True, slots=True)
class Backend:
    """An executor, the function it runs on each shard, and how many shards it is given ahead.

    `lost` are the errors by which it says that it could not keep a worker alive for a shard; `alive` tells whether it has
    a worker at all. `timeout` is the time limit that holds there: what it ends is a dead letter, so the output depends on it.
    """

    executor: Executor
    function: Callable[[Shard], Done]
    window: int
    lost: tuple[type[Exception], ...] = ()
    alive: Callable[[], bool] = lambda: True
    timeout: float | None = None

    def results(self, shards: Iterable[Shard]) -> Iterator[Done]:
        """What each shard gives, in input order, with at most `window` of them in memory."""
        waiting: deque[tuple[Shard, Future[Done]]] = deque()
        for shard in shards:
            waiting.append((shard, self.executor.submit(self.function, shard)))
            while waiting and (waiting[0][1].done() or len(waiting) >= self.window):
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def _result(self, shard: Shard, future: Future[Done]) -> Done:
        try:
            self._wait(future)
            return future.result()
        except CancelledError as error:
            raise ClusterError("the connection to the cluster is lost; the same command goes on where it stopped") from error
        except self.lost:
            return self.function(shard)

    def _wait(self, future: Future[Done]) -> None:
        without = 0         # looks in a row that found no worker
        while not wait([future], WORKERLESS / 10).done:
            without = 0 if self.alive() else without + 1
            if without == 10:
                raise ClusterError(
                    f"the cluster has had no worker for {WORKERLESS:.0f} seconds; the same command goes on where it stopped"
                )


class InProcess(Executor):
    """Runs what it is given at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def backend(load: Load, timeout: float | None, workers: int | None = None, scheduler: str | None = None) -> Iterator[Backend]:
    """The place for a run's shards: a Dask cluster where `scheduler` names one, else `workers` processes of this machine
    (default: one per core), else, with `workers=0`, this process.

    `timeout` is in seconds per release. Raises MissingExtraError, ClusterError.
    """
    if scheduler is not None:
        with _dask(scheduler, workers) as (client, lost):
            window = max(64, 4 * sum(client.nthreads().values()))
            run_there = partial(run_guarded, load, timeout)
            yield Backend(client.get_executor(pure=False), run_there, window, lost, lambda: bool(client.nthreads()), timeout)
    elif workers == 0:
        yield Backend(InProcess(), partial(run_here, load, timeout), 1)
    else:
        workers = workers or cores()
        # Threads, each with a process behind it: a thread waits, and survives the death of its process.
        pool = ThreadPoolExecutor(workers)
        try:
            yield Backend(pool, partial(run_guarded, load, timeout), 4 * workers, timeout=timeout)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            close_all()


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _look_for(scheduler: str) -> None:
    """Raises UsageError or ClusterError where no scheduler is at this address. A client would wait for ever for an answer."""
    address = _ADDRESS.fullmatch(scheduler)
    if address is None or int(address["port"]) > 65_535:
        raise UsageError(f"--scheduler {scheduler}: neither an address like tcp://HOST:8786 nor {LOCAL!r}")
    from distributed import rpc

    async def kind() -> str:
        async with rpc(scheduler, timeout=CONNECT) as there:  # type: ignore[no-untyped-call]
            return str((await there.identity()).get("type"))

    async def in_time() -> str:
        return await asyncio.wait_for(kind(), CONNECT + 1)

    try:
        found = asyncio.run(in_time())
    except _NO_SCHEDULER as error:
        why = str(error) or f"nothing came within {CONNECT:g} seconds"
        raise ClusterError(f"no Dask scheduler answers at {scheduler}: {why}") from error
    if found != "Scheduler":
        raise ClusterError(f"no Dask scheduler answers at {scheduler}: a {found} does")


@contextmanager
def _dask(scheduler: str, workers: int | None) -> Iterator[tuple[Any, tuple[type[Exception], ...]]]:
    """A client of the cluster, and the errors that say it gave a task up."""
    try:
        from distributed import Client, KilledWorker, LocalCluster
    except ImportError as error:
        raise MissingExtraError("--scheduler", "distributed") from error
    import logging

    logging.getLogger("distributed").setLevel(logging.ERROR)
    cluster = None
    if scheduler == LOCAL:
        # Its workers are threads, and a process of ours is behind each: no port, through which others could have code run.
        cluster = LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers or cores(), threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0",
            memory_limit=0, silence_logs=logging.CRITICAL,
        )  # fmt: skip
        for node in (cluster.scheduler, *cluster.workers.values()):
            node.http_server.stop()
    else:
        _look_for(scheduler)
    try:
        client: Any = Client(cluster or scheduler, timeout=CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
        with client:
            try:
                yield client, (KilledWorker,)
            finally:
                if client.status == "running":
                    client.run(close_all, on_error="ignore")
                close_all()
    finally:
        if cluster is not None:
            cluster.close()
