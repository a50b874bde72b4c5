"""Marks entities in news that nobody has marked, with the Stanza recogniser: the small CNN learns from what the slower one knows.

    python training/silver.py CORPORA --out /tmp/silver.jsonl

Needs `rilis[train]` and the models of `train_stanza.py`. One sentence a line: words of our tokenizer, whether a space
follows each, and entities as [first word, word after the last, label]. Sentences of the test files are left out.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from spacy.tokens import Doc

import corpora
from annotated import without_extractors
from extract.nlp.language import load


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    nlp = without_extractors(load(engine="stanza"))
    tests = corpora.test_keys(options.corpora)
    sentences = [corpora.retokenized(s) for s in corpora.without_tests(corpora.untagged(options.corpora), tests)]
    docs = nlp.pipe(Doc(nlp.vocab, words=t.words, spaces=t.spaces) for t in sentences)
    with options.out.open("w", encoding="utf-8") as out:
        for tokens, doc in zip(sentences, docs, strict=True):
            entities = [(e.start, e.end, e.label_) for e in doc.ents]
            marked = {"words": tokens.words, "spaces": tokens.spaces, "entities": entities}
            out.write(json.dumps(marked, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
