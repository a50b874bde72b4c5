"""What extraction costs beside the bare entity recogniser, Stanza and dateparser: one table, ratios of one run.

    python benchmarks/throughput.py [--count 400] [--batch 1000]

Texts are variants of our releases (`variants.py`), new words in each. One core; `--count` releases in this process, and
`--batch` through `extract run`, where the start of the workers counts too. A row that cannot be measured says "-".

A shared machine may be twice as slow from one minute to the next: the ways take turns on a few releases at a time, and the
median of the turns counts; of whole runs, the best.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import spacy
from rich.console import Console
from rich.table import Table

from extract.nlp.language import MODELS, load
from extract.nlp.stanza_engine import arguments
from extract.pipeline import Pipeline
from extract.sources import Release
from variants import command, table_of, variants

TURNS = 10
OTHERS = 4              # Stanza and search_dates read one release in so many: they would take most of the time
RUNS = 2
COMMAND = [sys.executable, "-m", "extract.cli"]


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def read_all(docs: Iterable[object]) -> None:
    for _ in docs:
        pass


def bare() -> spacy.Language:
    """tok2vec and ner of our model, nothing else."""
    nlp = spacy.load(MODELS / "id_release")
    for name in nlp.pipe_names:
        if name not in ("tok2vec", "ner"):
            nlp.remove_pipe(name)
    return nlp


def in_process(texts: Sequence[str]) -> dict[str, float]:
    """Seconds per release of each way to read it, the median of all turns."""
    from dateparser.search import search_dates

    ner, pipeline = bare(), Pipeline()
    def whole(turn: Sequence[str]) -> None:
        for record in pipeline.pipe(Release(None, text, "", None) for text in turn):
            record.to_json()

    ways: dict[str, tuple[Callable[[Sequence[str]], object], int]] = {
        "bare spaCy NER": (lambda turn: read_all(ner.pipe(turn)), 1),
        "whole extraction, to the line of JSON": (whole, 1),
        "dateparser search_dates": (lambda turn: [search_dates(text, languages=["id"]) for text in turn], OTHERS),
    }
    if find_spec("stanza") and (MODELS / "id_stanza" / "tokenize.pt").exists():
        import stanza
        import torch

        torch.set_num_threads(1)
        models = arguments(MODELS / "id_stanza", "tokenize", "ner")
        engine = stanza.Pipeline("id", use_gpu=False, download_method=None, verbose=False, **models)
        ways["Stanza tokenize and NER"] = (lambda turn: engine.bulk_process(turn), OTHERS)
    turns = [texts[start::TURNS] for start in range(TURNS)]
    for work, share in ways.values():
        work(turns[0][::share])         # what is loaded at first use
    took: dict[str, list[float]] = {name: [] for name in ways}
    for turn in turns:
        for name, (work, share) in ways.items():
            some = turn[::share]
            took[name].append(seconds(lambda work=work, some=some: work(some)) / len(some))
    return {name: median(each) for name, each in took.items()}


def runs(table: Path, ways: Sequence[Sequence[str]]) -> list[float]:
    """Seconds of `extract run` over a table with the options of each way, the best of a few that take turns."""

    def once(options: Sequence[str]) -> float:
        return seconds(lambda: subprocess.run(command(table, "--overwrite", *options), check=True, stderr=subprocess.DEVNULL))

    return [min(each) for each in zip(*([once(options) for options in ways] for _ in range(RUNS)), strict=True)]


def start(arguments: Sequence[str]) -> float:
    """Seconds of a short command, the best of three."""
    call = [*COMMAND, *arguments]
    quiet = subprocess.DEVNULL
    return min(seconds(lambda: subprocess.run(call, check=True, stdout=quiet, stderr=quiet)) for _ in range(3))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--count", type=int, default=400)
    arguments.add_argument("--batch", type=int, default=1000)
    options = arguments.parse_args()

    texts = [text for _, text in variants(options.count)]
    words = sum(len(text.split()) for text in texts) / len(texts)
    took = in_process(texts)
    table = Table("one core", "releases/s", "words/s", "× bare NER", pad_edge=False)
    for name, each in took.items():
        table.add_row(name, f"{1 / each:,.1f}", f"{words / each:,.0f}", f"{each / took['bare spaCy NER']:.2f}")

    whole = took["whole extraction, to the line of JSON"]
    ratios = [("whole extraction, × bare NER", f"{whole / took['bare spaCy NER']:.2f}", "at most 1.6")]
    if stanza := took.get("Stanza tokenize and NER"):
        ratios.append(("Stanza tokenize and NER, × whole extraction", f"{stanza / whole:.1f}", "at least 8"))
    with tempfile.TemporaryDirectory() as folder:
        batch = table_of(options.batch, Path(folder))
        ways = [("--workers", "1"), ("--workers", "2")]
        if find_spec("distributed"):
            ways.append(("--scheduler", "local", "--workers", "2"))
        one, two, *dask = runs(batch, ways)
        ratios.append(("two workers, × one", f"{one / two:.2f}", "at least 1.7"))
        ratios.append(("Dask with two workers, × the pool", f"{two / dask[0]:.2f}" if dask else "-", "at least 0.85"))
        single = Path(folder) / "one.txt"
        single.write_text(texts[0], encoding="utf-8")
        first = start(["run", str(single)])
        ratios.append(("start to first record, seconds", f"{first:.2f}", "under 3"))
    usage = start(["--help"])
    ratios.append(("extract --help, seconds", f"{usage:.2f}", "under 0.4"))
    blank = seconds(lambda: spacy.blank("id"))      # an exception per reduplicated word of a dictionary, each time
    ratios.append(('spacy.blank("id"), seconds; our Language', f"{blank:.2f}; {seconds(load):.2f}", ""))

    console = Console(width=120)
    console.print(table)
    second = Table("of one run", "measured", "wanted", pad_edge=False)
    for row in ratios:
        second.add_row(*row)
    console.print(second)


if __name__ == "__main__":
    main()
