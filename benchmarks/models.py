"""Quality and cost of the engines, in one table.

    python benchmarks/models.py CORPORA [--annotated data] [--releases DIR]

CORPORA is the directory of the public corpora, `--annotated` our own releases (their test split is scored), `--releases`
a directory with `texts/` and `gold/`, where the names of officials are looked for. A score that is not there is "-".
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import spacy
from rich.console import Console
from rich.table import Table
from spacy.language import Language

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "training"))

import corpora  # noqa: E402 - training/ is a folder of scripts, not a package
from generate import LAYER  # noqa: E402
from train_ner import score  # noqa: E402

MODEL = HERE.parent / "src/extract/models/id_release"
PUBLISHED = [
    ("IndoBERT (2020)", {"nerui": 0.901, "nerugm": 0.749}),
    ("NusaBERT-large", {"nergrit": 0.799}),
]
TESTS = ("idner", "nerui", "nerugm", "nergrit")
Offsets = tuple[int, int]


def names_in(text: str, names: Sequence[str]) -> set[Offsets]:
    """Where the officials are named: the full name, else runs of its longer parts ("Menteri [Trenggono]")."""
    found: list[Offsets] = []
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not any(start < match.end() and match.start() < end for start, end in found):
                found.append(match.span())
    parts = "|".join(sorted({re.escape(p) for name in names for p in name.split() if len(p) > 3}, key=len, reverse=True))
    for match in re.finditer(rf"(?<!\w)(?:{parts})(?: (?:{parts}))*(?!\w)", text) if parts else ():
        if not any(start < match.end() and match.start() < end for start, end in found):
            found.append(match.span())
    return set(found)


def persons(nlp: Language, directory: Path) -> tuple[float, float, float]:
    """Boundary-exact precision, recall and F1 of PER against the officials' names in real releases."""
    right = said = there = 0
    for path in sorted((directory / "gold").glob("*.json")):
        names = [o["name"].replace("’", "'") for o in json.loads(path.read_text("utf-8"))["officials"] if o["name"]]
        doc = nlp((directory / "texts" / f"{path.stem}.txt").read_bytes().decode("utf-8"))
        gold = names_in(doc.text, names)
        found = {(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PER"}
        right, said, there = right + len(gold & found), said + len(found), there + len(gold)
    return right / max(said, 1), right / max(there, 1), 2 * right / max(said + there, 1)


def annotated(nlp: Language, data: Path, part: str, labels: Sequence[str]) -> tuple[int, int, int]:
    """Counts (right, found, gold) of entities in our own releases of one split, in raw characters.

    The gold spans do not overlap: an ORG or LOC that we find inside a gold TITLE, EVENT or VENUE counts neither way.
    """
    right = said = there = 0
    for path in sorted((data / "annotated").glob(f"{part}-*.json")):
        gold = {(start, end, label) for start, end, label in json.loads(path.read_text("utf-8"))["entities"]}
        doc = nlp((data / "raw" / f"{path.stem}.txt").read_bytes().decode("utf-8"))
        spans = [*doc.ents, *doc.spans.get("layer", ())]
        found = {(*doc._.clean.raw_span(s.start_char, s.end_char), s.label_) for s in spans}
        over = [(start, end) for start, end, label in gold if label in LAYER]
        found = {e for e in found if e[2] in labels and (e[2] in LAYER or not _inside(e, over))}
        expected = {e for e in gold if e[2] in labels}
        right, said, there = right + len(expected & found), said + len(found), there + len(expected)
    return right, said, there


def _inside(entity: tuple[int, int, str], over: Sequence[Offsets]) -> bool:
    return any(start <= entity[0] and entity[1] <= end for start, end in over)


def words_per_second(nlp: Language, texts: Sequence[str]) -> float:
    list(nlp.pipe(texts[:5]))
    began = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.perf_counter() - began)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--annotated", type=Path, default=HERE.parent / "data")
    arguments.add_argument("--releases", type=Path)
    arguments.add_argument("--model", type=Path, default=MODEL)
    options = arguments.parse_args()

    nlp = spacy.load(options.model)
    row = {}
    for corpus in TESTS:
        scores = score(nlp, corpora.read(options.corpora, corpus, "test"))
        row[corpus] = scores["all"][2]
        row[f"{corpus} PER"] = scores["PER"][2]
    for label in ("PER", "ORG", "LOC", *LAYER):
        right, said, there = annotated(nlp, options.annotated, "test", [label])
        row[f"own {label}"] = 2 * right / max(said + there, 1)
    texts = [" ".join(s.words) for s in corpora.read(options.corpora, "idner", "test")] * 4
    if options.releases:
        row["persons P"], row["persons R"], row["persons F"] = persons(nlp, options.releases)
        texts = [p.read_text("utf-8") for p in sorted((options.releases / "texts").glob("*.txt"))] * 10
    row["words/s"] = words_per_second(nlp, texts)
    row["MB"] = sum(f.stat().st_size for f in options.model.rglob("*") if f.is_file()) / 1e6

    table = Table("engine", *row)
    table.add_row("spaCy id_release", *(f"{v:.3f}" if v < 2 else f"{v:,.0f}" for v in row.values()))
    for name, scores in PUBLISHED:
        table.add_row(f"{name}, published", *(f"{scores[c]:.3f}" if c in scores else "-" for c in row))
    Console(width=200).print(table)


if __name__ == "__main__":
    main()
