"""The pipeline's components under spaCy's names: `extract_layout`, and one `extract_<field>` per extractor.

After `extract_figures` has run, `doc.spans["figures"]` holds its spans and `span._.value` the typed value of each. Their
config names the user's own tables: `lexicon = ["my/units.csv"]`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extract.extractors import ways as _ways  # noqa: F401  registers them
from extract.lexicon import Lexicon, lexicon_of
from extract.mentions import Mention, Offsets
from extract.nlp.analysis import own_analysis
from extract.nlp.attributes import LABELS, PARTS, parts, published_of, set_layout, text_of
from extract.text.layout import layout

Extractor = Callable[[Doc, Lexicon], list[Mention[Any]]]

# Field -> module that finds it. `people` of `extractors/people.py` is the component "extract_people", and so on.
EXTRACTORS = {
    "dates": "dates",
    "people": "people",
    "organisations": "organisations",
    "places": "places",
    "events": "event",
    "venues": "venue",
    "stated_themes": "themes",
    "topics": "topics",
    "programmes": "programmes",
    "figures": "figures",
    "quotes": "quotes",
    "attendance": "attendance",
    "regulations": "regulations",
}


@Language.factory("extract_layout", default_config={"lexicon": []})
class LayoutComponent:
    """Sets `doc._.extract_layout`, with the day of `doc._.extract_published` where that is set, and a span for each of its
    parts that a record has."""

    def __init__(self, nlp: Language, name: str, lexicon: list[str]) -> None:
        self.lexicon = lexicon_of(tuple(lexicon))

    def __call__(self, doc: Doc, *, spans: bool = True) -> Doc:
        found = layout(text_of(doc), self.lexicon)
        if day := published_of(doc):
            # What the source says goes before what a line of the page seems to say; that line is still no part of the body.
            found = replace(found, published=(day, found.published[1] if found.published else (0, 0)))
        set_layout(doc, found)
        if spans:
            known = parts(found)
            for label in PARTS:
                _set_group(doc, label, ((*offsets, "layout") for name, offsets, _ in known if name == label))
        return doc


class ExtractorComponent:
    """Runs one extractor and writes `doc._.extract_mentions[field]` and `doc.spans[label]`, the label being the record's word.

    `spans=False` at a call leaves out the latter, which records do not need and which costs as much as an extractor.
    """

    def __init__(self, field: str, find: Extractor, lexicon: Lexicon) -> None:
        self.field, self.find, self.lexicon = field, find, lexicon

    def __call__(self, doc: Doc, *, spans: bool = True) -> Doc:
        analysis = own_analysis(doc)
        boilerplate = analysis.require_layout().boilerplate
        mentions = _outside(self.find(doc, self.lexicon), boilerplate)
        analysis.mentions[self.field] = mentions
        if spans:
            _set_group(doc, LABELS[self.field], ((m.start_char, m.end_char, m.rule) for m in mentions))
        return doc


WITH_SPANS = (LayoutComponent, ExtractorComponent)
"""Components that take `spans=False`."""


def _set_group(doc: Doc, label: str, found: Iterable[tuple[int, int, str]]) -> None:
    """`doc.spans[label]`: the words that each (start, end, rule) touches."""
    spans = (doc.char_span(start, end, label=label, span_id=rule, alignment_mode="expand") for start, end, rule in found)
    doc.spans[label] = [span for span in spans if span is not None]


def _outside(mentions: list[Mention[Any]], left_behind: Sequence[Offsets]) -> list[Mention[Any]]:
    """Those that stand in no line that the web page left behind: "Baca juga: Bupati Lahat Buka Pameran"."""
    if not left_behind:
        return mentions
    ends = [end for _, end in left_behind]
    at = (bisect_right(ends, mention.start_char) for mention in mentions)
    return [m for m, k in zip(mentions, at, strict=True) if k == len(ends) or m.start_char < left_behind[k][0]]


def _register(field: str, module: str) -> None:
    @Language.factory(f"extract_{field}", default_config={"lexicon": []})
    def create(nlp: Language, name: str, lexicon: list[str]) -> ExtractorComponent:
        find = getattr(import_module(f"extract.extractors.{module}"), field)
        return ExtractorComponent(field, find, lexicon_of(tuple(lexicon)))


for _field, _module in EXTRACTORS.items():
    _register(_field, _module)
