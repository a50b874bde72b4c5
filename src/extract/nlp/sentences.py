"""Sentence boundaries by rule, for a register full of abbreviations: "H.", "Plt.", "No.", "a.n.", "Rp.", initials.

A full stop that the tokenizer left inside a word ends no sentence, unless the word may stand last in one (a degree,
"dkk.") and a word follows that opens sentences. A line end always ends a sentence. A quotation and what follows it
in lower case ("…," katanya) are one sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any, cast

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

_END = re.compile(
    r"(?P<line>\n[\s]*)"
    r"|[.!?…]{1,8}[\"”')\]]{0,3}\s+(?=[\"“(\['‘]{0,3}[A-Z\d])"
    r"|(?<=[a-z])[.!?](?=[A-Z][a-z])"
)
_MAY_STAND_LAST = re.compile(r"(?:[A-Z][A-Za-z]{0,2}\.){1,4}[A-Z]?[A-Za-z]{0,4}\.|(?:dkk|dll|dsb|dst|tsb|Tbk)\.")
_OPENERS = frozenset(("Dalam", "Ia", "Menurut", "Pada", "Selain", "Sementara", "Hal", "Untuk", "Kegiatan", "Acara"))
_WORD = re.compile(r"\w+")


@Language.factory("extract_sentences")
class SentenceComponent:
    """Sets `token.is_sent_start`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        if len(doc) == 0:
            return doc
        starts = doc.to_array([IDX]).tolist()
        marks = np.full(len(doc), -1, dtype=np.int64)
        marks[0] = 1
        for at in _boundaries(doc, starts):
            marks[at] = 1
        doc.from_array([SENT_START], cast(Any, marks.astype(np.uint64)))
        return doc


def _boundaries(doc: Doc, starts: list[int]) -> list[int]:
    """The tokens that begin a sentence, the first one left out."""
    text = doc._.extract_text
    found: list[int] = []
    begin = 0
    for match in _END.finditer(text):
        after = bisect_right(starts, match.end()) - 1
        if starts[after] < match.end():
            after += 1
        if after >= len(starts):
            break
        if match["line"] is None and not _ends(doc, text, starts, match.start(), match.end(), begin):
            continue
        found.append(after)
        begin = after
    return found


def _ends(doc: Doc, text: str, starts: list[int], stop: int, after: int, begin: int) -> bool:
    """Whether the full stop at `stop` ends the sentence that begins with token `begin`."""
    at = bisect_right(starts, stop) - 1
    word = doc[at].text
    if len(word) > 1 and word[-1] == "." and word[0] not in ".!?":
        following = _WORD.search(text, after, after + 40)
        return bool(_MAY_STAND_LAST.fullmatch(word) and following and following.group() in _OPENERS)
    enumerates = at == begin + 1 and len(doc[begin]) <= 2 and doc[begin].is_digit
    return not enumerates
