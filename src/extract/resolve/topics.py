"""Evidence for topics -> the few affairs a release is about."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from extract.mentions import Mention, Offsets, Topic

MAX_TOPICS = 3
MIN_SHARE = 0.12            # of all weighted evidence
MIN_WEIGHT = 3.0            # one telling word ("puskesmas"), or several weak ones
MIN_DENSITY = 0.01          # weight per word: a long speech touches everything once


def score_topics(mentions: Sequence[Mention[Topic]], n_words: int) -> list[tuple[str, float, tuple[Offsets, ...]]]:
    """(label, score, evidence) of at most three affairs, the strongest first.

    The score is the label's share of all weighted evidence in the release, between 0 and 1: not a probability. A term
    that comes again counts by its logarithm, so that the name of the office that acts does not drown what it does.
    """
    terms: dict[str, dict[str, list[Mention[Topic]]]] = {}
    for mention in mentions:
        terms.setdefault(mention.value.label, {}).setdefault(mention.text.casefold(), []).append(mention)
    weights = {
        label: sum(max(m.value.weight for m in same) * (1 + log(len(same))) for same in by_term.values())
        for label, by_term in terms.items()
    }
    total = sum(weights.values())
    floor = max(MIN_WEIGHT, MIN_DENSITY * n_words)
    ranked = sorted(weights, key=lambda label: (-weights[label], label))
    chosen = [label for label in ranked if weights[label] >= floor and weights[label] / total >= MIN_SHARE]
    return [
        (
            label,
            round(weights[label] / total, 3),
            tuple(sorted(m.offsets for same in terms[label].values() for m in same)),
        )
        for label in chosen[:MAX_TOPICS]
    ]
