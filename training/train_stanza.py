"""Trains Stanza's tokenizer, tagger, lemmatizer, parser and NER for Indonesian with Stanza's own training code.

    pip install 'rilis[train]'
    python training/train_stanza.py CORPORA [--data data] [--out src/extract/models/id_stanza] [--only ner]

The tokenizer learns the words and sentences of our own, for those who use the models without this package; `extract` gives
Stanza the words. The models have no pretrained
word vectors and small dimensions, so that one core trains them; the weights are kept in half precision.
Entities: the merged corpora, our annotated releases and the generator of `train_ner.py`; trees: those of `train_parser.py`
(UD CSUI train, PUD and GSD dev, words with a clitic whole); every tenth of CSUI is kept back to decide.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from spacy.tokens import Span
from spacy.vocab import Vocab

import corpora
from annotated import releases
from extract.nlp.language import blank
from generate import FLAT, Generator, tokens_of
from train_parser import trees

RELEASES = 4000
TREES = ("id_csui-ud-train", "id_pud-ud-test", "id_gsd-ud-dev")
COMPONENTS = {      # component -> Stanza's module, its dimensions, and steps (the lemmatizer counts epochs)
    "tokenize": ("tokenizer", ["--eval_steps", "200", "--max_seqlen", "300", "--batch_size", "16"], 1000),
    "ner": ("ner_tagger", ["--hidden_dim", "128", "--char_hidden_dim", "64", "--word_emb_dim", "64"], 5000),
    "pos": ("tagger", ["--hidden_dim", "100", "--char_hidden_dim", "75", "--deep_biaff_hidden_dim", "100",
                       "--word_emb_dim", "50", "--batch_size", "32"], 3000),
    "lemma": ("lemmatizer", ["--hidden_dim", "100", "--num_epoch", "10"], 0),
    "depparse": ("parser", ["--hidden_dim", "120", "--char_hidden_dim", "75", "--deep_biaff_hidden_dim", "120",
                            "--word_emb_dim", "50", "--batch_size", "1000"], 3000),
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


def tree_files(directory: Path, work: Path) -> None:
    """Writes train.conllu and dev.conllu, without trees that a test file has."""
    vocab, tests = Vocab(), corpora.test_keys(directory)
    parts: dict[str, list[str]] = {"train": [], "dev": []}
    for name in TREES:
        for number, doc in enumerate(trees(directory / "ud" / f"{name}.conllu", vocab)):
            if corpora.key([doc.text]) in tests:
                continue
            lines = parts["dev" if name == TREES[0] and number % 10 == 0 else "train"]
            for t in doc:
                head = 0 if t.head.i == t.i else t.head.i + 1
                relation = "root" if head == 0 else t.dep_
                lines.append("\t".join((str(t.i + 1), t.text, t.lemma_ or "_", t.pos_, "_", "_", str(head), relation, "_", "_")))
            lines.append("")
    for part, lines in parts.items():
        (work / f"{part}.conllu").write_text("\n".join(lines) + "\n", encoding="utf-8")


def token_files(directory: Path, data: Path, work: Path) -> None:
    """Writes the text and the label of each character of our releases and of the treebanks' sentences, and dev.conllu.

    Labels: 1 ends a word, 2 a sentence, 0 neither. An empty line parts paragraphs.
    """
    nlp = blank()
    nlp.add_pipe("extract_sentences")
    parts: dict[str, list[list[Span]]] = {"train": [], "dev": []}
    for part, paragraphs in parts.items():
        for path in sorted((data / "annotated").glob(f"{part}-*.json")):
            doc = nlp((data / "raw" / f"{path.stem}.txt").read_bytes().decode("utf-8"))
            paragraphs += grouped(doc.sents)
    tests = corpora.test_keys(directory)
    for name in TREES:
        texts = [doc.text for doc in trees(directory / "ud" / f"{name}.conllu", nlp.vocab)]
        texts = [text for text in texts if corpora.key([text]) not in tests]
        for at in range(0, len(texts), 4):
            parts["train"].append(list(nlp(" ".join(texts[at:at + 4])).sents))
    # Stanza drops longer sentences, and stumbles over a paragraph without any.
    parts["train"] = [p for p in parts["train"] if all(len(s.text) < 300 for s in p)]
    for part, paragraphs in parts.items():
        written = [characters(paragraph) for paragraph in paragraphs]
        (work / f"{part}.txt").write_text("\n\n".join(text for text, _ in written) + "\n\n", encoding="utf-8")
        (work / f"{part}.labels").write_text("\n\n".join(labels for _, labels in written) + "\n\n", encoding="utf-8")
    lines = []
    for sentence in (s for paragraph in parts["dev"] for s in paragraph):
        words = [t for t in sentence if not t.is_space]
        for number, t in enumerate(words, 1):
            space = "_" if t.whitespace_ else "SpaceAfter=No"
            lines.append(f"{number}\t{t.text}\t_\tX\t_\t_\t{number - 1}\t{'dep' if number > 1 else 'root'}\t_\t{space}")
        lines.append("")
    (work / "mwt.json").write_text("[]\n", encoding="utf-8")       # no word of ours stands for several
    (work / "words.conllu").write_text("\n".join(lines) + "\n", encoding="utf-8")


def grouped(sentences: Iterable[Span]) -> Iterator[list[Span]]:
    """The sentences of each paragraph: up to the one with a line break at its end."""
    paragraph: list[Span] = []
    for sentence in sentences:
        if sentence.text.strip():
            paragraph.append(sentence)
        if "\n" in sentence.text and paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def characters(paragraph: Sequence[Span]) -> tuple[str, str]:
    """The text of a paragraph and the labels of its characters."""
    text = labels = ""
    for sentence in paragraph:
        words = [t for t in sentence if not t.is_space]
        for t in words:
            text += t.text + " " * bool(t.whitespace_)
            labels += "0" * (len(t) - 1) + ("2" if t is words[-1] else "1") + "0" * bool(t.whitespace_)
    return text, labels


def files(name: str, work: Path) -> list[str]:
    """The arguments that name a component's files."""
    ending = "json" if name == "ner" else "conllu"
    named = {"train_file": f"train.{ending}", "eval_file": f"dev.{ending}"}
    if name == "tokenize":
        named = {"txt_file": "train.txt", "label_file": "train.labels", "dev_txt_file": "dev.txt",
                 "dev_label_file": "dev.labels", "dev_conll_gold": "words.conllu", "mwt_json_file": "mwt.json"}
    return [part for option, file in named.items() for part in (f"--{option}", str(work / file))]


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
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if options.only in (None, "tokenize"):
            token_files(options.corpora, options.data, work)
        if options.only in (None, "ner"):
            entity_files(options.corpora, options.data, work)
        if options.only in (None, "pos", "lemma", "depparse"):
            tree_files(options.corpora, work)
        for name in (options.only,) if options.only else COMPONENTS:
            module, dimensions, steps = COMPONENTS[name]
            arguments = ["--mode", "train", "--shorthand", "id_release", "--cpu", *dimensions, *files(name, work),
                         "--save_dir", str(work), "--save_name", f"{name}.pt"]
            if name == "tokenize":
                arguments += ["--steps", str(steps)]
            elif name != "lemma":
                arguments += ["--no_pretrain", "--max_steps", str(steps), "--eval_interval", str(steps // 6)]
            if name in ("tokenize", "pos", "depparse"):
                arguments += ["--lang", "id"]
            subprocess.run([sys.executable, "-m", f"stanza.models.{module}", *arguments], check=True)
            checkpoint = torch.load(work / f"{name}.pt", map_location="cpu", weights_only=False)
            torch.save(packed(checkpoint), options.out / f"{name}.pt")
    # Stanza reads this before any model, and looks for a tokenizer's entry where there is one.
    there = {"tokenize": {}} if (options.out / "tokenize.pt").exists() else {}
    (options.out / "resources.json").write_text(json.dumps({"id": {"packages": {}, **there}}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
