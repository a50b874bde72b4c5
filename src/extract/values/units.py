"""Units and counted things behind a number: "persen", "jiwa", "hektare", "ton per hektare", "ekor", "peserta"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import worded
from extract.values.numbers import find_numbers

_MAX_WORDS = 4      # of one unit: "dolar Amerika Serikat"
_WORD = r"[^\W\d_][\w²³]{0,30}(?:[-/][^\W\d_]\w{0,30}){0,2}\.?"
_RUN = re.compile(rf"\s{{0,3}}((?:[%‰]|°\s?C|{_WORD})(?:\s{{1,2}}{_WORD}){{0,{_MAX_WORDS - 1}}})")
_RATE = worded(r"\s{0,2}(?:/|{rate-per}\s)\s{0,2}([^\W\d_][\w²³]{0,14}(?:\s{rate-power})?)", re.I)
_PER = worded(r"\s{0,2}(?:/|{rate-per})\s{0,2}(?=[\ds])", re.I)     # "189 per 100.000 kelahiran hidup": of how many
_MANY = 20              # characters of such a number
_THOUSAND = 1000        # the smallest
_SHORT = 5              # letters: "hanya" is no "ha"
_BY_SIZE = {"km2", "ha", "m2", "m3", "km", "kg", "liter"}       # "105 jiwa/km2" is no count of people
_BY = re.compile(r"\s?[x×]\s?\d", re.I)           # "20 x 40 m": no "20 times"
_CUT = re.compile(r"/|-(?=[A-Z])")

# What one unit is in the smallest of its row.
_SIZES = (
    {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800},
    {"month": 1, "quarter": 3, "year": 12},
    {"g": 1, "kg": 1000, "quintal": 100_000, "ton": 1_000_000},
    {"cm": 1, "m": 100, "km": 100_000},
    {"m2": 1, "ha": 10_000, "km2": 1_000_000},
)


@dataclass(frozen=True, slots=True)
class Unit:
    """`text[start:end]` names the unit. `kind`: share | point | index | money | measure | time | times | classifier | noun."""

    label: str
    kind: str
    start: int
    end: int
    per: str | None = None          # "hektare" in "5 ton per hektare"


def factor(of: str | None, to: str | None) -> Decimal | None:
    """By what an amount in the unit `of` is multiplied to be one in `to`; None where the two measure different things."""
    sizes = next((row for row in _SIZES if of in row and to in row), None)
    return Decimal(sizes[of]) / sizes[to] if sizes and of and to else None


def find_unit(text: str, position: int, lexicon: Lexicon) -> Unit | None:
    """The unit that begins right behind `position` (at most blanks between); None where other words follow.

    Of several that fit the longest wins: "dolar AS" over "dolar", "kepala keluarga" over "kepala".
    """
    if many := _of_many(text, position, lexicon):
        return Unit(f"per {many[0]}", "measure", position, many[1], many[0])
    run = _RUN.match(text, position)
    if not run or _BY.match(text, position):
        return None
    table = _units(lexicon)
    words = run[1].split()
    surfaces = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    if cut := _CUT.search(words[0]):
        surfaces.append(words[0][: cut.start()])       # "ton/hari", "persen-Foto"
    for surface in surfaces:
        term = surface.casefold().rstrip(".")
        found = table.get(term.replace("° c", "°c"))
        if found is None and len(term) > _SHORT and term.endswith("nya"):
            found = table.get(term[:-3])        # "50 persennya", "17 warganya"
        if found:
            label, kind = found
            start = run.start(1)
            end = _behind(text, start, surface.rstrip("."))
            if kind in ("classifier", "noun") and (many := _of_many(text, end, lexicon)):
                return Unit(f"{label}/{many[0]}", kind, start, many[1], many[0])
            rate = _RATE(lexicon).match(text, end) if kind in ("measure", "money", "classifier", "times") else None
            below = table.get(rate[1].casefold(), (rate[1].casefold(), ""))[0] if rate else ""
            if (kind == "measure" and below and "/" not in label) or (kind == "classifier" and below in _BY_SIZE):
                label = f"{label}/{below}"
            return Unit(label, kind, start, rate.end() if rate else end, rate[1] if rate else None)
    return None


def _of_many(text: str, position: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """The number, in plain digits, that a rate is of, and where it ends: "per 100.000", "per seribu"."""
    per = _PER(lexicon).match(text, position)
    number = next(find_numbers(text, lexicon, per.end(), per.end() + _MANY), None) if per else None
    if per is None or number is None or number.start != per.end() or number.currency or number.value < _THOUSAND:
        return None
    many = str(number.value)
    return (many, number.end) if many.rstrip("0") == "1" else None


def _behind(text: str, start: int, surface: str) -> int:
    """Where the words of `surface` end that stand at `start`, with any blanks between them."""
    for word in surface.split():
        start = text.index(word, start) + len(word)
    return start


@lru_cache(maxsize=8)
def _units(lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    table = {row["term"].casefold(): (row["unit"], row["kind"]) for row in lexicon.rows("classifiers")}
    return table | {row["term"].casefold(): (row["unit"], row["kind"]) for row in lexicon.rows("units")}
