"""Annotated releases: a JSON file each, its text in the folder `raw` beside; `data/README.md` gives the format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.errors import UsageError
from extract.evaluation.gold import Annotated, Event, Figure, Gold, Person, Quote, Regulation, Words
from extract.sources import SourceError, read


def read_annotated(data: Path, split: str) -> Iterator[Annotated]:
    """The releases of one split. Raises UsageError for the train split, whose scores mean nothing, and where there is no gold."""
    if split not in ("dev", "test"):
        raise UsageError(f"split {split!r}: a score on training text means nothing; take dev or test")
    paths = sorted(data.glob(f"{split}-*.json"))
    if not paths:
        raise UsageError(f"no {split}-*.json in {data}")
    for path in paths:
        item = next(read([str(data.parent / "raw" / f"{path.stem}.txt")]))
        if isinstance(item, SourceError):
            raise item
        yield Annotated(path.stem, item, _gold(json.loads(path.read_text(encoding="utf-8"))))


def _gold(said: dict[str, Any]) -> Gold:
    event = said["event"] or {}
    quotes = said["quotes"]
    return Gold(
        officials=[
            Person(each["name"], tuple(title for title in (each.get("title"), each.get("title_surface")) if title))
            for each in said["officials"] if each.get("name")
        ],
        attendance=said["attendance"],
        event=Event(
            event.get("name"), tuple(event.get("dates") or ()), (), event.get("time_of_day"),
            (event.get("venue") or {}).get("name"), event.get("city"), event.get("action"),
        ),
        theme=[said["theme"]["text"]] if said["theme"] else [],
        figures=[
            Figure(
                each["value"], each["unit"], each["indicator"], each["period"], each["from_value"], bool(each.get("optional")),
                tuple(each["span"]),
            )
            for each in said["figures"]
        ],
        direct=[_quote(each) for each in quotes if each["kind"] == "direct"],
        indirect=[_quote(each) for each in quotes if each["kind"] == "indirect"],
        programmes=[each["name"] for each in said["programmes"]],
        regulations=[Regulation(each["kind"], each["number"], each["year"]) for each in said["regulations"]],
        credits=[_words(each, "name") for each in said["credits"]],
        publisher=[_words(said["publisher"])] if said["publisher"] else [],
        dateline=[_words(said["dateline"], "place")] if said["dateline"] else [],
        title=[_words(said["title"])] if said["title"] else [],
        actions=True,
    )  # fmt: skip


def _words(said: dict[str, Any], name: str = "text") -> Words:
    return Words(said[name], tuple(said["span"]))


def _quote(said: dict[str, Any]) -> Quote:
    return Quote(said["text"], (tuple(said["span"]),), said.get("speaker"))
