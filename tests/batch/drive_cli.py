"""The command line in a process of its own, with a stand-in for the pipeline: `python drive_cli.py ARGUMENTS`."""

import sys

import readers

import extract.batch.executors as executors
import extract.batch.fingerprint as fingerprint
import extract.batch.settings as settings
from extract.cli import main


def stand_in(replace) -> None:
    """`replace(module, name, value)` what the command takes time for."""
    backend = executors.backend
    replace(executors, "backend", lambda load, timeout, workers=None, scheduler=None: backend(load, timeout, 0))
    replace(settings, "Settings", lambda *arguments: readers.records)
    replace(fingerprint, "program", lambda *arguments: fingerprint.Program("1", "code", "model", "lexicon", "libraries"))


def call(*arguments: str) -> None:
    sys.argv = ["extract", *arguments]
    main()


if __name__ == "__main__":
    stand_in(setattr)
    call(*sys.argv[1:])
