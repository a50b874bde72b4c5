"""The files in a zip archive."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from extract.errors import SourceError
from extract.sources.decode import printable
from extract.sources.kinds import Kind, by_suffix
from extract.sources.walk import HIDDEN, LeftOut, is_hidden, what

MAX_DIRECTORY = 50_000_000
"""Bytes of the list of files, half a million names: it is held in memory several times over."""

_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"


def open_zip(file: BinaryIO, uri: str) -> zipfile.ZipFile:
    """The archive in a file that can be sought in. Raises SourceError where it is damaged, or lists too much."""
    if (size := _directory_size(file)) > MAX_DIRECTORY:
        raise SourceError(f"a zip archive whose list of files takes {size:,} bytes; the limit is {MAX_DIRECTORY:,}", uri)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise SourceError(f"a damaged zip archive: {error}", uri) from error


def members(archive: zipfile.ZipFile, uri: str, wanted: Kind | None) -> Iterator[zipfile.ZipInfo | LeftOut | SourceError]:
    """The files in an archive, by name, as `walk` finds those of a folder. An archive in an archive is left out."""
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        name = info.filename
        if info.is_dir():
            continue
        if any(is_hidden(part) for part in name.split("/") if part):
            yield LeftOut(HIDDEN)
        elif stat.S_ISLNK(info.external_attr >> 16):
            yield LeftOut("links")
        elif (wanted is None and by_suffix(name) is None) or by_suffix(name) is Kind.zip:
            yield LeftOut(what(name))
        elif info.flag_bits & 1:
            yield SourceError("it has a password; unpack the archive first", f"{uri}/{printable(name)}")
        else:
            yield info


def _directory_size(file: BinaryIO) -> int:
    """What the end of an archive says of the size of its list; 0 where it has no end, which opening it then says."""
    length = file.seek(0, 2)
    file.seek(max(0, length - 65_536 - 22))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        return 0
    size = int(struct.unpack_from("<I", tail, at + 12)[0])
    locator = at - 20
    if size == 0xFFFFFFFF and locator >= 0 and tail[locator : locator + 4] == _LOCATOR_64:
        file.seek(struct.unpack_from("<Q", tail, locator + 8)[0])
        end = file.read(56)
        size = int(struct.unpack_from("<Q", end, 40)[0]) if end.startswith(_END_64) and len(end) == 56 else 0
    file.seek(0)
    return size
