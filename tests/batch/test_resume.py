"""A run that is killed goes on where it stopped, and ends in the same bytes."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.batch import run as batch
from extract.errors import ResumeError
from extract.sources import read


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("table") / "releases.jsonl"
    rows = [
        {"id": f"r{i}", "text": f"Bupati Lahat Hendra Wijaya meresmikan {i + 2} unit rumah di Desa Sukamaju, Senin (3/6/2024)."}
        for i in range(batch.SHARD * 6 + 5)
    ]
    rows[70]["text"] = ""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def expected(table, tmp_path_factory) -> tuple[bytes, bytes]:
    output = tmp_path_factory.mktemp("whole") / "out.jsonl"
    assert command(table, output).wait(120) == 0
    return output.read_bytes(), batch.errors_path(output).read_bytes()


def command(table: Path, output: Path, *more: str) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-m", "extract.cli", "run", str(table), "-o", str(output), *more]
    return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_killed_at_random_moments_it_ends_in_the_same_bytes(table, expected, tmp_path):
    output = tmp_path / "out.jsonl"
    moments = random.Random(7)
    for _ in range(8):
        process = command(table, output)
        time.sleep(moments.uniform(1.0, 4.0))
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        if output.exists():
            break
    assert command(table, output).wait(120) == 0
    assert output.read_bytes() == expected[0]
    assert batch.errors_path(output).read_bytes() == expected[1]
    assert {p.name for p in tmp_path.iterdir()} == {"out.jsonl", "out.errors.jsonl"}


def test_workers_do_not_change_the_bytes(table, expected, tmp_path):
    output = tmp_path / "out.jsonl"
    assert command(table, output, "--workers", "2").wait(120) == 0
    assert output.read_bytes() == expected[0]


def test_another_input_is_refused(table, tmp_path):
    output = tmp_path / "out.jsonl"
    journal = batch.Journal(tmp_path / "out.jsonl.journal", "another run")
    journal.start()
    with pytest.raises(ResumeError, match="--overwrite"):
        batch.run(read([str(table)]), output, batch.Settings(), 1, "this run")
