"""A run that is killed goes on where it stopped and ends in the same bytes; what is not the same run is refused."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import fields, replace
from pathlib import Path

import pytest

from extract.batch import fingerprint
from extract.batch.executors import backend
from extract.batch.fingerprint import Program
from extract.batch.output import Target
from extract.batch.run import run
from extract.batch.settings import Settings
from extract.errors import ModelError, ResumeError, UsageError
from extract.limits import Limits

HERE = Path(__file__).parent
RELEASES = 400


@pytest.fixture(scope="module")
def table(write_table, tmp_path_factory) -> Path:
    texts = [f"release {i}" for i in range(RELEASES)]
    texts[70] = texts[399] = ""
    return write_table(tmp_path_factory.mktemp("table") / "releases.jsonl", texts)


def start(table: Path, output: str, workers: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(HERE / "drive.py"), str(table), output, str(workers)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", ["out.jsonl", "out/"])
def test_killed_at_random_moments_it_ends_in_the_same_bytes(name, table, tmp_path):
    """Twenty kills, ten for one file and ten for part files, with another number of workers each time."""
    if name == "out/":
        pytest.importorskip("pyarrow", reason="rilis[parquet] is not installed")
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    began = time.monotonic()
    assert start(table, f"{whole}/{name}", 1).wait(60) == 0
    duration = time.monotonic() - began
    expected = content(whole)
    moments = random.Random(7)
    kills = resumed = 0
    while kills < 10:
        process = start(table, f"{killed}/{name}", 1 + kills % 2)
        # From before the first record to the end, also while files are given their names.
        time.sleep(moments.uniform(0.2, 0.8) * duration)
        kills += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        found = content(killed)
        # Whatever has its name is whole.
        assert all(found[path] == data for path, data in expected.items() if path in found)
        resumed += f"{name.rstrip('/')}.checkpoint" in found
        if set(found) == set(expected):
            shutil.rmtree(killed)
    assert resumed >= 3
    assert start(table, f"{killed}/{name}", 2).wait(60) == 0
    assert content(killed) == expected


class Stop(Exception):
    """Stands in for a kill where the moment matters."""


@pytest.fixture
def interrupted(readers, table, run_table, tmp_path):
    """A run that stopped half-way: its output, and how to give the same command again with something else changed."""
    copy = tmp_path / "in.jsonl"
    shutil.copy2(table, copy)

    def again(output, **changes):
        return run_table(copy, output, readers.plain, save_every=0.0, **{"workers": 0, "shard_size": 20} | changes)

    def stop(summary):
        if summary.done > 200:
            raise Stop

    with pytest.raises(Stop):
        again(tmp_path / "out.jsonl", show=stop)
    return tmp_path / "out.jsonl", again


def test_the_summary_of_a_resumed_run_is_that_of_the_whole(interrupted):
    output, again = interrupted
    seen = []
    again(output, show=lambda summary: seen.append((summary.done, dict(summary.fields))))
    assert seen[0][0] >= 200
    assert seen[-1] == (RELEASES, {"releases": RELEASES - 2})


@pytest.mark.parametrize("part", [field.name for field in fields(Program)])
def test_another_program_is_refused_and_named(part, interrupted, program):
    output, again = interrupted
    with pytest.raises(ResumeError, match=rf"had another {part}; --overwrite starts again"):
        again(output, program=replace(program, **{part: "another"}))
    again(output, program=replace(program, **{part: "another"}), overwrite=True)
    assert len(output.read_bytes().splitlines()) == RELEASES - 2


def test_a_longer_input_is_refused(interrupted, tmp_path):
    output, again = interrupted
    with (tmp_path / "in.jsonl").open("a") as file:
        file.write('{"text": "one more"}\n')
    with pytest.raises(ResumeError, match="had another input"):
        again(output)


def test_a_changed_input_of_the_same_size_and_time_is_refused(interrupted, tmp_path):
    output, again = interrupted
    path = tmp_path / "in.jsonl"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"release 7\"", b"release 8\""))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(ResumeError, match="input has changed"):
        again(output)


def test_other_options_are_refused(interrupted):
    output, again = interrupted
    with pytest.raises(ResumeError, match="had another options"):
        again(output, shard_size=5)
    with pytest.raises(ResumeError, match="had another options"):
        again(output, workers=1, timeout=5.0)       # before, there was no time limit
    with pytest.raises(ResumeError, match="had another options"):
        again(output, limits=Limits(figures=0.8))                    # before, nothing was left out


def test_a_cut_working_file_is_refused(interrupted):
    output, again = interrupted
    os.truncate(output.with_name("out.jsonl.part"), 10)
    with pytest.raises(ResumeError, match="shorter than its checkpoint"):
        again(output)


def test_two_runs_into_one_output(interrupted, readers, program, table):
    output, again = interrupted

    def other(summary):
        with pytest.raises(ResumeError, match="another run writes there"):
            again(output)

    with backend(readers.plain, None, 0) as place:
        run([str(table)], Target(output), place, program, overwrite=True, show=other)
    assert len(output.read_bytes().splitlines()) == RELEASES - 2


def test_a_finished_folder_is_only_replaced_when_asked_to(readers, run_table, write_table, tmp_path):
    pytest.importorskip("pyarrow", reason="rilis[parquet] is not installed")
    target = Target(tmp_path / "out", folder=True, part=4)
    run_table(write_table(tmp_path / "in.jsonl", [f"release {i}" for i in range(12)]), target, readers.plain, workers=0)
    assert len(list(target.path.glob("part-*"))) == 3
    shorter = write_table(tmp_path / "in.jsonl", ["a", "b"])
    with pytest.raises(UsageError, match="--overwrite"):
        run_table(shorter, target, readers.plain, workers=0)
    run_table(shorter, target, readers.plain, workers=0, overwrite=True)
    assert {path.name for path in target.path.iterdir()} == {"part-00000.jsonl.zst", "manifest.json"}
    manifest = json.loads((target.path / "manifest.json").read_bytes())
    assert (manifest["records"], manifest["parts"][0]["records"]) == (2, 2)


def test_changed_weights_are_noticed_touched_ones_are_not(monkeypatch, tmp_path):
    weights = tmp_path / "models" / "one" / "ner" / "model"
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"\0" * 1000)
    monkeypatch.setattr(fingerprint, "PACKAGE", tmp_path)
    before = fingerprint.program("spacy", ())
    os.utime(weights, (1, 1))
    assert fingerprint.program("spacy", ()) == before
    weights.write_bytes(b"\0" * 999 + b"\1")
    after = fingerprint.program("spacy", ())
    assert [f.name for f in fields(after) if getattr(after, f.name) != getattr(before, f.name)] == ["model"]


def test_a_changed_table_of_the_user_is_noticed(tmp_path):
    table = tmp_path / "units.csv"
    table.write_text("term,unit\na,b\n")
    before = fingerprint.program("spacy", (str(table),))
    table.write_text("term,unit\na,c\n")
    assert fingerprint.program("spacy", (str(table),)).lexicon != before.lexicon


def test_a_worker_with_another_program_refuses():
    with pytest.raises(ModelError, match="another version"):
        Settings(program="that of another machine")()
