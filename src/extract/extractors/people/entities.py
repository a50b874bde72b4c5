"""The names that the model found, cut to what is a name: without the titles, places and organisations it took along."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extract.extractors.people.here import Entity, Here
from extract.values.honorifics import honorifics_at
from extract.values.names import Name, name_at
from extract.values.offices import in_title, is_derived, is_title_word
from extract.values.title_regions import title_region_at

_WORD = re.compile(r"\w+")
_ACRONYM = re.compile(r"[A-Z]{3,}")
_NUMERAL = re.compile(r"[IVX]+\b")
_LOWER = re.compile(r"\b[a-z]{3}")
_WORD_REACH = 30
_HONORIFIC_REACH = 36
_LINE_REACH = 60            # characters around a word that tell whether its line is in capitals
_HEADLINE = 200             # characters: a longer first line is no headline


def entity_names(here: Here) -> list[Name]:
    """The names of PER entities, in order."""
    text, lexicon = here.text, here.lexicon
    headline = min(here.first_line, _HEADLINE) if here.first_line < len(text) else 0
    in_body = {text[entity.start : entity.end] for entity in here.persons if entity.start > headline}
    names: list[Name] = []
    for entity in here.persons:
        start = _past_title(here, entity)
        if start >= entity.end or _is_acronym(text, start, entity.end):
            continue
        limit, known_to = None, entity.end
        if start < headline:
            # In a headline every word has a capital: the body knows where the name ends.
            limit = known_to = _end_in_body(here, start, entity.end, headline, in_body)
        name = name_at(text, start, lexicon, limit, known_to)
        if name and (not names or name.start >= names[-1].end):
            names.append(_with_honorifics_before(here, name))
    return names


def _end_in_body(here: Here, start: int, end: int, headline: int, in_body: set[str]) -> int:
    """Where a name of the headline ends: "Rudi Salim Bantah", which the body has as "Rudi Salim" alone."""
    text = here.text
    ends = [start + match.end() for match in _WORD.finditer(text[start:end])]
    if text.find(text[start:end], headline) >= 0:
        return end
    known = ((at, text[at + 1 : end].split()[0]) for at in reversed(ends[:-1]) if text[start:at] in in_body)
    return next((at for at, behind in known if here.has_form(behind)), end)


# ── what the model took along before a name ──
def _past_title(here: Here, entity: Entity) -> int:
    """Where the name in an entity starts, behind words of titles, places and organisations."""
    text, start, end = here.text, entity.start, entity.end
    if text[start - 1 : start] in ("/", "-"):       # "Kodam IV/Diponegoro Ahmad Alwi"
        word = _WORD.match(text, start, end)
        start = word.end() + 1 if word else start
    while start < end:
        skip = next((past for step in _BEFORE_NAME if (past := step(here, start, end)) is not None), None)
        if skip is None:
            break
        start = skip + 1
    return start


def _past_office(here: Here, start: int, end: int) -> int | None:
    head = here.heads.match(here.text, start)
    return head.end() if head else None


def _past_region(here: Here, start: int, end: int) -> int | None:
    """A region where a title goes on; "Bima Satria" is a name."""
    region = title_region_at(here.text, start, here.lexicon)
    if region is None:
        return None
    name = region[0] < end or here.is_first_name(start, end)
    return None if name and not in_title(here.text, start, here.lexicon) else region[0]


def _past_introduced(here: Here, start: int, end: int) -> int | None:
    return here.past_short_name(start)


def _past_numeral(here: Here, start: int, end: int) -> int | None:
    """The number of an office: "Wakil Rektor | I"."""
    numeral = _NUMERAL.match(here.text, start, end)
    return numeral.end() if numeral and in_title(here.text, start, here.lexicon) else None


def _past_words_before_honorific(here: Here, start: int, end: int) -> int | None:
    """What stands before the honorific or the rank of a name: "Ponpes | Ikhlas KH. Budi Salim"."""
    words = (word.start() for word in _WORD.finditer(here.text, start, end))
    inner = None if _honoured(here, start) else next((at for at in words if _honoured(here, at)), None)
    return inner - 1 if inner and here.text[inner - 1] == " " else None


def _honoured(here: Here, start: int) -> bool:
    """An honorific of more than an initial, with a name behind it."""
    behind, honorifics = honorifics_at(here.text, start, here.lexicon)
    return bool(honorifics) and len(honorifics[0].rstrip(".")) > 1 and here.text[behind : behind + 1].isupper()


def _past_unit(here: Here, start: int, end: int) -> int | None:
    """A first word that belongs to the title before it: "Kepala Dinas PU | Pengairan Syamsul", "Bank | Victoria"."""
    words = [match for match, _ in zip(_WORD.finditer(here.text, start, end), range(2), strict=False)]
    if len(words) < 2 or not in_title(here.text, start, here.lexicon):
        return None
    first = words[0].group()
    before = here.text[max(0, start - _WORD_REACH) : start].split()[-1]
    apart = here.stands_apart(before, first, words[1].group(), start)
    return words[0].end() if apart or is_derived(first) or is_title_word(first, here.lexicon) else None


_BEFORE_NAME: tuple[Callable[[Here, int, int], int | None], ...] = (
    _past_office, _past_region, _past_introduced, _past_numeral,
    _past_words_before_honorific, _past_unit,
)  # fmt: skip


def _is_acronym(text: str, start: int, end: int) -> bool:
    """Whether one word in capitals stands in a line that is not: "Rektor UNIB, Prof. Indra"."""
    if _ACRONYM.fullmatch(text, start, end) is None:
        return False
    line = text[max(0, start - _LINE_REACH) : start].rpartition("\n")[2] + text[end : end + _LINE_REACH].partition("\n")[0]
    return _LOWER.search(line) is not None


def _with_honorifics_before(here: Here, name: Name) -> Name:
    for start in [m.start() for m in _WORD.finditer(here.text, max(0, name.start - _HONORIFIC_REACH), name.start)]:
        end, before = honorifics_at(here.text, start, here.lexicon)
        if before and end == name.start:
            return replace(name, start=start, honorifics=before + name.honorifics)
        if before and name.start < end < name.offsets[1]:       # "H.E. Rashid Malik", of which the model leaves the "H."
            return name_at(here.text, start, here.lexicon, name.offsets[1], name.offsets[1]) or name
    return name
