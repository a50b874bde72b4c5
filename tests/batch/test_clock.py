"""The time limit is a matter of the text: not of how busy the machine is, nor of who stops a worker from outside."""

import itertools
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest

from extract.batch import clock, guard
from extract.batch.clock import SHARE, allowance
from extract.batch.guard import Guard
from extract.sources import Page, Release
from extract.sources.decode import MAX_TEXT

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process cannot be stopped on this system")


@pytest.mark.parametrize(("characters", "times"), [(0, 1), (1, 1), (SHARE, 1), (SHARE + 1, 2), (MAX_TEXT, 10)])
def test_a_long_text_has_longer(characters, times):
    assert allowance(Release(None, "x" * characters, "uri"), 0.5) == 0.5 * times


def test_a_page_has_no_longer_than_the_longest_text():
    assert allowance(Page(None, "x" * (3 * MAX_TEXT), "uri"), 0.5) == allowance(Release(None, "x" * MAX_TEXT, "uri"), 0.5)


def ids(outcomes):
    return [outcome if isinstance(outcome, str) else json.loads(outcome.line)["id"] for outcome in outcomes]


def test_a_worker_that_is_held_up_again_and_again_gives_the_record(readers):
    """It works for half of the processor time that it has, but by the wall it takes several times as long."""
    keeper = Guard(readers.works, 0.6)
    assert ids(keeper.outcomes([Release("first", "0", "uri")])) == ["first"]
    over = threading.Event()

    def hold_up():
        for sign in itertools.cycle((signal.SIGSTOP, signal.SIGCONT)):
            os.kill(keeper.pid, sign)
            if over.wait(0.4 if sign is signal.SIGSTOP else 0.1):
                break
        os.kill(keeper.pid, signal.SIGCONT)

    began, thread = time.monotonic(), threading.Thread(target=hold_up)
    thread.start()
    found = ids(keeper.outcomes([Release("held up", "0.3", "uri")]))
    took = time.monotonic() - began
    over.set()
    thread.join()
    keeper.close()
    assert found == ["held up"]
    assert took > 0.6       # else it was not held up


def test_the_same_text_is_too_long_without_anyone_holding_it_up(readers):
    keeper = Guard(readers.works, 0.3)
    assert ids(keeper.outcomes([Release("a", "2", "uri"), Release("b", "0", "uri")])) == [
        "took longer than 0.3 seconds of processor time", "b",
    ]  # fmt: skip
    keeper.close()


@pytest.mark.parametrize("when", ["idle", "loading", "working"])
def test_a_stopped_worker_is_replaced(readers, monkeypatch, when):
    monkeypatch.setattr(clock, "STILL", 0.5)
    monkeypatch.setattr(guard, "_GRACE", 0.1)
    keeper = Guard(readers.slow, 20.0)
    stopped = []

    def stop():
        os.kill(keeper.pid, signal.SIGSTOP)
        stopped.append(keeper.pid)

    releases = [Release(f"r{i}", f"release {i}", "uri") for i in range(40)]
    if when == "loading":
        start = guard._start

        def start_stopped():
            process = start()
            if not stopped:
                os.kill(process.pid, signal.SIGSTOP)
                stopped.append(process.pid)
            return process

        monkeypatch.setattr(guard, "_start", start_stopped)
    found = []
    for outcome in itertools.chain(keeper.outcomes(releases[:20]), keeper.outcomes(releases[20:])):
        found.append(outcome)
        if when == "idle" and len(found) == 20:
            stop()
        elif when == "working" and len(found) == 5:
            threading.Timer(0.002, stop).start()
    assert ids(found) == [release.id for release in releases]
    assert len(stopped) == 1
    assert keeper.pid not in stopped
    keeper.close()


def test_a_worker_that_is_stopped_in_the_end_does_not_keep_the_run(readers, monkeypatch):
    monkeypatch.setattr(guard, "_GRACE", 0.1)
    monkeypatch.setattr(guard, "RENEWAL", 1)
    keeper = Guard(readers.slow, 20.0)
    for _ in keeper.outcomes([Release("a", "a", "uri")]):
        os.kill(keeper.pid, signal.SIGSTOP)
    assert keeper.pid is None


def test_a_stopped_worker_can_be_closed(readers):
    keeper = Guard(readers.slow, 20.0)
    list(keeper.outcomes([Release("a", "a", "uri")]))
    pid = keeper.pid
    os.kill(pid, signal.SIGSTOP)
    keeper.close()
    assert not psutil.pid_exists(pid)


def test_a_worker_whose_holder_is_gone_ends_by_itself(readers):
    """It hangs in C, and nobody watches it."""
    code = f"import sys; sys.path[:] = {sys.path!r}; from extract.batch.worker import main; main()"
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    pickle.dump((readers.poisoned, 0.2), process.stdin)
    pickle.dump(Release(None, "hangs in C", "uri"), process.stdin)
    process.stdin.close()
    assert process.wait(30) == -signal.SIGPROF
