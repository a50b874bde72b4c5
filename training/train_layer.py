"""Trains the recogniser of TITLE, EVENT, VENUE anew on a finished pipeline, whose other weights stay as they are.

    python training/train_layer.py CORPORA --start /tmp/mean --out src/extract/models/id_release --seed 2

In `train_ner.py` it helps to shape the layers that both recognisers share. Once these no longer move, one of half the width
reads as well from them and costs less: it is the largest part of what extraction takes beside bare PER, ORG, LOC. Chosen by our
dev split. Seeded: same input, same weights.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import spacy
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch
from thinc.api import Adam

from annotated import counts, releases
from extract.nlp import layer, sentences, tokenizer  # noqa: F401 - they register their components
from generate import LAYER, Generator
from train_ner import NER, RELEASES, generated, prf, varied

WIDTH = 32      # hidden units; `ner` has twice as many
DROP = 0.15


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--data", type=Path, default=Path(__file__).parent.parent / "data")
    arguments.add_argument("--start", type=Path, required=True, help="a pipeline of train_ner.py or mean.py")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--epochs", type=int, default=20)
    arguments.add_argument("--rate", type=float, default=0.001)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()

    rng = random.Random(options.seed)
    fix_random_seed(options.seed)
    nlp = spacy.load(options.start)
    nlp.remove_pipe("extract_layer")
    recogniser = nlp.add_pipe("extract_layer", before="ner", config={"model": {**NER, "hidden_width": WIDTH}})
    own = releases(options.data)
    generator = Generator(options.corpora / "names" / "dbpedia-person.txt", options.seed)

    def drawn() -> list[Example]:
        return generated(generator, RELEASES, nlp.vocab) + varied(own, generator, rng, nlp.vocab, negatives=True)

    first = drawn()
    list(nlp.get_pipe("tok2vec").pipe([e.predicted for e in first]))       # what the recogniser reads is in the Docs
    recogniser.initialize(lambda: first, nlp=nlp)
    optimizer = Adam(options.rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    best, kept = 0.0, b""
    others = [name for name in nlp.pipe_names if name != "extract_layer"]
    for number in range(options.epochs):
        began = time.time()
        losses: dict[str, float] = {}
        examples = drawn()
        rng.shuffle(examples)
        optimizer.learn_rate = options.rate * min(1.0, 2 * (1 - number / options.epochs))
        for batch in minibatch(examples, size=12):
            nlp.update(batch, drop=DROP, sgd=optimizer, losses=losses, exclude=others, annotates=["tok2vec"])
        with nlp.use_params(optimizer.averages):
            ours = {label: prf(*counts(nlp, options.data, "dev", [label]))[2] for label in LAYER}
            if sum(ours.values()) >= best:
                best, kept = sum(ours.values()), recogniser.to_bytes()
        scores = " ".join(f"{label} {f:.3f}" for label, f in ours.items())
        print(f"{number:2} {time.time() - began:4.0f}s loss {losses['extract_layer']:.0f}  {scores}", flush=True)
    recogniser.from_bytes(kept)
    nlp.to_disk(options.out)
    # Words are found by hash: those seen in training are not needed to read new ones.
    (options.out / "vocab" / "strings.json").write_text("[]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
