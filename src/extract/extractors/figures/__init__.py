"""Figures: every quantity a release states, with what it measures, for when, and what it was before.

    which numbers count         values/quantities.py, values/which_numbers.py
    which belong together       values/trends.py        "dari 1,42 persen … menjadi 3,29 persen"
    what was said before        values/points_back.py   "Angka itu turun dari 1,42 persen"
    what a number measures      measured.py             learnt
    for when it holds           times.py                learnt
    what it counts, its unit    counted.py

A sentence is read by itself here. What it takes from those before it ("angka itu"), and what is said again, is the matter of
`resolve/figures.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from extract.extractors.figures.counted import bare_unit, counted, role
from extract.extractors.figures.measured import Reader, without_repeats
from extract.extractors.figures.times import Times, Where
from extract.lexicon import Lexicon
from extract.mentions import Direction, Figure, Mention, Offsets, Period, PointsBack
from extract.text.layout import Layout
from extract.values.changes import changes
from extract.values.dates import find_dates
from extract.values.points_back import is_step, points_back
from extract.values.quantities import Quantity, find_quantities
from extract.values.timing import Timed, Timing, earlier_period, read_timing, release_year
from extract.values.trends import Link, link_trends, moved
from extract.words.view import Words

_LONGEST = 2000         # characters of a sentence
_AMONG_THEM = re.compile(r"\s(?:orang\s)?di\s?antaranya\b")
_AGAIN = re.compile(r"[^.;,:\d]{0,24}\s(?:itu|ini|tersebut|dimaksud|tadi)\b")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its quantities, in order, and what times its paragraph names."""

    offsets: Offsets
    quantities: Sequence[Quantity]
    timing: Timing


def figures(doc: Doc, lexicon: Lexicon) -> list[Mention[Figure]]:
    """All figures of the title and the body, in document order."""
    sentences, where = sentences_of(doc, lexicon)
    if not sentences:
        return []
    reading = _Reading(doc, sentences, where, lexicon)
    befores = [None, *sentences]
    found = (mention for last, sentence in zip(befores, sentences, strict=False) for mention in reading.figures(sentence, last))
    return sorted(found, key=lambda mention: mention.offsets)


def sentences_of(doc: Doc, lexicon: Lexicon) -> tuple[list[Sentence], Where]:
    """The sentences of title and body, also those without quantities; and what is known of the whole text."""
    text, layout = doc._.extract_text, doc._.extract_layout
    year = release_year(text, layout.published[0] if layout.published else None, lexicon)
    breaks = [sentence.start_char for sentence in doc.sents]     # ascending
    found = []
    stretches = _stretches(layout)
    for stretch in stretches:
        timing = read_timing(text, *stretch, year, lexicon)
        days = (offsets for offsets, _ in find_dates(text, *stretch, lexicon))
        quantities = find_quantities(text, *stretch, (*timing.dates, *days), lexicon)
        cuts = [stretch] if stretch == layout.title else _sentences(*stretch, breaks)
        found += [Sentence(offsets, mine, timing) for offsets, mine in _shared_out(cuts, quantities)]
    return found, Where(text, layout.title, breaks, [start for start, _ in stretches], year, lexicon)


def _stretches(layout: Layout) -> list[Offsets]:
    title = [layout.title] if layout.title and layout.title not in layout.paragraphs else []
    return sorted([*title, *layout.paragraphs])


def _sentences(start: int, end: int, breaks: Sequence[int]) -> list[Offsets]:
    """The sentences of a paragraph; what runs on without end is cut, so that each is read in bounded time."""
    cuts = [start, *breaks[bisect_right(breaks, start) : bisect_left(breaks, end)], end]
    return [(at, min(at + _LONGEST, b)) for a, b in pairwise(cuts) for at in range(a, b, _LONGEST)]


def _shared_out(sentences: Sequence[Offsets], quantities: Sequence[Quantity]) -> Iterator[tuple[Offsets, list[Quantity]]]:
    """Each sentence with its own quantities. The others are passed on without any: they name times."""
    at = 0
    for start, end in sentences:
        first = at
        while at < len(quantities) and quantities[at].value_offsets[0] < end:
            at += 1
        yield (start, end), list(quantities[first:at])


class _Reading:
    """What all sentences of one Doc are read with."""

    def __init__(self, doc: Doc, sentences: Sequence[Sentence], where: Where, lexicon: Lexicon) -> None:
        self.text, self.lexicon = where.text, lexicon
        self.words = Words(doc)
        self.vectors = vectors_of(doc)
        self.times = Times(all_times(sentences), where)

    def figures(self, sentence: Sentence, last: Sentence | None) -> Iterator[Mention[Figure]]:
        """What one sentence says, its numbers in order. The `last` one before it, which states no number, may name what the first
        measures: "IPM meningkat pada 2024. Yakni 82,6" is one."""
        if not sentence.quantities:
            return
        start, end = sentence.offsets
        timed = sentence.timing.within(start, end)
        pointing, points = points_back(self.text, start, sentence.quantities, self.lexicon, timed)
        reader = reader_of(self.words, sentence, self.vectors, self.lexicon)
        wider = None
        if last and not last.quantities:
            both = replace(sentence, offsets=(last.offsets[0], end))
            wider = reader_of(self.words, both, self.vectors, self.lexicon)
        places = {quantity.value_offsets: place for place, quantity in enumerate(sentence.quantities)}
        for link in link_trends(self.text, start, sentence.quantities, self.lexicon, timed):
            place = places[link.quantity.value_offsets]
            measured, sure = reader.measured(place, link.quantity)
            if wider and (not measured or (points == "same" and place == pointing)):
                measured, sure = wider.measured(place, link.quantity)
            pointed = points if place == pointing else "size" if place < pointing else None
            yield self._figure(sentence, link, measured, sure, timed, pointed)

    def _figure(
        self, sentence: Sentence, link: Link, measured: tuple[Offsets, ...], sure: float, timed: Sequence[Timed],
        points: PointsBack | None,
    ) -> Mention[Figure]:
        text, quantity = self.text, link.quantity
        noun = counted(text, quantity, measured, self.lexicon)
        measured = without_repeats(text, measured)
        name = " ".join(text[slice(*stretch)] for stretch in measured) or role(text, quantity, self.lexicon) or ""
        period, before = self._periods(sentence, link, timed)
        figure = Figure(
            value=quantity.value, value_offsets=quantity.value_offsets, indicator=name or None,
            unit=quantity.unit or ("unit" if quantity.bracketed else bare_unit(name, noun or "", quantity.value, self.lexicon)),
            indicator_spans=measured, quantity_of=noun, period=period,
            direction=self._direction(link, measured), low=quantity.low, high=quantity.high, bound=quantity.bound,
            points_back=points, sure=sure,
        )  # fmt: skip
        if points is None and _AGAIN.match(text, quantity.value_offsets[1]):
            figure = replace(figure, points_back="again")
        elif points is None and not quantity.unit and _AMONG_THEM.match(text, quantity.value_offsets[1]):
            figure = replace(figure, points_back="part")
        elif points is None and is_step(text, sentence.offsets[0], link, self.lexicon):
            figure = replace(figure, points_back="step")
        if link.before:
            figure = moved(figure, link.before.value, before)
        elif link.amount:
            size = link.amount.value
            change = -size if link.direction == "down" and size > 0 else size
            figure = replace(figure, change=change, change_unit=link.amount.unit or figure.unit)
        starts = [quantity.start, *(start for start, _ in measured)]
        ends = [quantity.end, *(q.end for q in (link.before,) if q)]
        return Mention.at(text, "figures", min(starts), max(ends), figure, f"figure.{quantity.kind}")

    def _periods(self, sentence: Sentence, link: Link, timed: Sequence[Timed]) -> tuple[Period | None, Period | None]:
        """The period of the value, and of the value it came from, which is the earlier one."""
        value, numbers = link.quantity.value_offsets, [quantity.value_offsets for quantity in sentence.quantities]
        before = None
        if link.before:
            before = earlier_period(self.text, sentence.offsets, value, link.before.value_offsets, timed, self.lexicon)
        period = self.times.period(link.quantity, sentence.offsets, numbers, before)
        return (before, period) if period and before and before.start > period.start else (period, before)

    def _direction(self, link: Link, stretches: Sequence[Offsets]) -> Direction | None:
        """As the trend says; else as a noun of change does that belongs to the name: "menurunnya ekspor migas sebesar"."""
        if link.quantity.value < 0 and not link.before:
            return "down"               # "tumbuh minus 0,9 persen"
        if link.direction or link.before or not stretches:
            return link.direction
        first, _ = self.words.between(*stretches[0])
        stop, _ = self.words.between(*link.quantity.value_offsets)
        near = (changes(self.lexicon).get(self.words[at].lower) for at in range(max(0, first - 1), max(first, stop)))
        return next((change.direction for change in near if change and change.noun), None)


def reader_of(words: Words, sentence: Sentence, vectors: NDArray[np.float32] | None, lexicon: Lexicon) -> Reader:
    """What reads the numbers of a sentence."""
    numbers = [words.between(*quantity.value_offsets) for quantity in sentence.quantities]
    return Reader(words, words.between(*sentence.offsets), numbers, vectors, lexicon)


def all_times(sentences: Sequence[Sentence]) -> list[Timed]:
    """The periods of the whole text, in order."""
    timings = {id(sentence.timing): sentence.timing for sentence in sentences}      # sentences of one paragraph share it
    return sorted({timed for timing in timings.values() for timed in timing.periods}, key=lambda timed: timed[0])


def vectors_of(doc: Doc) -> NDArray[np.float32] | None:
    """(words, width) as the recognisers see them; None where another engine read the Doc."""
    return np.asarray(doc.tensor, np.float32) if len(doc.tensor) == len(doc) and len(doc) else None
