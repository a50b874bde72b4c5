"""Mentions to Record: the one place where fields meet, and where offsets go back to the raw text.

Up to here all offsets count characters of `doc.text`; every span of a Record counts those of the raw text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from spacy.tokens import Doc

from extract import mentions as m
from extract import record as r
from extract.lexicon import Lexicon
from extract.nlp.components import EXTRACTORS
from extract.resolve.attendance import resolve_attendance
from extract.resolve.events import ResolvedEvent, resolve_events
from extract.resolve.officials import Official, resolve_officials
from extract.resolve.organisations import resolve_organisations
from extract.resolve.regions import figure_regions, resolve_places, settle_titles
from extract.resolve.speakers import SpokenQuote, resolve_speakers
from extract.resolve.topics import score_topics
from extract.sources.release import Release
from extract.text.edits import Clean
from extract.text.layout import Layout
from extract.values.regions import Region, find_region, regions

LANGUAGE_SAMPLE = 600   # characters: the detector is sure of Indonesian well before, and its cost grows with the length


def assemble(doc: Doc, release: Release, lexicon: Lexicon, produced_by: r.ProducedBy) -> r.Record:
    """The record of an analysed release."""
    text = doc._.extract_text
    spans = _Spans(doc._.extract_clean)
    found = {field: [] for field in EXTRACTORS} | doc._.extract_mentions  # what was left out found nothing
    layout: Layout = doc._.extract_layout
    home = _home_region(layout, found["places"], lexicon)
    people = settle_titles(found["people"], found["places"], home)
    officials = resolve_officials(text, people, lexicon)
    sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    quotes = resolve_speakers(text, found["quotes"], officials, found["people"], sentences, lexicon)
    events = resolve_events(
        text, found["events"], found["dates"], found["venues"], found["stated_themes"], layout, lexicon, found["places"]
    )
    officials, present = resolve_attendance(text, officials, found["attendance"], lexicon)
    places = resolve_places(found["places"], home)
    language = detect_language(text)
    quoted = [quote.mention.offsets for quote in quotes]
    of = figure_regions(text, found["figures"], sentences, found["places"], home)
    return r.Record(
        id=release.id or release.sha256[:16],
        source=r.Source(
            uri=release.url or release.uri, sha256=release.sha256, row=release.row, columns=dict(release.columns)
        ),
        language=language,
        title=_title(text, spans, layout, release),
        publisher=_publisher(text, spans, layout),
        dateline=_dateline(spans, layout, home, lexicon),
        published=_published(doc, spans, layout),
        credits=[r.Credit(role=c.role, name=c.name, span=spans(c.offsets)) for c in layout.credits],
        event=_event(events[0], spans, home, lexicon) if events else None,
        other_events=[_event(event, spans, home, lexicon) for event in events[1:]],
        officials=[_official(official, spans) for official in officials],
        organisations=[
            r.Organisation(name=o.name, kind=o.kind, mentions=spans.all(o.mentions))
            for o in resolve_organisations(found["organisations"])
        ],
        places=[
            r.Place(name=p.name, level=p.level, region_code=p.region_code, mentions=spans.all(p.mentions)) for p in places
        ],
        themes=[
            r.Topic(label=label, score=score, evidence=spans.all(evidence))
            for label, score, evidence in score_topics(found["topics"], len(doc))
        ],
        programmes=[
            r.Programme(name=p.value.name, owner=p.value.owner, span=spans(p.offsets)) for p in found["programmes"]
        ],
        figures=[_figure(figure, spans, quoted, code) for figure, code in zip(found["figures"], of, strict=True)],
        quotes=[_quote(quote, spans) for quote in quotes],
        attendance=present,
        regulations=[
            r.Regulation(kind=g.value.kind, number=g.value.number, year=g.value.year, text=g.text, span=spans(g.offsets))
            for g in found["regulations"]
        ],
        warnings=[*_warnings(language, events, spans), *_unread(doc, release)],
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


def _inside(inner: m.Offsets, outer: m.Offsets) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _around(inner: m.Offsets, stretches: Sequence[m.Offsets]) -> int | None:
    """Which of `stretches` (in order, none over another) holds `inner`."""
    at = bisect_right(stretches, inner[0], key=lambda stretch: stretch[0]) - 1
    return at if at >= 0 and _inside(inner, stretches[at]) else None


@lru_cache(maxsize=1)
def _language_identifier():  # type: ignore[no-untyped-def]
    import py3langid

    return py3langid


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the text's language, None where there is nothing to read."""
    if not text[:LANGUAGE_SAMPLE].strip():
        return None
    # The beginning tells in nearly every release; where it does not say Indonesian, more is read before that is believed.
    first = str(_language_identifier().classify(text[: LANGUAGE_SAMPLE // 3])[0])
    return first if first == "id" else str(_language_identifier().classify(text[:LANGUAGE_SAMPLE])[0])


def _home_region(layout: Layout, places: Sequence[m.Mention[m.Place]], lexicon: Lexicon) -> Region | None:
    """The region the release comes from: its dateline's, else the first that the text names."""
    place = layout.dateline.place if layout.dateline else None
    stated = find_region(place, lexicon) if place else None
    codes = (place.value.region_code for place in places if place.value.region_code)
    return stated or next((region for code in codes if (region := regions(lexicon).get(code))), None)


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


def _event(event: ResolvedEvent, spans: _Spans, home: Region | None, lexicon: Lexicon) -> r.Event:
    return r.Event(
        name=event.name,
        type=event.type,
        action=event.action,
        date=_date(event.date, spans) if event.date else None,
        venue=_venue(event.venue, spans, home, lexicon) if event.venue else None,
        theme=r.Text(text=event.theme.value.text, span=spans(event.theme.offsets)) if event.theme else None,
        span=spans(event.span),
    )


def _date(mention: m.Mention[m.Date], spans: _Spans) -> r.EventDate:
    date = mention.value
    return r.EventDate(
        iso=date.iso,
        end=date.end,
        time_of_day=date.time_of_day,
        clock=date.clock,
        zone=date.zone,
        weekday=date.weekday,
        weekday_agrees=date.weekday_agrees,
        span=spans(mention.offsets),
    )


def _venue(mention: m.Mention[m.Venue], spans: _Spans, home: Region | None, lexicon: Lexicon) -> r.Venue:
    venue = mention.value
    return r.Venue(
        name=venue.name,
        city=venue.city,
        region_code=_region_code(venue.city, home, lexicon),
        online=venue.online,
        span=spans(mention.offsets),
    )


def _official(official: Official, spans: _Spans) -> r.Official:
    return r.Official(
        name=official.name,
        honorifics=list(official.honorifics),
        degrees=list(official.degrees),
        titles=[
            r.Title(
                text=title.text,
                full=title.full,
                office=title.office,
                organisation=title.organisation,
                region=title.region,
                region_code=title.region_code,
                acting=title.acting,
                span=spans(title.offsets),
            )
            for title in official.titles
        ],
        roles=list(official.roles),
        mentions=spans.all(official.mentions),
    )


def _figure(
    mention: m.Mention[m.Figure], spans: _Spans, quotes: Sequence[m.Offsets], region_code: str | None
) -> r.Figure:
    figure = mention.value
    return r.Figure(
        indicator=figure.indicator,
        value=figure.value,
        unit=figure.unit,
        quantity_of=figure.quantity_of,
        period=_period(figure.period),
        from_value=figure.from_value,
        from_period=_period(figure.from_period),
        direction=figure.direction,
        change=figure.change,
        change_unit=figure.change_unit,
        low=figure.low,
        high=figure.high,
        bound=figure.bound,
        said_by=_around(figure.value_offsets, quotes),
        region_code=region_code,
        span=spans(mention.offsets),
        value_span=spans(figure.value_offsets),
    )


def _period(period: m.Period | None) -> r.Period | None:
    return r.Period(text=period.text, start=period.start, end=period.end) if period else None


def _quote(quote: SpokenQuote, spans: _Spans) -> r.Quote:
    value = quote.mention.value
    return r.Quote(
        text=quote.mention.text,
        kind=value.kind,
        speaker=quote.speaker,
        speaker_text=value.speaker_text,
        on_behalf_of=quote.on_behalf_of,
        cue=value.cue,
        span=spans(quote.mention.offsets),
    )


def _warnings(language: str | None, events: Sequence[ResolvedEvent], spans: _Spans) -> list[r.Warning]:
    warnings = []
    if language != "id":
        warnings.append(r.Warning(code="language", detail=f"read as Indonesian, looks like {language}", span=None))
    for event in events:
        if event.date and event.date.value.weekday_agrees is False:
            date = event.date.value
            detail = f"{date.iso} is not a {date.weekday}"
            warnings.append(r.Warning(code="weekday_mismatch", detail=detail, span=spans(event.date.offsets)))
    return warnings
