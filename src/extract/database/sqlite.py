"""SQLite, through sqlite-utils: with indexes, and full-text search that triggers keep in step with the tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extract.database.store import Entry, Store
from extract.errors import DatabaseError, MissingExtraError, UsageError
from extract.sinks.schema import TABLES


class Sqlite(Store):
    """As Store. Raises MissingExtraError without `rilis[db]`."""

    among = "(SELECT value FROM json_each(?))"

    def __init__(self, path: Path, add_tables: bool = False) -> None:
        try:
            from sqlite_utils import Database
        except ImportError as error:
            raise MissingExtraError("writing an SQLite database", "db") from error
        with _named(path):
            # Plugins of sqlite-utils that somebody has installed are not run.
            self._database = Database(path, execute_plugins=False)
            self._database.execute("PRAGMA foreign_keys = ON")
            self._database.execute("PRAGMA cache_size = -65536")
        super().__init__(path, add_tables)

    def close(self) -> None:
        self._database.close()

    def own(self) -> set[str]:
        return super().own() | {f"{table.name}_fts" for table in TABLES if table.search}

    def tables(self) -> list[str]:
        found = self.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        return [name for (name,) in found]

    def columns(self, table: str) -> list[str]:
        return [name for (name,) in self.execute("SELECT name FROM pragma_table_info(?)", table)]

    def execute(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        with _named(self.path):
            return self._database.execute(sql, parameters).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with _named(self.path), self._database.atomic():
            yield

    def listed(self, values: Iterable[str]) -> str:
        return json.dumps(list(values))

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], key: str | None = None) -> None:
        with _named(self.path):
            to = self._database.table(table)
            if key:
                to.upsert_all([columns, *rows], pk=key)
            else:
                to.insert_all([columns, *rows])

    def furnish(self) -> None:
        for table in TABLES:
            ours = self._database.table(table.name)
            for columns in table.indexes:
                ours.create_index(columns)
            if table.search:
                ours.enable_fts(table.search, create_triggers=True)

    def finish(self) -> None:
        self.execute("PRAGMA optimize")

    def replace(self, entries: Sequence[Entry], known: Sequence[str]) -> None:
        with self.transaction():
            if known:
                self.forget(known)
                for table in reversed(TABLES[1:]):
                    self.remove(table.name, known)
            self.add(entries)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """What SQLite complains about as an error of ours, with the name of the file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        hint = "; another program writes there" if "locked" in str(error) else ""
        raise DatabaseError(f"{path}: {error}{hint}") from error
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            raise UsageError(f"{path}: no SQLite database; choose another file, or --engine duckdb") from error
        raise DatabaseError(f"{path}: {error}") from error
