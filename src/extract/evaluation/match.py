"""When a found value is the gold one: text is compared by its words, numbers by value, spans by overlap."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from extract.lexicon import default
from extract.values.names import name_key
from extract.values.regions import expand_region

G = TypeVar("G")
F = TypeVar("F")

_BRACKETS = re.compile(r"\s*\([^()]*\)")


@lru_cache(maxsize=1)
def _short_forms() -> dict[str, list[str]]:
    """Short forms of offices and events -> their words."""
    full = {row["term"]: row["full"] for row in default().rows("offices")}
    return {term.casefold(): name.casefold().split() for term, name in full.items() if " " not in term}


def words(text: str | None) -> list[str]:
    """The words of a text in lower case, short region names and offices written out."""
    found = re.findall(r"\w+", expand_region(text or "", default()).casefold())
    return [part for word in found for part in _short_forms().get(word, [word])]


def token_f1(gold: str | None, found: str | None) -> float:
    """F1 of the words that two texts share, with or without what stands in brackets."""
    return max(_token_f1(one, other) for one in _readings(gold) for other in _readings(found))


def _readings(text: str | None) -> tuple[str, ...]:
    text = text or ""
    bare = _BRACKETS.sub("", text).strip()
    return (text, bare) if bare and bare != text else (text,)


def _token_f1(gold: str, found: str) -> float:
    a, b = Counter(words(gold)), Counter(words(found))
    shared = sum((a & b).values())
    return 2 * shared / (sum(a.values()) + sum(b.values())) if shared else 0.0


def same_name(gold: str | None, found: str | None) -> bool:
    return bool(gold and found) and name_key(gold or "") == name_key(found or "")


def same_number(gold: float | None, found: float | None) -> bool:
    if gold is None or found is None:
        return gold is found
    return abs(gold - found) <= 1e-6 * max(1.0, abs(gold), abs(found))


@lru_cache(maxsize=1)
def _unit_classes() -> dict[str, str]:
    with (Path(__file__).parent / "unit_classes.csv").open(encoding="utf-8", newline="") as file:
        return {row["term"]: row["class"] for row in csv.DictReader(file)}


def unit_class(*units: str | None) -> str:
    """The class of the first of `units` that has one; other counted things are told apart by what is measured."""
    known = _unit_classes()
    keys = ((unit or "").casefold().strip(" .") for unit in units)
    return next((known[key] for key in keys if key in known), "count")


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
