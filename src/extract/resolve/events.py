"""Events of one release: each naming joined with its date, venue and theme, the main event first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.lexicon import Lexicon
from extract.lexicon.words import worded
from extract.mentions import Date, Event, Mention, Offsets, Place, StatedTheme, Venue
from extract.resolve.dates import complete_dates
from extract.resolve.event_day import choose_day
from extract.resolve.event_town import Held, Town, choose_town
from extract.resolve.event_venue import choose_venue
from extract.resolve.main_event import ACT, Page, choose, namings
from extract.text.layout import Layout
from extract.values.dates import clock_before, started_at, times_of_day

_OBJECT_RULES = {"verb_object", "subject_verb"}     # whose type is that of the verb
_ACT_REACH = 900        # characters of the body within which a verb without its event still tells of the main one
_LEAD = 4               # paragraphs that tell how long the event lasts and when it begins
_CUE_REACH = 50         # characters before a day within which its hour, or the word for its end, stands
_UNTIL = worded(r"\b{event-lasts}\b[^.\n]{0,30}\b{link-until} (?:{date-day-word} )?$")
# "pagi hari ini", as one says at an event
_TODAY = worded(r"(?P<until>{link-until}\s)?\b(?P<time>{time-of-day})\s(?:{date-day}\s)?{date-just}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ResolvedEvent:
    """An event with what belongs to it. `date` carries the completed value; `span` is where the event is named."""

    name: str | None
    type: str | None
    action: str | None
    date: Mention[Date] | None
    venue: Mention[Venue] | None
    town: Town | None
    theme: Mention[StatedTheme] | None
    span: Offsets
    sure: float             # how likely the name is the right one


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
    dates = complete_dates(text, dates, layout.published[0] if layout.published else None, lexicon)
    page = Page(text, layout, namings(events), dates, venues, lexicon)
    choice = choose(page)
    day = choose_day(page, choice)
    main = choice.naming
    if main is None and day is None:
        return []
    venue = choose_venue(page, choice, day)
    online = venue is not None and venue.value.online
    town = None if online else choose_town(Held(page, choice, day, venue, places))
    day = day and _part_of_day(text, _lasting(text, day, dates, layout, lexicon), lexicon)
    span = main.offsets if main else day.offsets if day else (0, 0)
    return [
        ResolvedEvent(
            name=main.value.name if main else None,
            type=main.value.type if main else None,
            action=_action(main, events, layout),
            date=day,
            venue=_placed(venue, town),
            town=town,
            theme=next((theme for theme in themes if main is None or theme.text != main.value.name), None),
            span=span,
            sure=choice.sure,
        )
    ]


def _lasting(text: str, day: Mention[Date], dates: Sequence[Mention[Date]], layout: Layout, lexicon: Lexicon) -> Mention[Date]:
    """The day with what the lead tells apart from it: "berlangsung hingga 6 Juni", "dimulai pukul 09.00"."""
    value, lead = day.value, layout.paragraphs[: _LEAD]
    stretches = [(start, end) for start, end in lead if end > day.start_char] or [(day.start_char, day.end_char)]
    reach = (stretches[0][0], stretches[-1][1])
    if value.end is None and len(value.iso) == 10:
        for other in dates:
            if not reach[0] <= other.start_char < reach[1] or len(other.value.iso) != 10:
                continue
            until = _UNTIL(lexicon).search(text, max(reach[0], other.start_char - _CUE_REACH), other.start_char)
            last = other.value.end if other.value.iso == value.iso else other.value.iso if until else None
            if last and last > value.iso:
                value = replace(value, end=last)
                break
    if value.clock is None:
        clock = clock_before(text, max(0, day.start_char - _CUE_REACH), day.start_char, lexicon) or next(
            (found for start, end in stretches if (found := started_at(text, start, end, lexicon))), None)
        if clock:
            value = replace(value, clock=clock[0], zone=clock[1])
    return replace(day, value=value) if value is not day.value else day


def _part_of_day(text: str, day: Mention[Date], lexicon: Lexicon) -> Mention[Date]:
    """The day with the part of it that the text tells apart from the day."""
    found = () if day.value.time_of_day else _TODAY(lexicon).finditer(text)
    match = next((each for each in found if not each["until"]), None)
    if match is None:
        return day
    return replace(day, value=replace(day.value, time_of_day=times_of_day(lexicon)[match["time"].casefold()]))


def _action(main: Mention[Event] | None, events: Sequence[Mention[Event]], layout: Layout) -> str | None:
    """What the lead official did: of the verbs that tell of the main event, the first of those that say most."""
    if main is None:
        return None
    reach = layout.paragraphs[0][0] + _ACT_REACH if layout.paragraphs else _ACT_REACH
    name = _long_words(main.value.name)
    told = [main]
    for event in events:
        same = event.rule == ACT or " " not in event.value.name or len(name & _long_words(event.value.name)) * 2 >= len(name)
        other = event.rule in _OBJECT_RULES and main.value.type and event.value.type not in (None, main.value.type)
        if event is not main and event.value.action and same and not other and event.start_char < reach:
            told.append(event)
    best = max(told, key=lambda event: event.value.action_weight)
    return best.value.action if best.value.action_weight else None


def _long_words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.lower()))


def _placed(venue: Mention[Venue] | None, town: Town | None) -> Mention[Venue] | None:
    """The venue with the event's town."""
    return venue and replace(venue, value=replace(venue.value, city=town.name if town else None))
