"""The record: one release in, one JSON object out. The contract between the pipeline and everyone downstream.

Every `span` is `[start, end)` in characters of the raw input text exactly as it was read. Keys are always all there and
in this order; an absent scalar is null, an absent list is empty. `extract schema` prints this file as JSON Schema.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

SCHEMA_VERSION: Literal["1.1"] = "1.1"

Span = Annotated[tuple[int, int], Field(description="[start, end) in characters of the raw text")]


def _number(value: int | float) -> int | float:
    """A whole number of more than 64 bits as a float: many readers of JSON, pandas among them, refuse it otherwise."""
    return value if isinstance(value, float) or -(2**63) <= value < 2**63 else float(value)


Number = Annotated[int | float, AfterValidator(_number)]
Confidence = Annotated[
    float | None, Field(ge=0, le=1, description="share of such that are right on marked releases; null until it is measured")
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Source(_Part):
    uri: str = Field(description="file, or the address in its table")
    sha256: str = Field(description="of the raw text")
    row: int | None = Field(description="1-based line or row, for releases that come out of a table")
    columns: dict[str, Any] = Field(description="of the table, as --keep names them")


class Text(_Part):
    text: str = Field(description="as written")
    span: Span


class Headline(_Part):
    text: str = Field(description="as written")
    span: Span | None = Field(description="null where a column of the table gives it")


class Publisher(_Part):
    name: str
    span: Span


class Dateline(_Part):
    place: str | None = Field(description='"PALANGKA RAYA" is given as "Palangka Raya"')
    region_code: str | None = Field(description='Kemendagri code: "62", "62.71"')
    outlet: str | None = Field(description="news office before or after the place")
    span: Span


class Published(_Part):
    iso: str = Field(description="day, only where the release or its table states it")
    span: Span | None = Field(description="null where a column of the table gives it")


class Credit(_Part):
    role: str = Field(description="writer | photographer | editor | source | team")
    name: str
    span: Span


class EventDate(_Part):
    iso: str = Field(description="may be partial: 2023-05, --09-18")
    end: str | None = Field(description="last day of several")
    time_of_day: str | None = Field(description="dini hari | pagi | siang | sore | petang | malam")
    clock: str | None = Field(description="HH:MM")
    zone: str | None = Field(description="WIB | WITA | WIT")
    weekday: str | None = Field(description="as the calendar spells it: Jumat")
    weekday_agrees: bool | None = Field(description="with the calendar")
    span: Span


class Venue(_Part):
    name: str = Field(description="as written")
    city: str | None = Field(description="the event's town")
    region_code: str | None = Field(description="Kemendagri code of the city")
    online: bool = Field(description="without a place, by video")
    span: Span


class Town(_Part):
    name: str = Field(description="town, district or village, as the release names it")
    region_code: str | None = Field(description="Kemendagri code")
    span: Span


class Event(_Part):
    name: str | None = Field(description="as written")
    type: str | None = Field(description="kind of event, of lexicon/event_types.csv")
    action: str | None = Field(description="what the lead official did")
    date: EventDate | None
    venue: Venue | None
    town: Town | None = Field(description="in which it took place, also where no place in it is named")
    theme: Text | None
    confidence: Confidence
    span: Span


class Title(_Part):
    text: str = Field(description="as written")
    full: str = Field(description="abbreviations and region names written out; an office of a region with that of the release")
    office: str = Field(description="without what it is of: Kepala Dinas")
    organisation: str | None = Field(description="the unit it heads or serves")
    region: str | None = Field(description="bare name")
    region_code: str | None = Field(description="Kemendagri code")
    acting: Literal["Plt.", "Plh.", "Pj.", "Pjs."] | None = Field(description="form of an acting holder")
    span: Span


class Official(_Part):
    name: str | None = Field(description="without honorifics and degrees; null for an office whose holder is not named")
    honorifics: list[str]
    degrees: list[str]
    titles: list[Title] = Field(description="empty where a list of those present names somebody without an office")
    roles: list[str] = Field(description="opened | closed | attended | led | accompanied | …")
    confidence: Confidence
    mentions: list[Span]


class Organisation(_Part):
    name: str
    kind: str = Field(description="ministry | regency-office | police | …")
    mentions: list[Span]


class Place(_Part):
    name: str
    level: str | None
    region_code: str | None
    mentions: list[Span]


class Topic(_Part):
    label: str = Field(description="government affair of lexicon/topics.csv")
    score: float = Field(description="share of all weighted evidence, 0 to 1")
    evidence: list[Span]


class Programme(_Part):
    name: str
    owner: str | None
    span: Span


class Period(_Part):
    text: str = Field(description="as written")
    start: str = Field(description="first day")
    end: str = Field(description="last day")
    inherited: bool = Field(description="the title's, the lead's or the report's, not the clause's own")


class Figure(_Part):
    indicator: str | None = Field(description="what is measured, whole, in the words of the text, its pieces joined")
    indicator_spans: list[Span] = Field(description="where its words stand")
    value: Number = Field(description="Indonesian separators and scale words resolved")
    unit: str = Field(description="of lexicon/units.csv: percent, IDR, person, …")
    quantity_of: str | None = Field(description="for counts: what is counted")
    period: Period | None
    from_value: Number | None = Field(description="what it was before")
    from_period: Period | None
    direction: Literal["up", "down", "flat"] | None = Field(description="of the change")
    change: Number | None = Field(description="value less from_value, or the change as stated")
    change_unit: str | None = Field(description="percentage point for a share")
    low: Number | None = Field(description="lower end of a range")
    high: Number | None = Field(description="upper end of a range")
    bound: Literal["about", "at_least", "at_most", "more_than", "less_than", "target"] | None = Field(
        description="what the words around the number make of it"
    )
    said_by: int | None = Field(description="index into quotes")
    region_code: str | None = Field(description="Kemendagri code")
    confidence: Confidence
    span: Span
    value_span: Span
    mentions: list[Span] = Field(description="where the same figure is said again")


class Quote(_Part):
    text: str = Field(description="without marks")
    kind: Literal["direct", "indirect"] = Field(description="in marks, or reported")
    speaker: int | None = Field(description="index into officials")
    speaker_text: str | None = Field(description="who speaks, as written")
    on_behalf_of: int | None = Field(description="index into officials")
    cue: str | None = Field(description="verb of speaking")
    confidence: Confidence
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

    schema_version: Literal["1.1"] = SCHEMA_VERSION
    id: str = Field(description="the source's own, else the first 16 hex digits of sha256")
    source: Source
    language: str | None = Field(description="ISO 639-1, detected")
    title: Headline | None
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

    def at_least(self, confidence: float = 0.0, **kinds: float) -> Record:
        """The record without officials, events, figures and quotes of less confidence (`selection.at_least`).

        `kinds`: of one kind another, `record.at_least(0.9, figures=0.7)`. Raises UsageError where one is not from 0 to 1.
        """
        from extract.limits import Limits
        from extract.selection import at_least

        return at_least(self, Limits.read([str(confidence), *(f"{kind}={share}" for kind, share in kinds.items())]))

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same record. Shape: the contract above, no line break."""
        return self.model_dump_json()
