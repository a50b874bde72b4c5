"""Events of one release: each naming joined with its date, venue and theme, the main event first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from extract.lexicon import Lexicon
from extract.mentions import Date, Event, Mention, Offsets, Place, StatedTheme, Venue
from extract.resolve.dates import complete_dates, days_of_events, held_on
from extract.resolve.regions import JAKARTA
from extract.text.layout import Layout
from extract.values.dates import clock_before, started_at

V = TypeVar("V")

# How sure each way of naming an event is; the rest of a naming's weight comes from where it stands.
_RULES = {
    "verb_event": 6, "cue_event": 5, "event_then_verb": 5, "event_first": 4, "named_event": 3,
    "hosted": 3, "verb_object": 2, "subject_verb": 3, "event_head": 2, "event_word": 0, "model": 2,
}
_OBJECT_RULES = {"verb_object", "subject_verb"}     # whose type is that of the verb
_ACT = "act"            # rule of a mention that tells what was done, without naming the event again
_ACT_REACH = 900        # characters of the body within which a verb without its event still tells of the main one
_VENUE_RULES = {
    "venue_head_by_date": 6, "venue_cue": 5, "venue_by_date": 4, "model_after_di": 3, "venue_head": 3, "venue_place": 1,
    "model": 1, "online": 0, "online_by_date": 4, "online_cue": 3,
}  # fmt: skip
_PLACE_RULES = {"venue_place", "model", "online"}   # too weak to be the venue of an event that they do not stand beside
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\bProf)(?<!\bDr[sa])[.!?][”\"]?\s+(?=[A-Z“\"])|\n")      # not "Hj."
_MEANT = re.compile(r"\s(?:ini|itu|tersebut|dimulai|berlangsung|digelar|dilakukan)\b")
_CERTAIN = 5            # a release without any day reports an event only where its naming weighs this much
_CITY_REACH = 60        # characters behind a venue within which its city stands
_LEAD = 4               # paragraphs that tell how long the event lasts and when it begins
_CUE_REACH = 50         # characters before a day within which its hour, or the word for its end, stands
_UNTIL = re.compile(
    r"\b(?:berlangsung|digelar|dilaksanakan|diadakan|dibuka)\b[^.\n]{0,30}\b(?:hingga|sampai(?: dengan)?) (?:tanggal )?$"
)
_HEADING = 80           # characters of a heading within the body
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
    lexicon: Lexicon,
    places: Sequence[Mention[Place]] = (),
) -> list[ResolvedEvent]:
    """The events of a release, the main one first; empty where the release reports none."""
    dates = complete_dates(text, dates, layout.published[0] if layout.published else None)
    day = _event_day(text, dates, events, layout, lexicon)
    day = day and _lasting(text, day, dates, layout)
    named = [event for event in events if event.rule != _ACT]
    main = _main(text, named, day, layout)
    if main is not None and " " not in main.value.name:
        main = _fuller(main, named)
    if main is None and day is None:
        return []
    anchor = next(m.offsets for m in (main if main and not _in_title(main, layout) else None, day, main) if m)
    return [
        ResolvedEvent(
            name=main.value.name if main else None,
            type=main.value.type if main else None,
            action=_action(main, events, layout),
            date=day,
            venue=_placed(_venue(text, venues, day, anchor), places, layout),
            theme=themes[0] if themes else None,
            span=main.offsets if main else anchor,
        )
    ]


def _in_title(mention: Mention[V], layout: Layout) -> bool:
    return layout.title is not None and layout.title[0] <= mention.start_char < layout.title[1]


def _event_day(
    text: str, dates: Sequence[Mention[Date]], events: Sequence[Mention[Event]], layout: Layout, lexicon: Lexicon
) -> Mention[Date] | None:
    """The day of the event: the first day of the lead with a weekday, else its first full day, else any with a weekday.

    A day without a weekday is that of something told in its own sentence; so is any where another is that of a statement.
    The day on which the release was published is that of the event only where the dateline states it, and no other is named.
    """
    published = layout.published[1] if layout.published else (0, 0)
    days = [d for d in dates if len(d.value.iso) in {7, 10} and d.value.iso.count("-") != 1]
    inside = [d for d in days if d.start_char < published[1] and published[0] < d.end_char]
    named = days_of_events(text, [d for d in days if d not in inside], lexicon)
    certain = len(named) == len(days) - len(inside)
    days = [d for d in named if (certain and d.value.weekday) or _told(text, d, events, lexicon)]
    lead_end = layout.paragraphs[min(2, len(layout.paragraphs) - 1)][1] if layout.paragraphs else 0
    lead = [d for d in days if d.start_char < lead_end]
    with_weekday = [d for d in (*lead, *days) if d.value.weekday]
    if with_weekday and (with_weekday[0] in lead or not any(len(d.value.iso) == 10 for d in lead)):
        return with_weekday[0]
    if lead:
        return lead[0]
    stated = layout.dateline is not None and layout.dateline.published is not None
    return inside[0] if inside and stated else None


def _told(text: str, day: Mention[Date], events: Sequence[Mention[Event]], lexicon: Lexicon) -> bool:
    """Whether the sentence of a day tells of an event."""
    return any(_same_sentence(text, day.offsets, event.offsets) for event in events) or held_on(text, day.start_char, lexicon)


def _lasting(text: str, day: Mention[Date], dates: Sequence[Mention[Date]], layout: Layout) -> Mention[Date]:
    """The day with what the lead tells apart from it: "berlangsung hingga 6 Juni", "dimulai pukul 09.00"."""
    value, lead = day.value, layout.paragraphs[: _LEAD]
    stretches = [(start, end) for start, end in lead if end > day.start_char] or [(day.start_char, day.end_char)]
    reach = (stretches[0][0], stretches[-1][1])
    if value.end is None and len(value.iso) == 10:
        for other in dates:
            if not reach[0] <= other.start_char < reach[1] or len(other.value.iso) != 10:
                continue
            until = _UNTIL.search(text, max(reach[0], other.start_char - _CUE_REACH), other.start_char)
            last = other.value.end if other.value.iso == value.iso else other.value.iso if until else None
            if last and last > value.iso:
                value = replace(value, end=last)
                break
    if value.clock is None:
        clock = clock_before(text, max(0, day.start_char - _CUE_REACH), day.start_char) or next(
            (found for start, end in stretches if (found := started_at(text, start, end))), None)
        if clock:
            value = replace(value, clock=clock[0], zone=clock[1])
    return replace(day, value=value) if value is not day.value else day


def _fuller(main: Mention[Event], events: Sequence[Mention[Event]]) -> Mention[Event]:
    """The first naming before a bare one ("Pelantikan berlangsung …") that says of what kind it is: "melantik 40 pejabat"."""
    same = (e for e in events if e.value.type == main.value.type and e.value.type and " " in e.value.name)
    return next((event for event in same if event.start_char < main.start_char), main)


def _action(main: Mention[Event] | None, events: Sequence[Mention[Event]], layout: Layout) -> str | None:
    """What the lead official did: of the verbs that tell of the main event, the first of those that say most."""
    if main is None:
        return None
    reach = layout.paragraphs[0][0] + _ACT_REACH if layout.paragraphs else _ACT_REACH
    name = _long_words(main.value.name)
    told = [main]
    for event in events:
        same = event.rule == _ACT or " " not in event.value.name or len(name & _long_words(event.value.name)) * 2 >= len(name)
        other = event.rule in _OBJECT_RULES and main.value.type and event.value.type not in (None, main.value.type)
        if event is not main and event.value.action and same and not other and event.start_char < reach:
            told.append(event)
    best = max(told, key=lambda event: event.value.action_weight)
    return best.value.action if best.value.action_weight else None


def _long_words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.lower()))


def _placed(venue: Mention[Venue] | None, places: Sequence[Mention[Place]], layout: Layout) -> Mention[Venue] | None:
    """The venue with its city: as read behind it, else a town or regency in its own words, else that of the dateline."""
    if venue is None or venue.value.online:
        return venue
    inside = [p for p in places if venue.start_char <= p.start_char and p.end_char <= venue.end_char]
    towns = [p for p in inside if _is_town(p.value) or p.value.region_code == JAKARTA]
    dateline = layout.dateline
    home = [p.value for p in places if dateline and dateline.offsets[0] <= p.start_char < dateline.offsets[1]]
    city = _stated_city(venue, places, layout)
    if city is None and towns:
        # "Kantor Bupati Siak" stands in the regency's capital, from which the release comes.
        same = dateline and any(place.region_code == towns[-1].value.region_code for place in home)
        city = dateline.place if dateline and same else towns[-1].value.name.removeprefix("DKI ")
    elif city is None and dateline and not any(p.value.level in {"district", "village"} for p in inside):
        city = dateline.place
    return replace(venue, value=replace(venue.value, city=city))


def _stated_city(venue: Mention[Venue], places: Sequence[Mention[Place]], layout: Layout) -> str | None:
    """The city behind the venue: of "Simpang Lima Semarang, Jawa Tengah" the town. A province is none, but Jakarta."""
    words = venue.value.city
    if words is None:
        return None
    behind = [p for p in places if venue.end_char <= p.start_char <= venue.end_char + _CITY_REACH and p.text in words]
    if town := next((p for p in behind if _is_town(p.value)), None):
        return town.value.name
    if layout.dateline and layout.dateline.place in words:
        return layout.dateline.place
    province = any(p.value.level == "province" and p.value.region_code != JAKARTA for p in behind)
    return None if province else words


def _is_town(place: Place) -> bool:
    return place.level in {"city", "regency"} or (place.level is None and place.region_code is not None)


def _main(
    text: str, events: Sequence[Mention[Event]], day: Mention[Date] | None, layout: Layout
) -> Mention[Event] | None:
    title = _long_words(text[slice(*layout.title)]) if layout.title else set()
    first = layout.paragraphs[0][0] if layout.paragraphs else 0
    ranked = []
    for order, event in enumerate(events):
        score = float(_RULES[event.rule])
        name = _long_words(event.value.name)
        titled = _in_title(event, layout)
        if titled:
            score -= 1
        else:
            score += min(3, len(name & title))
            score += max(0.0, 3 - (event.start_char - first) / 250)
            if day is not None and _same_sentence(text, event.offsets, day.offsets):
                score += 4
        if event.rule == "verb_object" and event.value.action_weight < 2:
            score -= 2      # "menyampaikan …", "meraih …" take any object
        if not titled and _in_heading(text, event.offsets, layout):
            score -= 3
        # A naming by its bare kind ("upacara", "kegiatan pelatihan") gives way to a fuller one.
        score += min(2.0, len(name) / 3) if " " in event.value.name else -3
        ranked.append((score, -order, event))
    if not ranked:
        return None
    score, _, best = max(ranked, key=lambda item: item[:2])
    if day is not None and best.rule == "event_word" and " " not in best.value.name:
        # "hasil monitoring menunjukkan": said in passing; "penangkapan tersebut" is what the release tells of.
        meant = _same_sentence(text, best.offsets, day.offsets) or _MEANT.match(text, best.end_char)
        return best if meant else None
    return best if day is not None or score >= _CERTAIN else None


def _in_heading(text: str, offsets: Offsets, layout: Layout) -> bool:
    """Whether it stands in a short line of the body that is no sentence."""
    line = next(((start, end) for start, end in layout.paragraphs if start <= offsets[0] < end), None)
    return line is not None and line[1] - line[0] < _HEADING and text[line[1] - 1] not in ".,!?:;”\""


def _same_sentence(text: str, one: Offsets, other: Offsets) -> bool:
    start, end = min(one[1], other[1]), max(one[0], other[0])
    return end <= start or (end - start < 600 and not _SENTENCE_END.search(text, start, end))


def _apart(one: Offsets, other: Offsets) -> int:
    return min(abs(one[0] - other[1]), abs(other[0] - one[1]))


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
        elif venue.rule in _PLACE_RULES or _apart(venue.offsets, anchor) > _OUTSIDE:
            continue
        ranked.append((score, -order, venue))
    return max(ranked, key=lambda item: item[:2])[2] if ranked else None
