"""The day that a source states beside a release: ISO, "Senin, 3 Juni 2024 10:20 WIB", seconds since 1970, an Excel number."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from extract.values.dates import find_dates, read_other

_ISO = re.compile(r"((?:19|20)\d\d)[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-/. ](\d{1,2})[-/. ]((?:19|20)\d\d)(?!\d)")
_NUMBER = re.compile(r"(\d{5}|\d{10}|\d{13})(?:\.\d+)?")
_EXCEL = date(1899, 12, 30)     # day 0, as Excel counts from March 1900
_WIB = timezone(timedelta(hours=7))     # where most releases are written
_LONGEST = 100          # characters that say a day


@lru_cache(maxsize=4096)
def read_day(stated: str) -> str | None:
    """ISO day of what a source says of when a release was published; None where it names no full day.

    Of "03/06/2024" the day stands first, as in Indonesia, unless there is no such month. A moment that is told in seconds
    since 1970 is a day in Jakarta; one that is written with its zone is the day that is written.
    """
    stated = stated.strip()[:_LONGEST]
    if match := _ISO.match(stated):
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBER.fullmatch(stated):
        return _counted(int(match[1]))
    if match := _DAY_FIRST.search(stated):
        first, second, year = (int(part) for part in match.groups())
        return _iso(year, second, first) or _iso(year, first, second)
    days = [day.iso for _, day in find_dates(stated, 0, len(stated)) if len(day.iso) == 10 and day.end is None]
    return days[0] if days else read_other(stated)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _counted(number: int) -> str | None:
    """Days as Excel counts them (of the years 1954 to 2064), seconds or milliseconds."""
    if number < 100_000:
        return (_EXCEL + timedelta(days=number)).isoformat() if 20_000 <= number <= 60_000 else None
    return datetime.fromtimestamp(number if number < 10**10 else number / 1000, _WIB).date().isoformat()
