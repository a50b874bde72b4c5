"""What a hostile text can cost, and whether a damaged one does any harm.

    python benchmarks/robust.py [--texts 5000] [--seed 0] [--kinds "commas" "all"]

One table: for each worst text (`tests/worst_texts.py`) the seconds of processor time that the whole pipeline takes on 10,000
and on 100,000 characters, the exponent with which they grow (1 is linear), and the peak memory of the process on the longer
one, in MB above what the loaded model takes. Then memory for each token of a text that is nothing but tokens, and `--texts`
releases of data/raw, damaged (`tests/mutations.py`): how many raise, have a span outside of the text or an empty one, or
break the contract.

Each text is read in a process of its own (Linux). The exit code is 1 where an exponent is over 1.2 or a damaged release does
harm.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from extract.pipeline import Pipeline
from extract.sources import Release

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from mutations import mutated  # noqa: E402
from spans import faults  # noqa: E402
from worst_texts import KINDS, text_of  # noqa: E402

SMALL, LARGE = 10_000, 100_000      # characters
STEEP = 1.2


@dataclass(frozen=True)
class Cost:
    seconds: float          # of processor time
    peak: float             # MB
    tokens: int


def cost(pipeline: Pipeline, text: str) -> Cost:
    """What it takes to read a text, the best of two times."""
    took = []
    tokens = 0
    for _ in range(2):
        began = time.process_time()
        with pipeline.nlp.memory_zone():
            doc = pipeline.analyse(text)
            pipeline.assemble(doc, Release("x", text, "x")).to_json()
            tokens = len(doc)
        took.append(time.process_time() - began)
    return Cost(min(took), peak(), tokens)


def peak() -> float:
    """MB that this process has taken at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def harm(pipeline: Pipeline, raws: Sequence[str], seeds: range) -> list[str]:
    """What is wrong with the records of damaged releases."""
    found = []
    for seed in seeds:
        source = random.Random(seed)
        raw = mutated(source.choice(raws), source)
        try:
            found += [f"{seed}: {fault}" for fault in faults(pipeline.process(Release(str(seed), raw, "x")), raw)]
        except Exception as error:  # noqa: BLE001 - any of them is what is looked for
            found.append(f"{seed}: {type(error).__name__}: {error}")
    return found


def apart(function: Callable[..., Any], *arguments: Any) -> Any:
    """What `function` gives in a process of its own, which inherits the model that is loaded here."""
    context = multiprocessing.get_context("fork")
    there, here = context.Pipe(duplex=False)
    process = context.Process(target=lambda: here.send(function(*arguments)))
    process.start()
    here.close()        # so that a process that ends without a word is noticed
    found = there.recv()
    process.join()
    return found


def growth(pipeline: Pipeline, kinds: Sequence[str], console: Console) -> float:
    """Prints the table; gives the highest exponent."""
    table = Table("text", "10,000", "100,000", "exponent", "MB", pad_edge=False)
    before = peak()
    rows = []
    for kind in kinds:
        small, large = (apart(cost, pipeline, text_of(kind, length)) for length in (SMALL, LARGE))
        exponent = math.log(large.seconds / small.seconds, LARGE / SMALL)
        rows.append((exponent, kind, small.seconds, large.seconds, large.peak - before))
    for exponent, kind, seconds, more_seconds, above in sorted(rows, reverse=True):
        style = "bold" if exponent > STEEP else ""
        table.add_row(kind, f"{seconds:.2f} s", f"{more_seconds:.2f} s", f"{exponent:.2f}", f"{above:.0f}", style=style)
    console.print(table)
    tokens = apart(cost, pipeline, text_of("commas", 2 * LARGE))
    console.print(f"{tokens.tokens:,} tokens: {(tokens.peak - before) * 1024 / tokens.tokens:.1f} kB for each")
    return max(row[0] for row in rows)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--texts", type=int, default=5000)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--kinds", nargs="*", choices=KINDS, default=KINDS)
    options = arguments.parse_args()
    console = Console(width=100)
    pipeline = Pipeline()
    pipeline.process(Release("x", text_of("all", 2000), "x"))       # tables and patterns are made on first use
    steepest = growth(pipeline, options.kinds, console) if options.kinds else 0.0
    raws = [path.read_bytes().decode() for path in sorted((ROOT / "data" / "raw").glob("*.txt"))]
    found = []
    for start in range(0, options.texts, 500):
        found += apart(harm, pipeline, raws, range(options.seed + start, options.seed + min(start + 500, options.texts)))
    console.print(f"{options.texts:,} damaged releases: {len(found):,} faults")
    for fault in found[:20]:
        console.print(fault, markup=False)
    sys.exit(1 if steepest > STEEP or found else 0)


if __name__ == "__main__":
    main()
