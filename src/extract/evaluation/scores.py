"""Counts of each field over many releases, and every miss."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.evaluation.match import pairs
from extract.evaluation.reliability import Reliability


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

    def as_dict(self) -> dict[str, float]:
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1, "gold": self.gold, "found": self.found}


@dataclass(slots=True)
class Scores:
    """Scores by field, every miss: (field, release, "missed" | "extra", value), and what confidence is worth."""

    fields: dict[str, Score] = field(default_factory=dict)
    misses: list[tuple[str, str, str, str]] = field(default_factory=list)
    releases: int = 0
    reliability: Reliability = field(default_factory=Reliability)

    def add(
        self, name: str, release: str, golds: Sequence[Any], found: Sequence[Any], good: Callable[[Any, Any], bool]
    ) -> set[int]:
        """Counts one field of one release. Gives which of `found` are right."""
        score = self.fields.setdefault(name, Score())
        matched = pairs(golds, found, good)
        score.matched += len(matched)
        score.gold += len(golds)
        score.found += len(found)
        hit, got = {i for i, _ in matched}, {j for _, j in matched}
        self.misses += [(name, release, "missed", shown(g)) for i, g in enumerate(golds) if i not in hit]
        self.misses += [(name, release, "extra", shown(f)) for j, f in enumerate(found) if j not in got]
        return got

    @property
    def macro_f1(self) -> float:
        """The mean over the fields."""
        return sum(score.f1 for score in self.fields.values()) / len(self.fields) if self.fields else 0.0

    @property
    def micro(self) -> Score:
        """All values of all fields together."""
        every = self.fields.values()
        return Score(sum(s.matched for s in every), sum(s.gold for s in every), sum(s.found for s in every))

    @property
    def whole(self) -> int:
        """How many releases have no miss in any field."""
        return self.releases - len({release for _, release, _, _ in self.misses})

    def as_dict(self) -> dict[str, Any]:
        """By field; under "all" macro F1, micro P, R, F1 and the whole records; under "reliability" the bands of confidence."""
        both = {
            "macro_f1": self.macro_f1, "micro": self.micro.as_dict(), "releases": self.releases, "whole_records": self.whole,
            "errors": len(self.misses),
        }  # fmt: skip
        bands = [
            {"kind": kind, "from": begins, "values": number, "confidence": mean, "right": right}
            for kind, begins, number, mean, right in self.reliability.rows()
        ]
        return {name: score.as_dict() for name, score in self.fields.items()} | {"all": both, "reliability": bands}

    def below(self, floors: dict[str, float]) -> list[tuple[str, float, float]]:
        """(field, F1, floor) of the fields that miss their floor; one that was not scored has F1 0."""
        scored = {name: self.fields[name].f1 if name in self.fields else 0.0 for name in floors}
        return [(name, scored[name], floor) for name, floor in floors.items() if scored[name] < floor]

    def print(self) -> None:
        """The table, on standard output."""
        from rich.console import Console
        from rich.table import Table

        table = Table("field", *("P", "R", "F1", "gold", "found"))
        for name, score in (*self.fields.items(), ("micro", self.micro)):
            if name == "micro":
                table.add_section()
            numbers = (f"{number:.3f}" for number in (score.precision, score.recall, score.f1))
            table.add_row(name, *numbers, str(score.gold), str(score.found))
        table.add_row("macro F1", "", "", f"{self.macro_f1:.3f}", "", "")
        share = self.whole / self.releases if self.releases else 0.0
        table.add_row("whole records", "", "", f"{share:.3f}", str(self.releases), str(self.whole))
        Console().print(table)
        Console().print(f"{len(self.misses) / max(self.releases, 1):.1f} errors a record")
        bands = Table("confidence", "from", "values", "mean", "right")
        for kind, begins, number, mean, right in self.reliability.rows():
            bands.add_row(kind, f"{begins:.2f}", str(number), f"{mean:.2f}", f"{right:.2f}")
        Console().print(bands)


def shown(value: Any) -> str:
    """A gold or found value in a line of the list of misses."""
    if hasattr(value, "titles"):
        titles = (getattr(title, "full", title) for title in value.titles)
        return f"{value.name} | {'; '.join(titles)}"
    if hasattr(value, "indicator"):
        return f"{value.indicator} | {value.from_value} -> {value.value} {value.unit}"
    words = getattr(value, "text", None) or getattr(value, "name", None) or str(value)
    speaker = getattr(value, "speaker_text", None)
    return f"{speaker} | {words}" if speaker else str(words)
