"""Events of one release: each naming joined with its date, venue and theme, the main event first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from extract.mentions import Date, Event, Mention, Offsets, StatedTheme, Venue
from extract.resolve.dates import complete_dates
from extract.text.layout import Layout

V = TypeVar("V")

# How sure each way of naming an event is; the rest of a naming's weight comes from where it stands.
_RULES = {
    "verb_event": 6, "cue_event": 5, "event_then_verb": 5, "event_first": 4, "named_event": 3,
    "hosted": 3, "verb_object": 2, "subject_verb": 3, "event_head": 2, "event_word": 0,
}
_VENUE_RULES = {"venue_head_by_date": 6, "venue_cue": 5, "venue_by_date": 4, "venue_head": 3, "online": 0}
_SENTENCE_END = re.compile(r"[.!?][”\"]?\s+(?=[A-Z“\"])|\n")
_CERTAIN = 5            # a release without any day reports an event only where its naming weighs this much
_OUTSIDE = 300          # characters: a venue this far from the event's sentence belongs to something else


@dataclass(frozen=True, slots=True)
class ResolvedEvent:
    """An event with what belongs to it. `date` carries the completed value; `span` is where the event is named."""

    name: str | None
    type: str | None
    action: str | None
    date: Mention[Date] | None
    venue: Mention[Venue] | None
    theme: Mention[StatedTheme] | None
    span: Offsets


def resolve_events(
    text: str,
    events: Sequence[Mention[Event]],
    dates: Sequence[Mention[Date]],
    venues: Sequence[Mention[Venue]],
    themes: Sequence[Mention[StatedTheme]],
    layout: Layout,
) -> list[ResolvedEvent]:
    """The events of a release, the main one first; empty where the release reports none."""
    dates = complete_dates(text, dates, layout.published[0] if layout.published else None)
    body = [d for d in dates if layout.published is None or d.offsets != layout.published[1]]
    day = _event_day(body, layout)
    main = _main(text, events, day, layout)
    if main is None and day is None:
        return []
    anchor = next(m.offsets for m in (main if main and not _in_title(main, layout) else None, day, main) if m)
    return [
        ResolvedEvent(
            name=main.value.name if main else None,
            type=main.value.type if main else None,
            action=main.value.action if main else None,
            date=day,
            venue=_venue(text, venues, day, anchor),
            theme=themes[0] if themes else None,
            span=main.offsets if main else anchor,
        )
    ]


def _in_title(mention: Mention[V], layout: Layout) -> bool:
    return layout.title is not None and layout.title[0] <= mention.start_char < layout.title[1]


def _event_day(dates: Sequence[Mention[Date]], layout: Layout) -> Mention[Date] | None:
    """The day of the event: the first day with a weekday, else the first full day of the lead."""
    days = [d for d in dates if len(d.value.iso) in {7, 10} and d.value.iso.count("-") != 1]
    with_weekday = [d for d in days if d.value.weekday]
    if with_weekday:
        return with_weekday[0]
    lead_end = layout.paragraphs[min(2, len(layout.paragraphs) - 1)][1] if layout.paragraphs else 0
    return next((d for d in days if d.start_char < lead_end), None)


def _main(
    text: str, events: Sequence[Mention[Event]], day: Mention[Date] | None, layout: Layout
) -> Mention[Event] | None:
    title = set(re.findall(r"\w{4,}", text[slice(*layout.title)].lower())) if layout.title else set()
    first = layout.paragraphs[0][0] if layout.paragraphs else 0
    ranked = []
    for order, event in enumerate(events):
        score = float(_RULES[event.rule])
        name = set(re.findall(r"\w{4,}", event.value.name.lower()))
        titled = _in_title(event, layout)
        if titled:
            score -= 1
        else:
            score += min(3, len(name & title))
            score += max(0.0, 3 - (event.start_char - first) / 250)
            if day is not None and _same_sentence(text, event.offsets, day.offsets):
                score += 4
        # A naming by its bare kind ("upacara", "kegiatan pelatihan") gives way to a fuller one.
        score += min(2.0, len(name) / 3) if " " in event.value.name else -3
        ranked.append((score, -order, event))
    if not ranked:
        return None
    score, _, best = max(ranked, key=lambda item: item[:2])
    return best if day is not None or score >= _CERTAIN else None


def _same_sentence(text: str, one: Offsets, other: Offsets) -> bool:
    start, end = min(one[1], other[1]), max(one[0], other[0])
    return end <= start or (end - start < 600 and not _SENTENCE_END.search(text, start, end))


def _venue(
    text: str, venues: Sequence[Mention[Venue]], day: Mention[Date] | None, anchor: Offsets
) -> Mention[Venue] | None:
    ranked = []
    for order, venue in enumerate(venues):
        score = _VENUE_RULES[venue.rule]
        if _same_sentence(text, venue.offsets, anchor) or (day and _same_sentence(text, venue.offsets, day.offsets)):
            score += 4
        elif venue.rule == "venue_cue":
            score += 1
        elif min(abs(venue.start_char - anchor[1]), abs(anchor[0] - venue.end_char)) > _OUTSIDE:
            continue
        ranked.append((score, -order, venue))
    return max(ranked, key=lambda item: item[:2])[2] if ranked else None
