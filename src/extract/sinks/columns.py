"""Kinds of columns: a value as it stands in the record, a day, a count, the two ends of a span. Each knows by its path
where in the record its values come from, and reads its SQL type and its meaning there, in `record.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from extract.lexicon import default
from extract.record import Official, Record
from extract.values.regions import regions_and_districts

INTEGER, BOOLEAN, NUMBER, TEXT, DAY = "INTEGER", "BOOLEAN", "DOUBLE PRECISION", "TEXT", "DATE"

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is made of: an item of the record, and its place in each list on the way to it."""

    record: Record
    item: Any
    at: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its SQL type, with NOT NULL where no record leaves it out, what it holds, and how it is made.

    `uses` are the paths of the record that its values come from.
    """

    name: str
    type: str
    comment: str
    value: Callable[[Row], Cell]
    uses: tuple[str, ...] = ()


class Of:
    """Makes the columns of a table whose items stand at `path` in the record ("" is the record itself). The paths that
    its methods take begin at the item."""

    def __init__(self, path: str = "") -> None:
        self.path = path

    def field(self, name: str, path: str | None = None) -> Column:
        """A value as it stands in the record."""
        path = path or name
        kind, nullable, meaning = self._look(path)
        return self._column(name, kind, nullable, meaning, path, lambda row: _get(row.item, path))

    def first(self, name: str, path: str, field: str) -> Column:
        """The `field` of the first item of a list, which may be empty."""
        kind, _, meaning = self._look(f"{path}[].{field}")

        def value(row: Row) -> Cell:
            found = _get(row.item, path)
            cell: Cell = getattr(found[0], field) if found else None
            return cell

        meaning = f"{meaning}; of the first" if meaning else "of the first"
        return self._column(name, kind, True, meaning, f"{path}[].{field}", value)

    def day(self, name: str, path: str) -> Column:
        """A date, as a day."""
        meaning = self._look(path)[2]
        return self._column(name, DAY, True, meaning, path, lambda row: _day(_get(row.item, path)))

    def partial(self, name: str, path: str) -> tuple[Column, Column]:
        """A date that may be partial: as a day where it is one, and beside it in the record's own form, as NAME_iso."""
        meaning = f"{self._look(path)[2]}; null where it is no full day"
        day = self._column(name, DAY, True, meaning, path, lambda row: _day(_get(row.item, path)))
        return day, self.field(f"{name}_iso", path)

    def region(self, name: str, path: str) -> Column:
        """The name of the region whose code stands at `path`."""
        meaning = "name of that region, with its level"
        return self._column(name, TEXT, True, meaning, path, lambda row: _region(_get(row.item, path)))

    def person(self, name: str, path: str) -> Column:
        """The name of the official whose index stands at `path`."""
        meaning = "name of that official, else the title"
        return self._column(name, TEXT, True, meaning, path, lambda row: _called(row.record, _get(row.item, path)))

    def count(self, name: str, path: str) -> Column:
        """How long a list is."""
        return self._column(name, INTEGER, False, "how many there are", path, lambda row: len(_get(row.item, path)))

    def joined(self, name: str, path: str, by: str, field: str | None = None) -> Column:
        """A list of words, or of the `field` of its items, in one cell; null where it is empty."""
        full = f"{path}[].{field}" if field else path
        shown = "a blank" if by == " " else repr(by)

        def value(row: Row) -> Cell:
            return by.join(getattr(each, field) if field else each for each in _get(row.item, path)) or None

        return self._column(name, TEXT, True, f"joined by {shown}", full, value)

    def span(self, path: str = "span") -> tuple[Column, Column]:
        """A span as the columns `start` and `end`."""
        nullable = self._look(path)[1]

        def end(i: int) -> Callable[[Row], Cell]:
            return lambda row: None if (span := _get(row.item, path)) is None else int(span[i])

        return (
            self._column("start", INTEGER, nullable, "first character, in the raw text", path, end(0)),
            self._column("end", INTEGER, nullable, "end, exclusive", path, end(1)),
        )

    def _column(
        self, name: str, kind: str, nullable: bool, meaning: str, path: str, value: Callable[[Row], Cell]
    ) -> Column:
        full = f"{self.path}.{path}" if self.path else path
        comment = f"{full}: {meaning}" if meaning else full
        return Column(name, kind if nullable else f"{kind} NOT NULL", comment, value, (full,))

    def _look(self, path: str) -> tuple[str, bool, str]:
        """SQL type of the field at `path`, whether it may be absent in an item, and its description."""
        model: Any = Record
        own = self.path.split(".") if self.path else []
        nullable, meaning = False, ""
        kinds: set[Any] = set()
        for depth, part in enumerate([*own, *path.split(".")]):
            info = model.model_fields[part.removesuffix("[]")]
            kinds = _kinds(info.annotation)
            nullable |= NoneType in kinds and depth >= len(own)
            meaning = info.description or ""
            model = next(kind for kind in kinds if kind is not NoneType)
        kind = NUMBER if float in kinds else BOOLEAN if bool in kinds else INTEGER if int in kinds else TEXT
        return kind, nullable, meaning


def nth(name: str, of: str, level: int = 0) -> Column:
    """The place of the item in a list on the way to it."""
    return Column(name, f"{INTEGER} NOT NULL", f"place in {of}, from 0", lambda row: row.at[level])


def made(name: str, kind: str, comment: str, value: Callable[[Row], Cell], *uses: str) -> Column:
    """A column that is computed; `uses` are the paths of the record that its values come from."""
    return Column(name, kind, comment, value, uses)


def _kinds(annotation: Any) -> set[Any]:
    """The types an annotation allows: `list[X]` counts as X, a Literal as the types of its values."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return {kind for option in get_args(annotation) for kind in _kinds(option)}
    if origin is Literal:
        return {type(value) for value in get_args(annotation)}
    if origin in (list, Annotated):
        return _kinds(get_args(annotation)[0])
    return {annotation}


def _get(item: Any, path: str) -> Any:
    """What stands at `path` below `item`; None where a part of the way is absent."""
    for name in path.split("."):
        if item is None:
            return None
        item = getattr(item, name)
    return item


def _day(iso: str | None) -> str | None:
    """`iso` where it is a full day of the calendar."""
    if iso is None or len(iso) != len("2023-05-25"):
        return None
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        return None


def _region(code: str | None) -> str | None:
    region = regions_and_districts(default()).get(code) if code else None
    return region.full_name if region else None


def _called(record: Record, index: int | None) -> str | None:
    if index is None:
        return None
    official: Official = record.officials[index]
    return official.name or (official.titles[0].full if official.titles else None)
