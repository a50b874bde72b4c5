"""Whether confidence means what it says: of the values at .9, nine in ten are right."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extract import record as r
from extract.evaluation.fields import FIELDS
from extract.evaluation.gold import Gold
from extract.evaluation.match import pairs

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Where each band of confidence begins."""

_COMPARE = {field.name: field.compare for field in FIELDS}


def judged(gold: Gold, record: r.Record) -> Iterator[tuple[str, Any, bool]]:
    """Kind, value and whether it is right, of those values of the record that the gold judges: of an official the name with a
    title, of the event the name, of a figure what it measures too, of a quote its words and who speaks."""
    def right(name: str) -> list[tuple[Any, bool]]:
        compared = _COMPARE[name](gold, record)
        assert compared is not None     # every gold speaks of these fields
        hits = {at for _, at in pairs(compared.golds, compared.found, compared.same)}
        return [(each, at in hits) for at, each in enumerate(compared.found)]

    yield from (("official", each, good) for each, good in right("official_title"))
    yield from (("event", record.event, good) for _, good in right("event_name"))
    yield from (("figure", each, good) for each, good in right("figure_full"))
    spoken = {id(each): good for name in ("quote_speaker", "indirect_speaker") for each, good in right(name)}
    words = (each for name in ("quote_direct", "quote_indirect") for each in right(name))
    yield from (("quote", each, good and spoken.get(id(each), True)) for each, good in words)


@dataclass(slots=True)
class Reliability:
    """Counts by kind and band."""

    values: Counter[tuple[str, int]] = field(default_factory=Counter)
    right: Counter[tuple[str, int]] = field(default_factory=Counter)
    sums: dict[tuple[str, int], float] = field(default_factory=dict)        # of their confidences

    def add(self, gold: Gold, record: r.Record) -> None:
        for kind, value, good in judged(gold, record):
            if value.confidence is not None:
                band = kind, bisect_right(BANDS, value.confidence) - 1
                self.values[band] += 1
                self.right[band] += good
                self.sums[band] = self.sums.get(band, 0.0) + value.confidence

    def rows(self) -> list[tuple[str, float, int, float, float]]:
        """Kind, where the band begins, how many values, their mean confidence, the share of them that is right."""
        return [
            (kind, BANDS[band], number, self.sums[kind, band] / number, self.right[kind, band] / number)
            for (kind, band), number in sorted(self.values.items())
        ]
