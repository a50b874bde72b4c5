"""What a quantity measures, in the words of the text: "tingkat pengangguran terbuka kota …", "usulan logo"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.mentions import Offsets
from extract.values.phrases import Phrase, is_verb, phrase_after, phrase_before, words_with
from extract.values.quantities import Quantity
from extract.values.units import find_unit

_PURPOSE = re.compile(r"\s*(?:untuk|bagi|guna|dalam rangka)\s", re.I)
_SHARE_OF = re.compile(r"\s*(?:dari|terhadap)\s", re.I)
_INDEX = re.compile(r"\b(?:indeks|index|skor|nilai|rasio|gini|IPM|IPKD|IKM|SPBE|SAKIP|IP|IPG|IDG|NTP|IKK|IRB|predikat)\b", re.I)
_TIMES = re.compile(r"\s*(berturut-turut|beruntun)?\s*", re.I)
_INTRO = re.compile(r"\b(?:berupa|antara lain|terdiri (?:dari|atas)|yakni|yaitu|meliputi|diantaranya|di antaranya|rinciannya|rincian|:)", re.I)


@dataclass(frozen=True, slots=True)
class Indicator:
    text: str | None
    quantity_of: str | None
    unit: str
    start: int              # where the words begin that name it, never after the number


@lru_cache(maxsize=8)
def _role_nouns(lexicon: Lexicon) -> dict[str, str]:
    return {row["term"]: row["noun"] for row in lexicon.rows("count_roles")}


def indicator_of(
    text: str, start: int, quantity: Quantity, end: int, skip: Sequence[Offsets], lexicon: Lexicon, is_amount: bool = False
) -> Indicator:
    """Reads around the number in `text[start:end]`: left of it, and right of it for things that are counted."""
    left = phrase_before(text, start, quantity.start, skip, lexicon)
    right = _counted(text, quantity, end, skip, lexicon)
    unit = quantity.unit or _bare_unit(left, right, quantity)
    counted = " ".join(right) or None
    name = left.text
    if quantity.bracketed:
        return Indicator(name or None, None, unit, left.start)
    if quantity.kind == "times":
        name, counted = _times(text, quantity, end, skip, left, lexicon), None
    elif quantity.kind == "share":
        if share := _SHARE_OF.match(text, quantity.end):
            whole = phrase_after(text, share.end(), end, skip, lexicon)
            name = " ".join(filter(None, (name, share.group().strip() if name else "", *whole))) if not is_amount else name
        elif (not name or left.tie in ("preposition", "verb")) and right:
            name = " ".join(right)
        counted = None
    elif right and left.tie == "link" and name and (len(right) == 1 or quantity.kind == "measure"):
        counted = " ".join(right)
    elif right and left.tie == "noun" and 0 < len(name.split()) <= 4 and not _is_name(name):
        name = f"{name} {counted}"
    elif right:
        name = " ".join(right)
        if len(right) == 1 and left.verb and (role := _role_nouns(lexicon).get(left.verb)):
            name = f"{role} {name}"
    elif quantity.kind == "money":
        name = _purposed(text, quantity, end, skip, left, lexicon)
    elif quantity.kind == "classifier" and left.verb and (role := _role_nouns(lexicon).get(left.verb)):
        name = " ".join(filter(None, (role, name)))
    else:
        name = _measured(text, start, quantity, name, lexicon)
    if left.change and is_amount and left.change.noun and not name.casefold().startswith(left.change.noun):
        name = f"{left.change.noun} {name}".strip() if name else ""
    if counted and quantity.kind in ("bare", "classifier", "noun"):
        counted = counted.split()[0] if quantity.kind != "classifier" else counted
    return Indicator(name or None, counted, unit, min(left.start, quantity.start))


def _counted(text: str, quantity: Quantity, end: int, skip: Sequence[Offsets], lexicon: Lexicon) -> list[str]:
    """The counted noun phrase behind the number and its unit."""
    if quantity.kind in ("point", "index", "time", "times", "money"):
        return []
    words = phrase_after(text, quantity.end, end, skip, lexicon)
    if quantity.bracketed or (words and not words[0][0].isalpha()):
        return []
    if words and words[0].islower() and is_verb(words[0], lexicon):
        return words[:2] if quantity.kind == "classifier" and quantity.unit == "person" else []
    return words


def _bare_unit(left: Phrase, right: list[str], quantity: Quantity) -> str:
    if right:
        return "unit"
    return "index" if _INDEX.search(left.text) else "unit" if quantity.bracketed else "number"


def _is_name(phrase: str) -> bool:
    return all(word[:1].isupper() for word in phrase.split())


def _times(
    text: str, quantity: Quantity, end: int, skip: Sequence[Offsets], left: Phrase, lexicon: Lexicon
) -> str:
    """ "sebanyak tiga kali" counts what stands left, "11 kali berturut-turut meraih predikat" what stands right."""
    row = _TIMES.match(text, quantity.end)
    stop = row.end() if row else quantity.end
    again = f" {row[1]}" if row and row[1] else ""
    first = re.compile(r"[a-z]+").match(text, stop)
    if first and is_verb(first.group(), lexicon):
        goal = phrase_after(text, first.end(), end, skip, lexicon)
        if goal:
            return " ".join(goal) + again
    return left.text + again


def _purposed(
    text: str, quantity: Quantity, end: int, skip: Sequence[Offsets], left: Phrase, lexicon: Lexicon
) -> str:
    """ "mengalokasikan anggaran Rp5 miliar untuk pembangunan jembatan": what the money is for completes a bare "anggaran"."""
    short = left.text.casefold() in words_with("generic", lexicon)
    purpose = _PURPOSE.match(text, quantity.end)
    if purpose and (short or not left.text or (left.tie == "verb" and left.verb)):
        goal = " ".join(phrase_after(text, purpose.end(), end, skip, lexicon))
        return " ".join(filter(None, (left.text if short else "anggaran", goal))) if goal else left.text
    return left.text


def _measured(text: str, start: int, quantity: Quantity, name: str, lexicon: Lexicon) -> str:
    """ "jalan sepanjang 5 km" -> "panjang jalan"; "bantuan, yakni Matras 50 buah" -> "bantuan Matras"."""
    word = re.search(r"([a-z]+)\s+$", text[max(start, quantity.start - 20) : quantity.start])
    role = _role_nouns(lexicon).get(word[1]) if word else None
    if role and name and not name.casefold().startswith(role):
        return f"{role} {name}"
    return name


def intro_of(text: str, start: int, end: int, lexicon: Lexicon) -> str | None:
    """The kind of thing that a list is of, before "yakni", "berupa", "antara lain": "bantuan"."""
    if not _INTRO.search(text, start, end):
        return None
    kinds = words_with("intro", lexicon)
    return next((word for word in re.findall(r"\w+", text[start:end]) if word.casefold() in kinds), None)



