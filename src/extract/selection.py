"""A record without what is less sure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from extract import record as r
from extract.limits import Limits

Value = TypeVar("Value", r.Official, r.Event, r.Figure, r.Quote)


def at_least(record: r.Record, limits: Limits) -> r.Record:
    """Without the officials, events, figures and quotes of less confidence; what has none stays, since nobody measured it.

    Indices are those of what is left. Of a speaker who is left out `speaker_text` still tells. A warning counts what went.
    """
    if not limits:
        return record
    officials, quotes = _kept(record.officials, limits.officials), _kept(record.quotes, limits.quotes)
    figures, others = _kept(record.figures, limits.figures), _kept(record.other_events, limits.events)
    event = record.event if record.event and _kept([record.event], limits.events) else None
    went = {
        "event": len(record.other_events) - len(others) + (event is not record.event),
        "official": len(record.officials) - len(officials),
        "figure": len(record.figures) - len(figures),
        "quote": len(record.quotes) - len(quotes),
    }
    if not any(went.values()):
        return record
    counts = ", ".join(f"{number} {kind}{'s' * (number > 1)}" for kind, number in went.items() if number)
    warning = r.Warning(code="left_out", detail=f"under confidence {limits}: {counts}", span=None)
    person, quote = _places(officials), _places(quotes)
    return record.model_copy(update={
        "event": event,
        "other_events": [record.other_events[at] for at in others],
        "officials": [record.officials[at] for at in officials],
        "figures": [_pointing(record.figures[at], said_by=quote) for at in figures],
        "quotes": [_pointing(record.quotes[at], speaker=person, on_behalf_of=person) for at in quotes],
        "attendance": [person[at] for at in record.attendance if at in person],
        "warnings": [*record.warnings, warning],
    })  # fmt: skip


def _kept(values: Sequence[Value], confidence: float) -> list[int]:
    return [at for at, value in enumerate(values) if value.confidence is None or value.confidence >= confidence]


def _places(kept: Sequence[int]) -> dict[int, int]:
    """Index before -> index now."""
    return {old: new for new, old in enumerate(kept)}


def _pointing(value: Value, **places: dict[int, int]) -> Value:
    """With the indices that it holds as they are now; None where what they point to went."""
    return value.model_copy(update={name: there.get(getattr(value, name)) for name, there in places.items()})
