"""Words of change: "meningkat", "penurunan"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.mentions import Direction


@dataclass(frozen=True, slots=True)
class Change:
    """A word of change: "meningkat" is up, its noun "peningkatan"."""

    direction: Direction
    noun: str


@lru_cache(maxsize=8)
def changes(lexicon: Lexicon) -> dict[str, Change]:
    """Word of change -> its direction and noun."""
    return {row["term"]: Change(row["direction"], row["noun"]) for row in lexicon.rows("change_verbs")}  # type: ignore[arg-type]
