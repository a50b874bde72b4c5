"""Trains the entity recogniser that ships as `src/extract/models/id_release`.

    python training/silver.py CORPORA --out S
    python training/train_ner.py CORPORA --silver S --out /tmp/first
    python training/train_ner.py CORPORA --silver S --out /tmp/second --start /tmp/first --epochs 4 --rate 0.0003
    python training/train_ner.py CORPORA --silver S --out /tmp/third --start /tmp/first --epochs 4 --rate 0.0003 --seed 2
    python training/mean.py /tmp/first /tmp/second /tmp/third --out /tmp/mean
    python training/train_layer.py CORPORA --start /tmp/mean --out src/extract/models/id_release --seed 2

CORPORA is the directory of the public corpora (`training/corpora.py` names the files), DATA that of our annotated
releases: their train split is trained on, their dev split and the dev file of idner-news-2k choose the epoch that is
kept. The further runs start from the weights of the first and add hard negatives: capitalised words that nobody knows, where
a common noun stands. What ships is the mean of the three, with a layer trained on it. Seeded: same input, same weights.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch
from spacy.vocab import Vocab
from thinc.api import Adam

import corpora
from annotated import Release, counts, releases
from corpora import Tokens
from extract.nlp.language import blank
from generate import FLAT, LAYER, Generator, tokens_of

TRAIN = (("idner", "train"), ("nerui", "train"), ("nerugm", "train"), ("nergrit", "train"), ("dee", "train"))
WIDTH = 96
STYLE = "idner"     # the reference corpus: its sentences come twice an epoch
SILVER = 4000       # sentences of the marked news that come in an epoch
RELEASES = 1200     # drawn anew for every epoch
OWN = 2             # times that every annotated release comes in an epoch, with other names each time
TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2", "width": WIDTH, "include_static_vectors": False,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"], "rows": [10000, 1500, 2500, 1000],
    },
    "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": WIDTH, "window_size": 1, "maxout_pieces": 3,
               "depth": 4},
}
NER = {
    "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False,
    "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None,
    "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "*"},
}


def pipeline() -> Language:
    """The untrained pipeline: tok2vec, and on it the recognisers of the layer (TITLE, EVENT, VENUE) and of PER, ORG, LOC."""
    nlp = blank()
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    nlp.add_pipe("extract_layer", config={"model": NER})
    nlp.add_pipe("ner", config={"model": NER})
    return nlp


def joined(parts: Sequence[Tokens], rng: random.Random) -> Tokens:
    """Several sentences as one text, some as paragraphs of their own."""
    words: list[str] = []
    spaces: list[bool] = []
    entities: list[corpora.Span] = []
    for number, part in enumerate(parts):
        if number and rng.random() < 0.5:
            spaces[-1] = False
            words.append(rng.choice(("\n", "\n\n")))
            spaces.append(False)
        shift = len(words)
        words += part.words
        spaces += part.spaces
        entities += [(first + shift, after + shift, label) for first, after, label in part.entities]
    return Tokens(words, spaces, entities, [], [])


def example(tokens: Tokens, vocab: Vocab) -> Example:
    reference = Doc(vocab, words=tokens.words, spaces=tokens.spaces)
    reference.set_ents([Span(reference, first, after, label) for first, after, label in tokens.entities])
    return Example(Doc(vocab, words=tokens.words, spaces=tokens.spaces), reference)


def epoch_of(sentences: Sequence[Tokens], rng: random.Random) -> Iterator[Tokens]:
    """All sentences once, in a new order, one to three to a text."""
    order = list(sentences)
    rng.shuffle(order)
    while order:
        take = rng.choice((1, 1, 2, 3))
        yield joined([order.pop() for _ in range(min(take, len(order)))], rng)


def renamed(tokens: Tokens, generator: Generator, rng: random.Random, share: float = 0.3) -> Tokens:
    """With some persons under another name of as many words, so that their surroundings are learnt."""
    words = list(tokens.words)
    for first, after, label in tokens.entities:
        if label == "PER" and rng.random() < share:
            name = generator.name().split()
            for at in range(first, after):
                if words[at][0].isupper() and words[at].isalpha() and len(words[at]) > 2:
                    words[at] = name[at - first] if at - first < len(name) else generator.invented()
    return Tokens(words, tokens.spaces, tokens.entities, tokens.origin, tokens.tags)


def capitalised(tokens: Tokens, rng: random.Random) -> Tokens:
    """With some words that are no entity in capitals, as headlines, slogans and programmes write them."""
    kind = rng.random()
    if kind > 0.45:
        return tokens
    words = list(tokens.words)
    near = {at for first, after, _ in tokens.entities for at in range(first - 1, after + 1)}
    inside = {at for first, after, _ in tokens.entities for at in range(first, after)}
    if kind < 0.04:
        return Tokens([w.upper() for w in words], tokens.spaces, tokens.entities, tokens.origin, tokens.tags)
    if kind < 0.1:
        chosen = [at for at in range(len(words)) if at not in inside and (len(words[at]) > 3 or rng.random() < 0.3)]
    else:
        start, length = rng.randrange(len(words)), rng.randint(1, 4)
        chosen = [at for at in range(start, min(start + length, len(words))) if at not in near]
    upper = rng.random() < 0.15
    for at in chosen:
        words[at] = words[at].upper() if upper else words[at][:1].upper() + words[at][1:]
    return Tokens(words, tokens.spaces, tokens.entities, tokens.origin, tokens.tags)


def estranged(tokens: Tokens, generator: Generator, rng: random.Random, share: float = 0.8) -> Tokens:
    """With some common words replaced by capitalised ones that nobody knows and that name no one ("alat Khemoterafi")."""
    if rng.random() > share:
        return tokens
    words = list(tokens.words)
    near = {at for first, after, _ in tokens.entities for at in range(first - 1, after + 1)}
    common = [at for at, word in enumerate(words) if len(word) > 4 and word.isalpha() and word.islower() and at not in near]
    for first in rng.sample(common, min(len(common), 1 + len(words) // 30)):
        for at in range(first, first + rng.choice((1, 1, 1, 2, 2, 3))):
            if at not in common:
                break
            kinds = (generator.common, generator.thing, generator.invented)
            words[at] = rng.choices(kinds, (60, 15, 25))[0]().split()[0]
        if rng.random() < 0.15:
            words[first] = generator.acronym()
    return Tokens(words, tokens.spaces, tokens.entities, tokens.origin, tokens.tags)


def spaced(release: Release, rng: random.Random, share: float = 0.1) -> Release:
    """With a second space, a word of its own for the tokenizer, behind a few words and some names: scraped text has them."""
    if rng.random() > share:
        return release
    tokens = release.tokens
    behind = {after - 1 for _, after, label in tokens.entities if label == "PER" and rng.random() < 0.4}
    behind |= {rng.randrange(len(tokens.words)) for _ in range(3)}
    words: list[str] = []
    spaces: list[bool] = []
    at: list[int] = []          # old word -> new word
    for old, (word, space) in enumerate(zip(tokens.words, tokens.spaces, strict=True)):
        at.append(len(words))
        words.append(word)
        spaces.append(space)
        if old in behind and space:
            words.append(" ")
            spaces.append(False)

    def moved(spans: Sequence[corpora.Span]) -> list[corpora.Span]:
        return [(at[first], at[after - 1] + 1, label) for first, after, label in spans]
    return Release(Tokens(words, spaces, moved(tokens.entities), [], []), moved(release.layer), moved(release.unknown))


def release_example(release: Release, vocab: Vocab) -> Example:
    """A release with the flat entities and the layer over them."""
    made = example(release.tokens, vocab)
    reference = made.reference
    unknown = [Span(reference, first, after) for first, after, _ in release.unknown]
    reference.set_ents(list(reference.ents), missing=unknown, default="outside")
    reference.spans["layer"] = [Span(reference, first, after, label) for first, after, label in release.layer]
    return made


def generated(generator: Generator, count: int, vocab: Vocab) -> list[Example]:
    """New releases of the generator."""
    examples = []
    for _ in range(count):
        drawn = generator.release()
        words, spaces, entities = tokens_of(drawn, FLAT)
        release = Release(Tokens(words, spaces, entities, [], []), tokens_of(drawn, LAYER)[2], [])
        examples.append(release_example(release, vocab))
    return examples


def varied(own: Sequence[Release], generator: Generator, rng: random.Random, vocab: Vocab, negatives: bool) -> list[Example]:
    """Our annotated releases, with other names and capitals each time."""
    examples = []
    for release in own:
        for _ in range(OWN):
            tokens = capitalised(renamed(release.tokens, generator, rng, 0.5), rng)
            if negatives:
                # Titles, events and venues are no entities of the flat layer, and are not to be taken apart.
                whole = replace(tokens, entities=[*tokens.entities, *release.layer])
                tokens = replace(estranged(whole, generator, rng), entities=tokens.entities)
            examples.append(release_example(spaced(replace(release, tokens=tokens), rng), vocab))
    return examples


def score(nlp: Language, sentences: Sequence[corpora.Sentence]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall, F1 of exact spans in the words of the corpus, by label and for "all"."""
    counts: dict[str, list[int]] = {}
    tokens = [corpora.retokenized(sentence) for sentence in sentences]
    docs = nlp.pipe(Doc(nlp.vocab, words=t.words, spaces=t.spaces) for t in tokens)
    for sentence, piece, doc in zip(sentences, tokens, docs, strict=True):
        gold = set(sentence.entities)
        found = {(*piece.corpus_span(e.start, e.end), e.label_) for e in doc.ents if e.label_ in ("PER", "ORG", "LOC")}
        for label in ("PER", "ORG", "LOC"):
            right, said, there = counts.setdefault(label, [0, 0, 0])
            ours, theirs = {e for e in found if e[2] == label}, {e for e in gold if e[2] == label}
            counts[label] = [right + len(ours & theirs), said + len(ours), there + len(theirs)]
    counts["all"] = [sum(column) for column in zip(*counts.values(), strict=True)]
    return {label: prf(*count) for label, count in counts.items()}


def prf(right: int, said: int, there: int) -> tuple[float, float, float]:
    return right / max(said, 1), right / max(there, 1), 2 * right / max(said + there, 1)


def train(nlp: Language, sentences: Sequence[Tokens], own: Sequence[Release], generator: Generator,
          silver: Sequence[Tokens], dev: Sequence[corpora.Sentence], data: Path, epochs: int, seed: int, rate: float,
          trained: bool) -> None:
    """Leaves in `nlp` the weights that are best on the two dev sets. Every epoch draws its own releases.

    `trained` weights are trained further, with hard negatives.
    """
    rng = random.Random(seed)
    fix_random_seed(seed)
    if not trained:
        nlp.initialize(lambda: [example(t, nlp.vocab) for t in sentences[:2000]] + generated(generator, 200, nlp.vocab))
    optimizer = Adam(rate, beta1=0.9, beta2=0.999, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    best, kept = 0.0, b""
    for number in range(epochs):
        began = time.time()
        losses: dict[str, float] = {}
        drawn = [capitalised(renamed(t, generator, rng), rng)
                 for t in [*sentences, *rng.sample(silver, min(SILVER, len(silver)))]]
        if trained:
            drawn = [estranged(t, generator, rng, 0.35) for t in drawn]
        texts = [example(t, nlp.vocab) for t in epoch_of(drawn, rng)]
        layered = generated(generator, RELEASES, nlp.vocab) + varied(own, generator, rng, nlp.vocab, trained)
        rng.shuffle(layered)
        batches = [*minibatch(texts, size=16), *minibatch(layered, size=12)]
        rng.shuffle(batches)
        optimizer.learn_rate = rate * min(1.0, 2 * (1 - number / epochs))
        for batch in batches:
            nlp.update(batch, drop=0.25, sgd=optimizer, losses=losses)
        line = f"{number:2} {time.time() - began:4.0f}s loss {losses['ner']:.0f} {losses['extract_layer']:.0f}  "
        with nlp.use_params(optimizer.averages):
            news = score(nlp, dev)
            ours = {label: prf(*counts(nlp, data, "dev", [label]))[2] for label in (*FLAT, *LAYER)}
            now = news["all"][2] + sum(ours.values()) / len(ours)
            if now >= best:
                best, kept = now, nlp.to_bytes()
        line += " ".join(f"{label} {f:.3f}" for label, (_, _, f) in news.items())
        print(line, "| own", " ".join(f"{label} {f:.3f}" for label, f in ours.items()), flush=True)
    nlp.from_bytes(kept)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--data", type=Path, default=Path(__file__).parent.parent / "data")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--epochs", type=int, default=13)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--rate", type=float, default=0.001, help="learning rate at the start")
    arguments.add_argument("--silver", type=Path, required=True, help="news with entities marked by silver.py")
    arguments.add_argument("--start", type=Path, help="a pipeline of an earlier run, to be trained further")
    options = arguments.parse_args()

    tests = corpora.test_keys(options.corpora)
    sentences = [corpora.retokenized(s) for corpus, part in TRAIN
                 for s in corpora.without_tests(corpora.read(options.corpora, corpus, part), tests)
                 for _ in range(2 if corpus == STYLE else 1)]
    silver = []
    for line in options.silver.read_text(encoding="utf-8").splitlines():
        marked = json.loads(line)
        silver.append(Tokens(marked["words"], marked["spaces"], [(s, e, label) for s, e, label in marked["entities"]], [], []))
    own = releases(options.data)
    dev = corpora.without_tests(corpora.read(options.corpora, "idner", "dev"), tests)
    print(len(sentences), "sentences,", sum(len(t.words) for t in sentences), "words;", len(own), "annotated releases")
    nlp = spacy.load(options.start, exclude=["extract_sentences"]) if options.start else pipeline()
    generator = Generator(options.corpora / "names" / "dbpedia-person.txt", options.seed)
    train(nlp, sentences, own, generator, silver, dev, options.data, options.epochs, options.seed, options.rate,
          trained=options.start is not None)
    print(score(nlp, corpora.read(options.corpora, "idner", "test")))
    nlp.add_pipe("extract_sentences")
    nlp.meta.update(
        name="release", version="0.2.1", license="see README.md",
        description="Indonesian government news releases: sentences, PER, ORG, LOC, and over them TITLE, EVENT, VENUE",
    )
    nlp.to_disk(options.out)


if __name__ == "__main__":
    main()
