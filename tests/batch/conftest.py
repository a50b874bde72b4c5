"""What tests of the batch share: tables of short releases, and a run of them with a stand-in for the pipeline."""

import json
from pathlib import Path

import pytest

from extract.batch.executors import backend
from extract.batch.fingerprint import Program
from extract.batch.output import Target
from extract.batch.run import run

HERE = Path(__file__).parent


@pytest.fixture
def readers(monkeypatch):
    """The module `readers`, importable here and in worker processes."""
    monkeypatch.syspath_prepend(str(HERE))
    import readers

    return readers


@pytest.fixture(scope="session")
def program() -> Program:
    return Program("1", "code", "model", "lexicon", "libraries")


@pytest.fixture(scope="session")
def write_table():
    def write(path: Path, texts: list[str]) -> Path:
        rows = (json.dumps({"id": f"r{i}", "text": text}) for i, text in enumerate(texts))
        path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def run_table(program):
    """Runs a table into `output` (a path, or a Target) and gives the lines of records and the dead letters."""

    def run_it(table, output, load, *, workers=2, scheduler=None, timeout=20.0, shard_size=4, **more):
        target = output if isinstance(output, Target) else Target(output)
        with backend(load, timeout, workers, scheduler) as place:
            run([str(table)], target, place, more.pop("program", program), shard_size=shard_size, **more)
        lines = target.path.read_text(encoding="utf-8").splitlines() if target.path.is_file() else []
        letters = target.errors.read_text(encoding="utf-8").splitlines() if target.errors.exists() else []
        return [json.loads(line) for line in lines], [json.loads(line) for line in letters]

    return run_it
