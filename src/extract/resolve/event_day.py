"""What speaks for a day, or against it, as that of the main event; and the choice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from extract.learnt.log_linear import load
from extract.mentions import Date, Mention
from extract.resolve.dates import EVENT, held_on, what_day
from extract.resolve.main_event import Choice, Page, many, speech_words, where

WEIGHTS = "event_day"
SURE = 0.4              # a day that is less likely is not said
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 7               # days between an event and its report
_CLAUSE = 120           # characters before a day


def doubt(choice: Choice) -> str:
    """How likely it is that there is no event, in steps."""
    return next(label for most, label in ((0.1, "sure"), (0.3, "likely"), (0.6, "perhaps"), (0.85, "hardly"), (1.1, "none"))
                if choice.none < most)


def day_features(page: Page, choice: Choice, days: Sequence[Mention[Date]], day: Mention[Date]) -> Iterator[str]:
    """What is true of the day."""
    text, value = page.text, day.value
    number = page.sentence(day.start_char)
    kind = what_day(text, day, page.lexicon)
    published = page.layout.published
    inside = published is not None and day.start_char < published[1][1] and published[1][0] < day.end_char
    place = "published" if inside else where(page, day.start_char)
    weekday = "weekday" if value.weekday else "no weekday"
    yield f"where={place}"
    yield f"kind={kind},{weekday}"
    yield f"kind={kind},{doubt(choice)}"
    yield f"{weekday},{place}"
    yield f"{doubt(choice)},{weekday}"
    if value.weekday_agrees is not None:
        yield f"agrees={value.weekday_agrees}"
    yield f"form={'partial' if value.iso.startswith('--') else 'full'}{',range' if value.end else ''}"
    if value.clock or value.time_of_day:
        yield "hour"
    if "(" in day.text or text[day.start_char - 1 : day.start_char] == "(":
        yield "in brackets"
    if held_on(text, day.start_char, page.lexicon):
        yield "held"
    yield f"naming={_naming(page, choice, number)}"
    yield f"naming={_naming(page, choice, number)},{weekday}"
    if any(page.sentence(event.start_char) == number for event in page.events):
        yield "some event in sentence"
    before = [d for d in page.days if d.start_char < day.start_char and not _in_title(page, d)]
    yield f"order={many(len(before))},{kind}"
    if kind == EVENT and not before:
        yield f"first,{place},{weekday}"
    if kind == EVENT and value.weekday and not any(d.value.weekday for d in before):
        yield f"first weekday,{place}"
        if not any(len(d.value.iso) == 10 and not d.value.weekday for d in before):
            yield "first weekday, no day before"
    if not any(d.value.weekday for d in page.days):
        yield f"no weekday in release,{place}"
    if any(d.value.weekday for d in page.days) and not value.weekday:
        yield "others have weekdays"
    if any(d.value.iso == value.iso for d in before):
        yield "said before"
    if sum(d.value.iso == value.iso for d in days) > 1:
        yield "said twice"
    if published:
        yield f"published={_distance(value.iso, published[0])}"
    if len(value.iso) == 10:
        others = [d.value.iso for d in days if len(d.value.iso) == 10]
        yield "latest" if value.iso == max(others) else "earliest" if value.iso == min(others) else "between"
    words = text[max(0, day.start_char - 40) : day.start_char].lower().split()
    for k, word in enumerate(reversed(words[-2:])):
        yield f"before{k + 1}={word.strip('“”(),')}"
    behind = _WORD.search(text, day.end_char, day.end_char + 20)
    word = behind.group().lower() if behind else ""
    yield f"behind={word}"
    said = speech_words(page.lexicon)
    if word in said:
        yield "speech behind"
    clause = text[max(page.stretch(number)[0] if number >= 0 else 0, day.start_char - _CLAUSE) : day.start_char].lower()
    spoken = [w for w in _WORD.findall(clause) if w.removesuffix("nya") in said]
    if spoken:
        yield f"speech before,{'quote' if '”' in clause or chr(34) in clause else 'no quote'}"
    for word in ("akan", "sejak", "hingga", "mulai", "lalu", "mendatang", "sebelumnya", "saat", "usai", "dalam"):
        if f"{word} " in clause:
            yield f"clause={word}"


def _in_title(page: Page, day: Mention[Date]) -> bool:
    return page.titled(day.start_char)


def _naming(page: Page, choice: Choice, number: int) -> str:
    if choice.naming is None:
        return "none"
    at = page.sentence(choice.naming.start_char)
    if at < 0:
        return "title"
    return "here" if at == number else "before" if at == number - 1 else "behind" if at == number + 1 else "far"


def _distance(iso: str, published: str) -> str:
    if len(iso) != 10:
        return "unknown"
    days = (date.fromisoformat(published) - date.fromisoformat(iso)).days
    return "same" if days == 0 else "after" if days < 0 else "near" if days <= _NEAR else "long ago"


def no_day_features(page: Page, choice: Choice, days: Sequence[Mention[Date]]) -> Iterator[str]:
    """What speaks for there being none."""
    yield "none"
    yield f"none,{doubt(choice)}"
    yield f"none,days={many(len(days), 4)}"
    yield f"none,weekdays={many(sum(d.value.weekday is not None for d in days))},{'sure' if choice.none < 0.5 else 'unsure'}"
    yield f"none,named={choice.naming is not None}"
    yield f"none,dateline={page.layout.dateline is not None}"


def options(page: Page) -> list[Mention[Date]]:
    """The days of the release: no months, no years."""
    return [d for d in page.dates if len(d.value.iso) in {7, 10} and d.value.iso.count("-") != 1]


def features(page: Page, choice: Choice) -> list[list[str]]:
    """Those of "none", and of each of the `options`."""
    days = options(page)
    return [list(no_day_features(page, choice, days)), *(list(day_features(page, choice, days, day)) for day in days)]


def choose_day(page: Page, choice: Choice) -> Mention[Date] | None:
    """The day of the main event; None where the release does not say it."""
    return decide_day(page, load(WEIGHTS).probabilities(features(page, choice)))


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
