"""Organisations: a head that the lexicon knows, "Dinas", "BPBD" (`heads.py`), and the words that belong to it (`names.py`).

A short form in brackets ("Dinas Bina Marga (DBM) Kota Bekasi") names the same organisation wherever it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from extract.extractors.organisations.heads import Release, Tables, own_level, release_of, tables_of
from extract.extractors.organisations.names import Named, at_head
from extract.lexicon import Lexicon
from extract.lexicon.words import words_of
from extract.mentions import Mention, Organisation
from extract.values.regions import region_at

_SHORT_FORM = re.compile(r" ?\( ?([A-Z][\w&/-]{1,24}) ?\)")
_REGIONAL: Mapping[str, str] = {"province": "provincial-office", "regency": "regency-office", "city": "city-office"}
# "Universitas Jember" is named after the place; "Forum Anak Jember" is the one of the regency.
_NAMED_AFTER_A_PLACE = frozenset({"university", "school", "hospital", "company", "state-company", "police", "court"})
_ACRONYM = range(3, 9)      # letters of an acronym that only the model knows


def organisations(doc: Doc, lexicon: Lexicon) -> list[Mention[Organisation]]:
    """Every naming of an organisation, in order; names are expanded, regions written out."""
    text, tables = doc._.extract_text, tables_of(lexicon)
    persons = frozenset(ent.start_char for ent in doc.ents if ent.label_ == "PER")
    release = release_of(text, persons, tables)
    found, aliases = _by_head(release)
    mentions = [_mention(text, named, lexicon) for named in _with_aliases(text, found, aliases, lexicon)]
    return sorted([*mentions, *_from_model(doc, mentions, tables)], key=lambda m: m.start_char)


def _by_head(release: Release) -> tuple[list[Named], dict[str, Named]]:
    """Organisations by their heads, and the short forms that the text itself gives them."""
    text, words, tables = release.text, release.words, release.tables
    found: list[Named] = []
    aliases: dict[str, Named] = {}
    at = 0
    while at < len(words):
        # The text's own short form goes before whatever the lexicon knows under it.
        own = text[words[at][0] : words[at][1]] in aliases
        heads = () if own else tables.heads.get(words[at][2], ())
        named = at_head(release, at, heads)
        if named is None:
            at += 1
            continue
        short = _SHORT_FORM.match(text, named.end)
        end = named.end
        if short and named.kind != "none" and _stands_for(short.group(1), text[named.start : named.end], named.base, tables):
            aliases.setdefault(short.group(1), named)
            named = _past_short_form(text, named, short.end(), tables.lexicon)
            end = max(named.end, short.end())
        if named.kind != "none":
            found.append(named)
        while at < len(words) and words[at][0] < end:
            at += 1
    return found, aliases


def _stands_for(short: str, name: str, base: str, tables: Tables) -> bool:
    """The lexicon knows the short form so, or it starts like one of the name's first two words: "(SOPD)" after
    "Struktur Organisasi Pemerintah Daerah" does not mean the "Pemerintah Daerah"."""
    known = tables.heads.get(short.casefold(), ())
    return any(head.name == base for head in known) or any(short[0].casefold() == word[0].casefold() for word in name.split()[:2])


def _past_short_form(text: str, named: Named, end: int, lexicon: Lexicon) -> Named:
    """"Dinas Bina Marga (DBM) Kota Bekasi" with its region; without one the name ends before the bracket."""
    region = None if named.region or text[end : end + 1] != " " else region_at(text, end + 1, lexicon)
    return replace(named, end=region.end, region=region) if region else named


def _with_aliases(text: str, found: Sequence[Named], aliases: Mapping[str, Named], lexicon: Lexicon) -> Sequence[Named]:
    """Adds the other places where a short form that the text itself defines stands."""
    if not aliases:
        return found
    regions = {named.base: named.region for named in reversed(found) if named.region}
    pending = sorted((named.start, named.end) for named in found)
    added: list[Named] = []
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, aliases), key=len, reverse=True))})(?!\w)")
    k = 0
    for match in pattern.finditer(text):
        while k < len(pending) and pending[k][1] <= match.start():
            k += 1
        if k < len(pending) and pending[k][0] < match.end():
            continue
        meant = aliases[match.group()]
        may_follow = meant.rule != "none-tail" and text[match.end() : match.end() + 1] == " "
        region = region_at(text, match.end() + 1, lexicon) if may_follow else None
        end = region.end if region else match.end()
        added.append(Named(match.start(), end, meant.base, meant.kind, region or regions.get(meant.base), "short-form"))
    return sorted([*found, *added], key=lambda named: named.start)


def _mention(text: str, named: Named, lexicon: Lexicon) -> Mention[Organisation]:
    name, kind = named.base, named.kind
    own = own_level(name, lexicon)
    if named.region:
        bare = own or named.rule == "place-tail" or kind in _NAMED_AFTER_A_PLACE
        name = f"{name} {named.region.name if bare else named.region.full_name}"
    if kind == "regional-office":
        level = named.region.region.level if named.region else own
        kind = _REGIONAL.get(level or "", kind)
    return Mention.at(text, "organisations", named.start, named.end, Organisation(name, kind), named.rule)


def _from_model(doc: Doc, taken: Sequence[Mention[Organisation]], tables: Tables) -> Iterator[Mention[Organisation]]:
    """Acronyms that the model calls ORG, where the word before them says that somebody works or acts there."""
    text = doc._.extract_text
    cues = words_of(tables.lexicon, "organisation-cue")
    starts = [mention.start_char for mention in taken]
    for ent in doc.ents:
        if ent.label_ != "ORG" or not ent.start or doc[ent.start - 1].lower_ not in cues:
            continue
        surface = text[ent.start_char : ent.end_char]
        before = bisect_left(starts, ent.end_char)
        free = not before or taken[before - 1].end_char <= ent.start_char
        if free and len(ent) == 1 and _is_acronym(surface, tables):
            yield Mention.at(text, "organisations", ent.start_char, ent.end_char, Organisation(surface, "other"), "ner")


def _is_acronym(word: str, tables: Tables) -> bool:
    known_as_none = any(head.kind == "none" for head in tables.heads.get(word.casefold(), ()))
    return word.isupper() and word.isalpha() and len(word) in _ACRONYM and not known_as_none
