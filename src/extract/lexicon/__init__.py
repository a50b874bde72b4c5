"""What a domain expert knows, as tables: one CSV file per list, each row with its `source`. SOURCES.md names them.

A user's own rows (`--lexicon FILE`) are added to the table that the file is named after: `units.csv` adds units.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from extract.errors import LexiconError

HERE = Path(__file__).parent
Row = Mapping[str, str]


class Lexicon:
    """The tables of one run. Compared and hashed by identity: caches of compiled patterns are keyed on it."""

    def __init__(self, extra: Iterable[Path] = ()) -> None:
        paths = [Path(path) for path in extra]
        self.files = tuple(str(path.absolute()) for path in paths)
        self._extra: dict[str, list[Path]] = {}
        self._tables: dict[str, tuple[Row, ...]] = {}
        for path in paths:
            if not (HERE / f"{path.stem}.csv").exists():
                known = ", ".join(sorted(p.stem for p in HERE.glob("*.csv")))
                raise LexiconError(f"{path}: no table is called {path.stem!r}; the tables are: {known}")
            self._extra.setdefault(path.stem, []).append(path)

    def __reduce__(self) -> tuple[Callable[[tuple[str, ...]], Lexicon], tuple[tuple[str, ...]]]:
        """In another process it is read from its files, once for all components that share it."""
        return lexicon_of, (self.files,)

    def rows(self, table: str) -> tuple[Row, ...]:
        """All rows of `table`, ours first, in file order. Raises LexiconError where the table or a column is missing."""
        if table not in self._tables:
            own = _read(HERE / f"{table}.csv")
            columns = set(own[0]) if own else set()
            rows = list(own)
            for path in self._extra.get(table, ()):
                for number, row in enumerate(_read(path), start=2):
                    if missing := columns - set(row) - {"source"}:
                        raise LexiconError(f"{path}:{number}: missing column {', '.join(sorted(missing))}")
                    rows.append(row)
            self._tables[table] = tuple(rows)
        return self._tables[table]

    def terms(self, table: str, column: str = "term") -> tuple[str, ...]:
        """One column of `table`."""
        return tuple(row[column] for row in self.rows(table))


def _read(path: Path) -> list[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LexiconError(f"{path}: {error}") from error


@lru_cache(maxsize=1)
def default() -> Lexicon:
    """The tables that ship with the package."""
    return Lexicon()


def lexicon_of(files: tuple[str, ...]) -> Lexicon:
    """The tables with the rows of `files` added; the same object until one of them changes. Raises LexiconError."""
    if not files:
        return default()
    try:
        return _lexicon_of(tuple((path, Path(path).stat().st_mtime_ns) for path in files))
    except OSError as error:
        raise LexiconError(f"{error.filename}: {error.strerror}") from error


@lru_cache(maxsize=8)
def _lexicon_of(files: tuple[tuple[str, int], ...]) -> Lexicon:
    return Lexicon(Path(path) for path, _ in files)
