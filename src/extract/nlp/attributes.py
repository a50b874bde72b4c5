"""Attributes of Docs and Spans. Those that this package reads itself are called `extract_…`, so that nothing which another
package calls its own gets into their way. Beside them users have `doc._.layout`, `doc._.mentions`, `doc._.record` and
`span._.value`, unless such a name was taken when this package was imported: then it stays its owner's.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc, Span

from extract.nlp.analysis import Mentions, analysis_of, own_analysis
from extract.text.edits import Clean
from extract.text.layout import Layout

LABELS = {
    "dates": "date", "people": "officials", "organisations": "organisations", "places": "places", "events": "event",
    "venues": "venue", "stated_themes": "theme", "topics": "themes", "programmes": "programmes", "figures": "figures",
    "quotes": "quotes", "attendance": "attendance", "regulations": "regulations",
}  # fmt: skip
"""Field -> label of its spans and key of its group, which is what the record calls it."""

PARTS = ("title", "publisher", "dateline", "published", "credits")
"""Labels of the parts of the layout, also as the record calls them."""

ALL = "sc"
"""Key of the group that holds the spans of every kind; where displaCy looks when it is not told where to."""

_FIELDS = {label: field for field, label in LABELS.items()}


def text_of(doc: Doc) -> str:
    """`doc.text`."""
    found = analysis_of(doc)
    return doc.text if found is None else found.text


def clean_of(doc: Doc) -> Clean:
    """The way back from characters of `doc.text` to those of the text as it was given."""
    found = analysis_of(doc)
    return Clean(doc.text) if found is None else found.clean


def raw_of(doc: Doc) -> str:
    """The text as it was given, which spans of a record count."""
    found = analysis_of(doc)
    return doc.text if found is None else found.raw


def layout_of(doc: Doc) -> Layout | None:
    """The parts of the release; None where the component "extract_layout" has not run."""
    found = analysis_of(doc)
    return None if found is None else found.layout


def set_layout(doc: Doc, layout: Layout | None) -> None:
    own_analysis(doc).layout = layout


def published_of(doc: Doc) -> str | None:
    """The ISO day of publication that the source states beside the text."""
    found = analysis_of(doc)
    return None if found is None else found.published


def set_published(doc: Doc, day: str | None) -> None:
    own_analysis(doc).published = day


def mentions_of(doc: Doc) -> Mentions:
    """Field -> its mentions, for each extractor that has run."""
    found = analysis_of(doc)
    return {} if found is None else found.mentions


def parts(layout: Layout) -> list[tuple[str, tuple[int, int], Any]]:
    """Label, characters and value of each part of a release that has spans of its own."""
    found: list[tuple[str, tuple[int, int] | None, Any]] = [
        ("title", layout.title, None),
        ("publisher", layout.publisher, None),
        ("dateline", layout.dateline.offsets if layout.dateline else None, layout.dateline),
        ("published", *(reversed(layout.published) if layout.published else (None, None))),
        *(("credits", credit.offsets, credit) for credit in layout.credits),
    ]
    return [(label, offsets, value) for label, offsets, value in found if offsets and offsets[0] < offsets[1]]


def value_of(span: Span) -> Any:
    """The typed value behind a span of ours: a `mentions.Figure`, a `Credit`, the day of `published`; None for others."""
    doc, label = span.doc, span.label_
    if label in PARTS:
        layout = layout_of(doc)
        known = [(offsets, value) for name, offsets, value in parts(layout) if name == label] if layout else []
    else:
        known = [(mention.offsets, mention.value) for mention in mentions_of(doc).get(_FIELDS.get(label, ""), ())]
    return next((value for (start, end), value in known if start >= span.start_char and end <= span.end_char), None)


def register(kind: type[Doc] | type[Span], name: str, getter: Any, setter: Any = None) -> None:
    """Make `_.name`, unless somebody else has it."""
    if not kind.has_extension(name) or _is_ours(kind.get_extension(name)[2]):
        kind.set_extension(name, getter=getter, setter=setter, force=True)


def _is_ours(getter: Any) -> bool:
    return getattr(getter, "__module__", "").startswith("extract.")


Doc.set_extension("extract_text", getter=text_of, force=True)
Doc.set_extension("extract_raw", getter=raw_of, force=True)
Doc.set_extension("extract_clean", getter=clean_of, force=True)
Doc.set_extension("extract_layout", getter=layout_of, setter=set_layout, force=True)
Doc.set_extension("extract_published", getter=published_of, setter=set_published, force=True)
Doc.set_extension("extract_mentions", getter=mentions_of, force=True)
register(Doc, "layout", layout_of, set_layout)
register(Doc, "mentions", mentions_of)
register(Span, "value", value_of)
