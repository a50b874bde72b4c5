"""Places: regions of the code table, districts and villages by their level word, countries, and the model's LOC.

Names that are also words or first names ("Batu", "Puncak", "Bima") count only where the text shows a region: a level or
an office before them, or the same region named so elsewhere in the release.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.mentions import Mention, Offsets, Place
from extract.values.regions import Named, find_region, fitting, is_district, region_beginnings, region_key, region_names

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_GAPS = frozenset({" ", "-", "  ", " - "})
_MAX_WORDS = 6
_KINDS = {"adat", "wisata"}     # "Desa Wisata X" is the village X
_NO_VILLAGE = "no village"      # reason of a trap: the name of a programme or an office, behind "desa"
Rule = Literal["gazetteer", "shared", "trap", "level", "other", "ner"]


@dataclass(frozen=True, slots=True)
class _Tables:
    names: Mapping[str, tuple[Named, ...]]
    prefixes: frozenset[str]                    # every beginning of a key of `names`
    others: Mapping[str, Place]                 # countries, islands, foreign cities
    other_prefixes: frozenset[str]
    traps: Mapping[str, str]                    # key -> why
    cues: Mapping[str, tuple[str, str]]         # word(s) before a name -> (level, role)
    local: Mapping[str, str]                    # "desa" -> "village"
    venue_heads: frozenset[str]                 # "hotel": a LOC of the model that starts so is a venue, not a place
    ranks: frozenset[str]                       # "aipda": begins the name of a person


@dataclass(frozen=True, slots=True)
class _Found:
    """A name in the text, before the release as a whole has decided what it means."""

    first: int                                  # index of its first word
    last: int
    start: int
    end: int
    named: tuple[Named, ...]
    rule: Rule
    level: str | None = None                    # as the words before it say


@lru_cache(maxsize=8)
def _tables(lexicon: Lexicon) -> _Tables:
    names = region_names(lexicon)
    others = {
        region_key(row["term"]): Place(row["name"], row["level"] or None, None) for row in lexicon.rows("other_places")
    }
    return _Tables(
        names=names,
        prefixes=region_beginnings(lexicon),
        others=others,
        other_prefixes=frozenset(key[:end] for key in others for end in range(1, len(key) + 1)),
        traps={region_key(row["term"]): row["reason"] for row in lexicon.rows("region_traps")},
        cues={row["term"]: (row["level"], row["role"]) for row in lexicon.rows("region_cues")},
        local={row["term"]: row["level"] for row in lexicon.rows("local_places")},
        venue_heads=frozenset(term.split()[0].casefold() for term in lexicon.terms("venue_heads")),
        ranks=frozenset(term.casefold() for term in lexicon.terms("honorifics") if len(term) > 3 and term.isalpha()),
    )


def places(doc: Doc, lexicon: Lexicon) -> list[Mention[Place]]:
    """All places that the text names, in order. "Bupati Agam" yields "Agam", "Kabupaten Agam" the whole."""
    text, tables = doc._.extract_text, _tables(lexicon)
    words = [(m.start(), m.end(), m.group().casefold()) for m in _WORD.finditer(text)]
    persons = sorted((ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == "PER")
    found = [*_gazetteer(text, words, tables, persons)]
    certain = {named.region.code for hit in found if hit.rule == "gazetteer" for named in hit.named[:1]}
    near = _vote(found)
    mentions: list[Mention[Place]] = []
    for hit in found:
        if hit.rule == "trap" and not _shown(text, hit, certain, near):
            continue
        mentions.append(_mention(text, hit, near))
    mentions += _others(text, words, tables)
    mentions += _local(text, words, tables, persons, near, lexicon)
    mentions = _widest(mentions)
    from_model = _from_model(doc, [m.offsets for m in mentions], tables)
    return sorted([*mentions, *from_model], key=lambda m: m.start_char)


def _gazetteer(
    text: str, words: list[tuple[int, int, str]], tables: _Tables, persons: list[Offsets]
) -> Iterator[_Found]:
    """The longest region name at each word; words inside a hit are not looked at again."""
    i = 0
    while i < len(words):
        if words[i][2] not in tables.prefixes:
            i += 1
            continue
        last, key = _longest(text, words, i, tables.prefixes, tables.names)
        if last is None:
            i += 1
            continue
        hit = _judge(text, words, i, last, key, tables, persons)
        if hit:
            yield hit
            i = last + 1
        else:
            i += 1


def _longest(
    text: str,
    words: list[tuple[int, int, str]],
    i: int,
    prefixes: frozenset[str],
    keys: Mapping[str, object],
) -> tuple[int | None, str]:
    """Index of the last word of the longest key that starts at word `i`, and the key."""
    key, best, best_key = "", None, ""
    for j in range(i, min(i + _MAX_WORDS, len(words))):
        if j > i:
            gap = text[words[j - 1][1]:words[j][0]]
            # A dot belongs to a name after a short form only: "Kep. Riau", "D.I. Yogyakarta".
            if gap not in _GAPS and not (gap in (". ", ".") and words[j - 1][1] - words[j - 1][0] <= 3):
                break
        key += words[j][2].replace("'", "")
        if key not in prefixes:
            break
        if key in keys:
            best, best_key = j, key
    return best, best_key


def _is_part(start: int, end: int, persons: list[Offsets]) -> bool:
    """Whether a name of a person is longer than these words and has them inside. `persons` in order, none over another."""
    at = bisect_right(persons, start, key=lambda person: person[0]) - 1
    return at >= 0 and end <= persons[at][1] and persons[at] != (start, end)


def _judge(
    text: str, words: list[tuple[int, int, str]], i: int, last: int, key: str, tables: _Tables, persons: list[Offsets]
) -> _Found | None:
    """Is this name a place here? None where the text around it says no."""
    start, end = words[i][0], words[last][1]
    level, role, at = _cue(text, words, i, tables)
    if role == "not":
        return None
    named = tables.names[key]
    surface = text[start:end]
    capital = surface[0].isupper() or (last > i and any(text[words[k][0]].isupper() for k in range(i + 1, last + 1)))
    if not capital and role is None:
        return None
    if all(n.kind == "abbreviation" for n in named) and len(surface) <= 4 and not surface[0].isupper():
        return None
    if role is None and _is_part(start, end, persons):
        return None
    if role == "level":
        stated = tuple(n for n in named if n.region.level == level or n.kind == "capital")
        if not stated:
            # "Kota Kalimantan": a level word that does not belong to the name.
            level, role = "", None
        else:
            named, start = stated, words[at][0]
    elif level:
        named = fitting(named, level)
    rule: Rule = "gazetteer"
    # "Polres Metro Jakarta Barat": an office whose level is not the region's is no proof where the name goes on.
    further = last + 1 < len(words) and text[end:words[last + 1][0] + 1].lstrip(" ")[:1].isupper()
    proven = role == "level" or (role and (level == named[0].region.level or not further))
    if not proven and key in tables.traps and not _beside_region(text, words, i, last, tables):
        rule = "trap"
    elif len({n.region.code for n in named}) > 1:
        rule = "shared"
    return _Found(i, last, start, end, named, rule, level or None)


def _cue(text: str, words: list[tuple[int, int, str]], i: int, tables: _Tables) -> tuple[str, str | None, int]:
    """Level and role of the word or two words before word `i`, and the index where that cue starts."""
    if i == 0:
        return "", None, i
    gap = text[words[i - 1][1]:words[i][0]]
    if len(gap) > 2 or gap.strip(" .-/"):
        # "Kodim 0706/Temanggung"
        if not re.fullmatch(r" \d{4}/", gap):
            return "", None, i
    elif gap.startswith(".") and len(words[i - 1][2]) > 4:
        return "", None, i
    one = words[i - 1][2]
    two = f"{words[i - 2][2]} {one}" if i >= 2 and text[words[i - 2][1]:words[i - 1][0]] == " " else ""
    if two in tables.cues:
        return *tables.cues[two], i - 2
    if one in tables.cues:
        return *tables.cues[one], i - 1
    return "", None, i


def _beside_region(text: str, words: list[tuple[int, int, str]], i: int, last: int, tables: _Tables) -> bool:
    """"Batu, Jawa Timur": a province right after the comma shows that the name is a place."""
    if last + 1 >= len(words) or text[words[last][1]:words[last + 1][0]] != ", ":
        return False
    end, key = _longest(text, words, last + 1, tables.prefixes, tables.names)
    return end is not None and tables.names[key][0].region.level == "province"


def _shown(text: str, hit: _Found, certain: set[str], near: str | None) -> bool:
    """Does the rest of the release show that this word is a region: named elsewhere, or "di Batu" in Jawa Timur?"""
    if any(named.region.code in certain for named in hit.named):
        return True
    after_preposition = text[max(0, hit.start - 6):hit.start].endswith((" di ", " ke ", " dari "))
    return near is not None and after_preposition and any(
        named.region.code.startswith(f"{near[:2]}.") for named in hit.named
    )


def _vote(found: list[_Found]) -> str | None:
    """Code of what the unambiguous names of the text point to: the commonest regency or city, else province."""
    counts: Counter[str] = Counter()
    for hit in found:
        if hit.rule == "gazetteer":
            counts[hit.named[0].region.code] += 1
    for wanted in (5, 2):
        codes = [(count, code) for code, count in counts.items() if len(code) == wanted]
        if codes:
            return max(codes, key=lambda pair: (pair[0], pair[1]))[1]
    return None


def _mention(text: str, hit: _Found, near: str | None) -> Mention[Place]:
    choice = hit.named[0]
    if len(hit.named) > 1 and near:
        for code in (near, near[:2]):
            fitting = [n for n in hit.named if n.region.code == code or n.region.code.startswith(f"{code}.")]
            if fitting:
                choice = fitting[0]
                break
    region = choice.region
    if choice.kind == "capital":
        bare = re.sub(r"^kota\s+", "", text[hit.start:hit.end], flags=re.IGNORECASE)
        value = Place(bare.title() if bare.isupper() or bare.islower() else bare, None, region.code)
    else:
        value = Place(region.name, region.level, region.code)
    return Mention.at(text, "places", hit.start, hit.end, value, hit.rule)


def _others(text: str, words: list[tuple[int, int, str]], tables: _Tables) -> Iterator[Mention[Place]]:
    """Countries, islands, cities abroad; not where they end another name ("Bank Indonesia")."""
    i = 0
    while i < len(words):
        start, _, word = words[i]
        last, key = None, ""
        if word in tables.other_prefixes and text[start].isupper():
            last, key = _longest(text, words, i, tables.other_prefixes, tables.others)
        if last is None:
            i += 1
            continue
        end = words[last][1]
        before = words[i - 1] if i else None
        part_of_name = before and text[before[1]:start] == " " and text[before[0]].isupper()
        if not part_of_name or (before and before[2] in ("pulau", "negara")):
            yield Mention.at(text, "places", start, end, tables.others[key], "other")
        i = last + 1


def _local(
    text: str,
    words: list[tuple[int, int, str]],
    tables: _Tables,
    persons: list[Offsets],
    near: str | None,
    lexicon: Lexicon,
) -> Iterator[Mention[Place]]:
    """"Kecamatan Menggala Timur", "Desa Cikole": a level word and the capitalised words after it."""
    starts_of_names = {start for start, _ in persons}
    for i, (start, _, word) in enumerate(words):
        if word not in tables.local:
            continue
        last, level = i, tables.local[word] or None
        first = i + 2 if i + 1 < len(words) and words[i + 1][2] in _KINDS else i + 1       # "Desa Adat Peliatan"
        if _no_village(text, words, first, tables):
            continue
        for j in range(i + 1, min(first + 4, len(words))):
            gap = text[words[j - 1][1]:words[j][0]]
            dotted = gap == ". " and j == i + 1 and len(word) <= 3
            if (gap not in (" ", "-") and not dotted) or not text[words[j][0]].isupper():
                break
            word_level = tables.cues.get(words[j][2], ("", ""))[1] == "level"
            begins = word_level or words[j][2] in tables.local or words[j][2] in ("rt", "rw")
            if begins and not (level == "district" and is_district(text[words[first][0]:words[j][1]], lexicon)):
                break                           # not in "Kecamatan Tigo Nagari"
            if (words[j][0] in starts_of_names or words[j][2] in tables.ranks) and last > i:
                break
            last = j
        if last < first:
            continue
        name_at, code = words[first][0], None
        if level == "district":
            for end in range(last, first - 1, -1):
                region = find_region(f"Kecamatan {text[name_at:words[end][1]]}", lexicon, within=near)
                if region:
                    last, code = end, region.code
                    break
        name = text[name_at:words[last][1]]
        name = name.title() if name.isupper() else name
        value = Place(f"Pulau {name}" if word == "pulau" else name, level, code)
        yield Mention.at(text, "places", start, words[last][1], value, "level")


def _no_village(text: str, words: list[tuple[int, int, str]], first: int, tables: _Tables) -> bool:
    """Whether what follows "desa" is no name of one: "Desa Merah Putih", "Desa Dinas PMD", "Desa A. Samponu"."""
    if first >= len(words) or words[first][1] - words[first][0] == 1:
        return True
    key, both = words[first][2], words[first][2] + (words[first + 1][2] if first + 1 < len(words) else "")
    return _NO_VILLAGE in (tables.traps.get(key), tables.traps.get(both))


def _widest(mentions: list[Mention[Place]]) -> list[Mention[Place]]:
    """Of mentions that overlap, the longest: "Kecamatan Balikpapan Timur" over "Balikpapan"."""
    kept: list[Mention[Place]] = []
    for mention in sorted(mentions, key=lambda m: (m.start_char, -m.end_char)):
        if kept and mention.start_char < kept[-1].end_char:
            if mention.end_char - mention.start_char > kept[-1].end_char - kept[-1].start_char:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _from_model(doc: Doc, taken: list[Offsets], tables: _Tables) -> Iterator[Mention[Place]]:
    """LOC entities that no table knows, in a chain with a place that one does: "di Panjang Wetan, Kota Pekalongan".

    Alone the model's LOC is too often an office, a building or a verb with a capital.
    """
    text = doc._.extract_text
    starts, ends = {start for start, _ in taken}, {end for _, end in taken}
    dateline = doc._.extract_layout.dateline if doc._.extract_layout else None
    outlet = dateline.outlet_offsets if dateline else None
    for ent in doc.ents:
        if ent.label_ != "LOC":
            continue
        start, end = ent.start_char, ent.end_char
        if outlet and outlet[0] <= start < outlet[1]:
            continue                            # "Jakarta, Kemendikbud – "
        surface = text[start:end]
        chained = (text[end:end + 2] == ", " and end + 2 in starts) or (
            text[max(0, start - 2):start] == ", " and start - 2 in ends)
        if (
            chained
            and surface[0].isupper()
            and not surface.isupper()
            and "\n" not in surface
            and ent[0].lower_ not in tables.venue_heads
            and not _overlaps(start, end, taken)
        ):
            yield Mention.at(text, "places", start, end, Place(surface, None, None), "ner")


def _overlaps(start: int, end: int, taken: list[Offsets]) -> bool:
    """`taken` is in order and does not overlap itself."""
    k = bisect_left(taken, (end, 0))
    return k > 0 and taken[k - 1][1] > start
