"""Trains the entity recogniser that ships as `src/extract/models/id_release`. Its model card has the commands of all runs.

    python training/train_ner.py CORPORA --marked M --texts T --sources S --vectors V --out /tmp/first
    python training/train_ner.py CORPORA --marked M --texts T --sources S --start /tmp/first --silver P --epochs 4 --rate 0.0006 …

CORPORA is the directory of the public corpora (`training/corpora.py` names the files), M, T and S are the marks, texts and
sources of marked real releases (`marked.py`), V subword vectors (`train_vectors.py`), P texts that earlier models marked
(`silver.py`), `--data` our own annotated releases. Our train split is trained on; our dev split, the dev file of idner-news-2k
and the marked releases of sources kept apart choose the epoch. Runs that start from earlier weights add hard negatives:
capitalised words that nobody knows, where a common noun stands. Seeded: same input, same weights.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import fix_random_seed, load_model_from_config, minibatch
from spacy.vocab import Vocab
from thinc.api import Adam, Model

import corpora
from annotated import Counts, Release, by_label, compared, found_in, releases
from corpora import Tokens
from extract.nlp.language import blank
from fast import multiply_with_numpy
from generate import FLAT, LAYER, Generator, tokens_of
from marked import Marked, evened, halves, read
from silver import read as silver_texts
from train_vectors import subword_vectors

TRAIN = ("idner", "nerui", "nerugm", "nergrit", "dee")
WIDTH = 96
DEPTH = 5
STYLE = "idner"     # the reference corpus: its sentences come twice an epoch
SILVER = 3000       # sentences of the marked news that come in an epoch
MOST = 30           # marked releases of one source that come in an epoch, about
VERSION = "0.4.0"
ROWS = {"NORM": 10000, "PREFIX": 1500, "SUFFIX": 2500, "SHAPE": 1000}


def ner_model(width: int, hidden: int) -> dict[str, object]:
    """A recogniser on the shared layers, with so many hidden units."""
    return {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False,
        "hidden_width": hidden, "maxout_pieces": 2, "use_upper": True, "nO": None,
        "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "*"},
    }


def pipeline(vectors: Path, width: int, depth: int) -> Language:
    """The untrained pipeline: tok2vec, and on it the recognisers of the layer (TITLE, EVENT, VENUE) and of PER, ORG, LOC."""
    nlp = blank()
    nlp.config["nlp"]["vectors"] = {"@vectors": "extract.vectors.v1"}
    nlp.vocab.vectors = subword_vectors(vectors, nlp.vocab)
    nlp.add_pipe("tok2vec", config={"model": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {"@architectures": "spacy.MultiHashEmbed.v2", "width": width, "include_static_vectors": True,
                  "attrs": list(ROWS), "rows": list(ROWS.values())},
        "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": width, "window_size": 1, "maxout_pieces": 3,
                   "depth": depth},
    }})
    nlp.add_pipe("extract_layer", config={"model": ner_model(width, width * 2 // 3)})
    nlp.add_pipe("ner", config={"model": ner_model(width, width * 2 // 3)})
    return nlp


def deepened(start: Path, depth: int) -> Language:
    """An earlier run with more of the shared layers. The new ones change nothing at first: what they add is scaled by zero."""
    old = spacy.load(start, exclude=["extract_sentences"])
    config = old.config.copy()
    config["components"]["tok2vec"]["model"]["encode"]["depth"] = depth
    nlp = load_model_from_config(config, auto_fill=True, exclude=["extract_sentences"])
    nlp.vocab.vectors = old.vocab.vectors
    for name in ("extract_layer", "ner"):
        nlp.get_pipe(name).from_bytes(old.get_pipe(name).to_bytes())
    nlp.vocab.vectors.strings = nlp.vocab.strings
    model = nlp.get_pipe("tok2vec").model
    model.initialize(X=[nlp.make_doc("Bupati membuka rapat")])
    theirs: dict[str, list[Model]] = {}
    for layer in old.get_pipe("tok2vec").model.walk():
        theirs.setdefault(layer.name, []).append(layer)
    for layer in model.walk():
        same = theirs.get(layer.name, [])
        if same:
            copied(same.pop(0), layer)
        elif layer.name == "layernorm":
            for param in layer.param_names:
                layer.set_param(param, layer.get_param(param) * 0)
    return nlp


def copied(source: Model, to: Model) -> None:
    """The weights of a layer, not of those inside it."""
    for param in source.param_names:
        if source.has_param(param):
            to.set_param(param, source.get_param(param))


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


def as_unseen(examples: Sequence[Example], rng: random.Random, share: float) -> list[Example]:
    """With some words as the network meets those that no training text has: their row in its table of words is any row.

    So it learns to read a word from its subword vector, its ends and its shape as well.
    """
    for made in examples:
        for token in made.predicted:
            if token.is_alpha and len(token) > 3 and rng.random() < share:
                token.norm_ = f"{rng.random()}"
    return list(examples)


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
    tokens = release.tokens
    known = [e for e in tokens.entities if not any(first < e[1] and e[0] < after for first, after, _ in release.unknown)]
    made = example(replace(tokens, entities=known), vocab)
    reference = made.reference
    unknown = sorted({at for first, after, _ in release.unknown for at in range(first, after)})
    missing = [Span(reference, at, at + 1) for at in unknown]
    reference.set_ents(list(reference.ents), missing=missing, default="outside")
    reference.spans["layer"] = [Span(reference, first, after, label) for first, after, label in release.layer]
    return made


def venues_open(release: Release) -> Release:
    """With the words of a venue unknown to the flat layer: whether a hall is a LOC too is for the marked releases to say."""
    venues = [s for s in release.layer if s[2] == "VENUE" and s not in release.unknown]
    return replace(release, unknown=[*release.unknown, *venues])


def generated(generator: Generator, count: int, vocab: Vocab) -> list[Example]:
    """New releases of the generator."""
    examples = []
    for _ in range(count):
        drawn = generator.release()
        words, spaces, entities = tokens_of(drawn, FLAT)
        release = Release(Tokens(words, spaces, entities, [], []), tokens_of(drawn, LAYER)[2], [])
        examples.append(release_example(venues_open(release), vocab))
    return examples


def elsewhere(tokens: Tokens, generator: Generator, rng: random.Random, share: float = 0.3) -> Tokens:
    """With some regions under the name of another of as many words."""
    words = list(tokens.words)
    for first, after, label in tokens.entities:
        if label != "PER" and rng.random() < share:
            for length in range(min(3, after - first), 0, -1):
                others = generator.regions_of.get(length, [])
                if " ".join(words[after - length:after]) in generator.region_names and others:
                    words[after - length:after] = rng.choice(others).split()
                    break
    return replace(tokens, words=words)


def varied(releases: Sequence[Release], generator: Generator, rng: random.Random, vocab: Vocab, negatives: bool) -> list[Example]:
    """Annotated releases, with other names and capitals each time."""
    examples = []
    for release in releases:
        tokens = elsewhere(renamed(release.tokens, generator, rng, 0.5), generator, rng)
        tokens = capitalised(tokens, rng)
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


@dataclass(frozen=True)
class Texts:
    """What is learnt from, and what chooses the epoch."""

    sentences: list[Tokens]
    silver: list[Tokens]
    pool: dict[str, list[Release]]
    own: list[Release]
    marked: list[Marked]
    apart: list[Marked]
    dev: list[corpora.Sentence]
    data: Path


def train(nlp: Language, texts: Texts, generator: Generator, options: argparse.Namespace) -> None:
    """Leaves in `nlp` the weights that are best on the three dev sets. Every epoch draws its own releases.

    With `options.all` nothing real is kept apart to choose by: the last epoch's weights stay.

    Weights of an earlier run (`options.start`) are trained further, with hard negatives.
    """
    rng = random.Random(options.seed)
    fix_random_seed(options.seed)
    further = options.start is not None
    if not further:
        nlp.initialize(lambda: [example(t, nlp.vocab) for t in texts.sentences[:2000]] + generated(generator, 200, nlp.vocab))
    optimizer = Adam(options.rate, beta1=0.9, beta2=0.999, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    best, kept = 0.0, b""
    for number in range(options.epochs):
        began = time.process_time()
        losses: dict[str, float] = {}
        drawn = [elsewhere(capitalised(renamed(t, generator, rng), rng), generator, rng)
                 for t in [*texts.sentences, *rng.sample(texts.silver, min(SILVER, len(texts.silver)))]]
        if further:
            drawn = [estranged(t, generator, rng, 0.35) for t in drawn]
        plain = [example(t, nlp.vocab) for t in epoch_of(drawn, rng)]
        over = layered(texts, generator, rng, nlp.vocab, options, further)
        batches = [*minibatch(as_unseen(plain, rng, options.unseen), size=16), *minibatch(over, size=12)]
        rng.shuffle(batches)
        optimizer.learn_rate = options.rate * min(1.0, 2 * (1 - number / options.epochs))
        for batch in batches:
            nlp.update(batch, drop=options.drop, sgd=optimizer, losses=losses)
        line = f"{number:2} {time.process_time() - began:4.0f}s loss {losses['ner']:.0f} {losses['extract_layer']:.0f}  "
        with nlp.use_params(optimizer.averages):
            news = score(nlp, texts.dev)
            ours = by_label(nlp, texts.data, "dev")
            real = on_marked(nlp, texts.apart)
            now = news["all"][2] + sum(mean_f(counts) * weight for counts, weight in ((ours, 1), (real, 2)))
            if now >= best or options.all:
                best, kept = now, nlp.to_bytes(exclude=["vocab"])
        line += f"news {news['all'][2]:.3f} | own {row(ours)} | real {row(real)} | {now:.3f}"
        print(line, flush=True)
    nlp.from_bytes(kept, exclude=["vocab"])


def layered(texts: Texts, generator: Generator, rng: random.Random, vocab: Vocab, options: argparse.Namespace,
            negatives: bool) -> list[Example]:
    """An epoch of the texts with both layers, in a new order."""
    found = generated(generator, options.generated, vocab)
    found += varied([r for r in texts.own for _ in range(options.own_times)], generator, rng, vocab, negatives)
    found += varied(epoch_of_marked(texts.marked, options.marked_times, rng), generator, rng, vocab, False)
    for releases_of in texts.pool.values():
        found += varied(rng.sample(releases_of, min(options.pool_most, len(releases_of))), generator, rng, vocab, False)
    rng.shuffle(found)
    return as_unseen(found, rng, options.unseen)


def on_marked(nlp: Language, marked: Sequence[Marked]) -> Counts:
    return compared((found_in(nlp, m.text), set(m.spans)) for m in marked)


def epoch_of_marked(marked: Sequence[Marked], times: int, rng: random.Random) -> list[Release]:
    """Each marked release so many times; where a source has many of them, only some of them each time."""
    return [m.release for m, share in evened(marked, MOST) for _ in range(times) if rng.random() < share]


def mean_f(counts: Counts) -> float:
    return sum(prf(*c)[2] for c in counts.values()) / len(counts)


def row(counts: Counts) -> str:
    return " ".join(f"{label} {prf(*c)[2]:.3f}" for label, c in counts.items())


def texts_of(options: argparse.Namespace) -> Texts:
    tests = corpora.test_keys(options.corpora)
    sentences = [corpora.retokenized(s) for corpus in options.gold
                 for s in corpora.without_tests(corpora.read(options.corpora, corpus, "train"), tests)
                 for _ in range(2 if corpus == STYLE else 1)]
    silver = silver_texts(options.silver) if options.silver else []
    pool: dict[str, list[Release]] = {}
    for source, release in silver:
        if source != "news":
            pool.setdefault(source, []).append(release)
    learnt, apart = halves(read(options.marked, options.texts, options.sources))
    return Texts(
        sentences, [r.tokens for source, r in silver if source == "news" and not r.unknown],
        pool,
        [venues_open(r) for r in releases(options.data)], [*learnt, *apart] if options.all else learnt, apart,
        corpora.without_tests(corpora.read(options.corpora, "idner", "dev"), tests), options.data,
    )


def add_texts(arguments: argparse.ArgumentParser, epochs: int, drop: float) -> None:
    """The options that `train_ner.py` and `train_layer.py` share."""
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--data", type=Path, default=Path(__file__).parent.parent / "data")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--epochs", type=int, default=epochs)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--rate", type=float, default=0.001, help="learning rate at the start")
    arguments.add_argument("--drop", type=float, default=drop, help="dropout")
    arguments.add_argument("--marked", type=Path, required=True, help="marked releases, stand-off (marked.py)")
    arguments.add_argument("--texts", type=Path, required=True, help="folder of their texts")
    arguments.add_argument("--sources", type=Path, required=True, help="where each is from")
    arguments.add_argument("--marked-times", type=int, default=3, help="times that a marked release comes in an epoch")
    arguments.add_argument("--gold", nargs="*", choices=TRAIN, default=TRAIN, help="public corpora to learn from")
    arguments.add_argument("--own-times", type=int, default=2, help="times that a release of ours comes in an epoch")
    arguments.add_argument("--generated", type=int, default=1200, help="texts of the generator in an epoch")
    arguments.add_argument("--unseen", type=float, default=0.0, help="share of words that are read as if no text had them")
    arguments.add_argument("--all", action="store_true", help="learn from the sources kept apart as well, keep the last epoch")
    arguments.add_argument("--silver", type=Path, help="texts marked by silver.py")
    arguments.add_argument("--pool-most", type=int, default=15, help="releases of one source of these that come in an epoch")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_texts(arguments, epochs=12, drop=0.25)
    arguments.add_argument("--vectors", type=Path, help="subword vectors of train_vectors.py, or a pipeline that has them")
    arguments.add_argument("--width", type=int, default=WIDTH, help="of the shared layers")
    arguments.add_argument("--depth", type=int, default=DEPTH, help="of the shared layers, for a start with fewer as well")
    arguments.add_argument("--start", type=Path, help="a pipeline of an earlier run, to be trained further")
    options = arguments.parse_args()
    multiply_with_numpy()

    texts = texts_of(options)
    print(len(texts.sentences), "sentences,", len(texts.own), "releases of ours,", len(texts.marked), "marked,",
          len(texts.apart), "apart,", sum(map(len, texts.pool.values())), "marked by models", flush=True)
    again = options.start is not None
    nlp = deepened(options.start, options.depth) if again else pipeline(options.vectors, options.width, options.depth)
    generator = Generator(options.corpora / "names" / "dbpedia-person.txt", options.seed)
    train(nlp, texts, generator, options)
    print(score(nlp, corpora.read(options.corpora, "idner", "test")))
    nlp.add_pipe("extract_sentences")
    nlp.meta.update(
        name="release", version=VERSION, license="see README.md",
        description="Indonesian government news releases: sentences, PER, ORG, LOC, and over them TITLE, EVENT, VENUE",
    )
    nlp.to_disk(options.out)


if __name__ == "__main__":
    main()
