"""Releases damaged as texts get damaged on their way, and worse: pieces lost, doubled and swapped, quotation marks and brackets
gone, strange characters, digits and accents of other scripts, bytes flipped or read in another encoding. Seeded."""

from __future__ import annotations

import random
from collections.abc import Callable
from unicodedata import normalize

Mutation = Callable[[random.Random, str], str]

_ODD = (
    "\u00a0\u2028\u2029\u0085\x0b\x0c\r\x00\x1b\x7f\x9b\ufeff\u200b\u200c\u200d\u200e\u202e\u2066\u00ad\ufffd\udc80\ud83d"
    "İıßŁøﬁǅＡａ１٣३๓Ⅳ½²€₩؋，。：；「」『』（）“”„‟«»‘’‚‛`´″–—―−‐‑…·•■👍👨\u0301\u0323\u0e38\u0e48\u093f\u05b0\u1100\u1161漢字اقт"
)
_MARKS = "“”\"'‘’()[]{}«»"
_DIGITS = ("٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "๐๑๒๓๔๕๖๗๘๙", "０１２３４５６７８９")


def _span(source: random.Random, text: str, longest: int = 60) -> tuple[int, int]:
    start = source.randrange(len(text) + 1)
    return start, min(len(text), start + source.randrange(longest))


def delete(source: random.Random, text: str) -> str:
    start, end = _span(source, text)
    return text[:start] + text[end:]


def double(source: random.Random, text: str) -> str:
    start, end = _span(source, text)
    return text[:end] + text[start:end] * source.randrange(1, 4) + text[end:]


def swap(source: random.Random, text: str) -> str:
    (a, b), (c, d) = sorted((_span(source, text), _span(source, text)))
    return text if b > c else text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def insert(source: random.Random, text: str) -> str:
    at, odd = source.randrange(len(text) + 1), "".join(source.choices(_ODD, k=source.randrange(1, 5)))
    return text[:at] + odd + text[at:]


def replace(source: random.Random, text: str) -> str:
    at = source.randrange(len(text) + 1)
    return text[:at] + source.choice(_ODD) + text[at + 1 :]


def digits(source: random.Random, text: str) -> str:
    other, share = source.choice(_DIGITS), source.choice((0.1, 0.5, 1.0))
    return "".join(other[int(c)] if c in "0123456789" and source.random() < share else c for c in text)


def accents(source: random.Random, text: str) -> str:
    return "".join(c + source.choice("\u0301\u0323\u0308") if c.isalpha() and source.random() < 0.05 else c for c in text)


def decompose(source: random.Random, text: str) -> str:
    return normalize(source.choice(("NFD", "NFKC", "NFKD")), text)


def without_marks(source: random.Random, text: str) -> str:
    gone = set(source.sample(_MARKS, source.randrange(1, len(_MARKS))))
    return "".join(c for c in text if c not in gone or source.random() < 0.3)


def other_case(source: random.Random, text: str) -> str:
    start, end = _span(source, text, 200)
    return text[:start] + source.choice((str.upper, str.lower, str.title, str.swapcase))(text[start:end]) + text[end:]


def without_blanks(source: random.Random, text: str) -> str:
    blank = source.choice((" ", "\n", ". ", ", "))
    return "".join(part + ("" if source.random() < 0.2 else blank) for part in text.split(blank))


def wrapped(source: random.Random, text: str) -> str:
    width = source.randrange(5, 80)
    return source.choice(("\n", "\r\n", "\r", "\n\n")).join(text[at : at + width] for at in range(0, len(text), width))


def bits(source: random.Random, text: str) -> str:
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(source.randrange(1, 6)):
        data[source.randrange(len(data))] ^= 1 << source.randrange(8)
    return data.decode("utf-8", source.choice(("replace", "ignore", "surrogateescape")))


def mojibake(source: random.Random, text: str) -> str:
    return text.encode("utf-8", "replace").decode(source.choice(("latin-1", "cp1252", "cp437")), "replace")


def cut(source: random.Random, text: str) -> str:
    start = source.randrange(len(text))
    return text[start : start + source.randrange(1, 400)]


ALL: tuple[Mutation, ...] = (
    delete, delete, double, swap, insert, insert, replace, replace, digits, accents, decompose, without_marks, other_case,
    without_blanks, wrapped, bits, mojibake, cut,
)  # fmt: skip


def mutated(text: str, source: random.Random) -> str:
    """`text` after one to six mutations."""
    for mutation in source.choices(ALL, k=source.randrange(1, 7)):
        text = mutation(source, text) or text
    return text
