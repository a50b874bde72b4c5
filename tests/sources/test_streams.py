"""Pipes and devices: read where there is something to read, refused where there is no end, never waited for in silence."""

import gzip
import os
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from extract.sources import streams


@pytest.fixture
def pipe(tmp_path):
    os.mkfifo(tmp_path / "rilis")
    return tmp_path / "rilis"


def test_a_pipe_that_somebody_writes_to(pipe, found, text):
    for content, expected in (
        (text.encode(), [("rilis", text)]),
        (b'{"id": 1, "text": "satu"}\n' * 3, [("1", "satu"), ("1#2", "satu"), ("1#3", "satu")]),
        (gzip.compress(text.encode()), [("rilis", text)]),
        (b"kata " * 2_000_000, [(None, "more than 8,000,000 bytes; a release is shorter")]),
        (b"", [(None, "empty file")]),
    ):
        def write(content=content):
            with suppress(BrokenPipeError):
                pipe.write_bytes(content)

        writer = threading.Thread(target=write)
        writer.start()
        assert found(pipe) == expected
        writer.join()


def test_a_pipe_to_which_nobody_writes(pipe, found, monkeypatch):
    monkeypatch.setattr(streams, "WRITERLESS", 0.1)
    assert found(pipe) == [(None, "a pipe to which nobody has written for 0.1 seconds")]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no such devices")
def test_devices(found):
    assert found("/dev/zero") == [(None, "binary data, not text")]
    assert found("/dev/null") == [(None, "empty file")]
