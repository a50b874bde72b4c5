"""The fields that are scored: what of the gold is compared with what of the record, and when the two are the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from extract import record as r
from extract.evaluation.gold import Figure, Gold, Person, Quote, Regulation, Span, Words
from extract.evaluation.match import overlap, pairs, same_name, same_number, token_f1, unit_class
from extract.lexicon import default
from extract.values.regions import find_region


@dataclass(frozen=True, slots=True)
class Found:
    """A value of the record that is no part of its own, and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Compared:
    """Of one field of one release: what the gold has, what the record has, and when two are the same."""

    golds: Sequence[Any]
    found: Sequence[Any]
    same: Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Field:
    """`label` is that of the mentions behind what is found; `compare` gives None where the gold says nothing of the field."""

    name: str
    label: str
    compare: Callable[[Gold, r.Record], Compared | None]


def spans_of(found: Any) -> list[Span]:
    """Where a found value stands."""
    if isinstance(found, r.Figure):
        return [found.span, found.value_span]
    return [found.span] if hasattr(found, "span") else list(found.mentions)


def required(golds: Sequence[Any], found: Sequence[Any], same: Callable[[Any, Any], bool]) -> tuple[list[Any], list[Any]]:
    """Without what is optional in the gold, and what is found of that: neither counts."""
    needed = [gold for gold in golds if not gold.optional]
    spare = [gold for gold in golds if gold.optional]
    taken = {j for _, j in pairs(needed, found, same)}
    rest = [j for j in range(len(found)) if j not in taken]
    free = {rest[k] for _, k in pairs(spare, [found[j] for j in rest], same)}
    return needed, [each for j, each in enumerate(found) if j not in free]


# ── people ──
def _same_person(gold: Person, found: r.Official) -> bool:
    return same_name(gold.name, found.name)


def _people(gold: Gold, record: r.Record) -> tuple[list[Person], list[r.Official]]:
    return required(gold.officials, [each for each in record.officials if each.name and each.titles], _same_person)


def _official_name(gold: Gold, record: r.Record) -> Compared:
    return Compared(*_people(gold, record), _same_person)


def _official_title(gold: Gold, record: r.Record) -> Compared:
    people, named = _people(gold, record)
    untitled = [each for each in people if not each.titles]
    titled = [each for each in named if not any(_same_person(other, each) for other in untitled)]

    def same(gold: Person, found: r.Official) -> bool:
        forms = [form for title in found.titles for form in (title.text, title.full)]
        return _same_person(gold, found) and any(token_f1(title, form) >= 0.8 for title in gold.titles for form in forms)

    return Compared([each for each in people if each.titles], titled, same)


def _titles_of(official: r.Official | None) -> list[str]:
    return [form for title in official.titles for form in (title.full, title.text)] if official else []


def _attendance(gold: Gold, record: r.Record) -> Compared:
    """An office whose holder the text does not name counts where the gold lists it."""
    def same(gold: str, found: r.Official) -> bool:
        if found.name:
            return same_name(gold, found.name)
        return any(token_f1(gold, title) >= 0.8 for title in _titles_of(found))

    present = [record.officials[i] for i in record.attendance]
    return Compared(gold.attendance, [p for p in present if p.name or any(same(g, p) for g in gold.attendance)], same)


# ── event ──
def _found(text: str | None, span: Span | None) -> list[Found]:
    return [Found(text, span)] if text and span else []


def _words(gold: str | None) -> list[str]:
    return [gold] if gold else []


def _alike(least: float) -> Callable[[str, Found], bool]:
    return lambda gold, found: token_f1(gold, found.text) >= least


def _equal(gold: str, found: Found) -> bool:
    return gold == found.text


def _event_name(gold: Gold, record: r.Record) -> Compared:
    event = record.event
    return Compared(_words(gold.event.name), _found(event.name, event.span) if event else [], _alike(0.6))


def _event_date(gold: Gold, record: r.Record) -> Compared:
    date = record.event and record.event.date
    found = [*_found(date.iso, date.span), *_found(date.end, date.span)] if date else []
    other = gold.event.alternatives
    if not gold.event.dates:
        found = [each for each in found if each.text not in other]
    return Compared(gold.event.dates, found, lambda gold, found: found.text == gold or found.text in other)


def _event_action(gold: Gold, record: r.Record) -> Compared | None:
    if not gold.actions:
        return None
    event = record.event
    return Compared(_words(gold.event.action), _found(event.action, event.span) if event else [], _equal)


def _time_of_day(gold: Gold, record: r.Record) -> Compared:
    date = record.event and record.event.date
    return Compared(_words(gold.event.time_of_day), _found(date.time_of_day, date.span) if date else [], _equal)


def _venue(gold: Gold, record: r.Record) -> Compared:
    venue = record.event and record.event.venue
    return Compared(_words(gold.event.venue), _found(venue.name, venue.span) if venue else [], _alike(0.6))


def _city(gold: Gold, record: r.Record) -> Compared:
    town = record.event and record.event.town
    return Compared(_words(gold.event.city), _found(town.name, town.span) if town else [], _alike(0.6))


def _theme(gold: Gold, record: r.Record) -> Compared:
    theme = record.event and record.event.theme
    return Compared(gold.theme, [theme] if theme else [], _alike(0.8))


def _other_events(gold: Gold, record: r.Record) -> Compared | None:
    found = [each for event in record.other_events for each in _found(event.name, event.span)]
    return None if gold.other_events is None else Compared(gold.other_events, found, _alike(0.6))


# ── figures ──
def _same_value(gold: Figure, found: r.Figure) -> bool:
    if not same_number(gold.value, found.value):
        return False
    at_it = gold.span is not None and overlap(gold.span, found.value_span) > 0
    return at_it or unit_class(gold.unit) == unit_class(found.unit, found.quantity_of)


def _figures(gold: Gold, record: r.Record) -> tuple[list[Figure], list[r.Figure]]:
    return required(gold.figures, record.figures, _same_value)


def _figure_value(gold: Gold, record: r.Record) -> Compared:
    return Compared(*_figures(gold, record), _same_value)


def _figure_trend(gold: Gold, record: r.Record) -> Compared:
    golds, found = _figures(gold, record)
    return Compared(
        [each for each in golds if each.from_value is not None],
        [each for each in found if each.from_value is not None],
        lambda gold, found: _same_value(gold, found) and same_number(gold.from_value, found.from_value),
    )


def _figure_full(gold: Gold, record: r.Record) -> Compared:
    def same(gold: Figure, found: r.Figure) -> bool:
        said, counted = found.indicator or "", found.quantity_of or ""
        forms = (said, f"{said} {counted}")
        return _same_value(gold, found) and max(token_f1(gold.indicator, form) for form in forms) >= 0.5

    return Compared(*_figures(gold, record), same)


def _years(period: str | None) -> set[str]:
    return set(re.findall(r"\b(?:19|20)\d\d\b", period or ""))


def _years_found(figure: r.Figure) -> set[str]:
    """Of the words of the period, and of its two ends, which hold the years that the words leave out."""
    period = figure.period
    return _years(f"{period.text} {period.start} {period.end}") if period else set()


def _figure_period(gold: Gold, record: r.Record) -> Compared:
    golds, found = _figures(gold, record)
    return Compared(
        [each for each in golds if _years(each.period)],
        [each for each in found if _years_found(each)],
        lambda gold, found: _same_value(gold, found) and _years(gold.period) <= _years_found(found),
    )


# ── quotes ──
def _same_words(gold: Quote, found: r.Quote) -> bool:
    return any(overlap(span, found.span) >= 0.6 for span in gold.spans)


def _quotes(kind: str, golds: Callable[[Gold], Sequence[Quote]]) -> Callable[[Gold, r.Record], Compared]:
    return lambda gold, record: Compared(golds(gold), [each for each in record.quotes if each.kind == kind], _same_words)


def _speakers(kind: str, golds: Callable[[Gold], Sequence[Quote]]) -> Callable[[Gold, r.Record], Compared]:
    """Of quotes that are found: who speaks."""
    def compare(gold: Gold, record: r.Record) -> Compared:
        def same(gold: Quote, found: r.Quote) -> bool:
            if not _same_words(gold, found):
                return False
            official = record.officials[found.speaker] if found.speaker is not None else None
            names = (official.name if official else None, found.speaker_text)
            titles = (*_titles_of(official), found.speaker_text)
            return any(same_name(gold.speaker, name) for name in names) or any(token_f1(gold.speaker, t) >= 0.8 for t in titles)

        told = [each for each in golds(gold) if each.speaker]
        found = [each for each in record.quotes if each.kind == kind and any(_same_words(other, each) for other in told)]
        return Compared(told, found, same)

    return compare


def _speaker_words(gold: Gold, record: r.Record) -> Compared | None:
    """Of quotes that are found: the words that name who speaks, as they stand beside it or as his whole name, and no others."""
    def same(gold: Quote, found: r.Quote) -> bool:
        forms = (gold.named, gold.speaker)
        return _same_words(gold, found) and any(token_f1(form, found.speaker_text) >= 0.8 for form in forms if form)

    every = (*gold.direct, *gold.indirect)
    if all(each.named is None for each in every):
        return None
    golds = [each for each in every if each.named]
    found = [each for each in record.quotes if each.speaker_text and any(_same_words(other, each) for other in golds)]
    return Compared(golds, found, same)


def _direct(gold: Gold) -> Sequence[Quote]:
    return gold.direct


def _indirect(gold: Gold) -> Sequence[Quote]:
    return gold.indirect


# ── the rest ──
def _stands(least: float) -> Callable[[Words, Any], bool]:
    return lambda gold, found: overlap(gold.span, found.span) >= least


def _title(gold: Gold, record: r.Record) -> Compared | None:
    title = record.title
    found = _found(title.text, title.span) if title else []
    return None if gold.title is None else Compared(gold.title, found, _stands(0.6))


def _publisher(gold: Gold, record: r.Record) -> Compared:
    return Compared(gold.publisher, [record.publisher] if record.publisher else [], _stands(0.6))


def _dateline(gold: Gold, record: r.Record) -> Compared:
    # Gold spans may hold the mark behind the place, not the outlet or the day that may stand between them.
    def same(gold: Words, found: r.Dateline) -> bool:
        return overlap(gold.span, found.span) > 0 and token_f1(gold.text, found.place) >= 0.8

    return Compared(gold.dateline, [record.dateline] if record.dateline else [], same)


def _credits(gold: Gold, record: r.Record) -> Compared:
    return Compared(gold.credits, record.credits, _stands(0.5))


def _programmes(gold: Gold, record: r.Record) -> Compared:
    found = {each.name.casefold(): each for each in reversed(record.programmes)}
    return Compared(gold.programmes, list(reversed(found.values())), lambda gold, found: token_f1(gold, found.name) >= 0.6)


def _regulations(gold: Gold, record: r.Record) -> Compared:
    def same(gold: Regulation, found: r.Regulation) -> bool:
        if gold.span is not None:
            return overlap(gold.span, found.span) >= 0.5
        return (gold.number, gold.year) == (found.number, found.year)

    return Compared(gold.regulations, record.regulations, same)


def _region_codes(gold: Gold, record: r.Record) -> Compared | None:
    """Each region once, by its code. A region that only names an office ("Pemkab Lahat") counts neither way."""
    if gold.places is None:
        return None
    codes = {region.code for each in gold.places if (region := find_region(each.text, default()))}
    inside = [each.span for each in gold.acting]

    def acts(place: r.Place) -> bool:
        return all(any(a <= start and end <= b for a, b in inside) for start, end in place.mentions)

    found: dict[str, r.Place] = {}
    for place in record.places:
        if place.region_code and (place.region_code in codes or not acts(place)):
            found.setdefault(place.region_code, place)
    return Compared(sorted(codes), list(found.values()), lambda gold, found: gold == found.region_code)


FIELDS = (
    Field("official_name", "people", _official_name),
    Field("official_title", "people", _official_title),
    Field("attendance", "attendance", _attendance),
    Field("event_name", "events", _event_name),
    Field("event_date", "dates", _event_date),
    Field("event_action", "events", _event_action),
    Field("time_of_day", "dates", _time_of_day),
    Field("venue", "venues", _venue),
    Field("city", "venues", _city),
    Field("theme", "stated_themes", _theme),
    Field("other_events", "events", _other_events),
    Field("figure_value", "figures", _figure_value),
    Field("figure_trend", "figures", _figure_trend),
    Field("figure_full", "figures", _figure_full),
    Field("figure_period", "figures", _figure_period),
    Field("quote_direct", "quotes", _quotes("direct", _direct)),
    Field("quote_speaker", "quotes", _speakers("direct", _direct)),
    Field("quote_indirect", "quotes", _quotes("indirect", _indirect)),
    Field("indirect_speaker", "quotes", _speakers("indirect", _indirect)),
    Field("speaker_words", "quotes", _speaker_words),
    Field("title", "", _title),
    Field("publisher", "", _publisher),
    Field("dateline", "", _dateline),
    Field("credit", "", _credits),
    Field("programme", "programmes", _programmes),
    Field("regulation", "regulations", _regulations),
    Field("region_code", "places", _region_codes),
)
