"""Opening what is to be read: files, pipes, devices, packed or not. Nothing here hangs, and nothing is read as a whole."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import select
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from extract.errors import MissingExtraError, SourceError
from extract.sources.decode import SAMPLE, wide

WRITERLESS = 10.0
"""Seconds that a named pipe may be without anybody who writes to it."""

UNREADABLE = (OSError, EOFError, zlib.error)
"""What reading a damaged or vanished stream raises."""


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file, a pipe, a device, or with "-" of standard input. Raises OSError, SourceError."""
    if name == "-":
        if sys.stdin is None:
            raise SourceError("standard input is closed", "<stdin>")
        yield sys.stdin.buffer
        return
    path = Path(name)
    with _open_pipe(name) if path.is_fifo() else path.open("rb") as file:
        yield file


def _open_pipe(name: str) -> BinaryIO:
    """A named pipe, once there is somebody at its other end: to open it as a file would wait for ever without a word."""
    descriptor = os.open(name, os.O_RDONLY | os.O_NONBLOCK)
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    until = time.monotonic() + WRITERLESS
    first = b""
    try:
        while not first:
            try:
                first = os.read(descriptor, SAMPLE)
            except BlockingIOError:
                break       # somebody is there, and has not written yet
            if not first:
                if poll.poll(100):
                    break   # somebody was there, and has gone
                if time.monotonic() > until:
                    raise SourceError(f"a pipe to which nobody has written for {WRITERLESS:g} seconds", name)
        os.set_blocking(descriptor, True)
    except BaseException:
        os.close(descriptor)
        raise
    rest = os.fdopen(descriptor, "rb")
    return cast(BinaryIO, io.BufferedReader(_Joined(first, rest), 1 << 16)) if first else rest


class _Joined(io.RawIOBase):
    """Bytes that were read already, and what comes behind them."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = memoryview(head), rest

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._rest.close()
        super().close()

    def readinto(self, buffer: object) -> int:
        into = memoryview(cast(bytearray, buffer))
        if self._head:
            size = min(len(into), len(self._head))
            into[:size], self._head = self._head[:size], self._head[size:]
            return size
        data = self._rest.read(len(into))
        into[: len(data)] = data
        return len(data)


def peek(file: BinaryIO, whole: bool = False) -> tuple[bytes, BinaryIO]:
    """The first 64 KiB, or all there is, and the stream from its start again; as itself where it is a `whole` file."""
    head = b""
    while len(head) < SAMPLE and (more := file.read(SAMPLE - len(head))):
        head += more
    if whole:
        file.seek(0)
        return head, file
    return head, cast(BinaryIO, io.BufferedReader(_Joined(head, file), 1 << 16))


def unpack(head: bytes, file: BinaryIO) -> BinaryIO | None:
    """What is packed in a gzip or Zstandard stream; None where `head` is of neither. Raises MissingExtraError."""
    if head.startswith(b"\x1f\x8b"):
        return cast(BinaryIO, gzip.GzipFile(fileobj=file))
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        try:
            import pyarrow as pa
        except ImportError as error:
            raise MissingExtraError("reading .zst", "parquet") from error
        packed = pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd")
        return cast(BinaryIO, io.BufferedReader(_Joined(b"", cast(BinaryIO, packed)), 1 << 16))
    return None


class _Recoded(io.RawIOBase):
    """UTF-16 or UTF-32 as UTF-8, a piece at a time."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        into = memoryview(cast(bytearray, buffer))
        while not self._ready:
            data = self._file.read(1 << 16)
            self._ready = self._decoder.decode(data, not data).encode("utf-8", "surrogatepass")
            if not data:
                break
        size = min(len(into), len(self._ready))
        into[:size], self._ready = self._ready[:size], self._ready[size:]
        return size


def as_utf8(head: bytes, file: BinaryIO) -> tuple[bytes, BinaryIO]:
    """A stream of text in UTF-16 or UTF-32 (with its mark) as UTF-8; another one as it is."""
    encoding = wide(head)
    return peek(cast(BinaryIO, io.BufferedReader(_Recoded(file, encoding), 1 << 16))) if encoding else (head, file)
