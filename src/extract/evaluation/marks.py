"""Marked releases: every mention marked in the text, with ids that tie the marks of one thing together.

They stand in `.ann` files, the text with marks ⟦LABEL#ids=value|words⟧ and facts below a line "@@", or apart from their texts,
a release a line of JSON: {"id", "sha256", "spans": [[label, start, end, ids, value, speaker, on behalf of], …], "facts"}.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.errors import UsageError
from extract.evaluation.gold import Annotated, Event, Figure, Gold, Person, Quote, Regulation, Words
from extract.lexicon import default
from extract.lexicon.words import words_of
from extract.sources import Release

_OPEN, _CLOSE = "⟦", "⟧"
_HEAD = re.compile(r"([A-Z]+)(?:#([a-z0-9,]+))?(?:>(p\d+|\?))?(?:\^(p\d+))?(?:=([^|⟦⟧]*))?\|")
_FACTS = "\n@@\n"
_END = "\n"


@dataclass(frozen=True, slots=True)
class Mark:
    label: str
    start: int
    end: int
    ids: Sequence[str] = ()
    value: str | None = None
    speaker: str | None = None
    behalf: str | None = None

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Marked:
    """A release with its marks in order, of two at one place the longer first; `facts`: name -> lines of words."""

    id: str
    text: str
    marks: Sequence[Mark]
    facts: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)

    def words(self, mark: Mark) -> str:
        return self.text[mark.start : mark.end]

    def said(self, mark: Mark) -> str:
        """What is meant by the words, where the mark says it, else the words."""
        return mark.value or self.words(mark)

    def of(self, label: str, ident: str | None = None) -> list[Mark]:
        return [mark for mark in self.marks if mark.label == label and (ident is None or ident in mark.ids)]

    def idents(self, *labels: str) -> list[str]:
        """The ids that marks of `labels` carry, by number."""
        found = {ident for mark in self.marks if mark.label in labels for ident in mark.ids}
        return sorted(found, key=lambda ident: int(ident[1:]))

    def listed(self, fact: str) -> list[str]:
        return [word for line in self.facts.get(fact, ()) for word in line]


def read_marked(marks: Path, texts: Path | None = None) -> Iterator[Annotated]:
    """The releases of `read_marks` with the facts that their marks tell."""
    for marked in read_marks(marks, texts):
        yield Annotated(marked.id, Release(marked.id, marked.text, f"{marked.id}.txt"), gold_of(marked))


def read_marks(marks: Path, texts: Path | None = None) -> Iterator[Marked]:
    """The releases of a file of marks, an `.ann` file, or a folder of these. `texts`: a folder of ID.txt, or JSON lines with `id`
    and `text`; an `.ann` file has its text within. Raises UsageError where a text is missing or another than was marked."""
    if marks.suffix == ".jsonl":
        if texts is None:
            raise UsageError(f"{marks}: marks without their texts; --texts says where these are")
        yield from _of_lines(marks, texts)
        return
    paths = [marks] if marks.is_file() else sorted(marks.glob("*.ann"))
    if not paths:
        raise UsageError(f"no .ann files in {marks}")
    yield from (parse(path.stem, path.read_text(encoding="utf-8"), str(path)) for path in paths)


def _of_lines(marks: Path, texts: Path) -> Iterator[Marked]:
    lines = [json.loads(line) for line in marks.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = dict(_texts(texts, {line["id"] for line in lines}))
    for line in lines:
        text = found.get(line["id"])
        if text is None:
            raise UsageError(f"{texts}: no text for {line['id']!r} of {marks}")
        # A marked text ends in one line end, whatever its source ends in.
        same = next((form for form in (text, f"{text.rstrip(_END)}{_END}") if _sha256(form) == line["sha256"]), None)
        if same is None:
            raise UsageError(f"{texts}: the text of {line['id']!r} is another than was marked in {marks}")
        yield Marked(line["id"], same, tuple(Mark(*mark) for mark in line["spans"]), line.get("facts", {}))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _texts(texts: Path, wanted: set[str]) -> Iterator[tuple[str, str]]:
    if texts.is_dir():
        paths = ((ident, texts / f"{ident}.txt") for ident in wanted)
        yield from ((ident, path.read_bytes().decode("utf-8")) for ident, path in paths if path.exists())
        return
    with texts.open(encoding="utf-8") as lines:
        yield from ((row["id"], row["text"]) for row in map(json.loads, filter(str.strip, lines)) if row["id"] in wanted)


def parse(ident: str, source: str, uri: str = "") -> Marked:
    """An `.ann` file. Raises UsageError where a mark is none, or is not closed."""
    body, _, tail = source.partition(_FACTS)
    if not tail and source.rstrip().endswith(_FACTS.rstrip()):
        body = source.rstrip().removesuffix(_FACTS.rstrip())
    pieces: list[str] = []
    marks: list[Mark] = []
    open_marks: list[tuple[Mark, int]] = []
    at = length = 0
    for match in re.finditer(f"[{_OPEN}{_CLOSE}]", body):
        if match.start() < at:
            continue
        pieces.append(body[at : match.start()])
        length += match.start() - at
        at = match.end()
        if match.group() == _OPEN:
            head = _HEAD.match(body, at)
            if head is None:
                raise UsageError(f"{uri or ident}: no mark at {body[at - 1 : at + 40]!r}")
            label, ids, speaker, behalf, value = head.groups()
            open_marks.append((Mark(label, length, length, tuple(ids.split(",")) if ids else (), value, speaker, behalf), length))
            at = head.end()
        elif not open_marks:
            raise UsageError(f"{uri or ident}: {_CLOSE} without {_OPEN} at {body[max(0, at - 40) : at]!r}")
        else:
            mark, start = open_marks.pop()
            marks.append(Mark(mark.label, start, length, mark.ids, mark.value, mark.speaker, mark.behalf))
    if open_marks:
        raise UsageError(f"{uri or ident}: {open_marks[-1][0].label} is never closed")
    text = "".join([*pieces, body[at:]]).rstrip(_END) + _END
    facts: dict[str, list[list[str]]] = {}
    for line in filter(str.strip, tail.splitlines()):
        name, *rest = line.split()
        facts.setdefault(name.lstrip("@"), []).append(rest)
    return Marked(ident, text, sorted(marks, key=lambda mark: (mark.start, -mark.end)), facts)


def gold_of(marked: Marked) -> Gold:
    """The facts that the marks tell."""
    names = _names(marked)
    theme = _longest(marked.of("THEME", "e1"))
    return Gold(
        officials=list(_officials(marked)),
        attendance=[names[ident] for ident in marked.listed("present") if ident in names],
        event=_event(marked),
        theme=[marked.said(theme)] if theme else [],
        figures=list(_figures(marked)),
        direct=list(_quotes(marked, "QUOTE", names)),
        indirect=list(_quotes(marked, "SAYS", names)),
        programmes=_distinct(marked.words(mark) for mark in marked.of("PROG")),
        regulations=[Regulation(marked.words(mark), span=mark.span) for mark in marked.of("REG")],
        credits=[Words(marked.words(mark), mark.span) for mark in marked.of("CREDIT")],
        publisher=[Words(marked.words(mark), mark.span) for mark in marked.of("PUBLISHER")][:1],
        dateline=[Words(marked.words(mark), mark.span) for mark in marked.of("DATELINE")][:1],
        other_events=list(_other_events(marked)),
        places=[Words(marked.words(mark), mark.span) for label in ("LOC", "CITY", "DATELINE") for mark in marked.of(label)],
        acting=[Words(marked.words(mark), mark.span) for mark in marked.of("ORG")],
    )


def _longest(marks: Iterable[Mark]) -> Mark | None:
    return max(marks, key=lambda mark: mark.end - mark.start, default=None)


def _distinct(words: Iterable[str]) -> list[str]:
    return list({word.casefold(): word for word in words}.values())


def _name(marked: Marked, ident: str) -> str | None:
    marks = marked.of("PER", ident)
    longest = _longest(marks)
    return next((mark.value for mark in marks if mark.value), None) or (marked.words(longest) if longest else None)


def _title(marked: Marked, ident: str) -> Mark | None:
    """The mark that gives a title in full: one with a value, else the longest."""
    titles = marked.of("TITLE", ident)
    return next((mark for mark in titles if mark.value), None) or _longest(titles)


def _names(marked: Marked) -> dict[str, str]:
    """Person -> name, or the title of one whom the text does not name."""
    called = {}
    for ident in marked.idents("PER", "TITLE"):
        title = _title(marked, ident)
        called[ident] = _name(marked, ident) or (marked.said(title) if title else "")
    return called


def _officials(marked: Marked) -> Iterator[Person]:
    optional = marked.listed("optional")
    for ident in marked.idents("PER", "TITLE"):
        name, title = _name(marked, ident), _title(marked, ident)
        if name and title:
            yield Person(name, tuple(dict.fromkeys((marked.said(title), marked.words(title)))), ident in optional)


def _event(marked: Marked) -> Event:
    if "noevent" in marked.facts:
        return Event(None)
    dates: list[str] = []
    times: list[str] = []
    for mark in marked.of("DATE", "e1"):
        iso, *rest = (mark.value or "").split(" ")
        dates += [date for date in iso.split("/") if date and date not in dates]
        times += [" ".join(rest[:length]) for length in (2, 1)]
    known = {term.casefold() for term in default().terms("times_of_day")}
    venue, city = _longest(marked.of("VENUE", "e1")), _longest(marked.of("CITY", "e1"))
    return Event(
        name=_event_name(marked, "e1"),
        dates=tuple(dates),
        alternatives=tuple(line[1] for line in marked.facts.get("alt", ()) if len(line) > 1 and line[0] == "e1"),
        time_of_day=next((time for time in times if time in known), None),
        venue=marked.said(venue) if venue else None,
        city=marked.said(city) if city else None,
    )


def _event_name(marked: Marked, ident: str) -> str | None:
    marks = marked.of("EVENT", ident)
    longest = _longest(marks)
    return next((mark.value for mark in marks if mark.value), None) or (marked.words(longest) if longest else None)


def _other_events(marked: Marked) -> Iterator[str]:
    for ident in marked.idents("EVENT"):
        if ident != "e1" and (name := _event_name(marked, ident)):
            yield name


def _number(mark: Mark) -> tuple[float, str]:
    """Of "3.29 percent up" number and unit; of a range "6..7" the upper end, as the record has it."""
    number, *rest = (mark.value or "").split()
    return float(number.split("..")[-1]), rest[0].replace("_", " ") if rest else "unit"


def _figures(marked: Marked) -> Iterator[Figure]:
    optional = marked.listed("optional")
    for ident in marked.idents("VAL"):
        value, unit = _number(marked.of("VAL", ident)[0])
        parts, before = marked.of("IND", ident), marked.of("FROM", ident)
        whole = next((mark.value for mark in parts if mark.value), None) or " ".join(map(marked.words, parts))
        period = " ".join(map(marked.said, marked.of("PERIOD", ident)))
        yield Figure(value, unit, whole or None, period or None, _number(before[0])[0] if before else None, ident in optional)


def _quotes(marked: Marked, label: str, names: Mapping[str, str]) -> Iterator[Quote]:
    """Each id once: words pasted twice count at their first place; of torn ones, the whole stretch or any piece is right."""
    told: set[str] = set()
    for mark in marked.of(label):
        if told.isdisjoint(mark.ids):
            told.update(mark.ids)
            pieces = [mark]
            if label == "SAYS":
                pieces += [other for other in marked.of(label) if other is not mark and not set(mark.ids).isdisjoint(other.ids)]
            whole = (min(piece.start for piece in pieces), max(piece.end for piece in pieces))
            spans = dict.fromkeys((*(piece.span for piece in pieces), whole))
            beside = [marked.words(each) for each in marked.of("SPEAKER") if not set(mark.ids).isdisjoint(each.ids)]
            named = "" if words_of(default(), "speech-pronoun").issuperset(map(str.casefold, beside)) else " ".join(beside)
            yield Quote(marked.words(mark), tuple(spans), names.get(mark.speaker or ""), named)
