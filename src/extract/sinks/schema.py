"""The flat tables of the records: their columns, and as SQL their types, keys and comments, read from `record.py`."""

from __future__ import annotations

from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from extract.record import Record

COLUMNS: dict[str, tuple[str, ...]] = {
    "releases": (
        "release_id", "uri", "row", "language", "title", "publisher", "dateline_place", "region_code",
        "published", "event_name", "event_type", "event_date", "venue", "city", "theme", "topics",
        "n_officials", "n_figures", "n_quotes",
    ),
    "officials": (
        "release_id", "official", "name", "honorifics", "degrees", "title", "title_full", "office",
        "organisation", "region", "region_code", "acting", "roles", "attended", "mentions",
    ),
    "quotes": (
        "release_id", "quote", "kind", "text", "official", "speaker", "speaker_text", "on_behalf_of", "cue",
        "start", "end",
    ),
    "figures": (
        "release_id", "figure", "indicator", "value", "unit", "quantity_of", "period", "period_start",
        "period_end", "from_value", "from_period", "direction", "change", "change_unit", "low", "high",
        "bound", "region_code", "quote", "start", "end",
    ),
    "events": (
        "release_id", "event", "main", "name", "type", "action", "date", "end_date", "time_of_day", "clock",
        "zone", "weekday", "venue", "city", "region_code", "online", "theme", "start", "end",
    ),
}  # fmt: skip
"""Table -> columns, in order. `official`, `figure`, `quote`, `event` count within their release from 0."""

# Where a column stands in the record, for columns that are called otherwise than their field.
_PATHS: dict[str, dict[str, str]] = {
    "releases": {
        "release_id": "id", "uri": "source.uri", "row": "source.row", "title": "title.text", "publisher": "publisher.name",
        "dateline_place": "dateline.place", "region_code": "dateline.region_code", "published": "published.iso",
        "event_name": "event.name", "event_type": "event.type", "event_date": "event.date.iso", "venue": "event.venue.name",
        "city": "event.venue.city", "theme": "event.theme.text",
    },
    "officials": {
        "title": "officials[].titles[].text", "title_full": "officials[].titles[].full", "office": "officials[].titles[].office",
        "organisation": "officials[].titles[].organisation", "region": "officials[].titles[].region",
        "region_code": "officials[].titles[].region_code", "acting": "officials[].titles[].acting",
    },
    "quotes": {"official": "quotes[].speaker"},
    "figures": {
        "quote": "figures[].said_by", "period": "figures[].period.text", "period_start": "figures[].period.start",
        "period_end": "figures[].period.end", "from_period": "figures[].from_period.text",
    },
    "events": {
        "date": "event.date.iso", "end_date": "event.date.end", "time_of_day": "event.date.time_of_day",
        "clock": "event.date.clock", "zone": "event.date.zone", "weekday": "event.date.weekday", "venue": "event.venue.name",
        "city": "event.venue.city", "region_code": "event.venue.region_code", "online": "event.venue.online",
        "theme": "event.theme.text",
    },
}  # fmt: skip
_FIELDS = {"releases": "", "officials": "officials[].", "quotes": "quotes[].", "figures": "figures[].", "events": "event."}

# What is counted or joined for the table and is no single field: type and meaning.
_MADE: dict[str, dict[str, tuple[str, str]]] = {
    "releases": {
        "topics": ("TEXT", "labels of themes, joined by '; '"),
        "n_officials": ("INTEGER NOT NULL", "rows in officials"),
        "n_figures": ("INTEGER NOT NULL", "rows in figures"),
        "n_quotes": ("INTEGER NOT NULL", "rows in quotes"),
    },
    "officials": {
        "official": ("INTEGER NOT NULL", "place in officials, from 0"),
        "honorifics": ("TEXT", "joined by a blank"),
        "degrees": ("TEXT", "joined by ', '"),
        "roles": ("TEXT", "joined by '; ': opened, closed, attended, …"),
        "attended": ("BOOLEAN NOT NULL", "whether in attendance"),
        "mentions": ("INTEGER NOT NULL", "how many there are"),
    },
    "quotes": {
        "quote": ("INTEGER NOT NULL", "place in quotes, from 0"),
        "speaker": ("TEXT", "name of the official, else the title"),
        "on_behalf_of": ("TEXT", "name of the official whose speech was read, else the title"),
        "start": ("INTEGER NOT NULL", "first character of span, in the raw text"),
        "end": ("INTEGER NOT NULL", "end of span, exclusive"),
    },
    "figures": {
        "figure": ("INTEGER NOT NULL", "place in figures, from 0"),
        "start": ("INTEGER NOT NULL", "first character of value_span, in the raw text"),
        "end": ("INTEGER NOT NULL", "end of value_span, exclusive"),
    },
    "events": {
        "event": ("INTEGER NOT NULL", "0 is the first, the others in their order"),
        "main": ("BOOLEAN NOT NULL", "event of the record, or one of other_events"),
        "start": ("INTEGER NOT NULL", "first character of span, in the raw text"),
        "end": ("INTEGER NOT NULL", "end of span, exclusive"),
    },
}  # fmt: skip
_KEYS = {"releases": (), "officials": ("official",), "quotes": ("quote",), "figures": ("figure",), "events": ("event",)}
_JOINS = {"quotes": {"official": "officials"}, "figures": {"quote": "quotes"}}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its SQL type, with NOT NULL where no record leaves it out, and what it holds."""

    name: str
    type: str
    comment: str


def columns(table: str) -> list[Column]:
    """The columns of one table, in order."""
    found = []
    for name in COLUMNS[table]:
        if name in _MADE[table]:
            found.append(Column(name, *_MADE[table][name]))
            continue
        default = "id" if name == "release_id" else f"{_FIELDS[table]}{name}"
        path = _PATHS[table].get(name, default)
        kind, meaning = _field(path)
        found.append(Column(name, kind, f"{path}: {meaning}" if meaning else path))
    return found


def sql() -> str:
    """CREATE TABLE and COMMENT statements for PostgreSQL and DuckDB alike, in an order that the keys allow."""
    statements = ["-- Tables for the records of `extract`. A row of every table belongs to the release `release_id`."]
    for table, own in _KEYS.items():
        lines = [f'"{column.name}" {column.type}' for column in columns(table)]
        lines.append(f"PRIMARY KEY ({_names('release_id', *own)})")
        if table != "releases":
            lines.append('FOREIGN KEY ("release_id") REFERENCES "releases" ("release_id")')
        for column, other in _JOINS.get(table, {}).items():
            there = _names("release_id", *_KEYS[other])
            lines.append(f'FOREIGN KEY ({_names("release_id", column)}) REFERENCES "{other}" ({there})')
        statements.append(f'CREATE TABLE "{table}" (\n    ' + ",\n    ".join(lines) + "\n);")
        statements.append("\n".join(_comment(table, column) for column in columns(table)))
    return "\n\n".join(statements) + "\n"


def _names(*columns: str) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _comment(table: str, column: Column) -> str:
    quoted = column.comment.replace("'", "''")
    return f"COMMENT ON COLUMN \"{table}\".\"{column.name}\" IS '{quoted}';"


def _field(path: str) -> tuple[str, str]:
    """SQL type and description of the field at `path` in a record; null where any part of the way may be absent."""
    model: Any = Record
    nullable = False
    meaning = ""
    for part in path.split("."):
        info = model.model_fields[part.removesuffix("[]")]
        kinds = _kinds(info.annotation)
        nullable |= NoneType in kinds or (part.endswith("[]") and path.count("[]") > 1)
        meaning = info.description or ""
        model = next(kind for kind in kinds if kind is not NoneType)
    kinds.discard(NoneType)
    kind = "TEXT"
    if float in kinds:
        kind = "DOUBLE PRECISION"
    elif bool in kinds or int in kinds:
        kind = "BOOLEAN" if bool in kinds else "INTEGER"
    return kind if nullable else f"{kind} NOT NULL", meaning


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
