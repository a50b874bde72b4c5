"""For when a quantity holds: the period its sentence names nearest to it, and the one it is compared with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extract.lexicon import Lexicon
from extract.lexicon.words import Worded, worded, words_of
from extract.mentions import Offsets, Period
from extract.values.periods import YEAR, find_periods, values_of
from extract.words.rules import Rule, Rules

Timed = tuple[Offsets, Period]
_LOOK_BACK = 60         # characters before a period that say what it is
_COMPARED = worded(
    r"\b(?:{time-compared}(?:\s{time-compared-with}){0,4}|dibanding\w*(?:\s[^\s\d,.;]+){0,9})\s*$", re.I
)
_HERE = worded(r"\b(?:{time-part}\s)?{time-year}\s(?P<when>{period-step})\b", re.I)
# Times told from the moment of writing, with or without a year that follows from them.
PAST = worded(
    r"\b(?:(?:{many})?{time-span}\s(?:yang\s)?{time-ago}|(?:{time-span}\s)?{same}{time-span}\s{time-ago}|{trend-before})\b", re.I,
    many=r"(?:{time-few}|{number-unit}|\d{1,2})\s?", same=r"(?:yang\s)?sama\s(?:{link-in}\s)?",
)  # fmt: skip
NOW = worded(r"\b(?:{time-span}\s{time-running}|{time-now})\b", re.I)
_SAME_OF = worded(r"\b{time-same}\s(?:yang\s)?sama\s(?:{link-in}\s)?$", re.I)
_TELLS = worded(r"\s(?:{link-in}\s)?")       # between "semester pertama" and the "tahun lalu" that it is of
# Before a day that a figure was counted up to: "per 31 Desember 2022", "Hingga 30 September,".
_AS_OF = worded(r"(?:\b{time-stood}|(?:^|[.!?:\"“\n])\s?{link-until})\s(?:{date-day-word}\s)?$", re.I)
# Before a year that prices are counted in, or that is 100: "atas dasar harga konstan 2010", "tahun dasar 2018=100".
_BASE_YEAR = worded(r"\b{time-of-base}\s\(?(?:{time-year}\s)?$", re.I)
_SINCE = worded(r"\b{time-since}\s(?:{time-year}\s)?$", re.I)     # "dibangun sejak 2022": no period of what is counted
_CAPITALS = re.compile(r"(?:^|\s)((?:[A-Z][\w'-]*\s){1,7})$")     # with the word that opens the sentence
_NAME_BEFORE = re.compile(r"(?:^|[^.!?:;\"“\s]\s)((?:[A-Z][\w'-]*\s){0,5}[A-Z][\w'-]*)\s$")
_NAME = 40              # characters in which the name stands that a year may belong to
_TIGHT = worded(r"\s*\(?(?:{time-tight}\s){0,2}", re.I)
_DAY = re.compile(rf"\b\d{{1,2}}\s?[/-]\s?\d{{1,2}}\s?[/-]\s?({YEAR}|\d\d)\b")
_SAMPLE = 4000          # characters of a release in which its year is looked for


@dataclass(frozen=True, slots=True)
class Timing:
    """The periods of a paragraph, and all stretches whose numbers are dates."""

    periods: tuple[Timed, ...]
    dates: tuple[Offsets, ...]

    def within(self, start: int, end: int) -> list[Timed]:
        low = bisect_left(self.periods, start, key=lambda p: p[0][0])
        return [p for p in self.periods[low : bisect_left(self.periods, end, key=lambda p: p[0][0])] if p[0][1] <= end]


def release_year(text: str, first: str | None, lexicon: Lexicon) -> int | None:
    """The year that "tahun ini" means: that of the release's date, else of the first date in full, else of the first year."""
    if first:
        return int(first[:4]) if first[:4].isdigit() else None
    sample = text[:_SAMPLE]
    if match := _DAY.search(sample):
        return int(match[1]) if len(match[1]) == 4 else 2000 + int(match[1])
    dated = [
        period for (at, _), period in find_periods(sample, 0, len(sample), lexicon)
        if period.start[:1] != "-" and not _SINCE(lexicon).search(sample, max(0, at - _LOOK_BACK), at)
    ]  # fmt: skip
    whole = next((period for period in dated if period.start == period.end), next(iter(dated), None))
    return int(whole.start[:4]) if whole else None


@dataclass(frozen=True)
class Stated:
    """A period as the text states it, and what tells its year where it states none. `start`: of its paragraph."""

    text: str
    start: int
    offsets: Offsets
    period: Period
    lexicon: Lexicon
    year: int | None = None                 # that of the release
    told: re.Match[str] | None = None       # the "tahun lalu" that it is of

    def behind(self, pattern: Worded) -> bool:
        """Whether the pattern stands right before it."""
        return pattern(self.lexicon).search(self._before) is not None

    @cached_property
    def _before(self) -> str:
        return self.text[max(self.start, self.offsets[0] - _LOOK_BACK) : self.offsets[0]]

    def tells(self, year: re.Match[str]) -> bool:
        """Whether a "tahun lalu" stands right behind it, which names no year itself."""
        return not self.of_a_year and _TELLS(self.lexicon).fullmatch(self.text, self.offsets[1], year.start()) is not None

    @property
    def of_a_year(self) -> bool:
        return self.period.start[:1] != "-"

    @property
    def spans(self) -> bool:
        """Whether it is stated with its end: "sejak Januari-November 2020"."""
        return len(re.findall(r"[^\W\d_]{3,}|\d{4}", self.period.text)) > 2

    @property
    def days_only(self) -> bool:
        """Whether it is a day or some days: when something happened, not what a figure holds for."""
        first, last = self.period.start, self.period.end
        return first[-2:] != "01" or (first[:-2] == last[:-2] and int(last[-2:]) < 28)

    @property
    def in_name(self) -> bool:
        """Whether the year belongs to a name: "Operasi Ketupat Semeru 2022", "MTQ Tahun 2023", not to "APBD Kota Batu 2022"."""
        first = self.text[slice(*self.offsets)].split()[0]
        large = first[0].isupper() and first.casefold() in words_of(self.lexicon, "time-year")
        if not (first[0].isdigit() or large) or not _NAME_BEFORE.search(self._before[-_NAME:]):
            return False
        words = name[1].casefold().split() if (name := _CAPITALS.search(self._before)) else [""]
        of_years = words_of(self.lexicon, "figure-yearly")      # "pembangunan di Kota Batu Tahun 2022"
        return words[0] not in words_of(self.lexicon, "level") and not any(word in of_years for word in words)



NO, YES = False, True
HOLDS: Rules[Stated, bool] = Rules(
    "a figure holds for the period",
    Rule("prices of a year", lambda s: s.behind(_BASE_YEAR), NO, "atas dasar harga konstan <2010>", "pada <2010>"),
    Rule("year in a name", lambda s: s.in_name, NO, "dalam Operasi Semeru <2022>", "dalam APBD Kota Batu <2022>"),
    Rule("since then", lambda s: s.behind(_SINCE) and not s.spans, NO, "dibangun sejak <2022>", "sejak <Januari-Mei 2020>"),
    Rule("up to a day", lambda s: s.days_only and s.behind(_AS_OF), YES, "per <3 Juni 2022>", "pada <3 Juni 2022>"),
    Rule("day", lambda s: s.days_only, NO, "pada <3 Juni 2022>", "pada <Juni 2022>"),
    Rule("period", lambda s: True, YES, "pada <Juni 2022>"),
)  # fmt: skip


def _as_it_is(s: Stated) -> Timed | None:
    """its own"""
    return s.offsets, s.period


def _of_told(s: Stated) -> Timed | None:
    """the one told behind it"""
    offsets = s.offsets[0], s.told.end() if s.told else s.offsets[1]
    return offsets, _in_year(s.period, _year_told(s.told, s.year, s.lexicon), s.text[slice(*offsets)])


def _of_release(s: Stated) -> Timed | None:
    """that of the release, where it is known"""
    return None if s.year is None else (s.offsets, _in_year(s.period, s.year))


YEARS: Rules[Stated, Callable[[Stated], Timed | None]] = Rules(
    "year of a period",
    Rule("stated", lambda s: s.of_a_year, _as_it_is, "pada <Juni 2022>", "pada bulan <Juni>"),
    Rule("told behind it", lambda s: s.told is not None, _of_told, "pada <semester I> tahun lalu", "pada <semester I>"),
    Rule("of the release", lambda s: True, _of_release, "pada <semester I>"),
)  # fmt: skip


def read_timing(text: str, start: int, end: int, year: int | None, lexicon: Lexicon) -> Timing:
    """The periods of `text[start:end]`; "tahun ini" is `year`."""
    found = find_periods(text, start, end, lexicon)
    here = told_years(text, start, end, lexicon) if year is not None else []
    periods: list[Timed] = []
    for offsets, period in found:
        stated = Stated(text, start, offsets, period, lexicon, year)
        if not HOLDS.first(stated).result:
            continue
        if stated.days_only:
            stated = replace(stated, period=replace(period, start=f"{period.start[:-6]}-01-01"))
        stated = replace(stated, told=next((match for match in here if stated.tells(match)), None))
        if timed := YEARS.first(stated).result(stated):
            periods.append(timed)
            here = [match for match in here if match is not stated.told]
    for match in here:
        stated_year = _year_told(match, year, lexicon)
        periods.append((match.span(), Period(match.group(), f"{stated_year}-01-01", f"{stated_year}-12-31")))
    periods.sort(key=lambda p: p[0])
    return Timing(_alike(text, periods, lexicon), tuple(offsets for offsets, _ in found))


def told_years(text: str, start: int, end: int, lexicon: Lexicon) -> list[re.Match[str]]:
    """Each "tahun ini", "akhir tahun lalu" of `text[start:end]`."""
    return list(_HERE(lexicon).finditer(text, start, end))


def _in_year(period: Period, year: str | int | None, words: str | None = None) -> Period:
    return Period(words or period.text, f"{year}{period.start[1:]}", f"{year}{period.end[1:]}")


def _year_told(match: re.Match[str] | None, year: int | None, lexicon: Lexicon) -> int:
    return (year or 0) + (values_of(lexicon, "step")[match["when"].casefold()] if match else 0)


def _alike(text: str, periods: Sequence[Timed], lexicon: Lexicon) -> tuple[Timed, ...]:
    """With "periode yang sama tahun 2017" as the part of that year that the period before it is of its own."""
    read: list[Timed] = []
    for offsets, period in periods:
        last = read[-1][1] if read else None
        if last and _SAME_OF(lexicon).search(text, max(0, offsets[0] - _NAME), offsets[0]):
            period = Period(period.text, f"{period.start[:4]}{last.start[4:]}", f"{period.end[:4]}{last.end[4:]}")
        read.append((offsets, period))
    return tuple(read)


def compared(text: str, start: int, timed: Timed, lexicon: Lexicon) -> bool:
    """Whether the period is what something is compared with: "dibanding tahun 2023"."""
    return _COMPARED(lexicon).search(text, max(start, timed[0][0] - _LOOK_BACK), timed[0][0]) is not None


def right_behind(text: str, value: Offsets, timed: Sequence[Timed], lexicon: Lexicon) -> Timed | None:
    """The period right behind a value: "18,6 persen (2024)", "5,1 persen pada triwulan II"."""
    first = next((t for t in timed if value[1] <= t[0][0]), None)
    return first if first and _TIGHT(lexicon).fullmatch(text, value[1], first[0][0]) else None


def earlier_period(
    text: str, sentence: Offsets, value: Offsets, before: Offsets, timed: Sequence[Timed], lexicon: Lexicon
) -> Period | None:
    """The period of the value `before` that another came from; `timed` are those of their sentence."""
    others = [t for t in timed if compared(text, sentence[0], t, lexicon)]
    if before < value:
        between = [t for t in timed if before[1] <= t[0][0] and t[0][1] <= value[0]]
        later = NOW(lexicon).search(text, before[1], value[0]) or any(value[1] <= t[0][0] for t in timed)
        front = [t for t in timed if t[0][1] <= before[0]] if later else []
        found = between[:1] or others[:1] or front[-1:]
    else:
        own = right_behind(text, value, timed, lexicon)
        between = [t for t in timed if value[1] <= t[0][0] < before[0] and t != own]
        between = between or [t for t in timed if t[0][0] >= before[1]]
        found = between[-1:]
    return found[0][1] if found else None
