"""What a domain expert knows, as tables: one CSV file per list, each row with its `source`. SOURCES.md names them.

A user's own rows (`--lexicon FILE`) are added to the table that the file is named after: `units.csv` adds units.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from io import StringIO
from pathlib import Path

from extract.errors import LexiconError

HERE = Path(__file__).parent
Row = Mapping[str, str]

_CLOSED = frozenset((
    "kind", "role", "match", "bound", "position", "direction", "takes", "unnamed", "tail", "level", "reason", "also_name",
    "weekday", "time_of_day", "group", "class",
))  # fmt: skip
"""Columns whose values the program knows: a user's row may have those that ours have."""

_OPEN = frozenset((("organisations", "kind"), ("regulation_kinds", "kind"), ("token_abbreviations", "kind"), ("roles", "role")))
"""Columns so called that only pass into the record."""

_REFERENCES = {
    ("region_aliases", "code"): ("regions", "code"),
    ("topic_terms", "label"): ("topics", "label"),
    ("words", "class"): ("classes", "class"),
}
"""Columns whose values stand in a column of another table."""


_IN_WORDS = {"figure_words": "figure", "speech_words": "speech", "event_edges": "event", "venue_edges": "venue"}
"""Tables of earlier versions whose rows are in words.csv, and what the names of their classes begin with."""


class Lexicon:
    """The tables of one run. Compared and hashed by identity: caches of compiled patterns are keyed on it.

    Raises LexiconError, with file and line, where a table of the user's cannot be read or a value in it cannot be used.
    """

    def __init__(self, extra: Iterable[Path] = ()) -> None:
        paths = [Path(path) for path in extra]
        self.files = tuple(str(path.absolute()) for path in paths)
        self._extra: dict[str, list[Path]] = {}
        self._tables: dict[str, tuple[Row, ...]] = {}
        for path in paths:
            if path.stem in _IN_WORDS:
                begins = _IN_WORDS[path.stem]
                raise LexiconError(f"{path}: its rows go into words.csv now, with a class '{begins}-…' of classes.csv")
            if not (HERE / f"{path.stem}.csv").exists():
                known = ", ".join(sorted(p.stem for p in HERE.glob("*.csv")))
                raise LexiconError(f"{path}: no table is called {path.stem!r}; the tables are: {known}")
            self._extra.setdefault(path.stem, []).append(path)
        # Now, not when a release first needs them.
        for table in self._extra:
            self.rows(table)

    def __reduce__(self) -> tuple[Callable[[tuple[str, ...]], Lexicon], tuple[tuple[str, ...]]]:
        """In another process it is read from its files, once for all components that share it."""
        return lexicon_of, (self.files,)

    def rows(self, table: str) -> tuple[Row, ...]:
        """All rows of `table`, ours first, in file order."""
        if table not in self._tables:
            own = [row for _, row in _read(HERE / f"{table}.csv")[1]]
            rows = list(own)
            for path in self._extra.get(table, ()):
                rows += self._checked(path, table, own)
            self._tables[table] = tuple(rows)
        return self._tables[table]

    def terms(self, table: str, column: str = "term") -> tuple[str, ...]:
        """One column of `table`."""
        return tuple(row[column] for row in self.rows(table))

    def _checked(self, path: Path, table: str, own: list[Row]) -> Iterator[Row]:
        """The rows of a user's table."""
        columns = [column for column in own[0] if column != "source"]
        allowed = {column: self._allowed(table, column, own) for column in columns}
        header, rows = _read(path)
        if missing := [column for column in columns if column not in header]:
            raise LexiconError(f"{path}:1: missing column {', '.join(missing)} in {', '.join(header)}")
        for line, row in rows:
            if not row[columns[0]]:
                raise LexiconError(f"{path}:{line}: nothing in column {columns[0]!r}")
            for column in columns:
                if why := allowed[column].refuses(row[column]):
                    raise LexiconError(f"{path}:{line}: column {column!r} holds {row[column]!r}, {why}")
            yield row

    def _allowed(self, table: str, column: str, own: list[Row]) -> _Values:
        if reference := _REFERENCES.get((table, column)):
            return _Values(set(self.terms(*reference)), f"which column {reference[1]!r} of {reference[0]} does not have")
        values = {row[column] for row in own}
        if column in _CLOSED and (table, column) not in _OPEN:
            return _Values(values, f"not one of {', '.join(repr(value) for value in sorted(values))}")
        numbers = [number for value in values if value and (number := _number(value)) is not None]
        if column == "code" or len(numbers) < len(values - {""}):
            return _Values()
        if all(value.isdigit() for value in values):
            return _Values({str(number) for number in range(int(min(numbers)), int(max(numbers)) + 1)},
                           f"not a whole number from {min(numbers):g} to {max(numbers):g}")
        return _Values(why="not a number", number=True)


class _Values:
    """What a column may hold: one of `among`, a number, or anything."""

    def __init__(self, among: set[str] | None = None, why: str = "", number: bool = False) -> None:
        self._among, self._why, self._number = among, why, number

    def refuses(self, value: str) -> str:
        """Why not, or nothing."""
        wrong = (self._among is not None and value not in self._among) or (self._number and value and _number(value) is None)
        return self._why if wrong else ""


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _read(path: Path) -> tuple[list[str], list[tuple[int, Row]]]:
    """The header of a table, and its rows with the line on which each ends; every row has a field for each column."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise LexiconError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise LexiconError(f"{path}:{line}: not UTF-8; save it as CSV UTF-8") from error
    if "\0" in text:
        raise LexiconError(f"{path}: binary data, not a table")
    table = csv.reader(StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, Row]] = []
    try:
        header = [name.strip() for name in next(table, [])]
        if not any(header):
            raise LexiconError(f"{path}: no header")
        if twice := sorted({name for name in header if header.count(name) > 1}):
            raise LexiconError(f"{path}:1: column {', '.join(map(repr, twice))} twice")
        for fields in table:
            if len(fields) > len(header):
                raise LexiconError(f"{path}:{table.line_num}: {len(fields)} fields under a header of {len(header)}")
            if any(fields):
                fields += [""] * (len(header) - len(fields))
                rows.append((table.line_num, dict(zip(header, map(str.strip, fields), strict=True))))
    except csv.Error as error:
        raise LexiconError(f"{path}:{table.line_num}: {error}") from error
    return header, rows


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
