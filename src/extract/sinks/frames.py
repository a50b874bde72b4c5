"""Records as pandas DataFrames: one table per kind of thing, joined on `release_id`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from extract.record import Event, Record
from extract.sinks.schema import COLUMNS, columns


def rows(record: Record) -> dict[str, list[dict[str, Any]]]:
    """The rows that one record adds to each table."""
    events = [event for event in (record.event, *record.other_events) if event is not None]
    return {
        "releases": [_release(record)],
        "officials": [_official(record, i) for i in range(len(record.officials))],
        "figures": [_figure(record, i) for i in range(len(record.figures))],
        "quotes": [_quote(record, i) for i in range(len(record.quotes))],
        "events": [_event(record, i, event) for i, event in enumerate(events)],
    }


def to_frames(records: Iterable[Record] | Path | str) -> dict[str, pd.DataFrame]:
    """One DataFrame per table of `COLUMNS`, of records or of a JSONL file; empty ones keep their columns and types."""
    if isinstance(records, (str, Path)):
        records = read_records(Path(records))
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    for record in records:
        for name, new in rows(record).items():
            tables[name] += new
    return {name: pd.DataFrame(tables[name], columns=list(COLUMNS[name])).astype(_types(name)) for name in COLUMNS}


def read_records(path: Path) -> Iterator[Record]:
    """The records of a JSONL file, one at a time. Raises pydantic.ValidationError for a line that is none."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Record.model_validate_json(line)


def _types(table: str) -> dict[str, str]:
    """pandas types that hold whatever a record gives: an index stays an integer where some rows have none."""
    kinds = {"INTEGER": "Int64", "BOOLEAN": "boolean", "DOUBLE PRECISION": "float64"}
    names = {column.name: column.type.removesuffix(" NOT NULL") for column in columns(table)}
    return {name: kinds[kind] for name, kind in names.items() if kind in kinds}


def _release(record: Record) -> dict[str, Any]:
    event = record.event
    return {
        "release_id": record.id,
        "uri": record.source.uri,
        "row": record.source.row,
        "language": record.language,
        "title": record.title and record.title.text,
        "publisher": record.publisher and record.publisher.name,
        "dateline_place": record.dateline and record.dateline.place,
        "region_code": record.dateline and record.dateline.region_code,
        "published": record.published and record.published.iso,
        "event_name": event and event.name,
        "event_type": event and event.type,
        "event_date": event and event.date and event.date.iso,
        "venue": event and event.venue and event.venue.name,
        "city": event and event.venue and event.venue.city,
        "theme": event and event.theme and event.theme.text,
        "topics": "; ".join(topic.label for topic in record.themes) or None,
        "n_officials": len(record.officials),
        "n_figures": len(record.figures),
        "n_quotes": len(record.quotes),
    }


def _official(record: Record, i: int) -> dict[str, Any]:
    official = record.officials[i]
    title = official.titles[0] if official.titles else None
    return {
        "release_id": record.id,
        "official": i,
        "name": official.name,
        "honorifics": " ".join(official.honorifics) or None,
        "degrees": ", ".join(official.degrees) or None,
        "title": title and title.text,
        "title_full": title and title.full,
        "office": title and title.office,
        "organisation": title and title.organisation,
        "region": title and title.region,
        "region_code": title and title.region_code,
        "acting": title and title.acting,
        "roles": "; ".join(official.roles) or None,
        "attended": i in record.attendance,
        "mentions": len(official.mentions),
    }


def _figure(record: Record, i: int) -> dict[str, Any]:
    figure = record.figures[i]
    plain = figure.model_dump(exclude={"period", "from_period", "said_by", "span", "value_span"})
    return plain | {
        "release_id": record.id,
        "figure": i,
        "period": figure.period and figure.period.text,
        "period_start": figure.period and figure.period.start,
        "period_end": figure.period and figure.period.end,
        "from_period": figure.from_period and figure.from_period.text,
        "quote": figure.said_by,
        "start": figure.value_span[0],
        "end": figure.value_span[1],
    }


def _name(record: Record, index: int | None) -> str | None:
    if index is None:
        return None
    official = record.officials[index]
    return official.name or (official.titles[0].full if official.titles else None)


def _quote(record: Record, i: int) -> dict[str, Any]:
    quote = record.quotes[i]
    return {
        "release_id": record.id,
        "quote": i,
        "kind": quote.kind,
        "text": quote.text,
        "official": quote.speaker,
        "speaker": _name(record, quote.speaker),
        "speaker_text": quote.speaker_text,
        "on_behalf_of": _name(record, quote.on_behalf_of),
        "cue": quote.cue,
        "start": quote.span[0],
        "end": quote.span[1],
    }


def _event(record: Record, i: int, event: Event) -> dict[str, Any]:
    date, venue = event.date, event.venue
    return {
        "release_id": record.id,
        "event": i,
        "main": record.event is not None and i == 0,
        "name": event.name,
        "type": event.type,
        "action": event.action,
        "date": date and date.iso,
        "end_date": date and date.end,
        "time_of_day": date and date.time_of_day,
        "clock": date and date.clock,
        "zone": date and date.zone,
        "weekday": date and date.weekday,
        "venue": venue and venue.name,
        "city": venue and venue.city,
        "region_code": venue and venue.region_code,
        "online": venue and venue.online,
        "theme": event.theme and event.theme.text,
        "start": event.span[0],
        "end": event.span[1],
    }
