"""Mentions to Record: the one place where fields meet, and where offsets go back to the raw text.

Up to here all offsets count characters of `doc.text`; every span of a Record counts those of the raw text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel
from spacy.tokens import Doc

from extract import mentions as m
from extract import record as r
from extract.lexicon import Lexicon
from extract.resolve.confidence import confidence_of
from extract.resolve.events import ResolvedEvent
from extract.resolve.release import Resolved
from extract.sources.release import Release
from extract.text.edits import Clean
from extract.text.layout import Layout
from extract.values.regions import Region, find_region


def assemble(resolved: Resolved, doc: Doc, release: Release, lexicon: Lexicon, produced_by: r.ProducedBy) -> r.Record:
    """The record of a release: `resolved` is what its analysed Doc says."""
    text, layout, home = doc._.extract_text, resolved.layout, resolved.home
    spans = _Spans(doc._.extract_clean)
    sure = confidence_of(resolved, doc._.extract_mentions)
    quoted = [quote.mention.offsets for quote in resolved.quotes]
    events = [
        _event(event, spans, home, lexicon, share) for event, share in zip(resolved.events, sure.events, strict=True)
    ]
    return r.Record(
        id=release.id or release.sha256[:16],
        source=r.Source(
            uri=release.url or release.uri, sha256=release.sha256, row=release.row, columns=dict(release.columns)
        ),
        language=resolved.language,
        title=_title(text, spans, layout, release),
        publisher=_publisher(text, spans, layout),
        dateline=_dateline(spans, layout, home, lexicon),
        published=_published(doc, spans, layout),
        credits=[_part(r.Credit, credit, spans) for credit in layout.credits],
        event=events[0] if events else None,
        other_events=events[1:],
        officials=[
            _part(r.Official, official, spans, confidence=share)
            for official, share in zip(resolved.officials, sure.officials, strict=True)
        ],
        organisations=[_part(r.Organisation, each, spans) for each in resolved.organisations],
        places=[_part(r.Place, place, spans) for place in resolved.places],
        themes=[r.Topic(label=label, score=score, evidence=spans.all(evidence)) for label, score, evidence in resolved.topics],
        programmes=[_part(r.Programme, programme, spans) for programme in resolved.programmes],
        figures=[
            _part(r.Figure, each, spans, said_by=_around(each.value.value_offsets, quoted), region_code=code, confidence=share)
            for each, code, share in zip(resolved.figures, resolved.figure_regions, sure.figures, strict=True)
        ],
        quotes=[
            _part(r.Quote, quote.mention, spans, speaker=quote.speaker, on_behalf_of=quote.on_behalf_of, confidence=share)
            for quote, share in zip(resolved.quotes, sure.quotes, strict=True)
        ],
        attendance=list(resolved.present),
        regulations=[_part(r.Regulation, regulation, spans) for regulation in resolved.regulations],
        warnings=[*_warnings(resolved, spans), *_unread(doc, release)],
        produced_by=produced_by,
    )


class _Spans:
    """Offsets of the cleaned text to spans of the raw text."""

    def __init__(self, clean: Clean) -> None:
        self._clean = clean

    def __call__(self, offsets: m.Offsets) -> r.Span:
        return self._clean.raw_span(*offsets)

    def all(self, many: Iterable[m.Offsets]) -> list[r.Span]:
        return [self(offsets) for offsets in many]


Part = TypeVar("Part", bound=BaseModel)
_Into = Callable[[Any, _Spans], Any]


def _part(kind: type[Part], said: Any, spans: _Spans, **given: Any) -> Part:
    """A part of the record: each field that is not given is that of the same name of `said`, a value or the mention of one,
    its offsets as spans. Raises AttributeError with the field that `said` lacks."""
    fields = given
    value = said.value if isinstance(said, m.Mention) else said
    for name, there, into in _fields(kind):
        if name not in given:
            found = getattr(value, there, _NONE)
            if found is _NONE:
                found = getattr(said, there)
            fields[name] = found if into is None or found is None else into(found, spans)
    return kind(**fields)


_NONE = object()


@lru_cache(maxsize=64)
def _fields(kind: type[BaseModel]) -> tuple[tuple[str, str, _Into | None], ...]:
    """Of each field of a part: its name, its name in values ("value_offsets" for "value_span"), what makes one of the other."""
    return tuple(
        (name, f"{name.removesuffix('span')}offsets" if name.endswith("span") else name, _into(info.annotation))
        for name, info in kind.model_fields.items()
    )


def _into(annotation: Any) -> _Into | None:
    """What makes a field of this type out of what a value has; None where it is the same."""
    many = get_origin(annotation) is list
    options = get_args(annotation) if many or get_origin(annotation) in (Union, UnionType) else (annotation,)
    inner = next(option for option in options if option is not NoneType)
    if inner in (r.Span, get_args(r.Span)[0]):
        return (lambda many, spans: spans.all(many)) if many else (lambda one, spans: spans(one))
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return (lambda values, spans: [_part(inner, value, spans) for value in values]) if many else partial(_part, inner)
    return (lambda values, spans: list(values)) if many else None


def _inside(inner: m.Offsets, outer: m.Offsets) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _around(inner: m.Offsets, stretches: Sequence[m.Offsets]) -> int | None:
    """Which of `stretches` (in order, none over another) holds `inner`."""
    at = bisect_right(stretches, inner[0], key=lambda stretch: stretch[0]) - 1
    return at if at >= 0 and _inside(inner, stretches[at]) else None


def _title(text: str, spans: _Spans, layout: Layout, release: Release) -> r.Headline | None:
    """As the source says beside the text, else as the text does."""
    if release.title:
        return r.Headline(text=release.title, span=None)
    return layout.title and r.Headline(text=text[slice(*layout.title)], span=spans(layout.title))


def _published(doc: Doc, spans: _Spans, layout: Layout) -> r.Published | None:
    if doc._.extract_published:
        return r.Published(iso=doc._.extract_published, span=None)
    return layout.published and r.Published(iso=layout.published[0], span=spans(layout.published[1]))


def _unread(doc: Doc, release: Release) -> list[r.Warning]:
    """That the source states when the release was published, in a way that nobody reads."""
    if not release.published or doc._.extract_published:
        return []
    return [r.Warning(code="published_unread", detail=f"no day in {release.published[:100]!r}", span=None)]


def _publisher(text: str, spans: _Spans, layout: Layout) -> r.Publisher | None:
    if layout.publisher is None:
        return None
    return r.Publisher(name=text[slice(*layout.publisher)], span=spans(layout.publisher))


def _dateline(spans: _Spans, layout: Layout, home: Region | None, lexicon: Lexicon) -> r.Dateline | None:
    if layout.dateline is None:
        return None
    place, outlet = layout.dateline.place, layout.dateline.outlet
    code = _region_code(place, home, lexicon)
    return r.Dateline(place=place, region_code=code, outlet=outlet, span=spans(layout.dateline.offsets))


def _region_code(name: str | None, home: Region | None, lexicon: Lexicon) -> str | None:
    region = find_region(name, lexicon, within=home.code if home else None) if name else None
    return region.code if region else None


def _event(
    event: ResolvedEvent, spans: _Spans, home: Region | None, lexicon: Lexicon, confidence: float | None
) -> r.Event:
    venue = event.venue and _part(
        r.Venue, event.venue, spans, region_code=_region_code(event.venue.value.city, home, lexicon)
    )
    town = event.town and _part(
        r.Town, event.town, spans, region_code=event.town.code or _region_code(event.town.name, home, lexicon)
    )
    date = event.date and _part(r.EventDate, event.date, spans)
    theme = event.theme and _part(r.Text, event.theme, spans)
    parts = {"date": date, "venue": venue, "town": town, "theme": theme}
    return _part(r.Event, event, spans, **parts, confidence=confidence, span=spans(event.span))


def _warnings(resolved: Resolved, spans: _Spans) -> list[r.Warning]:
    warnings = []
    if resolved.language != "id":
        warnings.append(r.Warning(code="language", detail=f"read as Indonesian, looks like {resolved.language}", span=None))
    for event in resolved.events:
        if event.date and event.date.value.weekday_agrees is False:
            date = event.date.value
            detail = f"{date.iso} is not a {date.weekday}"
            warnings.append(r.Warning(code="weekday_mismatch", detail=detail, span=spans(event.date.offsets)))
    return warnings
