"""Gold: what a careful reader takes from one release, in the one form that the scorers compare, whatever file it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.sources import Release

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the text, and where they stand."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Person:
    """`titles`: forms of the title, any of which is right; none where the gold has no title for him."""

    name: str
    titles: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """`alternatives`: further days that are right, or cost nothing where the release has no day of the event."""

    name: str | None
    dates: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    time_of_day: str | None = None
    venue: str | None = None
    city: str | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """`span`: where the number stands; where the gold has it, that says which figure is meant, else the unit does."""

    value: float
    unit: str
    indicator: str | None
    period: str | None
    from_value: float | None
    optional: bool = False
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """`spans`: where the words stand, any of which is right: a clause that "kata dia" tears, whole and in its pieces.
    `named`: the words beside it that name the speaker, more than a pronoun; None where the gold says nothing of them."""

    text: str
    spans: tuple[Span, ...]
    speaker: str | None
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Regulation:
    """By its number and year, or else where it is named."""

    text: str
    number: str | None = None
    year: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """None: this gold says nothing of the field, so that it is not scored. What the release has not is empty: `()`."""

    officials: Sequence[Person]
    attendance: Sequence[str]
    event: Event
    theme: Sequence[str]
    figures: Sequence[Figure]
    direct: Sequence[Quote]
    indirect: Sequence[Quote]
    programmes: Sequence[str]
    regulations: Sequence[Regulation]
    credits: Sequence[Words]
    publisher: Sequence[Words]
    dateline: Sequence[Words]
    title: Sequence[Words] | None = None
    actions: bool = False                               # whether `event.action` says what the lead official did
    other_events: Sequence[str] | None = None
    places: Sequence[Words] | None = None               # every place by name
    acting: Sequence[Words] = ()                        # organisations: a region inside one is none of `places`


@dataclass(frozen=True, slots=True)
class Annotated:
    """A release and its gold."""

    id: str
    release: Release
    gold: Gold
