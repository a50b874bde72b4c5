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
from extract.mentions import Offsets, Period
from extract.values.units import find_unit

YEAR = r"(?:19|20)\d\d"
# Between the two ends of a range.
BETWEEN = r"(?:\s?[-–—]\s?|\s(?:hingga|sampai(?:\sdengan)?|s\.?\s?/?d\.?|ke)\s)"
_NUMBERS = {
    "1": 1, "i": 1, "pertama": 1,
    "2": 2, "ii": 2, "kedua": 2,
    "3": 3, "iii": 3, "ketiga": 3,
    "4": 4, "iv": 4, "keempat": 4,
}
_LENGTHS = {"t": 3, "k": 3, "q": 3, "s": 6, "c": 4}     # months, by first letter: triwulan, kuartal, Q, semester, …
_THIRDS = {"awal": (1, 4), "pertengahan": (5, 8), "akhir": (9, 12)}
# Before a number that only looks like a year: "Rp2000", "nomor 2021", "1.2020", "23/2014", "sebanyak 2000".
_NO_YEAR = re.compile(r"(?:\b(?:nomor|no|rp|sebanyak|sejumlah|sebesar|seharga|pasal)\.?\s?|[\d\w][.,/+])$", re.I)
# Before "Tahun 2021" in "Nomor 36 Tahun 2021": the year belongs to a regulation.
_REGULATION = re.compile(
    r"\b(?:nomor|no|uu|pp|perda|perpres|inpres|keppres|perbup|pergub|perwali)\.?\s?[\w/.-]{1,30}\s$", re.I
)
# How a period begins that begins with neither a digit nor a month: looked for first, as most words begin none.
_STARTS = (
    "tri", "kuartal", "kwartal", "tw", "caturwulan", "semester", "smt", "q", "hingga", "sampai", "s.d", "sd", "s./d", "s/d",
    "bulan", "periode", "tanggal", "tgl", "awal", "pertengahan", "akhir", "sepanjang", "selama", "antara", "tahun", "thn",
    "ta", "t.a", "ajaran", "pelajaran", "akademik", "anggaran", "buku", "fiskal",
)  # fmt: skip
_WORD_BEFORE = re.compile(r"(?<![^\W\d])[a-z]{3,}\s\(?$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\"“\n])\s?$")
_FIRST_WORD = re.compile(r"(?:^|[.!?:\"“\n]\s?)[A-Z][a-z]{2,}\s$")
_LEVEL_AFTER = re.compile(r"\s(?:\d|sebesar|tercatat|mencapai|secara)")
_NAME_AFTER = re.compile(r"[\s-]{1,2}[A-Z]")
_UP_TO = re.compile(r"\b(?:hingga|sampai)\s(?:dengan\s)?$")
_LOOK_BACK = 48         # characters that the two patterns above may see


def find_periods(text: str, start: int, end: int, lexicon: Lexicon | None = None) -> list[tuple[Offsets, Period]]:
    """Every period in `text[start:end]`, in order, with its offsets in `text`. Linear in the length of the stretch."""
    lexicon = lexicon or default()
    months = month_numbers(lexicon)
    found = []
    for match in _pattern(lexicon).finditer(text, start, end):
        days = _days(match, months)
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
def month_pattern(lexicon: Lexicon) -> str:
    """Any of the month names."""
    return rf"{one_of(lexicon.terms('months'))}\b\.?"


@lru_cache(maxsize=8)
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    month = month_pattern(lexicon)
    day = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
    number = r"(?:IV|I{1,3}|[1-4]|pertama|kedua|ketiga|keempat)\b"
    part = r"(?:triwulan|tri\swulan|kuartal|kwartal|tw\.?|caturwulan|semester|smt\.?)\s(?:ke\s?-?\s?)?|Q"
    year = rf"(?P<{{0}}>{YEAR})(?![\d%]|[.,]\d|-an\b)"
    of_year = r"\s?[,/-]?\s?(?:pada\s)?(?:tahun\s|thn\.?\s)?" + year
    return re.compile(
        rf"""(?<![\w.,/])(?=\d|{one_of((*_STARTS, *lexicon.terms("months")))})(?:
          (?P<part>{part})(?P<number>{number})(?:{BETWEEN}(?:{part})?(?P<number2>{number}))?(?:{of_year.format("part_year")})?
        | (?:(?P<cue>hingga|sampai(?:\sdengan)?|s\.?/?d\.?)\s)?(?P<bulan>(?:bulan|periode|tanggal|tgl\.?)\s)?
          (?:(?:(?P<day>{day})\s?)?(?:(?P<month>{month})(?:{of_year.format("year1")})?)?(?<=[\w.]){BETWEEN}(?:bulan\s)?)?
          (?:(?P<day2>{day})\s)?(?P<month2>{month})(?:{of_year.format("year2")})?
        | (?P<third>awal|pertengahan|akhir)\s(?:tahun\s)?{year.format("third_year")}
        | (?P<lead>(?:(?:periode|sepanjang|selama|antara)\s)?(?:(?:tahun|thn\.?|T\.?A\.?)\s)?
            (?P<school>(?:ajaran|pelajaran|akademik)\s)?(?:(?:anggaran|buku|fiskal)\s)?)
          {year.format("from")}(?:(?:{BETWEEN}|/)(?:tahun\s)?{year.format("to")})?(?![/-]\d)
        )""".replace(" ", r"").replace("\n", ""),
        re.IGNORECASE,
    )


def _days(match: re.Match[str], months: dict[str, int]) -> tuple[str, str] | None:
    """First and last day of what matched; None where it is no period."""
    if match["part"]:
        length = _LENGTHS[match["part"][0].casefold()]
        first = _NUMBERS[match["number"].casefold()]
        last = _NUMBERS[match["number2"].casefold()] if match["number2"] else first
        if last < first or last * length > 12:
            return None
        return _first_day(match["part_year"], (first - 1) * length + 1), _last_day(match["part_year"], last * length)
    if match["month2"]:
        return _month_days(match, months)
    if match["third"]:
        first, last = _THIRDS[match["third"].casefold()]
        first = 1 if _UP_TO.search(match.string, max(0, match.start() - 16), match.start()) else first
        return _first_day(match["third_year"], first), _last_day(match["third_year"], last)
    return _year_days(match)


def _month_days(match: re.Match[str], months: dict[str, int]) -> tuple[str, str] | None:
    last, last_year = months[match["month2"].rstrip(".").casefold()], match["year2"]
    end = _day(last_year, last, int(match["day2"])) if match["day2"] else _last_day(last_year, last)
    up_to = match["cue"] and not match["month"] and not match["day"]
    before = match.string[max(0, match.start() - 3) : match.start()]
    if up_to and not last_year and match["day2"] and _SENTENCE_START.search(before):
        return _first_day(None, 1), end         # "Hingga 30 September, …"
    if match["month"]:
        first, first_year = months[match["month"].rstrip(".").casefold()], match["year1"] or last_year
    elif match["day"] or last_year or match["bulan"] or _alone(match):
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


def _alone(match: re.Match[str]) -> bool:
    """Whether a month without year or day is a time, not a name ("Mei", "Juni"): "inflasi September 5,95 persen"."""
    text, (start, end) = match.string, match.span()
    before = text[max(0, start - 20) : start]
    if match["day2"] or _NAME_AFTER.match(text, end):
        return False
    return bool(_WORD_BEFORE.search(before) or (_FIRST_WORD.search(before) and _LEVEL_AFTER.match(text, end)))


def _year_days(match: re.Match[str]) -> tuple[str, str] | None:
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()]
    if (_REGULATION if match["lead"] else _NO_YEAR).search(before):
        return None
    first, last = match["from"], match["to"] or match["from"]
    if last < first:
        return None
    if match["school"]:
        return f"{first}-07-01", f"{last if match['to'] else int(last) + 1}-06-30"
    return f"{first}-01-01", f"{last}-12-31"


def _day(year: str | None, month: int, day: int) -> str:
    last = monthrange(int(year) if year else 2001, month)[1]
    return f"{year or '-'}-{month:02}-{min(day, last):02}"


def _first_day(year: str | None, month: int) -> str:
    return _day(year, month, 1)


def _last_day(year: str | None, month: int) -> str:
    return _day(year, month, 31)
