"""Field scores: records against the gold of annotated releases.

Gold is one JSON file per release in `data/annotated`, its text in `data/raw`; `data/README.md` gives the format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.errors import UsageError
from extract.evaluation.match import overlap, pairs, same_name, same_number, token_f1
from extract.pipeline import Pipeline
from extract.record import Record
from extract.sources import Release, SourceError, read

Gold = dict[str, Any]
_ROLES = {"person", "household"}


@dataclass(slots=True)
class Score:
    """Counts of one field."""

    matched: int = 0
    gold: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        return self.matched / self.found if self.found else float(self.gold == 0)

    @property
    def recall(self) -> float:
        return self.matched / self.gold if self.gold else float(self.found == 0)

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Scores:
    """Scores by field, and every miss: (field, release, "missed" | "extra", value)."""

    fields: dict[str, Score] = field(default_factory=dict)
    misses: list[tuple[str, str, str, str]] = field(default_factory=list)

    def add(
        self, name: str, release: str, golds: Sequence[Any], found: Sequence[Any], good: Callable[[Any, Any], bool]
    ) -> list[tuple[int, int]]:
        score = self.fields.setdefault(name, Score())
        matched = pairs(golds, found, good)
        score.matched += len(matched)
        score.gold += len(golds)
        score.found += len(found)
        hit, got = {i for i, _ in matched}, {j for _, j in matched}
        self.misses += [(name, release, "missed", _show(g)) for i, g in enumerate(golds) if i not in hit]
        self.misses += [(name, release, "extra", _show(f)) for j, f in enumerate(found) if j not in got]
        return matched

    @property
    def macro_f1(self) -> float:
        return sum(score.f1 for score in self.fields.values()) / len(self.fields) if self.fields else 0.0

    def as_dict(self) -> dict[str, dict[str, float]]:
        return {
            name: {"precision": s.precision, "recall": s.recall, "f1": s.f1, "gold": s.gold, "found": s.found}
            for name, s in self.fields.items()
        }

    def below(self, floors: dict[str, float]) -> list[tuple[str, float, float]]:
        """(field, F1, floor) of the fields that miss their floor; one that was not scored has F1 0."""
        scored = {name: self.fields[name].f1 if name in self.fields else 0.0 for name in floors}
        return [(name, scored[name], floor) for name, floor in floors.items() if scored[name] < floor]

    def print(self) -> None:
        """The table, on standard output."""
        from rich.console import Console
        from rich.table import Table

        table = Table("field", *("P", "R", "F1", "gold", "found"))
        for name, s in self.fields.items():
            table.add_row(name, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", str(s.gold), str(s.found))
        table.add_section()
        table.add_row("macro F1", "", "", f"{self.macro_f1:.3f}", "", "")
        Console().print(table)


def _show(value: Any) -> str:
    if isinstance(value, dict):
        keys = ("name", "title", "text", "indicator", "value", "unit", "from_value", "speaker")
        return " | ".join(str(value[key]) for key in keys if value.get(key) is not None)
    if hasattr(value, "titles"):
        return f"{value.name} | {'; '.join(title.full for title in value.titles)}"
    if hasattr(value, "indicator"):
        return f"{value.indicator} | {value.from_value} -> {value.value} {value.unit}"
    return str(getattr(value, "text", None) or getattr(value, "name", None) or value)


def run(data: Path, split: str = "test", errors: Path | None = None, pipeline: Pipeline | None = None) -> Scores:
    """Score the releases of one split. `data` holds the gold, its sibling `raw` the texts.

    Raises UsageError for the train split, whose scores mean nothing, and where there is no gold.
    """
    if split not in ("dev", "test"):
        raise UsageError(f"split {split!r}: a score on training text means nothing; take dev or test")
    paths = sorted(data.glob(f"{split}-*.json"))
    if not paths:
        raise UsageError(f"no {split}-*.json in {data}")
    pipeline = pipeline or Pipeline()
    scores = Scores()
    for path in paths:
        item = next(read([str(data.parent / "raw" / f"{path.stem}.txt")]))
        if isinstance(item, SourceError):
            raise item
        _score(scores, path.stem, json.loads(path.read_text(encoding="utf-8")), item, pipeline)
    if errors:
        errors.write_text("".join("\t".join(miss) + "\n" for miss in scores.misses), encoding="utf-8")
    return scores


def _one(value: Any) -> list[Any]:
    return [] if value is None else [value]


def _score(scores: Scores, name: str, gold: Gold, release: Release, pipeline: Pipeline) -> None:
    record = pipeline.process(release)
    _score_people(scores, name, gold, record)
    _score_event(scores, name, gold, record)
    _score_figures(scores, name, gold, record)
    _score_quotes(scores, name, gold, record)
    for key, found in (("title", record.title), ("publisher", record.publisher)):
        scores.add(key, name, _one(gold[key]), _one(found), lambda g, f: overlap(g["span"], f.span) >= 0.6)
    # Gold spans hold the place and the mark after it, not the outlet or the day that may stand between them.
    scores.add("dateline", name, _one(gold["dateline"]), _one(record.dateline), _same_dateline)
    scores.add("credit", name, gold["credits"], record.credits, lambda g, f: overlap(g["span"], f.span) >= 0.5)
    scores.add("programme", name, gold["programmes"], record.programmes, lambda g, f: token_f1(g["name"], f.name) >= 0.6)
    scores.add(
        "regulation", name, gold["regulations"], record.regulations, lambda g, f: (g["number"], g["year"]) == (f.number, f.year)
    )


def _same_dateline(gold: Gold, found: Any) -> bool:
    return overlap(gold["span"], found.span) > 0 and token_f1(gold["place"], found.place) >= 0.8


def _score_people(scores: Scores, name: str, gold: Gold, record: Record) -> None:
    golds = [g for g in gold["officials"] if g.get("name")]
    named = [o for o in record.officials if o.name]

    def same_title(g: Gold, f: Any) -> bool:
        forms = [form for title in f.titles for form in (title.text, title.full)]
        wanted = [text for text in (g.get("title"), g.get("title_surface")) if text]
        return same_name(g["name"], f.name) and any(token_f1(w, form) >= 0.8 for w in wanted for form in forms)

    scores.add("official_name", name, golds, named, lambda g, f: same_name(g["name"], f.name))
    scores.add("official_title", name, [g for g in golds if g.get("title")], named, same_title)
    present = [record.officials[i].name for i in record.attendance if record.officials[i].name]
    scores.add("attendance", name, gold["attendance"], present, same_name)


def _score_event(scores: Scores, name: str, gold: Gold, record: Record) -> None:
    wanted: Gold = gold["event"] or {}
    event = record.event
    date, venue = event and event.date, event and event.venue
    found = [iso for iso in (date.iso, date.end) if iso] if date else []
    scores.add("event_name", name, _one(wanted.get("name")), _one(event and event.name), lambda g, f: token_f1(g, f) >= 0.6)
    scores.add("event_date", name, wanted.get("dates") or [], found, lambda g, f: g == f)
    scores.add("event_action", name, _one(wanted.get("action")), _one(event and event.action), lambda g, f: g == f)
    scores.add("time_of_day", name, _one(wanted.get("time_of_day")), _one(date and date.time_of_day), lambda g, f: g == f)
    gold_venue = (wanted.get("venue") or {}).get("name")
    scores.add("venue", name, _one(gold_venue), _one(venue and venue.name), lambda g, f: token_f1(g, f) >= 0.6)
    scores.add("city", name, _one(wanted.get("city")), _one(venue and venue.city), lambda g, f: token_f1(g, f) >= 0.6)
    theme = (gold["theme"] or {}).get("text")
    scores.add("theme", name, _one(theme), _one(event and event.theme and event.theme.text), lambda g, f: token_f1(g, f) >= 0.8)


def _unit_class(unit: str | None) -> str:
    if unit in _ROLES:
        return "person"
    return unit if unit in ("percent", "IDR", "USD", "ha", "km", "ton", "kg", "liter") else "count"


def _years(period: str | None) -> set[str]:
    return set(re.findall(r"\b(?:19|20)\d\d\b", period or ""))


def _period_text(figure: Any) -> str:
    """The words of a found period and its two ends, which hold the years that the words leave out."""
    period = figure.period
    return f"{period.text} {period.start} {period.end}" if period else ""


def _score_figures(scores: Scores, name: str, gold: Gold, record: Record) -> None:
    def same(g: Gold, f: Any) -> bool:
        if not same_number(g["value"], f.value):
            return False
        return overlap(g["span"], f.value_span) > 0 or _unit_class(g["unit"]) == _unit_class(f.unit)

    needed = [g for g in gold["figures"] if not g.get("optional")]
    spare = [g for g in gold["figures"] if g.get("optional")]
    taken = {j for _, j in pairs(needed, record.figures, same)}
    rest = [f for j, f in enumerate(record.figures) if j not in taken]
    free = {id(rest[j]) for _, j in pairs(spare, rest, same)}
    found = [f for f in record.figures if id(f) not in free]
    scores.add("figure_value", name, needed, found, same)
    scores.add(
        "figure_trend",
        name,
        [g for g in needed if g["from_value"] is not None],
        [f for f in found if f.from_value is not None],
        lambda g, f: same(g, f) and same_number(g["from_value"], f.from_value),
    )
    scores.add(
        "figure_full",
        name,
        needed,
        found,
        lambda g, f: same(g, f) and token_f1(g["indicator"], " ".join(filter(None, (f.indicator, f.quantity_of)))) >= 0.5,
    )
    scores.add(
        "figure_period",
        name,
        [g for g in needed if _years(g["period"])],
        [f for f in found if _years(_period_text(f))],
        lambda g, f: same(g, f) and _years(g["period"]) <= _years(_period_text(f)),
    )


def _score_quotes(scores: Scores, name: str, gold: Gold, record: Record) -> None:
    def speaker_names(index: int | None, text: str | None) -> Iterable[str]:
        official = record.officials[index] if index is not None else None
        if official:
            yield from filter(None, [official.name, *(title.full for title in official.titles)])
        if text:
            yield text

    for kind in ("direct", "indirect"):
        golds = [q for q in gold["quotes"] if q["kind"] == kind]
        found = [q for q in record.quotes if q.kind == kind]
        matched = scores.add(f"quote_{kind}", name, golds, found, lambda g, f: overlap(g["span"], f.span) >= 0.6)
        spoken = [(golds[i], found[j]) for i, j in matched if golds[i].get("speaker")]
        score = scores.fields.setdefault("quote_speaker", Score())
        score.gold += sum(bool(q.get("speaker")) for q in golds)
        score.found += len(spoken)
        score.matched += sum(
            any(same_name(g["speaker"], n) or token_f1(g["speaker"], n) >= 0.8 for n in speaker_names(f.speaker, f.speaker_text))
            for g, f in spoken
        )
