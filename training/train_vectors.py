"""Learns subword vectors (floret) from running text, for `train_ner.py`.

    python training/train_vectors.py words CORPORA TEXT… --out /tmp/words.txt     # lower-cased words, a paragraph a line
    python training/train_vectors.py learn /tmp/words.txt --out /tmp/words.floret

TEXT: files of plain text, one text a line, or JSON lines with a field "text". The public corpora (no test file) and the train
split of our releases are added. One thread, so that the same text gives the same vectors: seven minutes for five million
words. Needs `floret`, which nothing else needs: `pip install floret`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
from spacy.vocab import Vocab

import corpora
from extract.nlp.tokenizer import split
from extract.nlp.vectors import SubwordVectors
from extract.text.clean import clean

WIDTH = 96
ROWS = 30_000
EPOCHS = 5


def known(directory: Path, data: Path) -> Iterator[str]:
    """The sentences of the public corpora and the paragraphs of our releases, in words."""
    tests = corpora.test_keys(directory)
    marked = [corpora.read(directory, corpus, "train") for corpus in ("idner", "nerui", "nerugm", "nergrit", "dee")]
    for sentences in (*marked, corpora.untagged(directory)):
        yield from (" ".join(s.words) for s in corpora.without_tests(sentences, tests))
    for path in sorted((data / "raw").glob("train-*.txt")):
        yield from clean(path.read_bytes().decode("utf-8")).text.split("\n")


def paragraphs(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"] if path.suffix == ".jsonl" else line
            yield from clean(text).text.split("\n")


def subword_vectors(path: Path, vocab: Vocab) -> SubwordVectors:
    """The vectors of a file as floret writes it, or of the folder of a finished pipeline."""
    if path.is_dir():
        return SubwordVectors(strings=vocab.strings).from_disk(path / "vocab")
    with path.open(encoding="utf-8") as lines:
        rows, width, minn, maxn, hashes, seed, bow, eow = next(lines).split(" ")
        data = np.zeros((int(rows), int(width)), dtype="f")
        for line in lines:
            row, *numbers = line.rstrip().split(" ")
            data[int(row)] = [float(n) for n in numbers]
    return SubwordVectors(
        strings=vocab.strings, data=data.astype("float16").astype("f"), mode="floret", minn=int(minn), maxn=int(maxn),
        hash_count=int(hashes), hash_seed=int(seed), bow=bow, eow=eow.strip(), attr="LOWER", name="subword",
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("command", choices=("words", "learn"))
    arguments.add_argument("files", type=Path, nargs="+")
    arguments.add_argument("--data", type=Path, default=Path(__file__).parent.parent / "data")
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    if options.command == "words":
        directory, *texts = options.files
        with options.out.open("w", encoding="utf-8") as out:
            for paragraph in chain(*map(paragraphs, texts), known(directory, options.data)):
                words = [w for w in split(paragraph)[0] if not w.isspace()]
                if len(words) > 2:
                    out.write(" ".join(words).lower() + "\n")
    else:
        import floret  # here, since nothing but this needs it

        model = floret.train_unsupervised(
            str(options.files[0]), model="skipgram", mode="floret", hashCount=2, bucket=ROWS, minn=3, maxn=5, dim=WIDTH,
            minCount=5, epoch=EPOCHS, thread=1,
        )
        model.save_floret_vectors(str(options.out))


if __name__ == "__main__":
    main()
