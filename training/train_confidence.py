"""Learns how sure values are (`extract.resolve.confidence`): `src/extract/learnt/confidence.npz`.

    python training/train_confidence.py --marked M… --texts T… --sources S… [--seen N]

Files as for `train_events.py`; M may be a folder of `.ann` files, whose texts are within: then T is any path. What is found in
marked releases is right or not; a logistic regression over the features of each value tells how likely it is.

The recogniser learnt from the first N files (`--seen`), in which it finds more than in new text: their values have a feature
more, which takes what comes of that and is left out in the end.

Printed is how far the share that is right is from the confidence, in bands, on five folds of sources, for the files that were not
seen; and how well confidence parts right from wrong (AUC).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from extract.evaluation import read_gold
from extract.evaluation.reliability import BANDS, judged
from extract.learnt.weights import HERE, save, shipped_model
from extract.pipeline import Pipeline
from extract.resolve.confidence import WEIGHTS, features
from extract.resolve.release import resolve
from log_linear import FOLDS, Asked, fit, folds
from marked import sources_of

L2 = 12.0
ROUNDS = 200
RARE = 8                # a feature of fewer values is none
LIGHT = 0.02            # what weighs less is left out
SPREAD = 0.3            # a release of a source with n others counts n to the minus this
SEEN = "seen"


@dataclass(frozen=True)
class Value:
    """A value that marks judge."""

    kind: str
    told: list[str]
    right: bool
    source: str
    seen: bool


def read(marked: Path, texts: Path, where: dict[str, str], seen: bool, pipeline: Pipeline) -> Iterator[Value]:
    for each in read_gold(marked, texts=texts):
        doc = pipeline.analyse(each.release)
        told = features(resolve(doc, pipeline.lexicon), doc._.extract_mentions)
        record = pipeline.assemble(doc, each.release)
        events = [event for event in (record.event, *record.other_events) if event]
        parts = {"official": record.officials, "event": events, "figure": record.figures, "quote": record.quotes}
        place = {id(part): (kind, at) for kind, found in parts.items() for at, part in enumerate(found)}
        for kind, part, right in judged(each.gold, record):
            own = told[kind][place[id(part)][1]]
            if own is not None:
                extra = [f"{own[0]} {SEEN}"] if seen else []
                yield Value(kind, [*own, *extra], right, where[each.id], seen)


def learn(values: Sequence[Value]) -> dict[str, float]:
    """Feature -> weight; without those that only training texts have."""
    count = Counter(feature for value in values for feature in value.told)
    releases = Counter(value.source for value in values)
    weights = np.array([releases[value.source] ** -SPREAD for value in values])
    weights *= len(values) / weights.sum()
    asked = [
        Asked([value.told, []], [float(value.right), float(not value.right)], weight)
        for value, weight in zip(values, weights.tolist(), strict=True)
    ]
    found = fit(asked, sorted(f for f, number in count.items() if number >= RARE), L2, ROUNDS)
    return {feature: weight for feature, weight in found.items() if abs(weight) >= LIGHT and not feature.endswith(f" {SEEN}")}


def shares(weights: dict[str, float], values: Sequence[Value]) -> np.ndarray:
    scores = np.array([sum(weights.get(feature, 0.0) for feature in value.told) for value in values])
    return 1 / (1 + np.exp(-scores))


def held_out(values: Sequence[Value]) -> np.ndarray:
    fold, found = folds(Counter(value.source for value in values)), np.zeros(len(values))
    for number in range(FOLDS):
        apart = np.array([fold[value.source] == number for value in values])
        weights = learn([value for value, out in zip(values, apart, strict=True) if not out])
        found[apart] = shares(weights, [value for value, out in zip(values, apart, strict=True) if out])
    return found


def parted(right: np.ndarray, share: np.ndarray) -> float:
    """How often a right value has more confidence than a wrong one."""
    ranks = share.argsort(kind="stable").argsort(kind="stable") + 1
    good, bad = int(right.sum()), int((~right).sum())
    return float((ranks[right].sum() - good * (good + 1) / 2) / max(1, good * bad))


def report(kind: str, values: Sequence[Value], share: np.ndarray) -> None:
    new = np.array([value.kind == kind and not value.seen for value in values])
    right = np.array([value.right for value in values])
    print(f"{kind}: {new.sum()} values, {right[new].mean():.3f} right, AUC {parted(right[new], share[new]):.3f}")
    for low, high in zip(BANDS, (*BANDS[1:], 1.01), strict=True):
        if (band := new & (share >= low) & (share < high)).any():
            mean, good = share[band].mean(), right[band].mean()
            print(f"  from {low:.2f}: {band.sum():5d}  confidence {mean:.2f}  right {good:.2f}", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("marked", "texts", "sources"):
        arguments.add_argument(f"--{name}", type=Path, nargs="+", required=True)
    arguments.add_argument("--seen", type=int, default=0, help="how many of the files the recogniser learnt from")
    chosen = arguments.parse_args()
    pipeline, where = Pipeline(), sources_of(*chosen.sources)
    files = zip(chosen.marked, chosen.texts, strict=True)
    values = [value for at, (m, t) in enumerate(files) for value in read(m, t, where, at < chosen.seen, pipeline)]
    share = held_out(values)
    for kind in dict.fromkeys(value.kind for value in values):
        report(kind, values, share)
    weights = learn(values)
    names = sorted(weights)
    save(HERE / f"{WEIGHTS}.npz", names, {"weights": np.array([weights[name] for name in names])}, shipped_model())
    print(f"{WEIGHTS}: {len(names)} features")


if __name__ == "__main__":
    main()
