"""The stretches that report a release's event: its title and the head of its body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from extract.mentions import Offsets
from extract.text.layout import Layout

LEAD_LENGTH = 2000      # characters of the body in which the event, its venue and its theme are named
_QUOTE = re.compile(r"“[^“”\n]*[”\"]|\"[^\"\n]*\"")
_LONG_QUOTE = 70        # characters: a longer quote is speech, not a name


def lead_stretches(text: str, layout: Layout) -> list[Offsets]:
    """The title, then the paragraphs of the lead: those from the dateline on, without captions."""
    stretches = [layout.title] if layout.title else []
    first = layout.dateline.offsets[1] if layout.dateline else 0
    body = [paragraph for paragraph in layout.paragraphs if paragraph[0] >= first]
    if body:
        limit = body[0][0] + LEAD_LENGTH
        captions = frozenset(layout.captions)
        head = ((start, end) for start, end in body if start < limit)
        stretches += [(start, min(end, limit)) for start, end in head if (start, end) not in captions]
    return stretches


def speech(text: str, start: int, end: int) -> list[Offsets]:
    """Stretches of direct speech: what is said there names other events than the one reported."""
    return [m.span() for m in _QUOTE.finditer(text, start, end) if m.end() - m.start() > _LONG_QUOTE]


def marked(doc: Doc, label: str) -> list[Offsets]:
    """Spans with `label` of the model's second layer, within a line; none with an engine that has no such layer."""
    text = doc._.extract_text
    found = [(span.start_char, span.end_char) for span in doc.spans.get("layer", ()) if span.label_ == label]
    return [(start, end) for start, end in found if "\n" not in text[start:end]]


def untaken(
    spans: Sequence[Offsets], stretch: Offsets, taken: Sequence[Offsets], said: Sequence[Offsets]
) -> Iterator[Offsets]:
    """Those of `spans` within `stretch` that lie outside of what rules have `taken` and of speech."""
    for start, end in spans:
        if not (stretch[0] <= start and end <= stretch[1]):
            continue
        if not any(a < end and start < b for a, b in taken) and not any(a <= start < b for a, b in said):
            yield start, end
