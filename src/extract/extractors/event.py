"""`events`: how title and lead name what happened: "membuka Rapat Koordinasi …", "Upacara … dilaksanakan".

A naming starts at a term of lexicon/event_types.csv, or is the object of a verb of lexicon/event_actions.csv, or is marked by
the model. Where it ends is not always certain: its value has every edge that `EDGES` allow, the shortest first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon, Row
from extract.lexicon.words import words_of
from extract.mentions import Ending, Event, Mention, Offsets
from extract.text.lead import lead_stretches, marked, speech, untaken
from extract.text.name_edge import At, Edge, Step, name_edges
from extract.values.dates import find_dates
from extract.words.rules import Rule, Rules
from extract.words.verbs import is_active, is_passive
from extract.words.view import Word, Words

_MAX_WORDS = 32
_LOOK_BACK = 6          # words between a verb and the event it governs
_STARTS = {".", "\n", ":", "-", "–", "—"}
_CLAUSE_MARKS = {".", "\n", ",", ":", '"', "”", "“"}
_CLASSES = (
    "event-agent", "event-amount", "event-cue", "event-filler", "event-generic",
    "event-inner", "event-last", "event-leader", "event-link", "event-measure", "event-merit",
    "event-no-verb", "event-pause", "event-relational", "event-revenue", "event-room", "event-sign",
    "event-spoken", "event-stop", "event-theme", "event-through", "event-trail",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Tables:
    types: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]    # first word -> (words, type), the longest first
    actions: Mapping[str, Row]
    classes: Mapping[str, frozenset[str]]
    openers: frozenset[str]                                         # the words that a naming may start at
    weights: Mapping[str, int]                                      # action -> how much it says of the lead official


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The title, or a paragraph of the lead."""

    text: str
    words: Sequence[Word]
    dates: frozenset[int]       # where they start
    tables: _Tables

    def lower(self, i: int) -> str:
        """Word `i`, "" outside."""
        return self.words[i].bare if 0 <= i < len(self.words) else ""

    def surface(self, i: int) -> str:
        return self.words[i].text if 0 <= i < len(self.words) else ""

    def capital(self, i: int) -> bool:
        """Whether word `i` has a capital, or begins with a number."""
        surface = self.surface(i)
        return surface[:1].isupper() or surface[:1].isdigit()

    def among(self, i: int, name: str) -> bool:
        return self.lower(i) in self.tables.classes[name]

    def edges(self, first: int, head: int) -> list[Edge]:
        """Where a name may end that starts at word `first` and whose head ends before word `head`."""
        return name_edges(At(self.words, first, head, self.dates, self.tables.classes), EDGES, _MAX_WORDS)

    def naming(self, first: int, name_from: int, edges: Sequence[Edge], event: Event, rule: str) -> tuple[Mention[Event], int]:
        """The naming that starts at word `first`; its name starts at word `name_from`, behind what `event.name` says."""
        start = self.words[name_from].start
        ends = [self.words[edge.stop - 1].end for edge in edges]
        names = [f"{event.name} {self.text[start:end]}".strip() for end in ends]
        endings = tuple(Ending(name, end, e.rule, e.word) for name, end, e in zip(names, ends, edges, strict=True))
        value = Event(names[0], event.type, event.action, event.action_weight, endings)
        return Mention.at(self.text, "events", self.words[first].start, ends[0], value, rule), edges[0].stop


_Hit = tuple[Mention[Event], int]       # a naming, and the first word behind it


def events(doc: Doc, lexicon: Lexicon) -> list[Mention[Event]]:
    """Namings of events in document order, several of one event as a rule. `rule` tells how each was found."""
    tables, text = _tables(lexicon), doc._.extract_text
    found: list[Mention[Event]] = []
    view, bound = Words(doc), _bound(doc)
    from_model = marked(doc, "EVENT")
    for start, end in lead_stretches(text, doc._.extract_layout):
        said = speech(text, start, end)
        dates = frozenset(offsets[0] for offsets, _ in find_dates(text, start, end, lexicon))
        stretch = _Stretch(text, view.within(start, end), dates, tables)
        after = 0               # the first word behind the last naming
        for i, word in enumerate(stretch.words):
            if word.bare not in tables.openers or i < after or any(a <= word.start < b for a, b in said):
                continue
            hit = None if word.start in bound else _named(stretch, i)
            if hit := hit or _object(stretch, i) or _act(stretch, i):
                mention, after = hit
                found.append(mention)
        taken = {mention.offsets for mention in found}
        left = untaken(from_model, (start, end), [], said)
        found += [_from_model(view, text, offsets, tables) for offsets in left if offsets not in taken]
    return sorted(found, key=lambda mention: mention.offsets)


@lru_cache(maxsize=8)
def _tables(lexicon: Lexicon) -> _Tables:
    types: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in lexicon.rows("event_types"):
        term = tuple(row["term"].lower().split())
        types.setdefault(term[0], []).append((term, row["type"]))
    actions = {row["term"]: row for row in lexicon.rows("event_actions")}
    # "dilantiknya lima pejabat": what was done stands behind it.
    actions |= {f"{term}nya": row for term, row in actions.items() if term.startswith("di") and row["kind"] == "do"}
    classes = {name.removeprefix("event-"): words_of(lexicon, name) for name in _CLASSES}
    classes |= {name: words_of(lexicon, name) for name in ("level", "weekday")}
    classes["trail"] |= classes["pause"]
    classes["amount"] |= {row["term"] for row in lexicon.rows("classifiers") if row["kind"] == "classifier"}
    classes["head"] = classes["generic"] | {term.split()[0].lower() for term in lexicon.terms("event_types")}
    classes["passive"] = frozenset(term for term in actions if term.startswith("di"))
    return _Tables(
        {first: tuple(sorted(terms, key=lambda term: -len(term[0]))) for first, terms in types.items()},
        actions,
        classes,
        frozenset({*types, *actions, *classes["generic"], *classes["leader"]}),
        {row["action"]: int(row["weight"]) for row in actions.values()},
    )


def _bound(doc: Doc) -> frozenset[int]:
    """Where words start that stand inside the name of an office or a title: "Balai Pelatihan Pertanian"."""
    spans = [ent for ent in doc.ents if ent.label_ == "ORG"]
    spans += [span for span in doc.spans.get("layer", ()) if span.label_ == "TITLE"]
    return frozenset(token.idx for span in spans for token in span[1:])


def _from_model(view: Words, text: str, offsets: Offsets, tables: _Tables) -> Mention[Event]:
    """An event that the model marks."""
    name = text[slice(*offsets)]
    head = _head(view.within(*offsets), 0, tables)
    value = Event(name, head[1] if head else None, endings=(Ending(name, offsets[1], "model", ""),))
    return Mention.at(text, "events", *offsets, value, "model")


# ── where a name ends ─────────────────────────────────────────────────────────────────────────────────────────────
def _in_list(at: At) -> bool:
    """Whether a comma stands inside a name: "Perencanaan, Penganggaran, dan Evaluasi"."""
    for k in range(at.i + 1, min(at.i + 9, len(at.words))):
        word = at.words[k]
        if word.bare in at.classes["link"]:
            return True
        if word.text != "," and not word.text[0].isupper():
            return False
    return False


def _joined(at: At) -> bool:
    """Whether the dash stands between two parts of a name, or of a word: "Pusat – Daerah", "se-Palu"."""
    tight = at.word.start == at.words[at.i - 1].end and at.word.end == at.words[at.i + 1].start if at.after() else False
    return tight or at.after()[:1].isupper()


def _relational(at: At) -> bool:
    """Of "silaturahmi dengan tokoh agama": whom it is with belongs to it."""
    return any(word.lower in at.classes["relational"] for word in at.words[at.first : at.head])


def _event_behind(at: At) -> bool:
    """Whether what follows is an event of its own: "SNPMB dalam Kunjungan Kerja"."""
    return at.after().lower() in at.classes["head"]


def _is_verb(at: At) -> bool:
    if not at.text.islower() or at.among("no-verb"):
        return False
    if is_passive(at.text):
        return True
    return is_active(at.text) and (at.i > at.head or at.lower.endswith(("kan", "i")))


def _plain(at: At) -> bool:
    """In small letters or in capitals: no name is written so where its neighbours are not."""
    return at.text.islower() or at.text == at.text.upper()


# In an example the name starts at <, the word that is decided at ^.
EDGES: Rules[At, Step] = Rules(
    "event ends",
    Rule("date", lambda at: at.word.start in at.dates or at.among("weekday"), Step.STOP, example="<rapat ^Senin (3/6)"),
    Rule("bracket", lambda at: at.text == "(" and at.closing() is not None, Step.GROUP, example="<rapat ^(Rakor) Stunting"),
    Rule("quoted", lambda at: at.text in '“"' and at.closing() is not None, Step.GROUP, example="<Festival ^“Danau Biru”"),
    Rule("list", lambda at: at.text == "," and _in_list(at), Step.TAKE, example="<Forum Gizi^, Pangan, dan Air di"),
    Rule("dash", lambda at: at.text in "-–—" and _joined(at), Step.TAKE, example="<Rakor Pusat ^– Daerah"),
    Rule("mark", lambda at: not at.text[0].isalnum() and at.text not in "&/", Step.STOP, example="<rapat kerja^, katanya"),
    Rule("inner di", lambda at: at.lower == "di" and at.after().lower() in at.classes["inner"], Step.TAKE,
         example="<Pelantikan Pejabat ^di Lingkungan Pemkab", not_example="<rapat ^di Palu"),
    Rule("merit", lambda at: at.lower == "atas" and at.after().lower() in at.classes["merit"], Step.STOP,
         example="<penghargaan ^atas prestasi", not_example="<sidak ^atas gudang"),
    Rule("theme", lambda at: at.lower == "dengan" and at.after().lower() in at.classes["theme"], Step.STOP,
         example="<dialog ^dengan tema", not_example="<dialog ^dengan warga"),
    Rule("with", lambda at: at.lower == "dengan" and _relational(at), Step.TAKE, example="<dialog ^dengan warga"),
    Rule("held", lambda at: at.begun and at.among("passive"), Step.STOP, example="<Festival Durian ^Digelar"),
    Rule("another event", lambda at: at.among("through") and at.begun and _event_behind(at), Step.STOP,
         example="<peluncuran logo ^melalui kegiatan Pekan Raya", not_example="<bakti sosial ^dalam rangka HUT"),
    Rule("pause", lambda at: at.among("pause") and _plain(at), Step.PAUSE, example="<rapat kerja ^bersama Komisi XI"),
    Rule("stop", lambda at: at.among("stop") and _plain(at), Step.STOP, example="<rapat ^yang digelar"),
    Rule("verb", _is_verb, Step.STOP, example="<rapat ^menyepakati", not_example="<lomba ^mewarnai"),
    Rule("name", lambda at: True, Step.TAKE, example="<rapat ^koordinasi"),
)  # fmt: skip


# ── how events are named ──────────────────────────────────────────────────────────────────────────────────────────
def _named(s: _Stretch, i: int) -> _Hit | None:
    """An event whose naming starts with a term of event_types.csv at word `i`."""
    head = _head(s.words, i, s.tables)
    if head is None or _is_no_event(s, i, head):
        return None
    length, kind = head
    edges = s.edges(i, i + length)
    stop = edges[0].stop
    action, rule = _before(s, i)
    if action is None and (after := _verb_behind(s, stop)):
        action = after
        rule = rule if rule != "event_head" else "event_then_verb"
    first = _left_edge(s, i)
    return s.naming(first, first, edges, _event(s, "", kind, action), rule)


def _left_edge(s: _Stretch, i: int) -> int:
    """Where a name begins whose kind stands last: "Oesao Coffee Festival 2024"."""
    first = i
    if s.among(i, "last"):
        while s.capital(first - 1) and s.lower(first - 1) not in s.tables.actions:       # "Wali Kota Membuka Festival …"
            first -= 1
    return first


def _event(s: _Stretch, name: str, kind: str | None, action: str | None) -> Event:
    return Event(name, kind, action, s.tables.weights[action] if action else 0)


def _verb_behind(s: _Stretch, stop: int) -> str | None:
    """What was done with an event that is the subject: "Rapat … digelar"."""
    row = next((s.tables.actions[w.lower] for w in s.words[stop : stop + 3] if w.lower in s.tables.actions), None)
    return row["action"] if row is not None and row["term"].startswith(("di", "ber")) else None


def _head(tokens: Sequence[Word], i: int, tables: _Tables) -> tuple[int, str] | None:
    for term, kind in tables.types.get(tokens[i].bare, ()):
        if tuple(token.bare for token in tokens[i : i + len(term)]) == term:
            return len(term), kind
    return None


def _is_no_event(s: _Stretch, i: int, head: tuple[int, str]) -> bool:
    """Whether the words beside a term make it something else: a room, a statistic, what is signed."""
    length, kind = head
    first, after = s.lower(i), s.lower(i + length)
    if s.among(i - 1, "room") or s.among(i - 1, "measure") or (first == "survei" and s.lower(i - 1) == "hasil"):
        return True             # "ruang rapat", "produksi panen padi", "data hasil survei"
    if kind in {"audiensi", "kunjungan kerja"}:
        return after in s.tables.classes["revenue"]       # "penerimaan pajak", "kunjungan wisatawan"
    if kind == "penandatanganan":
        return after in s.tables.classes["sign"]          # "penandatanganan prasasti peresmian gedung"
    return first == "puncak" and length == 1 and s.surface(i + 1)[:1].islower()      # "puncak arus mudik"


def _before(s: _Stretch, i: int) -> tuple[str | None, str]:
    """The verb or the cue that leads up to word `i`, past fillers ("secara resmi", "kegiatan")."""
    for k in range(i - 1, max(-1, i - 1 - _LOOK_BACK), -1):
        if (row := s.tables.actions.get(s.lower(k))) is not None:
            return row["action"], "verb_event"
        if s.among(k, "cue"):
            return None, "cue_event"
        if not s.among(k, "filler"):
            break
    return None, "event_first" if i == 0 or s.surface(i - 1) in _STARTS else "event_head"


def _object(s: _Stretch, i: int) -> _Hit | None:
    """An event told by a verb and its object ("meluncurkan logo baru") or by "acara", "kegiatan" and a name."""
    word = s.lower(i)
    row = s.tables.actions.get(word)
    if row is None and not s.among(i, "generic"):
        return None
    if row is not None and row["kind"] == "do" and word.startswith("di") and not word.endswith("nya"):
        return _subject(s, i, row)
    first = i + 1
    while s.among(first, "filler"):
        first += 1
    first = _behind_amount(s, first)
    if first >= len(s.words) or _head(s.words, first, s.tables) is not None:
        return None
    edges = s.edges(first, first)
    event = _generic(s, first) if row is None else _done(s, first, row) if row["kind"] == "do" else _hosted(s, i, first, row)
    if not edges or event is None:
        return None
    rule = "named_event" if row is None else "verb_object" if row["kind"] == "do" else "hosted"
    return s.naming(i, first, edges, event, rule)


def _behind_amount(s: _Stretch, i: int) -> int:
    """The first word behind "sebanyak 369 orang"."""
    k = i + 1
    while s.among(i, "amount") and (s.surface(k)[:1].isdigit() or s.among(k, "amount")):
        k += 1
    return k if k > i + 1 else i


def _generic(s: _Stretch, first: int) -> Event | None:
    """ "kegiatan Berbagi Nutrisi"."""
    return Event("", None) if s.surface(first)[0].isupper() else None


def _done(s: _Stretch, first: int, row: Row) -> Event | None:
    """ "menyerahkan bantuan"; not "memberikan apresiasi", "menetapkan target"."""
    return None if s.among(first, "spoken") else _event(s, row["noun"], _type_of(row["noun"], s.tables), row["action"])


def _hosted(s: _Stretch, i: int, first: int, row: Row) -> Event | None:
    """ "menggelar kemah bakti", "menghadiri Pesta Rakyat"."""
    named = row["kind"] == "host" or (s.surface(first)[0].isupper() and s.surface(i)[0].islower())
    return _event(s, "", None, row["action"]) if named and not s.lower(i).startswith(("di", "ber")) else None


def _subject(s: _Stretch, i: int, row: Row) -> _Hit | None:
    """ "Bantuan seragam tersebut diserahkan": the event is what the passive verb did to its subject."""
    if s.lower(i - 1) == "yang":
        return None     # "keterangan yang diterima di Jakarta" describes
    first = i
    while first > 0 and i - first < _MAX_WORDS // 2 and s.surface(first - 1) not in _CLAUSE_MARKS:
        first -= 1
    last = i
    while s.among(last - 1, "stop"):
        last -= 1
    if last - first < 2 or any(s.among(k, "stop") or s.surface(k) in "()" for k in range(first, last)):
        return None
    end = s.words[last - 1].end
    name = f"{row['noun']} {s.text[s.words[first].start : end]}"
    event = _event(s, name, _type_of(row["noun"], s.tables), row["action"])
    value = Event(name, event.type, event.action, event.action_weight, (Ending(name, end, "subject", ""),))
    return Mention.at(s.text, "events", s.words[first].start, s.words[i].end, value, "subject_verb"), i + 1


def _type_of(noun: str, tables: _Tables) -> str | None:
    return next((kind for term, kind in tables.types.get(noun, ()) if term == (noun,)), None)


def _act(s: _Stretch, i: int) -> _Hit | None:
    """What an official did where the event is not named again: "dibuka Bupati", "membuka acara", "sebagai inspektur upacara"."""
    word, row = s.words[i], s.tables.actions.get(s.lower(i))
    k = i + 1
    while k < len(s.words) - 1 and s.among(k, "agent"):
        k += 1
    k = min(k, len(s.words) - 1)
    if row is not None and row["kind"] != "host" and word.lower.startswith(("di", "hadir")):
        # "dihadiri seluruh jajaran" is not what an official did.
        action = row["action"] if s.surface(k)[0].isupper() else None
    elif row is not None and row["kind"] == "attend":
        action = row["action"] if s.among(k, "generic") else None
    else:
        action = "memimpin" if s.among(i, "leader") and s.lower(i + 1) in {"upacara", "apel"} else None
    if action is None:
        return None
    return Mention.at(s.text, "events", word.start, word.end, _event(s, word.text, None, action), "act"), i + 1
