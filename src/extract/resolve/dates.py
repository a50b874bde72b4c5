"""Dates without a year get the one the release proves: a full date nearby, or a stated year that fits the weekday."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from extract.mentions import Date, Mention
from extract.values.dates import weekday_agrees, weekday_number

_YEAR = re.compile(r"(?<![\w.,/-])(?:19|20)\d\d(?![\w%/]|[.,]\d)")
_YEAR_BEFORE = re.compile(r"\b((?:19|20)\d\d)\s?[,(]?\s?$")
_NEAR_DAYS = 45     # a full date this close proves the year without a weekday
_PROOFS_READ = 64   # full dates, and years, that are read as proof: the first ones stand nearest to the event


def complete_dates(text: str, dates: Sequence[Mention[Date]], published: str | None) -> list[Mention[Date]]:
    """`dates`, those as "--09-18" completed where evidence and weekday agree; the others as they are."""
    written = (day for day in (published, *(m.value.iso for m in dates)) if day and len(day) == 10)
    full = list(dict.fromkeys(written))[:_PROOFS_READ]
    # In the order they prove a year: dates of the release first, then years that it names.
    years = [match.group() for _, match in zip(range(_PROOFS_READ), _YEAR.finditer(text), strict=False)]
    return [replace(m, value=_completed(m.value, full, years, _year_before(text, m.start_char))) for m in dates]


def _year_before(text: str, start: int) -> str | None:
    """The year right before a date, "pada tahun 2023 (2/1)"."""
    match = _YEAR_BEFORE.search(text[max(0, start - 12) : start])
    return match[1] if match else None


def _completed(value: Date, full: Sequence[str], years: Sequence[str], beside: str | None) -> Date:
    if not value.iso.startswith("--") or len(value.iso) != 7:
        return value
    weekday = weekday_number(value.weekday) if value.weekday else None
    for year, proof in chain([(beside, True)] if beside else [], _candidates(value.iso, full, years)):
        iso = f"{year}{value.iso[1:]}"
        if not _exists(iso):
            continue
        agrees = weekday_agrees(iso, weekday) if weekday is not None else None
        if agrees or (proof and agrees is None):
            end = f"{year}{value.end[1:]}" if value.end and value.end.startswith("--") else value.end
            return replace(value, iso=iso, end=end, weekday_agrees=agrees)
    return value


def _candidates(iso: str, full: Sequence[str], years: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Years that `iso` may stand in, and whether the proof needs no weekday."""
    for day in full:
        candidate = f"{day[:4]}{iso[1:]}"
        if _exists(candidate):
            distance = abs((date.fromisoformat(candidate) - date.fromisoformat(day)).days)
            yield day[:4], distance <= _NEAR_DAYS
    for year in years:
        yield year, False


def _exists(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True
