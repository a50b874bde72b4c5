"""For when a quantity holds: the period its sentence names nearest to it, and the one it is compared with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extract.lexicon import Lexicon
from extract.lexicon.words import words_of
from extract.mentions import Offsets, Period
from extract.values.periods import YEAR, find_periods

Timed = tuple[Offsets, Period]
_COMPARED = re.compile(
    r"\b(?:(?:dibanding\w*|daripada|ketimbang|terhadap|dari)"
    r"(?:\s(?:dengan|pada|periode|posisi|capaian|realisasi|yang sama|di|tahun|kondisi|bulan)){0,4}"
    r"|dibanding\w*(?:\s[^\s\d,.;]+){0,9})\s*$",
    re.I,
)
_HERE = re.compile(
    r"\b(?P<what>tahun|(?:awal|akhir|sepanjang)\stahun)\s(?P<when>ini|lalu|sebelumnya|kemarin|depan|mendatang)\b", re.I
)
_SPAN = r"(?:tahun|bulan|triwulan|semester|periode|pekan|minggu|hari|musim)"
_SAME_YEAR = 25         # characters after a year in which a month is still of it: "di tahun 2023 hingga bulan Februari"
# Times told from the moment of writing, with or without a year that follows from them.
PAST = re.compile(
    rf"\b(?:(?:se|satu|dua|tiga|empat|lima|beberapa|\d{{1,2}})\s?)?{_SPAN}\s(?:(?:yang\s)?(?:lalu|silam)|sebelumnya|kemarin)\b"
    rf"|\b(?:{_SPAN}\s)?(?:yang\s)?sama\s(?:pada\s|di\s)?(?:tahun|bulan)\s(?:lalu|sebelumnya)\b|\bsebelumnya\b|\bsemula\b",
    re.I,
)
NOW = re.compile(rf"\b(?:{_SPAN}\s(?:ini|berjalan)|saat ini|kini|sekarang)\b", re.I)
_SAME = re.compile(
    r"\b(?:(?:pada|di|dengan)\s)?(?:pada\s)?(?:periode|priode|bulan|triwulan|kuartal|semester|waktu)\s(?:yang\s)?sama\b", re.I
)
_SAME_OF = re.compile(_SAME.pattern + r"\s(?:(?:di|pada)\s)?$", re.I)
_TELLS = re.compile(r"\s(?:pada\s|di\s)?")       # between "semester pertama" and the "tahun lalu" that it is of
_STEP = {"ini": 0, "lalu": -1, "sebelumnya": -1, "kemarin": -1, "depan": 1, "mendatang": 1}
# Before a day that a figure was counted up to: "per 31 Desember 2022", "Hingga 30 September,".
_AS_OF = re.compile(
    r"\b(?:per|posisi)\s(?:tanggal\s)?$|(?:^|[.!?:\"“\n])\s?(?:hingga|sampai(?:\sdengan)?)\s(?:tanggal\s)?$", re.I
)
# Before a year that prices are counted in, or that is 100: "atas dasar harga konstan 2010", "tahun dasar 2018=100".
_BASE_YEAR = re.compile(r"\b(?:harga\skonstan|adhk|tahun\sdasar)\s\(?(?:tahun\s)?$", re.I)
_SINCE = re.compile(r"\bsejak\s(?:tahun\s)?$", re.I)     # "dibangun sejak 2022": no period of what is counted
_CAPITALS = re.compile(r"(?:^|\s)((?:[A-Z][\w'-]*\s){1,7})$")     # with the word that opens the sentence
_NAME_BEFORE = re.compile(r"(?:^|[^.!?:;\"“\s]\s)((?:[A-Z][\w'-]*\s){0,5}[A-Z][\w'-]*)\s$")
_TIGHT = re.compile(r"\s*\(?(?:(?:di|pada|untuk|selama|per|hingga|sampai|dalam|sepanjang|tahun)\s){0,2}", re.I)


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
    sample = text[:4000]
    if match := re.search(rf"\b\d{{1,2}}\s?[/-]\s?\d{{1,2}}\s?[/-]\s?({YEAR}|\d\d)\b", sample):
        return int(match[1]) if len(match[1]) == 4 else 2000 + int(match[1])
    first_year = None
    for (at, _), period in find_periods(sample, 0, len(sample), lexicon):
        if period.start[:1] != "-" and not _SINCE.search(sample[max(0, at - 20) : at]):
            if period.start == period.end:
                return int(period.start[:4])
            first_year = first_year or int(period.start[:4])
    return first_year


def read_timing(text: str, start: int, end: int, year: int | None, lexicon: Lexicon) -> Timing:
    """The periods of `text[start:end]`; "tahun ini" is `year`."""
    found = find_periods(text, start, end, lexicon)
    spoken = list(_HERE.finditer(text, start, end))
    here = list(spoken) if year is not None else []
    periods: list[Timed] = []
    for offsets, period in found:
        if _BASE_YEAR.search(text[max(start, offsets[0] - 24) : offsets[0]]):
            continue
        since = _SINCE.search(text[max(start, offsets[0] - 20) : offsets[0]])
        if _in_name(text, start, offsets, lexicon) or (since and not _spans(period)):
            continue
        if _days_only(period):
            if not _AS_OF.search(text[max(start, offsets[0] - 24) : offsets[0]]):
                continue
            period = Period(period.text, f"{period.start[:-6]}-01-01", period.end)
        if period.start[:1] == "-":
            told = next((match for match in here if _TELLS.fullmatch(text, offsets[1], match.start())), None)
            if told:                    # "semester pertama tahun lalu"
                here.remove(told)
                offsets = offsets[0], told.end()
                year_of = str((year or 0) + _STEP[told["when"].casefold()])
                period = Period(text[slice(*offsets)], f"{year_of}{period.start[1:]}", f"{year_of}{period.end[1:]}")
                periods.append((offsets, period))
                continue
            near = periods[-1] if periods and offsets[0] - periods[-1][0][1] < _SAME_YEAR else None
            stated = near[1].start[:4] if near and near[1].start[:4] == near[1].end[:4] else year
            if stated is None:
                continue
            period = Period(period.text, f"{stated}{period.start[1:]}", f"{stated}{period.end[1:]}")
        periods.append((offsets, period))
    for match in here:
        stated = (year or 0) + _STEP[match["when"].casefold()]
        periods.append((match.span(), Period(match.group(), f"{stated}-01-01", f"{stated}-12-31")))
    periods.sort(key=lambda p: p[0])
    dates = tuple(offsets for offsets, _ in found)
    return Timing(_alike(text, periods), dates)


def _alike(text: str, periods: Sequence[Timed]) -> tuple[Timed, ...]:
    """With "periode yang sama tahun 2017" as the part of that year that the period before it is of its own."""
    read: list[Timed] = []
    for offsets, period in periods:
        last = read[-1][1] if read else None
        if last and _SAME_OF.search(text[max(0, offsets[0] - 40) : offsets[0]]):
            period = Period(period.text, f"{period.start[:4]}{last.start[4:]}", f"{period.end[:4]}{last.end[4:]}")
        read.append((offsets, period))
    return tuple(read)


def _spans(period: Period) -> bool:
    """Whether it is stated with its end: "sejak Januari-November 2020"."""
    return len(re.findall(r"[^\W\d_]{3,}|\d{4}", period.text)) > 2


def _days_only(period: Period) -> bool:
    """Whether it is a day or some days: when something happened, not what a figure holds for."""
    if period.start[:-2] == period.end[:-2]:
        return not (period.start[-2:] == "01" and int(period.end[-2:]) >= 28)
    return period.start[-2:] != "01"


def _in_name(text: str, start: int, offsets: Offsets, lexicon: Lexicon) -> bool:
    """Whether the year belongs to a name: "Operasi Ketupat Semeru 2022", "MTQ Tahun 2023", not to "APBD Kota Batu 2022"."""
    surface = text[offsets[0] : offsets[1]]
    if not (surface[0].isdigit() or surface.startswith(("Tahun", "TAHUN"))):
        return False
    before = text[max(start, offsets[0] - 60) : offsets[0]]
    if not _NAME_BEFORE.search(before[-40:]):
        return False
    words = name[1].split() if (name := _CAPITALS.search(before)) else []
    of_years = words_of(lexicon, "figure-yearly")
    levels = words_of(lexicon, "level")             # "pembangunan di Kota Batu Tahun 2022"
    return words[0].casefold() not in levels and not any(word.casefold() in of_years for word in words)


def compared(text: str, start: int, timed: Timed) -> bool:
    """Whether the period is what something is compared with: "dibanding tahun 2023"."""
    return bool(_COMPARED.search(text[max(start, timed[0][0] - 60) : timed[0][0]]))


def right_behind(text: str, value: Offsets, timed: Sequence[Timed]) -> Timed | None:
    """The period right behind a value: "18,6 persen (2024)", "5,1 persen pada triwulan II"."""
    first = next((t for t in timed if value[1] <= t[0][0]), None)
    return first if first and _TIGHT.fullmatch(text[value[1] : first[0][0]]) else None


def earlier_period(text: str, sentence: Offsets, value: Offsets, before: Offsets, timed: Sequence[Timed]) -> Period | None:
    """The period of the value `before` that another came from; `timed` are those of their sentence."""
    others = [t for t in timed if compared(text, sentence[0], t)]
    if before < value:
        between = [t for t in timed if before[1] <= t[0][0] and t[0][1] <= value[0]]
        later = NOW.search(text[before[1] : value[0]]) or any(value[1] <= t[0][0] for t in timed)
        front = [t for t in timed if t[0][1] <= before[0]] if later else []
        found = between[:1] or others[:1] or front[-1:]
    else:
        own = right_behind(text, value, timed)
        between = [t for t in timed if value[1] <= t[0][0] < before[0] and t != own]
        between = between or [t for t in timed if t[0][0] >= before[1]]
        found = between[-1:]
    return found[0][1] if found else None
