"""What a core reads in a second, beside the pipelines that people use: one table of one run.

    pip install 'rilis[bench]'
    python benchmarks/peers.py [--count 240]

All read the same texts, variants of our releases (`variants.py`), on one core; each takes its turn on a few of them, again and
again, and the median of its turns counts, in seconds of processor time. What is not installed says "-".

They do different things. spaCy's small pipelines tag, lemmatise, parse and name entities; EDS-NLP, made for French, looks for
what nine of its rule pipes know, of which these texts hold little; quantulum3 looks for quantities, dateparser for dates. Ours
makes whole records, to the line of JSON.
"""

from __future__ import annotations

import argparse
import os
import time
import warnings
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from statistics import median

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1", TOKENIZERS_PARALLELISM="false")

from rich.console import Console
from rich.table import Table

from extract.nlp.language import MODELS
from extract.nlp.stanza_engine import arguments
from extract.pipeline import Pipeline
from extract.sources import Release
from variants import variants

TURNS = 8
WARM = 0.4              # share of the texts that are read before, by everyone: a batch is long
EDS = (
    "eds.normalizer", "eds.sentences", "eds.dates", "eds.quantities", "eds.negation", "eds.hypothesis", "eds.family",
    "eds.reported_speech", "eds.history",
)  # fmt: skip

Read = Callable[[Sequence[str]], object]


def ours() -> Read:
    pipeline = Pipeline()
    return lambda texts: [record.to_json() for record in pipeline.pipe(Release(None, text, "", None) for text in texts)]


def spacy_small() -> Read:
    """All of the small pipeline as it comes: tok2vec, morphologizer, parser, attribute_ruler, lemmatizer, ner."""
    import spacy

    nlp = spacy.load("fr_core_news_sm")
    return lambda texts: list(nlp.pipe(texts))


def eds() -> Read:
    import edsnlp

    nlp = edsnlp.blank("eds")
    for name in EDS:
        nlp.add_pipe(name)
    return lambda texts: [nlp(text) for text in texts]


def quantities() -> Read:
    from quantulum3 import parser

    return lambda texts: [parser.parse(text) for text in texts]


def dates() -> Read:
    from dateparser.search import search_dates

    return lambda texts: [search_dates(text, languages=["id"]) for text in texts]


def stanza_engine() -> Read:
    import stanza
    import torch

    torch.set_num_threads(1)
    models = arguments(MODELS / "id_stanza", "tokenize", "ner")
    engine = stanza.Pipeline("id", use_gpu=False, download_method=None, verbose=False, **models)
    return lambda texts: [engine(text) for text in texts]


WAYS: dict[str, tuple[str, Callable[[], Read], int]] = {
    "ours: whole records, as JSON": ("extract", ours, 1),
    "spaCy fr_core_news_sm": ("fr_core_news_sm", spacy_small, 1),
    "EDS-NLP, nine rule pipes": ("edsnlp", eds, 1),
    "quantulum3": ("quantulum3", quantities, 4),
    "dateparser search_dates": ("dateparser", dates, 8),
    "Stanza, tokenize and NER": ("stanza", stanza_engine, 8),
}
"""Name -> the package that it needs, what makes it, and of how many texts it reads one: the slow ones would take all the time."""


def measured(texts: Sequence[str]) -> dict[str, float | None]:
    """Seconds of processor time for each word, of each way; None where it cannot run here."""
    reads = {name: make() for name, (package, make, _) in WAYS.items() if find_spec(package)}
    first = int(len(texts) * WARM)
    for name, read in reads.items():
        read(texts[:first:WAYS[name][2]])
    took: dict[str, list[float]] = {name: [] for name in reads}
    for turn in range(TURNS):
        part = texts[first + turn::TURNS]
        for name, read in reads.items():
            some = part[::WAYS[name][2]]
            began = time.process_time()
            read(some)
            took[name].append((time.process_time() - began) / sum(len(text.split()) for text in some))
    return {name: median(took[name]) if name in took else None for name in WAYS}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=240, help="texts")
    texts = [text for _, text in variants(options.parse_args().count)]
    warnings.simplefilter("ignore")
    seconds = measured(texts)
    whole = seconds["ours: whole records, as JSON"]
    assert whole is not None
    table = Table("one core", "words a second", "ours is × as fast", pad_edge=False)
    for name, each in seconds.items():
        table.add_row(name, f"{1 / each:,.0f}" if each else "-", f"{each / whole:.2f}" if each else "-")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
