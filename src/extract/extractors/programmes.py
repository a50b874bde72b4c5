"""Programmes: names the lexicon knows ("Makan Bergizi Gratis") and names after a cue ("program Kampung Terang").

A cue alone is not a programme: "program pembangunan", "Program Studi Kimia" and "program Bupati" are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.lexicon.words import worded, words_of
from extract.mentions import Mention, Programme
from extract.words.rules import Rule, Rules

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_QUOTED = re.compile(r" ?[\"“”']([A-Z][^\"“”'\n]{2,60})[\"“”']")
_SHORT_FORM = re.compile(r" ?\(([A-Z][\w-]{1,14})\)")
_OWNER = worded(r" {programme-owner} ")
_RUN = worded(r"[A-Z][\w'-]*(?: (?:{link-and} )?[A-Z][\w'-]*){0,8}")
_MAX_WORDS = 7

Word = tuple[int, int, str]
Entity = tuple[int, int, str]           # offsets and label


@dataclass(frozen=True, slots=True)
class _Tables:
    known: Mapping[str, tuple[tuple[tuple[str, ...], str, str, bool], ...]]     # first word -> (words, name, owner, exact)
    cues: Mapping[str, bool]                                                    # whether the cue is part of the name
    not_names: frozenset[str]                                                   # words no programme's name starts with
    carriers: frozenset[str]                                                    # first words of organisations and of venues
    owners: frozenset[str]                                                      # … of organisations
    lexicon: Lexicon


@lru_cache(maxsize=8)
def _tables(lexicon: Lexicon) -> _Tables:
    known: dict[str, list[tuple[tuple[str, ...], str, str, bool]]] = {}
    rows = lexicon.rows("programme_cues")
    for row in rows:
        if row["role"] == "known":
            words = tuple(word.group().casefold() for word in _WORD.finditer(row["term"]))
            known.setdefault(words[0], []).append((words, row["name"], row["owner"], row["term"].isupper()))
    owners = frozenset(row["term"].split()[0].casefold() for row in lexicon.rows("organisations") if row["kind"] != "none")
    return _Tables(
        {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in known.items()},
        {row["term"].casefold(): row["role"] == "cue" for row in rows if row["role"] in ("cue", "label")},
        frozenset(row["term"] for row in rows if row["role"] == "not"),
        owners.union(lexicon.terms("venue_heads")),
        owners,
        lexicon,
    )


@dataclass(frozen=True, slots=True)
class Release:
    """A text, its words, and what each is part of: by where a word begins."""

    text: str
    words: list[Word]
    entities: Mapping[int, Entity]
    tables: _Tables
    small: frozenset[str]       # words that stand in small letters

    def large(self, at: int) -> bool:
        return self.text[self.words[at][0]].isupper()

    def digit(self, at: int) -> bool:
        return self.text[self.words[at][0]].isdigit()

    def is_(self, at: int, name: str) -> bool:
        """Whether a word is of a class."""
        return self.words[at][2] in words_of(self.tables.lexicon, name)


def programmes(doc: Doc, lexicon: Lexicon) -> list[Mention[Programme]]:
    """Every named programme where it is first named, in order; its owner may be stated anywhere in the text."""
    first: dict[str, Mention[Programme]] = {}
    mentions = list(_scan(release_of(doc, lexicon)))
    pairs = _two_at_once(mentions)
    for mention in mentions:
        key = mention.value.name.casefold()
        if key in pairs:
            continue
        known = first.setdefault(key, mention)
        if mention.value.owner and not known.value.owner:
            first[key] = replace(known, value=mention.value)
    return list(first.values())


def _two_at_once(mentions: Sequence[Mention[Programme]]) -> set[str]:
    """Names that are those of two others: "Sehati dan Bersih" beside "Sehati" and "Bersih"."""
    names = {mention.value.name.casefold() for mention in mentions}
    return {name for name in names if " dan " in name and names.issuperset(name.split(" dan "))}


def release_of(doc: Doc, lexicon: Lexicon) -> Release:
    text = doc._.extract_text
    words = [(m.start(), m.end(), m.group().casefold()) for m in _WORD.finditer(text)]
    entities = {token.idx: (entity.start_char, entity.end_char, entity.label_) for entity in doc.ents for token in entity}
    small = frozenset(text[start:end] for start, end, _ in words if text[start].islower())
    return Release(text, words, entities, _tables(lexicon), small)


def _scan(release: Release) -> Iterator[Mention[Programme]]:
    words, tables = release.words, release.tables
    i = 0
    while i < len(words):
        mention = None
        if words[i][2] in tables.known:
            mention = _known(release, i)
        if mention is None and words[i][2] in tables.cues:
            mention = _after_cue(release, i)
        if mention is None:
            i += 1
            continue
        yield mention
        while i < len(words) and words[i][0] < mention.end_char:
            i += 1


def _known(release: Release, i: int) -> Mention[Programme] | None:
    text, words, tables = release.text, release.words, release.tables
    begins, _, label = release.entities.get(words[i][0], (words[i][0], 0, ""))
    if begins < words[i][0] and label in ("LOC", "ORG"):
        return None                             # "Ditjen PKH", "Gili Genting"
    for terms, name, owner, exact in tables.known[words[i][2]]:
        end = i + len(terms)
        if end > len(words) or any(words[i + k][2] != term for k, term in enumerate(terms)):
            continue
        start, stop = words[i][0], words[end - 1][1]
        surface = text[start:stop]
        named = surface[0].isupper() or (i > 0 and words[i - 1][2] in tables.cues)       # "program bedah rumah"
        if not named or (exact and not surface.isupper()):
            continue
        value = Programme(name, _owner(text, stop, tables) or owner or None)
        return Mention.at(text, "programmes", start, stop, value, "known")
    return None


@dataclass(frozen=True)
class Behind:
    """A word behind a cue; `last` is the last word of the name so far, the cue where there is none."""

    release: Release
    cue: int
    last: int
    at: int

    @property
    def word(self) -> str:
        return self.release.words[self.at][2]

    @property
    def begins(self) -> bool:
        return self.last == self.cue

    @property
    def apart(self) -> bool:
        """Whether more than a blank stands before it."""
        words = self.release.words
        return self.release.text[words[self.at - 1][1] : words[self.at][0]] != " "

    @property
    def joined(self) -> bool:
        return self.release.is_(self.at - 1, "programme-join")

    @property
    def begins_another(self) -> bool:
        """Whether the name of another programme begins here."""
        tables = self.release.tables
        return self.release.large(self.at) and self.word in tables.cues and self.word not in tables.known

    @property
    def begins_carrier(self) -> bool:
        """Whether it begins an organisation or a person, behind "di" a place or an organisation."""
        start = self.release.words[self.at][0]
        begins, _, label = self.release.entities.get(start, (-1, 0, ""))
        where = self.release.is_(self.at - 1, "programme-where")
        return begins == start and label in (("LOC", "ORG") if where else ("ORG", "PER"))


STOP, TAKE, PASS = "the name ends before it", "it is part of the name", "it is, if a word with a capital follows"
GOES_ON: Rules[Behind, str] = Rules(
    "name of a programme goes on",
    Rule("apart", lambda b: b.apart, STOP, "program Sehati, <Bersih>", "program Sehati <Bersih>"),
    Rule("year", lambda b: b.release.is_(b.at, "time-year"), STOP, "program Sehati <Tahun> 2024", "program Sehati <Bersih>"),
    Rule("round", lambda b: not b.begins and b.release.is_(b.at, "programme-round"), STOP,
         "program Sehati <Angkatan> 3", "program <Angkatan> Muda"),
    Rule("another", lambda b: b.joined and not b.begins and b.begins_another, STOP,
         "program Sehati dan <Kampanye> Bersih", "program Sehati dan <Bersih>"),
    Rule("no name", lambda b: b.begins and b.word in b.release.tables.not_names, STOP,
         "Program <Studi> Kimia", "Program Sehati <Studi>"),
    Rule("carrier", lambda b: not b.begins and b.begins_carrier, STOP,
         "Program Sehati {<Universitas> Melati}", "Program Sehati <Universitas>"),
    Rule("its place", lambda b: not b.begins and b.joined and b.word in b.release.tables.carriers, STOP,
         "Program Sehati di <Puskesmas> Melati", "Program Sehati <Puskesmas>"),
    Rule("capital", lambda b: b.release.large(b.at), TAKE, "program <Sehati>", "program <sehati>"),
    Rule("number", lambda b: not b.begins and b.release.digit(b.at), TAKE, "program Sehati <2024>", "program <2024>"),
    Rule("joint", lambda b: not b.begins and b.release.is_(b.at, "programme-join") and not b.release.digit(b.last), PASS,
         "program Sehat <dan> Bersih", "program Sehati 2024 <di> Bima"),
    Rule("small letters", lambda b: True, STOP, "program <sehati>"),
)  # fmt: skip


@dataclass(frozen=True)
class Named:
    """What stands with capitals behind a cue, from the word behind it to the word `last`."""

    release: Release
    cue: int
    last: int

    @property
    def cue_text(self) -> str:
        start, end, _ = self.release.words[self.cue]
        return self.release.text[start:end]

    @property
    def whole(self) -> bool:
        """Whether the cue is part of the name: "Gerakan Pangan Murah"; "program" never is."""
        return self.release.tables.cues[self.cue_text.casefold()] and self.cue_text[0].isupper()

    @property
    def label(self) -> bool:
        return not self.release.tables.cues[self.cue_text.casefold()]

    @property
    def offsets(self) -> tuple[int, int]:
        return self.release.words[self.cue if self.whole else self.cue + 1][0], self.release.words[self.last][1]

    @property
    def name(self) -> str:
        return self.release.text[slice(*self.offsets)]

    @property
    def is_of_contest(self) -> bool:
        """Whether it is a contest, an office or a field that is called so: "Lomba Inovasi", "Riset dan Inovasi"."""
        words, at = self.release.words, self.cue - 1
        if at < 0 or not self.whole or self.release.text[words[at][1] : words[self.cue][0]] != " ":
            return False
        of_field = at > 0 and self.release.is_(at, "link-and") and self.release.large(at - 1)
        return of_field or self.release.is_(at, "programme-contest")

    @property
    def is_common(self) -> bool:
        """Whether an innovation is called by a word of the text, and no short form follows: "Inovasi Pelayanan Publik"."""
        release, first = self.release, self.release.words[self.cue + 1]
        if not release.is_(self.cue, "programme-innovation") or _SHORT_FORM.match(release.text, self.offsets[1]):
            return False
        return first[2] in release.small or release.is_(self.cue + 1, "programme-no-innovation")

    @property
    def is_owner(self) -> bool:
        """Whether what follows the cue is whose programme it is."""
        words = self.release.words
        _, end, label = self.release.entities.get(words[self.cue + 1][0], (0, 0, ""))
        return label in ("ORG", "PER") and end >= words[self.last][1]


NAMED: Rules[Named, bool] = Rules(
    "programme is named",
    Rule("owner", lambda n: n.is_owner, False, "program <{Kominfo}>", "program <Kominfo>"),
    Rule("cue in small letters", lambda n: not n.label and not n.whole, False,
         "gerakan <Pangan Murah>", "Gerakan <Pangan Murah>"),
    Rule("contest", lambda n: n.is_of_contest, False, "Lomba Inovasi <Jemput Bola>", "Warga Inovasi <Jemput Bola>"),
    Rule("common words", lambda n: n.is_common, False,
         "Inovasi <Pelayanan Publik>", "Inovasi <Jemput Bola> (JEBOL)"),
    Rule("two words", lambda n: n.whole and n.last == n.cue + 1, False, "Gerakan <Sehati>", "Gerakan <Pangan Murah>"),
    Rule("in capitals", lambda n: n.name.isupper() and " " in n.name, False, "program <DESA SEHAT>", "program <JEBOL>"),
    Rule("named", lambda n: True, True, "program <Sehati>"),
)  # fmt: skip


def last_word(release: Release, cue: int) -> int:
    """The last word of the name behind a cue; the cue where none stands there."""
    last = cue
    for at in range(cue + 1, min(cue + 1 + _MAX_WORDS, len(release.words))):
        told = GOES_ON.first(Behind(release, cue, last, at)).result
        if told == STOP:
            break
        if told == TAKE:
            last = at
    return last


def _after_cue(release: Release, i: int) -> Mention[Programme] | None:
    """"program Fase Pemulihan Transformatif dari Kementerian ...": the capitalised words after the cue, without who carries it
    out and where."""
    text = release.text
    if quoted := _QUOTED.match(text, release.words[i][1]):
        value = Programme(quoted.group(1), _owner(text, quoted.end(), release.tables))
        return Mention.at(text, "programmes", quoted.start(1), quoted.end(1), value, "quoted")
    last = last_word(release, i)
    named = Named(release, i, last)
    if last == i or not NAMED.first(named).result:
        return None
    value = Programme(named.name, _owner(text, named.offsets[1], release.tables))
    return Mention.at(text, "programmes", *named.offsets, value, "cue")


def _owner(text: str, end: int, tables: _Tables) -> str | None:
    """The organisation right behind " dari ", " milik ", a short form in brackets between: "Kementerian Koperasi dan UKM"."""
    short = _SHORT_FORM.match(text, end)
    by = _OWNER(tables.lexicon).match(text, short.end() if short else end)
    run = _RUN(tables.lexicon).match(text, by.end()) if by else None
    return run.group() if run and run.group().split()[0].casefold() in tables.owners else None
