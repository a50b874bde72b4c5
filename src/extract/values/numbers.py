"""Indonesian numbers: "1,42", "746.804", "Rp1,5 triliun", "dua puluh tiga", "125 (seratus dua puluh lima)" -> numbers.

Separators are read the Indonesian way (point groups thousands, comma begins decimals); the English way only where
nothing else fits ("1,250,000"). Whole numbers stay `int`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of

MAX_DIGITS = 40         # characters: a longer run of digits and points is a table or a key, never a quantity
_MAX_WORDS = 16         # "sembilan ratus sembilan puluh sembilan juta …" with every part present
_ALWAYS_WHOLE = 1000    # from here on ",00" is a way of writing money, not a precision
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_POINTS_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_TOLERANCE = re.compile(r"\s{0,2}(?:±|\+/-|plus minus)\s{0,2}(\d{1,9}(?:,\d{1,9})?|satu|dua|setengah)(?!\w)", re.I)
_SPLIT = re.compile(r"(?:\s,|,\s)\d{1,3}(?=\s)")     # decimals that a blank has torn off: "Rp13.049, 4 juta"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text: `text[start:end]`, currency sign and scale word included."""

    start: int
    end: int
    value: int | float
    currency: str | None = None     # label of lexicon/currencies.csv
    spelled: bool = False           # in words only
    scaled: bool = False            # with "ribu", "juta", …
    tolerance: int | float | None = None


def find_numbers(text: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """Every number in `text[start:end]`, in order. Years, dates and ordinals are numbers too. Linear."""
    end = len(text) if end is None else end
    position = start
    pattern = _tables(lexicon).pattern
    while match := pattern.search(text, position, end):
        number = _read(match, text, end, lexicon)
        position = max(number.end if number else 0, match.end())
        if number:
            yield number


def parse_number(surface: str, lexicon: Lexicon) -> int | float | None:
    """The number that `surface` as a whole says, None where it says none."""
    surface = surface.strip()
    found = next(find_numbers(surface, lexicon), None)
    return found.value if found and (found.start, found.end) == (0, len(surface)) else None


def plain(value: Decimal) -> int | float:
    """`int` where nothing stands behind the comma ("3", "1,5 juta", "1.000,00"), else `float` ("70,0")."""
    whole = value == value.to_integral_value() and (int(value.as_tuple().exponent) >= 0 or value >= _ALWAYS_WHOLE)
    return int(value) if whole else float(value)


def digits_value(surface: str) -> Decimal | None:
    """Digits with separators -> value; None where the groups fit no way of writing numbers."""
    if surface.isdigit():
        return None if len(surface) > 1 and surface[0] == "0" else Decimal(surface)
    if _POINTS.fullmatch(surface) and surface[0] != "0":
        return Decimal(surface.replace(".", ""))
    if _POINTS_COMMA.fullmatch(surface):
        return Decimal(surface.replace(".", "").replace(",", "."))
    if surface.count(",") == 1 and "." not in surface:
        return Decimal(surface.replace(",", "."))
    if surface.count(".") == 1 and "," not in surface:
        return Decimal(surface)
    if _COMMAS.fullmatch(surface):
        return Decimal(surface.replace(",", ""))
    return None


@dataclass(frozen=True, slots=True)
class _Tables:
    pattern: re.Pattern[str]
    spelled_in_brackets: re.Pattern[str]
    scale: re.Pattern[str]
    money_scale: re.Pattern[str]
    words: dict[str, tuple[str, Decimal]]
    currencies: dict[str, str]


@lru_cache(maxsize=8)
def _tables(lexicon: Lexicon) -> _Tables:
    rows = lexicon.rows("number_words")
    words = {row["term"]: (row["kind"], Decimal(row["value"] or 0)) for row in rows}
    spelled = one_of(term for term, (kind, _) in words.items() if kind not in ("money scale", "scale"))
    anywhere = one_of(term for term, (kind, _) in words.items() if kind != "money scale" and len(term) > 2)
    signs = {row["term"].casefold(): row["unit"] for row in lexicon.rows("currencies")}
    run = rf"{spelled}(?:[ \t]{{1,3}}{anywhere}){{0,{_MAX_WORDS}}}(?![\w-])"
    scales = [term for term, (kind, _) in words.items() if kind == "scale"]
    return _Tables(
        re.compile(
            rf"(?<!\w)(?:(?:(?P<currency>{one_of(signs)})[.:]?\s{{0,3}}(?=\d))?(?P<digits>\d[\d.,]{{0,{MAX_DIGITS}}})"
            rf"|(?P<words>{run}))",
            re.I,
        ),
        re.compile(rf"\s{{0,2}}\(\s{{0,2}}(?:{run})(?:\s[a-z]{{2,12}})?\s{{0,2}}\)", re.I),
        re.compile(rf"\s{{0,2}}({one_of(scales)})(?!\w)", re.I),
        re.compile(rf"\s{{0,2}}({one_of([*scales, 'm', 't'])})(?![\w²³])", re.I),
        words,
        signs,
    )


def _read(match: re.Match[str], text: str, end: int, lexicon: Lexicon) -> Number | None:
    tables = _tables(lexicon)
    start = match.start()
    if match["words"]:
        spelled = spelled_value(match["words"], lexicon)
        if spelled is None or text[start - 1 : start] == "-":
            return None
        stop = match.end()
        digits = re.compile(rf"\s{{0,2}}\(\s?(?:Rp\.?\s?)?([\d.,]{{1,{MAX_DIGITS}}})\s?\)").match(text, stop, end)
        if digits and digits_value(digits[1].rstrip(".,")) == spelled:
            stop = digits.end()
        return Number(start, stop, plain(spelled), None, True)
    surface = match["digits"].rstrip(".,")
    if len(surface) > MAX_DIGITS or text[start - 2 : start].strip(".,").isdigit():
        return None
    value = digits_value(surface)
    if value is None:
        return None
    stop = match.start("digits") + len(surface)
    torn = _SPLIT.match(text, stop, end) if match["currency"] and "," not in surface else None
    if torn and tables.scale.match(text, torn.end(), end) and (joined := digits_value(surface + "".join(torn.group().split()))):
        value, stop = joined, torn.end()
    currency = tables.currencies[match["currency"].casefold()] if match["currency"] else None
    value, stop, scaled = _scaled(value, text, stop, end, tables.money_scale if currency else tables.scale, tables)
    if currency and not scaled and re.fullmatch(r"\d{1,3},\d{3}", surface):
        value = Decimal(surface.replace(",", ""))       # "Rp50,000": no currency here has thousandths
    stop += len(",-") * text.startswith(",-", stop)
    if brackets := tables.spelled_in_brackets.match(text, stop, end):
        stop = brackets.end()
    tolerance = None
    if spread := _TOLERANCE.match(text, stop, end):
        spread_by = spelled_value(spread[1], lexicon) if spread[1].isalpha() else Decimal(spread[1].replace(",", "."))
        tolerance, stop = plain(spread_by or Decimal(0)), spread.end()
    return Number(start, stop, plain(value), currency, False, scaled, tolerance)


def _scaled(
    value: Decimal, text: str, stop: int, end: int, scale: re.Pattern[str], tables: _Tables
) -> tuple[Decimal, int, bool]:
    """Multiplies by the scale words behind `stop`, and adds what follows at a smaller scale ("2 juta 500 ribu")."""
    match = scale.match(text, stop, end)
    if not match:
        return value, stop, False
    factor = tables.words[match[1].casefold()][1]
    value, stop = value * factor, match.end()
    if double := scale.match(text, stop, end):          # "5 ribu triliun"
        factor *= tables.words[double[1].casefold()][1]
        value, stop = value * tables.words[double[1].casefold()][1], double.end()
    more = re.compile(r"\s(\d{1,3})(?![\d.,])").match(text, stop, end)
    if more and (smaller := scale.match(text, more.end(), end)):
        step = tables.words[smaller[1].casefold()][1]
        if step < factor:
            return value + Decimal(more[1]) * step, smaller.end(), True
    return value, stop, True


def spelled_value(surface: str, lexicon: Lexicon) -> Decimal | None:
    """Number words -> value ("satu setengah miliar" is 1500000000); None where they do not make one number."""
    words = [_tables(lexicon).words[word] for word in surface.casefold().split()]
    total = group = Decimal(0)      # group: what has been read below the next "ribu", "juta", …
    digit: Decimal | None = None    # a single digit that waits for "belas", "puluh", "ratus"
    decimals = ""
    after_point = False
    last_scale = Decimal(0)
    for kind, value in words:
        if kind == "scale":
            amount = group + (digit or 0) + (Decimal(f"0.{decimals}") if decimals else 0)
            larger = value > last_scale > 0     # "dua ribu lima ratus juta"
            total = (total + amount) * value if larger else total + amount * value
            group, digit, decimals, after_point, last_scale = Decimal(0), None, "", False, value
        elif after_point:
            if kind != "unit":
                return None
            decimals += str(value)
        elif kind == "point":
            after_point = True
        elif kind == "unit":
            if digit is not None:
                return None         # "dua tiga orang"
            digit = value
        elif kind in ("belas", "multiplier"):
            if digit is None:
                return None
            group, digit = group + (digit + value if kind == "belas" else digit * value), None
        elif kind == "thousand":
            total += value
        else:                       # "sepuluh", "seratus", "setengah"
            group += value
    if after_point and not decimals:
        return None
    return total + group + (digit or 0) + (Decimal(f"0.{decimals}") if decimals else 0)
