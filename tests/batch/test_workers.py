"""A release that hangs, dies or raises costs that release; everything else comes out, in order, the same bytes anywhere."""

import json
import os
import signal
import socket
import threading
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import partial

import psutil
import pytest

from extract.batch import clock, executors
from extract.batch.executors import backend
from extract.batch.guard import Guard, close_all, run_guarded
from extract.batch.shards import cut
from extract.errors import ClusterError, ModelError, UsageError
from extract.sources import Release


@pytest.mark.parametrize(("poison", "reason"), [
    ("hangs in C", "took longer than 1 seconds of processor time"),
    ("sleeps", "its process stood still 3 times while it was read"),
    ("exits", "its process ended twice while it was read (exit code 3)"),
    ("is killed", "its process ended twice while it was read (signal 9)"),
    ("raises", "ValueError: no such unit"),
])  # fmt: skip
@pytest.mark.parametrize("workers", [1, 2])
def test_only_the_guilty_release_is_dropped(poison, reason, workers, readers, write_table, run_table, tmp_path, monkeypatch):
    monkeypatch.setattr(clock, "STILL", 1.0)
    texts = [f"release {i}" for i in range(14)]
    texts[5] = poison
    table = write_table(tmp_path / "in.jsonl", texts)
    records, letters = run_table(table, tmp_path / "out.jsonl", readers.poisoned, workers=workers, timeout=1)
    assert [record["id"] for record in records] == [f"r{i}" for i in range(14) if i != 5]
    assert letters == [{"id": "r5", "file": str(table), "line": 6, "reason": reason}]


def test_first_and_last_release_of_a_shard_and_all_of_it(readers, write_table, run_table, tmp_path):
    texts = ["exits", "a", "b", "exits", "exits", "exits", "exits", "exits", "c"]
    records, letters = run_table(write_table(tmp_path / "in.jsonl", texts), tmp_path / "out.jsonl", readers.poisoned)
    assert [record["id"] for record in records] == ["r1", "r2", "r8"]
    assert [letter["line"] for letter in letters] == [1, 4, 5, 6, 7, 8]


def test_a_process_that_someone_else_ended_costs_no_release(readers, write_table, run_table, tmp_path):
    texts = ["a", f"dies once: {tmp_path / 'marker'}", "b"]
    records, letters = run_table(write_table(tmp_path / "in.jsonl", texts), tmp_path / "out.jsonl", readers.poisoned)
    assert [record["id"] for record in records] == ["r0", "r1", "r2"]
    assert letters == []


def test_workers_killed_from_outside_are_replaced(readers):
    guard = Guard(readers.slow, 20.0)
    found = []
    for outcome in guard.outcomes([Release(f"r{i}", f"release {i}", "uri") for i in range(40)]):
        found.append(outcome)
        if len(found) in (5, 20):
            os.kill(guard.pid, signal.SIGKILL)
    guard.close()
    assert [json.loads(outcome.line)["id"] for outcome in found] == [f"r{i}" for i in range(40)]


def test_what_a_library_prints_does_no_harm(readers, write_table, run_table, tmp_path):
    table = write_table(tmp_path / "in.jsonl", ["prints", "a"])
    records, _ = run_table(table, tmp_path / "out.jsonl", readers.poisoned, workers=1)
    assert [record["id"] for record in records] == ["r0", "r1"]


def test_a_worker_that_cannot_load_stops_the_run_with_its_message(readers):
    with backend(readers.refuses, 1.0, 1) as place, pytest.raises(ModelError, match="no weights"):
        list(place.results(cut([Release("a", "text", "uri")])))
    with backend(readers.dies, 1.0, 1) as place, pytest.raises(ModelError, match="exit code 7 while it loaded"):
        list(place.results(cut([Release("a", "text", "uri")])))


def test_same_bytes_in_this_process_in_a_pool_and_on_dask(readers, write_table, run_table, tmp_path):
    pytest.importorskip("distributed", reason="rilis[distributed] is not installed")
    table = write_table(tmp_path / "in.jsonl", [f"release {i}" for i in range(50)] + ["raises", ""])
    outputs = {}
    for name, place in {"here": {"workers": 0}, "pool": {"workers": 3}, "dask": {"workers": 2, "scheduler": "local"}}.items():
        output = tmp_path / f"{name}.jsonl"
        run_table(table, output, readers.poisoned, **place)
        outputs[name] = output.read_bytes(), output.with_name(f"{name}.errors.jsonl").read_bytes()
    assert outputs["here"] == outputs["pool"] == outputs["dask"]
    assert outputs["here"][0].count(b"\n") == 50


class Lost(Exception):
    """What an executor raises where it could not keep a worker alive."""


class LosesEverything(Executor):
    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_exception(Lost())
        return future


def test_a_shard_that_a_cluster_gives_up_is_run_here(readers):
    place = executors.Backend(LosesEverything(), partial(run_guarded, readers.plain, 20.0), 4, (Lost,))
    [done] = place.results(cut([Release("a", "text", "uri"), Release("b", "text", "uri")]))
    close_all()
    assert (done.releases, done.failed) == (2, 0)


def test_a_scheduler_that_does_not_answer(readers, monkeypatch):
    pytest.importorskip("distributed", reason="rilis[distributed] is not installed")
    monkeypatch.setattr(executors, "CONNECT", 0.5)
    with pytest.raises(ClusterError, match="no Dask scheduler answers at tcp://127"), \
            backend(readers.plain, 1.0, None, "tcp://127.0.0.1:9"):
        pass


@pytest.mark.parametrize("address", [
    "", "foo", "foo:8786", "http://127.0.0.1:8786", "tcp://", "tcp://host", "tcp://host:", "tcp://host:x", "tcp://host:99999",
    "tcp://host:8786\n", "inproc://1", "scheduler.json",
])  # fmt: skip
def test_what_is_no_address(address, readers):
    pytest.importorskip("distributed", reason="rilis[distributed] is not installed")
    with pytest.raises(UsageError, match="neither an address like"), backend(readers.plain, 1.0, None, address):
        pass


@pytest.mark.parametrize("answer", [None, b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff" * 4096, bytes(4096)])
def test_a_port_where_something_else_answers(answer, readers, monkeypatch):
    pytest.importorskip("distributed", reason="rilis[distributed] is not installed")
    monkeypatch.setattr(executors, "CONNECT", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        def serve():
            with suppress(OSError):
                while answer is not None:
                    connection, _ = server.accept()
                    connection.sendall(answer)
                    connection.close()

        threading.Thread(target=serve, daemon=True).start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(ClusterError, match="no Dask scheduler answers at"), backend(readers.plain, 1.0, None, address):
            pass


def test_the_local_cluster_has_no_port(readers):
    """Through a port another user of the machine could have code run as this one."""
    pytest.importorskip("distributed", reason="rilis[distributed] is not installed")
    ours = psutil.Process()
    before = {connection.laddr for connection in ours.net_connections("inet")}
    with backend(readers.plain, 1.0, 2, "local") as place:
        [done] = place.results(cut([Release("a", "text", "uri")]))
        listening = {c.laddr for process in (ours, *ours.children(True)) for c in process.net_connections("inet")}
    assert done.releases == 1
    assert listening <= before


def test_a_cluster_without_workers_is_given_up(readers, monkeypatch):
    distributed = pytest.importorskip("distributed", reason="rilis[distributed] is not installed")
    monkeypatch.setattr(executors, "WORKERLESS", 1.0)
    with distributed.LocalCluster(n_workers=0, dashboard_address=None, silence_logs=50) as cluster, \
            backend(readers.plain, 1.0, None, cluster.scheduler_address) as place, \
            pytest.raises(ClusterError, match="no worker for 1 seconds"):
        list(place.results(cut([Release("a", "text", "uri")])))


def test_dask_workers_are_killed_while_they_work(readers, write_table, run_table, tmp_path):
    distributed = pytest.importorskip("distributed", reason="rilis[distributed] is not installed")
    table = write_table(tmp_path / "in.jsonl", [f"release {i}" for i in range(600)])
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        finished = threading.Event()
        killed = []
        # Those that the cluster began with: Dask gives up a worker whose new process dies while it is still starting.
        pids = {name: nanny.pid for name, nanny in cluster.workers.items()}

        def kill():
            while pids and not finished.wait(0.2):
                busy = {worker.name for worker in list(cluster.scheduler.workers.values()) if worker.processing}
                for name in sorted(busy & set(pids))[:1]:
                    os.kill(pids[name], signal.SIGKILL)
                    killed.append(pids.pop(name))

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            records, letters = run_table(table, tmp_path / "out.jsonl", readers.slow, scheduler=cluster.scheduler_address)
        finally:
            finished.set()
            killer.join()
    assert len(killed) == 2
    assert [record["id"] for record in records] == [f"r{i}" for i in range(600)]
    assert letters == []


def test_a_poisoned_release_does_not_end_dask_workers(readers, write_table, run_table, tmp_path):
    distributed = pytest.importorskip("distributed", reason="rilis[distributed] is not installed")
    table = write_table(tmp_path / "in.jsonl", ["a", "exits", "b", "hangs in C", "c"])
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        before = [nanny.pid for nanny in cluster.workers.values()]
        records, letters = run_table(
            table, tmp_path / "out.jsonl", readers.poisoned, timeout=2, scheduler=cluster.scheduler_address
        )
        assert [nanny.pid for nanny in cluster.workers.values()] == before
    assert [record["id"] for record in records] == ["r0", "r2", "r4"]
    assert [letter["id"] for letter in letters] == ["r1", "r3"]
