"""Files that are whole or not there: written under another name, on disk for good, then renamed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from extract.errors import ResumeError


def replace(path: Path, data: bytes) -> None:
    """Give `path` the content `data`: a reader finds the old content or the new one, also after a power cut."""
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(data)
    publish(new, path)


def publish(new: Path, path: Path) -> None:
    """Give the finished file `new` the name `path`."""
    with new.open("r+b") as file:
        os.fsync(file.fileno())
    new.replace(path)


def open_locked(path: Path) -> BinaryIO:
    """`path` for reading and writing, made where it is missing. Raises ResumeError where another process has it so."""
    file = open_kept(path)
    try:
        import fcntl
    except ImportError:  # Windows
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        renamed = not path.exists() or path.stat().st_ino != os.fstat(file.fileno()).st_ino
    except BlockingIOError:
        renamed = True
    if renamed:
        file.close()
        raise ResumeError(f"{path}: another run writes there")
    return file


def open_kept(path: Path) -> BinaryIO:
    """`path` for reading and writing with what it holds, made where it is missing."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666), "r+b")
