"""Organisations: a head that the lexicon knows ("Dinas", "Polres", "BPBD") and the words that belong to it.

What may follow a head is its `tail` in lexicon/organisations.csv:

- none    the term is the whole name ("KPK")
- region  a region may follow ("BPBD Kabupaten Garut")
- place   a region or a name of up to two words ("Polsek Kamuu Utara")
- unit    a number, a name, or both ("Kodim 0706/Temanggung")
- open    capitalised words ("Universitas Gadjah Mada"), then perhaps a region
- closed  words of lexicon/organisation_words.csv joined by comma and "dan", then perhaps a region: so "Dinas Tenaga
          Kerja dan Transmigrasi Budi Santoso" ends before the person without knowing his name

A short form in brackets ("Dinas Bina Marga (DBM) Kota Bekasi") names the same organisation wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.mentions import Mention, Organisation
from extract.values.regions import Level, RegionAt, region_at

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SHORT_FORM = re.compile(r" ?\( ?([A-Z][\w&/-]{1,24}) ?\)")
_UNIT = re.compile(r" (?:\d{1,4}(?:-\d{1,3})?|[IVXL]{1,6}\b)(?P<slash> ?/ ?(?=[A-Z]))?")
_DOCTOR = re.compile(r" (?:[Dd]r|[Dd]rg)\.? (?=[A-Z])")
_STATE = re.compile(r" (?:RI\b|Republik Indonesia\b)")
_REGIONAL: Mapping[str, str] = {"province": "provincial-office", "regency": "regency-office", "city": "city-office"}
_OWN_LEVEL: Mapping[str, Level] = {"Provinsi": "province", "Kabupaten": "regency", "Kota": "city"}
# "Universitas Jember" is named after the place; "Forum Anak Jember" is the one of the regency.
_NAMED_AFTER_A_PLACE = frozenset({"university", "school", "hospital", "company", "state-company", "police", "court"})
_CUES = frozenset({"oleh", "dari", "kepala", "ketua", "direktur", "tim", "bersama", "perwakilan", "anggota", "pengurus"})
_MAX_CLOSED, _MAX_OPEN = 12, 5
_ADDRESSED = frozenset({"prof", "dr", "drs", "dra", "drg", "ir", "h", "hj", "kh"})      # begin the name of a person
_BRACKETED = re.compile(r"\(([^()\n]{1,40})\)")
_MEANT = 80             # characters before a short form in brackets within which what it stands for is written

Word = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Head:
    words: tuple[str, ...]
    term: str
    name: str
    kind: str
    tail: str

    @property
    def acronym(self) -> bool:
        return self.term.isupper()


@dataclass(frozen=True, slots=True)
class _Tables:
    heads: Mapping[str, tuple[_Head, ...]]      # by first word, the longest first
    words: Mapping[str, str]                    # word of an office's name -> expansion or ""
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class _Named:
    """An organisation in the text: its name without region, and the region."""

    start: int
    end: int
    base: str
    kind: str
    region: RegionAt | None
    rule: str


@lru_cache(maxsize=8)
def _tables(lexicon: Lexicon) -> _Tables:
    heads: dict[str, list[_Head]] = {}
    for row in lexicon.rows("organisations"):
        words = tuple(word.group().casefold() for word in _WORD.finditer(row["term"]))
        heads.setdefault(words[0], []).append(_Head(words, row["term"], row["name"], row["kind"], row["tail"]))
    by_length = {first: tuple(sorted(group, key=lambda h: -len(h.words))) for first, group in heads.items()}
    return _Tables(
        by_length,
        {row["term"].casefold(): row["expansion"] for row in lexicon.rows("organisation_words")},
        lexicon,
    )


def organisations(doc: Doc, lexicon: Lexicon) -> list[Mention[Organisation]]:
    """Every naming of an organisation, in order; names are expanded, regions written out."""
    text, tables = doc._.extract_text, _tables(lexicon)
    words = [(m.start(), m.end(), m.group().casefold()) for m in _WORD.finditer(text)]
    persons = {ent.start_char for ent in doc.ents if ent.label_ == "PER"}
    found: list[_Named] = []
    aliases: dict[str, _Named] = {}
    i = 0
    while i < len(words):
        heads = tables.heads.get(words[i][2])
        if heads and text[words[i][0]:words[i][1]] in aliases:
            heads = None                        # the text's own short form, whatever the lexicon knows under it
        named = _at_head(text, words, i, heads, tables, persons) if heads else None
        if named is None:
            i += 1
            continue
        end = named.end
        short = _SHORT_FORM.match(text, named.end)
        if short and named.kind != "none" and _stands_for(short.group(1), text[named.start:named.end], named.base, tables):
            aliases.setdefault(short.group(1), named)
            named = _past_short_form(text, named, short.end(), tables)
            end = max(named.end, short.end())
        if named.kind != "none":
            found.append(named)
        while i < len(words) and words[i][0] < end:
            i += 1
    found = _with_aliases(text, found, aliases, tables)
    mentions = [_mention(text, named) for named in found]
    return sorted([*mentions, *_from_model(doc, mentions, tables)], key=lambda m: m.start_char)


def _at_head(
    text: str, words: list[Word], i: int, heads: tuple[_Head, ...], tables: _Tables, persons: set[int]
) -> _Named | None:
    for head in heads:
        last = i + len(head.words) - 1
        if last >= len(words) or any(words[i + k][2] != word for k, word in enumerate(head.words)):
            continue
        if any(text[words[k][1]:words[k + 1][0]] not in (" ", "-", "/") for k in range(i, last)):
            continue
        surface = text[words[i][0]:words[last][1]]
        if head.acronym and not surface.isupper():
            continue
        if head.acronym and head.name and _spelt_out(text, surface) not in (None, head.name.split()[0].casefold()):
            continue                            # "Pajak Bumi dan Bangunan (PBB)"
        if text[(end := words[last][1]) : end + 1] == "." and text[end + 1 : end + 2].islower():
            continue                            # "Kemenpora.go.id"
        if not surface[0].isupper() and head.tail not in ("closed", "region"):
            continue
        if surface.isupper() and not head.acronym and head.kind in ("association", "other", "company"):
            continue                            # "PERSATUAN BANGSA" is shouted, not founded
        named = _tail(text, words, i, last, head, tables, persons)
        if named:
            return named
    return None


@lru_cache(maxsize=2)
def _in_brackets(text: str) -> Mapping[str, int]:
    """Where each short form first stands in brackets."""
    return {match[1]: match.start() for match in reversed(list(_BRACKETED.finditer(text)))}


def _spelt_out(text: str, short: str) -> str | None:
    """The first word of what the text itself says a short form stands for: "Pajak" of "Pajak Bumi dan Bangunan (PBB)"."""
    at = _in_brackets(text).get(short)
    if at is None:
        return None
    start = max(0, at - _MEANT)
    before = [word.group() for word in _WORD.finditer(text, max(start, text.rfind("\n", start, at)), at)]
    capitals = [word for word in before if word[0].isupper()][-len(short):]
    whole = "".join(word[0] for word in capitals) == short and before[-1] == capitals[-1]
    return capitals[0].casefold() if whole else None


def _tail(
    text: str, words: list[Word], i: int, last: int, head: _Head, tables: _Tables, persons: set[int]
) -> _Named | None:
    """The organisation that starts with `head`, None where the head needs more than follows it."""
    start, end = words[i][0], words[last][1]
    base, region = head.name, None
    if head.tail == "closed":
        stop = _closed(text, words, last, tables.words)
        if stop == last:
            return None
        base, end = f"{base} {_expanded(text, words, last + 1, stop, tables.words)}".strip(), words[stop][1]
    elif head.tail == "open":
        stop = _open(text, words, last, tables, persons)
        if stop == last:
            return None
        base, end = f"{base} {text[words[last + 1][0]:words[stop][1]]}", words[stop][1]
    elif head.tail == "unit":
        unit = _UNIT.match(text, end)
        if unit:
            end = unit.end()
        if not unit or unit["slash"]:
            at = end if unit else end + 1
            named = region_at(text, at, tables.lexicon) if unit or text[end:at] == " " else None
            first = next((k for k in range(last, min(last + 4, len(words))) if words[k][0] >= at), last + 1)
            # After the stroke the name belongs to the unit, even where a person seems to start: "Kodam IV/Diponegoro".
            names = persons - {at}
            stop = min(_open(text, words, first - 1, tables, names), first + 1) if unit is None else first
            end = named.end if named else max(end, words[stop][1]) if stop >= first else end
        if end == words[last][1]:
            return None
        base = f"{base}{text[words[last][1]:end]}".rstrip(" /")
    if head.tail in ("region", "closed", "place", "open"):
        own = _OWN_LEVEL.get(base.rsplit(" ", 1)[-1]) if head.tail == "region" else None
        region = region_at(text, end + 1, tables.lexicon, own) if text[end:end + 1] == " " else None
        if region:
            end = region.end
        elif head.tail == "place":
            doctor = _DOCTOR.match(text, end)           # "RSUD dr. Soetomo"
            named_after = last + 1 if doctor else last
            names = persons if not doctor else set()
            stop = min(_open(text, words, named_after, tables, names), named_after + 2)
            base, end = f"{base}{text[end:words[stop][1]]}", words[stop][1]
    if text[start].islower() and not region:
        return None
    if not region:
        state = _STATE.match(text, end)
        end = state.end() if state else end
    regional = head.term == "Badan" and (region or base.endswith(" Daerah"))
    kind = "regional-office" if regional else head.kind
    return _Named(start, end, base, kind, region, f"{head.tail}-tail")


def _closed(text: str, words: list[Word], last: int, known: Mapping[str, str]) -> int:
    """Index of the last word of "Kepemudaan, Olahraga dan Pariwisata" after word `last`; `last` where none follows."""
    stop, j = last, last + 1
    while j < len(words) and j - last <= _MAX_CLOSED:
        gap, word = text[words[j - 1][1]:words[j][0]], words[j][2]
        if gap in (" ", "/", " & ", "-"):
            joined = word == "dan" and gap == " "
        elif gap in (", ", ","):
            joined = word == "dan"
            if not joined and not _list_goes_on(text, words, j, known):
                break
        else:
            break
        if joined:
            j += 1
            if j >= len(words) or text[words[j - 1][1]:words[j][0]] != " ":
                break
            word = words[j][2]
        if word not in known or not text[words[j][0]].isupper():
            break
        stop = j
        j += 1
    return stop


def _list_goes_on(text: str, words: list[Word], j: int, known: Mapping[str, str]) -> bool:
    """After a comma: do known words follow up to a "dan"? Else the comma ends the name."""
    for k in range(j, min(j + 8, len(words))):
        if words[k][2] == "dan":
            return k > j and k + 1 < len(words) and words[k + 1][2] in known and text[words[k + 1][0]].isupper()
        if words[k][2] not in known or not text[words[k][0]].isupper():
            return False
        if k + 1 < len(words) and text[words[k][1]:words[k + 1][0]] not in (" ", ", ", ","):
            return False
    return False


def _expanded(text: str, words: list[Word], first: int, last: int, known: Mapping[str, str]) -> str:
    """The words as written, short forms written out ("Kominfo"), shouting calmed, "RI" dropped."""
    parts = []
    for k in range(first, last + 1):
        gap = text[words[k - 1][1]:words[k][0]] if k > first else ""
        word = text[words[k][0]:words[k][1]]
        full = known.get(words[k][2], word)
        if words[k][2] == "ri" or (words[k][2] == "republik" and k < last and words[k + 1][2] == "indonesia"):
            break
        if not full:
            full = "dan" if words[k][2] == "dan" else word.title() if word.isupper() and len(word) > 4 else word
        parts.append(gap.replace("&", "dan") + full)
    return "".join(parts).rstrip(" ,")


def _open(text: str, words: list[Word], last: int, tables: _Tables, persons: set[int]) -> int:
    """Index of the last capitalised word that follows word `last` directly, before a person or a level word."""
    stop = last
    for j in range(last + 1, min(last + 1 + _MAX_OPEN, len(words))):
        gap = text[words[j - 1][1]:words[j][0]]
        if gap not in (" ", "-", "/", ". ") or (gap == ". " and words[j - 1][2] not in ("pt", "cv", "st", "dr", "drg")):
            break
        start, word = words[j][0], words[j][2]
        if word in _ADDRESSED and stop > last:
            break                               # "Universitas Dr. Soetomo", not "Universitas Jember Dr. Budi"
        joins = word in ("dan", "bin", "al") and j + 1 < len(words) and text[words[j + 1][0]].isupper() and stop > last
        if not (text[start].isupper() or text[start].isdigit() or joins) or start in persons:
            break
        if word in ("kabupaten", "kota", "provinsi", "prov", "kab", "kecamatan", "dan") and not joins:
            break
        if joins and words[j + 1][2] in tables.heads:
            break
        stop = j
    while stop > last and words[stop][2] in ("dan", "bin", "al"):
        stop -= 1
    return stop


def _stands_for(short: str, name: str, base: str, tables: _Tables) -> bool:
    """The lexicon knows the short form so, or it starts like one of the name's first two words: "(SOPD)" after
    "Struktur Organisasi Pemerintah Daerah" does not mean the "Pemerintah Daerah"."""
    known = tables.heads.get(short.casefold(), ())
    return any(head.name == base for head in known) or any(short[0].casefold() == word[0].casefold() for word in name.split()[:2])


def _past_short_form(text: str, named: _Named, end: int, tables: _Tables) -> _Named:
    """"Dinas Bina Marga (DBM) Kota Bekasi" with its region; without one the name ends before the bracket."""
    if named.region or text[end:end + 1] != " ":
        return named
    region = region_at(text, end + 1, tables.lexicon)
    if region is None:
        return named
    return _Named(named.start, region.end, named.base, named.kind, region, named.rule)


def _with_aliases(
    text: str, found: list[_Named], aliases: Mapping[str, _Named], tables: _Tables
) -> list[_Named]:
    """Adds the other places where a short form that the text itself defines stands."""
    regions = {named.base: named.region for named in reversed(found) if named.region}
    pending = sorted((named.start, named.end) for named in found)
    added: list[_Named] = []
    if not aliases:
        return found
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, aliases), key=len, reverse=True))})(?!\w)")
    k = 0
    for match in pattern.finditer(text):
        while k < len(pending) and pending[k][1] <= match.start():
            k += 1
        if k < len(pending) and pending[k][0] < match.end():
            continue
        meant = aliases[match.group()]
        may_follow = meant.rule != "none-tail" and text[match.end():match.end() + 1] == " "
        region = region_at(text, match.end() + 1, tables.lexicon) if may_follow else None
        end = region.end if region else match.end()
        known = region or regions.get(meant.base)
        added.append(_Named(match.start(), end, meant.base, meant.kind, known, "short-form"))
    return sorted([*found, *added], key=lambda named: named.start)


def _mention(text: str, named: _Named) -> Mention[Organisation]:
    name, kind = named.base, named.kind
    own_level = name.rsplit(" ", 1)[-1]
    if named.region:
        bare = own_level in _OWN_LEVEL or named.rule == "place-tail" or kind in _NAMED_AFTER_A_PLACE
        name = f"{name} {named.region.name if bare else named.region.full_name}"
    if kind == "regional-office":
        level = named.region.region.level if named.region else _OWN_LEVEL.get(own_level)
        kind = _REGIONAL.get(level or "", kind)
    return Mention.at(text, "organisations", named.start, named.end, Organisation(name, kind), named.rule)


def _from_model(doc: Doc, taken: list[Mention[Organisation]], tables: _Tables) -> Iterator[Mention[Organisation]]:
    """Acronyms that the model calls ORG, where the word before them says that somebody works or acts there."""
    text, k = doc._.extract_text, 0
    for ent in doc.ents:
        if ent.label_ != "ORG":
            continue
        while k < len(taken) and taken[k].end_char <= ent.start_char:
            k += 1
        if k < len(taken) and taken[k].start_char < ent.end_char:
            continue
        surface = text[ent.start_char:ent.end_char]
        known = tables.heads.get(ent[0].lower_, ())
        if (
            not (len(ent) == 1 and surface.isupper() and surface.isalpha() and 3 <= len(surface) <= 8)
            or any(head.kind == "none" for head in known)
            or not ent.start
            or doc[ent.start - 1].lower_ not in _CUES
        ):
            continue
        yield Mention.at(text, "organisations", ent.start_char, ent.end_char, Organisation(surface, "other"), "ner")
