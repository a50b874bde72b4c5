"""The record: one release in, one JSON object out. The contract between the pipeline and everyone downstream.

Every `span` is `[start, end)` in characters of the raw input text exactly as it was read. Keys are always all there and
in this order; an absent scalar is null, an absent list is empty. `extract schema` prints this file as JSON Schema.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Literal["1.0"] = "1.0"

Span = Annotated[tuple[int, int], Field(description="[start, end) in characters of the raw text")]
Number = int | float


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Source(_Part):
    uri: str
    sha256: str
    row: int | None = Field(description="1-based line or row, for releases that come out of a table")


class Text(_Part):
    text: str
    span: Span


class Publisher(_Part):
    name: str
    span: Span


class Dateline(_Part):
    place: str | None
    region_code: str | None
    outlet: str | None
    span: Span


class Published(_Part):
    iso: str
    span: Span


class Credit(_Part):
    role: str = Field(description="writer | photographer | editor | source | team")
    name: str
    span: Span


class EventDate(_Part):
    iso: str = Field(description="may be partial: 2023-05, --09-18")
    end: str | None
    time_of_day: str | None
    clock: str | None
    zone: str | None
    weekday: str | None
    weekday_agrees: bool | None
    span: Span


class Venue(_Part):
    name: str
    city: str | None
    region_code: str | None
    online: bool
    span: Span


class Event(_Part):
    name: str | None
    type: str | None
    action: str | None
    date: EventDate | None
    venue: Venue | None
    theme: Text | None
    span: Span


class Title(_Part):
    text: str
    full: str
    office: str
    organisation: str | None
    region: str | None
    region_code: str | None
    acting: Literal["Plt.", "Plh.", "Pj.", "Pjs."] | None
    span: Span


class Official(_Part):
    name: str | None
    honorifics: list[str]
    degrees: list[str]
    titles: list[Title]
    roles: list[str]
    mentions: list[Span]


class Organisation(_Part):
    name: str
    kind: str
    mentions: list[Span]


class Place(_Part):
    name: str
    level: str | None
    region_code: str | None
    mentions: list[Span]


class Topic(_Part):
    label: str
    score: float
    evidence: list[Span]


class Programme(_Part):
    name: str
    owner: str | None
    span: Span


class Period(_Part):
    text: str
    start: str
    end: str


class Figure(_Part):
    indicator: str | None
    value: Number
    unit: str
    quantity_of: str | None
    period: Period | None
    from_value: Number | None
    from_period: Period | None
    direction: Literal["up", "down", "flat"] | None
    change: Number | None
    change_unit: str | None
    low: Number | None
    high: Number | None
    bound: Literal["about", "at_least", "at_most", "more_than", "less_than", "target"] | None
    said_by: int | None = Field(description="index into quotes")
    region_code: str | None
    span: Span
    value_span: Span


class Quote(_Part):
    text: str
    kind: Literal["direct", "indirect"]
    speaker: int | None = Field(description="index into officials")
    speaker_text: str | None
    on_behalf_of: int | None = Field(description="index into officials")
    cue: str | None
    span: Span


class Regulation(_Part):
    kind: str
    number: str | None
    year: int | None
    text: str
    span: Span


class Warning(_Part):
    code: str
    detail: str
    span: Span | None


class ProducedBy(_Part):
    extract: str
    engine: str
    model: str


class Record(_Part):
    """Everything one release says."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    id: str
    source: Source
    language: str | None
    title: Text | None
    publisher: Publisher | None
    dateline: Dateline | None
    published: Published | None
    credits: list[Credit]
    event: Event | None
    other_events: list[Event]
    officials: list[Official]
    organisations: list[Organisation]
    places: list[Place]
    themes: list[Topic]
    programmes: list[Programme]
    figures: list[Figure]
    quotes: list[Quote]
    attendance: list[int] = Field(description="indices into officials")
    regulations: list[Regulation]
    warnings: list[Warning]
    produced_by: ProducedBy

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same record. Shape: the contract above, no line break."""
        return self.model_dump_json()
