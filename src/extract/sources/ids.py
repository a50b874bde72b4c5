"""Ids that are unique in a run: the second "siaran" is "siaran#2"."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace

from extract.errors import SourceError
from extract.sources.release import Fragment, Item, Release

_CACHE_KB = 32_000


def unique(items: Iterable[Item]) -> Iterator[Item]:
    """`items` in their order, each with an id that none before it has. A release without one is called after its text.

    What was seen is kept in a database that goes to disk where it grows: eight bytes an id, whatever the number of rows.
    """
    with closing(sqlite3.connect("", check_same_thread=False)) as database:
        database.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("CREATE TABLE seen (id INTEGER PRIMARY KEY, times INTEGER NOT NULL)")
        seen = database.cursor()
        for item in items:
            if isinstance(item, SourceError):
                yield item
                continue
            release = item.beside if isinstance(item, Fragment) else item
            id = release.sha256[:16] if release.id is None and isinstance(release, Release) else release.id
            if id is None:
                yield item
                continue
            free = _claim(seen, id)
            if free != id or release.id is None:
                release = replace(release, id=free)
                item = Fragment(release) if isinstance(item, Fragment) and isinstance(release, Release) else release
            yield item


def _claim(seen: sqlite3.Cursor, id: str) -> str:
    """`id`, or the first of "id#2", "id#3", … that is free."""
    key = _key(id)
    if _add(seen, key):
        return id
    (times,) = seen.execute("SELECT times FROM seen WHERE id = ?", (key,)).fetchone()
    while True:
        times += 1
        if _add(seen, _key(f"{id}#{times}")):
            seen.execute("UPDATE seen SET times = ? WHERE id = ?", (times, key))
            return f"{id}#{times}"


def _add(seen: sqlite3.Cursor, key: int) -> bool:
    return seen.execute("INSERT OR IGNORE INTO seen VALUES (?, 1)", (key,)).rowcount == 1


def _key(id: str) -> int:
    digest = hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
