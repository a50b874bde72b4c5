"""The way of records into a database: lines are read, those that are in it already are passed by, the others checked and
written, some hundred in a transaction. What is no record goes to a file of errors, and the rest goes on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from extract._version import __version__
from extract.database.duck import Duck
from extract.database.sqlite import Sqlite
from extract.database.store import Entry, Store
from extract.errors import SourceError, UsageError
from extract.record import Record
from extract.sinks import letters
from extract.sinks.atomic import beside, publish, recreate
from extract.sinks.columns import INTEGER
from extract.sinks.reading import STDIN, Line, files, no_record, read_lines
from extract.sinks.schema import TABLES, rows
from extract.sinks.validate import pointing_at_nothing
from extract.sources import Columns

ENGINES: dict[str, Callable[[Path, bool], Store]] = {"sqlite": Sqlite, "duckdb": Duck}

_SUFFIXES = {
    ".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db3": "sqlite", ".duckdb": "duckdb", ".ddb": "duckdb",
}  # fmt: skip

BATCH, BATCH_BYTES = 500, 16_000_000
"""Lines in a transaction, and bytes of lines that wait for one: what is in memory, and what a kill costs."""

_INTEGERS = {
    table.name: [at for at, column in enumerate(table.columns) if column.type.startswith(INTEGER)] for table in TABLES
}
_INTEGER_END = 2**31        # of an INTEGER in DuckDB and PostgreSQL


@dataclass(slots=True)
class Loaded:
    """What a run has done so far. Of the releases in the database whose text was looked for and not found, `textless` counts
    all and `without_text` names the first: id, place, what is wrong. `per_input` counts the records of each input; `bytes` are
    those of the input read."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    texts: int = 0
    textless: int = 0
    without_text: list[tuple[str, str, str]] = field(default_factory=list)
    bytes: int = 0
    per_input: dict[str, int] = field(default_factory=dict)
    first: list[SourceError] = field(default_factory=list)

    @property
    def records(self) -> int:
        """All that are in the database now and stood in the input."""
        return self.added + self.changed + self.unchanged


Show = Callable[[Loaded], None]

_ERRORS_NAMED = 5


def engine_of(database: Path, engine: str | None = None) -> str:
    """What kind of database a file is: as `engine` says, else by its suffix. Raises UsageError where neither tells."""
    if found := engine or _SUFFIXES.get(database.suffix.lower()):
        return found
    raise UsageError(f"{database}: name it {', '.join(_SUFFIXES)}, or say --engine")


def errors_of(database: Path) -> Path:
    """Where lines go that are no records."""
    return database.with_name(f"{database.name}.errors.jsonl")


def inputs(paths: Sequence[Path], database: Path) -> list[tuple[str, list[Path]]]:
    """The files behind each input. Raises UsageError where one holds no records, or is the database."""
    found = []
    for path in paths:
        _check_apart(path, database)
        found.append((str(path), files(path)))
        for file in found[-1][1]:
            _check_apart(file, database)
    return found


def _check_apart(file: Path, database: Path) -> None:
    if str(file) != STDIN and file.exists() and database.exists() and file.samefile(database):
        raise UsageError(f"{file}: read and written by the same command; the database comes last")


def load(
    paths: Sequence[Path], database: Path, engine: str | None = None, add_tables: bool = False,
    texts: Sequence[str] | None = None, text_column: str | None = None, show: Show = lambda _: None,
) -> Loaded:
    """Put the records of `paths` into `database`, in place of what is there of the same ids.

    Where `texts` is a list the raw texts are stored as well, from the files and folders in it, else from where the records say
    that they were; `text_column` is that of a table. Raises UsageError, DatabaseError, MissingExtraError; what was written before
    stays, and the same call goes on from there.
    """
    kind = engine_of(database, engine)
    found = inputs(paths, database)
    errors = errors_of(database)
    if errors.exists() and not letters.are(errors):
        raise UsageError(f"{errors}: where lines go that are no records, and not known to be ours; move it away")
    database.parent.mkdir(parents=True, exist_ok=True)
    with ENGINES[kind](database, add_tables) as store:
        with recreate(beside(errors)) as bad:
            done = _Load(store, bad, show).all(found)
        if done.failed:
            publish(beside(errors), errors)
        else:
            for path in (errors, beside(errors)):
                path.unlink(missing_ok=True)
        if texts is not None:
            from extract.database.texts import Finder

            folders = list(dict.fromkeys(path.parent for path in paths))
            Finder(store, Columns(text=text_column), done, show).find(texts, folders)
        store.finish()
    return done


class _Load:
    """One run: what waits to be written, and what was done."""

    def __init__(self, store: Store, bad: BinaryIO, show: Show) -> None:
        self.store, self.bad, self.show = store, bad, show
        self.done = Loaded()

    def all(self, found: Sequence[tuple[str, list[Path]]]) -> Loaded:
        for name, paths in found:
            self.done.per_input.setdefault(name, 0)
            for path in paths:
                for batch in _batches(self._lines(path)):
                    self.done.per_input[name] += self._write(batch)
                    self.show(self.done)
        return self.done

    def _lines(self, path: Path) -> Iterator[Line]:
        """The lines of a file, as far as it can be read."""
        try:
            yield from read_lines(path)
        except SourceError as error:
            self._fail(error)
        except UsageError as error:
            self._fail(SourceError(str(error).removeprefix(f"{path}: "), str(path)))

    def _write(self, lines: Sequence[Line]) -> int:
        """Write what is new of some lines; gives how many of them are records. Of two with one id the last counts."""
        digests = [_digest(line.json) for line in lines]
        there = self.store.loaded(digests)
        last: dict[str, Entry | None] = {}
        count = 0
        for line, digest in zip(lines, digests, strict=True):
            self.done.bytes += len(line.json)
            try:
                entry = None if digest in there else _entry(line, digest)
            except SourceError as error:
                self._fail(error)
                continue
            count += 1
            last[entry.id if entry else there[digest]] = entry
        entries = [entry for entry in last.values() if entry]
        changed = self.store.write(entries) if entries else 0
        self.done.changed += changed
        self.done.added += len(entries) - changed
        self.done.unchanged += len(last) - len(entries)
        return count

    def _fail(self, error: SourceError) -> None:
        self.done.failed += 1
        if len(self.done.first) < _ERRORS_NAMED:
            self.done.first.append(error)
        self.bad.write(letters.letter(error.id, error.uri, error.line, error.reason))


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line.json)
        if len(batch) == BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _digest(json: bytes) -> str:
    """What a line is known by; another version may make other rows of it."""
    return hashlib.blake2b(json.strip(), digest_size=16, key=__version__.encode()).hexdigest()


def _entry(line: Line, digest: str) -> Entry:
    """What a line adds to the tables. Raises SourceError where it is no record, or its rows fit in no table."""
    try:
        record = Record.model_validate_json(line.json)
    except ValidationError as error:
        reason = no_record(error) if line.json.strip() else "no record: an empty line"
        raise SourceError(reason, line.file, line.number, _id(line.json)) from error
    if wrong := next(pointing_at_nothing(record), None):
        raise SourceError(wrong, line.file, line.number, record.id)
    cells = {name: [tuple(row.values()) for row in some] for name, some in rows(record).items()}
    for name, at in _INTEGERS.items():
        if any(row[i] is not None and not -_INTEGER_END <= row[i] < _INTEGER_END for row in cells[name] for i in at):
            raise SourceError(f"{name}: a number of more than 32 bits", line.file, line.number, record.id)
    return Entry(record.id, digest, cells)


def _id(line: bytes) -> str | None:
    """The id of what is no record, where it says one."""
    try:
        found = json.loads(line)
        return found["id"] if isinstance(found["id"], str) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
