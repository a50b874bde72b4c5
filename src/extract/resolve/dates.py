"""Dates without a year get the one the release proves: a full date nearby, or a stated year that fits the weekday."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.lexicon.words import Patterns, worded, words_of
from extract.mentions import Date, Mention
from extract.resolve.roles import spoken_by
from extract.values.dates import weekday_agrees, weekday_number
from extract.words.rules import Rule, Rules

EVENT = "event"
NEVER = frozenset(("other", "law"))     # days that are no event's

_YEAR = re.compile(r"(?<![\w.,/-])(?:199|20\d)\d(?![\w%/]|[.,]\d)")
_OF_LAW = worded(r"\b{number-numbered}\b\.? ?\S{1,20} {time-year} $")      # its year is that of the law
_YEARS_BACK = 1     # a year this long before the newest that the release names is history, and proves none of its days
_YEAR_BEFORE = re.compile(r"\b((?:19|20)\d\d)\s?[,(]?\s?$")
_NEAR_DAYS = 45     # a full date this close proves the year without a weekday
_PROOFS_READ = 64   # full dates, and years, that are read as proof: the first ones stand nearest to the event
_CLAUSE = 240       # characters before a day in which its sentence says what it is the day of
_SENTENCE = re.compile(r"(?<=[a-z\d)])(?<!\b[A-Z][a-z])(?<!\bDr[sa])(?<!\bProf)[.!?] (?=[A-Z])|\n")
_LAW = worded(r"\b{time-year} (?:19|20)\d\d,? (?:{link-in} )?{day-dated} $")
_SAID = worded(r"[”\"]\s?[,.]? ?(?:{speech-hedge} )?(?P<verb>[a-z]+?)(?:nya)?\b")


@dataclass(frozen=True, slots=True)
class _Cues:
    """Words before a day, in lexicon/day_cues.csv."""

    other: re.Pattern[str]      # what makes it the day of a birth, a founding, a law, a deadline, a forecast, of data
    held: re.Pattern[str]       # what says that something was held on it
    reporters: re.Pattern[str]  # what makes it the day on which somebody spoke to reporters
    occasion: re.Pattern[str]   # what makes that the day of the event at which he spoke


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> _Cues:
    words: dict[str, list[str]] = {}
    for row in lexicon.rows("day_cues"):
        words.setdefault(row["kind"], []).append(row["term"])
    pattern = Patterns(lexicon, **{kind: one_of(terms) for kind, terms in words.items()})
    return _Cues(
        other=pattern(r"\b{other}(?: (?:{day-between}\.?|[A-Z][\w()]*),?)* ?$|\b{forecast}(?: \w+){0,5},? ?$"),
        held=pattern(r"\b{held}\b"),
        reporters=pattern(r"\b{reporters}(?:nya)?\b|\b{day-told} [\w-]+\.(?:com|co|id)\b"),
        occasion=pattern(r"\b{occasion}(?:nya)?\b|\b(?:{day-at}|{day-at-small}(?= [a-z]))(?! (?:{day-page} )?{reporters})\b"),
    )


def complete_dates(
    text: str, dates: Sequence[Mention[Date]], published: str | None, lexicon: Lexicon
) -> list[Mention[Date]]:
    """`dates`, those as "--09-18" completed where evidence and weekday agree; the others as they are."""
    written = (day for day in (published, *(m.value.iso for m in dates)) if day and len(day) == 10)
    full = list(dict.fromkeys(written))[:_PROOFS_READ]
    # In the order they prove a year: dates of the release first, then years that it names.
    of_law = _OF_LAW(lexicon)
    named = (match for match in _YEAR.finditer(text) if not of_law.search(text, max(0, match.start() - 40), match.start()))
    years = [match.group() for _, match in zip(range(_PROOFS_READ), named, strict=False)]
    newest = max(map(int, years), default=0)
    years = [year for year in years if newest - int(year) <= _YEARS_BACK]
    return [replace(m, value=_completed(m.value, full, years, _year_before(text, m.start_char))) for m in dates]


def is_day(value: Date) -> bool:
    """Whether it names a day, not a month or a year."""
    return len(value.iso) in {7, 10} and value.iso.count("-") != 1


def what_day(text: str, day: Mention[Date], lexicon: Lexicon) -> str:
    """What the words before a day make it the day of: the name of a rule of `WHAT_DAYS`, EVENT where nothing else is said."""
    return WHAT_DAYS.first(_Seen(text, day, _cues(lexicon), lexicon)).name


def held_on(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether the words before a day that starts at `start` say that something was held: "yang diselenggarakan pada"."""
    return _cues(lexicon).held.search(_clause(text, start)) is not None


def _clause(text: str, start: int) -> str:
    return _SENTENCE.split(text[max(0, start - _CLAUSE) : start].rstrip("("))[-1]


class _Seen:
    """A day, and the clause before it."""

    def __init__(self, text: str, day: Mention[Date], cues: _Cues, lexicon: Lexicon) -> None:
        self.day, self.cues, self.lexicon = day, cues, lexicon
        first, blank, _ = day.text.partition(" ")           # "tanggal 3 Mei 2021"
        self.clause = _clause(text, day.start_char) + (f"{first} " if blank and first in words_of(lexicon, "day-dated") else "")

    def of_other(self) -> bool:
        """Days that have both ends are no deadline, and nobody was born on them: "mulai tanggal 3 sampai dengan 5 Juni"."""
        other = self.cues.other.search(self.clause)
        # A capital makes the word part of a name: "Perencanaan Berbasis Data di Aula".
        return other is not None and self.day.value.end is None and (other.start() == 0 or other.group()[0].islower())

    def spoken(self) -> bool:
        """Somebody spoke to reporters on it, and not at an event."""
        verbs, told = spoken_by(self.lexicon), _SAID(self.lexicon).finditer(self.clause)
        said = [match.end() for match in told if match["verb"] in verbs]
        # "dalam Rilis Berita Resmi Statistik" is an event that has a name.
        reporters = self.cues.reporters.finditer(self.clause)
        said += [match.start() for match in reporters if match.start() == 0 or match.group()[0].islower()]
        return bool(said) and self.cues.occasion.search(self.clause, min(said)) is None


# In an example the day stands in <>.
WHAT_DAYS: Rules[_Seen, None] = Rules(
    "what a day is of",
    Rule("other", _Seen.of_other, None, example="lahir di Ende, <3 Mei 1971>", not_example="dibuka <3 Mei 2024>"),
    Rule("law", lambda seen: _LAW(seen.lexicon).search(seen.clause) is not None, None,
         example="Nomor 5 tahun 2021 tanggal <3 Mei 2021>"),
    Rule("statement", _Seen.spoken, None, example="“Kami siap,” kata Camat, <Senin (3/6)>",
         not_example="kata Camat saat membuka lomba, <Senin (3/6)>"),
    Rule(EVENT, lambda seen: True, None, example="Camat membuka lomba, <Senin (3/6)>"),
)  # fmt: skip


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
