"""`events`: how title and lead name what happened: "membuka Rapat Koordinasi …", "Upacara … dilaksanakan".

A naming starts at a term of lexicon/event_types.csv, or is the object of a verb of lexicon/event_actions.csv, and runs
up to its right edge: a comma, a date, a verb, or a word of the class event-stop.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon, Row
from extract.lexicon.words import words_of
from extract.mentions import Event, Mention, Offsets
from extract.text.lead import Word, lead_stretches, marked, speech, untaken, words
from extract.values.dates import find_dates

_MAX_WORDS = 32
_PASSIVE = re.compile(r"di[a-z]{4,}")
_ACTIVE = re.compile(r"(?:mem|men|meng|meny|mel|mer|mew)[a-z]{4,}")
_LOOK_BACK = 6          # words between a verb and the event it governs
_STARTS = {".", "\n", ":", "-", "–", "—"}
_CLAUSE_MARKS = {".", "\n", ",", ":", '"', "”", "“"}
_OFFICES = {"agency", "ministry", "police", "army", "regional-office", "city-office", "regency-office", "provincial-office"}
_BESIDE = {"ditandai", "dirangkaikan", "dirangkai", "dirangkaian"}
_CLASSES = (
    "event-agent", "event-aim", "event-cue", "event-filler", "event-generic", "event-holding", "event-leader", "event-link",
    "event-measure", "event-merit", "event-no-verb", "event-relational", "event-revenue", "event-room", "event-sign",
    "event-spoken", "event-stop", "event-theme", "event-trail", "level",
)  # fmt: skip
_SIGNED = 4             # words between those and what only marks the event, or comes along with it


@dataclass(frozen=True, slots=True)
class _Tables:
    types: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]    # first word -> (words, type), the longest first
    actions: Mapping[str, Row]
    edges: Mapping[str, frozenset[str]]                             # class -> words
    weekdays: frozenset[str]
    offices: frozenset[str]                                         # first words of offices and units: "kodim", "dinas"
    openers: frozenset[str]                                         # the words that a naming may start at
    weights: Mapping[str, int]                                      # action -> how much it says of the lead official

    def event(self, name: str, kind: str | None, action: str | None) -> Event:
        return Event(name, kind, action, self.weights[action] if action else 0)


def events(doc: Doc, lexicon: Lexicon) -> list[Mention[Event]]:
    """Namings of events in document order, several of one event as a rule. `rule` tells how each was found."""
    tables, text = _tables(lexicon), doc._.extract_text
    found: list[Mention[Event]] = []
    bound = _bound(doc)
    from_model = marked(doc, "EVENT")
    for start, end in lead_stretches(text, doc._.extract_layout):
        tokens = words(text, start, end)
        said = speech(text, start, end)
        dates = frozenset(offsets[0] for offsets, _ in find_dates(text, start, end, lexicon))
        after = 0               # the first word behind the last naming
        for i, token in enumerate(tokens):
            if token.lower not in tables.openers or i < after or any(a <= token.start < b for a, b in said):
                continue
            hit = None if token.start in bound else _named(text, tokens, i, dates, tables)
            if hit := hit or _object(text, tokens, i, dates, tables) or _act(tokens, i, text, tables):
                mention, after = hit
                found.append(mention)
        left = untaken(from_model, (start, end), [mention.offsets for mention in found], said)
        found += [_from_model(text, offsets, tables) for offsets in left]
    return sorted(found, key=lambda mention: mention.offsets)


@lru_cache(maxsize=8)
def _tables(lexicon: Lexicon) -> _Tables:
    types: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in lexicon.rows("event_types"):
        term = tuple(row["term"].lower().split())
        types.setdefault(term[0], []).append((term, row["type"]))
    edges = {name.removeprefix("event-"): words_of(lexicon, name) for name in _CLASSES}
    actions = {row["term"]: row for row in lexicon.rows("event_actions")}
    return _Tables(
        {first: tuple(sorted(terms, key=lambda term: -len(term[0]))) for first, terms in types.items()},
        actions,
        edges,
        words_of(lexicon, "weekday"),
        frozenset(row["term"].split()[0].lower() for row in lexicon.rows("organisations") if row["kind"] in _OFFICES),
        frozenset({*types, *actions, *edges["generic"], *edges["leader"]}),
        {row["action"]: int(row["weight"]) for row in actions.values()},
    )


_Hit = tuple[Mention[Event], int]


def _bound(doc: Doc) -> frozenset[int]:
    """Where words start that stand inside the name of an office or a title: "Balai Pelatihan Pertanian"."""
    spans = [ent for ent in doc.ents if ent.label_ == "ORG"]
    spans += [span for span in doc.spans.get("layer", ()) if span.label_ == "TITLE"]
    return frozenset(token.idx for span in spans for token in span[1:])


def _from_model(text: str, offsets: Offsets, tables: _Tables) -> Mention[Event]:
    """An event that the model marks and no rule found."""
    head = _head(words(text, *offsets), 0, tables)
    return Mention.at(text, "events", *offsets, Event(text[slice(*offsets)], head[1] if head else None), "model")


def _act(tokens: Sequence[Word], i: int, text: str, tables: _Tables) -> _Hit | None:
    """What an official did where the event is not named again: "dibuka Bupati", "membuka acara", "sebagai inspektur upacara"."""
    token, row = tokens[i], tables.actions.get(tokens[i].lower)
    following = tokens[i + 1].text if i + 1 < len(tokens) else ""
    k = i + 1
    while k < len(tokens) - 1 and tokens[k].lower in tables.edges["agent"]:
        k += 1
    target = tokens[min(k, len(tokens) - 1)]
    if row is not None and row["kind"] != "host" and token.lower.startswith(("di", "hadir")):
        # "dihadiri seluruh jajaran" is not what an official did.
        action = row["action"] if target.text[0].isupper() else None
    elif row is not None and row["kind"] == "attend":
        action = row["action"] if target.lower in tables.edges["generic"] else None
    else:
        leads = token.lower in tables.edges["leader"] and following.lower() in {"upacara", "apel"}
        action = "memimpin" if leads else None
    if action is None:
        return None
    return Mention.at(text, "events", token.start, token.end, tables.event(token.text, None, action), "act"), i + 1


def _named(text: str, tokens: Sequence[Word], i: int, dates: frozenset[int], tables: _Tables) -> _Hit | None:
    """An event whose naming starts with a term of event_types.csv at word `i`."""
    head = _head(tokens, i, tables)
    if head is None or _is_no_event(tokens, i, head, tables):
        return None
    length, kind = head
    stop = _right_edge(tokens, i, i + length, dates, tables)
    end = tokens[stop - 1].end
    action, rule = _before(tokens, i, tables)
    if action is None and stop < len(tokens):
        after = next((tables.actions[t.lower] for t in tokens[stop : stop + 3] if t.lower in tables.actions), None)
        if after is not None and after["term"].startswith(("di", "ber")):
            action = after["action"]
            rule = rule if rule != "event_head" else "event_then_verb"
    if rule == "event_head" and i > 1 and tokens[i - 1].lower in tables.edges["aim"]:
        rule = "event_word"         # "apel dalam rangka Operasi Ketupat": what it is for, not what it is
    if any(token.lower in _BESIDE for token in tokens[max(0, i - _SIGNED) : i]):
        rule = "event_word"         # "ditandai pembukaan selubung": a sign of it
    pointed = stop < len(tokens) and tokens[stop].lower in {"ini", "itu", "tersebut"}
    if pointed or (stop - i == length == 1 and rule == "event_head"):
        rule = "event_word"
    value = tables.event(text[tokens[i].start : end], kind, action)
    return Mention.at(text, "events", tokens[i].start, end, value, rule), stop


def _head(tokens: Sequence[Word], i: int, tables: _Tables) -> tuple[int, str] | None:
    for term, kind in tables.types.get(tokens[i].lower, ()):
        if tuple(token.lower for token in tokens[i : i + len(term)]) == term:
            return len(term), kind
    return None


def _is_no_event(tokens: Sequence[Word], i: int, head: tuple[int, str], tables: _Tables) -> bool:
    """Whether the words beside a term make it something else: a room, a statistic, what is signed."""
    length, kind = head
    first = tokens[i].lower
    before = tokens[i - 1].lower if i > 0 else ""
    after = tokens[i + length] if i + length < len(tokens) else None
    if before in tables.edges["room"] or before in tables.edges["measure"] or (first == "survei" and before == "hasil"):
        return True             # "ruang rapat", "produksi panen padi", "data hasil survei"
    if after is None:
        return False
    if kind in {"audiensi", "kunjungan kerja"}:
        return after.lower in tables.edges["revenue"]       # "penerimaan pajak", "kunjungan wisatawan"
    if kind == "penandatanganan":
        return after.lower in tables.edges["sign"]          # "penandatanganan prasasti peresmian gedung"
    # "puncak arus mudik"
    return first == "puncak" and length == 1 and after.text[0].islower() and after.lower not in tables.openers


def _before(tokens: Sequence[Word], i: int, tables: _Tables) -> tuple[str | None, str]:
    """The verb or the cue that leads up to word `i`, past fillers ("secara resmi", "kegiatan")."""
    for k in range(i - 1, max(-1, i - 1 - _LOOK_BACK), -1):
        word = tokens[k].lower
        if (row := tables.actions.get(word)) is not None:
            return row["action"], "verb_event"
        if word in tables.edges["cue"]:
            return None, "cue_event"
        if word in _STARTS or k == 0:
            break
        if word not in tables.edges["filler"]:
            return None, "event_head"
    first = i
    while first > 0 and tokens[first - 1].lower in tables.edges["holding"]:
        first -= 1              # "Pelaksanaan apel …"
    starts = first == 0 or tokens[first - 1].text in _STARTS
    return None, "event_first" if starts else "event_head"


def _object(text: str, tokens: Sequence[Word], i: int, dates: frozenset[int], tables: _Tables) -> _Hit | None:
    """An event told by a verb and its object ("meluncurkan logo baru") or by "acara", "kegiatan" and a name."""
    word = tokens[i].lower
    row = tables.actions.get(word)
    if row is not None and tokens[i].text.islower() and not word.startswith(("me", "di", "ber")):
        return None     # bare stems ("ungkap") are verbs of events in titles only
    if row is None and word not in tables.edges["generic"]:
        return None
    first = i + 1
    while first < len(tokens) and tokens[first].lower in tables.edges["filler"]:
        first += 1
    if row is not None and row["kind"] == "do" and word.startswith("di"):
        return _subject(text, tokens, i, row, tables)
    if first >= len(tokens) or _head(tokens, first, tables) is not None:
        return None
    titled = i == 0 or tokens[i].text[0].isupper()
    stop = _right_edge(tokens, first, first, dates, tables)
    if stop == first:
        return None
    name, capital = text[tokens[first].start : tokens[stop - 1].end], tokens[first].text[0].isupper()
    if row is None:
        if not capital or tokens[first].lower in tables.offices:
            return None
        value, rule = Event(name, None), "named_event"
    elif row["kind"] == "do":
        if tokens[first].lower in tables.edges["spoken"]:
            return None     # "memberikan apresiasi", "menetapkan target"
        value, rule = tables.event(f"{row['noun']} {name}", _type_of(row["noun"], tables), row["action"]), "verb_object"
    elif row["kind"] == "host" or (capital and not titled):
        if word.startswith("di"):
            return None
        value, rule = tables.event(name, None, row["action"]), "hosted"
    else:
        return None
    return Mention.at(text, "events", tokens[i].start, tokens[stop - 1].end, value, rule), stop


def _subject(text: str, tokens: Sequence[Word], i: int, row: Row, tables: _Tables) -> _Hit | None:
    """ "Bantuan seragam tersebut diserahkan": the event is what the passive verb did to its subject."""
    if i > 0 and tokens[i - 1].lower == "yang":
        return None     # "keterangan yang diterima di Jakarta" describes
    first = i
    while first > 0 and i - first < _MAX_WORDS // 2 and tokens[first - 1].text not in _CLAUSE_MARKS:
        first -= 1
    last = i
    while last > first and tokens[last - 1].lower in tables.edges["stop"]:
        last -= 1
    if last - first > 2 and tokens[first + 1].lower in {"ini", "itu"}:
        first += 2      # "Kali ini 14 ton kopi dilepas"
    if tokens[first].lower in tables.actions:
        return None     # ", ungkap Bupati disambut tepuk tangan"
    if last - first < 2 or any(token.lower in tables.edges["stop"] for token in tokens[first:last]):
        return None
    name = f"{row['noun']} {text[tokens[first].start : tokens[last - 1].end]}"
    value = tables.event(name, _type_of(row["noun"], tables), row["action"])
    return Mention.at(text, "events", tokens[first].start, tokens[i].end, value, "subject_verb"), i + 1


def _type_of(noun: str, tables: _Tables) -> str | None:
    return next((kind for term, kind in tables.types.get(noun, ()) if term == (noun,)), None)


def _right_edge(tokens: Sequence[Word], start: int, i: int, dates: frozenset[int], tables: _Tables) -> int:
    """Index after the last word of the naming whose head is `tokens[start:i]`."""
    edges = tables.edges
    head = tokens[start:i]
    relational = any(token.lower in edges["relational"] for token in head)
    while i < len(tokens) and i - start < _MAX_WORDS:
        word, lower = tokens[i], tokens[i].lower
        if word.start in dates or lower in tables.weekdays:
            break
        if word.text == "(":
            close = next((k for k in range(i + 1, min(i + 8, len(tokens))) if tokens[k].text == ")"), None)
            if close is None or tokens[i + 1].text[0].isdigit():
                break
            i = close + 1
            continue
        if word.text in {"“", '"'}:
            close = next((k for k in range(i + 1, min(i + 24, len(tokens))) if tokens[k].text in {"”", '"'}), None)
            if close is None:
                break
            i = close + 1
            continue
        if word.text == ",":
            if not _list_goes_on(tokens, i + 1, tables):
                break
        elif word.text == ".":
            previous = tokens[i - 1].text
            following = tokens[i + 1].text if i + 1 < len(tokens) else ""
            short = previous.isalnum() and (len(previous) == 1 or (len(previous) < 5 and previous.istitle()))
            if not short or not following[:1].isupper():
                break       # a full stop, not that of "Prov. Kalteng"
        elif word.text in {"-", "–", "—"}:
            if i + 1 >= len(tokens) or not tokens[i + 1].text[0].isupper() or word.start == tokens[i - 1].end:
                break
        elif not word.text[0].isalnum() and word.text not in {"&", "/"}:
            break
        elif lower == "di":
            if i + 1 >= len(tokens) or tokens[i + 1].lower not in {"lingkungan", "tingkat", "bidang", "lingkup"}:
                break
        elif lower == "atas" and i + 1 < len(tokens) and tokens[i + 1].lower in edges["merit"]:
            break
        elif lower == "dengan":
            if not relational or (i + 1 < len(tokens) and tokens[i + 1].lower in edges["theme"]):
                break
        elif i > start and lower.startswith("di") and lower in tables.actions:
            break       # "… Digelar", as titles write it
        elif lower in edges["stop"] and (word.text.islower() or word.text == word.text.upper()):
            break
        elif word.text.islower() and lower not in edges["no-verb"]:
            if _PASSIVE.fullmatch(lower):
                break
            if _ACTIVE.fullmatch(lower) and (i > start + len(head) or lower.endswith(("kan", "i"))):
                break
        i += 1
    while i > start + max(1, len(head)) and tokens[i - 1].lower in edges["trail"]:
        i -= 1
    if i > start and not head and tokens[i - 1].lower in edges["trail"]:
        i = start
    return i


def _list_goes_on(tokens: Sequence[Word], i: int, tables: _Tables) -> bool:
    """Whether a comma stands inside a name: "Perencanaan, Penganggaran, dan Evaluasi"."""
    for k in range(i, min(i + 8, len(tokens))):
        word = tokens[k]
        if word.text == "," and k > i:
            continue
        if word.lower in tables.edges["link"]:
            return k + 1 < len(tokens) and tokens[k + 1].text[0].isupper()
        if not word.text[0].isupper() or word.lower in tables.weekdays or word.lower in tables.edges["level"]:
            return False
    return False
