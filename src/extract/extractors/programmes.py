"""Programmes: names the lexicon knows ("Makan Bergizi Gratis") and names after a cue ("program Kampung Terang").

A cue alone is not a programme: "program pembangunan", "Program Studi Kimia" and "program Bupati" are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.mentions import Mention, Programme

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_QUOTED = re.compile(r" ?[\"“”']([A-Z][^\"“”'\n]{2,60})[\"“”']")
_SHORT_FORM = re.compile(r" ?\(([A-Z][\w-]{1,14})\)")
_OWNER = re.compile(r" (?:dari|milik|besutan|gagasan|oleh|yang digagas|yang digagas oleh|inisiasi) ")
_RUN = re.compile(r"[A-Z][\w'-]*(?: (?:(?:dan|Dan) )?[A-Z][\w'-]*){0,8}")
_JOINS = frozenset({"dan", "di", "untuk", "ke", "bagi"})
_MAX_WORDS = 7
_CARRIERS = {"di": ("LOC", "ORG")}      # what ends a name that begins behind the word; else an organisation or a person

Word = tuple[int, int, str]
Entity = tuple[int, int, str]           # offsets and label


@dataclass(frozen=True, slots=True)
class _Tables:
    known: Mapping[str, tuple[tuple[tuple[str, ...], str, str, bool], ...]]     # first word -> (words, name, owner, exact)
    cues: frozenset[str]
    not_names: frozenset[str]                                                   # words no programme's name starts with
    owners: frozenset[str]                                                      # first words of organisations
    venues: frozenset[str]


@lru_cache(maxsize=8)
def _tables(lexicon: Lexicon) -> _Tables:
    known: dict[str, list[tuple[tuple[str, ...], str, str, bool]]] = {}
    rows = lexicon.rows("programme_cues")
    for row in rows:
        if row["role"] == "known":
            words = tuple(word.group().casefold() for word in _WORD.finditer(row["term"]))
            known.setdefault(words[0], []).append((words, row["name"], row["owner"], row["term"].isupper()))
    return _Tables(
        {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in known.items()},
        frozenset(row["term"] for row in rows if row["role"] == "cue"),
        frozenset(row["term"] for row in rows if row["role"] == "not"),
        frozenset(row["term"].split()[0].casefold() for row in lexicon.rows("organisations") if row["kind"] != "none"),
        frozenset(lexicon.terms("venue_heads")),
    )


def programmes(doc: Doc, lexicon: Lexicon) -> list[Mention[Programme]]:
    """Every named programme where it is first named, in order; its owner may be stated anywhere in the text."""
    text, tables = doc._.extract_text, _tables(lexicon)
    words = [(m.start(), m.end(), m.group().casefold()) for m in _WORD.finditer(text)]
    entities = {token.idx: (entity.start_char, entity.end_char, entity.label_) for entity in doc.ents for token in entity}
    first: dict[str, Mention[Programme]] = {}
    for mention in _scan(text, words, tables, entities):
        key = mention.value.name.casefold()
        known = first.setdefault(key, mention)
        if mention.value.owner and not known.value.owner:
            first[key] = replace(known, value=mention.value)
    return list(first.values())


def _scan(text: str, words: list[Word], tables: _Tables, entities: Mapping[int, Entity]) -> Iterator[Mention[Programme]]:
    """`entities`: where a word begins -> what it is part of."""
    i = 0
    while i < len(words):
        mention = None
        if words[i][2] in tables.known:
            mention = _known(text, words, i, tables, entities)
        if mention is None and words[i][2] in tables.cues:
            mention = _after_cue(text, words, i, tables, entities)
        if mention is None:
            i += 1
            continue
        yield mention
        while i < len(words) and words[i][0] < mention.end_char:
            i += 1


def _known(
    text: str, words: list[Word], i: int, tables: _Tables, entities: Mapping[int, Entity]
) -> Mention[Programme] | None:
    begins, _, label = entities.get(words[i][0], (words[i][0], 0, ""))
    if begins < words[i][0] and label in ("LOC", "ORG"):
        return None                             # "Ditjen PKH", "Gili Genting"
    for terms, name, owner, exact in tables.known[words[i][2]]:
        end = i + len(terms)
        if end > len(words) or any(words[i + k][2] != term for k, term in enumerate(terms)):
            continue
        start, stop = words[i][0], words[end - 1][1]
        surface = text[start:stop]
        named = surface[0].isupper() or (i > 0 and words[i - 1][2] in tables.cues)       # "program bedah rumah"
        if not named or (exact and not surface.isupper()) or "\n" in surface:
            continue
        stated = _owner(text, stop, tables)
        return Mention.at(text, "programmes", start, stop, Programme(name, stated or owner or None), "known")
    return None


def _after_cue(
    text: str, words: list[Word], i: int, tables: _Tables, entities: Mapping[int, Entity]
) -> Mention[Programme] | None:
    """"program Fase Pemulihan Transformatif dari Kementerian ...": the capitalised words after the cue, without who carries it
    out and where."""
    cue_start, cue_end, cue = words[i]
    quoted = _QUOTED.match(text, cue_end)
    if quoted:
        value = Programme(quoted.group(1), _owner(text, quoted.end(), tables))
        return Mention.at(text, "programmes", quoted.start(1), quoted.end(1), value, "quoted")
    first = last = i
    for j in range(i + 1, min(i + 1 + _MAX_WORDS, len(words))):
        start, _, word = words[j]
        if text[words[j - 1][1]:start] != " " or word == "tahun":
            break
        if text[start].isupper() or (text[start].isdigit() and last > i):
            if last == i and word in tables.not_names:
                return None
            begins = entities.get(start, (start, start, ""))
            if last > i and begins[0] == start and begins[2] in _CARRIERS.get(words[j - 1][2], ("ORG", "PER")):
                break                           # "Program Sehati Universitas …", "Program Sehati di Kota …"
            if (word in tables.owners or word in tables.venues) and last > i and words[j - 1][2] in _JOINS:
                break                           # "Program Sehati di Puskesmas ...", "Operasi Ketupat di Lapangan ..."
            last = j
        elif word not in _JOINS or last == i or text[words[last][0]].isdigit():     # a name ends with its year
            break
    if last == first or _is_owner(words[i + 1], words[last], entities):
        return None
    # "Operasi Ketupat", "Gerakan Pangan Murah": the cue is part of the name where it is written large; "program" is not.
    whole = cue != "program" and text[cue_start].isupper()
    if cue != "program" and not whole:
        return None
    if text[cue_start:cue_end].isupper() or (whole and last == i + 1 and cue != "operasi"):
        return None
    start, end = (cue_start if whole else words[i + 1][0]), words[last][1]
    name = text[start:end]
    if len(name) < 3 or (name.isupper() and " " in name):
        return None
    short = _SHORT_FORM.match(text, end)
    owner = _owner(text, short.end() if short else end, tables)
    return Mention.at(text, "programmes", start, end, Programme(name, owner), "cue")


def _is_owner(first: Word, last: Word, entities: Mapping[int, Entity]) -> bool:
    """Whether what follows the cue is whose programme it is: "program Kominfo"."""
    _, end, label = entities.get(first[0], (0, 0, ""))
    return label in ("ORG", "PER") and end >= last[1]


def _owner(text: str, end: int, tables: _Tables) -> str | None:
    """The organisation right behind " dari ", " milik ": "Kementerian Koperasi dan UKM"."""
    short = _SHORT_FORM.match(text, end)
    by = _OWNER.match(text, short.end() if short else end)
    run = _RUN.match(text, by.end()) if by else None
    if run is None or run.group().split()[0].casefold() not in tables.owners:
        return None
    return run.group()
