"""Trains tagger, morphologizer, lemmatizer and dependency parser: `src/extract/models/id_parse`, for `load(parse=True)`.

    python training/train_parser.py CORPORA [--out DIR] [--epochs 12] [--seed 1]

Trees, lemmas and UPOS come from UD CSUI train, PUD and GSD dev (the training file of GSD is not among the corpora); the
language-specific tags of CSUI are those of the Indonesian tagged corpus, whose 10,000 sentences teach the shared layers
what a word is from its form and neighbours. Words with a clitic ("-nya") stay whole, as our tokenizer leaves them.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.converters import conllu_to_docs
from spacy.util import fix_random_seed, minibatch
from spacy.vocab import Vocab
from thinc.api import Adam

import corpora
from extract.nlp.language import blank

TREES = ("id_csui-ud-train", "id_pud-ud-test", "id_gsd-ud-dev")
WIDTH = 96
TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2", "width": WIDTH, "include_static_vectors": False,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"], "rows": [5000, 1000, 2500, 500],
    },
    "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": WIDTH, "window_size": 1, "maxout_pieces": 3,
               "depth": 5},
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "parse_tok2vec"}
TAGGER = {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": LISTENER}
PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "extra_state_tokens": False,
    "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": LISTENER,
}


def pipeline() -> Language:
    nlp = blank()
    nlp.add_pipe("tok2vec", name="parse_tok2vec", config={"model": TOK2VEC})
    nlp.add_pipe("tagger", config={"model": TAGGER})
    nlp.add_pipe("morphologizer", config={"model": TAGGER})
    nlp.add_pipe("trainable_lemmatizer", name="lemmatizer", config={"model": TAGGER, "min_tree_freq": 2, "backoff": "lower"})
    nlp.add_pipe("parser", config={"model": PARSER, "min_action_freq": 10, "update_with_oracle_cut_size": 100})
    return nlp


def trees(path: Path, vocab: Vocab) -> list[Doc]:
    """One Doc per sentence. Tags outside CSUI are of another set and are left out."""
    docs = []
    for sentence in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
        for read in conllu_to_docs(sentence + "\n\n", n_sents=1, no_print=True, merge_subtokens=True, append_morphology=False):
            doc = Doc(
                vocab, words=[t.text for t in read], spaces=[bool(t.whitespace_) for t in read],
                tags=[t.tag_ if "csui" in path.name else "" for t in read], pos=[t.pos_ for t in read],
                lemmas=[t.lemma_ for t in read], heads=[t.head.i for t in read], deps=[t.dep_ for t in read],
                sent_starts=[t.i == 0 for t in read],
            )
            docs.append(doc)
    return docs


def tagged(path: Path, vocab: Vocab, tests: set[str], known: set[str]) -> list[Doc]:
    """The sentences of the Indonesian tagged corpus with the `known` tags; of a word group, every word has its tag."""
    docs = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
        rows = [line.split("\t") for line in block.splitlines() if line.count("\t") == 1]
        words = [(word, tag.strip().upper()) for group, tag in rows for word in group.split()]
        if words and corpora.key(w for w, _ in words) not in tests:
            docs.append(Doc(vocab, words=[w for w, _ in words], tags=[t if t in known else "" for _, t in words]))
    return docs


def score(nlp: Language, docs: Sequence[Doc]) -> dict[str, float]:
    """UPOS, lemma, UAS, LAS on the words of the treebank; punctuation counts."""
    right = dict.fromkeys(("upos", "lemma", "uas", "las"), 0)
    words = 0
    guesses = nlp.pipe(Doc(nlp.vocab, words=[t.text for t in d], spaces=[bool(t.whitespace_) for t in d]) for d in docs)
    for gold, guess in zip(docs, guesses, strict=True):
        for ours, theirs in zip(guess, gold, strict=True):
            words += 1
            right["upos"] += ours.pos_ == theirs.pos_
            right["lemma"] += ours.lemma_.lower() == theirs.lemma_.lower()
            right["uas"] += ours.head.i == theirs.head.i
            right["las"] += ours.head.i == theirs.head.i and ours.dep_.lower() == theirs.dep_.lower()
    return {name: count / words for name, count in right.items()}


def example(doc: Doc) -> Example:
    return Example(Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc]), doc)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "src/extract/models/id_parse")
    arguments.add_argument("--epochs", type=int, default=12)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()

    nlp = pipeline()
    rng = random.Random(options.seed)
    fix_random_seed(options.seed)
    tests = corpora.test_keys(options.corpora)
    ud = options.corpora / "ud"
    train = [d for name in TREES for d in trees(ud / f"{name}.conllu", nlp.vocab) if corpora.key([d.text]) not in tests]
    tags = tagged(options.corpora / "pos" / "idn-tagged-corpus.tsv", nlp.vocab, tests, {t.tag_ for d in train for t in d})
    gold = {name: trees(ud / f"id_{name}-ud-test.conllu", nlp.vocab) for name in ("csui", "gsd")}
    print(len(train), "trees,", sum(map(len, train)), "words;", len(tags), "tagged sentences,", sum(map(len, tags)), "words")
    nlp.initialize(lambda: [example(d) for d in train] + [example(d) for d in tags[:500]])
    optimizer = Adam(0.001, beta1=0.9, beta2=0.999, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    for number in range(options.epochs):
        began = time.time()
        optimizer.learn_rate = 0.001 * min(1.0, 2 * (1 - number / options.epochs))
        texts = [example(d) for d in train * 2] + [example(d) for d in rng.sample(tags, len(tags) // 4)]
        rng.shuffle(texts)
        losses: dict[str, float] = {}
        for batch in minibatch(texts, size=16):
            nlp.update(batch, drop=0.25, sgd=optimizer, losses=losses)
        print(number, f"{time.time() - began:.0f}s", {k: round(v) for k, v in losses.items()}, flush=True)
    with nlp.use_params(optimizer.averages):
        for name, docs in gold.items():
            print(name, {k: round(v, 4) for k, v in score(nlp, docs).items()})
        nlp.meta.update(name="parse", version="0.1.0")
        nlp.to_disk(options.out)


if __name__ == "__main__":
    main()
