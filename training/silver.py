"""Marks texts that nobody has marked with trained pipelines: a small model learns from what larger ones, or several, agree on.

    python training/silver.py MODEL… --pool pool.jsonl --corpora CORPORA --out /tmp/silver.jsonl

POOL: JSON lines with a field "text" and a field "publisher"; rows with "marked": true are left out. CORPORA adds the news
sentences that no corpus has marked (`corpora.untagged`), and those of corpora that draw ORG and LOC otherwise than our
reference: of these, persons are kept as marked there. Sentences of test files are left out. A span is one that more than half
of the models find; where they differ on PER, ORG, LOC, the words are unknown. One text a line: words of our tokenizer,
whether a space follows each, `entities`, `layer` and `unknown` as [first word, word after the last, label].
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan
from spacy.util import minibatch

import corpora
from annotated import Release
from corpora import Span, Tokens
from extract.nlp import layer, sentences, tokenizer, vectors  # noqa: F401 - they register their components
from fast import multiply_with_numpy


def agreed(found: Sequence[set[Span]]) -> tuple[list[Span], list[Span]]:
    """Spans of more than half of the models, none over another, and the words that only some of them have in a span."""
    votes = Counter(span for spans in found for span in spans)
    kept: list[Span] = []
    for span, count in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        if 2 * count > len(found) and not any(span[0] < e and s < span[1] for s, e, _ in kept):
            kept.append(span)
    unsure = sorted(span for span, count in votes.items() if count < len(found))
    return sorted(kept), [(s, e, "") for s, e, _ in unsure if not any(s < ke and ks < e for ks, ke, _ in kept)]


BATCH = 64
OTHER_STYLE = ("nerugm", "nergrit", "dee")
Text = tuple[str, list[str], list[bool], list[Span] | None]


def texts(pool: Path | None, directory: Path | None, words: Language) -> Iterator[Text]:
    """The source, words, spaces and, where known, persons of every text to be marked."""
    if pool:
        with pool.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if not row.get("marked"):
                    doc = words.make_doc(row["text"])
                    yield row["publisher"], [t.text for t in doc], [bool(t.whitespace_) for t in doc], None
    if directory:
        tests = corpora.test_keys(directory)
        marked = {name: corpora.read(directory, name, "train") for name in OTHER_STYLE}
        for name, sentences in {"untagged": corpora.untagged(directory), **marked}.items():
            for sentence in corpora.without_tests(sentences, tests):
                tokens = corpora.retokenized(sentence)
                persons = [e for e in tokens.entities if e[2] == "PER"] if name in marked else None
                yield "news", tokens.words, tokens.spaces, persons


def read(path: Path) -> list[tuple[str, Release]]:
    """The source and the release of each line."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        entities, over, unknown = ([(s, e, label) for s, e, label in row[name]] for name in ("entities", "layer", "unknown"))
        found.append((row["source"], Release(Tokens(row["words"], row["spaces"], entities, [], []), over, unknown)))
    return found


def marked(models: Sequence[Language], batch: Sequence[Text]) -> Iterator[dict[str, object]]:
    """What the models agree on. Persons that are known stand, with nothing else over them and no others beside them."""
    found: list[list[tuple[set[Span], set[Span]]]] = []
    for nlp in models:
        docs = [Doc(nlp.vocab, words=words, spaces=spaces) for _, words, spaces, _ in batch]
        for name in ("tok2vec", "extract_layer", "ner"):
            docs = list(nlp.get_pipe(name).pipe(docs, batch_size=BATCH))
        found.append([(_spans(doc.ents), _spans(doc.spans["layer"])) for doc in docs])
    for (source, words, spaces, persons), *each in zip(batch, *found, strict=True):
        flat, over = [f for f, _ in each], [o for _, o in each]
        if persons is not None:
            known = [(s, e) for s, e, _ in persons]
            flat = [{x for x in f if x[2] != "PER" and not any(x[0] < e and s < x[1] for s, e in known)} for f in flat]
            flat = [{*persons, *others} for others in flat]
        entities, unknown = agreed(flat)
        yield {"source": source, "words": words, "spaces": spaces, "entities": entities, "layer": agreed(over)[0],
               "unknown": unknown}


def _spans(spans: Iterable[SpacySpan]) -> set[Span]:
    return {(s.start, s.end, s.label_) for s in spans}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("models", type=Path, nargs="+")
    arguments.add_argument("--pool", type=Path)
    arguments.add_argument("--corpora", type=Path)
    arguments.add_argument("--most", type=int, default=150, help="texts of one publisher")
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    multiply_with_numpy()
    models = [spacy.load(path) for path in options.models]
    rng = random.Random(1)
    with options.out.open("w", encoding="utf-8") as out:
        chosen = [text for text in texts(options.pool, options.corpora, models[0]) if text[1]]
        rng.shuffle(chosen)
        taken: Counter[str] = Counter()
        few = []
        for text in chosen:
            taken[text[0]] += 1
            if text[0] == "news" or taken[text[0]] <= options.most:
                few.append(text)
        for batch in minibatch(few, size=BATCH):
            for row in marked(models, batch):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
