"""When a found value is the gold one: text is compared by its words, numbers by value, spans by overlap."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from extract.lexicon import default
from extract.values.names import name_key
from extract.values.regions import expand_region

G = TypeVar("G")
F = TypeVar("F")



def words(text: str | None) -> list[str]:
    """The words of a text in lower case, short region names and offices written out."""
    expanded = expand_region(text or "", default())
    full = {row["term"].casefold(): row["full"] for row in default().rows("offices") if " " not in row["term"]}
    found = re.findall(r"\w+", expanded.casefold())
    return [part for word in found for part in full.get(word, word).casefold().split()]


def token_f1(gold: str | None, found: str | None) -> float:
    """F1 of the words that two texts share."""
    a, b = Counter(words(gold)), Counter(words(found))
    shared = sum((a & b).values())
    return 2 * shared / (sum(a.values()) + sum(b.values())) if shared else 0.0


def same_name(gold: str | None, found: str | None) -> bool:
    return bool(gold and found) and name_key(gold or "") == name_key(found or "")


def same_number(gold: float | None, found: float | None) -> bool:
    if gold is None or found is None:
        return gold is found
    return abs(gold - found) <= 1e-6 * max(1.0, abs(gold), abs(found))


def overlap(gold: Sequence[int], found: Sequence[int]) -> float:
    """Shared characters over those of the longer span."""
    shared = max(0, min(gold[1], found[1]) - max(gold[0], found[0]))
    return shared / max(gold[1] - gold[0], found[1] - found[0], 1)


def pairs(golds: Sequence[G], found: Sequence[F], good: Callable[[G, F], bool]) -> list[tuple[int, int]]:
    """One-to-one pairs of indices for which `good` holds, first come first served."""
    used: set[int] = set()
    matched = []
    for i, gold in enumerate(golds):
        for j, guess in enumerate(found):
            if j not in used and good(gold, guess):
                used.add(j)
                matched.append((i, j))
                break
    return matched
