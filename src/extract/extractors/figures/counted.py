"""What a number counts, and the unit of a number that states none."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.words import words_of
from extract.mentions import Offsets
from extract.values.quantities import Quantity
from extract.values.units import find_unit

_MILLION, _BILLION = 10**6, 10**9
# "pelari", "penari", "relawan": who does something, by the form of the word; nouns of doing end in -an.
_AGENT = re.compile(r"(?:pe[a-z]{3,}(?<!an)|[a-z]{3,}(?:wan|wati))(?:-[a-z]+)?", re.I)
_GAP = re.compile(r"[\s(]*")
_VERB = re.compile(r"(?:me(?:ng|ny|m|n|l|r|w|y)|di|ber|ter)[a-z]{3,}$")


def counted(text: str, quantity: Quantity, stretches: tuple[Offsets, ...], lexicon: Lexicon) -> str | None:
    """What the number counts, as written: the words right behind it that name it, without the rest of what is said of them."""
    if quantity.kind not in ("noun", "bare", "classifier", "measure"):
        return None
    stop = quantity.value_offsets[1]
    gap = _GAP.match(text, stop)
    behind = next((s for s in stretches if gap and s[1] > stop and s[0] <= gap.end()), None)
    words = text[max(stop, behind[0]) : behind[1]].split() if behind else []
    if not words or is_verb(words[0], lexicon) or words[0].casefold() in words_of(lexicon, "figure-stop-right"):
        return quantity.classifier or None
    return " ".join(words) if quantity.kind in ("classifier", "measure") else words[0].strip("()")


def is_verb(word: str, lexicon: Lexicon) -> bool:
    """By its prefix; capitalised words are names."""
    return bool(_VERB.match(word)) and word not in words_of(lexicon, "figure-no-verb")


def bare_unit(name: str, noun: str, value: int | float, lexicon: Lexicon) -> str:
    """The unit that the words around a bare number imply; `noun` is what it counts."""
    if noun:
        return "person" if _AGENT.fullmatch(noun) else "unit"
    generic, words = words_of(lexicon, "figure-generic"), name.casefold().replace("(", "").replace(")", "").split()
    head = next((word for word in words if word not in generic), "")
    if (unit := find_unit(head, 0, lexicon)) and unit.kind == "noun" and not all(word[:1].isupper() for word in name.split()):
        return unit.label               # "jumlah wisatawan mencapai 791.224"
    if value >= _BILLION or (value >= _MILLION and not generic.isdisjoint(words)):
        return "IDR"                    # "anggaran sebesar 54 miliar"
    return "index" if not words_of(lexicon, "figure-index").isdisjoint(words) else "number"


@lru_cache(maxsize=8)
def _nouns(lexicon: Lexicon) -> dict[str, str]:
    return {row["term"]: row["noun"] for row in lexicon.rows("count_roles")}


def role(text: str, quantity: Quantity, lexicon: Lexicon) -> str | None:
    """What the verb right before the number makes of it: "diikuti 40 orang" -> "peserta", "sepanjang 5 km" -> "panjang"."""
    words = text[max(0, quantity.start - 24) : quantity.start].split()
    return _nouns(lexicon).get(words[-1].casefold()) if words else None
