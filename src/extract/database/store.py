"""What the databases have in common: whose the tables are, which releases are in them, and how one takes the place of
its earlier self. A database is only SQL to this module; `sqlite.py` and `duck.py` say how theirs differs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract._version import __version__
from extract.errors import UsageError
from extract.record import SCHEMA_VERSION
from extract.sinks.schema import COLUMNS, ID, TABLES, create

MARK, LOADED, TEXTS = "_extract", "_loaded", "texts"
"""Tables beside those of the records: what says that a database is ours, which records it holds, and the raw texts."""

BESIDE: dict[str, str] = {
    MARK: f'CREATE TABLE "{MARK}" ("key" TEXT PRIMARY KEY, "value" TEXT NOT NULL)',
    LOADED: f'CREATE TABLE "{LOADED}" ("digest" TEXT NOT NULL PRIMARY KEY, "{ID}" TEXT NOT NULL UNIQUE)',
    TEXTS: (
        f'CREATE TABLE "{TEXTS}" ("{ID}" TEXT NOT NULL PRIMARY KEY, "sha256" TEXT NOT NULL, "text" TEXT NOT NULL, '
        f'FOREIGN KEY ("{ID}") REFERENCES "releases" ("{ID}"))'
    ),
}

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A record to write: its rows by table, cells in the order of the columns; `digest` is of the line that it came from."""

    id: str
    digest: str
    rows: Mapping[str, Sequence[tuple[Any, ...]]]


class Store(ABC):
    """An open database of ours; a context manager. Raises UsageError where the file is not ours, or of other tables, and
    DatabaseError where it cannot be read or written.

    With `add_tables` our tables are added to a database of others that has none of these names.
    """

    among: str
    """SQL: the values of a list that is one parameter; `listed` makes it."""

    def __init__(self, path: Path, add_tables: bool = False) -> None:
        self.path = path
        try:
            self._take(add_tables)
        except BaseException:
            self.close()
            raise

    def _take(self, add_tables: bool) -> None:
        """Makes our tables where there are none, and sees that those which are there are ours."""
        there = {name.casefold(): name for name in self.tables()}
        if MARK in there and (made := self._made()) is not None:
            self._same_tables(made)
            return
        clash = [there[name] for name in self.own() if name in there]
        if clash:
            named = f"{', '.join(clash[:_NAMED])}{', …' if len(clash) > _NAMED else ''}"
            raise UsageError(
                f"{self.path}: not made by `extract db`, and has tables of the same names: {named}; choose another file"
            )
        if there and not add_tables:
            raise UsageError(
                f"{self.path}: a database that is not ours ({', '.join(sorted(there.values())[:_NAMED])}); none of its tables "
                "has a name of ours: --add-tables adds them, or choose another file"
            )
        with self.transaction():
            for statement in (*_statements(), *BESIDE.values()):
                self.execute(statement)
            self.furnish()
            self._mark()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Let go of the file."""

    @abstractmethod
    def tables(self) -> list[str]:
        """All tables and views of the database."""

    @abstractmethod
    def execute(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """The rows of one statement."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Any]:
        """All or nothing of what is done inside."""

    @abstractmethod
    def listed(self, values: Iterable[str]) -> Any:
        """The parameter that `among` reads."""

    @abstractmethod
    def insert(self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], key: str | None = None) -> None:
        """Add rows; with `key`, a row replaces the values of the one that has the same in that column."""

    @abstractmethod
    def replace(self, entries: Sequence[Entry], known: Sequence[str]) -> None:
        """Write records of different ids; those of the ids `known` are there in an earlier state."""

    def own(self) -> set[str]:
        """The names of tables that are ours, in small letters."""
        return {*COLUMNS, *BESIDE}

    @abstractmethod
    def furnish(self) -> None:
        """Give new tables what they have besides: indexes, search."""

    @abstractmethod
    def finish(self) -> None:
        """Do what is to be done when all is loaded."""

    def loaded(self, digests: Iterable[str]) -> dict[str, str]:
        """Of the records with these digests those that are in the database: digest -> id."""
        found = self.execute(
            f'SELECT l."digest", l."{ID}" FROM "{LOADED}" l JOIN "releases" r ON r."{ID}" = l."{ID}" '
            f'WHERE l."digest" IN {self.among}', self.listed(digests)
        )
        return dict(found)

    def write(self, entries: Sequence[Entry]) -> int:
        """Put records of different ids into the database, in place of what is there of them; gives how many were there."""
        among = self.listed(entry.id for entry in entries)
        # Also those of which somebody took out the row in `releases` and left others.
        sql = " UNION ".join(f'SELECT "{ID}" FROM "{table}" WHERE "{ID}" IN {self.among}' for table in ("releases", LOADED))
        known = [id for (id,) in self.execute(sql, among, among)]
        self.replace(entries, known)
        return len(known)

    def forget(self, ids: Sequence[str]) -> None:
        """Take out that these releases are loaded."""
        self.execute(f'DELETE FROM "{LOADED}" WHERE "{ID}" IN {self.among}', self.listed(ids))

    def remove(self, table: str, ids: Sequence[str]) -> None:
        """Take out the rows that these releases have in a table."""
        self.execute(f'DELETE FROM "{table}" WHERE "{ID}" IN {self.among}', self.listed(ids))

    def add(self, entries: Sequence[Entry]) -> None:
        """Write the rows of records that have none but in `releases`, and that they are loaded."""
        for table in TABLES:
            rows = [row for entry in entries for row in entry.rows[table.name]]
            if rows:
                self.insert(table.name, COLUMNS[table.name], rows, ID if table.name == "releases" else None)
        among = self.listed(entry.id for entry in entries)
        self.execute(                           # of a release whose text is another now
            f'DELETE FROM "{TEXTS}" WHERE "{ID}" IN {self.among} AND "sha256" <> '
            f'(SELECT r."sha256" FROM "releases" r WHERE r."{ID}" = "{TEXTS}"."{ID}")', among
        )
        self.insert(LOADED, ("digest", ID), [(entry.digest, entry.id) for entry in entries])

    def without_text(self, after: str, limit: int) -> list[tuple[str, str, int | None]]:
        """The next releases behind the id `after` that have no text here: id, uri and row."""
        return [
            (id, uri, row) for id, uri, row in self.execute(
                f'SELECT r."{ID}", r."uri", r."row" FROM "releases" r LEFT JOIN "{TEXTS}" t ON t."{ID}" = r."{ID}" '
                f'WHERE t."{ID}" IS NULL AND r."{ID}" > ? ORDER BY r."{ID}" LIMIT ?', after, limit
            )
        ]

    def add_texts(self, texts: Mapping[str, str]) -> int:
        """Keep texts (by SHA-256) with the releases that were read from them and have none; gives how many."""
        found = self.execute(
            f'SELECT r."{ID}", r."sha256" FROM "releases" r LEFT JOIN "{TEXTS}" t ON t."{ID}" = r."{ID}" '
            f'WHERE t."{ID}" IS NULL AND r."sha256" IN {self.among}', self.listed(texts)
        )
        if found:
            with self.transaction():
                self.insert(TEXTS, (ID, "sha256", "text"), [(id, sha, texts[sha]) for id, sha in found])
        return len(found)

    def count(self, table: str) -> int:
        """The rows of a table."""
        return int(self.execute(f'SELECT count(*) FROM "{table}"')[0][0])

    def _made(self) -> str | None:
        """The statements that our tables were made with; None where the table is not ours."""
        if {"key", "value"} != set(self.columns(MARK)):
            return None
        found = self.execute(f"SELECT \"value\" FROM \"{MARK}\" WHERE \"key\" = 'tables'")
        return str(found[0][0]) if found else None

    @abstractmethod
    def columns(self, table: str) -> list[str]:
        """The columns of a table that is there."""

    def _mark(self) -> None:
        rows = {"tables": ";\n".join(_statements()), "schema_version": SCHEMA_VERSION, "extract": __version__}
        self.insert(MARK, ("key", "value"), list(rows.items()))

    def _same_tables(self, made: str) -> None:
        now = ";\n".join(_statements())
        if made == now:
            return
        before, after = set(map(str.strip, made.splitlines())), set(map(str.strip, now.splitlines()))
        changed = sorted({line.split('"')[1] for line in before ^ after if line.startswith('"')})
        raise UsageError(
            f"{self.path}: made by another version, whose tables differ in {', '.join(changed) or 'their keys'}; "
            "load the records into a new file"
        )


def _statements() -> list[str]:
    return [create(table) for table in TABLES]
