"""Learns which naming is a release's main event, and its day, venue and town: the tables of weights in `src/extract/learnt`.

    python training/train_events.py --marked M… --texts T… --sources S… [--seen N]

Each M is a file of marks, T its texts, as `extract.evaluation.marks` reads them, S what tells where they come from (`marked.py`).
All four choices are log-linear, over candidates that the extractors found and "none". The tables follow each other, each
with what the one before says of releases of sources that it did not see (five folds of sources), as it will be at run time.
Printed is the quality on the folds: precision, recall and F1 at several levels of how sure a choice must be.

The recogniser that marks events learnt from the first N files (`--seen`): there it finds more than in new text, so most of its
marks are dropped at random.
"""

from __future__ import annotations

import argparse
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

import extract
from extract.evaluation.marks import Marked, read_marks
from extract.evaluation.match import token_f1
from extract.learnt.weights import HERE, save, shipped_model
from extract.lexicon import default
from extract.mentions import Date, Mention, Place, Venue
from extract.resolve import event_day, event_town, event_venue, main_event
from extract.resolve.dates import complete_dates
from extract.resolve.event_town import Held, Town
from extract.resolve.main_event import Page, Reported
from log_linear import FOLDS, Asked, fit, folds
from marked import sources_of

SAME = 0.6              # token F1 of a name that is right
DROPPED = 0.7           # of the recogniser's marks, in texts that it learnt from
COPIES = 4              # of such a text, each with other marks dropped
SPREAD = 0.3            # a release of a source with n others counts n to the minus this
LIGHT = 0.02            # what weighs less is left out
RARE = 4                # a feature of fewer releases is none
ROUNDS = 150
L2 = {"main_event": 6.0, "event_day": 15.0, "event_venue": 5.0, "event_town": 12.0}
LEVELS = (0.3, 0.4, 0.5, 0.6)


@dataclass(frozen=True)
class Gold:
    """What is marked of the main event; `event` is False where there is none."""

    event: bool
    name: str | None
    days: frozenset[str]
    also: frozenset[str]        # days that are right too
    venue: str | None
    town: str | None


@dataclass(frozen=True)
class Example:
    """A release as the choices see it. `copy` 0 is the one that is scored."""

    id: str
    source: str
    page: Page
    places: Sequence[Mention[Place]]
    gold: Gold
    copy: int
    weight: float


@dataclass(frozen=True)
class Row:
    """One choice: the features of each option, and which are right, by how much."""

    example: Example
    options: list[list[str]]
    right: np.ndarray


def gold_of(release: Marked) -> Gold:
    """As the marks say: the best name is the value that is given, else the longest naming."""

    def best(label: str) -> str | None:
        marks = release.of(label, "e1")
        return next((mark.value for mark in marks if mark.value), None) or max(map(release.words, marks), key=len, default=None)

    if "noevent" in release.facts:
        return Gold(False, None, frozenset(), frozenset(), None, None)
    days = frozenset(day for mark in release.of("DATE", "e1") for day in (mark.value or "").split(" ")[0].split("/") if day)
    also = frozenset(alt[1] for alt in release.facts.get("alt", []) if len(alt) > 1 and alt[0] == "e1")
    return Gold(True, best("EVENT"), days, also, best("VENUE"), best("CITY"))


def thinned(page: Page, identifier: str, copy: int) -> Page:
    """The page without some of what the recogniser marks."""
    def kept(mention: Mention) -> bool:
        return zlib.crc32(f"{identifier}{copy}{mention.start_char}".encode()) % 100 >= 100 * DROPPED

    return replace(page, events=[m for m in page.events if m.rule != "model" or kept(m)])


def read(marked: Path, texts: Path, sources: Path, seen: bool) -> Iterator[Example]:
    nlp, where = extract.load(), sources_of(sources)
    for release in read_marks(marked, texts):
        doc = nlp(release.text)
        page, places = page_of(doc), doc._.extract_mentions["places"]
        copies = COPIES if seen else 1
        for copy in range(copies):
            used = thinned(page, release.id, copy) if seen else page
            yield Example(release.id, where[release.id], used, places, gold_of(release), copy, 1 / copies)


def page_of(doc: object) -> Page:
    found, layout, text = doc._.extract_mentions, doc._.extract_layout, doc._.extract_text  # type: ignore[attr-defined]
    dates = complete_dates(text, found["dates"], layout.published[0] if layout.published else None, default())
    return Page(text, layout, main_event.namings(found["events"]), dates, found["venues"], default())


# ── the choices ─────────────────────────────────────────────────────────────────────────────────────────────
def right_names(example: Example) -> np.ndarray:
    """Of no event, of one that no option names, of each option: better names count more."""
    gold = example.gold
    f1 = [token_f1(gold.name, ending.name) for _, ending in main_event.options(example.page)]
    right = np.array([0.0, 0.0, *(value**3 if value >= SAME else 0.0 for value in f1)])
    if not right.any():
        right[0 if not gold.event or not gold.name else 1] = 1
    return right


def right_days(example: Example) -> np.ndarray:
    good = example.gold.days | (example.gold.also if example.gold.days else frozenset())
    found = [float(d.value.iso in good or d.value.end in good) for d in event_day.options(example.page)]
    return np.array([0.0 if any(found) else 1.0, *found])


def right_venues(example: Example) -> np.ndarray:
    name = example.gold.venue
    f1 = [token_f1(name, ending.name) for _, ending in event_venue.options(example.page)]
    found = [value**2 if value >= SAME else 0.0 for value in f1]
    return np.array([0.0 if any(found) else 1.0, *found])


def right_towns(gold: Gold, held: Held) -> np.ndarray:
    found = [float(token_f1(gold.town, town.name) >= SAME) for town in held.options]
    return np.array([0.0 if any(found) else 1.0, *found])


# ── learning ──────────────────────────────────────────────────────────────────────────────────────────────────────
def known_features(rows: Sequence[Row]) -> list[str]:
    """The features that are learnt: of enough releases, and of more than one source."""
    releases, sources = defaultdict(set), defaultdict(set)
    for row in rows:
        for feature in {feature for option in row.options for feature in option}:
            releases[feature].add(row.example.id)
            sources[feature].add(row.example.source)
    return sorted(f for f in releases if len(releases[f]) >= RARE and len(sources[f]) > 1)


def learn(rows: Sequence[Row], l2: float) -> dict[str, float]:
    """Weights under which the right options are likeliest."""
    count = Counter(row.example.source for row in rows if row.example.copy == 0)
    weights = np.array([row.example.weight * count[row.example.source] ** -SPREAD for row in rows])
    weights *= sum(row.example.weight for row in rows) / weights.sum()
    asked = [Asked(row.options, row.right, weight) for row, weight in zip(rows, weights.tolist(), strict=True)]
    return fit(asked, known_features(rows), l2, ROUNDS)


def shares(weights: dict[str, float], row: Row) -> list[float]:
    scores = np.array([sum(weights.get(f, 0.0) for f in option) for option in row.options])
    parts = np.exp(scores - scores.max())
    return list(parts / parts.sum())


def held_out(rows: Sequence[Row], fold: dict[str, int], l2: float) -> list[list[float]]:
    """For each row what weights say that its source had no part in."""
    found: list[list[float]] = [[] for _ in rows]
    for number in range(FOLDS):
        weights = learn([row for row in rows if fold[row.example.source] != number], l2)
        for i, row in enumerate(rows):
            if fold[row.example.source] == number:
                found[i] = shares(weights, row)
    return found


def step(
    table: str, examples: Sequence[Example], options: Callable[[int], list[list[str]]], right: Callable[[int], np.ndarray],
) -> list[list[float]]:
    """Learns a table, writes it, and gives what held-out weights say of every example."""
    rows = [Row(example, options(i), right(i)) for i, example in enumerate(examples)]
    found = held_out(rows, folds(Counter(e.source for e in examples if e.copy == 0)), L2[table])
    weights = learn(rows, L2[table])
    names = sorted(feature for feature, weight in weights.items() if abs(weight) >= LIGHT)
    save(HERE / f"{table}.npz", names, {"weights": np.array([weights[name] for name in names])}, shipped_model())
    print(f"{table}: {len(names)} features", flush=True)
    return found


Counts = tuple[int, int, int]       # hits, found, gold


def report(field: str, examples: Sequence[Example], counts: Iterable[Counts]) -> None:
    """Precision, recall and F1 on the first copies."""
    hits, found, gold = np.sum([row for row, e in zip(counts, examples, strict=True) if e.copy == 0], axis=0)
    print(f"  {field}: P {hits / max(1, found):.3f} R {hits / gold:.3f} F {2 * hits / (found + gold):.3f}", flush=True)


def name_counts(gold: Gold, choice: Reported) -> Counts:
    found = choice.naming.value.name if choice.naming else None
    return int(token_f1(gold.name, found) >= SAME), int(found is not None), int(gold.name is not None)


def day_counts(gold: Gold, day: Mention[Date] | None) -> Counts:
    said = [d for d in (day.value.iso, day.value.end) if d] if day else []
    said = said if gold.days else [d for d in said if d not in gold.also]
    return min(len(gold.days), sum(d in gold.days | gold.also for d in said)), len(said), len(gold.days)


def venue_counts(gold: Gold, venue: Mention[Venue] | None) -> Counts:
    found = venue.value.name if venue else None
    return int(token_f1(gold.venue, found) >= SAME), int(found is not None), int(gold.venue is not None)


def town_counts(gold: Gold, town: Town | None) -> Counts:
    found = town.name if town else None
    return int(token_f1(gold.town, found) >= SAME), int(found is not None), int(gold.town is not None)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("marked", "texts", "sources"):
        arguments.add_argument(f"--{name}", type=Path, nargs="+", required=True)
    arguments.add_argument("--seen", type=int, default=0, help="how many of the files the recogniser learnt from")
    chosen = arguments.parse_args()
    every = zip(chosen.marked, chosen.texts, chosen.sources, strict=True)
    train([e for number, files in enumerate(every) for e in read(*files, seen=number < chosen.seen)])


def train(examples: Sequence[Example]) -> None:
    """All tables."""
    pages, golds = [e.page for e in examples], [e.gold for e in examples]
    found = step("main_event", examples, lambda i: main_event.features(pages[i]), lambda i: right_names(examples[i]))
    choices: list[Reported] = []
    for main_event.SURE in (*LEVELS, CHOSEN["main_event"]):
        choices = [main_event.decide(page, p) for page, p in zip(pages, found, strict=True)]
        report(f"name, {main_event.SURE}", examples, map(name_counts, golds, choices))

    found = step("event_day", examples, lambda i: event_day.features(pages[i], choices[i]), lambda i: right_days(examples[i]))
    days: list[Mention[Date] | None] = []
    for event_day.SURE in (*LEVELS, CHOSEN["event_day"]):
        days = [event_day.decide_day(page, p) for page, p in zip(pages, found, strict=True)]
        report(f"date, {event_day.SURE}", examples, map(day_counts, golds, days))

    placed = [event_venue.features(*each) for each in zip(pages, choices, days, strict=True)]
    found = step("event_venue", examples, lambda i: placed[i], lambda i: right_venues(examples[i]))
    reported = [choice.naming or day for choice, day in zip(choices, days, strict=True)]
    venues: list[Mention[Venue] | None] = []
    for event_venue.SURE in (*LEVELS, CHOSEN["event_venue"]):
        venues = [event_venue.decide_venue(page, p) if it else None for page, p, it in zip(pages, found, reported, strict=True)]
        report(f"venue, {event_venue.SURE}", examples, map(venue_counts, golds, venues))

    told = zip(pages, choices, days, venues, (e.places for e in examples), strict=True)
    held = [Held(*each) for each in told]
    found = step("event_town", examples, lambda i: event_town.features(held[i]), lambda i: right_towns(golds[i], held[i]))
    for event_town.SURE in (*LEVELS, CHOSEN["event_town"]):
        likeliest = [one.stated or event_town.decide_town(one, p) for one, p in zip(held, found, strict=True)]
        towns = [town if it else None for town, it in zip(likeliest, reported, strict=True)]
        report(f"town, {event_town.SURE}", examples, map(town_counts, golds, towns))


CHOSEN = {
    "main_event": main_event.SURE, "event_day": event_day.SURE, "event_venue": event_venue.SURE, "event_town": event_town.SURE,
}  # fmt: skip

if __name__ == "__main__":
    main()
