"""Trains Stanza's tagger, lemmatizer, parser and NER for Indonesian with Stanza's own training code.

    pip install 'extract[stanza]'
    python training/train_stanza.py CORPORA [--out src/extract/models/id_stanza] [--only ner] [--steps 2000]

Stanza is given the words and sentences of our own tokenizer, so none is trained for it. The models have no pretrained
word vectors and small dimensions, so that one core trains them and they stay small.
Entities: the merged corpora and the generator of `train_ner.py`; trees: UD CSUI train and PUD, GSD dev to decide.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import corpora
from generate import FLAT, Generator, tokens_of

RELEASES = 4000
TREES = ("id_csui-ud-train", "id_pud-ud-test")
SMALL = {
    "pos": ["--hidden_dim", "100", "--char_hidden_dim", "75", "--deep_biaff_hidden_dim", "100", "--word_emb_dim", "50"],
    "depparse": ["--hidden_dim", "120", "--char_hidden_dim", "75", "--deep_biaff_hidden_dim", "120", "--word_emb_dim", "50"],
    "ner": ["--hidden_dim", "128", "--char_hidden_dim", "64", "--word_emb_dim", "64"],
}


def bio(words: Sequence[str], entities: Sequence[corpora.Span]) -> list[dict[str, str]]:
    tags = ["O"] * len(words)
    for first, after, label in entities:
        tags[first:after] = [f"B-{label}", *[f"I-{label}"] * (after - first - 1)]
    return [{"text": word, "ner": tag} for word, tag in zip(words, tags, strict=True) if word.strip()]


def entity_files(directory: Path, work: Path) -> None:
    """Writes train.json and dev.json as Stanza's NER reads them."""
    tests = corpora.test_keys(directory)
    train = []
    for corpus in ("idner", "nerui", "nerugm", "nergrit", "dee"):
        for sentence in corpora.without_tests(corpora.read(directory, corpus, "train"), tests):
            tokens = corpora.retokenized(sentence)
            train.append(bio(tokens.words, tokens.entities))
    generator = Generator(directory / "names" / "dbpedia-person.txt", 1)
    for _ in range(RELEASES):
        words, _, entities = tokens_of(generator.release(), FLAT)
        train.append(bio(words, entities))
    random.Random(1).shuffle(train)
    dev = [corpora.retokenized(s) for s in corpora.without_tests(corpora.read(directory, "idner", "dev"), tests)]
    (work / "train.json").write_text(json.dumps(train), encoding="utf-8")
    (work / "dev.json").write_text(json.dumps([bio(t.words, t.entities) for t in dev]), encoding="utf-8")


def tree_files(directory: Path, work: Path) -> None:
    """Writes the joined training trees, and the ones that decide."""
    text = "".join((directory / "ud" / f"{name}.conllu").read_text(encoding="utf-8") for name in TREES)
    (work / "train.conllu").write_text(text, encoding="utf-8")
    dev = (directory / "ud" / "id_gsd-ud-dev.conllu").read_text(encoding="utf-8")
    (work / "dev.conllu").write_text(dev, encoding="utf-8")


def stanza(module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", f"stanza.models.{module}", *arguments], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "src/extract/models/id_stanza")
    parser.add_argument("--only", choices=("ner", "pos", "lemma", "depparse"))
    parser.add_argument("--steps", type=int, default=2000)
    options = parser.parse_args()
    work = options.out / "work"
    work.mkdir(parents=True, exist_ok=True)
    wanted = (options.only,) if options.only else ("ner", "pos", "lemma", "depparse")
    common = ["--mode", "train", "--shorthand", "id_release", "--save_dir", str(options.out)]
    steps = ["--max_steps", str(options.steps), "--eval_interval", str(max(options.steps // 10, 1)), "--no_pretrain"]
    if "ner" in wanted:
        entity_files(options.corpora, work)
        stanza("ner_tagger", *common, *steps, *SMALL["ner"], "--save_name", "ner.pt",
               "--train_file", str(work / "train.json"), "--eval_file", str(work / "dev.json"))
    if set(wanted) - {"ner"}:
        tree_files(options.corpora, work)
    trees = ["--train_file", str(work / "train.conllu"), "--eval_file", str(work / "dev.conllu")]
    if "pos" in wanted:
        stanza("tagger", *common, "--lang", "id", *steps, *SMALL["pos"], *trees, "--save_name", "pos.pt")
    if "lemma" in wanted:
        stanza("lemmatizer", *common, *trees, "--num_epoch", "15", "--save_name", "lemma.pt")
    if "depparse" in wanted:
        stanza("parser", *common, "--lang", "id", *steps, *SMALL["depparse"], *trees, "--save_name", "depparse.pt")


if __name__ == "__main__":
    main()
