"""Quality and cost of the engines, in one table.

    python benchmarks/models.py CORPORA [--data data] [--releases DIR] [--stanza DIR]

CORPORA is the directory of the public corpora, `--data` our own releases (their test split is scored), `--releases`
a directory with `texts/` and `gold/`, where the names of officials are looked for; `--stanza` the models that
`training/train_stanza.py` made, where they do not lie in the package. A score that is not there is "-".

Entities are scored by exact span in the words of each corpus; UPOS and LAS on gold words and sentences, words with a
clitic whole, punctuation counted. Releases a second are those of the engine alone, on one core, without the extractors.
The published scores were measured by others, on the same test files except where the name says otherwise.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from rich.console import Console
from rich.table import Table
from spacy.language import Language

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "training"))

import corpora  # noqa: E402 - training/ is a folder of scripts, not a package
import train_parser  # noqa: E402
from annotated import counts, without_extractors  # noqa: E402
from extract.nlp.language import MODELS, load  # noqa: E402
from generate import FLAT, LAYER  # noqa: E402
from train_ner import score  # noqa: E402

TESTS = ("idner", "nerui", "nerugm", "nergrit")
TREEBANKS = ("csui", "gsd")
PUBLISHED = [
    ("IndoBERT, IndoLEM 2020", {"nerui": 0.901, "nerugm": 0.749}),
    ("NusaBERT-large", {"nergrit": 0.799}),
    ("another spaCy CNN (its own split)", {"idner": 0.689}),
    ("UDPipe 2 / Stanza, all of GSD", {"gsd LAS": 0.79}),
]
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
    """Boundary-exact precision, recall and F1 of PER against the officials' names; other persons count as wrong."""
    right = said = there = 0
    for path in sorted((directory / "gold").glob("*.json")):
        names = [o["name"].replace("’", "'") for o in json.loads(path.read_text("utf-8"))["officials"] if o["name"]]
        doc = nlp((directory / "texts" / f"{path.stem}.txt").read_bytes().decode("utf-8"))
        gold = names_in(doc.text, names)
        found = {(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PER"}
        right, said, there = right + len(gold & found), said + len(found), there + len(gold)
    return right / max(said, 1), right / max(there, 1), 2 * right / max(said + there, 1)


def per_second(nlp: Language, texts: Sequence[str]) -> tuple[float, float]:
    """Texts and words a second."""
    list(nlp.pipe(texts[:5]))
    began = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    passed = time.perf_counter() - began
    return len(texts) / passed, words / passed


def megabytes(*models: Path) -> float:
    return sum(f.stat().st_size for path in models for f in path.rglob("*") if f.is_file()) / 1e6


def row_of(nlp: Language, parsing: Language, options: argparse.Namespace) -> dict[str, float]:
    row = {}
    for corpus in TESTS:
        scores = score(nlp, corpora.read(options.corpora, corpus, "test"))
        row[corpus] = scores["all"][2]
        if corpus == "idner":
            row["idner PER"] = scores["PER"][2]
    for name, labels in (("own PER", ("PER",)), ("own flat", FLAT), ("own layer", LAYER)):
        right, said, there = counts(nlp, options.data, "test", labels)
        row[name] = 2 * right / max(said + there, 1)
    for name in TREEBANKS:
        scores = train_parser.score(parsing, train_parser.trees(options.corpora / "ud" / f"id_{name}-ud-test.conllu", nlp.vocab))
        row[f"{name} UPOS"], row[f"{name} LAS"] = scores["upos"], scores["las"]
    texts = [p.read_bytes().decode("utf-8") for p in sorted((options.data / "raw").glob("*.txt"))] * 2
    if options.releases:
        row["persons"] = persons(nlp, options.releases)[2]
    row["releases/s"], row["words/s"] = per_second(nlp, texts)
    return row


def _cell(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if value < 2 else f"{value:,.0f}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--data", type=Path, default=HERE.parent / "data")
    arguments.add_argument("--releases", type=Path)
    arguments.add_argument("--stanza", type=Path, default=MODELS / "id_stanza")
    options = arguments.parse_args()

    rows = {}
    spacy_row = row_of(without_extractors(load()), without_extractors(load(parse=True)), options)
    rows["spaCy"] = {**spacy_row, "MB": megabytes(MODELS / "id_release", MODELS / "id_parse")}
    if find_spec("stanza") and (options.stanza / "ner.pt").exists():
        import torch

        torch.set_num_threads(1)
        engines = [without_extractors(load(engine="stanza", parse=parse, stanza_dir=options.stanza)) for parse in (False, True)]
        rows["Stanza"] = {**row_of(*engines, options), "MB": megabytes(options.stanza)}
    rows |= {f"{name}, published": scores for name, scores in PUBLISHED}

    table = Table("engine", *rows["spaCy"], pad_edge=False)
    for name, scores in rows.items():
        table.add_row(name, *(_cell(scores.get(column)) for column in rows["spaCy"]))
    Console(width=240).print(table)


if __name__ == "__main__":
    main()
