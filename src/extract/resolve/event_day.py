"""What speaks for a day, or against it, as that of the main event; and the choice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.learnt.choice import Choice
from extract.mentions import Date, Mention
from extract.resolve.dates import EVENT, NEVER, held_on, what_day
from extract.resolve.main_event import Page, Reported, many, speaks, where

WEIGHTS = "event_day"
SURE = 0.4              # a day that is less likely is not said
_WORD = re.compile(r"[^\W\d_]+")
_QUOTE = re.compile(r"[”\"]")
_NEAR = 60              # characters between an event, or its place, and its day
_TOUCHING = 4
_BEHIND = 20            # characters behind a day
_CLAUSE = 120           # characters before a day


def doubt(choice: Reported) -> str:
    """How likely it is that there is no event, in steps."""
    return next(label for most, label in ((0.1, "sure"), (0.3, "likely"), (0.6, "perhaps"), (0.85, "hardly"), (1.1, "none"))
                if choice.none < most)


def day_features(page: Page, choice: Reported, days: Sequence[Mention[Date]], day: Mention[Date]) -> Iterator[str]:
    """What is true of the day."""
    kind = what_day(page.text, day, page.lexicon)
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
    yield from _order_features(page, days, day, kind, place)


def _place(page: Page, day: Mention[Date]) -> str:
    published = page.layout.published
    inside = published is not None and day.start_char < published[1][1] and published[1][0] < day.end_char
    return "published" if inside else where(page, day.start_char)


def _sentence_features(page: Page, day: Mention[Date]) -> Iterator[str]:
    """What stands beside it in its sentence."""
    text, number = page.text, page.sentence(day.start_char)
    beside = [event for event in page.events if page.sentence(event.start_char) == number]
    if beside:
        yield "some event in sentence"
    if any(0 <= day.start_char - event.end_char <= _NEAR for event in beside):
        yield "event right before"
    if any(event.value.action for event in beside):
        yield "action in sentence"
    gaps = [day.start_char - v.end_char for v in page.venues if page.sentence(v.start_char) == number]
    if gaps := [gap for gap in gaps if 0 <= gap <= _NEAR]:
        yield f"place before={'near' if min(gaps) <= _TOUCHING else 'far'}"
    behind = _WORD.search(text, day.end_char, day.end_char + _BEHIND)
    if behind and speaks(behind.group(), page.lexicon):
        yield "speech behind"
    clause = text[max(page.stretch(number)[0] if number >= 0 else 0, day.start_char - _CLAUSE) : day.start_char]
    if speaks(clause, page.lexicon):
        yield f"speech before,{'quote' if _QUOTE.search(clause) else 'no quote'}"


def _order_features(page: Page, days: Sequence[Mention[Date]], day: Mention[Date], kind: str, place: str) -> Iterator[str]:
    """Which of the release's days it is."""
    before = [d for d in page.days if d.start_char < day.start_char and not page.titled(d.start_char)]
    if kind == EVENT and not before:
        yield f"first,{place},{'weekday' if day.value.weekday else 'no weekday'}"
    if kind == EVENT and day.value.weekday and not any(d.value.weekday for d in before):
        yield f"first weekday,{place}"
        if not any(len(d.value.iso) == 10 and not d.value.weekday for d in before):
            yield "first weekday, no day before"
    if any(d.value.iso == day.value.iso and d.start_char < day.start_char for d in days):
        yield "said before"
    if sum(d.value.iso == day.value.iso for d in days) > 1:
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
    return [list(no_day_features(page, choice, days)), *(list(day_features(page, choice, days, day)) for day in days)]


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
