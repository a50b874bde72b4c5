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


def records():
    """As `plain`, lines that are records: for outputs that read them again."""
    return lambda item: Found(record(item).to_json(), {"releases": 1})


def record(item, /, **values):
    """A record with `values`, and nothing in its other fields."""
    from extract.record import ProducedBy, Record, Source

    own = {
        "id": item.id or "none",
        "source": blank(Source, uri=item.uri, sha256="", row=item.row),
        "produced_by": blank(ProducedBy, extract="", engine="", model=""),
    }
    return blank(Record, **own | values)


def blank(model, /, **values):
    """A part of a record with `values`: nothing is in its lists and dicts, and no other field has a value."""
    from typing import get_origin

    required = {name: info.annotation for name, info in model.model_fields.items() if info.is_required()}
    return model(**{name: {list: [], dict: {}}.get(get_origin(kind)) for name, kind in required.items()} | values)
