"""`venues`: where the event took place: "bertempat di Ballroom …", "di Halaman Kantor Gubernur …", "melalui Zoom"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.lexicon.words import words_of
from extract.mentions import Mention, Offsets, Venue
from extract.text.lead import Word, lead_stretches, marked, speech, untaken, words
from extract.values.dates import find_dates
from extract.values.names import is_short_form
from extract.values.regions import find_region

_ONLINE = re.compile(
    r"\b(?:secara\s(?:daring|virtual|online)"
    r"|(?:melalui|via)\s(?:aplikasi\s|media\s)?(?:zoom|video\s?conference|vidcon|google\smeet))"
    r"(?:\s(?:zoom|meeting|meet|cloud))*\b",
    re.I,
)
_DOCTORS = {"dr", "drg"}        # "RSUD dr. Yohanes"
_STREET = re.compile(r"(?:jl|jln|jalan)\b", re.IGNORECASE)
_VERB = re.compile(r"di[a-z]{4,}|me[mnrlw][a-z]{4,}")
_CLASSES = (
    "level", "venue-cue", "venue-hybrid", "venue-inner", "venue-never-first", "venue-not-now", "venue-office", "venue-place",
    "venue-stop", "venue-visit",
)  # fmt: skip
_MAX_WORDS = 20
_VISIT_REACH = 6        # words between "kunjungan" and "ke"
_FROM = {"ke": "visit", "dari": "hybrid"}       # "kunjungan ke Pasar Oesao", "secara hybrid dari Gedung Merdeka"
_BEFORE_VENUES = {"di", *_FROM}
_HELD = re.compile(r"\b(?:di(?:laksanakan|gelar|ikuti|selenggarakan|adakan|lakukan)|berlangsung)\s$", re.IGNORECASE)
_HELD_REACH = 20        # characters


@dataclass(frozen=True, slots=True)
class _Tables:
    heads: frozenset[str]
    places: frozenset[str]                  # "desa": a head that tells where, but not the room or the field
    verbs: frozenset[str]                   # bare stems: "di buka" is a verb written apart
    short: frozenset[str]                   # "Prof", "Jl"
    weekdays: frozenset[str]
    offices: frozenset[str]                 # "bupati": a person comes, no town
    edges: Mapping[str, frozenset[str]]     # class -> words
    lexicon: Lexicon


def venues(doc: Doc, lexicon: Lexicon) -> list[Mention[Venue]]:
    """Venues in the title and the lead, in document order. `rule` tells what speaks for each."""
    text = doc._.extract_text
    tables = _tables(lexicon)
    found: list[Mention[Venue]] = []
    from_model = marked(doc, "VENUE")
    for start, end in lead_stretches(text, doc._.extract_layout):
        said = speech(text, start, end)
        dates = [offsets for offsets, _ in find_dates(text, start, end, lexicon)]
        tokens = words(text, start, end)
        position = 0
        for i, token in enumerate(tokens[:-1]):
            if token.lower not in _BEFORE_VENUES:
                continue
            cues = tables.edges[_FROM[token.lower]] if token.lower in _FROM else ()
            visited = any(t.lower in cues for t in tokens[max(0, i - _VISIT_REACH) : i])
            if (token.lower != "di" and not visited) or token.start < position or any(a <= token.start < b for a, b in said):
                continue
            mention = _venue(text, tokens, i, dates, tables)
            if mention is not None:
                found.append(mention)
                position = mention.end_char
        for match in _ONLINE.finditer(text, start, end):
            value = Venue(re.sub(r"^(?:melalui|via|secara)\s", "", match.group(), flags=re.I), online=True)
            by_date = any(0 <= first - match.end() <= 2 for first, _ in dates)
            cued = _HELD.search(text, max(start, match.start() - _HELD_REACH), match.start())
            rule = "online_by_date" if by_date else "online_cue" if cued else "online"
            found.append(Mention.at(text, "venues", *match.span(), value, rule))
        left = untaken(from_model, (start, end), [mention.offsets for mention in found], said)
        found += [_from_model(text, offsets) for offsets in left if not find_region(text[slice(*offsets)], lexicon)]
    return sorted(found, key=lambda mention: mention.offsets)


@lru_cache(maxsize=8)
def _tables(lexicon: Lexicon) -> _Tables:
    edges = {name.removeprefix("venue-"): words_of(lexicon, name) for name in _CLASSES}
    edges["inner"] |= words_of(lexicon, "level-local") - edges["place"]         # "Aula Melati, Desa Suka", not ", Pulau Suka"
    verbs = (row["term"] for row in lexicon.rows("event_actions"))
    return _Tables(
        frozenset(lexicon.terms("venue_heads")),
        frozenset(lexicon.terms("local_places")) | edges["place"],
        frozenset(verb for verb in verbs if not verb.startswith(("me", "di"))),
        frozenset(term.rstrip(".") for term in lexicon.terms("token_abbreviations")),
        words_of(lexicon, "weekday"),
        frozenset(term.split()[0].lower() for term in lexicon.terms("offices")) | {"penjabat", "pj", "plt", "plh"},
        edges,
        lexicon,
    )


def _venue(
    text: str, tokens: Sequence[Word], i: int, dates: Sequence[Offsets], tables: _Tables
) -> Mention[Venue] | None:
    """The venue after the "di" at word `i`, or the "ke" of a visit; None where nothing says that it is one."""
    day_starts = {start for start, _ in dates}
    first = i + 1
    last = _right_edge(tokens, first, day_starts, tables)
    if last == first or tokens[first].lower in tables.edges["never-first"]:
        return None
    following = tokens[first + 1].lower if first + 1 < len(tokens) else ""
    if tokens[first].lower in tables.verbs and (tokens[first].text.islower() or following in {"langsung", "oleh"}):
        return None
    if any(token.lower in tables.edges["not-now"] for token in tokens[max(0, i - 4) : i]):
        return None
    split, city_end = _city(tokens, first, last, tables)
    after = tokens[city_end] if city_end < len(tokens) else None
    if after is not None and after.text in {",", "pada", "."} and city_end + 1 < len(tokens):
        after = tokens[city_end + 1]
    near_day = after is not None and (after.start in day_starts or after.text == "hari")
    behind_day = any(0 <= tokens[i].start - end <= 2 for _, end in dates)
    headed = any(token.lower in tables.heads for token in tokens[first : min(last, first + 3)])
    if tokens[i].lower in _FROM:
        if not headed or not any(token.text[0].isupper() for token in tokens[first:last]):
            return None
        rule = "venue_place"
    elif any(token.lower in tables.edges["cue"] for token in tokens[max(0, i - 2) : i]):
        rule = "venue_cue"
    elif headed:
        rule = "venue_head"
    elif near_day or behind_day:
        rule = "venue_by_date"
    else:
        return None
    if rule != "venue_head" and (near_day or behind_day):
        rule = "venue_by_date"
    elif near_day or behind_day:
        rule = "venue_head_by_date"
    elif rule == "venue_head" and tokens[first].lower in tables.places:
        rule = "venue_place"
    name = text[tokens[first].start : tokens[split - 1].end]
    if not any(token.text[0].isupper() for token in tokens[first:split]) and split - first < (2 if headed else 3):
        return None
    city = _city_of(text, tokens[split:city_end], tables)
    return Mention.at(text, "venues", tokens[first].start, tokens[split - 1].end, Venue(name, city), rule)


def _city_of(text: str, tokens: Sequence[Word], tables: _Tables) -> str | None:
    """Of "Tondo, Kota Palu, Sulawesi Tengah" the first known region, else the first words; no organisation, no street."""
    pieces: list[list[Word]] = [[]]
    for token in tokens:
        if token.text == ",":
            pieces.append([])
        elif token.text == "." and not pieces[-1]:
            continue            # "Kab. Kapuas"
        elif pieces[-1] or token.lower not in tables.edges["level"]:
            pieces[-1].append(token)
    names = [text[piece[0].start : piece[-1].end] for piece in pieces if piece]
    known = next((name for name in names if find_region(name, tables.lexicon)), None)
    towns = (name for name in names if not is_short_form(name, tables.lexicon) and not _STREET.match(name))
    towns = (name for name in towns if name.split()[0].lower() not in tables.offices)
    return known or next(towns, None)


def _from_model(text: str, offsets: Offsets) -> Mention[Venue]:
    """A venue that the model marks and no rule found."""
    start, end = offsets
    rule = "model_after_di" if text[max(0, start - 6):start].lower().endswith((" di ", "\ndi ", " pada ")) else "model"
    return Mention.at(text, "venues", start, end, Venue(text[start:end]), rule)


def _right_edge(tokens: Sequence[Word], first: int, day_starts: set[int], tables: _Tables) -> int:
    edges = tables.edges
    i = first
    while i < len(tokens) and i - first < _MAX_WORDS:
        word, lower = tokens[i], tokens[i].lower
        if word.start in day_starts or (lower in edges["stop"] and not (word.text.istitle() and i > first)):
            break
        if word.text == "Di" and i > first and tokens[first - 1].text == "di" and tokens[i - 1].text[0].isupper():
            i += 1              # part of a name: "Gereja Masehi Injili Di Timor"
            continue
        if lower == "di":
            if i == first or i + 1 >= len(tokens) or tokens[i + 1].lower not in edges["inner"]:
                break
        elif word.text == "(":
            close = next((k for k in range(i + 1, min(i + 6, len(tokens))) if tokens[k].text == ")"), None)
            if close is None or tokens[i + 1].text[0].isdigit():
                break
            i = close
        elif word.text == ",":
            behind = tokens[i + 1] if i + 1 < len(tokens) else word
            # "Ruang Rapat Utama, Kantor …"
            building = behind.text.istitle() and behind.lower in tables.heads and behind.lower not in tables.places
            if behind.lower not in edges["inner"] and not building:
                break
        elif word.text == ".":
            before, following = tokens[i - 1].text, tokens[i + 1].text if i + 1 < len(tokens) else ""
            short = before[0].isupper() or before in _DOCTORS
            if (len(before) > 3 and before not in tables.short) or not short or not following[:1].isupper():
                break       # a full stop, not that of "Jl. Merdeka"
        elif word.text in {"–", "—"}:
            if word.start > tokens[i - 1].end or i + 1 >= len(tokens) or tokens[i + 1].start > word.end:
                break       # "Ruas Jalan Kupang–Oesao" is one name
        elif (not word.text[0].isalnum() and word.text not in {"&", "-", "/"}) or _VERB.fullmatch(word.text):
            break
        i += 1
    while i > first and tokens[i - 1].lower in {"dan", "di", ",", "-", "para", "."}:
        i -= 1
    return i


def _city(tokens: Sequence[Word], first: int, last: int, tables: _Tables) -> tuple[int, int]:
    """Where the venue's own name ends, and where the regions behind it end."""
    split = last
    if not any(token.lower in tables.edges["office"] for token in tokens[first:last]):
        levels = tables.edges["level"]
        regions = (k for k in range(first + 2, last) if tokens[k].lower in levels and tokens[k].text[0].isupper())
        split = next(regions, last)
    end = last
    while end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].text[0].isupper():
        k = end + 1
        while k < len(tokens) and tokens[k].text[0].isupper() and k - end < 6:
            k += 1
        if k < len(tokens) and tokens[k].text not in {",", ".", "(", "pada", "\n", ";", "yang"}:
            break
        if tokens[end + 1].lower in tables.weekdays:
            break
        end = k
    return split, end
