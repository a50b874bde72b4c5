"""How sure a value is: of those that look like it, the share that is right on marked releases.

    official    the name and one of its titles          event    the name
    figure      value, unit, and what it measures       quote    the words and who speaks

Learnt by `training/train_confidence.py` from what is found in marked releases and whether it is right there. A value that marks
do not judge (an office whose holder is not named, an event without a name) has no confidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract.learnt.choice import Choice
from extract.mentions import Figure, Mention, Offsets
from extract.resolve.events import ResolvedEvent
from extract.resolve.officials import Official
from extract.resolve.release import Resolved
from extract.resolve.speakers import SpokenQuote
from extract.words.once import cached_property
from extract.words.rules import ids_of

WEIGHTS = "confidence"
_MOST, _DIGITS = 0.99, 2            # nothing is surer than that: there are too few marks to tell
_SMALL = (2, 4, 20, 100, 10_000)    # numbers are told apart by these
_STEP = 20                          # characters; so finely distances are told, and lengths of quotes three times as coarsely

Mentions = Mapping[str, Sequence[Mention[Any]]]
Told = list[str] | None
"""The features of a value; None of one that marks do not judge."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """Of every official, event, figure and quote of a release, in order: 0 to 1, None where it was not measured."""

    officials: Sequence[float | None]
    events: Sequence[float | None]
    figures: Sequence[float | None]
    quotes: Sequence[float | None]


def confidence_of(resolved: Resolved, mentions: Mentions) -> Confidence:
    """`mentions` are those that the release was resolved from, by field."""
    told = features(resolved, mentions)
    return Confidence(*([_share(each) for each in told[kind]] for kind in ("official", "event", "figure", "quote")))


def _share(told: Told) -> float | None:
    return None if told is None else round(min(_MOST, Choice.load(WEIGHTS).probabilities((told, ()))[0]), _DIGITS)


def features(resolved: Resolved, mentions: Mentions) -> dict[str, list[Told]]:
    """Kind -> the features of each value of that kind."""
    page = _Page(resolved, mentions)
    return {
        "official": [_official(page, each, number) for number, each in enumerate(resolved.officials)],
        "event": [_event(page, each) for each in resolved.events],
        "figure": [_figure(page, each) for each in resolved.figures],
        "quote": [_quote(page, each) for each in resolved.quotes],
    }


class _Page:
    """What is asked of the release."""

    def __init__(self, resolved: Resolved, mentions: Mentions) -> None:
        self.resolved = resolved
        self._mentions = mentions

    @cached_property
    def people(self) -> dict[Offsets, list[str]]:
        """Where persons are named -> the rules that found them there."""
        return {mention.offsets: ids_of(mention.label, mention.rule) for mention in self._mentions.get("people", ())}

    @cached_property
    def speakers(self) -> frozenset[int | None]:
        return frozenset(quote.speaker for quote in self.resolved.quotes)

    @cached_property
    def values(self) -> Counter[tuple[float, str]]:
        """How many figures have a value."""
        return Counter((figure.value.value, figure.value.unit) for figure in self.resolved.figures)

    def titled(self, at: int) -> bool:
        """Whether it stands in the headline."""
        title = self.resolved.layout.title
        return title is not None and title[0] <= at < title[1]


def _named(kind: str, told: Iterable[str | bool]) -> list[str]:
    return [kind, *(f"{kind} {one}" for one in told if one)]


def _many(number: int, most: int) -> str:
    return str(number) if number < most else f"{most}+"


def _official(page: _Page, official: Official, number: int) -> Told:
    return _named("official", _of_official(page, official, number)) if official.name and official.titles else None


def _of_official(page: _Page, official: Official, number: int) -> Iterator[str | bool]:
    assert official.name is not None
    rules = {rule for offsets in official.mentions for rule in page.people.get(offsets, ())}
    yield from sorted(rules)
    yield f"rules={_many(len(rules), 3)}"
    yield f"mentions={_many(len(official.mentions), 4)}"
    yield f"titles={_many(len(official.titles), 3)}"
    yield f"words={_many(len(official.name.split()), 5)}"
    yield "honorific" if official.honorifics else "no honorific"
    yield official.degrees != () and "degree"
    title = official.titles[0]
    yield f"office={title.office.casefold().split()[0]}"
    yield f"title words={_many(len(title.text.split()), 8)}"
    yield f"organisation={title.organisation is not None} region={title.region_code is not None}"
    yield title.full != title.text and "title completed"
    yield "speaks" if number in page.speakers else "silent"
    yield official.name.isupper() and "capitals"
    yield page.titled(min(official.mentions)[0]) and "in title"
    yield number in page.resolved.present and "present"
    yield f"officials={_many(len(page.resolved.officials), 12)}"


def _event(page: _Page, event: ResolvedEvent) -> Told:
    return _named("event", _of_event(page, event, event.name)) if event.name else None


def _of_event(page: _Page, event: ResolvedEvent, name: str) -> Iterator[str | bool]:
    words = name.split()
    yield f"sure={int(10 * event.sure)}"
    yield f"type={event.type}"
    yield f"words={_many(len(words), 10)}"
    yield f"capitals={4 * sum(word[0].isupper() for word in words) // len(words)}"
    yield f"date={event.date is not None} venue={event.venue is not None}"
    yield event.action is not None and "action"
    yield event.date is not None and event.date.value.weekday is not None and "weekday"
    yield page.titled(event.span[0]) and "in title"
    yield page.resolved.layout.dateline is not None and "dateline"
    yield f"quotes={_many(len(page.resolved.quotes), 6)}"
    yield f"figures={_many(len(page.resolved.figures), 6)}"


def _figure(page: _Page, mention: Mention[Figure]) -> Told:
    return _named("figure", _of_figure(page, mention, mention.value))


def _of_figure(page: _Page, mention: Mention[Figure], figure: Figure) -> Iterator[str | bool]:
    name, start = figure.indicator or "", figure.value_offsets[0]
    yield f"sure={int(10 * figure.sure)}"
    yield f"rule={mention.rule}"
    yield f"unit={figure.unit}"
    yield f"words={_many(len(name.split()), 9)}"
    yield f"begins={name[:4].casefold()}"
    yield "capital" if name[:1].isupper() else "lower"
    yield f"pieces={_many(len(figure.indicator_spans), 3)}"
    yield f"behind={any(piece[0] > start for piece in figure.indicator_spans)}"
    yield f"far={_many(min((abs(start - piece[0]) for piece in figure.indicator_spans), default=0) // _STEP, 6)}"
    yield figure.quantity_of is not None and "counted"
    yield f"period={figure.period and figure.period.inherited}"
    yield figure.from_value is not None and "from"
    yield f"direction={figure.direction} bound={figure.bound}"
    yield f"mentions={_many(len(figure.mentions), 3)}"
    yield f"same value={_many(page.values[figure.value, figure.unit], 3)}"
    yield f"size={sum(abs(figure.value) >= step for step in _SMALL)} whole={figure.value == int(figure.value)}"
    yield f"figures={_many(len(page.resolved.figures) // 4, 5)}"
    yield page.titled(start) and "in title"


def _quote(page: _Page, quote: SpokenQuote) -> Told:
    return _named(quote.mention.value.kind, _of_quote(page, quote))


def _of_quote(page: _Page, quote: SpokenQuote) -> Iterator[str | bool]:
    value, words = quote.mention.value, quote.mention.value.speaker_text or ""
    yield from ids_of(quote.mention.label, quote.mention.rule)
    yield f"cue={(value.cue or '').casefold()[:8]}"
    yield f"speaker words={_many(len(words.split()), 6)}"
    yield len(words) < len("beliau") and f"speaker={words.casefold()}"
    yield f"length={_many(len(quote.mention.text) // (3 * _STEP), 8)}"
    yield quote.on_behalf_of is not None and "on behalf"
    yield f"officials={_many(len(page.resolved.officials), 6)}"
    if quote.speaker is None:
        yield "nobody" if not words else "no official"
    else:
        speaker = page.resolved.officials[quote.speaker]
        yield "named" if speaker.name else "not named"
        yield f"mentions={_many(len(speaker.mentions), 4)}"
