"""Which numbers of a text are quantities, and of what: number, unit, bound and range, without what the words around say.

Dates, years, clock times, ordinals, parts of names, telephone and law numbers are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.lexicon.words import Patterns, Worded, worded
from extract.mentions import Bound, Offsets
from extract.values.number_tokens import RANGE
from extract.values.numbers import Number, as_range, find_numbers, plain, without_thousandths
from extract.values.units import Unit, factor, find_unit
from extract.values.which_numbers import LOOK_BACK, is_quantity
from extract.words.once import cached_property
from extract.words.rules import Rule, Rules

_BILLION = 10**9
_WHOLE = 100            # percent
_BETWEEN = worded(r"\b{link-between}\s$")
_AND = worded(r" {link-and} ")
_OR = worded(r" {link-or} ")
_OF_THEM = worded(r"\s{link-from}\s(?:{number-total}\s)?")
_OTHERS = worded(r" {number-rest}\b")                    # "500 orang …, 450 lainnya"
_COUNTED_NOUN = re.compile(r"\s[\w-]{2,30}")
_SCORE_AFTER = re.compile(r"[-–]\d")
_COORDINATED = worded(r",\s(?:{link-and}\s)?|\s(?:{link-and}|{link-or})\s", re.I)
_SIDES = re.compile(r"\s?[x×]\s?", re.I)                 # "20 x 40 m"
_AND_A_HALF = worded(r"\s{number-half}(?!\w)(?!\s(?:{number-scale}|{time-unit}))", re.I)
_COUNTED = {"classifier", "noun", "rank"}
# Units of which a text may write thousands with a comma.
_UNCERTAIN = {"ton", "kg", "quintal", "m2", "m3", "liter", "kl"}
# "nilai kontraknya 2,4M" is money, "anggaran jalan sepanjang 900 M" a length.
_BILLIONS = worded(r"\b{number-billions}(?:\s(?!{number-metres})[^\s.;]+){0,6}\s$", re.I)
# "target nasional sebesar", "menargetkan inflasi berada pada": nothing that has been reached stands between.
_AIM = worded(r"\b{bound-aim}(?:\s(?!{bound-reached}\b)[^\s,;.:()\d]+){0,7}\s(?:{currency}\.?\s?)?$", re.I)
_MOST = worded(r"\b{bound-most}\b", re.I)
_AIM_REACH = 90         # characters
_MAGNITUDE = "magnitude"    # the sign "M" before the strength of an earthquake


@dataclass(frozen=True, slots=True)
class Quantity:
    """`text[start:end]` covers bound words, number and unit; `value_offsets` number and unit."""

    start: int
    end: int
    value_offsets: Offsets
    value: int | float
    unit: str | None                    # None: a bare number, the words around must say what it is
    kind: str                           # kind of the unit, "bare" for none
    low: int | float | None = None
    high: int | float | None = None
    bound: Bound | None = None
    spelled: bool = False
    bracketed: bool = False             # "Tim Muatan Roket (30)"
    classifier: str = ""                # as written: "orang", "kepala keluarga"

    def same_unit(self, other: Quantity) -> bool:
        """Whether both can be the two ends of one change."""
        return self.unit is None or other.unit is None or self.unit == other.unit

    def comparable(self, other: Quantity) -> bool:
        """As `same_unit`, and where one unit converts to the other: "dari 2 jam menjadi 35 menit"."""
        return self.same_unit(other) or factor(self.unit, other.unit) is not None

    def in_unit_of(self, other: Quantity) -> Quantity:
        """The same amount in the other's unit, where the units differ."""
        by = factor(self.unit, other.unit)
        return self if by is None else replace(self, value=plain(Decimal(str(self.value)) * by), unit=other.unit)


def find_quantities(text: str, start: int, end: int, dates: Iterable[Offsets], lexicon: Lexicon) -> list[Quantity]:
    """The quantities of `text[start:end]` in order; numbers within `dates` are passed over."""
    found: list[Quantity] = []
    taken = sorted(dates)
    at = 0
    behind = start          # the last quantity with its unit: "per 100.000" is of it
    for number in _numbers(text, start, end, taken, lexicon):
        if number.start < behind:
            continue
        while at < len(taken) and taken[at][1] <= number.start:
            at += 1
        if found and number.minus is not None and not text[found[-1].value_offsets[1] : number.minus].strip():
            number = replace(number, minus=None)        # "4,6 persen - 5,4 persen": a range
        unit = _unit(text, number, lexicon)
        if unit and (unit.end > end or (at < len(taken) and taken[at][0] < unit.end)):
            unit = None                 # "0,323 tahun 2024": the word begins a period
        if unit and unit.kind == "rank":
            continue                    # "lima besar", "tiga terendah"
        if unit and unit.kind == "none":
            if number.spelled or len(text[number.start : number.end]) == 1:
                continue                # "satu per satu", "dua belah pihak"
            unit = None
        quantity = _quantity(text, start, number, unit, lexicon)
        if quantity is None or (quantity.bracketed and not _lists(text, start, number.start, lexicon)):
            continue
        behind = max(quantity.value_offsets[1], unit.end if unit and unit.per else 0)
        beside = Beside(text, found[-1], quantity, lexicon) if found else None
        joined = JOINED.first(beside).result(beside) if beside else None
        found[-1:] = [*found[-1:], quantity] if joined is None else joined
    return _shared_units(text, found, lexicon)


def _numbers(text: str, start: int, end: int, dates: Sequence[Offsets], lexicon: Lexicon) -> Iterator[Number]:
    """The numbers outside of dates, those that are the ends of one range as one."""
    at = 0
    last: Number | None = None
    for number in find_numbers(text, lexicon, start, end):
        while at < len(dates) and dates[at][1] <= number.start:
            at += 1
        dated = at < len(dates) and dates[at][0] < number.end
        spread = as_range(text, last, number, lexicon) if last else None
        if last and not spread:
            yield last
        last = None if dated else spread or number
    if last:
        yield last


def _unit(text: str, number: Number, lexicon: Lexicon) -> Unit | None:
    if text.startswith(")", number.end) and text[max(0, number.start - 2) : number.start].rstrip("-−–").endswith("("):
        behind = find_unit(text, number.end + 1, lexicon)       # "(-0,25) persen"
        return behind if behind and behind.kind in ("share", "point", "measure") else None
    unit = find_unit(text, number.end, lexicon)
    _, stop = _bound_after(text, number.end, lexicon)
    if unit or stop == number.end:
        return unit
    counted = find_unit(text, stop, lexicon)                    # "200 lebih siswa"
    return counted if counted and counted.kind in ("classifier", "noun") else None


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a number says with its unit, and where both end."""

    value: int | float
    low: int | float | None
    label: str | None
    kind: str
    stop: int


def _quantity(text: str, start: int, number: Number, unit: Unit | None, lexicon: Lexicon) -> Quantity | None:
    before = text[max(start, number.start - LOOK_BACK) : number.start]
    read = _measured(text, before, number, unit, lexicon) if is_quantity(text, before, number, unit, lexicon) else None
    if read is None:
        return None
    read = _whole(text, number, read, lexicon)
    at, value, low = number.start, read.value, read.low
    if number.minus is not None and _is_negative(text, number, read.kind, read.label):
        value, low = (-value, None) if low is None else (-low, -value) if text[number.minus].isalpha() else (value, -low)
        at = min(at, number.minus)
    told, first = _bound_before(before[: len(before) - number.start + at], at, lexicon)
    after, end = _bound_after(text, read.stop, lexicon)
    bound = told or after or ("about" if number.about else None)
    if bound is None and _AIM(lexicon).search(text, max(start, at - _AIM_REACH), at):
        bound = "target"
    high = None
    if low is not None:
        high = value
        bound = _bound_of_range(bound, text[number.start : number.end], lexicon)
    elif number.tolerance is not None:
        low, high = _rounded(value - number.tolerance), _rounded(value + number.tolerance)
    bracketed = before.endswith("(") and text.startswith(")", number.end) and number.currency is None
    return Quantity(
        first, end, (at, read.stop), value, read.label, read.kind, low, high, bound,
        number.spelled, bracketed, text[unit.start : unit.end] if unit and read.kind == "classifier" else "",
    )


def _measured(text: str, before: str, number: Number, unit: Unit | None, lexicon: Lexicon) -> _Measured | None:
    value, low, end = number.value, number.low, number.end
    if number.currency == _MAGNITUDE:           # only "M5,1": "M 12" is a name
        told = text[number.start] == "M" and isinstance(value, float) and value < 10
        return _Measured(value, low, _MAGNITUDE, "index", end) if told else None
    if number.currency:
        return _Measured(value, low, number.currency, "money", unit.end if unit and unit.kind == "money" else end)
    if unit is None:
        return _Measured(value, low, None, "bare", end)
    if money := _billions(text, before, unit, lexicon):
        value, *lows = (plain(Decimal(str(amount)) * _BILLION) for amount in (value, low) if amount is not None)
        return _Measured(value, next(iter(lows), None), money.label, money.kind, money.end)
    outside = unit.kind == "noun" or text[end : unit.start].strip()      # the counted noun is no part of the value
    return _Measured(value, low, unit.label, unit.kind, end if outside else unit.end)


def _whole(text: str, number: Number, read: _Measured, lexicon: Lexicon) -> _Measured:
    """With thousands that a comma groups, and the half behind the unit: "dua jam setengah"."""
    if read.kind in _COUNTED or (read.label in _UNCERTAIN and read.label in _in_thousands(text, lexicon)):
        return replace(read, value=without_thousandths(text, number) or read.value)
    half = _AND_A_HALF(lexicon).match(text, read.stop) if read.kind in ("measure", "time", "times") else None
    return replace(read, value=read.value + 0.5, stop=half.end()) if half else read


def _is_negative(text: str, number: Number, kind: str, label: str | None) -> bool:
    """Whether what stands before the number is a minus: people and things are never fewer than none."""
    if kind in _COUNTED or kind == "time":
        return False
    if number.minus is not None and text[number.minus].isalpha():
        return True                     # "minus", "negatif"
    return kind in ("share", "point", "money") or label == "°C" or isinstance(number.value, float)


def _bound_of_range(bound: Bound | None, words: str, lexicon: Lexicon) -> Bound | None:
    """ "hingga 5-7 ton", "minimal 5 sampai maksimal 7": the two ends say it."""
    return None if bound == "at_most" or (bound == "at_least" and _MOST(lexicon).search(words)) else bound


def _billions(text: str, before: str, unit: Unit, lexicon: Lexicon) -> Unit | None:
    """ "5 M rupiah", "anggaran 2,4 M": what the letter is a thousand millions of; None where it is a metre."""
    if text[unit.start : unit.end] not in ("M", "m"):
        return None
    money = find_unit(text, unit.end, lexicon)
    if money and money.kind == "money":
        return money
    return replace(unit, label="IDR", kind="money") if text[unit.start] == "M" and _BILLIONS(lexicon).search(before) else None


@lru_cache(maxsize=4)
def _in_thousands(text: str, lexicon: Lexicon) -> frozenset[str]:
    """Units of a text in which a comma groups thousands: behind every comma before them stand three digits, in two numbers."""
    grouped: dict[str, set[int]] = {}
    others = set()
    for number in find_numbers(text, lexicon):
        unit = find_unit(text, number.end, lexicon) if "," in text[number.start : number.end] else None
        if unit and unit.label in _UNCERTAIN:
            whole = without_thousandths(text, number)
            if whole is None:
                others.add(unit.label)
            else:
                grouped.setdefault(unit.label, set()).add(whole)
    return frozenset(label for label, values in grouped.items() if len(values) > 1 and label not in others)


def _lists(text: str, start: int, bracket: int, lexicon: Lexicon) -> bool:
    """Whether "(30)" ends a list of counted things ("Tim Muatan Roket (30)"); behind a person it is an age."""
    head = text[max(start, bracket - 4 * LOOK_BACK) : bracket - 1]
    if sentence := re.search(r"[.;:](?=[^.;:]*$)", head):
        head = head[sentence.end() :]
    units = (find_unit(head, match.start(), lexicon) for match in re.finditer(r"(?<!\w)[A-Z][\w/]+", head))
    return any(unit is not None and unit.label == "unit" for unit in units)


@dataclass(frozen=True)
class Beside:
    """Two neighbours of a text."""

    text: str
    left: Quantity
    right: Quantity
    lexicon: Lexicon

    @cached_property
    def between(self) -> str:
        """What stands between them; of "50 bank hingga 70 bank" without the noun that both count."""
        between = self.text[self.left.value_offsets[1] : self.right.value_offsets[0]]
        noun = _COUNTED_NOUN.match(between) if self.left.kind == self.right.kind == "noun" else None
        twice = noun and self.text.startswith(noun.group(), self.right.value_offsets[1])
        return between[noun.end() :] if noun and twice else between

    def is_(self, pattern: Worded) -> bool:
        """Whether nothing else stands between them."""
        return pattern(self.lexicon).fullmatch(self.between) is not None

    @cached_property
    def spread(self) -> bool:
        """Whether they can be the two ends of a range."""
        low, high = self.left.unit, self.right.unit
        alike = self.left.same_unit(self.right) or f"{high}".startswith(f"{low}/")        # "4 ton-5 ton per hektare"
        start = self.left.value_offsets[0]
        told = RANGE(self.lexicon).fullmatch(self.between) or (
            self.is_(_AND) and _BETWEEN(self.lexicon).search(self.text, max(0, start - LOOK_BACK), start)
        )
        return bool(told) and alike and self.left.low is None and self.right.low is None

    def joined(self, **changes: Any) -> list[Quantity]:
        """One quantity over both, with the unit of the right one."""
        offsets = self.left.value_offsets[0], self.right.value_offsets[1]
        return [replace(self.right, start=self.left.start, value_offsets=offsets, **changes)]


def _said_again(b: Beside) -> bool:
    again = (b.left.value, b.left.unit) == (b.right.value, b.right.unit)
    return again and b.between == " (" and b.text.startswith(")", b.right.end)


def _parts(b: Beside) -> Decimal | None:
    """How many of the right unit the left one holds, of two of time: 60 of "2 jam 30 menit"."""
    times = b.left.kind == b.right.kind == "time" and not b.between.strip()
    return factor(b.left.unit, b.right.unit) if times else None


def _left_alone(b: Beside) -> list[Quantity] | None:
    """the left one"""
    return [b.left]


def _summed(b: Beside) -> list[Quantity] | None:
    """both as one, in the smaller unit"""
    whole = Decimal(str(b.left.value)) * (_parts(b) or 1) + Decimal(str(b.right.value))
    return b.joined(value=plain(whole))


def _range(b: Beside) -> list[Quantity] | None:
    """a range"""
    return b.joined(low=b.left.value, high=b.right.value, bound=_bound_of_range(b.left.bound, b.between, b.lexicon))


def _either(b: Beside) -> list[Quantity] | None:
    """a range, roughly"""
    return b.joined(low=b.left.value, high=b.right.value, bound=b.left.bound or "about")


def _with_unit(b: Beside) -> list[Quantity] | None:
    """both, with one unit"""
    return [replace(b.left, unit=b.right.unit, kind=b.right.kind, classifier=b.right.classifier), b.right]


def _apart(b: Beside) -> list[Quantity] | None:
    """both as they are"""
    return None


JOINED: Rules[Beside, Callable[[Beside], list[Quantity] | None]] = Rules(
    "two quantities side by side",
    Rule("said again", _said_again, _left_alone, "kemiskinan <nol persen> (<0%>)", "kemiskinan <2 persen> (<3%>)"),
    Rule("hours and minutes", lambda b: (_parts(b) or 0) > 1, _summed, "selama <2 jam> <30 menit>", "selama <2 jam>, <30 menit>"),
    Rule("falling", lambda b: b.spread and b.left.value >= b.right.value, _apart,
         "panen <5 ton> sampai <3 ton>", "panen <3 ton> sampai <5 ton>"),
    Rule("range", lambda b: b.spread, _range, "panen <3 ton> sampai <5 ton>", "panen <3 ton>, <5 ton>"),
    Rule("one or the other",
         lambda b: b.left.unit is None and b.is_(_OR) and 0 < b.right.value - b.left.value <= 1, _either,
         "tumbuh <2,1> atau <2,2 persen>", "tumbuh <2,1> atau <5 persen>"),
    Rule("part of a whole", lambda b: b.left.unit is None and b.right.unit is not None and b.is_(_OF_THEM),
         _with_unit, "hadir <40> dari <50 orang>", "hadir <40> dan <50 orang>"),
    Rule("apart", lambda b: True, _apart, "hadir <40> dan <50 orang>"),
)  # fmt: skip


def _shared_units(text: str, found: list[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """ "10, 15 dan 20 persen": the unit of the last holds for all; a score ("3-1") is none."""
    for i in range(len(found) - 2, -1, -1):
        left, right = found[i], found[i + 1]
        between = text[left.value_offsets[1] : right.value_offsets[0]] if left.unit is None else "-"
        sides = right.kind == "measure" and _SIDES.fullmatch(between)
        if sides and right.unit == "m2":        # "20 x 40 meter persegi"
            right = found[i + 1] = replace(right, unit="m")
        if sides or _unit_of_both(left, right, between, lexicon):
            found[i] = replace(left, unit=right.unit, kind=right.kind)
    for i in range(1, len(found)):
        left, right = found[i - 1], found[i]
        if right.unit is None and left.unit and _OTHERS(lexicon).match(text, right.end):
            found[i] = replace(right, unit=left.unit, kind=left.kind, classifier=left.classifier)
    return [q for q in found if q.unit or q.low is not None or not _SCORE_AFTER.match(text, q.value_offsets[1])]


def _unit_of_both(left: Quantity, right: Quantity, between: str, lexicon: Lexicon) -> bool:
    """Whether the unit of the right one is that of the left one too. "1.250 atau 43 persen" is said in two units."""
    if right.kind in ("noun", "classifier"):
        return _OR(lexicon).fullmatch(between) is not None
    whole = right.kind == "share" and left.value > _WHOLE
    measured = right.kind in ("share", "point", "measure", "money", "time") and not whole
    return measured and _COORDINATED(lexicon).fullmatch(between) is not None


def _rounded(value: int | float) -> int | float:
    return value if isinstance(value, int) else round(value, 6)


@lru_cache(maxsize=8)
def _bounds(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Bound]]:
    rows = lexicon.rows("bounds")
    kinds: dict[str, Bound] = {row["term"]: row["bound"] for row in rows}  # type: ignore[misc]
    before, after = (one_of(row["term"] for row in rows if row["position"] == side) for side in ("before", "after"))
    pattern = Patterns(lexicon, before=before, after=after)
    return (
        pattern(r"(?:^|(?<=[^\w]))({before})(?:\s{bound-link})?\s{0,2}$", re.I),
        pattern(r"(?:\s|-)({after})(?![\w-])(?!\s{0,2}{bound-no-end})", re.I),
        kinds,
    )


def _bound_before(before: str, start: int, lexicon: Lexicon) -> tuple[Bound | None, int]:
    pattern, _, kinds = _bounds(lexicon)
    match = pattern.search(before)
    return (kinds[match[1].casefold()], start - len(before) + match.start(1)) if match else (None, start)


def _bound_after(text: str, stop: int, lexicon: Lexicon) -> tuple[Bound | None, int]:
    _, pattern, kinds = _bounds(lexicon)
    match = pattern.match(text, stop)
    return (kinds[match[1].casefold()], match.end()) if match else (None, stop)
