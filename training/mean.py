"""Writes the pipeline whose weights are the mean of several runs of `train_ner.py` that began alike.

    python training/mean.py /tmp/first /tmp/second /tmp/third --out /tmp/mean

The mean of runs with hard negatives and the one before them keeps what they gain on hard text and loses little on plain text.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy

from extract.nlp import layer, sentences, tokenizer, vectors  # noqa: F401 - they register their components


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("runs", type=Path, nargs="+")
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    nlp, *others = map(spacy.load, options.runs)
    for name in ("tok2vec", "extract_layer", "ner"):
        for ours, *theirs in zip(*(run.get_pipe(name).model.walk() for run in (nlp, *others)), strict=True):
            for param in ours.param_names:
                if ours.has_param(param):
                    ours.set_param(param, sum((t.get_param(param) for t in theirs), ours.get_param(param)) / len(options.runs))
    nlp.to_disk(options.out)


if __name__ == "__main__":
    main()
