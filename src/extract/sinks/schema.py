"""The flat tables of the records. `TABLES` declares each column once, with where its values stand in the record; CSV,
Parquet, DataFrames, databases and `extract schema --format sql` follow from it.

A date is a day (`published`, `event_date`, `period_start`); one that may be partial stands beside it as the record has
it (`event_date_iso`: "--09-18"). The name of a region stands beside its code, which is text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from extract.record import Event, Record
from extract.sinks.columns import BOOLEAN, INTEGER, TEXT, Column, Of, Row, made, nth


@dataclass(frozen=True, slots=True)
class Table:
    """`key` and the release name a row; each column of `joins` and the release name a row of another table.

    `indexes` are the columns that are asked for by their value, `search` those whose words are: a database of ours has an
    index for each of the former, and full-text search over the latter.
    """

    name: str
    items: Callable[[Record], Iterable[Row]]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    joins: Mapping[str, str] = field(default_factory=dict)
    indexes: tuple[tuple[str, ...], ...] = ()
    search: tuple[str, ...] = ()

    @property
    def primary_key(self) -> tuple[str, ...]:
        """Of the release, then its own."""
        return (ID, *self.key)


LEFT_OUT: dict[str, str] = {
    "schema_version": "is that of the program that wrote the record",
    "event.venue.city": "is the event's town",
    "event.venue.region_code": "is that of the event's town",
}
"""Path in the record -> why no table has it. Everything else is in a table; a test holds it."""

ID = "release_id"

_ID = Column(ID, f"{TEXT} NOT NULL", "id: of the release", lambda row: row.record.id, ("id",))


def _itself(record: Record) -> Iterator[Row]:
    yield Row(record, record)


def _each(name: str) -> Callable[[Record], Iterator[Row]]:
    """The items of a list of the record."""
    def items(record: Record) -> Iterator[Row]:
        return (Row(record, item, (i,)) for i, item in enumerate(getattr(record, name)))
    return items


def _titles(record: Record) -> Iterator[Row]:
    for i, official in enumerate(record.officials):
        yield from (Row(record, title, (i, j)) for j, title in enumerate(official.titles))


def _events(record: Record) -> Iterator[Row]:
    """The main event, then the others."""
    for i, event in enumerate(_all_events(record)):
        yield Row(record, event, (i,))


def _all_events(record: Record) -> list[Event]:
    return [event for event in (record.event, *record.other_events) if event is not None]


_SPANS = {
    "title": "title.span",
    "publisher": "publisher.span",
    "dateline": "dateline.span",
    "published": "published.span",
    "officials": "officials[].mentions[]",
    "organisations": "organisations[].mentions[]",
    "places": "places[].mentions[]",
    "themes": "themes[].evidence[]",
    "figures": "figures[].span",
    "figures.indicator": "figures[].indicator_spans[]",
    "figures.mentions": "figures[].mentions[]",
    "event.date": "event.date.span",
    "event.venue": "event.venue.span",
    "event.town": "event.town.span",
    "event.theme": "event.theme.span",
}
"""Spans that no other table has as `start` and `end`, under the name that `field` has for them."""


def _spans(record: Record) -> Iterator[Row]:
    for what, path in _SPANS.items():
        name, _, rest = path.partition(".")
        if name == "event":
            items: list[Any] = _all_events(record)
        else:
            value = getattr(record, name.removesuffix("[]"))
            items = value if name.endswith("[]") else [value]
        for i, item in enumerate(items):
            for part in rest.removesuffix("[]").split("."):
                item = item and getattr(item, part)
            found = item if rest.endswith("[]") else [item] if item else []
            yield from (Row(record, (what, span), (i, j)) for j, span in enumerate(found))


_release, _official, _title, _quote, _figure, _event = map(
    Of, ("", "officials[]", "officials[].titles[]", "quotes[]", "figures[]", "event")
)
_credit, _organisation, _place, _theme, _programme, _regulation, _warning = map(
    Of, ("credits[]", "organisations[]", "places[]", "themes[]", "programmes[]", "regulations[]", "warnings[]")
)

TABLES: tuple[Table, ...] = (
    Table("releases", _itself, (), (
        _ID,
        _release.field("uri", "source.uri"),
        _release.field("row", "source.row"),
        _release.field("sha256", "source.sha256"),
        made("columns", TEXT, "source.columns: of the input, as --keep names them; a JSON object",
             lambda row: json.dumps(columns, ensure_ascii=False) if (columns := row.item.source.columns) else None,
             "source.columns"),
        _release.field("language"),
        _release.field("title", "title.text"),
        _release.field("publisher", "publisher.name"),
        _release.field("outlet", "dateline.outlet"),
        _release.field("dateline_place", "dateline.place"),
        _release.field("region_code", "dateline.region_code"),
        _release.region("region", "dateline.region_code"),
        *_release.partial("published", "published.iso"),
        _release.field("event_name", "event.name"),
        _release.field("event_type", "event.type"),
        *_release.partial("event_date", "event.date.iso"),
        _release.field("venue", "event.venue.name"),
        _release.field("city", "event.town.name"),
        _release.field("theme", "event.theme.text"),
        _release.joined("topics", "themes", "; ", "label"),
        _release.count("n_officials", "officials"),
        _release.count("n_figures", "figures"),
        _release.count("n_quotes", "quotes"),
        _release.field("extract", "produced_by.extract"),
        _release.field("engine", "produced_by.engine"),
        _release.field("model", "produced_by.model"),
    ), indexes=(("published",), ("event_date",), ("event_type",), ("region_code",), ("publisher",), ("sha256",)),
       search=("title", "event_name", "theme")),
    Table("officials", _each("officials"), ("official",), (
        _ID,
        nth("official", "officials"),
        _official.field("name"),
        _official.joined("honorifics", "honorifics", " "),
        _official.joined("degrees", "degrees", ", "),
        _official.first("title", "titles", "text"),
        _official.first("title_full", "titles", "full"),
        _official.first("office", "titles", "office"),
        _official.first("organisation", "titles", "organisation"),
        _official.first("region", "titles", "region"),
        _official.first("region_code", "titles", "region_code"),
        _official.first("acting", "titles", "acting"),
        _official.joined("roles", "roles", "; "),
        made("attended", f"{BOOLEAN} NOT NULL", "whether in attendance",
             lambda row: row.at[0] in row.record.attendance, "attendance"),
        _official.field("confidence"),
        _official.count("mentions", "mentions"),
    ), indexes=(("name",), ("office", "region_code")), search=("name", "title_full")),
    Table("titles", _titles, ("official", "nth"), (
        _ID,
        nth("official", "officials"),
        nth("nth", "titles of the official", level=1),
        _title.field("text"),
        _title.field("full"),
        _title.field("office"),
        _title.field("organisation"),
        _title.field("region"),
        _title.field("region_code"),
        _title.field("acting"),
        *_title.span(),
    ), {"official": "officials"}, indexes=(("office", "region_code"),)),
    Table("quotes", _each("quotes"), ("quote",), (
        _ID,
        nth("quote", "quotes"),
        _quote.field("kind"),
        _quote.field("text"),
        _quote.field("official", "speaker"),
        _quote.person("speaker", "speaker"),
        _quote.field("speaker_text"),
        _quote.field("on_behalf_of_official", "on_behalf_of"),
        _quote.person("on_behalf_of", "on_behalf_of"),
        _quote.field("cue"),
        _quote.field("confidence"),
        *_quote.span(),
    ), {"official": "officials", "on_behalf_of_official": "officials"}, indexes=(("speaker",),), search=("text", "speaker")),
    Table("figures", _each("figures"), ("figure",), (
        _ID,
        nth("figure", "figures"),
        _figure.field("indicator"),
        _figure.field("value"),
        _figure.field("unit"),
        _figure.field("quantity_of"),
        _figure.field("period", "period.text"),
        _figure.day("period_start", "period.start"),
        _figure.day("period_end", "period.end"),
        _figure.field("period_inherited", "period.inherited"),
        _figure.field("from_value"),
        _figure.field("from_period", "from_period.text"),
        _figure.day("from_period_start", "from_period.start"),
        _figure.day("from_period_end", "from_period.end"),
        _figure.field("from_period_inherited", "from_period.inherited"),
        _figure.field("direction"),
        _figure.field("change"),
        _figure.field("change_unit"),
        _figure.field("low"),
        _figure.field("high"),
        _figure.field("bound"),
        _figure.field("region_code"),
        _figure.region("region", "region_code"),
        _figure.field("quote", "said_by"),
        _figure.field("confidence"),
        _figure.count("mentions", "mentions"),
        *_figure.span("value_span"),
    ), {"quote": "quotes"}, indexes=(("indicator", "period_start"), ("unit",), ("region_code",)),
       search=("indicator", "quantity_of")),
    Table("events", _events, ("event",), (
        _ID,
        nth("event", "the main event and the others"),
        made("main", f"{BOOLEAN} NOT NULL", "event of the record, or one of other_events",
             lambda row: row.at[0] == 0 and row.record.event is not None),
        _event.field("name"),
        _event.field("type"),
        _event.field("action"),
        *_event.partial("date", "date.iso"),
        *_event.partial("end_date", "date.end"),
        _event.field("time_of_day", "date.time_of_day"),
        _event.field("clock", "date.clock"),
        _event.field("zone", "date.zone"),
        _event.field("weekday", "date.weekday"),
        _event.field("weekday_agrees", "date.weekday_agrees"),
        _event.field("venue", "venue.name"),
        _event.field("city", "town.name"),
        _event.field("region_code", "town.region_code"),
        _event.region("region", "town.region_code"),
        _event.field("online", "venue.online"),
        _event.field("theme", "theme.text"),
        _event.field("confidence"),
        *_event.span(),
    ), indexes=(("date",), ("type", "date"), ("region_code",)), search=("name", "theme")),
    Table("attendance", _each("attendance"), ("official",), (
        _ID,
        made("official", f"{INTEGER} NOT NULL", "attendance: index into officials", lambda row: int(row.item), "attendance"),
    ), {"official": "officials"}),
    Table("organisations", _each("organisations"), ("nth",), (
        _ID,
        nth("nth", "organisations"),
        _organisation.field("name"),
        _organisation.field("kind"),
        _organisation.count("mentions", "mentions"),
    ), indexes=(("name",),)),
    Table("places", _each("places"), ("nth",), (
        _ID,
        nth("nth", "places"),
        _place.field("name"),
        _place.field("level"),
        _place.field("region_code"),
        _place.region("region", "region_code"),
        _place.count("mentions", "mentions"),
    ), indexes=(("region_code",), ("name",))),
    Table("themes", _each("themes"), ("nth",), (
        _ID,
        nth("nth", "themes"),
        _theme.field("label"),
        _theme.field("score"),
        _theme.count("evidence", "evidence"),
    ), indexes=(("label",),)),
    Table("programmes", _each("programmes"), ("nth",), (
        _ID,
        nth("nth", "programmes"),
        _programme.field("name"),
        _programme.field("owner"),
        *_programme.span(),
    ), indexes=(("name",),)),
    Table("regulations", _each("regulations"), ("nth",), (
        _ID,
        nth("nth", "regulations"),
        _regulation.field("kind"),
        _regulation.field("number"),
        _regulation.field("year"),
        _regulation.field("text"),
        *_regulation.span(),
    ), indexes=(("kind", "number", "year"),)),
    Table("credits", _each("credits"), ("nth",), (
        _ID,
        nth("nth", "credits"),
        _credit.field("role"),
        _credit.field("name"),
        *_credit.span(),
    )),
    Table("warnings", _each("warnings"), ("nth",), (
        _ID,
        nth("nth", "warnings"),
        _warning.field("code"),
        _warning.field("detail"),
        *_warning.span(),
    )),
    Table("spans", _spans, ("field", "item", "nth"), (
        _ID,
        made("field", f"{TEXT} NOT NULL", "what stands there: title, officials, figures.indicator, event.date, …",
             lambda row: str(row.item[0])),
        nth("item", "that list of the record; 0 for what is no list"),
        nth("nth", "the spans of the item", level=1),
        made("start", f"{INTEGER} NOT NULL", "first character, in the raw text", lambda row: int(row.item[1][0]),
             *(path.removesuffix("[]") for path in _SPANS.values())),
        made("end", f"{INTEGER} NOT NULL", "end, exclusive", lambda row: int(row.item[1][1])),
    )),
)  # fmt: skip
"""In an order that the keys allow. `official`, `figure`, `quote`, `event` and `nth` count within their list from 0."""

_BY_NAME = {table.name: table for table in TABLES}

COLUMNS: dict[str, tuple[str, ...]] = {table.name: tuple(column.name for column in table.columns) for table in TABLES}
"""Table -> columns, in order."""


def columns(table: str) -> tuple[Column, ...]:
    """The columns of one table, in order."""
    return _BY_NAME[table].columns


def rows(record: Record) -> dict[str, list[dict[str, Any]]]:
    """The rows that one record adds to each table: column -> cell (`columns.Cell`). A day is text, YYYY-MM-DD."""
    return {
        table.name: [{column.name: column.value(row) for column in table.columns} for row in table.items(record)]
        for table in TABLES
    }


def sql() -> str:
    """CREATE TABLE and COMMENT statements for PostgreSQL and DuckDB alike, in an order that the keys allow."""
    statements = ["-- Tables for the records of `extract`. A row of every table belongs to the release `release_id`."]
    for table in TABLES:
        statements.append(f"{create(table)};")
        statements.append("\n".join(_comment(table.name, column) for column in table.columns))
    return "\n\n".join(statements) + "\n"


def create(table: Table) -> str:
    """The CREATE TABLE statement of one table, for PostgreSQL, DuckDB and SQLite alike."""
    lines = [f'"{column.name}" {column.type}' for column in table.columns]
    lines.append(f"PRIMARY KEY ({names(table.primary_key)})")
    if table.name != "releases":
        lines.append(f'FOREIGN KEY ("{ID}") REFERENCES "releases" ("{ID}")')
    for column, other in table.joins.items():
        there = names(_BY_NAME[other].primary_key)
        lines.append(f'FOREIGN KEY ({names((ID, column))}) REFERENCES "{other}" ({there})')
    return f'CREATE TABLE "{table.name}" (\n    ' + ",\n    ".join(lines) + "\n)"


def names(columns: Iterable[str]) -> str:
    """Columns as SQL has them."""
    return ", ".join(f'"{column}"' for column in columns)


def _comment(table: str, column: Column) -> str:
    quoted = column.comment.replace("'", "''")
    return f"COMMENT ON COLUMN \"{table}\".\"{column.name}\" IS '{quoted}';"
