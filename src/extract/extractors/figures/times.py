"""For when a number holds: one of the periods that the text has named by the end of its sentence, or none.

Learnt, not ruled: `learnt/choice.py` weighs them. `training/train_figures.py` makes its weights with the features of this file.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.learnt.choice import Choice
from extract.lexicon import Lexicon
from extract.mentions import Offsets, Period
from extract.values.quantities import Quantity
from extract.values.timing import Timed, compared

EARLIER = 12            # periods before the sentence that are looked at, the nearest; and the first of the text
_STEPS = (0, 1, 2, 3, 5, 8, 13, 21)
_FAR = 99
_CHARACTERS = 12        # of distance that are one step
_WORD = 24              # characters that hold the word before a period
_LOOK_BACK = 80         # characters before a period that say whether it is what something is compared with


_HOLDS = 2              # paragraphs on, a period may still be meant
_LEAD = 2               # sentences of a text whose period may be that of all
# The numbered or marked heading of a section: a line without a full stop, with text behind it and not the next item of a list.
_SECTION = re.compile(r"^(?:\d{1,2}[.)]|#{1,6})\s[^\n]{2,90}(?<![.;:,])\n+(?!\d{1,2}[.)]\s|#|[a-z][.)])", re.MULTILINE)

_CLAUSE = re.compile(r"[,;.]|\b(?:dan|sedangkan|sementara|namun)\b")
_TIES = re.compile(r"[\s,(]*(?:\w{2,9}\s){0,2}")


@dataclass(frozen=True, slots=True)
class Where:
    """Where a number stands: its sentence, and where the sentences and paragraphs of the text begin."""

    text: str
    title: Offsets | None
    sentences: Sequence[int]
    paragraphs: Sequence[int]
    year: int | None        # of the release
    lexicon: Lexicon


def candidates(quantity: Quantity, sentence: Offsets, timed: Sequence[Timed]) -> list[Timed]:
    """The periods that a number may hold for, in the order of the text. `timed` are those of the whole text."""
    first = bisect_left(timed, sentence[0], key=lambda t: t[0][0])
    stop = bisect_left(timed, sentence[1], key=lambda t: t[0][0])
    value = quantity.value_offsets
    near = [t for t in timed[max(0, first - EARLIER) : stop] if t[0][1] <= value[0] or t[0][0] >= value[1]]
    return near if first <= EARLIER else [timed[0], *near]


def features(
    quantity: Quantity, sentence: Offsets, timed: Timed, others: Sequence[Timed], numbers: Sequence[Offsets], where: Where
) -> list[str]:
    """What speaks for a period. `numbers` are those of the sentence, `others` all candidates."""
    (start, end), period = timed
    place = "".join(_place(quantity, sentence, timed, others, numbers, where))
    length, age = _length(period), _age(period, where.year)
    than = compared(where.text, max(sentence[0] if start >= sentence[0] else 0, start - _LOOK_BACK), timed, where.lexicon)
    than = than and not (end <= quantity.value_offsets[0] and _TIES.fullmatch(where.text, end, quantity.value_offsets[0]))
    word = _word_before(where.text, start)
    share = "level" if quantity.kind in ("share", "index", "point") else quantity.kind
    return [
        f"{place}", f"{place} q={share}", f"{place} {length}", f"{length} q={share}", f"q={quantity.kind}",
        f"{place} than={than}", f"word={word}", f"{place} word={word}", f"{place} bound={quantity.bound}",
        f"bound={quantity.bound} {age}", f"age={age}", f"{place} age={age}",
        *_between(quantity, sentence, timed, numbers, where),
    ]  # fmt: skip


def none_features(quantity: Quantity, sentence: Offsets, others: Sequence[Timed], numbers: Sequence[Offsets]) -> list[str]:
    """What speaks for none of them."""
    inside = sum(start >= sentence[0] for (start, _), _ in others)
    return [
        "none", f"none q={quantity.kind}", f"none u={quantity.unit}", f"none bound={quantity.bound}",
        f"none in={min(inside, 2)}", f"none in={min(inside, 2)} q={quantity.kind}",
        f"none all={min(len(others), 4)}", f"none numbers={min(len(numbers), 4)}",
    ]


def _place(
    quantity: Quantity, sentence: Offsets, timed: Timed, others: Sequence[Timed], numbers: Sequence[Offsets], where: Where
) -> Iterator[str]:
    (start, end), _ = timed
    value = quantity.value_offsets
    if start >= sentence[0]:
        before = end <= value[0]
        low, high = (end, value[0]) if before else (value[1], start)
        yield "before" if before else "behind"
        yield str(min(2, sum(low <= at and stop <= high for at, stop in numbers)))
        rivals = sum(low <= s < high for (s, _), _ in others) - (not before and low <= start < high)
        yield f" nearer={min(2, rivals)}"
    elif where.title and start < where.title[1] and where.title[0] <= start:
        yield "title"
    else:
        away = bisect_left(where.sentences, sentence[0]) - bisect_left(where.sentences, start + 1) + 1
        rank = sum(start < s < sentence[0] for (s, _), _ in others)
        paragraph = bisect_left(where.paragraphs, sentence[0] + 1) - bisect_left(where.paragraphs, start + 1)
        inside = any(s >= sentence[0] for (s, _), _ in others)
        yield f"earlier rank={min(rank, 3)} away={_step(away)} same={paragraph == 0} in={inside}"


def _between(
    quantity: Quantity, sentence: Offsets, timed: Timed, numbers: Sequence[Offsets], where: Where
) -> Iterator[str]:
    (start, end), _ = timed
    if start < sentence[0]:
        yield f"first={bisect_left(where.sentences, start + 1) <= 2}"
        return
    value = quantity.value_offsets
    side, low, high = ("before", end, value[0]) if end <= value[0] else ("behind", value[1], start)
    between = where.text[low:high]
    yield f"{side} d={_step(len(between) // _CHARACTERS)}"
    yield f"{side} c={min(between.count(','), 3)}"
    yield f"{side} marks={any(mark in between for mark in ';:(.')}"
    yield f"{side} open={between.lstrip().startswith('(') or between.rstrip().endswith('(')}"
    rivals = [t for t in numbers if low <= t[0] and t[1] <= high]
    yield f"{side} clause={not rivals and not _CLAUSE.search(between)}"
    yield f"{side} tight={bool(_TIES.fullmatch(between))}"
    if side == "behind":
        yield f"behind link={between.strip().casefold() if len(between) < _WORD else ''}"


def _step(count: int) -> int:
    return next((step for step in _STEPS if count <= step), _FAR)


def _word_before(text: str, at: int) -> str:
    words = text[max(0, at - _WORD) : at].split()
    return words[-1].casefold().strip("(,") if words else ""


def _length(period: Period) -> str:
    if period.text[:1].isalpha() and not any(c.isdigit() for c in period.text):
        return "told"                   # "tahun ini"
    months = (int(period.end[:4]) - int(period.start[:4])) * 12 + int(period.end[5:7]) - int(period.start[5:7]) + 1
    if period.start == period.end:
        return "day"
    return {1: "month", 3: "quarter", 6: "half", 12: "year"}.get(months, "months" if months < 12 else "years")


def _age(period: Period, year: int | None) -> str:
    if year is None:
        return "?"
    away = int(period.end[:4]) - year
    return str(max(-3, min(2, away)))


class Times:
    """Chooses for the numbers of one text. `timed`: its periods, in order."""

    def __init__(self, timed: Sequence[Timed], where: Where) -> None:
        self.timed, self.where = timed, where
        self.choice = Choice.load("period")
        self.sections = [match.start() for match in _SECTION.finditer(where.text)]

    def period(
        self, quantity: Quantity, sentence: Offsets, numbers: Sequence[Offsets], earlier: Period | None = None
    ) -> Period | None:
        """The period that the number holds for, `inherited` where its own sentence does not name it; not the `earlier` one, which
        is of what it is compared with."""
        near = candidates(quantity, sentence, self.timed)
        found = [t for t in near if t[1] != earlier and not self._over(t[0][0], sentence[0])]
        if not found:
            return None
        last = next((t for t in reversed(found) if t[0][1] <= quantity.value_offsets[0]), found[0])
        if last[0][0] >= sentence[0] and _TIES.fullmatch(self.where.text, last[0][1], quantity.value_offsets[0]):
            return last[1]              # "pada April mencapai 1,4 persen": right for four in five
        rows = [features(quantity, sentence, timed, found, numbers, self.where) for timed in found]
        *likely, none = self.choice.probabilities([*rows, none_features(quantity, sentence, found, numbers)])
        years: dict[tuple[str, str], float] = {}
        for (_, period), probability in zip(found, likely, strict=True):
            key = period.start[:4], period.end[:4]
            years[key] = years.get(key, 0.0) + probability
        best = max(years, key=lambda key: years[key])
        if years[best] <= none:
            return None
        of_best = [at for at, (_, period) in enumerate(found) if (period.start[:4], period.end[:4]) == best]
        (start, _), period = found[max(of_best, key=lambda at: likely[at])]
        return replace(period, inherited=True) if start < sentence[0] else period

    def _over(self, period: int, sentence: int) -> bool:
        """Whether what a period was said of has ended before the sentence: with its section, or some paragraphs ago. What the
        title and the lead say holds on."""
        where = self.where
        if period >= sentence or (where.title and where.title[0] <= period < where.title[1]):
            return False
        section = bisect_right(self.sections, period)
        if 0 < section < bisect_right(self.sections, sentence):
            return True
        away = bisect_right(where.paragraphs, sentence) - bisect_right(where.paragraphs, period)
        return away > _HOLDS and bisect_left(where.sentences, period + 1) > _LEAD
