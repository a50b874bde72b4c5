"""The pipeline's components under spaCy's names: `extract_layout`, and one `extract_<field>` per extractor.

After `extract_figures` has run, `doc.spans["figures"]` holds its spans and `span._.value` the typed value of each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.lexicon import Lexicon, default
from extract.mentions import Mention, Offsets
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

Doc.set_extension("layout", default=None, force=True)
Doc.set_extension("published", default=None, force=True)    # ISO day that the source states beside the text
Doc.set_extension("mentions", default=None, force=True)     # dict: field -> list[Mention]


def _value_of(span: Span) -> Any:
    """The typed value behind a span of `doc.spans[field]`; None for other spans."""
    for mention in (span.doc._.mentions or {}).get(span.label_, ()):
        if mention.start_char >= span.start_char and mention.end_char <= span.end_char:
            return mention.value
    return None


Span.set_extension("value", getter=_value_of, force=True)


@Language.factory("extract_layout")
class LayoutComponent:
    """Sets `doc._.layout`, with the day of `doc._.published` where that is set."""

    def __init__(self, nlp: Language, name: str, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or default()

    def __call__(self, doc: Doc) -> Doc:
        found = layout(doc._.text, self.lexicon)
        if doc._.published:
            # What the source says goes before what a line of the page seems to say; that line is still no part of the body.
            found = replace(found, published=(doc._.published, found.published[1] if found.published else (0, 0)))
        doc._.layout = found
        return doc


class ExtractorComponent:
    """Runs one extractor and writes `doc._.mentions[field]` and `doc.spans[field]`.

    `spans=False` at a call leaves out the latter, which records do not need and which costs as much as an extractor.
    """

    def __init__(self, field: str, find: Extractor, lexicon: Lexicon) -> None:
        self.field, self.find, self.lexicon = field, find, lexicon

    def __call__(self, doc: Doc, *, spans: bool = True) -> Doc:
        mentions = _outside(self.find(doc, self.lexicon), doc._.layout.boilerplate if doc._.layout else ())
        known = doc._.mentions
        if known is None:
            known = doc._.mentions = {}
        known[self.field] = mentions
        if spans:
            found = (doc.char_span(m.start_char, m.end_char, label=self.field, span_id=m.rule, alignment_mode="expand")
                     for m in mentions)
            doc.spans[self.field] = [span for span in found if span is not None]
        return doc


def _outside(mentions: list[Mention[Any]], left_behind: Sequence[Offsets]) -> list[Mention[Any]]:
    """Those that stand in no line that the web page left behind: "Baca juga: Bupati Lahat Buka Pameran"."""
    if not left_behind:
        return mentions
    ends = [end for _, end in left_behind]
    at = (bisect_right(ends, mention.start_char) for mention in mentions)
    return [m for m, k in zip(mentions, at, strict=True) if k == len(ends) or m.start_char < left_behind[k][0]]


def _register(field: str, module: str) -> None:
    @Language.factory(f"extract_{field}")
    def create(nlp: Language, name: str) -> ExtractorComponent:
        find = getattr(import_module(f"extract.extractors.{module}"), field)
        return ExtractorComponent(field, find, default())


for _field, _module in EXTRACTORS.items():
    _register(_field, _module)
