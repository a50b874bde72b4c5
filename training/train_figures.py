"""Learns which words a number measures and which period it holds for, from marked releases.

    python training/train_figures.py --marks MARKS TEXTS … --sources S…     # MARKS: training/marks/releases.jsonl
    python training/train_figures.py … --folds 10           # only cross-validated scores, over sources

Marks and texts are what `extract.evaluation.marks` reads, sources what `marked.py` does. `--facts` are further releases,
whose gold tells names and values but not where they stand. The sentences of figures.jsonl and our own releases of the train
split come along. A number's words are those of its name, wherever in the sentence they stand, of several alike the nearest: where
a mark says the name better than the marked words do, what it says counts.
Writes `indicator.npz` and `period.npz` into src/extract/learnt. The features are those of `extractors/figures/measured.py` and
`times.py`. Needs SciPy. Seeded by nothing: same input, same weights.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from extract.evaluation.marks import Marked, read_marks
from extract.evaluation.match import token_f1
from extract.extractors.figures import Sentence, all_times, reader_of, sentences_of, vectors_of
from extract.extractors.figures import measured as m
from extract.extractors.figures import times as t
from extract.learnt import weights
from extract.learnt.chain import SIDES, Chain
from extract.learnt.choice import Choice
from extract.pipeline import Pipeline
from extract.values.quantities import Quantity
from extract.words.view import Words
from log_linear import Asked, fit, matrix
from marked import sources_of

STRENGTH = 40.0         # of the pull of all weights of the chain to zero
LONG = 0.5              # a number whose name has n words counts n to the minus this: a long name is one name
STRENGTH_OF_CHOICE = 8.0
SCALE = 0.3             # of the vectors beside the other features
RARE = 2                # features that come less often are left out
SMALL = 0.004           # weights that are smaller are left out
ROUNDS = 70
ROUNDS_OF_CHOICE = 280
NONE = 0.3              # to what "no period" is weighed down: a period left out costs a figure its time
HALF = 0.5              # of the words of a name: more of them say the same thing
YEAR = r"\b(?:19|20)\d\d\b"
DATA = Path(__file__).parents[1] / "data"


@dataclass
class Number:
    """A marked figure: what its words are like, which of them measure it; what its periods are like, which are right."""

    source: str
    words: list[list[str]]              # features, each with its side in front: "0w=pajak"
    dense: np.ndarray                   # (words, 3 * width)
    links: list[int]                    # of each word with the one before it
    inside: list[int]
    periods: list[list[str]]            # the last is "none"
    right: list[int]                    # of `periods`; empty where none of them is right
    near: list[str]                     # the words
    name: str                           # that was marked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--marks", nargs=2, action="append", type=Path, metavar=("SPANS", "TEXTS"), required=True)
    parser.add_argument("--facts", nargs=2, action="append", default=[], type=Path, metavar=("TEXTS", "GOLD"))
    parser.add_argument("--sources", nargs="+", type=Path, required=True, help="what comes from one source is kept together")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate instead of writing weights")
    parser.add_argument("--out", type=Path, default=weights.HERE)
    options = parser.parse_args()
    pipeline = Pipeline()
    pipeline.nlp.disable_pipe("extract_figures")         # its weights are what is made here
    sources = sources_of(*options.sources)
    numbers = [n for spans, texts in options.marks for n in marked(pipeline, spans, texts, sources)]
    own = [*ours(pipeline, "train"), *sentences(pipeline), *(n for pair in options.facts for n in facts(pipeline, *pair))]
    print(f"{len(numbers)} marked figures of {len({n.source for n in numbers})} sources, {len(own)} of our own")
    if options.folds:
        validate(numbers, own, options.folds)
        return
    names, arrays = fit_chain([*numbers, *own])
    weights.save(options.out / "indicator.npz", names, arrays, weights.shipped_model())
    names, arrays = fit_choice([*numbers, *own])
    weights.save(options.out / "period.npz", names, arrays, weights.shipped_model())


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Gold:
    """What is marked of a figure: its name, the years of its period and where they stand. Offsets are those of the raw text."""

    name: str
    years: frozenset[str] | None = None
    times: Sequence[tuple[int, int]] = ()


GoldAt = Callable[[int, int, Quantity], Gold | None]
"""The gold of the number at raw offsets; None where it is no figure."""


def marked(pipeline: Pipeline, spans: Path, texts: Path, sources: dict[str, str]) -> Iterator[Number]:
    """The figures of marked releases that are found in the text, without those that tell nothing of the matter."""
    for release in read_marks(spans, texts):
        yield from numbers_of(pipeline, release.text, sources[release.id], of_marks(release))


def of_marks(release: Marked) -> GoldAt:
    optional = release.listed("optional")
    values = [(ident, mark.span) for ident in release.idents("VAL") for mark in release.of("VAL", ident)]

    def gold(start: int, end: int, _: Quantity) -> Gold | None:
        ident = next((ident for ident, (a, b) in values if a < end and start < b), None)
        if ident is None or ident in optional:
            return None
        names, times = release.of("IND", ident), release.of("PERIOD", ident)
        name = next((mark.value for mark in names if mark.value), None) or " ".join(map(release.words, names))
        years = frozenset(re.findall(YEAR, " ".join(map(release.said, times))))
        return Gold(name, years, [mark.span for mark in times])

    return gold


def ours(pipeline: Pipeline, part: str) -> Iterator[Number]:
    """The figures of our own releases: those with whole gold, and, of the train split, those whose figures alone are told."""
    paths = sorted((DATA / "annotated").glob(f"{part}-*.json"))
    golds = [(path.stem, json.loads(path.read_text("utf-8")).get("figures")) for path in paths]
    if part == "train":
        lines = (Path(__file__).parent / "figures_of_releases.jsonl").read_text("utf-8").splitlines()
        golds += [(row["id"], row["figures"]) for row in map(json.loads, lines)]
    for name, figures in golds:
        if figures:
            text = (DATA / "raw" / f"{name}.txt").read_bytes().decode("utf-8")
            yield from numbers_of(pipeline, text, "ours", of_figures(figures))


def of_figures(figures: Sequence[dict[str, Any]]) -> GoldAt:
    def gold(start: int, end: int, _: Quantity) -> Gold | None:
        found = next((f for f in figures if f["span"] and f["span"][0] < end and start < f["span"][1]), None)
        if not found or not found["indicator"] or found["optional"]:
            return None
        return Gold(found["indicator"], frozenset(re.findall(YEAR, found["period"] or "")))

    return gold


def facts(pipeline: Pipeline, texts: Path, golds: Path) -> Iterator[Number]:
    """The figures of releases whose facts are told without where they stand: each number with the first of its value."""
    for path in sorted(golds.glob("*.json")):
        figures = [f for f in json.loads(path.read_text("utf-8"))["figures"] if f["indicator"] and not f.get("optional")]
        text = (texts / f"{path.stem}.txt").read_bytes().decode("utf-8")
        yield from numbers_of(pipeline, text, "facts", of_values(figures))


def of_values(figures: list[dict[str, Any]]) -> GoldAt:
    left = list(figures)

    def gold(_start: int, _end: int, quantity: Quantity) -> Gold | None:
        at = next((at for at, f in enumerate(left) if abs(f["value"] - quantity.value) < 1e-6 * max(1, abs(f["value"]))), None)
        return None if at is None else Gold(left.pop(at)["indicator"])

    return gold


def sentences(pipeline: Pipeline) -> Iterator[Number]:
    """Sentences of our own, with what each of their numbers measures, in order."""
    for line in (Path(__file__).parent / "figures.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield from numbers_of(pipeline, row["text"], "ours", in_order(row["indicators"]))


def in_order(indicators: Sequence[str | None]) -> GoldAt:
    left = iter(indicators)

    def gold(*_: Any) -> Gold | None:
        name = next(left, None)
        return Gold(name) if name else None

    return gold


def numbers_of(pipeline: Pipeline, text: str, source: str, gold_at: GoldAt) -> Iterator[Number]:
    """The numbers of a text that have gold."""
    doc = pipeline.analyse(text)
    raw = doc._.extract_clean.raw_span
    sentences, where = sentences_of(doc, pipeline.lexicon)
    words, vectors = Words(doc), vectors_of(doc)
    if vectors is None:
        return
    timed = all_times(sentences)
    for sentence in sentences:
        for place, quantity in enumerate(sentence.quantities):
            gold = gold_at(*raw(*quantity.value_offsets), quantity)
            if gold is None:
                continue
            reader = reader_of(words, sentence, vectors, pipeline.lexicon)
            near, rows, sides = features_of(reader, place, quantity)
            dense = np.zeros((len(rows), 3, vectors.shape[1]), np.float32)
            dense[np.arange(len(rows)), sides] = vectors[near.start : near.stop]
            said = [words[at] for at in near]
            inside = projected(gold.name, [word.lower for word in said], reader.numbers[place], near)
            periods, right = periods_of(quantity, sentence, timed, gold, raw, where) if gold.years is not None else ([], [])
            yield Number(
                source, rows, dense.reshape(len(rows), -1), reader.links(near), inside, periods, right,
                [word.text for word in said], gold.name,
            )


def features_of(reader: m.Reader, place: int, quantity: Quantity) -> tuple[range, list[list[str]], list[int]]:
    """The words near a number with their features, and the side on which each stands."""
    number = reader.numbers[place]
    told = m.number_features(reader.words, reader.sentence, number, place, len(reader.numbers) - place - 1)
    near, rows = m.reach(reader.sentence, number), []
    between: tuple[list[str], ...] = ([], [], [])
    for at, side, way, added in m.ways(reader.words, near, number, quantity, reader.lexicon):
        between[side].extend(added)
        own = m.own_features(reader.words, at, reader.sentence, reader.lexicon)
        found = *own, *told, *m.way_features(way), *m.beside_features(reader.beside(at, place)), *between[side]
        rows.append((at, side, [f"{side}{feature}" for feature in found]))
    rows.sort(key=lambda row: row[0])
    return near, [row for _, _, row in rows], [side for _, side, _ in rows]


def periods_of(
    quantity: Quantity, sentence: Sentence, timed: Sequence[Any], gold: Gold, raw: Callable[[int, int], tuple[int, int]],
    where: t.Where,
) -> tuple[list[list[str]], list[int]]:
    """The candidates with their features, "none" the last; and which are right: those of the days that the mark has, else of
    its years."""
    found = t.candidates(quantity, sentence.offsets, timed)
    numbers = [q.value_offsets for q in sentence.quantities]
    rows = [t.features(quantity, sentence.offsets, each, found, numbers, where) for each in found]
    rows.append(t.none_features(quantity, sentence.offsets, found, numbers))
    if not gold.years:
        return rows, [len(rows) - 1]
    of_years = [at for at, (_, p) in enumerate(found) if gold.years <= {p.start[:4], p.end[:4]}]
    there = set()
    for at in of_years:
        (a, b), period = raw(*found[at][0]), found[at][1]
        if any(a < y and x < b for x, y in gold.times):
            there.add((period.start, period.end))
    return rows, [at for at in of_years if (found[at][1].start, found[at][1].end) in there] or of_years


def projected(name: str, words: list[str], number: tuple[int, int], near: range) -> list[int]:
    """Which of the `words` are those of the name: of several alike, the one beside the last, else the nearest to the number."""
    inside = [0] * len(words)
    ends = number[0] - near.start, number[1] - near.start
    last: int | None = None
    for word in re.findall(r"\w+", name.casefold()):
        places = [at for at, w in enumerate(words) if w == word and not inside[at]]
        if places:
            marks = ends if last is None else (last + 1,)
            last = min((min(abs(at - mark) for mark in marks), at) for at in places)[1]
            inside[last] = 1
    return inside


# ── learning ──────────────────────────────────────────────────────────────────────────────────────────────────────
def indexed(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    count = Counter(feature for row in rows for feature in set(row))
    return {feature: at for at, feature in enumerate(sorted(f for f, n in count.items() if n >= RARE))}


def fit_chain(numbers: Sequence[Number]) -> tuple[list[str], dict[str, np.ndarray]]:
    """The weights of a `Chain`: a conditional random field of two labels, by L-BFGS."""
    rows = [row for n in numbers for row in n.words]
    index = indexed(rows)
    dense = np.concatenate([n.dense for n in numbers])
    scale = SCALE / np.abs(dense[dense != 0]).std()
    features = hstack([matrix(rows, index), csr_matrix(dense * scale)]).tocsr()
    labels = np.array([label for n in numbers for label in n.inside])
    links = np.array([link for n in numbers for link in n.links])
    lengths = np.array([len(n.words) for n in numbers])
    counts = np.array([max(1, sum(n.inside)) ** -LONG for n in numbers])
    counts /= counts.mean()
    each = np.repeat(counts, lengths)
    at = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    longest, size = lengths.max(), features.shape[1]
    mask = np.arange(longest)[:, None] < lengths            # (place in its number, number)
    position = np.where(mask, at + np.arange(longest)[:, None], 0)
    gold, linked = np.where(mask, labels[position], 0), links[position]
    pairs = np.zeros((m.LINKS, 2, 2))
    for k in range(1, longest):
        np.add.at(pairs, (linked[k, mask[k]], gold[k - 1, mask[k]], gold[k, mask[k]]), counts[mask[k]])
    firsts = np.bincount(gold[0], counts, minlength=2)

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        moves, first = point[size:-2].reshape(m.LINKS, 2, 2), point[-2:]
        score = features @ point[:size]
        emit = np.zeros((longest, len(numbers), 2))
        emit[:, :, 1] = np.where(mask, score[position], 0)
        ahead, back = np.zeros_like(emit), np.zeros_like(emit)
        ahead[0] = first + emit[0]
        for k in range(1, longest):
            step = np.logaddexp.reduce(ahead[k - 1, :, :, None] + moves[linked[k]], axis=1) + emit[k]
            ahead[k] = np.where(mask[k, :, None], step, ahead[k - 1])
        for k in range(longest - 2, -1, -1):
            step = np.logaddexp.reduce(moves[linked[k + 1]] + (emit[k + 1] + back[k + 1])[:, None], axis=2)
            back[k] = np.where(mask[k + 1, :, None], step, 0)
        whole = np.logaddexp(ahead[-1, :, 0], ahead[-1, :, 1])
        inside = np.exp(ahead[:, :, 1] + back[:, :, 1] - whole)
        by_move = np.zeros_like(pairs)
        for k in range(1, longest):
            step = ahead[k - 1, :, :, None] + moves[linked[k]] + (emit[k] + back[k])[:, None] - whole[:, None, None]
            np.add.at(by_move, linked[k, mask[k]], counts[mask[k], None, None] * np.exp(step[mask[k]]))
        by_first = counts @ np.exp(first + emit[0] + back[0] - whole[:, None])
        value = counts @ whole - (each * labels) @ score - (pairs * moves).sum() - (firsts * first).sum()
        likely = np.empty(len(labels))
        likely[position[mask]] = inside[mask]
        slope = np.concatenate([features.T @ (each * (likely - labels)), (by_move - pairs).ravel(), by_first - firsts])
        return value + STRENGTH / 2 * point @ point, slope + STRENGTH * point

    best = minimize(loss, np.zeros(size + pairs.size + 2), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    by_name: dict[str, list[float]] = {}
    for feature, k in index.items():
        if abs(best[k]) >= SMALL:
            by_name.setdefault(feature[1:], [0.0] * len(SIDES))[int(feature[0])] = best[k]
    names = sorted(by_name)
    return names, {
        "weights": np.array([by_name[name] for name in names]), "dense": best[len(index) : size].reshape(3, -1) * scale,
        "moves": best[size:-2].reshape(m.LINKS, 2, 2), "first": best[-2:],
    }  # fmt: skip


def fit_choice(numbers: Sequence[Number]) -> tuple[list[str], dict[str, np.ndarray]]:
    """The weights of a `Choice`."""
    asked = [
        Asked(n.periods, [float(at in n.right) for at in range(len(n.periods))])
        for n in numbers if n.right and len(n.periods) > 1
    ]
    known = sorted(indexed([option for each in asked for option in each.options]))
    found = fit(asked, known, STRENGTH_OF_CHOICE, ROUNDS_OF_CHOICE)
    found["none"] += math.log(NONE)
    names = [name for name in known if abs(found[name]) >= SMALL]
    return names, {"weights": np.array([found[name] for name in names])}


def validate(numbers: Sequence[Number], own: Sequence[Number], folds: int) -> None:
    """Prints how often what is learnt from the other sources is right on those kept apart."""
    fold = {s: k % folds for k, s in enumerate(sorted({n.source for n in numbers}, key=lambda s: zlib.crc32(s.encode())))}
    good = total = chosen = right = dated = 0
    for k in range(folds):
        train = [n for n in numbers if fold[n.source] != k]
        names, arrays = fit_chain([*train, *own])
        chain = Chain(names, *(arrays[key].astype(np.float32) for key in ("weights", "dense", "moves", "first")))
        names, arrays = fit_choice(train)
        choice = Choice(names, arrays["weights"].astype(np.float32))
        for n in numbers:
            if fold[n.source] != k:
                continue
            scores = [chain.on_side(int(row[0][0]), [f[1:] for f in row]) + float(chain.dense.ravel() @ vector)
                      for row, vector in zip(n.words, n.dense, strict=True)]
            probability = chain.marginals(scores, n.links)
            kept, _ = m.decided(probability)
            good += token_f1(n.name, " ".join(word for word, keep in zip(n.near, kept, strict=True) if keep)) >= HALF
            total += 1
            if len(n.periods) > 1:
                of = choice.probabilities(n.periods)
                pick = max(range(len(of)), key=of.__getitem__)
                none = len(of) - 1
                chosen += pick != none
                dated += n.right != [none]
                right += pick != none and pick in n.right
            else:
                dated += not n.right
    print(f"indicator: half of the words right {good / total:.3f} of {total}")
    print(f"period: precision {right / chosen:.3f}, recall {right / dated:.3f}, F1 {2 * right / (chosen + dated):.3f}")


if __name__ == "__main__":
    main()
