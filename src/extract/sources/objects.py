"""Releases that a Python program hands over: texts, dictionaries with usual names, Releases."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import replace
from itertools import repeat
from os import PathLike
from typing import Any

from extract.errors import SourceError, UsageError
from extract.sources.columns import id_text, usual, words
from extract.sources.decode import check
from extract.sources.markup import is_markup
from extract.sources.release import Document, Fragment, Page, Release

URI = "<text>"
"""`source.uri` of a text that came without one."""

_ABSENT = ("NAType", "NaTType")     # of pandas, by name: a list of texts needs no pandas


def releases(rows: object, ids: Iterable[object] | None = None) -> Iterator[Release | SourceError]:
    """A Release for each of `rows`, or the error of that row, in order and as they come.

    Raises UsageError at once where `rows` are no rows, and behind the last of them where `ids` are fewer or more. What
    the iterable itself raises goes through.
    """
    kind = type(rows).__name__
    if isinstance(rows, (str, bytes, bytearray, Mapping, Release, PathLike)):
        raise UsageError(f"extract_many takes many texts, and this is one {kind}; for one use extract.extract(text)")
    if kind in ("DataFrame", "LazyFrame"):
        raise UsageError("extract_many takes a column of texts; for a table: extract.from_pandas(df, text=…, id=…)")
    if not isinstance(rows, Iterable):
        raise UsageError(f"extract_many takes an iterable of texts, not {kind}")
    if isinstance(ids, str):
        raise UsageError("ids is one text; give one id for each of the texts")
    if isinstance(ids, Sized) and isinstance(rows, Sized) and len(ids) != len(rows):
        raise UsageError(f"{len(ids)} ids for {len(rows)} texts; give one for each")
    # A Series names its rows; everything else counts them.
    labelled = rows.items() if kind == "Series" and hasattr(rows, "items") else enumerate(rows)
    return _each(labelled, repeat(None) if ids is None else iter(ids), ids is not None)


def _each(rows: Iterable[tuple[object, object]], ids: Iterator[object], given: bool) -> Iterator[Release | SourceError]:
    end = object()
    for label, row in rows:
        if (id := next(ids, end)) is end:
            raise UsageError(f"no id for texts[{label!r}]: there are fewer ids than texts")
        yield release(row, f"texts[{label!r}]", id)
    if given and next(ids, end) is not end:
        raise UsageError("there are more ids than texts")


def release(row: object, place: str, id: object = None) -> Release | SourceError:
    """The release in `row`, or what is wrong with it. `id` goes before the row's own; `place` is its name in errors."""
    if isinstance(row, SourceError):
        return row
    if hasattr(row, "as_py"):       # what an Arrow array holds
        row = row.as_py()
    name: str | None = None
    try:
        if isinstance(row, (Page, Document, Fragment)):
            name = id_of(row.id if is_absent(id) else id)
            row = row.release()
        if isinstance(row, Release):
            name = id_of(row.id if is_absent(id) else id)
            check(_text(row.text, row.uri), row.uri, row.row)
            return replace(row, id=name)
        if isinstance(row, Mapping):
            named = _Named(row)
            name = id_of(named["id"] if is_absent(id) else id)
            return _from_mapping(named, name, place)
        name = id_of(id)
        return Release(name, check(_text(row, place), place), URI)
    except SourceError as error:
        return error.of(name)


class _Named:
    """A dictionary by what its keys are for: the first that lexicon/columns.csv calls so."""

    def __init__(self, row: Mapping[Any, object]) -> None:
        self.row = row
        self.keys = [key for key in row if isinstance(key, str)]

    def __contains__(self, field: str) -> bool:
        return usual(field, (), self.keys) is not None

    def __getitem__(self, field: str) -> Any:
        """Its value, None where there is none."""
        at = usual(field, (), self.keys)
        return None if at is None or is_absent(value := self.row[self.keys[at]]) else value


def _from_mapping(row: _Named, id: str | None, place: str) -> Release:
    if "text" not in row:
        raise SourceError(f"no text among {', '.join(row.keys) or 'no keys'}; call it 'text'", place)
    text = _text(row["text"], place)
    title, published, url = (words(row[field]) for field in ("title", "date", "url"))
    release = Release(id, text, url or URI, title=title, published=published, url=url)
    if is_markup(text):     # as in a cell of any table
        return Fragment(release).release()
    check(text, place)
    return release


def _text(value: object, place: str) -> str:
    if isinstance(value, str):
        return value
    if is_absent(value):
        raise SourceError(f"no text ({value})", place)
    hint = ""
    if isinstance(value, (bytes, bytearray)):
        hint = "; decode it first: value.decode()"
    elif isinstance(value, PathLike):
        hint = "; files are read by extract.sources.read([path]) and by the command `extract run`"
    raise SourceError(f"{type(value).__name__}, not text{hint}", place)


def is_absent(value: object) -> bool:
    """None, NaN, and what pandas puts where nothing is."""
    return value is None or (isinstance(value, float) and math.isnan(value)) or type(value).__name__ in _ABSENT


def id_of(value: object) -> str | None:
    """An id as text, None where there is none."""
    return None if is_absent(value) else id_text(value)
