"""A text, where its characters stand in the raw text, and changes to it that keep that map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """`text[start:end]` becomes `new`, which may be empty."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Clean:
    """Cleaned text, and where each of its characters starts and ends in the raw text (None: the same place)."""

    text: str
    offsets: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw characters behind `text[start:end]`. An empty range stays empty."""
        if self.offsets is None or self.ends is None:
            return start, end
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.offsets[start], self.ends[end - 1]

    def edited(self, edits: Iterable[Edit]) -> Clean:
        """With `edits` made, which are in order and do not overlap; itself where there are none.

        Each new character stands for all that it replaces.
        """
        pieces: list[str] = []
        offsets: list[int] = []
        ends: list[int] = []
        starts = range(len(self.text)) if self.offsets is None else self.offsets
        stops = range(1, len(self.text) + 1) if self.ends is None else self.ends
        at = 0
        changed = False
        for start, end, new in edits:
            changed = True
            pieces += self.text[at:start], new
            offsets.extend(starts[at:start])
            ends.extend(stops[at:start])
            if new:
                offsets.extend([starts[start]] * len(new))
                ends.extend([stops[end - 1]] * len(new))
            at = end
        if not changed:
            return self
        pieces.append(self.text[at:])
        offsets.extend(starts[at:])
        ends.extend(stops[at:])
        return Clean("".join(pieces), tuple(offsets), tuple(ends))
