"""A run in a process of its own, for tests that kill it: `python drive.py TABLE OUTPUT WORKERS`. Small shards, checkpoints
as often as there is something to write, parts of 60 records where the output is a folder."""

import sys
from pathlib import Path

import readers

from extract.batch.executors import backend
from extract.batch.fingerprint import Program
from extract.batch.output import Target
from extract.batch.run import run

if __name__ == "__main__":
    table, output, workers = sys.argv[1:]
    target = Target(Path(output), folder=output.endswith("/"), part=60)
    with backend(readers.slow, 20.0, int(workers)) as place:
        run([table], target, place, Program("1", "code", "model", "lexicon", "libraries"), shard_size=4, save_every=0.0)
