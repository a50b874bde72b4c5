"""How often each rule fires on texts, and how often what it found is right on releases with gold."""

from __future__ import annotations

import pkgutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module

from spacy.tokens import Doc

from extract.evaluation.fields import FIELDS, spans_of
from extract.evaluation.gold import Annotated, Span
from extract.evaluation.match import pairs
from extract.pipeline import Pipeline
from extract.sources import Release
from extract.words.rules import Ways, counting, ids_of, known_rules, known_sets

_JUDGES = frozenset((
    "official_title", "event_name", "event_date", "venue", "theme", "figure_full", "quote_direct", "quote_indirect", "programme",
    "regulation", "region_code",
))  # fmt: skip
"""Of each label the field whose match says whether a mention is right."""

_ROOMS = ("text", "values", "extractors", "resolve")


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule, and what it did: `fired` None without texts, `judged` and `right` None without gold. `judged` counts values of
    the record that the gold speaks of; what comes into no record (a later naming of the event) is not judged."""

    set: str
    rule: str
    meaning: str
    example: str
    not_example: str
    fired: int | None = None
    judged: int | None = None
    right: int | None = None


class Tally:
    """Counts over releases, one after the other."""

    def __init__(self) -> None:
        self.fired: Counter[str] = Counter()
        self.judged: Counter[str] = Counter()
        self.right: Counter[str] = Counter()

    def fire(self, release: Release, pipeline: Pipeline) -> Doc:
        """Counts what fires on a release. Gives its Doc."""
        with counting() as decided:
            doc = pipeline.analyse(release)
        ways = {each.name for each in known_sets() if isinstance(each, Ways)}
        found = (ident for label, ident in _mentions(doc) if label in ways and ident.partition("/")[0] == label)
        self.fired += decided + Counter(found)
        return doc

    def judge(self, each: Annotated, pipeline: Pipeline) -> None:
        """As `fire`, and whether what was found is right."""
        doc = self.fire(each.release, pipeline)
        record = pipeline.assemble(doc, each.release)
        behind = _behind(doc)
        for field in FIELDS:
            compared = field.compare(each.gold, record) if field.name in _JUDGES else None
            if compared is None:
                continue
            right = {j for _, j in pairs(compared.golds, compared.found, compared.same)}
            for j, found in enumerate(compared.found):
                idents = {ident for span in spans_of(found) for ident in behind.get((field.label, span), ())}
                self.judged.update(idents)
                self.right.update(idents if j in right else ())


def table(inputs: Iterable[Release] = (), golds: Iterable[Annotated] = (), pipeline: Pipeline | None = None) -> list[RuleRow]:
    """A row for every rule there is, sets by name, rules in their order. Where there are inputs, `fired` counts them alone."""
    for room in _ROOMS:
        for module in pkgutil.iter_modules(import_module(f"extract.{room}").__path__):
            import_module(f"extract.{room}.{module.name}")
    on_inputs, on_golds = Tally(), Tally()
    if pipeline:
        for release in inputs:
            on_inputs.fire(release, pipeline)
        for each in golds:
            on_golds.judge(each, pipeline)
    fired = on_inputs.fired or on_golds.fired
    judged = on_golds.judged
    return [
        RuleRow(
            rule.of, rule.name, rule.meaning, rule.example, rule.not_example,
            fired[ident] if fired else None,
            judged[ident] if judged[ident] else None,
            on_golds.right[ident] if judged[ident] else None,
        )
        for ident, rule in known_rules().items()
    ]  # fmt: skip


def _mentions(doc: Doc) -> Iterator[tuple[str, str]]:
    """(label, rule id) of every mention."""
    for label, found in doc._.extract_mentions.items():
        yield from ((label, ident) for mention in found for ident in ids_of(label, mention.rule))


def _behind(doc: Doc) -> dict[tuple[str, Span], list[str]]:
    """(label, span in the raw text) -> the rules that found what stands there."""
    behind: dict[tuple[str, Span], list[str]] = {}
    for label, found in doc._.extract_mentions.items():
        for mention in found:
            for offsets in {mention.offsets, getattr(mention.value, "value_offsets", mention.offsets)}:
                span = doc._.extract_clean.raw_span(*offsets)
                behind.setdefault((label, span), []).extend(ids_of(label, mention.rule))
    return behind
