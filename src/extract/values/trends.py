"""Which quantities of a sentence belong together: "dari 2,31 persen … menjadi 2,23 persen", "6,2 persen, naik dari 6,0"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.mentions import Direction
from extract.values.phrases import changes
from extract.values.quantities import Quantity

_REACH = 140            # characters that may lie between the two ends of a change
_AMOUNT = r"(?:\s(?:sebesar|sebanyak|sekitar|hanya|sejumlah|senilai|angka|posisi|level|nilai|rata-rata|jumlah|dari))*"
_FROM = re.compile(rf"\b(?:dari|semula|awalnya|sebelumnya|tadinya|mulanya){_AMOUNT}\s*$", re.I)
_WAS = re.compile(r"\b(?:semula|awalnya|sebelumnya|tadinya|mulanya)\b[^.;]{0,60}$", re.I)
_BECOME = re.compile(r"\b(?:menjadi|jadi|ke|kini|sekarang|hingga|sampai)\b[^,;.]{0,45}$", re.I)
_DEGREES = (
    "sebesar|sebanyak|sekitar|hampir|mencapai|lebih dari|hingga|kurang lebih|sejumlah|rata-rata"
    "|cukup|sangat|signifikan|tipis|drastis|positif|tajam|lagi|dua digit|masing-masing"
)
_STRICT_BECOME = re.compile(rf"\b(?:menjadi|jadi|ke){_AMOUNT}\s*$", re.I)
_COMPARED = re.compile(r"\b(?:dibanding\w*|daripada|ketimbang|sebelumnya|semula)\b", re.I)
_OUT_OF = re.compile(r"\b(?:dari|dibanding\w*|daripada|ketimbang|sebelumnya|semula)\b[^;]{0,100}$", re.I)
_AND_BY = re.compile(r"[,\s]*(?:atau\s|yang\s)?[^\d,.;]{0,40}")
_POINTER = re.compile(r"[\"“'\s]*(?:yakni|yaitu|dari|atau)\b.{0,20}$", re.I | re.S)
_THING = "angka|jumlah|nilai|capaian|hasil|realisasi|kondisi|persentase|besaran|skor"
# What is compared is another place or an aim, not an earlier time.
_OTHER_THING = re.compile(r"\b(?:nasional|rata-rata|target\w*|provinsi|sasaran)\b", re.I)
_ANAPHORA = re.compile(rf"[\"“'\s]*(?:(?:{_THING})\s)?(?:ini|itu|tersebut)\b", re.I)


@dataclass(frozen=True, slots=True)
class Link:
    """One figure to be: its quantity, the one it came from, the size of the change where that is stated beside it."""

    quantity: Quantity
    before: Quantity | None = None
    amount: Quantity | None = None
    direction: Direction | None = None
    is_amount: bool = False         # the number is the size of a change: "naik 1,12 persen"


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(sorted(map(re.escape, changes(lexicon)), key=len, reverse=True))
    gap = rf"(?:\s(?:{_DEGREES})){{0,3}}"
    return re.compile(rf"\b({words}){gap}\s*$", re.I), re.compile(rf"\b({words}|lebih tinggi|lebih rendah)\b", re.I)


def link_trends(text: str, start: int, quantities: Sequence[Quantity], lexicon: Lexicon) -> list[Link]:
    """The quantities of one sentence that begins at `start`, joined; in order."""
    tight, anywhere = _patterns(lexicon)
    table = changes(lexicon)
    heads = [text[max(start, q.start - 60) : q.start] for q in quantities]
    amounts: list[Direction | None] = []
    for head in heads:
        match = tight.search(head)
        row = table[match[1].casefold()] if match else None
        amounts.append(row.direction if row and row.noun else None)
    links: list[Link] = []
    used: set[int] = set()
    origin: dict[int, int] = {}
    for i, quantity in enumerate(quantities):
        for j in (i + 1, i + 2):
            if j >= len(quantities) or i in used or j in origin or quantities[j].start - quantity.end > _REACH:
                break
            if j == i + 2 and not (amounts[i + 1] or quantities[i + 1].same_unit(quantity)):
                break
            other = quantities[j]
            between = text[quantity.end : other.start]
            if not quantity.same_unit(other) or ";" in between or _OTHER_THING.search(between):
                continue
            starts = bool(_FROM.search(heads[i])) or bool(_WAS.search(heads[i]))
            if starts and (_STRICT_BECOME.search(between[-40:]) or (_BECOME.search(between) and _WAS.search(heads[i]))):
                origin[j] = i
                used.add(i)
                break
            if j == i + 2 and amounts[i + 1] and not amounts[i] and quantity.same_unit(other):
                tail = text[quantities[i + 1].end : other.start]
                if _OUT_OF.search(tail) and not _is_base(text, quantities, j):
                    origin[i] = j       # "8,6 persen, turun 0,5 poin dari 9,1 persen"
                    used.add(j)
                    break
            evidence = anywhere.search(between) or anywhere.search(heads[i]) or _COMPARED.search(between)
            if (
                j == i + 1 and i not in used and j not in used and _OUT_OF.search(between) and evidence
                and not (amounts[i] and _is_base(text, quantities, j))
                and not (amounts[i] and not _COMPARED.search(between))
                and not (amounts[j] and not _COMPARED.search(between))
            ):
                origin[i] = j
                used.add(j)
                break
    for i, quantity in enumerate(quantities):
        if i in used:
            continue
        amount_at = next((k for k in (i - 1, i - 2, i + 1) if 0 <= k < len(quantities) and amounts[k] and k not in used
                          and _beside(text, quantities, k, i, origin)), None)
        before = quantities[origin[i]] if i in origin else None
        direction: Direction | None = amounts[i]
        if before:
            direction = "up" if quantity.value > before.value else "down" if quantity.value < before.value else "flat"
        elif amount_at is not None:
            direction = amounts[amount_at]
        elif direction is None and (match := anywhere.search(heads[i][-45:])):
            row = table.get(match[1].casefold())
            direction = row.direction if row and re.search(r"\bmenjadi\b", heads[i][-25:]) else None
        amount = quantities[amount_at] if amount_at is not None and amounts[i] is None else None
        links.append(Link(quantity, before, amount, direction, amounts[i] is not None and before is None))
    return links


def _is_base(text: str, quantities: Sequence[Quantity], j: int) -> bool:
    """Whether quantity `j` is the start of "… dari 10 menjadi 15", not what the one before it came from."""
    return j + 1 < len(quantities) and bool(_STRICT_BECOME.search(text[quantities[j].end : quantities[j + 1].start]))


def _beside(text: str, quantities: Sequence[Quantity], k: int, i: int, origin: dict[int, int]) -> bool:
    """Whether quantity `k` is the size of the change that led to quantity `i`."""
    if k > i:
        return bool(_AND_BY.fullmatch(text[quantities[i].end : quantities[k].start]))
    becomes = _STRICT_BECOME.search(text[quantities[i - 1].end : quantities[i].start])
    return becomes is not None and (k == i - 1 or i in origin)


def continues(text: str, start: int, quantity: Quantity, lexicon: Lexicon) -> bool:
    """Whether a sentence only tells what the figure before it came from: "Angka ini naik dari 4,1 persen"."""
    head = text[start : quantity.start]
    _, anywhere = _patterns(lexicon)
    if re.match(r"[\"“\s]*(?:sebelumnya|semula)\b", head, re.I) and len(head) < 60:
        return True
    return bool(_ANAPHORA.match(head) and len(head) < 120 and anywhere.search(head) and _OUT_OF.search(head))


def is_anaphoric(text: str, start: int, quantity: Quantity) -> bool:
    """Whether the words before a number only point back: "Angka ini", "Yakni", "Ini naik"."""
    head = text[start : quantity.start]
    return bool(_ANAPHORA.match(head) or _POINTER.match(head))
