"""Regions, districts and countries where a title goes on: what its office is of."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.lexicon.words import pattern_of
from extract.values.regions import Region, find_region, may_begin_region

_REGION_WORDS, _DISTRICT_WORDS = 5, 3
_WORD = re.compile(r"\d{4}/[A-Z][a-z]+\.?|[IVX]+/[A-Z][a-z]+|[^\W_]+(?:['\-/][^\W_]+)*\.?")


@lru_cache(maxsize=8)
def _side(lexicon: Lexicon) -> re.Pattern[str]:
    side = rf' (?=[A-Z]){pattern_of(lexicon, "title-side")}\b'
    return re.compile(rf"{side}(?:{side})?")


def title_region_at(text: str, start: int, lexicon: Lexicon, level: str = "") -> tuple[int, Region] | None:
    """The longest region name that starts at `start`, and where it ends. `level` is that of the office it belongs to."""
    if not text[start : start + 1].isupper() or not may_begin_region(text, start, lexicon):
        return None
    ends = []
    position = start
    for _ in range(_REGION_WORDS):
        match = _WORD.match(text, position)
        if match is None:
            break
        ends.append(match.end())
        if text[match.end() : match.end() + 1] not in (" ", "-"):
            break
        position = match.end() + 1
    for end in reversed(ends):
        end -= text[end - 1] == "."
        if region := find_region(text[start:end], lexicon, level=level):
            side = _side(lexicon).match(text, end)
            return side.end() if side else end, region
    return None


def district_at(text: str, start: int, lexicon: Lexicon) -> tuple[int, Region] | None:
    """The longest name of a district that starts at `start`, and where it ends."""
    ends: list[int] = []
    position = start
    while len(ends) < _DISTRICT_WORDS and (match := _WORD.match(text, position)) and text[position].isupper():
        ends.append(match.end())
        if text[match.end() : match.end() + 1] != " ":
            break
        position = match.end() + 1
    found = ((end, find_region(f"Kecamatan {text[start:end].rstrip('.')}", lexicon)) for end in reversed(ends))
    return next(((end - (text[end - 1] == "."), region) for end, region in found if region), None)


def is_part_of(inner: Region, outer: Region) -> bool:
    """Whether a region lies in a province or regency."""
    return inner.code.startswith(f"{outer.code}.")


@lru_cache(maxsize=8)
def _countries(lexicon: Lexicon) -> re.Pattern[str]:
    names = one_of(row["term"] for row in lexicon.rows("other_places") if row["level"] == "country")
    return re.compile(rf'(?=[A-Z])(?:{pattern_of(lexicon, "title-country-kind")} )?{names}(?!\w)')


def country_end(text: str, start: int, lexicon: Lexicon) -> int | None:
    """Where the name of a country ends that starts at `start`."""
    match = _countries(lexicon).match(text, start)
    return match.end() if match else None
