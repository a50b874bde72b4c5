"""Attendance: the stretches of text that list who was there ("Turut hadir …, antara lain A, B, dan C.")."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.mentions import Attendance, Mention

_ABSENT = re.compile(r"(?:tidak|tak|belum|berhalangan)(?: dapat| bisa| sempat)? $", re.IGNORECASE)
# The full stop of an abbreviation or of an initial does not end the list.
_END = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Za-z][a-z])(?<!\bDrs)(?<!\bDra)(?<!\bPlt)(?<!\bPlh)(?<!\bProf)\.(?=\s+[A-Z“\"]|\s*$)|\n")


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(lexicon.terms('attendance_cues'))}\b")


def attendance(doc: Doc, lexicon: Lexicon) -> list[Mention[Attendance]]:
    """Mentions of attendance lists, in document order. The mention runs from the cue to the end of its sentence."""
    text = doc._.text
    found: list[Mention[Attendance]] = []
    for cue in _cues(lexicon).finditer(text):
        if (found and cue.start() < found[-1].end_char) or _ABSENT.search(text, max(0, cue.start() - 20), cue.start()):
            continue
        stop = _END.search(text, cue.end())
        end = stop.start() if stop else len(text)
        while end > cue.end() and text[end - 1].isspace():
            end -= 1
        found.append(Mention.at(text, "attendance", cue.start(), end, Attendance(cue.group()), "attendance_cue"))
    return found
