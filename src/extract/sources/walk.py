"""Which files lie behind the paths that a user gives. Each is found, or counted among those that are left out."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from extract.errors import SourceError
from extract.sources.decode import printable
from extract.sources.kinds import Kind, by_suffix, stem, suffix

HIDDEN = "hidden"
_OF_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
"""What operating systems leave beside files."""

_SPECIAL = {stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: its path, and the id of its release, which is its path below the folder that the user gave."""

    path: str
    id: str | None

    @property
    def uri(self) -> str:
        """The path as an output holds it."""
        return "<stdin>" if self.path == "-" else printable(self.path)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is of no kind that is read: its suffix, or another word for what it is."""

    what: str


def walk(paths: Iterable[str], wanted: Kind | None = None) -> Iterator[File | LeftOut | SourceError]:
    """The files behind `paths` in sorted order, folders with all below them. "-" is standard input.

    In a folder a file is read for its suffix, or with `wanted` whatever that is. What is hidden, and links to folders, are
    left out; a folder that cannot be listed is an error, and so is what would never end: a pipe, a device.
    """
    for name in paths:
        if name == "-" or not os.path.isdir(name):  # noqa: PTH112 - false for a link in a circle, where Path raises
            yield File(name, None if name == "-" else printable(stem(Path(name).name)) or None)
        else:
            yield from _folder(name, wanted)


def _folder(path: str, wanted: Kind | None) -> Iterator[File | LeftOut | SourceError]:
    stack = [(path, "")]
    while stack:
        path, below = stack.pop()
        try:
            with os.scandir(path) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield SourceError(f"a folder that cannot be listed: {error.strerror}", printable(path))
            continue
        folders = []
        for entry in entries:
            if not _is_folder(entry):
                yield _file(entry, below, wanted)
            elif is_hidden(entry.name):
                yield LeftOut(HIDDEN)
            elif entry.is_symlink():
                yield LeftOut("links to folders")
            else:
                folders.append((entry.path, f"{below}{entry.name}/"))
        stack += reversed(folders)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False        # a link in a circle


def _file(entry: os.DirEntry[str], below: str, wanted: Kind | None) -> File | LeftOut | SourceError:
    if is_hidden(entry.name):
        return LeftOut(HIDDEN)
    if wanted is None and by_suffix(entry.name) is None:
        return LeftOut(what(entry.name))
    try:
        special = _SPECIAL.get(stat.S_IFMT(entry.stat().st_mode))
    except OSError:
        special = None      # a link that leads nowhere: opening it says so
    if special:
        return SourceError(f"{special} in a folder; it is read where it is given by name", printable(entry.path))
    return File(entry.path, printable(stem(below + entry.name)))


def is_hidden(name: str) -> bool:
    """Whether a file or folder is no one's to read: hidden, a lock of an office program, or left by an operating system."""
    return name.startswith((".", "~$")) or name.lower() in _OF_SYSTEMS


def what(name: str) -> str:
    """How a file that is left out is counted: by its suffix, ".tar.gz" as a whole."""
    end = suffix(name)
    inner = suffix(name[: -len(end)]) if end in (".gz", ".zst") else ""
    return printable(inner + end) or "no suffix"


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is to read, and what is left out, by kind: its suffix, or "hidden", "links to folders", "no suffix"."""

    files: int
    left_out: Mapping[str, int]

    @property
    def unread(self) -> int:
        """Files left out that somebody may have wanted to be read: all but hidden ones."""
        return sum(count for what, count in self.left_out.items() if what != HIDDEN)

    def __str__(self) -> str:
        """ "12 files (.jpg 8, .mp3 4)"; empty where nothing is left out."""
        total = sum(self.left_out.values())
        parts = sorted(self.left_out.items(), key=lambda item: (-item[1], item[0]))
        return f"{total:,} file{'s' * (total != 1)} ({', '.join(f'{what} {count:,}' for what, count in parts)})" if total else ""


def tally(found: Iterable[File | LeftOut | SourceError]) -> Survey:
    """The survey of what `walk` finds."""
    counts: Counter[str] = Counter()
    files = 0
    for item in found:
        if isinstance(item, LeftOut):
            counts[item.what] += 1
        else:
            files += 1
    return Survey(files, dict(counts))
