"""Files that are whole or not there: written under another name, on disk for good, then renamed. A working file is made
exclusively: what lies under its name already, a link most of all, is neither followed nor emptied."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from extract.errors import ResumeError, UsageError

_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
# Nonblocking: to open a pipe that somebody put there must not wait for its other end.
_KEPT = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def create(path: Path) -> BinaryIO:
    """A new file at `path`, for reading and writing. Raises FileExistsError where anything lies there, also a dead link."""
    return os.fdopen(os.open(path, _NEW, 0o666), "w+b")


def recreate(path: Path) -> BinaryIO:
    """As `create`, in place of a file of ours that an interrupted run left there."""
    path.unlink(missing_ok=True)
    return create(path)


def replace(path: Path, data: bytes) -> None:
    """Give `path` the content `data`: a reader finds the old content or the new one, also after a power cut."""
    new = beside(path)
    with recreate(new) as file:
        file.write(data)
    publish(new, path)


def beside(path: Path) -> Path:
    """Where `path` is written before it has its name."""
    return path.with_name(f".{path.name}.new")


def publish(new: Path, path: Path) -> None:
    """Give the finished file `new` the name `path`, and the permissions of the file that it replaces."""
    with new.open("r+b") as file:
        os.fsync(file.fileno())
        if hasattr(os, "fchmod") and path.is_file() and not path.is_symlink():
            with suppress(OSError):  # some file systems know no permissions
                os.fchmod(file.fileno(), stat.S_IMODE(path.stat().st_mode))
    new.replace(path)


def open_working(path: Path) -> tuple[BinaryIO, bool]:
    """A working file for reading and writing with what it holds, made where it is missing, and whether it was made now.

    Raises UsageError where something else than a plain file with this one name lies there.
    """
    try:
        return create(path), True
    except FileExistsError:
        pass
    descriptor = _opened(path, os.O_RDWR)
    if os.fstat(descriptor).st_nlink > 1:
        os.close(descriptor)
        raise _in_the_way(path)
    return os.fdopen(descriptor, "r+b"), False


def _in_the_way(path: Path) -> UsageError:
    return UsageError(f"{path}: a link, folder, pipe or device where a working file of the run belongs; move it away")


def open_locked(path: Path) -> tuple[BinaryIO, bool]:
    """As `open_working`, for one process at a time. Raises ResumeError where another process has it so."""
    file, made = open_working(path)
    try:
        import fcntl
    except ImportError:  # Windows
        return file, made
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        renamed = not path.exists() or path.stat().st_ino != os.fstat(file.fileno()).st_ino
    except BlockingIOError:
        renamed = True
    if renamed:
        file.close()
        raise ResumeError(f"{path}: another run writes there")
    return file, made


def read_start(path: Path, limit: int) -> bytes | None:
    """The first `limit` bytes of a plain file, None where nothing lies there. Raises UsageError for anything else."""
    try:
        with os.fdopen(_opened(path, os.O_RDONLY), "rb") as file:
            return file.read(limit)
    except FileNotFoundError:
        return None


def _opened(path: Path, how: int) -> int:
    try:
        descriptor = os.open(path, how | _KEPT)
    except OSError as error:
        if error.errno not in (errno.ELOOP, errno.EISDIR, errno.ENXIO):
            raise
        raise _in_the_way(path) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _in_the_way(path)
    return descriptor
