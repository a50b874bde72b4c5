"""What the list, the filters and the charts need of every release: made of the rows of `sinks/schema.py`, since the records
themselves wait packed until one is opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from extract.lexicon import default
from extract.record import Record
from extract.sinks.schema import rows
from extract.values.regions import regions_and_districts

_FIRST_LINE = 120


class Index:
    """Add the records in order; `as_json` is then what the page reads. Positions in it count from 0."""

    def __init__(self) -> None:
        self.releases: list[dict[str, Any]] = []
        self.figures: list[list[Any]] = []
        self.events: list[list[Any]] = []
        self._officials: dict[str, int] = {}
        self._people: list[tuple[str, Counter[str]]] = []
        self._indicators: dict[tuple[str, str], int] = {}
        self._measured: list[tuple[str, str]] = []
        self._codes: set[str] = set()
        self._keys: Counter[str] = Counter()

    def add(self, record: Record, text: str | None) -> None:
        """One more release, with its text where it was found."""
        tables = rows(record)
        release = tables["releases"][0]
        at = len(self.releases)
        main = next((event for event in tables["events"] if event["main"]), None)
        region = release["region_code"] or (main["region_code"] if main else None)
        event_day = main["date"] if main else None
        self._keys[record.id] += 1
        again = self._keys[record.id]
        self.releases.append({
            "key": record.id if again == 1 else f"{record.id}#{again}",
            "title": release["title"] or _first_line(text) or record.id,
            "publisher": release["publisher"],
            "region": self._region(region),
            "day": release["published"] or event_day,
            "stated": bool(release["published"]),
            "topics": [theme["label"] for theme in tables["themes"]],
            "types": sorted({event["type"] for event in tables["events"] if event["type"]}),
            "people": [number for official in tables["officials"] if (number := self._official(official)) is not None],
            "figures": release["n_figures"],
            "quotes": release["n_quotes"],
            "text": text is not None,
        })  # fmt: skip
        for event in tables["events"]:
            self.events.append([at, event["name"], event["type"], event["date"], self._region(event["region_code"] or region)])
        for figure in tables["figures"]:
            self._figure(at, figure)

    def as_json(self) -> dict[str, Any]:
        """Lists of things, where a release has the position of a thing; figures and events as rows, columns beside them."""
        return {
            "releases": self.releases,
            "people": [[name, titles.most_common(1)[0][0] if titles else None] for name, titles in self._people],
            "indicators": self._measured,
            "figures": self.figures,
            "figureColumns": ["release", "indicator", "value", "start", "end", "period", "region"],
            "events": self.events,
            "eventColumns": ["release", "name", "type", "day", "region"],
            "regions": self._regions(),
        }

    def _official(self, row: Mapping[str, Any]) -> int | None:
        """The number of a person; None for an office whose holder is not named."""
        if not row["name"]:
            return None
        number = self._officials.setdefault(" ".join(row["name"].casefold().split()), len(self._people))
        if number == len(self._people):
            self._people.append((row["name"], Counter()))
        if row["title_full"]:
            self._people[number][1][row["title_full"]] += 1
        return number

    def _figure(self, at: int, row: Mapping[str, Any]) -> None:
        """A figure, and beside it the earlier value that it names."""
        if not row["indicator"]:
            return
        key = " ".join(row["indicator"].casefold().split()), row["unit"]
        number = self._indicators.setdefault(key, len(self._measured))
        if number == len(self._measured):
            self._measured.append((row["indicator"], row["unit"]))
        region = self._region(row["region_code"])
        self.figures.append([at, number, row["value"], row["period_start"], row["period_end"], row["period"], region])
        if row["from_value"] is not None and row["from_period_start"]:
            before = row["from_value"], row["from_period_start"], row["from_period_end"], row["from_period"]
            self.figures.append([at, number, *before, region])

    def _region(self, code: str | None) -> str | None:
        if code:
            self._codes.add(code)
        return code

    def _regions(self) -> dict[str, str]:
        """Code -> name, of the regions that occur and of those above them. A code that is in no table is its own name."""
        known = regions_and_districts(default())
        above = {code[: len(code) - cut] for code in self._codes for cut in (0, 3, 6) if len(code) > cut}
        return {
            code: known[code].full_name if code in known else code
            for code in sorted(above) if code in known or code in self._codes
        }  # fmt: skip


def _first_line(text: str | None) -> str | None:
    line = next((line.strip() for line in (text or "")[:5000].splitlines() if line.strip()), None)
    return line if line is None or len(line) <= _FIRST_LINE else f"{line[:_FIRST_LINE]}…"
