"""Trains Stanza's tagger, lemmatizer, parser and NER for Indonesian with Stanza's own training code.

    pip install 'extract[stanza]'
    python training/train_stanza.py CORPORA [--data data] [--out src/extract/models/id_stanza] [--only ner]

Stanza is given the words and sentences of our own tokenizer, so none is trained for it. The models have no pretrained
word vectors and small dimensions, so that one core trains them; the weights are kept in half precision.
Entities: the merged corpora, our annotated releases and the generator of `train_ner.py`; trees: those of `train_parser.py`
(UD CSUI train and PUD, words with a clitic whole), GSD dev to decide.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from spacy.vocab import Vocab

import corpora
from annotated import releases
from generate import FLAT, Generator, tokens_of
from train_parser import trees

RELEASES = 4000
TREES = ("id_csui-ud-train", "id_pud-ud-test")
COMPONENTS = {      # component -> Stanza's module, its dimensions, and steps (the lemmatizer counts epochs)
    "ner": ("ner_tagger", ["--hidden_dim", "128", "--char_hidden_dim", "64", "--word_emb_dim", "64"], 5000),
    "pos": ("tagger", ["--hidden_dim", "100", "--char_hidden_dim", "75", "--deep_biaff_hidden_dim", "100",
                       "--word_emb_dim", "50", "--batch_size", "32"], 1200),
    "lemma": ("lemmatizer", ["--hidden_dim", "100", "--num_epoch", "10"], 0),
    "depparse": ("parser", ["--hidden_dim", "120", "--char_hidden_dim", "75", "--deep_biaff_hidden_dim", "120",
                            "--word_emb_dim", "50", "--batch_size", "1000"], 1200),
}


def bio(words: Sequence[str], entities: Sequence[corpora.Span]) -> Iterator[list[dict[str, str]]]:
    """The lines of a text as Stanza's NER reads them."""
    tags = ["O"] * len(words)
    for first, after, label in entities:
        tags[first:after] = [f"B-{label}", *[f"I-{label}"] * (after - first - 1)]
    line: list[dict[str, str]] = []
    for word, tag in zip([*words, "\n"], [*tags, "O"], strict=True):
        if word.strip():
            line.append({"text": word, "ner": tag})
        elif line and "\n" in word:
            yield line
            line = []


def entity_files(directory: Path, data: Path, work: Path) -> None:
    """Writes train.json and dev.json. Releases in which some entities are unknown cannot be used here."""
    tests = corpora.test_keys(directory)
    train: list[list[dict[str, str]]] = []
    for corpus in ("idner", "idner", "nerui", "nerugm", "nergrit", "dee"):
        for sentence in corpora.without_tests(corpora.read(directory, corpus, "train"), tests):
            tokens = corpora.retokenized(sentence)
            train += bio(tokens.words, tokens.entities)
    for release in releases(data):
        if not release.unknown:
            train += bio(release.tokens.words, release.tokens.entities)
    generator = Generator(directory / "names" / "dbpedia-person.txt", 1)
    for _ in range(RELEASES):
        words, _, entities = tokens_of(generator.release(), FLAT)
        train += bio(words, entities)
    random.Random(1).shuffle(train)
    dev = [corpora.retokenized(s) for s in corpora.without_tests(corpora.read(directory, "idner", "dev"), tests)]
    (work / "train.json").write_text(json.dumps(train), encoding="utf-8")
    (work / "dev.json").write_text(json.dumps([line for t in dev for line in bio(t.words, t.entities)]), encoding="utf-8")


def tree_file(directory: Path, names: Sequence[str], path: Path, tests: set[str]) -> None:
    """Writes trees as CoNLL-U, without those that a test file has."""
    vocab = Vocab()
    lines = []
    for doc in (d for name in names for d in trees(directory / "ud" / f"{name}.conllu", vocab)):
        if corpora.key([doc.text]) in tests:
            continue
        for t in doc:
            head = 0 if t.head.i == t.i else t.head.i + 1
            relation = "root" if head == 0 else t.dep_
            lines.append("\t".join((str(t.i + 1), t.text, t.lemma_ or "_", t.pos_, "_", "_", str(head), relation, "_", "_")))
        lines.append("")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def packed(value: Any) -> Any:
    """A checkpoint with its weights in half precision and without what only training needs."""
    if isinstance(value, dict):
        return {key: packed(inner) for key, inner in value.items() if "optimizer" not in str(key) and "scheduler" not in str(key)}
    return value.half() if isinstance(value, torch.Tensor) and value.is_floating_point() else value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent.parent / "data")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "src/extract/models/id_stanza")
    parser.add_argument("--only", choices=tuple(COMPONENTS))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "resources.json").write_text('{"id": {}}\n', encoding="utf-8")     # Stanza reads it before any model
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if options.only in (None, "ner"):
            entity_files(options.corpora, options.data, work)
        if options.only != "ner":
            tests = corpora.test_keys(options.corpora)
            tree_file(options.corpora, TREES, work / "train.conllu", tests)
            tree_file(options.corpora, ("id_gsd-ud-dev",), work / "dev.conllu", tests)
        for name in (options.only,) if options.only else COMPONENTS:
            module, dimensions, steps = COMPONENTS[name]
            ending = "json" if name == "ner" else "conllu"
            arguments = ["--mode", "train", "--shorthand", "id_release", "--cpu", *dimensions,
                         "--save_dir", str(work), "--save_name", f"{name}.pt",
                         "--train_file", str(work / f"train.{ending}"), "--eval_file", str(work / f"dev.{ending}")]
            if steps:
                arguments += ["--no_pretrain", "--max_steps", str(steps), "--eval_interval", str(steps // 6)]
            if name in ("pos", "depparse"):
                arguments += ["--lang", "id"]
            subprocess.run([sys.executable, "-m", f"stanza.models.{module}", *arguments], check=True)
            checkpoint = torch.load(work / f"{name}.pt", map_location="cpu", weights_only=False)
            torch.save(packed(checkpoint), options.out / f"{name}.pt")


if __name__ == "__main__":
    main()
