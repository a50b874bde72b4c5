"""DuckDB. Rows go in as one list a column, which is many times as fast as row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extract.database.store import Entry, Store
from extract.errors import DatabaseError, MissingExtraError, UsageError
from extract.sinks.schema import TABLES, Table, columns, names

_TYPES = {table.name: {column.name: column.type.removesuffix(" NOT NULL") for column in columns(table.name)} for table in TABLES}


class Duck(Store):
    """As Store. Raises MissingExtraError without `rilis[duckdb]`."""

    among = "(SELECT unnest(?::TEXT[]))"

    def __init__(self, path: Path, add_tables: bool = False) -> None:
        try:
            import duckdb
        except ImportError as error:
            raise MissingExtraError("writing a DuckDB database", "duckdb") from error
        self._error, self._interrupted = duckdb.Error, duckdb.InterruptException
        try:
            self._database = duckdb.connect(str(path))
        except duckdb.IOException as error:
            words = str(error).splitlines()[0]
            if "lock" in words.lower():
                raise DatabaseError(f"{path}: another program has it open: {words}") from error
            raise UsageError(f"{path}: no DuckDB database: {words}") from error
        super().__init__(path, add_tables)

    def close(self) -> None:
        self._database.close()

    def tables(self) -> list[str]:
        found = self.execute("SELECT table_name FROM information_schema.tables WHERE table_catalog = current_database()")
        return [name for (name,) in found]

    def columns(self, table: str) -> list[str]:
        found = self.execute(
            "SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND table_name = ?", table
        )
        return [name for (name,) in found]

    def execute(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        try:
            return list(self._database.execute(sql, parameters).fetchall())
        except self._interrupted as error:
            raise KeyboardInterrupt from error
        except self._error as error:
            raise DatabaseError(f"{self.path}: {str(error).splitlines()[0]}") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._database.rollback()
            raise
        self.execute("COMMIT")

    def listed(self, values: Iterable[str]) -> list[str]:
        return list(values)

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], key: str | None = None) -> None:
        types = _TYPES.get(table, {})
        cells = ", ".join(f"unnest(?::{types.get(column, 'TEXT')}[])" for column in columns)
        sql = f'INSERT INTO "{table}" ({names(columns)}) SELECT {cells}'
        if key:
            sets = ", ".join(f'"{column}" = excluded."{column}"' for column in columns if column != key)
            sql += f' ON CONFLICT ("{key}") DO UPDATE SET {sets}'
        self.execute(sql, *map(list, zip(*rows, strict=True)))

    def furnish(self) -> None:
        """Nothing: DuckDB scans columns, and search is an extension that is not everywhere."""

    def finish(self) -> None:
        self.execute("CHECKPOINT")

    def replace(self, entries: Sequence[Entry], known: Sequence[str]) -> None:
        # Within a transaction DuckDB takes a row that was removed for one that others may still point at: what points is
        # removed in a transaction before. That the release is not loaded is known from the first one on.
        if known:
            with self.transaction():
                self.forget(known)
            for tables in _levels():
                with self.transaction():
                    for table in tables:
                        self.remove(table, known)
        with self.transaction():
            self.add(entries)


def _levels() -> Iterator[list[str]]:
    """The tables but for `releases`, those first that no other points at."""
    left: list[Table] = [*TABLES[1:]]
    while left:
        pointed = {other for table in left for other in table.joins.values()}
        level = [table.name for table in left if table.name not in pointed]
        yield level
        left = [table for table in left if table.name not in level]
