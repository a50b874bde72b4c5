"""What the columns of a table are for: text, id, date, title, address, and those that a record keeps."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from extract.errors import SourceError
from extract.lexicon import Lexicon, default
from extract.sources.decode import check, printable, without_controls
from extract.sources.markup import is_markup
from extract.sources.release import Fragment, Json, Release, Row


class ColumnError(SourceError):
    """A column that the user named, text and id aside, is not there."""


FIELDS = ("text", "id", "date", "title", "url")
_NAMES_SHOWN = 20
_DEEPEST = 20           # lists in lists of a column that is kept
_SEPARATORS = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold the text, the id, the day of publication, the title and the address (URL) of a release.

    Without a name it is the first that lexicon/columns.csv calls so, capitals and blanks aside. `keep` are columns that go
    into the record as they are. `lexicon` are the user's own tables.
    """

    text: str | None = None
    id: str | None = None
    date: str | None = None
    title: str | None = None
    url: str | None = None
    keep: tuple[str, ...] = ()
    lexicon: tuple[str, ...] = ()

    def named(self) -> list[str]:
        """The columns that the user named and that a table must have, text and id aside."""
        return [name for name in (self.date, self.title, self.url, *self.keep) if name]


@dataclass(frozen=True, slots=True)
class Header:
    """Where in a row each thing stands: places in `names`, from 0."""

    names: tuple[str, ...]
    text: int
    id: int | None
    date: int | None
    title: int | None
    url: int | None
    keep: tuple[tuple[str, int | None], ...]

    def wanted(self) -> list[int]:
        """The places that are read, in order."""
        kept = (place for _, place in self.keep)
        return sorted({at for at in (self.text, self.id, self.date, self.title, self.url, *kept) if at is not None})

    def release(self, row: Sequence[Any], uri: str, line: int, number: int) -> Row:
        """The release in a row of values, one for each of `names`. Raises SourceError, with the row's id."""

        def value(place: int | None) -> Any:
            return None if place is None or place >= len(row) else row[place]

        id = self.id_of(row)
        try:
            text = self._text(value(self.text), uri, line)
            markup = is_markup(text)
            text = text if markup else check(text, uri, line)
            columns = {name: _plain(value(place), name, uri, line) for name, place in self.keep}
        except SourceError as error:
            raise error.of(id) from error
        published, title, url = (words(value(place)) for place in (self.date, self.title, self.url))
        release = Release(id, text, uri, number, title, published, url, columns)
        return Fragment(release) if markup else release

    def id_of(self, row: Sequence[Any]) -> str | None:
        """The id of a row."""
        return None if self.id is None or self.id >= len(row) else id_text(row[self.id])

    def _text(self, text: Any, uri: str, line: int) -> str:
        name = printable(self.names[self.text])
        if text is None or (isinstance(text, float) and math.isnan(text)):
            raise SourceError(f"nothing in column {name!r}", uri, line)
        if isinstance(text, bytes):
            try:
                return text.decode()
            except UnicodeDecodeError as error:
                raise SourceError(f"not valid UTF-8 at byte {error.start}", uri, line) from error
        if not isinstance(text, str):
            raise SourceError(f"column {name!r} holds {type(text).__name__}, not text", uri, line)
        return text


@lru_cache(maxsize=64)
def header(columns: Columns, names: tuple[str, ...], uri: str, exact: bool = True) -> Header:
    """What the columns called `names` are for.

    Raises SourceError where there is no text among them, or, where the table is `exact`, not each column that was named:
    the objects of JSONL may leave out what is empty.
    """
    found: dict[str, int | None] = {}
    for field in FIELDS:
        wanted = getattr(columns, field)
        place = _place(wanted, names) if wanted else usual(field, columns.lexicon, names)
        if place is None and (field == "text" or (wanted and (exact or field == "id"))):
            raise (SourceError if field in ("text", "id") else ColumnError)(missing(wanted, names, field), uri)
        if place is not None and (wanted or field in ("text", "id")) and _count(names, place) > 1:
            raise SourceError(f"{_count(names, place)} columns are called {printable(names[place])!r}; rename all but one", uri)
        found[field] = place
    keep = tuple((printable(name), _place(name, names)) for name in dict.fromkeys(columns.keep))
    for name, place in keep:
        if place is None and exact:
            raise ColumnError(missing(name, names), uri)
    text = found["text"]
    assert text is not None
    return Header(names, text, found["id"], found["date"], found["title"], found["url"], keep)


_OURS = {"schema_version", "produced_by"}       # what every record has, and hardly another table


def missing(wanted: str | None, names: Sequence[str], field: str = "") -> str:
    """That a column is not there, and which are."""
    there = ", ".join(printable(name) for name in names[:_NAMES_SHOWN] if name) or "an empty header"
    if len(names) > _NAMES_SHOWN:
        there += f" and {len(names) - _NAMES_SHOWN} more"
    if wanted:
        return f"no column {printable(wanted)!r} in {there}"
    if set(names) >= _OURS:
        return "records that `extract run` made, not texts; `extract report`, `db` and `validate` read them"
    return f"no column of {field} in {there}; name it with --{field}-column"


def has(name: str, names: Sequence[str]) -> bool:
    """Whether a table with columns `names` has the one that a user calls `name`."""
    return _place(name, names) is not None


def _place(wanted: str, names: Sequence[str]) -> int | None:
    """Where the column stands that the user means: letter by letter, else capitals and blanks aside."""
    if wanted in names:
        return names.index(wanted)
    return next((at for at, name in enumerate(names) if _key(name) == _key(wanted)), None)


def usual(field: str, lexicon: tuple[str, ...], names: Sequence[str]) -> int | None:
    """Where among `names` the column stands that is usually called so, for a field of `FIELDS`."""
    keys = [_key(name) for name in names]
    return next((keys.index(name) for name in _terms(field, lexicon) if name in keys), None)


def _count(names: Sequence[str], place: int) -> int:
    return names.count(names[place])


@lru_cache(maxsize=32)
def _terms(field: str, lexicon: tuple[str, ...]) -> tuple[str, ...]:
    tables = Lexicon(map(Path, lexicon)) if lexicon else default()
    return tuple(_key(row["term"]) for row in tables.rows("columns") if row["field"] == field)


def _key(name: str) -> str:
    return _SEPARATORS.sub("_", name.strip("\ufeff \t\r\n").casefold())


def id_text(value: Any) -> str | None:
    """An id as text, None where there is none."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a column of whole numbers with a gap is one of floats to pandas
    return printable(str(value).strip()) or None


def words(value: Any) -> str | None:
    """A value on one line; None where there is none."""
    value = None if isinstance(value, float) and math.isnan(value) else value
    if isinstance(value, (date, datetime)):
        value = value.isoformat()
    if value is None or isinstance(value, (bytes, list, dict, bool)):
        return None
    return " ".join(without_controls(str(value)).split()) or None


def _plain(value: Any, name: str, uri: str, line: int, depth: int = 0) -> Json:
    """A value as JSON has it. Raises SourceError for bytes and what is no plain value."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, (date, datetime, time)):
        return None if str(value) == "NaT" else value.isoformat()
    if isinstance(value, Decimal):
        return str(value) if value.is_finite() else None
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, (list, tuple)) and depth < _DEEPEST:
        return [_plain(inner, name, uri, line, depth + 1) for inner in value]
    if isinstance(value, dict) and depth < _DEEPEST:
        return {without_controls(str(key)): _plain(inner, name, uri, line, depth + 1) for key, inner in value.items()}
    kind = "bytes" if isinstance(value, bytes) else type(value).__name__
    raise SourceError(f"column {name!r} holds {kind}, which no record can keep", uri, line)


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """The object of a row; of a Label Studio task what is in its `data`, beside its id."""
    data = row.get("data")
    return {**row, **data} if isinstance(data, dict) else row
