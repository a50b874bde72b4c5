"""A grammar of Indonesian numbers: "1,42", "746.804", "Rp1 triliun 250 miliar", "dua puluh tiga", "2½", "tiga perempat juta".

    number  = [minus] [currency] amount [",-"] [tolerance] [the same once more in brackets]
    amount  = part part …                   each of a smaller scale than the one before: "2 juta 341 ribu 274"
    part    = factor scale … ["setengah"]   "5 ribu triliun", "1 miliar setengah"
    factor  = digits | words below a thousand | fraction, or a whole with a fraction: "2 1/2", "satu setengah"

Text becomes tokens in one pass (`number_tokens`), and the rules below read them from left to right: linear. Whole numbers
stay `int`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.lexicon import Lexicon
from extract.lexicon.words import worded
from extract.values.number_tokens import GROUPED, ONE_COMMA, RANGE, Token, read_tokens

_ALWAYS_WHOLE = 1000    # from here on ",00" is a way of writing money, not a precision
_RUPIAH = "IDR"
_NOTHING_BEHIND = re.compile(r",\s?[-–—]{1,2}(?!\w)|\.-(?!\w)")         # "Rp15.000,-"
_ITEM = re.compile(r"[.)]\s")
_TOLERANCE = worded(
    r"\s{0,2}(?:±|\+/-|{number-plus-minus})\s{0,2}(?P<by>\d{1,9}(?:,\d{1,9})?|{number-unit}|{number-half})(?!\w)", re.I
)
_UNIT_IN_BRACKETS = re.compile(r"(?:\s[a-z]{2,12})?\s{0,2}\)", re.I)
_PLUS = worded(r"\b{number-plus}\s?$", re.I)        # "2,5 persen plus minus 1 persen"
_BETWEEN = worded(r"\b{link-between}\s(?:{currency}\.?\s?)?$", re.I)
_TO = worded(r" (?:{link-and}|{link-until}) ")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GOES_ON = re.compile(r"[-/]\d")         # "5-7-9"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text: `text[start:end]`, currency sign and scale word included.

    A range is one number: `value` is its upper end.
    """

    start: int
    end: int
    value: int | float
    currency: str | None = None     # label of lexicon/currencies.csv
    spelled: bool = False           # in words only
    scaled: bool = False            # with "ribu", "juta", …
    tolerance: int | float | None = None
    low: int | float | None = None
    factor: int = 1                 # by what the last scale word multiplies
    fraction: bool = False          # nothing but a fraction: "1/2", "seperempat"
    about: bool = False             # "500-an ribu", "dua ratusan"
    minus: int | None = None        # where a sign stands before it: whether it is one the unit decides


def find_numbers(text: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """Every number in `text[start:end]`, in order. Years, dates and ordinals are numbers too. Linear."""
    tokens = list(read_tokens(text, start, len(text) if end is None else end, lexicon))
    at = 0
    while at < len(tokens):
        number, behind = _number(text, tokens, at, lexicon)
        at = behind if behind > at else _next_word(tokens, at)
        if number:
            yield number


def parse_number(surface: str, lexicon: Lexicon) -> int | float | None:
    """The number that `surface` as a whole says, None where it says none."""
    surface = surface.strip()
    found = next(find_numbers(surface, lexicon), None)
    return found.value if found and (found.start, found.end) == (0, len(surface)) else None


def as_range(text: str, left: Number, right: Number, lexicon: Lexicon) -> Number | None:
    """Two neighbours that are the ends of one range: "10-15", "dua sampai tiga juta", "antara 5 dan 7", "Rp500 ribu-1 juta"."""
    between = text[left.end : right.start]
    if not RANGE(lexicon).fullmatch(between):
        told = _BETWEEN(lexicon).search(text, max(0, left.start - 12), left.start)
        if not (told and _TO(lexicon).fullmatch(between)):
            return None
    if left.low is not None or left.tolerance is not None or right.tolerance is not None:
        return None
    if right.currency and left.currency not in (None, right.currency):
        return None
    if _YEAR.fullmatch(text[left.start : left.end]) or _GOES_ON.match(text, right.end):
        return None
    low = _on_scale_of(left, right)
    if low is None:
        return None
    return replace(
        right, start=left.start, low=low, currency=left.currency or right.currency, minus=left.minus,
        spelled=left.spelled and right.spelled, scaled=left.scaled or right.scaled, about=left.about or right.about,
    )  # fmt: skip


def _on_scale_of(left: Number, right: Number) -> int | float | None:
    """The lower end, at the scale that may stand behind the upper end only ("2-3 miliar"); None where it is not lower."""
    if left.scaled or not right.scaled:
        return left.value if left.value < right.value else None
    for factor in (right.factor, right.factor // 1000):     # "900-1,2 juta" begins at 900 ribu
        low = plain(Decimal(str(left.value)) * max(1, factor), True)
        if low < right.value:
            return low
    return None


def without_thousandths(text: str, number: Number) -> int | None:
    """What "12,450" is where nothing can have thousandths, as people and things: 12450. None for any other number."""
    surface = text[number.start : number.end]
    return int(surface.replace(",", "")) if ONE_COMMA.fullmatch(surface) else None


def plain(value: Decimal, scaled: bool = False) -> int | float:
    """`int` where nothing stands behind the comma ("3", "1,5 juta", "1.000,00"), else `float` ("70,0")."""
    whole = value == value.to_integral_value() and (scaled or int(value.as_tuple().exponent) >= 0 or value >= _ALWAYS_WHOLE)
    return int(value) if whole else float(value)


def _next_word(tokens: Sequence[Token], at: int) -> int:
    """The next token that does not stand in one word with the one at `at`: "perempat" is no "empat"."""
    at += 1
    while at < len(tokens) and tokens[at].glued and tokens[at].kind != "digits":
        at += 1
    return at


_BELOW_THOUSAND = ("unit", "teen", "belas", "multiplier")


@dataclass(slots=True)
class _Read:
    """What has been read so far, and the token that comes next."""

    value: Decimal
    at: int
    scale: Decimal = Decimal(1)         # the largest
    last: Decimal = Decimal(1)          # the smallest
    spelled: bool = True
    scaled: bool = False
    fraction: bool = False
    about: bool = False


def _number(text: str, tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[Number | None, int]:
    """The number that begins with token `at`, and the token behind it; None and `at` where none begins there."""
    first = at
    word = tokens[at].start if tokens[at].kind == "minus" else None
    if word is not None:
        if not _follows(tokens, at + 1) or _PLUS(lexicon).search(text, max(0, word - 6), word):
            return None, at
        at += 1
    token = tokens[at]
    read = _amount(text, tokens, at, token.currency is not None)
    if read is None:
        return None, first
    if read.spelled and _follows(tokens, read.at) and tokens[read.at].kind in ("unit", "teen"):
        behind = read.at                # "dua tiga": digits read aloud, or a guess
        while _follows(tokens, behind) and tokens[behind].kind in _BELOW_THOUSAND:
            behind += 1
        return None, behind
    start, end = token.start, tokens[read.at - 1].end
    minus = word if word is not None else token.minus
    currency = token.currency
    if nothing := _NOTHING_BEHIND.match(text, end):
        end = nothing.end()
        if currency is None and text[nothing.start()] == "," and not read.spelled and read.value >= 100:
            currency = _RUPIAH
    end, behind = _again_in_brackets(text, tokens, read, end)
    tolerance = None
    if spread := _TOLERANCE(lexicon).match(text, end):
        tolerance, end = parse_number(spread["by"], lexicon), spread.end()
    number = Number(
        start, end, plain(read.value, read.scaled), currency, read.spelled, read.scaled, tolerance, None,
        int(read.last), read.fraction, read.about, minus,
    )
    while behind < len(tokens) and tokens[behind].start < end:
        behind += 1
    return number, behind


def _again_in_brackets(text: str, tokens: Sequence[Token], read: _Read, end: int) -> tuple[int, int]:
    """Behind "125 (seratus dua puluh lima)", "lima (5)": the end, and the token behind. Another number stays apart."""
    at = read.at
    if at == len(tokens) or not re.fullmatch(r"\s{0,2}\(\s{0,2}", text[end : tokens[at].start]):
        return end, at
    again = _amount(text, tokens, at, tokens[at].currency is not None)
    if again is None or again.spelled == read.spelled or again.value != read.value:
        return end, at
    close = _UNIT_IN_BRACKETS.match(text, tokens[again.at - 1].end)
    return (close.end(), again.at) if close else (end, at)


def _amount(text: str, tokens: Sequence[Token], at: int, money: bool) -> _Read | None:
    """Parts from the largest scale to the smallest: "sembilan ratus miliar dua juta seribu tiga"."""
    read: _Read | None = None
    while at < len(tokens) and (read is None or _follows(tokens, at)):
        if read is not None and (tokens[at].currency or tokens[at].minus is not None):
            break
        part = _part(tokens, at, money)
        if part is None:
            break
        if read is None:
            read = part
        elif part.scale < read.last and not part.fraction and not (part.scale == 1 and not _is_rest(text, tokens, at, read)):
            read = replace(
                part, value=read.value + part.value, scale=read.scale, last=part.last if part.scaled else read.last,
                spelled=read.spelled and part.spelled, scaled=True, about=read.about or part.about,
            )  # fmt: skip
        elif part.scaled and part.spelled and read.spelled and read.scale < part.scale:
            factor = part.scale         # "dua ribu lima ratus juta": all before the scale word are of it
            read = replace(part, value=read.value * factor + part.value)
        else:
            break
        at = read.at
        if tokens[at - 1].kind in ("pack", "half") and read.scaled:
            break
    return read


def _is_rest(text: str, tokens: Sequence[Token], at: int, read: _Read) -> bool:
    """Whether a part without a scale word is of the number before it: "341 ribu 274", "dua juta lima"; not "5 miliar 3. Kota"."""
    token = tokens[at]
    if token.kind != "digits":
        return read.spelled or read.last == 1000
    surface = text[token.start : token.end]
    fits = (len(surface) <= 3 and read.last == 1000) or (GROUPED.fullmatch(surface) is not None and token.value < read.last)
    return fits and token.value < read.last and not _ITEM.match(text, token.end)


def _part(tokens: Sequence[Token], at: int, money: bool) -> _Read | None:
    """A factor with its scale words: "5 ribu triliun", "seribu", "setengah juta", "1 miliar setengah", "dua lusin"."""
    token = tokens[at]
    if token.kind == "thousand":        # "seribu", "sejuta"
        read = _Read(token.value, at + 1, token.value, token.value, True, True, about=token.about)
    else:
        factor = _factor(tokens, at)
        if factor is None:
            return None
        read = factor
    kinds = ("scale", "money scale", "pack") if money else ("scale", "pack")
    while read.at < len(tokens) and tokens[read.at].kind in kinds and _follows(tokens, read.at):
        scale = tokens[read.at]
        if scale.kind == "pack" and read.scaled:
            break
        read.value, read.scale, read.last = read.value * scale.value, read.scale * scale.value, read.scale * scale.value
        read.scaled, read.fraction, read.about = True, False, read.about or scale.about
        read.at += 1
    if read.scaled and read.at < len(tokens) and tokens[read.at].kind == "half" and _follows(tokens, read.at):
        behind = read.at + 1
        if not (behind < len(tokens) and tokens[behind].kind == "scale" and _follows(tokens, behind)):
            read.value, read.at = read.value + read.scale / 2, behind
    return read


def _factor(tokens: Sequence[Token], at: int) -> _Read | None:
    """What a scale word multiplies: "2", "2 1/2", "dua puluh tiga", "satu setengah", "tiga koma lima", "dua pertiga"."""
    token = tokens[at]
    if token.kind in ("fraction", "half"):
        return _Read(token.value, at + 1, spelled=token.kind == "half", fraction=True)
    if token.kind == "one over":
        below = _below_thousand(tokens, at + 1) if _follows(tokens, at + 1) else None
        return replace(below, value=1 / below.value, fraction=True) if below and below.value > 1 else None
    if token.kind == "digits":
        read = _Read(token.value, at + 1, spelled=False, about=token.about)
    else:
        words = _below_thousand(tokens, at)
        if words is None:
            return None
        read = words
    return _with_fraction(tokens, at, read)


def _with_fraction(tokens: Sequence[Token], at: int, read: _Read) -> _Read:
    """Adds what stands behind a whole: a half, a fraction, decimals; or takes it as the upper part of a fraction."""
    if not _follows(tokens, read.at):
        return read
    following, behind = tokens[read.at], read.at + 1
    whole = read.value == read.value.to_integral_value() and not read.about
    if following.kind == "point":
        return _decimals(tokens, behind, read)
    if not whole:
        return read
    beside = following.kind == "fraction" and tokens[at].kind == "digits" and following.start - tokens[read.at - 1].end < 2
    if following.kind == "half" or beside:
        return replace(read, value=read.value + following.value, at=behind)
    if following.kind == "one over":
        below = _below_thousand(tokens, behind) if _follows(tokens, behind) else None
        return replace(read, value=read.value + 1 / below.value, at=below.at) if below and below.value > 1 else read
    if following.kind == "over" and tokens[at].kind == "unit" and read.at == at + 1:
        below = _below_thousand(tokens, behind) if _follows(tokens, behind) else None
        if below and below.value > read.value:          # not "satu per satu"
            return replace(read, value=read.value / below.value, at=below.at, fraction=True)
    units = following.kind == tokens[at].kind == "unit"
    if units and _follows(tokens, behind) and tokens[behind].kind == "over":
        above = _factor(tokens, read.at)          # "dua tiga perempat"
        if above and above.fraction:
            return replace(above, value=read.value + above.value, fraction=False)
    return read


def _decimals(tokens: Sequence[Token], at: int, read: _Read) -> _Read:
    """ "koma dua lima", "koma dua puluh lima", "koma 5"."""
    digits = ""
    while _follows(tokens, at):
        token = tokens[at]
        if token.kind == "digits" and not digits and token.value == token.value.to_integral_value() and not token.currency:
            digits, at = str(token.value), at + 1
            break
        words = _below_thousand(tokens, at)
        if words is None or (digits and words.at != at + 1):
            break
        digits, at = digits + str(words.value), words.at
    return replace(read, value=read.value + Decimal(f"0.{digits}"), at=at) if digits else read


def _below_thousand(tokens: Sequence[Token], at: int) -> _Read | None:
    """ "seratus dua puluh tiga": hundreds, tens, ones, each at most once; None where none begins here."""
    value, size, about, begin = Decimal(0), 1000, False, at     # size: of the last word; what follows must be smaller
    while at == begin or _follows(tokens, at):
        token = tokens[at]
        following = tokens[at + 1] if _follows(tokens, at + 1) else None
        if token.kind == "unit" and following and following.kind == "multiplier":
            amount, needs, leaves, step = token.value * following.value, int(following.value), int(following.value), 2
        elif token.kind == "unit" and following and following.kind == "belas":
            amount, needs, leaves, step = token.value + 10, 10, 1, 2
        elif token.kind == "unit":
            amount, needs, leaves, step = token.value, 1, 1, 1
        elif token.kind == "teen":      # "sepuluh", "sebelas", "seratus"
            amount, needs, leaves, step = token.value, 10 if token.value < 100 else 100, 1 if token.value < 100 else 100, 1
        else:
            break
        if size <= needs:
            break
        value, size, at = value + amount, leaves, at + step
        about = about or tokens[at - 1].about
    return _Read(value, at, about=about) if at > begin else None


def _follows(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token `at` stands right behind the one before it."""
    return at < len(tokens) and tokens[at].follows
