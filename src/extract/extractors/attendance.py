"""Attendance: the stretches of text that list who was there ("Turut hadir …, antara lain A, B, dan C.")."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.mentions import Attendance, Mention

_ABSENT = re.compile(r"(?:tidak|tak|belum|berhalangan)(?: dapat| bisa| sempat)? $", re.IGNORECASE)


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(lexicon.terms('attendance_cues'))}\b")


def attendance(doc: Doc, lexicon: Lexicon) -> list[Mention[Attendance]]:
    """Mentions of attendance lists, in document order. The mention runs from the first cue of a sentence to its end."""
    text = doc._.text
    found: list[Mention[Attendance]] = []
    for sentence in doc.sents:
        for cue in _cues(lexicon).finditer(text, sentence.start_char, sentence.end_char):
            if not _ABSENT.search(text, max(0, cue.start() - 20), cue.start()):
                end = cue.end() + len(text[cue.end() : sentence.end_char].rstrip(" \n."))
                found.append(Mention.at(text, "attendance", cue.start(), end, Attendance(cue.group()), "attendance_cue"))
                break
    return found
