"""The pieces that numbers are made of: digits with their currency, fractions, number words, in one pass over the text.

Separators are read the Indonesian way (point groups thousands, comma begins decimals); the English way only where nothing
else fits ("1,250,000"). What blanks or wrong letters have torn in an amount of money is mended here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.lexicon.words import Patterns, worded

MAX_DIGITS = 40         # characters: a longer run of digits and points is a table or a key, never a quantity
_LONG = 5               # letters of a scale word that is still itself with one letter wrong
GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_POINTS_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
ONE_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}")
_MIXED = re.compile(r"\d{1,3}(?:[.,]\d{3}){2,}")
# Groups of an amount of money that blanks have torn apart: "Rp. 344. 320.772. 000, 00", "Rp 1 500 000"; "Rp 473 ,7 miliar".
_TORN_GROUPS = re.compile(
    r"\d{1,3}(?:(?:[.,][ \xa0]?\d{3}(?!\d)){1,5}(?:,[ \xa0]?\d\d(?!\d))?|(?:[ \xa0]\d{3}(?!\d)){1,5})(?![.,]?\d)"
)
_TORN_DECIMALS = re.compile(r"(?:\s,|,\s)\d{1,3}(?=\s)")
_TORN_SHARE = re.compile(r",\s\d{1,2}(?=\s?%)")
# "2 750 000 orang", without a currency: three groups, and a word behind.
_WIDE_GROUPS = re.compile(r"[1-9]\d{0,2}(?:[ \xa0\u2009\u202f]\d{3}(?!\d)){2,5}(?![.,]?\d)(?=\s?[^\W\d]|$)")
GAP = re.compile(r"(?:[^\S\n]{0,3}|[ ]?\n)")
_WORD = re.compile(r"\s{0,2}([a-z]{5,10})(?![\w-])", re.I)
# A dash is a sign where a word, a currency or a bracket stands before it and the number right behind: "tercatat -0,4".
_DASH = re.compile(r"(?:(?<=[^\W\d]\s)|(?<=[,:=]\s)|(?<=[(:=]))[-−–]$|(?<=[a-z]\s)-\s$")
# Between the two ends of a range.
RANGE = worded(r"\s{0,2}(?:--?|[–—]|\b{link-until})(?:\s{bound-most})?\s{0,2}", re.I)
_LETTERS = 2            # of a scale that stands alone: "M", "rb"
_PARTS = {
    # Where one may begin, which settles most characters at once.
    "begins": r"(?:(?<![^\W\d_])|(?=\d))(?=[\d{first}¼-¾⅐-⅞])",
    "money": r"(?:(?<!\w)(?P<currency>{signs})[.:]{0,2}\s{0,3}(?P<sign>[-−–]\s?)?(?=\d))?",
    "apart": r"(?(currency)|(?=\d)(?:(?<!\w)|(?<=\d[xX])|(?<=[a-z][a-z])(?=\d{1,3}\.\d{3})))",
    "over": r"(?P<over>[1-9]/(?:[2-9]|10))(?![\d/]|[.,-]\d)",
    "digits": rf"(?:{{over}}|(?P<digits>\d[\d.,]{{0,{MAX_DIGITS}}})(?P<an>-?an(?!\w))?)",
    "words": r"(?<![^\W\d_])(?P<words>(?:{long}){1,8}|{short}(?![\w²³]))(?![^\W\d_])",
}


@dataclass(frozen=True, slots=True)
class Token:
    kind: str                       # digits | fraction | the kinds of lexicon/number_words.csv
    value: Decimal
    start: int
    end: int
    follows: bool = False           # right behind the token before it, at most blanks between; in "dua-puluh" a hyphen
    glued: bool = False             # in one word with the token before it
    about: bool = False
    currency: str | None = None
    minus: int | None = None


def digits_value(surface: str) -> Decimal | None:
    """Digits with separators -> value; None where the groups fit no way of writing numbers."""
    if len(surface) > 1 and surface[0] == "0" and surface[1] not in ".,":
        return None                     # "08.15", "0812", "000"
    if surface.isdigit():
        return Decimal(surface)
    if GROUPED.fullmatch(surface) and surface[0] != "0":
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
    term: re.Pattern[str]
    words: dict[str, tuple[str, Decimal]]
    currencies: dict[str, str]
    scales: dict[str, Decimal]          # the long ones


@lru_cache(maxsize=8)
def _tables(lexicon: Lexicon) -> _Tables:
    words = {row["term"]: (row["kind"], Decimal(row["value"] or 0)) for row in lexicon.rows("number_words")}
    short, long = ([term for term in words if (len(term) <= _LETTERS) is few] for few in (True, False))
    signs = {row["term"].casefold(): row["unit"] for row in lexicon.rows("currencies")}
    first = "".join(sorted({re.escape(letter) for term in (*words, *signs) for letter in (term[0].lower(), term[0].upper())}))
    pattern = Patterns(lexicon, long=one_of(long), short=one_of(short), signs=one_of(signs), first=first, **_PARTS)
    return _Tables(
        pattern(r"{begins}(?:{money}{apart}{digits}|(?P<vulgar>[¼-¾⅐-⅞])(?!\w)|{words})", re.I),
        re.compile(one_of(words), re.I),
        words,
        signs,
        {term: value for term, (kind, value) in words.items() if kind == "scale" and len(term) >= _LONG},
    )


def read_tokens(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Token]:
    """The pieces of numbers in `text[start:end]`, in order. Linear."""
    tables = _tables(lexicon)
    last = start                        # where the last piece ends
    piece = False                       # whether it is a token
    money: str | None = None            # its currency, for the upper end of a range: "Rp5-7 M"

    def token(kind: str, value: Decimal, begin: int, stop: int, *, about: bool = False, currency: str | None = None,
              minus: int | None = None) -> Token:
        nonlocal last, piece
        hyphen = kind in ("multiplier", "belas") and text[last:begin] == "-"
        follows = piece and (hyphen or GAP.fullmatch(text, last, begin) is not None)
        glued = piece and begin == last
        last, piece = stop, True
        return Token(kind, value, begin, stop, follows, glued, about, currency, minus)

    while match := tables.pattern.search(text, start, end):
        start = match.end()
        if match["words"]:
            at = match.start()
            while at < start and (term := tables.term.match(text, at, start)):
                kind, value = tables.words[term.group().casefold()]
                yield token(kind.removeprefix("about "), value, at, term.end(), about=kind.startswith("about "))
                at = term.end()
            money = money if kind in ("scale", "money scale") else None
            continue
        sign = (match["currency"] or "").casefold()
        if money and sign in tables.words and GAP.fullmatch(text, last, match.start()):
            kind, value = tables.words[sign]    # "Rp6 M-8 M"
            start = match.end("currency")
            yield token(kind, value, match.start(), start)
            continue
        currency = tables.currencies[sign] if sign else None
        if money and not currency and RANGE(lexicon).fullmatch(text, last, match.start()):
            currency = money
        money = currency
        written, stop = _written(match, text, end, currency)
        start = max(start, stop)
        if written is None:
            last, piece = stop, False
            continue
        kind = "digits" if match["digits"] else "fraction"
        yield token(kind, written, match.start(), stop, about=bool(match["an"]), currency=currency, minus=_sign(text, match))
        if currency and (scale := _misspelt_scale(text, stop, end, tables)):
            word, value = scale
            start = word.end(1)
            yield token("scale", value, word.start(1), start)


def _written(match: re.Match[str], text: str, end: int, currency: str | None) -> tuple[Decimal | None, int]:
    """Value of digits or of a fraction in figures, and where it ends."""
    if match["vulgar"]:
        return Decimal(str(unicodedata.numeric(match["vulgar"]))), match.end()
    if match["over"]:
        above, below = match["over"].split("/")
        return (Decimal(above) / Decimal(below), match.end()) if int(above) < int(below) else (None, match.end())
    surface, begin = match["digits"].rstrip(".,"), match.start("digits")
    stop = match.end() if match["an"] and len(surface) == len(match["digits"]) else begin + len(surface)
    if len(surface) > MAX_DIGITS or text[begin - 2 : begin].strip(".,").isdigit():
        return None, match.end()
    torn = (_torn_money if currency else _torn)(text, begin, stop, end)
    if torn:
        surface, stop = "".join(text[begin:torn].split()), torn
    elif currency and ONE_COMMA.fullmatch(surface) and not _is_scaled(text, stop):
        return Decimal(surface.replace(",", "")), stop      # "Rp50,000": no currency here has thousandths
    value = digits_value(surface.replace(" ", ""))
    if value is None and _MIXED.fullmatch(surface):
        value = Decimal(re.sub(r"[.,]", "", surface))       # "344,320.772.000"
    return value, stop if value is not None else max(stop, match.end())


def _torn_money(text: str, begin: int, stop: int, end: int) -> int | None:
    """Where an amount of money ends that blanks have torn apart."""
    decimals = _TORN_DECIMALS.match(text, stop, end)
    if decimals and _is_scaled(text, decimals.end()):
        return decimals.end()           # "Rp13.049, 4 juta"
    groups = _TORN_GROUPS.match(text, begin, end)
    if not groups or groups.end() <= stop:
        return None
    rest = groups.group()[stop - begin :]
    round_or_long = rest.endswith("000") or len(re.findall(r"\d+", rest)) > 1
    followed = text[groups.end() : groups.end() + 2].strip()[:1].isalpha()
    return groups.end() if round_or_long or not followed else None      # "Rp15.000 200 orang" is two


def _torn(text: str, begin: int, stop: int, end: int) -> int | None:
    share = _TORN_SHARE.match(text, stop, end)
    if share and share.end() - stop == len(", 4"):
        return share.end()          # "60, 4%"
    wide = _WIDE_GROUPS.match(text, begin, end)
    return wide.end() if wide and not text[max(0, begin - 2) : begin].strip()[-1:].isdigit() else None


def _is_scaled(text: str, stop: int) -> bool:
    """Whether a word or letter that may be a scale stands behind."""
    return re.match(r"\s{0,2}(?:[mt]\b|k\b|[jrmtb][a-z]{1,8})", text[stop : stop + 14], re.I) is not None


def _misspelt_scale(text: str, stop: int, end: int, tables: _Tables) -> tuple[re.Match[str], Decimal] | None:
    """ "milir", "Milyart", "triliyun" behind an amount of money: a scale word with one letter too many, too few or wrong."""
    match = _WORD.match(text, stop, end)
    word = match[1].casefold() if match else ""
    if not match or word in tables.words:
        return None
    near = next((term for term in tables.scales if word[0] == term[0] and _one_edit(word, term)), None)
    return (match, tables.scales[near]) if near else None


def _one_edit(a: str, b: str) -> bool:
    """Whether one letter added, left out, changed or swapped with its neighbour makes `a` of `b`."""
    head = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    a, b = a[head:], b[head:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _sign(text: str, match: re.Match[str]) -> int | None:
    """Where a dash stands that may be a minus: before the number, before or behind its currency."""
    if match["currency"] and match["sign"]:
        return match.start("sign")
    dash = _DASH.search(text, max(0, match.start() - 4), match.start())
    return dash.start() if dash else None


