"""Trains the recogniser of TITLE, EVENT, VENUE anew on a finished pipeline, whose other weights stay as they are.

    python training/train_layer.py CORPORA --marked M --texts T --sources S --start /tmp/mean --out src/extract/models/id_release

In `train_ner.py` it helps to shape the layers that both recognisers share. Once these no longer move, one of half the width
reads nearly as well from them and costs less: it is the largest part of what extraction takes beside bare PER, ORG, LOC. The
epoch is chosen as in `train_ner.py`. Seeded: same input, same weights.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import spacy
from spacy.util import fix_random_seed, minibatch
from thinc.api import Adam

from annotated import by_label
from extract.nlp import layer, sentences, tokenizer, vectors  # noqa: F401 - they register their components
from fast import multiply_with_numpy
from generate import LAYER, Generator
from train_ner import WIDTH, add_texts, layered, ner_model, on_marked, prf, row, texts_of

HIDDEN = 32      # hidden units; `ner` has twice as many


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--start", type=Path, required=True, help="a pipeline of train_ner.py or mean.py")
    arguments.add_argument("--hidden", type=int, default=HIDDEN, help="hidden units")
    add_texts(arguments, epochs=14, drop=0.15)
    options = arguments.parse_args()
    multiply_with_numpy()

    rng = random.Random(options.seed)
    fix_random_seed(options.seed)
    texts = texts_of(options)
    nlp = spacy.load(options.start)
    nlp.remove_pipe("extract_layer")
    recogniser = nlp.add_pipe("extract_layer", before="ner", config={"model": ner_model(WIDTH, options.hidden)})
    generator = Generator(options.corpora / "names" / "dbpedia-person.txt", options.seed)
    first = layered(texts, generator, rng, nlp.vocab, options, negatives=True)
    list(nlp.get_pipe("tok2vec").pipe([e.predicted for e in first]))       # what the recogniser reads is in the Docs
    recogniser.initialize(lambda: first, nlp=nlp)
    optimizer = Adam(options.rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    best, kept = 0.0, b""
    others = [name for name in nlp.pipe_names if name != "extract_layer"]
    for number in range(options.epochs):
        began = time.process_time()
        losses: dict[str, float] = {}
        examples = layered(texts, generator, rng, nlp.vocab, options, negatives=True)
        optimizer.learn_rate = options.rate * min(1.0, 2 * (1 - number / options.epochs))
        for batch in minibatch(examples, size=12):
            nlp.update(batch, drop=options.drop, sgd=optimizer, losses=losses, exclude=others, annotates=["tok2vec"])
        with nlp.use_params(optimizer.averages):
            ours, real = by_label(nlp, texts.data, "dev"), on_marked(nlp, texts.apart)
            now = sum(prf(*counts[label])[2] * weight for counts, weight in ((ours, 1), (real, 2)) for label in LAYER)
            if now >= best or options.all:
                best, kept = now, recogniser.to_bytes()
        spent = f"{time.process_time() - began:4.0f}s loss {losses['extract_layer']:.0f}"
        print(f"{number:2} {spent}  own {row(ours)} | real {row(real)} | {now:.3f}", flush=True)
    recogniser.from_bytes(kept)
    nlp.to_disk(options.out)
    # Words are found by hash: those seen in training are not needed to read new ones.
    (options.out / "vocab" / "strings.json").write_text("[]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
