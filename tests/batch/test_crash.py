"""A run is ended before each of its steps on the disk in turn: the same command then ends in the same bytes."""

import os
from pathlib import Path

import pytest

from extract.batch.executors import backend
from extract.batch.run import run
from extract.batch.target import Target

STEPS = ("open", "replace", "rename", "unlink", "rmdir", "mkdir")
"""Of the module `os`, which pathlib calls too."""


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def go(table: Path, target: Target, program, load, overwrite: bool = False) -> None:
    with backend(load, None, 0) as place:
        run([str(table)], target, place, program, shard_size=2, save_every=0.0, overwrite=overwrite)


def ends_before(step: int, command) -> bool:
    """Runs `command` in a child that ends, as by a kill, before its step number `step`; whether it came that far."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    steps = 0

    def counted(own):
        def call(*arguments, **more):
            nonlocal steps
            steps += 1
            if steps == step:
                os._exit(9)
            return own(*arguments, **more)

        return call

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))
    code = 1
    try:
        command()
        code = 0
    finally:
        os._exit(code)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize(("format", "overwrite"), [("jsonl", False), ("jsonl.gz", True), ("parts", True), ("csv", True)])
def test_ended_before_each_step(format, overwrite, readers, program, write_table, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda file: None)     # a kill is no power cut, and the disk is slow
    texts = [f"release {i}" for i in range(6)] + [""]
    table = write_table(tmp_path / "in.jsonl", texts)
    earlier = write_table(tmp_path / "earlier.jsonl", [f"earlier {i}" for i in range(12)] + ["", ""])

    def target(folder: str) -> Target:
        name = {"jsonl": "out.jsonl", "jsonl.gz": "out.jsonl.gz"}.get(format, "out")
        kind = "jsonl.gz" if format == "parts" else format
        return Target(tmp_path / folder / name, kind, folder=format in ("parts", "csv"), part=3)

    whole = target("whole")
    go(table, whole, program, readers.records)
    expected = content(tmp_path / "whole")
    [letters] = [data for name, data in expected.items() if name.endswith(".errors.jsonl")]
    assert letters.count(b"\n") == 1
    for step in range(1, 1000):
        folder = f"at-{step}"
        if overwrite:
            go(earlier, target(folder), program, readers.records)
        if not ends_before(step, lambda at=folder: go(table, target(at), program, readers.records, overwrite)):
            break
        # Once it has begun, the run remembers what it may replace.
        begun = any(name.endswith(".checkpoint") for name in content(tmp_path / folder))
        go(table, target(folder), program, readers.records, overwrite and not begun)
        assert content(tmp_path / folder) == expected, step
    assert step > 20
    assert content(tmp_path / folder) == expected
