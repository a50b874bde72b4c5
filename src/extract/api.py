"""What a Python program calls: many texts to records, a table to tables."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from extract.batch.shards import attempt
from extract.errors import SourceError, UsageError
from extract.pipeline import Pipeline
from extract.record import Record
from extract.sources.columns import usual
from extract.sources.objects import id_of, release, releases
from extract.sources.release import Release

if TYPE_CHECKING:
    import pandas as pd

Errors = Literal["raise", "skip", "return"]


@lru_cache(maxsize=1)
def pipeline() -> Pipeline:
    """The one that all calls share."""
    return Pipeline()


def read_one(text: object, id: str | None) -> Record:
    """The record of one release. Raises SourceError where it is none."""
    item = release(text, "text", id)
    if isinstance(item, SourceError):
        raise item
    return pipeline().read(item)


def read_many(texts: object, ids: Iterable[object] | None, errors: Errors) -> Iterator[Record | SourceError]:
    """See `extract.extract_many`. What is wrong with the arguments is raised at once, not with the first record."""
    _check(errors)
    return _read_many(releases(texts, ids), errors)


def _check(errors: str) -> None:
    if errors not in get_args(Errors):
        raise UsageError(f"errors={errors!r}: there are {', '.join(map(repr, get_args(Errors)))}")


def _read_many(items: Iterator[Release | SourceError], errors: Errors) -> Iterator[Record | SourceError]:
    read = pipeline().read
    seen = skipped = 0
    first = None
    for item in items:
        seen += 1
        if errors == "raise":
            if isinstance(item, SourceError):
                raise item
            yield read(item)
            continue
        outcome = item if isinstance(item, SourceError) else _guarded(read, item)
        if isinstance(outcome, Record) or errors == "return":
            yield outcome
        else:
            skipped += 1
            first = first or outcome
    if skipped:
        warnings.warn(f"{skipped:,} of {seen:,} texts left out, the first because of {first}", stacklevel=2)


def _guarded(read: Callable[[Release], Record], item: Release) -> Record | SourceError:
    outcome = attempt(read, item)
    return SourceError(outcome, item.uri, item.row, item.id) if isinstance(outcome, str) else outcome


def read_table(df: pd.DataFrame, columns: Mapping[str, Hashable | None], errors: Errors) -> dict[str, pd.DataFrame]:
    """See `extract.from_pandas`. `columns` says which column is the text, id, title, day and address; None: the usual one."""
    import numpy as np
    import pandas as pd

    from extract.sinks.frames import frames_of

    _check(errors)
    if not isinstance(df, pd.DataFrame):
        raise UsageError(f"from_pandas takes a DataFrame, not {type(df).__name__}; for texts alone: extract.extract_many")
    places = {field: place for field, name in columns.items() if (place := _place(df, field, name)) is not None}
    labels = df.index.to_series() if "id" not in places else df.iloc[:, places.pop("id")]
    ids = _ids(labels, columns["id"])
    failed: list[SourceError] = []

    def records() -> Iterator[Record]:
        for outcome in _read_many(_rows(df, places, ids), errors):
            if isinstance(outcome, Record):
                yield outcome
            else:
                failed.append(outcome)

    frames = frames_of(records())
    frames["errors"] = pd.DataFrame({"release_id": [e.id for e in failed], "reason": [e.reason for e in failed]}, dtype=object)
    at = {id: i for i, id in enumerate(ids)}
    for frame in frames.values():
        # The labels themselves, not their text: so that they join, whatever their type.
        frame["release_id"] = labels.iloc[np.array([at[id] for id in frame["release_id"]], dtype=int)].array
    return frames


def _rows(df: pd.DataFrame, places: Mapping[str, int], ids: Sequence[str | None]) -> Iterator[Release | SourceError]:
    for i, (label, id) in enumerate(zip(df.index.tolist(), ids, strict=True)):
        row = release({field: df.iat[i, place] for field, place in places.items()}, f"df.loc[{label!r}]", id)
        yield replace(row, uri=row.url or "<dataframe>", row=i + 1) if isinstance(row, Release) else row


def _place(df: pd.DataFrame, field: str, name: Hashable | None) -> int | None:
    """Where the column stands that is called `name`, or as such columns usually are. An id is never guessed."""
    if name is not None:
        found = [i for i, column in enumerate(df.columns) if column == name]
    elif field == "id":
        return None
    else:
        at = usual(field, (), [str(column) for column in df.columns])
        found = [] if at is None else [at]
    if len(found) > 1:
        raise UsageError(f"{len(found)} columns are called {name!r}; rename all but one")
    if not found and (name is not None or field == "text"):
        there = ", ".join(map(str, df.columns)) or "a table without columns"
        raise UsageError(f"no column {name!r} in {there}" if name is not None else f"no column of texts in {there}: say text='…'")
    return found[0] if found else None


def _ids(labels: pd.Series[Any], column: Hashable | None) -> list[str | None]:
    """The labels as ids. Raises UsageError where two rows have the same, and so nothing could be joined."""
    if labels.index.nlevels > 1 and column is None:
        raise UsageError("the index has several levels: df.reset_index(), or id='…' for a column")
    ids = [id_of(label) for label in labels.tolist()]
    counts = Counter(ids)
    for id, count in counts.items():
        if count > 1 or id is None:
            has = "no id" if id is None else f"the id {id[:60]!r}"
            where = "the index" if column is None else f"column {column!r}"
            advice = "df.reset_index(drop=True), or id='…' for a column" if column is None else "leave id out to take the index"
            raise UsageError(f"{count} row{'s have' if count > 1 else ' has'} {has} in {where}: {advice}")
    return ids
