"""Functions that stand in for the pipeline: quick to load, and each release says what becomes of it.

A module of its own, on the path of the tests that use it, because worker processes import it by name.
"""

import hashlib
import json
import os
import re
import signal
import time
from pathlib import Path

from extract.batch.shards import Found
from extract.errors import ModelError


def plain():
    """One short line per release."""
    return _line


def slow():
    """As `plain`, a few milliseconds per release."""

    def process(item):
        time.sleep(0.004)
        return _line(item)

    return process


def works():
    """As many seconds of processor time per release as its text says."""

    def process(item):
        began = time.process_time()
        while time.process_time() - began < float(item.text):
            pass
        return _line(item)

    return process


def poisoned():
    """The text names the poison."""

    def process(item):
        if item.text == "hangs in C":
            re.match("(a+)+$", "a" * 60 + "b")   # holds the interpreter lock for longer than anyone waits
        elif item.text == "sleeps":
            time.sleep(600)
        elif item.text == "exits":
            os._exit(3)
        elif item.text == "is killed":
            os.kill(os.getpid(), signal.SIGKILL)
        elif item.text == "raises":
            raise ValueError("no such unit")
        elif item.text == "prints":
            print("a library talks")
        elif item.text.startswith("dies once: "):
            marker = Path(item.text.removeprefix("dies once: "))
            if not marker.exists():
                marker.touch()
                os._exit(9)
        return _line(item)

    return process


def names_itself():
    """Lines that name the process which wrote them."""
    return lambda item: Found(json.dumps({"pid": os.getpid()}), {})


def refuses():
    """A model that cannot be used."""
    raise ModelError("no weights")


def dies():
    """A model that takes its process with it."""
    os._exit(7)


def _line(item):
    digest = hashlib.sha256(item.text.encode()).hexdigest()
    return Found(json.dumps({"id": item.id, "sha256": digest}), {"releases": 1})
