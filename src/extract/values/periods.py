"""Periods a figure holds for: "triwulan II 2023", "Januari-Maret 2024", "tahun ajaran 2025-2026" -> first and last day.

A period whose year the words do not give ("semester I", "bulan Maret") stays partial: "--01-01" to "--06-30".
Periods told from the moment of writing ("tahun ini", "bulan lalu") are not read here: they need the release's date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

from extract.lexicon import Lexicon, default
from extract.lexicon.patterns import one_of
from extract.lexicon.words import Patterns, worded, words_of
from extract.mentions import Offsets, Period
from extract.values.units import find_unit

YEAR = r"(?:19|20)\d\d"
BETWEEN = r"(?:\s?[-–—]\s?|\s(?:{link-until}|{link-to})\s)"       # the two ends of a range
MONTH = r"{month}\b\.?"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_THIRD = 4                              # months of what "awal", "pertengahan" and "akhir" share a year into
# Before a number that only looks like a year: "Rp2000", "nomor 2021", "1.2020", "23/2014", "sebanyak 2000".
_NO_YEAR = worded(r"(?:\b{period-no-year}\.?\s?|[\d\w][.,/+])$", re.I)
# Before "Tahun 2021" in "Nomor 36 Tahun 2021": the year belongs to a regulation.
_REGULATION = worded(r"\b(?:{number-numbered}\.?\s?|(?P<kind>[a-z]+)\.?\s(?=\S*\d))[\w/.-]{1,30}\s$", re.I)
# How a period begins that begins with neither a digit nor a month: looked for first, as most words begin none.
_STARTS = (
    "period-part", "period-third", "period-month-word", "period-during", "period-school", "period-budget",
    "link-until", "time-year", "month",
)  # fmt: skip
_WORD_BEFORE = re.compile(r"(?<![^\W\d])[a-z]{3,}\s\(?$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\"“\n])\s?$")
_FIRST_WORD = re.compile(r"(?:^|[.!?:\"“\n]\s?)[A-Z][a-z]{2,}\s$")
_LEVEL_AFTER = worded(r"\s(?:\d|{period-level})")
_NAME_AFTER = re.compile(r"[\s-]{1,2}[A-Z]")
_UP_TO = worded(r"\b{link-until}\s$")
_LOOK_BACK = 48         # characters that the two patterns above may see
_PARTS = {
    "between": BETWEEN,
    "month_name": MONTH,
    "day": DAY,
    "whole_year": rf"{YEAR}(?![\d%]|[.,]\d|-an\b)",
    "of_year": r"\s?[,/-]?\s?(?:{link-in}\s)?(?:{time-year}\s)?",
    "unit": r"{period-part}(?:(?<=q)|\s(?:{link-to}\s?-?\s?)?)",
    "second": r"{between}(?:{unit})?(?P<number2>{period-number})\b",
    "number": r"(?P<number>{period-number})\b(?:{second})?(?:{of_year}(?P<part_year>{whole_year}))?",
    "part": r"(?P<part>{period-part})(?:(?<=q)|\s(?:{link-to}\s?-?\s?)?){number}",
    "from_month": r"(?:(?P<day>{day})\s?)?(?:(?P<month>{month_name})(?:{of_year}(?P<year1>{whole_year}))?)?",
    "from": r"(?:{from_month}(?<=[\w.]){between}(?:{period-month-word}\s)?)?",
    "to_month": r"(?:(?P<day2>{day})\s)?(?P<month2>{month_name})(?:{of_year}(?P<year2>{whole_year}))?",
    "months": r"(?:(?P<cue>{link-until})\s)?(?P<bulan>{period-month-word}\s)?{from}{to_month}",
    "third": r"(?P<third>{period-third})\s(?:{time-year}\s)?(?P<third_year>{whole_year})",
    "school": r"(?P<school>{period-school}\s)?(?:{period-budget}\s)?",
    "lead": r"(?P<lead>(?:{period-during}\s)?(?:{time-year}\s)?{school})",
    "years": r"{lead}(?P<from>{whole_year})(?:(?:{between}|/)(?:{time-year}\s)?(?P<to>{whole_year}))?(?![/-]\d)",
}


def find_periods(text: str, start: int, end: int, lexicon: Lexicon | None = None) -> list[tuple[Offsets, Period]]:
    """Every period in `text[start:end]`, in order, with its offsets in `text`. Linear in the length of the stretch."""
    lexicon = lexicon or default()
    found = []
    for match in _pattern(lexicon).finditer(text, start, end):
        days = _days(match, lexicon)
        if days is not None and not (match["from"] and not match["lead"] and _is_amount(text, match.end(), lexicon)):
            words = match.group().rstrip(".")
            found.append(((match.start(), match.start() + len(words)), Period(words, *days)))
    return found


def _is_amount(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether what looks like a year measures or counts: "2000 hektare", "1950 orang"."""
    unit = find_unit(text, end, lexicon)
    if unit is None:
        return False
    return unit.kind in ("measure", "money", "share") or (unit.kind == "classifier" and unit.label != "unit")


@lru_cache(maxsize=8)
def month_numbers(lexicon: Lexicon) -> dict[str, int]:
    """Month name, case folded -> its number."""
    return {row["term"].casefold(): int(row["month"]) for row in lexicon.rows("months")}


@lru_cache(maxsize=8)
def values_of(lexicon: Lexicon, kind: str) -> dict[str, int]:
    """Word of a kind in lexicon/periods.csv, case folded -> its value."""
    return {row["term"].casefold(): int(row["value"]) for row in lexicon.rows("periods") if row["kind"] == kind}


@lru_cache(maxsize=8)
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    pattern = Patterns(lexicon, starts=one_of(words_of(lexicon, *_STARTS)), **_PARTS)
    return pattern(r"(?<![\w.,/])(?=\d|{starts})(?:{part}|{months}|{third}|{years})", re.IGNORECASE)


def _days(match: re.Match[str], lexicon: Lexicon) -> tuple[str, str] | None:
    """First and last day of what matched; None where it is no period."""
    if match["part"]:
        length, numbers = values_of(lexicon, "part")[match["part"].casefold()], values_of(lexicon, "number")
        first = numbers[match["number"].casefold()]
        last = numbers[match["number2"].casefold()] if match["number2"] else first
        if last < first or last * length > 12:
            return None
        return _first_day(match["part_year"], (first - 1) * length + 1), _last_day(match["part_year"], last * length)
    if match["month2"]:
        return _month_days(match, lexicon)
    if match["third"]:
        first = values_of(lexicon, "third")[match["third"].casefold()]
        up_to = _UP_TO(lexicon).search(match.string, max(0, match.start() - 16), match.start())
        return _first_day(match["third_year"], 1 if up_to else first), _last_day(match["third_year"], first + _THIRD - 1)
    return _year_days(match, lexicon)


def _month_days(match: re.Match[str], lexicon: Lexicon) -> tuple[str, str] | None:
    months = month_numbers(lexicon)
    last, last_year = months[match["month2"].rstrip(".").casefold()], match["year2"]
    end = _day(last_year, last, int(match["day2"])) if match["day2"] else _last_day(last_year, last)
    up_to = match["cue"] and not match["month"] and not match["day"]
    before = match.string[max(0, match.start() - 3) : match.start()]
    if up_to and not last_year and match["day2"] and _SENTENCE_START.search(before):
        return _first_day(None, 1), end         # "Hingga 30 September, …"
    if match["month"]:
        first, first_year = months[match["month"].rstrip(".").casefold()], match["year1"] or last_year
    elif match["day"] or last_year or match["bulan"] or _alone(match, lexicon):
        first, first_year = last, last_year
    else:
        return None
    if up_to and last_year:
        return f"{last_year}-01-01", end        # "hingga Oktober 2024": the year's figures up to then
    if match["day"] or (match["day2"] and not match["month"]):
        start = _day(first_year, first, int(match["day"] or match["day2"]))
    else:
        start = _first_day(first_year, first)
    return None if start > end else (start, end)


def _alone(match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a month without year or day is a time, not a name ("Mei", "Juni"): "inflasi September 5,95 persen"."""
    text, (start, end) = match.string, match.span()
    before = text[max(0, start - 20) : start]
    if match["day2"] or _NAME_AFTER.match(text, end):
        return False
    return bool(_WORD_BEFORE.search(before) or (_FIRST_WORD.search(before) and _LEVEL_AFTER(lexicon).match(text, end)))


def _year_days(match: re.Match[str], lexicon: Lexicon) -> tuple[str, str] | None:
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()]
    if _of_regulation(before, lexicon) if match["lead"] else _NO_YEAR(lexicon).search(before):
        return None
    first, last = match["from"], match["to"] or match["from"]
    if last < first:
        return None
    if match["school"]:
        return f"{first}-07-01", f"{last if match['to'] else int(last) + 1}-06-30"
    return f"{first}-01-01", f"{last}-12-31"


def _of_regulation(before: str, lexicon: Lexicon) -> bool:
    match = _REGULATION(lexicon).search(before)
    return match is not None and (match["kind"] is None or match["kind"].casefold() in words_of(lexicon, "regulation-kind"))


def _day(year: str | None, month: int, day: int) -> str:
    last = monthrange(int(year) if year else 2001, month)[1]
    return f"{year or '-'}-{month:02}-{min(day, last):02}"


def _first_day(year: str | None, month: int) -> str:
    return _day(year, month, 1)


def _last_day(year: str | None, month: int) -> str:
    return _day(year, month, 31)
