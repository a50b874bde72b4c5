"""What speaks for a day, or against it, as that of the main event; and the choice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import inf

from extract.learnt.choice import Choice
from extract.mentions import Date, Mention
from extract.resolve.dates import EVENT, NEVER, held_on
from extract.resolve.main_event import Page, Reported, many, speaks, where

WEIGHTS = "event_day"
SURE = 0.45             # a day that is less likely is not said
_WORD = re.compile(r"[^\W\d_]+")
_QUOTE = re.compile(r"[“”\"]")
_LONG = re.compile(r"[a-z][a-z-]{3,}")
_AROUND = 200           # characters before and behind a day, of its sentence, whose words are read
_NEAR = 60              # characters between an event, or its place, and its day
_TOUCHING = 4
_WHOLE = len("2024-06-03")
_BEHIND = 20            # characters behind a day
_CLAUSE = 120           # characters before a day


def doubt(choice: Reported) -> str:
    """How likely it is that there is no event, in steps."""
    return next(label for most, label in ((0.1, "sure"), (0.3, "likely"), (0.6, "perhaps"), (0.85, "hardly"), (1.1, "none"))
                if choice.none < most)


def day_features(page: Page, choice: Reported, told: Told, day: Mention[Date], kind: str) -> Iterator[str]:
    """What is true of the day, which is that of a `kind`."""
    place = _place(page, day)
    weekday = "weekday" if day.value.weekday else "no weekday"
    yield f"where={place}"
    yield f"kind={kind},{weekday}"
    yield f"kind={kind},{doubt(choice)}"
    yield f"{weekday},{place}"
    yield f"{doubt(choice)},{weekday}"
    naming = _naming(page, choice, page.sentence(day.start_char))
    yield f"naming={naming}"
    yield f"naming={naming},{weekday}"
    if held_on(page.text, day.start_char, page.lexicon):
        yield "held"
    yield from _sentence_features(page, day)
    yield from _order_features(told, day, kind, place)


def _place(page: Page, day: Mention[Date]) -> str:
    published = page.layout.published
    inside = published is not None and day.start_char < published[1][1] and published[1][0] < day.end_char
    return "published" if inside else where(page, day.start_char)


def _sentence_features(page: Page, day: Mention[Date]) -> Iterator[str]:
    """What stands beside it in its sentence."""
    text, number = page.text, page.sentence(day.start_char)
    before = day.start_char - _NEAR, day.start_char + 1
    if number in page.event_sentences:
        yield "some event in sentence"
    if any(page.sentence(event.start_char) == number for event in page.events_by_end.within(*before)):
        yield "event right before"
    if number in page.action_sentences:
        yield "action in sentence"
    venues = page.venues_by_end.within(*before)
    if gaps := [day.start_char - v.end_char for v in venues if page.sentence(v.start_char) == number]:
        yield f"place before={'near' if min(gaps) <= _TOUCHING else 'far'}"
    behind = _WORD.search(text, day.end_char, day.end_char + _BEHIND)
    if behind and speaks(behind.group(), page.lexicon):
        yield "speech behind"
    first, last = page.stretch(number) if number >= 0 else page.layout.title or day.offsets
    around = text[max(first, day.start_char - _AROUND) : min(last, day.end_char + _AROUND)]
    yield "quote in sentence" if _QUOTE.search(around) else "no quote in sentence"
    yield f"ends at {text[day.end_char : day.end_char + _TOUCHING].strip()[:1]}"
    yield from (f"word={word}" for word in sorted(frozenset(_LONG.findall(around.lower()))))
    clause = text[max(page.stretch(number)[0] if number >= 0 else 0, day.start_char - _CLAUSE) : day.start_char]
    if speaks(clause, page.lexicon):
        yield f"speech before,{'quote' if _QUOTE.search(clause) else 'no quote'}"


class Told:
    """Where a release tells its days for the first time, and how often each of the `days` that may be chosen."""

    def __init__(self, page: Page, days: Sequence[Mention[Date]]) -> None:
        body = [day for day in page.days if not page.titled(day.start_char)]
        self.any = _first(body)
        self.weekday = _first([day for day in body if day.value.weekday])
        self.day = _first([day for day in body if len(day.value.iso) == _WHOLE and not day.value.weekday])
        self.times = Counter(day.value.iso for day in days)
        self.first = {day.value.iso: day.start_char for day in sorted(days, key=lambda day: -day.start_char)}


def _first(days: Sequence[Mention[Date]]) -> float:
    return min((day.start_char for day in days), default=inf)


def _order_features(told: Told, day: Mention[Date], kind: str, place: str) -> Iterator[str]:
    """Which of the release's days it is."""
    at, iso = day.start_char, day.value.iso
    if kind == EVENT and told.any >= at:
        yield f"first,{place},{'weekday' if day.value.weekday else 'no weekday'}"
    if kind == EVENT and day.value.weekday and told.weekday >= at:
        yield f"first weekday,{place}"
        if told.day >= at:
            yield "first weekday, no day before"
    if told.first[iso] < at:
        yield "said before"
    if told.times[iso] > 1:
        yield "said twice"


def _naming(page: Page, choice: Reported, number: int) -> str:
    if choice.naming is None:
        return "none"
    at = page.sentence(choice.naming.start_char)
    if at < 0:
        return "title"
    return "here" if at == number else "before" if at == number - 1 else "behind" if at == number + 1 else "far"


def no_day_features(page: Page, choice: Reported, days: Sequence[Mention[Date]]) -> Iterator[str]:
    """What speaks for there being none."""
    yield "none"
    yield f"none,{doubt(choice)}"
    yield f"none,days={many(len(days), 4)}"
    yield f"none,weekdays={many(sum(d.value.weekday is not None for d in days))},{'sure' if choice.none < 0.5 else 'unsure'}"
    yield f"none,named={choice.naming is not None}"
    yield f"none,dateline={page.layout.dateline is not None}"


def options(page: Page) -> list[Mention[Date]]:
    """The days of the release that no word makes those of a birth, a law, a deadline."""
    return [day for day, kind in page.kinds if kind not in NEVER]


def features(page: Page, choice: Reported) -> list[list[str]]:
    """Those of "none", and of each of the `options`."""
    days = options(page)
    told = Told(page, days)
    every = (day_features(page, choice, told, day, kind) for day, kind in page.kinds if kind not in NEVER)
    return [list(no_day_features(page, choice, days)), *map(list, every)]


def choose_day(page: Page, choice: Reported) -> Mention[Date] | None:
    """The day of the main event; None where the release does not say it."""
    return decide_day(page, Choice.load(WEIGHTS).probabilities(features(page, choice)))


def decide_day(page: Page, shares: Sequence[float]) -> Mention[Date] | None:
    """The likeliest day; mentions of one day share their probability."""
    days = options(page)
    by_day: dict[str, float] = {}
    for day, share in zip(days, shares[1:], strict=True):
        by_day[day.value.iso] = by_day.get(day.value.iso, 0.0) + share
    if not by_day:
        return None
    iso = max(by_day, key=lambda key: by_day[key])
    ranked = [(share, -k) for k, (day, share) in enumerate(zip(days, shares[1:], strict=True)) if day.value.iso == iso]
    return days[-max(ranked)[1]] if by_day[iso] >= SURE else None
