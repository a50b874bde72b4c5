"""Field scores: records against the gold of annotated or marked releases.

`fields.py` says what is compared and when two are the same, `gold.py` what the gold of a release is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.evaluation.annotated import read_annotated
from extract.evaluation.fields import FIELDS
from extract.evaluation.gold import Annotated
from extract.evaluation.marks import read_marked
from extract.evaluation.scores import Score, Scores
from extract.pipeline import Pipeline

__all__ = ["Score", "Scores", "read_gold", "run", "score"]


def read_gold(data: Path, split: str = "test", texts: Path | None = None) -> Iterator[Annotated]:
    """Releases with their gold: a folder of annotated ones, of which the `split` is read, a folder of `.ann` files, one of these,
    or a file of marks apart from their `texts`. Raises UsageError where there are none."""
    marked = data.is_file() or any(data.glob("*.ann"))
    return read_marked(data, texts) if marked else read_annotated(data, split)


def run(
    data: Path,
    split: str = "test",
    errors: Path | None = None,
    pipeline: Pipeline | None = None,
    texts: Path | None = None,
) -> Scores:
    """Score the releases of `data`, as `read_gold` reads them; `errors`: where every miss is written, tab-separated."""
    scores = score(read_gold(data, split, texts), pipeline or Pipeline())
    if errors:
        errors.write_text("".join("\t".join(miss) + "\n" for miss in scores.misses), encoding="utf-8")
    return scores


def score(releases: Iterable[Annotated], pipeline: Pipeline) -> Scores:
    """All fields of all releases."""
    scores = Scores()
    for each in releases:
        record = pipeline.process(each.release)
        scores.releases += 1
        scores.reliability.add(each.gold, record)
        for field in FIELDS:
            if compared := field.compare(each.gold, record):
                scores.add(field.name, each.id, compared.golds, compared.found, compared.same)
    return scores
