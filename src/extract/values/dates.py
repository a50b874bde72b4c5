"""Dates as releases write them: "Kamis pagi, 25 Mei 2023", "Jumat malam (2/6/2023)", "28 Mei s/d 2 Juni", "(18/9)".

A date keeps what its words give: "2023-05-25", "2023-05", "2023", "--09-18". Weekday, time of day and clock are read
with it, and the weekday is checked against the calendar where the year is known.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import cast

from extract.lexicon import Lexicon, default
from extract.lexicon.patterns import one_of
from extract.lexicon.words import Patterns, Worded, worded, words_of
from extract.mentions import Date, Offsets, TimeOfDay
from extract.values.numbers import find_numbers, parse_number
from extract.values.periods import BETWEEN, DAY, MONTH, YEAR, month_numbers
from extract.words.rules import Rule, Rules

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_STREET = worded(r"\b(?=[A-Z]){date-street}\b\.?\s$")                    # "Jalan 13 Desember"
_NUMBERED = worded(r"\b{number-numbered}\b[.:\s]{0,3}$", re.I)         # "Nomor 15/VIII/2024" is no day
_CLOCK = worded(
    r"(?:{cue})?(?:{digits}|{words})(?:{end})?(?:\s?(?P<zone>{clock-zone})\b)?(?:{part})?(?:\s(?P<zone2>{clock-zone})\b)?",
    re.IGNORECASE,
    cue=r"\b(?P<cue>{clock-cue})\.?\s?:?\s?(?:{clock-about}\s)?",
    digits=r"(?<![\w.:,/])(?P<hour>[01]?\d|2[0-4])(?:[.:,](?P<minute>[0-5]\d)(?:[.:][0-5]\d)?)?(?![.,:/]?\d)",
    words=r"\b(?P<half>{clock-half}\s)?(?P<words>{date-count})\b",
    end=r"\s?(?:[-–]|{link-until})\s?(?:{clock-cue}\s)?\d{1,2}[.:]\d\d",
    part=r"\s(?P<part>{time-of-day})\b",
)
# Hours of a twelve-hour clock past noon: "jam 2 siang" is 14, "jam 7 malam" 19.
_PAST_NOON: Mapping[str, range] = {
    "siang": range(1, 6), "sore": range(1, 12), "petang": range(1, 12), "malam": range(6, 12),
}  # fmt: skip
_MIDNIGHT = {"malam", "dini hari"}      # "jam 12 malam"
_THROUGH = worded(r"[)\]]?,?(?:\s?[-–—]\s?|\s{link-until}\s(?:{date-day}\s)?)")
_LOOK_BACK = 12         # characters before a date that may say that it is none
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
_ENGLISH_MONTHS = {
    name.casefold(): number for names in (calendar.month_name, calendar.month_abbr) for number, name in enumerate(names) if name
}
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_CLOCK_REACH = 90       # characters after a date within which a clock time still belongs to it


@lru_cache(maxsize=16)      # events and venues read the same stretches one after the other
def find_dates(text: str, start: int, end: int, lexicon: Lexicon | None = None) -> tuple[tuple[Offsets, Date], ...]:
    """Every date in `text[start:end]`, in order, with its offsets in `text`. Linear in the length of the stretch."""
    lexicon = lexicon or default()
    found: list[tuple[Offsets, Date]] = []
    dated = [w for m in _pattern(lexicon).finditer(text, start, end) if DATED.first(w := Written(m, lexicon)).result]
    for i, written in enumerate(dated):
        match, days = written.match, FORMS.first(written).result(written)
        if days is None:
            continue
        first, last = days
        reach = dated[i + 1].match.start() if i + 1 < len(dated) else end
        stated = match["part"] or match["part2"] or match["before"] or match["eve"] or ""
        clock, zone, part = _clock(text, match.end(), min(reach, match.end() + _CLOCK_REACH), stated.casefold().strip(), lexicon)
        weekday, agrees = _weekday(match, first, lexicon)
        value = Date(
            iso=first,
            end=last,
            time_of_day=times_of_day(lexicon).get(" ".join((stated or part or "").casefold().split())),
            clock=clock,
            zone=zone,
            weekday=weekday,
            weekday_agrees=agrees,
        )
        found.append((match.span(), value))
    return _joined(text, found, lexicon)


def _joined(text: str, found: list[tuple[Offsets, Date]], lexicon: Lexicon) -> tuple[tuple[Offsets, Date], ...]:
    """ "Kamis (1/6) hingga Sabtu (3/6/2023)" is one date: the year of its last day is that of the first."""
    joined: list[tuple[Offsets, Date]] = []
    for offsets, value in found:
        before = joined[-1] if joined else None
        if before and before[1].end is None and value.end is None and _THROUGH(lexicon).fullmatch(text, before[0][1], offsets[0]):
            (start, _), first = before
            iso = f"{value.iso[:4]}{first.iso[1:]}" if first.iso.startswith("--") and len(value.iso) == 10 else first.iso
            if len(iso) == len(value.iso) >= 7 and iso < value.iso and _real(iso):
                weekday = weekday_agrees(iso, weekday_number(first.weekday)) if first.weekday else None
                clock, zone = (first.clock, first.zone) if first.clock else (value.clock, value.zone)
                whole = replace(first, iso=iso, end=value.iso, weekday_agrees=weekday, clock=clock, zone=zone)
                joined[-1] = ((start, offsets[1]), whole)
                continue
        joined.append((offsets, value))
    return tuple(joined)


def _weekday(match: re.Match[str], iso: str, lexicon: Lexicon) -> tuple[str | None, bool | None]:
    """The weekday, and whether the calendar agrees. "Malam Minggu" is the evening before Sunday, unless the date is one."""
    if not match["weekday"]:
        return None, None
    name, number = _weekdays(lexicon)[match["weekday"].casefold()]
    agrees = weekday_agrees(iso, number)
    if match["eve"] and not agrees:
        number = (number - 1) % 7
        name = next(day for day, at in _weekdays(lexicon).values() if at == number)
        agrees = weekday_agrees(iso, number)
    return name, agrees


def _real(iso: str) -> bool:
    return len(iso) != 10 or _exists(iso)


def weekday_agrees(iso: str, weekday: int) -> bool | None:
    """Whether the day `iso` is that weekday (Monday is 0); None where `iso` is not a full date."""
    return date.fromisoformat(iso).weekday() == weekday if len(iso) == 10 else None


def weekday_number(name: str, lexicon: Lexicon | None = None) -> int:
    """Monday is 0. `name` as in lexicon/weekdays.csv; raises KeyError for other words."""
    return _weekdays(lexicon or default())[name.casefold()][1]


@lru_cache(maxsize=8)
def _weekdays(lexicon: Lexicon) -> Mapping[str, tuple[str, int]]:
    return {row["term"].casefold(): (row["weekday"], int(row["number"])) for row in lexicon.rows("weekdays")}


@lru_cache(maxsize=8)
def times_of_day(lexicon: Lexicon) -> Mapping[str, TimeOfDay]:
    """"pagi", in lower case -> the part of the day that it is."""
    rows = lexicon.rows("times_of_day")
    return {row["term"].casefold(): cast(TimeOfDay, row["time_of_day"]) for row in rows}


_PARTS = {
    "between": BETWEEN,
    "year": YEAR,
    "month_name": MONTH,
    "day": DAY,
    "month_number": r"(?:0?[1-9]|1[0-2])(?!\d)",
    "to": r"(?:{between}|,?\s(?:{link-and}|&)\s)",
    "on": r"(?:{date-day-word}\.?\s)?",
    "last": r"(?:{to}|[,/]){on}",
    "more": r"(?:\s?[,/&-]\s?{day}){0,6}",              # of "3, 4, dan 5 Juni", "3/4/5 Juni"
    "short_year": r"['’‘`]\d\d",                        # "15 Agustus '24"
    "of_year": r"(?:{time-year}\s)?",
    "nth": "(?:st|nd|rd|th)?",
    "roman": f"(?-i:{'|'.join(sorted(_ROMAN, key=len, reverse=True))})",
    "hijri": r"\d\d?\s{month-hijri}\b\s1[34]\d\d\s?{number-hijri}\s?(?:[/,]|{date-same-day})\s?{on}",
    # What stands before a date, and behind it.
    "begins": r"(?:(?<![\w/.,-])|(?<=[.,])(?=[A-Z])|(?<=H/))(?=\d|{starts})",
    "just": r"(?:(?P<before>{time-of-day}\b)\s{date-just},?\s)?",
    "of_week": r"(?P<eve>{date-eve}\s)?(?P<weekday>{weekday}\b)(?:(?:{to}|/){weekday}\b)?(?:\s(?P<part>{time-of-day}\b))?",
    "week": r"(?:{of_week}(?:\s{date-behind-weekday})?(?:[\s,.]{0,3}|\s?[/–-]\s?)(?:{hijri})?(?P<open>[(\[]\s?)?)?",
    "cue": r"(?P<cue>(?:{link-in}\s)?{date-day-word}\.?\s:?\s?)?",
    "ends": r"(?(open)\s?[)\]]?(?:\s(?P<o_year>{year})(?!\d))?)(?:,?\s(?P<part2>{time-of-day}\b))?",
    # The ways of writing one, as FORMS reads them.
    "year_first": r"(?P<iso>{year}(?P<iso_sep>[-/.])(?:0?[1-9]|1[0-2])(?P=iso_sep)(?:0[1-9]|[12]\d|3[01]))(?![\d-])",
    "n_first": r"(?:(?P<n_day>{day})(?:\s?(?P<n_month>{month_name})(?:\s{of_year}(?P<n_year>{year}))?|{more}){last})?",
    "n_last": r"(?:,?[\s-]?{of_year}(?P<n_year2>{year}|{short_year})(?!\d))?",
    "named": r"{n_first}(?P<n_day2>{day})(?:[\s-]?|\s\s|\s{date-month}\s)(?P<n_month2>{month_name}){n_last}",
    "b_month": r"(?P<b_month>{month_number}|{date-count})",
    "told": r"(?P<b_day>{day})\s{date-month}\s{b_month}\s{time-year}\s(?P<b_year>{year})(?!\d)",
    "r_year": r"(?:(?P=r_sep)(?P<r_year>{year})(?!\d)|(?(weekday)(?![\w/])|(?!)))",
    "in_roman": r"(?P<r_day>{day})(?P<r_sep>[/\s.-])(?P<r_month>{roman}){r_year}",
    "w_day": r"(?(cue)(?P<w_day>[a-z]+(?:\s[a-z]+){0,2})|(?!))",
    "w_year": r"(?P<w_year>{date-thousands}(?:\s[a-z]+){0,3})",
    "in_words": r"{w_day}\s{date-month}\s(?P<w_month>{month_name})\s{time-year}\s{w_year}",
    "d_month": r"(?P<d_sep>[/.-])(?P<d_month>{month_number})(?:(?P=d_sep)(?P<d_year>{year}))?",
    "d_first": r"(?:(?P<d_day>{day})(?:{d_month}|(?:\s?,\s?{day}){0,6})(?:{to}|,){on})?",
    "d_last": r"(?P<d_month2>{month_number})(?:(?P=sep)(?P<d_year2>{year}|\d\d|{short_year}))?",
    "in_numbers": r"{d_first}(?P<d_day2>{day})(?P<sep>[/.-]){d_last}(?![\d/]|[.,-](?!\d\d[:.]\d)\d)",
    "s_month": r"(?P<s_month>{month_number})(?:\s?[/.-]\s?(?P<s_year>{year}))?",
    "spaced": r"(?(open)(?P<s_day>{day})\s?[/.-]\s?{s_month}(?!\s?\d)|(?!))",
    "foreign": r"(?P<english>(?:{english})\.?\s\d\d?{nth},?\s{year}|\d\d?{nth}\s(?:{english})\.?\s{year})(?!\d)",
    "m_month": r"(?:{date-month}\s(?P<m_alone>{month_name})|(?P<m_month>{month_name}))",
    "month_only": r"{m_month}(?:,?\s{of_year}(?P<m_year>{year})(?!\d))?",
    "part_of_year": r"{period-third}\s{time-year}\s(?P<year>{year})(?!\d)",
    "date": r"{year_first}|{named}|{told}|{in_roman}|{in_words}|{in_numbers}|{spaced}|{foreign}|{month_only}|{part_of_year}",
}
# How a date begins that does not begin with a digit: looked for first, as most words begin none.
_STARTS = ("link-in", "date-day-word", "date-month", "date-eve", "period-third", "month", "weekday", "time-of-day")


@lru_cache(maxsize=8)
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    english = [*calendar.month_name[1:], *calendar.month_abbr[1:]]
    starts = one_of([*english, *words_of(lexicon, *_STARTS)])
    pattern = Patterns(lexicon, english=one_of([*english, *lexicon.terms("months")]), starts=starts, **_PARTS)
    return pattern(r"{begins}{just}{week}{cue}(?:{date}){ends}", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """What the pattern of dates has matched."""

    match: re.Match[str]
    lexicon: Lexicon

    def __getitem__(self, group: str) -> str | None:
        found: str | None = self.match[group]
        return found

    def behind(self, pattern: Worded) -> bool:
        """Whether the pattern stands right before it."""
        start = self.match.start()
        return pattern(self.lexicon).search(self.match.string, max(0, start - _LOOK_BACK), start) is not None

    @property
    def bracketed(self) -> bool:
        text, (start, end) = self.match.string, self.match.span()
        return text[start - 1 : start] == "(" and text[end : end + 1] == ")"


NO, YES = False, True
DATED: Rules[Written, bool] = Rules(
    "words and numbers are a date",
    Rule("digits of another script", lambda w: _OTHER_DIGIT.search(w.match.group()) is not None, NO,
         "pada <5 Juni 202٤>", "pada <5 Juni 2024>"),
    Rule("month and year", lambda w: bool(w["m_month"] and w["m_year"]), YES, "sejak <Juni 2024>", "sejak <5 Juni 2024>"),
    Rule("month alone", lambda w: w["m_month"] is not None, NO, "sejak <Juni>", "sejak <bulan Juni>"),
    Rule("street", lambda w: w.behind(_STREET), NO, "di Jalan <13 Desember>", "pada <13 Desember>"),
    Rule("number of a letter", lambda w: w["r_month"] is not None and w.behind(_NUMBERED), NO,
         "Nomor <15/VIII/2024>", "pada <15/VIII/2024>"),
    Rule("said in words", lambda w: w["d_day2"] is None, YES, "pada <5 Juni>", "pada <5/6/2024>"),
    Rule("with its year", lambda w: len(w["d_year2"] or "") > len("24"), YES, "pada <5/6/2024>", "pada (<5/6>)"),
    Rule("with its weekday", lambda w: bool(w["weekday"] or w["cue"]), YES, "pada <Rabu (5/6)>", "pada (<5/6>)"),
    Rule("in brackets", lambda w: w["sep"] == "/" and w.bracketed, YES, "hadir (<5/6>)", "hadir <5/6> warga"),
    Rule("numbers alone", lambda w: True, NO, "hadir <5/6> warga"),
)  # fmt: skip

Days = tuple[str, str | None]           # the first day, and the last where it is a range


def _year_first(w: Written) -> Days | None:
    """2024-06-05"""
    year, month, day = str(w["iso"]).split(str(w["iso_sep"]))
    return _one_day(year, int(month), day)


def _month_told(w: Written) -> Days | None:
    """5 bulan 6 tahun 2024"""
    month = parse_number(str(w["b_month"]).lstrip("0"), w.lexicon)
    return _one_day(w["b_year"], int(month or 0), str(w["b_day"]))


def _roman_month(w: Written) -> Days | None:
    """5/VI/2024"""
    return _one_day(w["r_year"], _ROMAN.index(str(w["r_month"])) + 1, str(w["r_day"]))


def _in_words(w: Written) -> Days | None:
    """lima belas bulan Agustus tahun dua ribu dua puluh empat, as agreements and minutes begin"""
    day = parse_number(str(w["w_day"]), w.lexicon)
    year = next(find_numbers(str(w["w_year"]), w.lexicon), None)
    if not isinstance(day, int) or not 0 < day <= 31 or year is None or not 2000 <= year.value < 2100:
        return None
    return _one_day(str(year.value), _month(str(w["w_month"]), w.lexicon), str(day))


def _english(w: Written) -> Days | None:
    """June 5, 2024; 5th June 2024"""
    said = str(w["english"]).casefold()
    words, (year, day) = _LETTERS.findall(said), sorted(_DIGITS.findall(said), key=len, reverse=True)
    months = _ENGLISH_MONTHS | month_numbers(w.lexicon)
    month = next(months[word] for word in words if word in months)
    return _one_day(year, month, day) if int(day) else None


def _of_year(w: Written) -> Days | None:
    """awal tahun 2024"""
    return str(w["year"]), None


def _whole_month(w: Written) -> Days | None:
    """Juni 2024, bulan Juni"""
    return f"{w['m_year'] or '-'}-{_month(str(w['m_month'] or w['m_alone']), w.lexicon):02}", None


def _spaced(w: Written) -> Days | None:
    """( 5 / 6 / 2024 )"""
    return _one_day(w["s_year"] or w["o_year"], int(str(w["s_month"])), str(w["s_day"]))


def _days_of_month(w: Written) -> Days | None:
    """5 Juni 2024, 5/6/2024, 28 Mei - 2 Juni 2024"""
    kind = "n" if w["n_day2"] else "d"
    last_month, last_year = _month(str(w[f"{kind}_month2"]), w.lexicon), _full_year(w[f"{kind}_year2"] or w["o_year"])
    last, first_day = _iso(last_year, last_month, str(w[f"{kind}_day2"])), w[f"{kind}_day"]
    if last is None or first_day is None:
        return (last, None) if last else None
    written = w[f"{kind}_month"]
    first_month = _month(written, w.lexicon) if written else last_month
    first_year = w[f"{kind}_year"] or last_year
    if last_year and not w[f"{kind}_year"] and first_month > last_month:
        first_year = str(int(last_year) - 1)        # "28 Desember - 3 Januari 2024"
    first = _iso(first_year, first_month, first_day)
    return (first, last) if first and (first <= last or not last_year) else (last, None)


FORMS: Rules[Written, Callable[[Written], Days | None]] = Rules(
    "how a date is written",
    Rule("year first", lambda w: w["iso"] is not None, _year_first, "pada <2024-06-05>", "pada <5-6-2024>"),
    Rule("month told", lambda w: w["b_day"] is not None, _month_told, "<tanggal 5 bulan 6 tahun 2024>", "<tanggal 5/6/2024>"),
    Rule("Roman month", lambda w: w["r_day"] is not None, _roman_month, "pada <5/VI/2024>", "pada <5/6/2024>"),
    Rule("in words", lambda w: w["w_day"] is not None, _in_words,
         "<tanggal lima bulan Juni tahun dua ribu dua puluh>", "<tanggal 5 bulan Juni tahun 2020>"),
    Rule("English", lambda w: w["english"] is not None, _english, "on <June 5, 2024>", "pada <5 Juni 2024>"),
    Rule("part of a year", lambda w: w["year"] is not None, _of_year, "<awal tahun 2024>", "<Juni 2024>"),
    Rule("whole month", lambda w: bool(w["m_month"] or w["m_alone"]), _whole_month, "sejak <Juni 2024>", "sejak <5 Juni 2024>"),
    Rule("spaced in brackets", lambda w: w["s_day"] is not None, _spaced, "<Rabu ( 5 / 6 / 2024 )>", "<Rabu (5/6/2024)>"),
    Rule("days of a month", lambda w: True, _days_of_month, "pada <5 - 7 Juni 2024>"),
)  # fmt: skip


def _one_day(year: str | None, month: int, day: str) -> tuple[str, None] | None:
    iso = _iso(year, month, day)
    return (iso, None) if iso else None


def _month(word: str, lexicon: Lexicon) -> int:
    return int(word) if word.isdecimal() else month_numbers(lexicon)[word.rstrip(".").casefold()]


def _full_year(year: str | None) -> str | None:
    return f"20{year[-2:]}" if year and len(year) < 4 else year


def _iso(year: str | None, month: int, day: str) -> str | None:
    # A leap year stands in for the year that the words do not give.
    iso = f"{month:02}-{int(day):02}"
    return f"{year or '-'}-{iso}" if _exists(f"{year or 2000}-{iso}") else None


def _exists(iso: str) -> bool:
    year, month, day = map(int, iso.split("-"))
    return day <= calendar.monthrange(year, month)[1]


@lru_cache(maxsize=4096)
def read_other(expression: str) -> str | None:
    """ISO day of a full date in another wording than ours ("May 25, 2023"), None where there is none in it."""
    import dateparser  # slow to import, and most releases never need it

    parsed = dateparser.parse(
        expression,
        languages=["id", "en"],
        settings={
            "DATE_ORDER": "DMY",
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],   # "2 hari lalu" is told from a clock
        },
    )
    return parsed.date().isoformat() if parsed else None


_STARTED = worded(r"\b(?P<will>{date-will} )?{date-started}\b[^.,\d\n]{0,30}(?=\b{clock-cue}\b)", re.IGNORECASE)
_AT = worded(r"\b{clock-cue}\b(?:[^,;\n]|,(?=\d)){0,24},?\s?$", re.IGNORECASE)


def clock_before(text: str, start: int, end: int, lexicon: Lexicon | None = None) -> tuple[str, str | None] | None:
    """Clock and zone right before a date: "pukul 13.30 WIT pada [Rabu (7/8)]"."""
    lexicon = lexicon or default()
    near = _AT(lexicon).search(text, start, end)
    clock, zone, _ = _clock(text, near.start(), end, "", lexicon) if near else (None, None, None)
    return (clock, zone) if clock else None


def started_at(text: str, start: int, end: int, lexicon: Lexicon | None = None) -> tuple[str, str | None] | None:
    """Clock and zone behind the verb that says that something began: "Upacara dimulai pukul 07.00 WIB"."""
    lexicon = lexicon or default()
    began = next((match for match in _STARTED(lexicon).finditer(text, start, end) if not match["will"]), None)
    if began is None:
        return None
    clock, zone, _ = _clock(text, began.end(), min(end, began.end() + _CLOCK_REACH), "", lexicon)
    return (clock, zone) if clock else None


def _clock(text: str, start: int, end: int, stated: str, lexicon: Lexicon) -> tuple[str | None, str | None, str | None]:
    """First clock time of `text[start:end]` on its line, its zone and part of the day. `stated`: the part the date names."""
    line_end = text.find("\n", start, end)
    for match in _CLOCK(lexicon).finditer(text, start, end if line_end < 0 else line_end):
        if not match["cue"] and (match["words"] or not (match["zone"] and match["minute"])):
            continue
        part = " ".join((match["part"] or "").casefold().split())
        hour, minute = _hour(match, lexicon)
        twelve = part or ("" if (match["hour"] or "").startswith("0") or match["zone"] else stated)
        if hour in _PAST_NOON.get(twelve, ()):
            hour += 12
        elif hour == 12 and twelve in _MIDNIGHT:
            hour = 0
        zone = match["zone"] or match["zone2"]
        return f"{hour:02}:{minute}", zone.upper() if zone else None, match["part"]
    return None, None, None


def _hour(match: re.Match[str], lexicon: Lexicon) -> tuple[int, str]:
    """Hour and minute; "setengah delapan" is half past seven."""
    if match["hour"]:
        return int(match["hour"]), match["minute"] or "00"
    hour = int(parse_number(match["words"], lexicon) or 0)
    return (hour - 1, "30") if match["half"] else (hour, "00")
