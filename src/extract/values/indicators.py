"""What a quantity measures, in the words of the text: "tingkat pengangguran terbuka kota …", "usulan logo"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.mentions import Offsets
from extract.values.clauses import predicate_after
from extract.values.phrases import Phrase, Token, changes, is_verb, joined, phrase_after, phrase_before, words_with
from extract.values.quantities import Quantity
from extract.values.regions import find_region
from extract.values.units import find_unit

# "pelari", "penari", "relawan": who does something, by the form of the word; nouns of doing end in -an.
_AGENT = re.compile(r"(?:pe[a-z]{3,}(?<!an)|[a-z]{3,}(?:wan|wati))(?:-[a-z]+)?", re.I)
_SUPERLATIVE = re.compile(r"ter(?:tinggi|endah|besar|kecil|banyak|sedikit|luas|panjang|mahal|murah|lama|cepat)$")
_STATE = re.compile(r"(?:ter|di|ber|meng?)[a-z]{4,}$")
_MILLION, _BILLION = 10**6, 10**9
_PURPOSE = re.compile(
    r"\s*(?:(?:tersebut|itu|ini|telah|sudah|akan)\s)*(?:di(?:alokasikan|siapkan|sediakan|gunakan|anggarkan|peruntukkan|kucurkan)\s)?"
    r"(?:untuk|bagi|guna|dalam rangka)\s", re.I
)
_ALIKE = re.compile(r"\s+setara(?=\s[a-z])")                # "74 ton setara beras"
_OUT_OF = re.compile(r"\sdari\s(?:total\s)?\d[\d.]{0,9}(?=\s[a-z])")    # "33 dari 35 anggota"
_IS_OF = re.compile(r"\s(?:adalah|merupakan|di\s?antaranya adalah)\s")
_SHARE_OF = re.compile(r"\s*(?:dari|terhadap)\s", re.I)

# Before a region that a list names: "terendah di", "Ketiga", "terakhir ada".
_RANKED = re.compile(r"(?:(?:ter[a-z]{4,}|di|ada|kedua|ketiga|keempat|kelima)\s){0,3}", re.I)
_TIMES = re.compile(r"\s*(berturut-turut|beruntun)?\s*", re.I)
_INTRO = re.compile(
    r"\b(?:berupa|antara lain|terdiri (?:dari|atas)|yakni|yaitu|meliputi|di\s?antaranya|rincian(?:nya)?)\b|:", re.I
)


@dataclass(frozen=True, slots=True)
class Indicator:
    text: str | None
    quantity_of: str | None
    unit: str
    start: int              # where the words begin that name it, never after the number
    stop: int               # where the counted noun phrase ends, never before the number
    listed: bool = False    # "Matras 50 buah": an item of a list, which the head of the list says more about


@lru_cache(maxsize=8)
def _role_nouns(lexicon: Lexicon) -> dict[str, str]:
    return {row["term"]: row["noun"] for row in lexicon.rows("count_roles")}


def indicator_of(
    text: str, start: int, quantity: Quantity, end: int, skip: Sequence[Offsets], lexicon: Lexicon, is_amount: bool = False,
    changes_level: bool = False,
) -> Indicator:
    """Reads around the number in `text[start:end]`: left of it, and right of it for things that are counted.

    `is_amount`: the number is the size of a change; `changes_level`: it is the end of one, "dari 10 menjadi 12 unit".
    """
    left = phrase_before(text, start, quantity.start, skip, lexicon)
    if quantity.bracketed:
        return Indicator(left.text or None, None, quantity.unit or "unit", left.start, quantity.end, bool(left.text))
    right = _counted(text, quantity, end, skip, lexicon)
    named = bool(left.text) and _is_name(left.text)
    if right and named and quantity.kind in ("noun", "bare", "classifier") and _is_bracketed(text, quantity.start, right[-1][2]):
        name = f"{joined(right)} {left.text}"           # "Malaysia (480.700 kunjungan)"
        return Indicator(name, right[0][0], quantity.unit or "unit", left.start, right[-1][2], True)
    counted, stop = joined(right), right[-1][2] if right else quantity.end
    quantity_of: str | None = counted
    role = _role_nouns(lexicon).get(left.verb or "")
    name = left.text
    if quantity.kind == "times":
        name, quantity_of = _times(text, quantity, end, skip, left, lexicon), None
    elif quantity.kind == "share":
        name, quantity_of = _share(text, quantity, end, skip, left, counted, is_amount, lexicon), None
    elif right and quantity.kind == "classifier" and _says_state(right[0][0], quantity, lexicon):
        if left.tie == "link" and name:
            return Indicator(name, quantity.classifier, quantity.unit or "unit", min(left.start, quantity.start), quantity.end)
        name, quantity_of = f"{quantity.classifier} {counted}", quantity.classifier
    elif right and _said_before(left, right, quantity, changes_level) and not (
        left.tie == "link" and quantity.kind != "measure" and predicate_after(text, stop, end, skip, lexicon)
    ):
        pass
    elif right and left.tie == "noun" and 0 < len(name.split()) <= 4 and not _is_name(name) and not left.apart:
        name = name if counted.casefold() in name.casefold() else f"{name} {counted}"
    elif right and len(right) == 1 and text.startswith("di ", quantity.start - 3) and not left.verb and _whole_place(name):
        name = f"{counted} {name}"
    elif right:
        name = _with_predicate(counted, text, stop, end, skip, lexicon)
    elif quantity.kind == "classifier" and name[:1].isupper() and not role and (
        said := predicate_after(text, stop, end, skip, lexicon)
    ):
        name, quantity_of = f"{quantity.classifier} {said}", quantity.classifier      # "Di Kota Tegal ada satu orang meninggal"
    elif quantity.kind == "money" or (quantity.kind == "bare" and _has(name, "generic", lexicon)):
        name = _purposed(text, quantity, end, skip, left, lexicon)
    elif quantity.kind == "classifier" and (role or not name or left.tie in ("preposition", "verb")):
        name = _with_predicate(_people(name, role, left.verb or "", quantity, lexicon), text, stop, end, skip, lexicon)
        quantity_of = quantity.classifier
    else:
        name = _measured(text, start, quantity, name, lexicon)
    grows = is_amount or (quantity.kind == "share" and left.change and left.change.noun == "pertumbuhan" and not left.becomes)
    if left.change and grows and left.change.noun and not name.casefold().startswith(left.change.noun):
        name = f"{left.change.noun} {name}".strip()
    if quantity_of and quantity.kind in ("bare", "noun"):
        quantity_of = quantity_of.split()[0]
    unit = quantity.unit or bare_unit(name, right[0][0] if right else "", quantity.value, lexicon)
    listed = left.tie == "noun" and bool(left.text) and not right and quantity.kind in ("classifier", "measure")
    return Indicator(name or None, quantity_of or None, unit, min(left.start, quantity.start), stop, listed)


def _is_bracketed(text: str, start: int, stop: int) -> bool:
    return text[start - 1 : start] == "(" and text[stop : stop + 1] == ")"


def _said_before(left: Phrase, right: Sequence[Token], quantity: Quantity, changes_level: bool) -> bool:
    """Whether the words before the number name what it is of, those behind it only the kind of thing."""
    if left.tie == "preposition":
        return changes_level and 1 < len(left.text.split()) <= 6       # "populasi industri dari 25 unit usaha menjadi"
    return left.tie == "link" and bool(left.text) and (quantity.kind == "measure" or len(right) == 1)


def _says_state(word: str, quantity: Quantity, lexicon: Lexicon) -> bool:
    """Whether the word behind a classifier counts nothing: "1.010 KK terdampak"."""
    people = quantity.unit in ("person", "household") and bool(_STATE.match(word)) and not find_unit(word, 0, lexicon)
    return people or (word.islower() and is_verb(word, lexicon))


def _people(name: str, role: str | None, verb: str, quantity: Quantity, lexicon: Lexicon) -> str:
    """What a classifier counts: "diikuti 40 orang" -> "peserta"; who acts on them ("BNPB melaporkan 2.695 KK") is not said."""
    if name and verb in words_with("state", lexicon):
        return f"{name} {verb}"
    if (role and role in name) or name.split()[:1] == ["jumlah"]:
        return name
    return f"{role or quantity.classifier} {'' if verb.startswith('me') and not role else name}".strip()


def _with_predicate(name: str, text: str, stop: int, end: int, skip: Sequence[Offsets], lexicon: Lexicon) -> str:
    return f"{name} {predicate_after(text, stop, end, skip, lexicon)}".strip()


def bare_unit(name: str, counted: str, value: int | float, lexicon: Lexicon) -> str:
    """The unit that the words around a bare number imply; `counted` is the noun behind it."""
    if counted:
        return "person" if _AGENT.fullmatch(counted) else "unit"
    generic = words_with("generic", lexicon)
    head = next((word for word in name.casefold().split() if word not in generic), "")
    if (unit := find_unit(head, 0, lexicon)) and unit.kind == "noun" and not _is_name(name):
        return unit.label               # "jumlah wisatawan mencapai 791.224"
    if value >= _BILLION or (value >= _MILLION and _has(name, "generic", lexicon)):
        return "IDR"                    # "anggaran sebesar 54 miliar"
    return "index" if _has(name, "index", lexicon) else "number"


def _has(name: str, role: str, lexicon: Lexicon) -> bool:
    """Whether a word of the phrase is of the class "figure-`role`"."""
    return any(word.strip("()") in words_with(role, lexicon) for word in name.casefold().split())


def _counted(text: str, quantity: Quantity, end: int, skip: Sequence[Offsets], lexicon: Lexicon) -> list[Token]:
    """The counted noun phrase behind the number and its unit."""
    if quantity.kind in ("point", "index", "time", "times", "money"):
        return []
    alike = _ALIKE.match(text, quantity.end) or (quantity.kind == "noun" and _OUT_OF.match(text, quantity.end))
    words = phrase_after(text, alike.end() if alike else quantity.end, end, skip, lexicon)
    if words and quantity.kind == "measure" and words[0][0] in words_with("measure", lexicon):
        return []                       # "panjang 900 m lebar 3 m"
    if words and words[0][0].islower() and is_verb(words[0][0], lexicon):
        return words[:2] if quantity.kind == "classifier" and quantity.unit == "person" else []
    return words


def measurable(name: str, lexicon: Lexicon) -> bool:
    """Whether the phrase says what is measured, not only whose it is: "tingkat inflasi", not "beras"."""
    known = words_with("measurable", lexicon) | words_with("index", lexicon)
    return any(word in known or word in changes(lexicon) for word in name.casefold().split())


def _whole_place(name: str) -> bool:
    """Whether what is said to be "di 13 kabupaten" is short enough to name what the number counts."""
    return 0 < len(name.split()) <= 5 and not any(character.isdigit() for character in name)


def _is_name(phrase: str) -> bool:
    return all(word[:1].isupper() for word in phrase.split())


def _share(
    text: str, quantity: Quantity, end: int, skip: Sequence[Offsets], left: Phrase, counted: str, is_amount: bool,
    lexicon: Lexicon,
) -> str:
    """ "GDP kita itu 45 persen dari GDP seluruh negara", "sebanyak 80 persen warga"."""
    if is_amount:
        return left.text
    giving = _role_nouns(lexicon).get(left.verb or "", "") if (left.verb or "").startswith(("ber", "me")) else ""
    if giving and giving not in left.text:
        left = replace(left, text=f"{giving} {left.text}".strip())
    if not counted and (not left.text or left.tie in ("preposition", "verb")) and (is_of := _IS_OF.match(text, quantity.end)):
        return joined(phrase_after(text, is_of.end(), end, skip, lexicon)) or left.text
    if share := _SHARE_OF.match(text, quantity.end):
        whole = joined(phrase_after(text, share.end(), end, skip, lexicon))
        return f"{left.text} {share.group().strip()} {whole}" if whole and left.text else left.text
    stray = left.apart and left.text.islower() and " " not in left.text and not measurable(left.text, lexicon)
    return counted if counted and (not left.text or left.tie == "verb" or stray) else left.text


def _times(
    text: str, quantity: Quantity, end: int, skip: Sequence[Offsets], left: Phrase, lexicon: Lexicon
) -> str:
    """ "sebanyak tiga kali" counts what stands left, "11 kali berturut-turut meraih predikat" what stands right."""
    row = _TIMES.match(text, quantity.end)
    stop = row.end() if row else quantity.end
    again = f" {row[1]}" if row and row[1] else ""
    first = re.compile(r"[a-z]+").match(text, stop)
    if first and is_verb(first.group(), lexicon) and (goal := phrase_after(text, first.end(), end, skip, lexicon)):
        return joined(goal) + again
    return left.text + again


def _purposed(
    text: str, quantity: Quantity, end: int, skip: Sequence[Offsets], left: Phrase, lexicon: Lexicon
) -> str:
    """ "mengalokasikan anggaran Rp5 miliar untuk pembangunan jembatan": what the money is for completes a bare "anggaran"."""
    if not left.text and (words := phrase_after(text, quantity.end, end, skip, lexicon)):
        return joined(words)            # "sekitar Rp1 miliar dana desa"
    short = left.text.casefold() in words_with("generic", lexicon)
    purpose = _PURPOSE.match(text, quantity.end)
    if purpose and (short or not left.text or (left.tie == "verb" and left.verb)):
        goal = joined(phrase_after(text, purpose.end(), end, skip, lexicon))
        return " ".join(filter(None, (left.text if short else "anggaran", goal))) if goal else left.text
    return left.text


def _measured(text: str, start: int, quantity: Quantity, name: str, lexicon: Lexicon) -> str:
    """ "jalan sepanjang 5 km" -> "panjang jalan", "gempa berkekuatan 5,6" -> "kekuatan gempa"."""
    word = re.search(r"([a-z]+)\s+$", text[max(start, quantity.start - 20) : quantity.start])
    role = _role_nouns(lexicon).get(word[1]) if word else None
    return f"{role} {name}" if role and name and not name.casefold().startswith(role) else name


def intro_of(text: str, start: int, end: int, lexicon: Lexicon) -> str | None:
    """The kind of thing that a list is of, before "yakni", "berupa", "antara lain": "bantuan"."""
    if not _INTRO.search(text, start, end):
        return None
    kinds = words_with("intro", lexicon)
    return next((word for word in re.findall(r"\w+", text[start:end]) if word.casefold() in kinds), None)


def head_of_list(text: str, start: int, end: int, skip: Sequence[Offsets], lexicon: Lexicon) -> str:
    """What all items of a list measure: "kontribusi" in "kontribusi sektor industri yaitu makanan sebesar"."""
    found = list(_INTRO.finditer(text, start, end))
    if not found:
        return ""
    before = phrase_before(text, start, found[-1].start(), skip, lexicon).text
    return next((word for word in before.split() if word.casefold() in words_with("head", lexicon)), "")


def only_place(name: str, lexicon: Lexicon) -> str:
    """The phrase where it names a region alone, without its rank in a list: "terendah di Kota Palu", "[Kelima] Provinsi Riau"."""
    ranked = _RANKED.match(name)
    bare = name[ranked.end() :] if ranked else name
    if not (bare[:1].isupper() and find_region(bare, lexicon)):
        return ""
    return name if _SUPERLATIVE.match(name.partition(" ")[0]) else bare


def without_place(name: str, lexicon: Lexicon) -> str:
    """What the phrase measures, not where: "TPT" of "TPT tertinggi di Jawa Barat"; empty for a region alone."""
    words = name.split()
    at = next((k for k, w in enumerate(words) if w[0].isupper() and find_region(" ".join(words[k:]), lexicon)), len(words))
    while at and (words[at - 1] == "di" or _SUPERLATIVE.match(words[at - 1])):
        at -= 1
    return " ".join(words[:at])


def in_series(name: str, base: str, lexicon: Lexicon) -> str:
    """What an item of a list measures, where the first says it for all: "IPM tertinggi Kota A 80, terendah Kabupaten B 70"."""
    words, first = name.split(), base.split()
    heads = words_with("head", lexicon)
    if name in base:
        return name
    if words[0] in first[1:] and words[0].islower():      # "TPK hotel bintang lima …, hotel bintang dua"
        return " ".join([*first[: first.index(words[0], 1)], *words])
    if not first or words[0].casefold() in heads | changes(lexicon).keys() | words_with("bare", lexicon):
        return name
    if not (_SUPERLATIVE.match(words[0]) or _is_name(name)):
        return f"{first[0]} {name}" if first[0].casefold() in heads else name
    leads = heads | words_with("index", lexicon) | words_with("generic", lexicon)
    if first[0].casefold() not in leads and not any(map(_SUPERLATIVE.match, first)):
        return name
    stop = next((at for at, word in enumerate(first) if at and _ends_head(word, lexicon)), None)
    unit = find_unit(first[0].casefold(), 0, lexicon)
    return name if stop is None or (unit and unit.kind == "noun") else f"{' '.join(first[:stop])} {name}"


def _ends_head(word: str, lexicon: Lexicon) -> bool:
    """Whether the word behind a head noun begins what sets it apart: "tertinggi", "di", "Kota"."""
    return word[0].isupper() or word in words_with("preposition", lexicon) or bool(_SUPERLATIVE.match(word))
