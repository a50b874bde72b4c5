"""`dates`: every date of the release, as far as its own words give it."""

from __future__ import annotations

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.mentions import Date, Mention
from extract.values.dates import find_dates


def dates(doc: Doc, lexicon: Lexicon) -> list[Mention[Date]]:
    """Dates in document order. `iso` stays partial where the expression does not give the year."""
    text = doc._.extract_text
    return [
        Mention.at(text, "dates", *offsets, value, "date_grammar")
        for offsets, value in find_dates(text, 0, len(text), lexicon)
    ]
