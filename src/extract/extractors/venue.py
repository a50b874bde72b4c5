"""`venues`: where the event took place: "bertempat di Ballroom …", "di Halaman Kantor Gubernur …", "melalui Zoom".

`rule` tells what speaks for a place; its value has every edge that `EDGES` allow, the first as a rule the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.lexicon.words import worded, words_of
from extract.mentions import Ending, Mention, Offsets, Venue
from extract.text.lead import lead_stretches, marked, speech, untaken
from extract.text.name_edge import At, Edge, Step, name_edges
from extract.values.dates import find_dates
from extract.values.regions import find_region
from extract.words.rules import Rule, Rules
from extract.words.verbs import governs
from extract.words.view import Word, Words

_ONLINE = worded(
    r"\b(?:{venue-manner}\s(?P<way>{venue-online})|{venue-by}\s(?P<tool>(?:{venue-medium}\s)?{venue-tool}))"
    r"(?:\s{venue-tool-more})*\b",
    re.IGNORECASE,
)
_MAX_WORDS = 20
_HEAD_REACH = 3         # words of a name among which its head stands
_VISIT_REACH = 6        # words between "kunjungan" and "ke"
_CITY_WORDS = 6
_HELD = worded(r"\b{venue-held}\s$", re.IGNORECASE)
_HELD_REACH = 20        # characters
_CLASSES = (
    "venue-cue", "venue-never-first", "venue-office", "venue-stop", "venue-trail", "venue-visit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Tables:
    classes: Mapping[str, frozenset[str]]
    verbs: frozenset[str]                   # bare stems: "di buka" is a verb written apart
    wide: frozenset[str]                    # countries, islands, towns abroad
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The title, or a paragraph of the lead."""

    text: str
    words: Sequence[Word]
    dates: Sequence[Offsets]
    tables: _Tables

    def lower(self, i: int) -> str:
        """Word `i`, "" outside."""
        return self.words[i].bare if 0 <= i < len(self.words) else ""

    def capital(self, i: int) -> bool:
        return i < len(self.words) and self.words[i].text[0].isupper()

    def any(self, name: str, first: int, last: int) -> bool:
        """Whether a word of the class `name` stands among those from `first` to before `last`."""
        return any(word.bare in self.tables.classes[name] for word in self.words[max(0, first) : last])

    def edges(self, first: int) -> list[Edge]:
        dates = frozenset(start for start, _ in self.dates)
        return name_edges(At(self.words, first, first, dates, self.tables.classes), EDGES, _MAX_WORDS)


@dataclass(frozen=True, slots=True)
class _Place:
    """What may be a venue: the words behind the preposition at `i`, from `first` to before `last`."""

    stretch: _Stretch
    i: int
    first: int
    last: int
    city_end: int

    @property
    def headed(self) -> bool:
        return self.stretch.any("head", self.first, min(self.last, self.first + _HEAD_REACH))

    @property
    def capital(self) -> bool:
        return any(self.stretch.capital(k) for k in range(self.first, self.last))

    @property
    def cued(self) -> bool:
        return self.stretch.any("cue", self.i - 2, self.i)

    @property
    def vague(self) -> bool:
        """ "Desa Oben": it tells where, but not the room or the field."""
        return self.stretch.lower(self.first) in self.stretch.tables.classes["place"]

    @property
    def wide(self) -> bool:
        """ "Palu", "Timor Leste": it tells in which town, or not even that."""
        words, tables = self.stretch.words[self.first : self.last], self.stretch.tables
        name = self.stretch.text[words[0].start : words[-1].end] if words else ""
        region = find_region(name, tables.lexicon)
        return name in tables.wide or (region is not None and region.level != "district")

    @property
    def dated(self) -> bool:
        """Whether a day stands right before the preposition or behind the place."""
        s = self.stretch
        starts = {start for start, _ in s.dates}
        if any(0 <= s.words[self.i].start - end <= 2 for _, end in s.dates):
            return True
        behind = s.words[self.city_end : self.city_end + 2]
        if behind and behind[0].text in {",", "pada", "."}:
            behind = behind[1:]
        return bool(behind) and (behind[0].start in starts or behind[0].text == "hari")

    @property
    def to(self) -> bool:
        """Whether the preposition is "ke"."""
        return self.stretch.lower(self.i) == "ke"

    @property
    def visited(self) -> bool:
        return self.stretch.any("visit", self.i - _VISIT_REACH, self.i)


# In an example the preposition stands at ^.
PLACES: Rules[_Place, bool] = Rules(
    "venue speaks",
    Rule("no building", lambda p: p.to and not (p.headed and p.capital), False, example="datang ^ke Palu"),
    Rule("visit", lambda p: p.to and p.visited, True, example="kunjungan ^ke Pasar Oesao", goes_by=("venue-visit",)),
    Rule("to", lambda p: p.to, True, example="datang ^ke Pasar Oesao", goes_by=("venue_heads",)),
    Rule("region", lambda p: p.wide, False,
         example="digelar ^di Palu, Senin (3/6)", not_example="digelar ^di Oesao, Senin (3/6)"),
    Rule("head by date", lambda p: p.headed and p.dated and not p.cued, True, example="^di Aula Setda, Senin (3/6)",
         goes_by=("venue_heads",)),
    Rule("by date", lambda p: p.dated, True, example="digelar ^di Oesao, Senin (3/6)"),
    Rule("cue", lambda p: p.cued, True, example="bertempat ^di Oesao", goes_by=("venue-cue",)),
    Rule("vague", lambda p: p.vague, True, example="panen ^di Desa Oben", goes_by=("local_places", "venue-place")),
    Rule("head", lambda p: p.headed, True, example="rapat ^di Aula Setda", goes_by=("venue_heads",)),
    Rule("named", lambda p: p.capital and p.last > p.first + 1, True, example="rapat ^di Muara Oesapa"),
    Rule("nothing", lambda p: True, False, example="rapat ^di Palu"),
)  # fmt: skip


def venues(doc: Doc, lexicon: Lexicon) -> list[Mention[Venue]]:
    """Venues in the title and the lead, in document order. `rule` tells what speaks for each."""
    text = doc._.extract_text
    tables = _tables(lexicon)
    found: list[Mention[Venue]] = []
    view, from_model = Words(doc), marked(doc, "VENUE")
    for start, end in lead_stretches(text, doc._.extract_layout):
        said = speech(text, start, end)
        dates = [offsets for offsets, _ in find_dates(text, start, end, lexicon)]
        stretch = _Stretch(text, view.within(start, end), dates, tables)
        found += _at_prepositions(stretch, said)
        found += _online(text, (start, end), dates, lexicon)
        left = untaken(from_model, (start, end), [mention.offsets for mention in found], said)
        found += [_from_model(text, offsets) for offsets in left]
    return sorted(found, key=lambda mention: mention.offsets)


def _at_prepositions(stretch: _Stretch, said: Sequence[Offsets]) -> Iterator[Mention[Venue]]:
    for i, word in enumerate(stretch.words):
        if word.lower in ("di", "ke") and not any(a <= word.start < b for a, b in said):
            mention = _venue(stretch, i)
            if mention is not None:
                yield mention


def _online(text: str, stretch: Offsets, dates: Sequence[Offsets], lexicon: Lexicon) -> Iterator[Mention[Venue]]:
    for match in _ONLINE(lexicon).finditer(text, *stretch):
        name = text[match.start("way" if match["way"] else "tool") : match.end()]
        by_date = any(0 <= first - match.end() <= 2 for first, _ in dates)
        cued = _HELD(lexicon).search(text, max(stretch[0], match.start() - _HELD_REACH), match.start())
        rule = "online_by_date" if by_date else "online_cue" if cued else "online"
        value = Venue(name, online=True, endings=(Ending(name, match.end(), rule, ""),))
        yield Mention.at(text, "venues", *match.span(), value, rule)


@lru_cache(maxsize=8)
def _tables(lexicon: Lexicon) -> _Tables:
    classes = {name.removeprefix("venue-"): words_of(lexicon, name) for name in _CLASSES}
    heads = frozenset(lexicon.terms("venue_heads"))
    classes |= {
        "head": heads,
        "inner": words_of(lexicon, "venue-inner") | words_of(lexicon, "level-local") - words_of(lexicon, "venue-place"),
        "place": words_of(lexicon, "venue-place", "level-local"),
        "building": heads - words_of(lexicon, "venue-place", "level-local"),
        "region": words_of(lexicon, "level"),
        "weekday": words_of(lexicon, "weekday"),
    }
    verbs = (row["term"] for row in lexicon.rows("event_actions"))
    wide = frozenset(lexicon.terms("other_places"))
    return _Tables(classes, frozenset(verb for verb in verbs if not verb.startswith(("me", "di"))), wide, lexicon)


def _venue(s: _Stretch, i: int) -> Mention[Venue] | None:
    """The venue behind the preposition at word `i`; None where nothing says that it is one."""
    first = i + 1
    edges = s.edges(first)
    if not edges or s.any("never-first", first, first + 1) or s.lower(first) in s.tables.verbs:
        return None
    last = edges[0].stop
    split = _region_from(s, first, last)
    city_end = _city_end(s, last)
    place = _Place(s, i, first, last, city_end)
    rule = PLACES.first(place)
    if not rule.result:
        return None
    if not any(s.capital(k) for k in range(first, split)) and split - first < (2 if place.headed else 3):
        return None
    edges = sorted({edge.stop: edge for edge in [*edges, Edge(split, "region", s.lower(split))]}.values(), key=lambda e: e.stop)
    edges.sort(key=lambda edge: edge.stop != split)      # the first ends before the regions
    start = s.words[first].start
    endings = [_ending(s, start, edge, max(city_end, edge.stop)) for edge in edges]
    value = Venue(endings[0].name, endings[0].city, endings=tuple(endings))
    return Mention.at(s.text, "venues", start, endings[0].end_char, value, rule.id)


def _ending(s: _Stretch, start: int, edge: Edge, city_end: int) -> Ending:
    end = s.words[edge.stop - 1].end
    return Ending(s.text[start:end], end, edge.rule, edge.word, _city_of(s.text, s.words[edge.stop : city_end], s.tables))


def _city_of(text: str, tokens: Sequence[Word], tables: _Tables) -> str | None:
    """Of "Tondo, Kota Palu, Sulawesi Tengah" the first known region, else the first place that the model marks."""
    pieces: list[list[Word]] = [[]]
    for token in tokens:
        if token.text == ",":
            pieces.append([])
        elif pieces[-1] or token.bare not in tables.classes["region"]:
            pieces[-1].append(token)
    names = [(text[piece[0].start : piece[-1].end], piece[0].entity) for piece in pieces if piece]
    known = next((name for name, _ in names if find_region(name, tables.lexicon)), None)
    return known or next((name for name, entity in names if entity == "LOC"), None)


def _from_model(text: str, offsets: Offsets) -> Mention[Venue]:
    """A venue that the model marks and no rule found."""
    start, end = offsets
    rule = "model_after_di" if text[max(0, start - 6):start].lower().endswith((" di ", "\ndi ", " pada ")) else "model"
    name = text[start:end]
    return Mention.at(text, "venues", start, end, Venue(name, endings=(Ending(name, end, "model", ""),)), rule)


# ── where a name ends ─────────────────────────────────────────────────────────────────────────────────────────────
def _building(at: At) -> bool:
    """Whether a house follows in which the room is: "Ruang Rapat Utama, Kantor …"."""
    return at.after().istitle() and at.after().lower() in at.classes["building"]


# In an example the name starts at <, the word that is decided at ^.
EDGES: Rules[At, Step] = Rules(
    "venue ends",
    Rule("date", lambda at: at.word.start in at.dates, Step.STOP, example="di <Aula Setda ^Senin (3/6/2024)"),
    Rule("stop", lambda at: at.among("stop") and not at.text.istitle(), Step.STOP, example="di <Aula Setda ^yang"),
    Rule("inner di", lambda at: at.lower == "di" and at.after().lower() in at.classes["inner"], Step.MAY,
         example="di <Balai Warga ^di Jalan Melati", not_example="di <Aula ^di Timor"),
    Rule("di", lambda at: at.lower == "di", Step.STOP, example="di <Aula Setda ^di Timor"),
    Rule("bracket", lambda at: at.text == "(" and at.closing() is not None, Step.GROUP, example="di <Gedung ^(GSG) Oben"),
    Rule("inner", lambda at: at.text == "," and at.after().lower() in at.classes["inner"], Step.MAY,
         example="di <Balai Warga^, Jalan Melati", not_example="di <Aula Setda^, Lewoleba"),
    Rule("building", lambda at: at.text == "," and _building(at), Step.MAY, example="di <Ruang Rapat^, Kantor Bupati",
         not_example="di <Aula Setda^, Lewoleba"),
    Rule("comma", lambda at: at.text == "," and at.after()[:1].isupper() and at.after().lower() not in at.classes["weekday"],
         Step.PAUSE, example="di <Aula Setda^, Lewoleba", not_example="di <Aula Setda^, yang"),
    Rule("mark", lambda at: not at.text[0].isalnum() and at.text not in "&-–/", Step.STOP, example="di <Aula Setda^; hadir"),
    Rule("verb", lambda at: governs(at.text), Step.STOP, example="di <Aula Setda ^menyerahkan"),
    Rule("address", lambda at: at.among("inner") and at.text[0].isupper(), Step.MAY,
         example="di <Pasar Oesao ^Desa Oben"),
    Rule("name", lambda at: True, Step.TAKE, example="di <Aula ^Setda"),
)  # fmt: skip


def _region_from(s: _Stretch, first: int, last: int) -> int:
    """Where the regions within a venue's words begin; they belong to the name of an office: "Kantor Bupati Kabupaten …"."""
    if s.any("office", first, last):
        return last
    return next((k for k in range(first + 2, last) if s.any("region", k, k + 1) and not s.any("inner", k - 1, k)), last)


def _city_end(s: _Stretch, end: int) -> int:
    """Where the regions end that stand between commas behind a venue."""
    while s.lower(end) == "," and s.capital(end + 1):
        k = end + 1
        while s.capital(k) and k - end < _CITY_WORDS:
            k += 1
        if k < len(s.words) and s.words[k].text not in {",", ".", "(", "pada", "\n", ";", "yang"}:
            break
        if s.any("weekday", end + 1, end + 2):
            break
        end = k
    return end
